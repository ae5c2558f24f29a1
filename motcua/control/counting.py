"""What the lines of a register count for in a window, with closed periods left as they are. Pure.

A line that is corrected or struck takes back what it counted and counts anew, each on its own day,
but never on or before the day through which the books were closed when it was recorded. What lasts
from one day to another is read as it was known when the last day of the window was closed.

Căn cứ: Thông tư 01/2020/TT-VPCP, Phụ lục II (certainty: medium that a figure is of the period in
which its day lies).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from motcua.control.registers.vocabulary import Count, Field, Kind, Life, Register, Taking
from motcua.rules import filling, periods
from motcua.rules.codes import Level
from motcua.rules.filling import Value
from motcua.rules.periods import Window

Said = Mapping[str, str | int | list[str] | None]
#: Further away than any register reaches.
_NEVER = date.max


@dataclass(frozen=True)
class Told:
    """One version of a line, as it counts."""

    entry_id: int
    version_id: int
    agency_id: int
    said: Said
    struck: bool = False
    closed_through: date | None = None

    def day(self, field: str) -> date | None:
        """The day in a field."""
        text = self.said.get(field)
        return date.fromisoformat(text) if isinstance(text, str) and text else None

    def count(self, field: str) -> int:
        """The count in a field; nothing said is none."""
        number = self.said.get(field)
        return number if isinstance(number, int) else 0


@dataclass(frozen=True)
class Leg:
    """A version that counts, or (-1) one whose counting is taken back."""

    told: Told
    sign: int = 1


#: The versions of one line, by number.
History = Sequence[Told]


def behind(
    count: Count,
    register: Register,
    histories: Iterable[History],
    window: Window,
    levels: Mapping[int, Level],
) -> list[Leg]:
    """Return what a cell counts in a window; what is counted and taken back within it is left out."""
    if count.whole_year:
        window = Window(
            periods.containing(periods.Kind.YEAR, window.to_on).window().from_on, window.to_on
        )
    found = []
    for history in histories:
        legs = (
            _lasting(count.take, register.life, history, window)
            if count.lasts and register.life
            else _dated(count.by, history, window)
        )
        found += [leg for leg in legs if _asked(count, leg.told, levels)]
    return found


def value(count: Count, register: Register, legs: Sequence[Leg]) -> Value:
    """Return the figure of a cell."""
    lines = sum(leg.sign for leg in legs)
    match count.take:
        case Taking.ANY:
            return int(lines > 0)
        case Taking.DIFFERENT:
            return len(_there(count.of[0], legs))
        case Taking.WORDS:
            return _words(register.by_code[count.of[0]], _there(count.of[0], legs))
        case Taking.RATE:
            part, whole = (_sum((field,), legs) for field in count.of)
            return filling.rate(part, whole)
    return _sum(count.of, legs) if count.of else lines


def _words(field: Field, there: Sequence[str]) -> str:
    """The different words of a field; choices in the order in which they are offered."""
    if field.kind is Kind.CHOICE:
        there = [words for code, words in field.choices if code in there]
    return "; ".join(there)


def amount(count: Count, leg: Leg) -> str:
    """Tell what one line adds to a figure."""
    if count.take is Taking.RATE:
        part, whole = (leg.told.count(field) for field in count.of)
        return f"{filling.shown(leg.sign * part)}/{filling.shown(leg.sign * whole)}"
    if count.take in {Taking.WORDS, Taking.DIFFERENT} or not count.of:
        return filling.shown(leg.sign)
    return filling.shown(_sum(count.of, (leg,)))


def adds(count: Count, leg: Leg) -> bool:
    """Tell whether a line adds anything: one without the counts a cell adds up does not."""
    return (
        count.take is Taking.WORDS
        or not count.of
        or count.take is Taking.DIFFERENT
        or any(leg.told.count(field) for field in count.of)
    )


def by_row(register: Register, legs: Iterable[Leg]) -> dict[str, list[Leg]]:
    """Part legs by the row of the form they belong to, in the order in which rows appear."""
    rows: dict[str, list[Leg]] = {}
    for leg in legs:
        rows.setdefault(str(leg.told.said.get(register.row) or ""), []).append(leg)
    return rows


def touches(register: Register, told: Told) -> tuple[date, date]:
    """Return the first and the last day on which a version can count for anything."""
    days = [day for code in register.days if (day := told.day(code))]
    first, last = min(days), max(days)
    if register.life and told.day(register.life.ends) is None:
        last = _NEVER
    if told.closed_through is None:
        return first, last
    return min(first, _open_from(told)), max(last, _open_from(told))


def _open_from(told: Told) -> date:
    """The first day that was open when the version was recorded."""
    return told.closed_through + timedelta(days=1) if told.closed_through else date.min


def _dated(by: str, history: History, window: Window) -> Iterator[Leg]:
    """Count versions on the day of a field, and take each back on the day it was counted."""
    before: tuple[Told, date] | None = None
    found: list[tuple[Leg, date]] = []
    for told in history:
        if before is not None:
            found.append((Leg(before[0], -1), max(before[1], _open_from(told))))
        day = None if told.struck else told.day(by)
        before = (told, max(day, _open_from(told))) if day else None
        if before is not None:
            found.append((Leg(told), before[1]))
    within = [leg for leg, day in found if day in window]
    back = {leg.told.version_id for leg in within if leg.sign < 0}
    both = back & {leg.told.version_id for leg in within if leg.sign > 0}
    return (leg for leg in within if leg.told.version_id not in both)


def _lasting(take: Taking, life: Life, history: History, window: Window) -> Iterator[Leg]:
    """What the line was known to be when the last day of the window was closed, or is known now."""
    known = [
        told
        for told in history
        if told.closed_through is None or told.closed_through < window.to_on
    ]
    if not known or known[-1].struck:
        return
    told = known[-1]
    begun, ended = told.day(life.begins), told.day(life.ends)
    due = told.day(life.due) if life.due else None
    if begun is not None and begun <= window.to_on and _is(take, ended, due, window):
        yield Leg(told)


def _is(take: Taking, ended: date | None, due: date | None, window: Window) -> bool:
    last = window.to_on
    if take is Taking.STANDING:
        return ended is None or ended >= last
    if take is Taking.LASTING:
        return ended is None or ended >= window.from_on
    if take is Taking.OVERDUE:
        return due is not None and due <= last and (ended is None or ended > last)
    in_window = ended is not None and ended in window
    late = ended is not None and due is not None and ended > due
    return in_window and (take is Taking.ENDED or late is (take is Taking.ENDED_LATE))


def _asked(count: Count, told: Told, levels: Mapping[int, Level]) -> bool:
    """Tell whether the line made the choices a cell asks for, and is about an agency of its level."""
    if any(told.said.get(code) not in wanted for code, wanted in count.where):
        return False
    if count.level is None:
        return True
    agency = told.said.get(count.of[0])
    return isinstance(agency, int) and levels.get(agency) is count.level


def _sum(fields: Iterable[str], legs: Iterable[Leg]) -> int:
    wanted = tuple(fields)
    return sum(leg.sign * leg.told.count(field) for leg in legs for field in wanted)


def _there(field: str, legs: Iterable[Leg]) -> list[str]:
    """The different values that were said and not taken back, in their order."""
    found: Counter[str] = Counter()
    for leg in legs:
        said = leg.told.said.get(field)
        if said not in {None, ""}:
            found[str(said)] += leg.sign
    return [one for one, number in found.items() if number > 0]
