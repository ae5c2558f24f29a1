"""Keys under which a Vietnamese syllable is found although it was written with a slip.

The embedded database can compare for equality and nothing more; so likeness is computed here and
stored as keys. Two syllables share a key when they sound alike to many (``ky`` and ``ki``, ``sây``
and ``xây``) or when one becomes the other by one letter more, less, other, or swapped with its
neighbour. Everything works on folded text (see ``text.fold``), so tones and diacritics do not count.
"""

import re
import unicodedata
from functools import lru_cache

from motcua.base import text

#: How like a word that only sounds alike is, and one that is a letter away; the same word is 1.
SOUNDS_ALIKE = 0.8
ONE_SLIP = 0.6

_ONSETS = (
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu",
    "b", "c", "d", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
_RIMES_TOLD = """
    a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem
    ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay
    oc oe oen oeo oet oi om on ong op ot u ua uan uang uat uay uc ue uech uenh ui um un ung uo
    uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uynh uyt uyu y yem yen yet
    yeu
"""
_RIMES = frozenset(_RIMES_TOLD.split())
#: Letters that many write, or type, one for the other at the beginning of a syllable.
_SOUNDS = {
    "ngh": "ng", "gh": "g", "gi": "d", "r": "d", "tr": "ch", "s": "x", "n": "l", "k": "c",
    "qu": "cu",
}  # fmt: skip
#: What a keyboard leaves when its Vietnamese input is off: Telex letters for marks and tones.
_TELEX_LETTERS = (
    ("dd", "d"), ("aa", "a"), ("aw", "a"), ("ee", "e"), ("oo", "o"), ("ow", "o"), ("uw", "u"),
    ("w", "u"),
)  # fmt: skip
_TELEX_TONES = "sfrxj"
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_DOUBLED = re.compile(r"([a-z])\1+")
#: Shorter words have no keys by dropped letter: everything would be like everything.
_SHORTEST = 3
#: A word longer than this is no run of syllables anybody types by leaving out a space.
_LONGEST_RUN = 24


def words(said: str) -> list[str]:
    """The folded words of a text: syllables, numbers, abbreviations; punctuation left out."""
    return [text.fold(word) for word in _written(said)]


def marked(said: str) -> list[str]:
    """The words of a text with their diacritics, to compare: where a tone mark stands does not count.

    As many as ``words`` gives, in its order; not for reading.
    """
    return ["".join(sorted(unicodedata.normalize("NFD", word))) for word in _written(said)]


def is_syllable(word: str) -> bool:
    """Whether a folded word is one Vietnamese syllable."""
    return any(word.startswith(onset) and word[len(onset) :] in _RIMES for onset in _ONSETS)


def mended(word: str) -> list[str]:
    """A folded word as it was meant: without leftovers of typing, or taken apart into syllables.

    "hoon" is hon, "ddawngkys" is dang and ky. A syllable, and what is made of none, such as an
    abbreviation, stays as it is.
    """
    if word.isdecimal() or is_syllable(word):
        return [word]
    plain = _without_telex(word)
    if is_syllable(plain):
        return [plain]
    return _apart(word) or _apart(plain) or _apart(plain.rstrip(_TELEX_TONES)) or [word]


@lru_cache(maxsize=8192)
def keys(word: str) -> tuple[str, ...]:
    """The keys of a folded word, itself first. Words that are alike share one."""
    found = {f"~{sound(word)}"}
    if len(word) >= _SHORTEST and word.isalpha():
        found.update(word[:place] + word[place + 1 :] for place in range(len(word)))
    found.discard(word)
    return (word, *sorted(found))


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """A word as many pronounce it; equal for words that are confused in writing."""
    for onset in _ONSETS:
        if word.startswith(onset) and word[len(onset) :] in _RIMES:
            rime = word[len(onset) :]
            return _SOUNDS.get(onset, onset) + (f"i{rime[1:]}" if rime.startswith("y") else rime)
    return word


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """How like two folded words are: 1 the same, less for a slip, 0 for words that share nothing."""
    if one == other:
        return 1.0
    if not (one.isalpha() and other.isalpha()):
        return 0.0
    if sound(one) == sound(other):
        return SOUNDS_ALIKE
    return (
        ONE_SLIP if min(len(one), len(other)) >= _SHORTEST - 1 and _one_apart(one, other) else 0.0
    )


def _written(said: str) -> list[str]:
    return _WORDS.findall(unicodedata.normalize("NFC", said).casefold())


def _without_telex(word: str) -> str:
    for typed, letter in _TELEX_LETTERS:
        word = word.replace(typed, letter)
    word = _DOUBLED.sub(r"\1", word)
    if not is_syllable(word) and word[-1:] in _TELEX_TONES and is_syllable(word[:-1]):
        return word[:-1]
    return word


def _apart(word: str) -> list[str]:
    """The fewest syllables a word without spaces is made of, none when it is not; longest first."""
    if len(word) > _LONGEST_RUN or len(word) < _SHORTEST:
        return []
    best: list[list[str] | None] = [None] * len(word) + [[]]
    for start in range(len(word) - 1, -1, -1):
        for end in range(len(word), start + 1, -1):
            rest = best[end]
            if rest is None or not is_syllable(word[start:end]):
                continue
            here = best[start]
            if here is None or len(rest) + 1 < len(here):
                best[start] = [word[start:end], *rest]
    return best[0] or []


def _one_apart(one: str, other: str) -> bool:
    """Whether one letter more, less, other or swapped makes one word of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    rest, different = one[shared:], other[shared:]
    return (
        rest[1:] == different[1:]
        or rest[1:] == different
        or rest == different[1:]
        or (rest[:2] == different[1::-1] and rest[2:] == different[2:])
    )
