"""Which procedure comes first for the words somebody typed. Pure: words in, marks out.

What was typed becomes *wishes*: a word, or a spoken phrase together with the catalogue's own words
for it. A *sheet* is what can be compared of a procedure. The mark of a sheet is how much of the
wishes it fulfils, weighed by how rare the words are, how much of its name was asked for, and
whether it is a plain procedure near at hand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from motcua.base import fuzzy
from motcua.catalog.finding.everyday import Everyday, Phrase

#: What tells less than this share of what tells most leads to nothing by itself, nor does a word
#: less like the typed one than this.
_TELLING, _LIKELY = 0.4, 0.4
#: Sheets that fulfil less than this share of what the best one does answer something else.
KEPT = 0.62
#: A best sheet that fulfils less than this is only near what was asked.
ENOUGH = 0.6
#: What answers everything that was asked for.
WHOLE = 0.99
#: What a word is worth where it stands: in a result or keyword, in the field; in the name 1.
_IN_EXTRA, _IN_FIELD = 0.7, 0.3
#: Parts of the mark beside the wishes fulfilled (at most 1): wishes side by side in the name, the
#: share of the name asked for, marks of a special procedure, of a later one, tier, offered here.
_TOGETHER = 0.3
_TO_THE_POINT = 0.3
_SPECIAL, _MOST_SPECIAL = 0.12, 2
_LATER = 0.08
_NEAR = 0.04
_OFFERED = 0.05
#: What the catalogue's words for a spoken phrase are worth, the likeliest first, and the spoken ones.
_MEANT = (1.0, 0.9, 0.8)
_SAID = 0.85
#: What words of a phrase that stand apart in the name lose.
_APART = 0.4
#: What a word like the typed one is worth where the catalogue has the typed one too.
_DOUBT = 0.5
#: What a word is worth whose diacritics are others in the name: as typed, and as meant.
_TYPED_OTHERWISE, _MEANT_OTHERWISE = 0.85, 0.5
#: What words tell that say for whom it is and not what it is.
_FAINT = 0.2


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is compared of a procedure: the words of its name and of the rest, how near it is.

    Each text is words with a space around every one, "" for none. ``name`` is folded words in
    their order, ``marked`` the same words as ``fuzzy.marked`` has them.
    """

    pk: int
    name: str
    marked: str = ""
    extra: str = ""
    field: str = ""
    nearness: int = 0
    offered: bool = False


@dataclass(frozen=True)
class Reading:
    """A phrase to look for, folded and as ``fuzzy.marked`` has it ("" for a word typed without).

    ``otherwise`` is what a word is worth that has other diacritics in the name.
    """

    phrase: Phrase
    marked: Phrase
    worth: float
    otherwise: float


@dataclass(frozen=True)
class Wish:
    """One thing asked for, as any of several readings.

    ``meant`` is the catalogue's phrase for what was said, as one shows it; "" where it has none.
    """

    said: Phrase
    readings: tuple[Reading, ...]
    meant: str = ""


@dataclass(frozen=True)
class Mark:
    """How well a sheet answers: ``fulfilled`` of the wishes (0 to 1) and ``total`` to sort by."""

    pk: int
    fulfilled: float
    total: float


class Vocabulary:
    """The words of the catalogue: how many sheets have each, and which are like a typed one."""

    def __init__(
        self, counts: Mapping[str, int], near: Mapping[str, Iterable[str]], sheets: int
    ) -> None:
        """``near`` holds, for each typed word, the words of the catalogue that share a key with it."""
        self._counts = counts
        self._sheets = max(sheets, 1)
        self._like = {word: self._likes(word, known) for word, known in near.items()}

    def __contains__(self, word: object) -> bool:
        """Whether the catalogue has exactly this word."""
        return word in self._counts

    def rarity(self, word: str) -> float:
        """How much a typed word tells: 0 for one that nothing in the catalogue is like."""
        own = self.weight(word)
        return own or max((self.weight(near) * like for near, like in self.like(word)), default=0.0)

    def weight(self, word: str) -> float:
        """How much a word of the catalogue tells; the rarer the more."""
        own = self._counts.get(word, 0)
        return log(1 + self._sheets / own) if own else 0.0

    def like(self, word: str) -> tuple[tuple[str, float], ...]:
        """The catalogue's words like a word, the likest first; for one not typed itself alone."""
        return self._like.get(word, ((word, 1.0),))

    def _likes(self, word: str, known: Iterable[str]) -> tuple[tuple[str, float], ...]:
        """Who typed a word the catalogue has most likely meant it: others then count little."""
        doubt = _DOUBT if word in self._counts else 1.0
        found = [(one, fuzzy.likeness(word, one)) for one in known]
        likes = [(one, like if one == word else like * doubt) for one, like in found if like]
        return tuple(sorted(likes, key=lambda row: -row[1]))


