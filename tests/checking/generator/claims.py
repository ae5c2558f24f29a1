"""Holds a report to its own claims, by its printed words: that is how the measuring stick is measured."""

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation

from tests.checking.generator.facts import share
from tests.checking.generator.writer import Writer, day


def broken(w: Writer) -> list[str]:
    """The claims that do not hold between the words as printed."""
    return [
        f"{claim.kind}: "
        + ", ".join(f"{w.mentions[at].name} {w.mentions[at].text}" for at in claim.mentions)
        for claim in w.claims
        if not _holds(w, claim.kind, [w.mentions[at].text for at in claim.mentions])
    ]


def _holds(w: Writer, kind: str, words: Sequence[str]) -> bool:
    if kind == "same":
        return words[0] == words[1]
    if kind == "window":
        window = w.facts.window
        return list(words) == [window.label, day(w, window.from_on), day(w, window.to_on)]
    if kind == "band":
        return words[0] == w.facts.values["diem.band"]
    if kind == "row":
        return "" not in words
    try:
        return _ARITHMETIC[kind](
            [Decimal(word.replace(".", "").replace(",", ".")) for word in words]
        )
    except InvalidOperation:
        return False


def _of(rate: Decimal, part: Decimal, whole: Decimal) -> bool:
    """A share cut short, or one unit of its last place off, proves nothing."""
    step = Decimal(1).scaleb(max(int(rate.as_tuple().exponent), -2))
    return part <= whole and abs(share(int(part), int(whole), 4) - rate) < step * 2


_ARITHMETIC: dict[str, Callable[[Sequence[Decimal]], bool]] = {
    "sum": lambda of: of[0] == sum(of[1:]),
    "total": lambda of: of[0] == sum(of[1:]),
    "balance": lambda of: of[0] == of[1] + of[2],
    "share": lambda of: _of(*of),
    "atmost": lambda of: of[0] <= of[1],
    "points": lambda of: of[0] <= of[1],
    "unit": lambda of: of[0] <= 100 or of[0] == sum(of[1:]),
}
