"""Twelve kinds of slips a tired hand makes, each planted where the report itself shows that it is one."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.checking.generator.writer import Claim, Writer, day, decimal, grouped

Changes = Mapping[int, str]
Slip = Callable[[Writer, Random], Changes | None]


def _claims(w: Writer, *kinds: str) -> list[Claim]:
    return [claim for claim in w.claims if claim.kind in kinds]


def _one(w: Writer, rng: Random, *kinds: str) -> Claim | None:
    found = _claims(w, *kinds)
    return rng.choice(found) if found else None


def number(w: Writer, mention: int) -> int:
    """The figure printed in a mention."""
    return int(w.mentions[mention].text.replace(".", ""))


def _value(w: Writer, mention: int) -> Decimal:
    value = w.facts.values[w.mentions[mention].name]
    assert not isinstance(value, str)
    return Decimal(value)


def part(w: Writer, rng: Random) -> Changes | None:
    """One part of a sum is wrong."""
    claim = _one(w, rng, "sum")
    if claim is None:
        return None
    at = rng.choice(claim.mentions[1:])
    return {at: grouped(number(w, at) + _error(rng, number(w, at)))}


def total(w: Writer, rng: Random) -> Changes | None:
    """The sum itself is wrong."""
    claim = _one(w, rng, "sum")
    if claim is None:
        return None
    at = claim.mentions[0]
    return {at: grouped(number(w, at) + _error(rng, number(w, at)))}


def _error(rng: Random, value: int) -> int:
    size = rng.choice((1, rng.randint(2, 9), 10, rng.randint(11, 99), 100))
    return -size if size < value and rng.random() < 0.5 else size


def exceeds(w: Writer, rng: Random) -> Changes | None:
    """A part is greater than its whole."""
    claim = _one(w, rng, "atmost", "share")
    if claim is None:
        return None
    part_, whole = claim.mentions[-2:]
    return {part_: grouped(number(w, whole) + rng.randint(1, max(number(w, whole) // 10, 3)))}


def percent(w: Writer, rng: Random) -> Changes | None:
    """A share is not what its figures give."""
    claim = _one(w, rng, "share")
    if claim is None:
        return None
    rate = _value(w, claim.mentions[0])
    step = Decimal(rng.randint(60, 2500)) / 100
    wrong = rate + step if rate + step <= 100 else rate - step
    return {claim.mentions[0]: decimal(wrong.quantize(Decimal("0.01")))}


def swapped(w: Writer, rng: Random) -> Changes | None:
    """Two neighbouring digits changed places."""
    return _digits(w, rng, _swap)


def dropped(w: Writer, rng: Random) -> Changes | None:
    """A digit was left out."""
    return _digits(w, rng, lambda digits, at: digits[:at] + digits[at + 1 :])


def _swap(digits: str, at: int) -> str:
    return digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def _digits(w: Writer, rng: Random, change: Callable[[str, int], str]) -> Changes | None:
    claims = _claims(w, "sum", "share")
    rng.shuffle(claims)
    for claim in claims:
        at = rng.choice(claim.mentions if claim.kind == "sum" else claim.mentions[1:])
        digits = str(number(w, at))
        places = [place for place in range(len(digits) - 1) if _differs(digits, place, change)]
        if len(digits) >= 3 and places:
            return {at: grouped(int(change(digits, rng.choice(places))))}
    return None


def _differs(digits: str, place: int, change: Callable[[str, int], str]) -> bool:
    changed = change(digits, place)
    return int(changed) != int(digits) and not changed.startswith("0")


def balance(w: Writer, rng: Random) -> Changes | None:
    """What came in is not what went out and what is left; the parts of what is left agree."""
    claim = _one(w, rng, "balance")
    if claim is None:
        return None
    left = claim.mentions[2]
    scope = w.mentions[left].name.split(".")[0]
    step = rng.randint(1, 40)
    changes = {left: grouped(number(w, left) + step)}
    for inner in _claims(w, "sum"):
        names = [w.mentions[at].name for at in inner.mentions]
        if inner.mentions[0] == left and f"{scope}.in_time" in names:
            at = inner.mentions[names.index(f"{scope}.in_time")]
            changes[at] = grouped(number(w, at) + step)
    return changes


def repeat(w: Writer, rng: Random) -> Changes | None:
    """One figure is told twice, differently."""
    claims = [
        claim for claim in _claims(w, "same") if w.mentions[claim.mentions[0]].name in _TOLD_TWICE
    ]
    if not claims:
        return None
    at = rng.choice(claims).mentions[0]
    name = w.mentions[at].name
    if ".rate" in name:
        rate = _value(w, at)
        wrong = rate - Decimal(rng.randint(50, 900)) / 100
        return {at: decimal(wrong.quantize(Decimal("0.01")))}
    value = number(w, at)
    return {at: grouped(value + rng.choice((-1, 1)) * rng.randint(1, max(value // 50, 2)))}


_TOLD_TWICE = frozenset(
    {"main.settled", "main.received", "main.rate_good", "tt.total", "pk.total", "sum.settled"}
)


def period(w: Writer, rng: Random) -> Changes | None:
    """A date that does not exist, an end before the beginning, or the days of another period."""
    claim = _one(w, rng, "window")
    if claim is None:
        return None
    _label, first, last = claim.mentions
    window = w.facts.window
    way = rng.randint(0, 2)
    if way == 0:
        month, most = rng.choice(((2, 30), (4, 31), (6, 31), (9, 31), (11, 31)))
        return {last: f"{most}/{month:02d}/{window.to_on.year}"}
    if way == 1:
        return {last: day(w, window.from_on - timedelta(days=rng.randint(1, 200)))}
    years = rng.choice((1, 2))
    return {
        first: day(w, _years_before(window.from_on, years)),
        last: day(w, _years_before(window.to_on, years)),
    }


def _years_before(when: date, years: int) -> date:
    return when.replace(year=when.year - years)


def score(w: Writer, rng: Random) -> Changes | None:
    """Points above their maximum, or points that do not add up."""
    kind = rng.choice(("points", "total"))
    claim = _one(w, rng, kind)
    if claim is None:
        return None
    at = claim.mentions[0]
    if kind == "points":
        wrong = _value(w, claim.mentions[1]) + Decimal(rng.randint(1, 30)) / 10
    else:
        wrong = _value(w, at) + Decimal(rng.choice((-1, 1)) * rng.randint(3, 90)) / 10
        wrong = wrong if wrong <= 100 else wrong - Decimal(18)
    return {at: decimal(wrong)}


def unit(w: Writer, rng: Random) -> Changes | None:
    """A sum of money in another unit: a thousand times too much or too little."""
    claim = _one(w, rng, "unit")
    if claim is None:
        return None
    is_share = w.mentions[claim.mentions[0]].name.startswith("tien.rate")
    at = rng.choice(claim.mentions[1:] if is_share else claim.mentions)
    value = number(w, at)
    return {at: grouped(value * 1000 if rng.random() < 0.5 else max(value // 1000, 1))}


def form(w: Writer, rng: Random) -> Changes | None:
    """A cell of a form left blank, or two figures in each other's column."""
    rows = _claims(w, "row")
    rng.shuffle(rows)
    for row in rows:
        cells = [at for at in row.mentions if number(w, at) > 0]
        if rng.random() < 0.5:
            at = rng.choice(cells)
            return {at: ""}
        pairs = [
            (a, b)
            for a, b in zip(row.mentions, row.mentions[1:], strict=False)
            if b == a + 1 and number(w, a) != number(w, b) and _seen(w, a, b)
        ]
        if pairs:
            a, b = rng.choice(pairs)
            return {a: w.mentions[b].text, b: w.mentions[a].text}
    return None


def _seen(w: Writer, a: int, b: int) -> bool:
    """Tell whether some sum of the row has only one of the two cells among its parts."""
    sums = [claim.mentions for claim in _claims(w, "sum")]
    return any((a in sum_[1:]) != (b in sum_[1:]) or sum_[0] in {a, b} for sum_ in sums)


#: The twelve kinds.
KINDS: Mapping[str, Slip] = {
    "part": part,
    "total": total,
    "exceeds": exceeds,
    "percent": percent,
    "swapped": swapped,
    "dropped": dropped,
    "balance": balance,
    "repeat": repeat,
    "period": period,
    "score": score,
    "unit": unit,
    "form": form,
}