def wishes(typed: str, everyday: Everyday, known: Vocabulary) -> list[Wish]:
    """Read what was typed: fillers dropped, spoken phrases understood, run-together words parted."""
    pairs = [
        (part, tones if part == word and not word_is_plain else "")
        for word, tones, word_is_plain in _typed(typed)
        for part in parts(word, known)
    ]
    words = [word for word, _ in pairs]
    found: list[Wish] = []
    place = 0
    while place < len(words):
        length, meant = everyday.understood(words, place, known)
        said = _as_said(pairs[place : place + length])
        if meant:
            found.append(_understood(said, meant))
        elif meant is None:
            found.append(Wish(said.phrase, (said,)))
        place += length
    return found or [Wish((pair[0],), (_as_said([pair]),)) for pair in pairs]


def parts(word: str, known: Vocabulary) -> list[str]:
    """A typed word as the words it was meant to be; what the catalogue knows stays as it is."""
    return [word] if word in known else fuzzy.mended(word)


def telling(asked: Sequence[Wish], known: Vocabulary, everyday: Everyday) -> list[str]:
    """The catalogue's words of which a sheet must have one to answer: the rarest of what tells much."""
    weights = [_weight(wish, known, everyday) for wish in asked]
    least = max(weights, default=0.0) * _TELLING
    words: set[str] = set()
    for wish, weight in zip(asked, weights, strict=True):
        meant = [one for one in wish.readings if one.phrase != wish.said] or wish.readings
        for reading in meant if weight >= least else ():
            rarest = sorted(set(reading.phrase), key=known.rarity, reverse=True)[:2]
            words.update(near for word in rarest for near in _likely(word, known))
    return sorted(words)


def _likely(word: str, known: Vocabulary) -> list[str]:
    """The catalogue's words a typed one most likely is: itself and what sounds alike, else slips."""
    return [near for near, like in known.like(word) if like >= _LIKELY and near in known]


def marks(
    sheets: Iterable[Sheet], asked: Sequence[Wish], words: Vocabulary, everyday: Everyday
) -> list[Mark]:
    """Mark the sheets that answer about as well as the best does; of equals the shorter name first."""
    judge = _Judge(asked, words, everyday)
    found = [(judge.answer(sheet), sheet) for sheet in sheets]
    best = max((answer.fulfilled for answer, _ in found), default=0.0)
    kept = [row for row in found if row[0].fulfilled >= best * KEPT] if best else []
    marked = [(judge.mark(*row), row[1]) for row in kept]
    return [mark for mark, _ in sorted(marked, key=_place)]


@dataclass(frozen=True, slots=True)
class _Answer:
    """How much of the wishes a sheet fulfils, with which words of its name, how many side by side."""

    fulfilled: float
    words: frozenset[str]
    together: int


