"""Vietnamese text: folding for search, keys for sorting. The database never orders by a name.

Both read composed and decomposed input alike ("ế" as one code point or three).
"""

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
#: Combining marks of the five written tones, in dictionary order; the level tone has none.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_NUMBER_WIDTH = 8


def fold(text: str) -> str:
    """Lower case, no diacritics, đ as d, single spaces: "Đăng ký  Khai sinh" is "dang ky khai sinh"."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return " ".join(bare.replace("đ", "d").split())


def sort_key(text: str) -> str:
    """A key whose plain byte order is Vietnamese dictionary order, syllable by syllable.

    Letters first (a ă â b c d đ …), then tones (ngang huyền hỏi ngã sắc nặng), then the next
    syllable; numbers by value; punctuation and case do not count.
    """
    composed = unicodedata.normalize("NFC", text).casefold()
    return "-".join(_syllable_key(word) for word in _WORDS.findall(composed))


def name_key(full_name: str) -> str:
    """The sort key of a person's name: given name first, then family name, then the middle."""
    words = full_name.split()
    return sort_key(" ".join([*words[-1:], *words[:-1]]))


def _syllable_key(word: str) -> str:
    if word.isdecimal():
        return word.zfill(_NUMBER_WIDTH)
    tone = "0"
    letters = []
    for letter in word:
        bare, found = _without_tone(letter)
        tone = found or tone
        letters.append(_ORDER.get(bare, ""))
    return "".join(letters) + tone


def _without_tone(letter: str) -> tuple[str, str]:
    """Split "ế" into "ê" and the mark of its tone ("" when it has none)."""
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(_TONES[mark] for mark in marks if mark in _TONES)
    bare = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", bare), tone
