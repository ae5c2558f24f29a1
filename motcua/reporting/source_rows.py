"""What systems of ministries count for a unit, beside our books: rows that balance alone, and what is said of them. Pure.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: medium that a form holds what a ministry's
software counts for the unit).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.reporting.figures import grouped_number
from motcua.rules import forms
from motcua.rules.codes import Level
from motcua.rules.forms import Row


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """A field at an agency as a system counts it; ``stated`` is where and when the figures were taken.

    ``row`` is None where they do not balance, or some are missing: then nothing of it is counted.
    """

    system: str
    name: str
    agency_id: int
    agency: str
    level: Level
    field: str
    row: Row | None
    stated: str = ""


def counted(rows: Iterable[SourceRow]) -> list[tuple[SourceRow, Row]]:
    """The rows that balance."""
    return [(one, one.row) for one in rows if one.row is not None]


def totals(rows: Iterable[SourceRow]) -> dict[str, tuple[str, Row]]:
    """What each system counts in all, by its code: its name and one row."""
    found: dict[str, list[Row]] = {}
    names: dict[str, str] = {}
    for one, row in counted(rows):
        found.setdefault(one.system, []).append(row)
        names[one.system] = one.name
    return {code: (names[code], forms.total(told)) for code, told in found.items()}


def notes(rows: Iterable[SourceRow]) -> Iterable[str]:
    """Say under a form what it holds beside our books, and what was not added because it does not balance."""
    rows = tuple(rows)
    for code, (name, row) in totals(rows).items():
        there = [one for one, _row in counted(rows) if one.system == code]
        stated = "; ".join(dict.fromkeys(one.stated for one in there if one.stated))
        units = len({one.agency_id for one in there})
        yield (
            f"Gồm {_lower(name)}: tiếp nhận {grouped_number(row.c3)} = đã giải quyết {grouped_number(row.c7)} +"
            f" đang giải quyết {grouped_number(row.c11)}; {grouped_number(units)} đơn vị nhập"
            f"{f' ({stated})' if stated else ''}."
        )
    left_out = [f"{one.name}, {one.agency}, {one.field}" for one in rows if one.row is None]
    if left_out:
        yield f"Chưa cộng vì chưa cân đối hoặc chưa đủ số: {'; '.join(left_out)}."


def as_json(rows: Iterable[SourceRow]) -> list[dict[str, object]]:
    """Return what each system counts as machines read it."""
    told: Mapping[str, tuple[str, Row]] = totals(rows)
    return [{"code": code, "name": name, **row.cells()} for code, (name, row) in told.items()]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