class _Judge:
    """Marks sheets for one set of wishes."""

    def __init__(self, asked: Sequence[Wish], words: Vocabulary, everyday: Everyday) -> None:
        self._words = words
        self._wishes = [(wish, _weight(wish, words, everyday)) for wish in asked]
        self._whole = sum(weight for _, weight in self._wishes) or 1.0
        said = {word for wish in asked for one in wish.readings for word in one.phrase}
        self._special = _unasked(everyday.special, said)
        self._later = _unasked(everyday.later, said)
        self._rare = {word: words.rarity(word) for word in said}
        self._like = {
            word: [(near, f" {near} ", like) for near, like in words.like(word)] for word in said
        }

    def answer(self, sheet: Sheet) -> _Answer:
        """What a sheet has of what was asked for."""
        fulfilled = 0.0
        together = 0
        matched: set[str] = set()
        last = ""
        for wish, weight in self._wishes:
            best, used = self._best(wish, sheet)
            fulfilled += weight * best
            matched.update(used)
            together += bool(last and used) and f" {last} {used[0]} " in sheet.name
            last = used[-1] if used else ""
        return _Answer(fulfilled / self._whole, frozenset(matched), together)

    def mark(self, answer: _Answer, sheet: Sheet) -> Mark:
        """The mark of a sheet that answers."""
        name = sheet.name
        total = (
            answer.fulfilled
            + _TOGETHER * answer.together / max(len(self._wishes) - 1, 1)
            + _TO_THE_POINT * self._share(answer.words, name.split())
            - _SPECIAL * min(sum(phrase in name for phrase in self._special), _MOST_SPECIAL)
            - _LATER * any(phrase in name for phrase in self._later)
            + _NEAR * sheet.nearness
            + _OFFERED * sheet.offered
        )
        return Mark(sheet.pk, answer.fulfilled, total)

    def _best(self, wish: Wish, sheet: Sheet) -> tuple[float, list[str]]:
        """How far the best reading of a wish is fulfilled, and with which words of the name."""
        best, words = 0.0, list[str]()
        for reading in wish.readings:
            value, used = self._reading(reading, sheet)
            if value * reading.worth > best:
                best, words = value * reading.worth, used
        return best, words

    def _reading(self, reading: Reading, sheet: Sheet) -> tuple[float, list[str]]:
        value = whole = adjacent = 0.0
        used: list[str] = []
        last = ""
        for word, tones in zip(reading.phrase, reading.marked, strict=True):
            rarity = self._rare[word]
            whole += rarity
            like, found = self._found(word, sheet)
            if found == word and tones and f" {tones} " not in sheet.marked:
                like *= reading.otherwise
            value += rarity * like
            if found:
                used.append(found)
                adjacent += bool(last) and f" {last} {found} " in sheet.name
            last = found
        if not value:
            return 0.0, []
        pairs = len(reading.phrase) - 1
        return value / whole * (1 - _APART * (1 - adjacent / pairs) if pairs else 1.0), used

    def _found(self, word: str, sheet: Sheet) -> tuple[float, str]:
        """What a word is worth on a sheet, and which word of the name it is ("" for none)."""
        elsewhere = 0.0
        for near, padded, like in self._like[word]:
            if padded in sheet.name:
                return max(like, elsewhere), near
            if padded in sheet.extra:
                elsewhere = max(elsewhere, like * _IN_EXTRA)
            elif padded in sheet.field:
                elsewhere = max(elsewhere, like * _IN_FIELD)
        return elsewhere, ""

    def _share(self, matched: frozenset[str], name: list[str]) -> float:
        whole = sum(map(self._words.weight, name))
        own = sum(self._words.weight(word) for word in name if word in matched)
        return own / whole if whole else 0.0


def _typed(typed: str) -> list[tuple[str, str, bool]]:
    """Each typed word folded, with its diacritics, and whether it has none."""
    return [
        (word, tones, tones == "".join(sorted(word)))
        for word, tones in zip(fuzzy.words(typed), fuzzy.marked(typed), strict=True)
    ]


def _as_said(pairs: Sequence[tuple[str, str]]) -> Reading:
    words, tones = zip(*pairs, strict=True)
    return Reading(words, tones, 1.0, _TYPED_OTHERWISE)


def _understood(said: Reading, meant: Sequence[str]) -> Wish:
    """A spoken phrase with its meanings; itself too, worth less, unless it is the first of them."""
    readings = [
        Reading(tuple(fuzzy.words(one)), tuple(fuzzy.marked(one)), worth, _MEANT_OTHERWISE)
        for one, worth in zip(meant, _MEANT, strict=False)
    ]
    if readings[0].phrase == said.phrase:
        return Wish(said.phrase, tuple(readings))
    return Wish(said.phrase, (*readings, replace(said, worth=_SAID)), meant[0])


def _weight(wish: Wish, words: Vocabulary, everyday: Everyday) -> float:
    """How much a wish tells: by the two rarest words of what it most likely means."""
    rarities = map(words.rarity, wish.readings[0].phrase)
    rarest = sum(sorted(rarities, reverse=True)[:2])
    return rarest * _FAINT if wish.said in everyday.faint else rarest


def _unasked(phrases: Iterable[Phrase], said: set[str]) -> tuple[str, ...]:
    """The marks of a special procedure of which not every word was asked for."""
    return tuple(f" {' '.join(phrase)} " for phrase in phrases if not said.issuperset(phrase))


def _place(row: tuple[Mark, Sheet]) -> tuple[float, int, str]:
    mark, sheet = row
    return -mark.total, len(sheet.name), sheet.name
