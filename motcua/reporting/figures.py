"""A report as values: its lines, its total, what stands under the table, and how it is checked. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal, NamedTuple

from motcua.base import text
from motcua.rules import forms, periods
from motcua.rules.codes import Level
from motcua.rules.forms import CountingRule, Row
from motcua.rules.movements import Flows
from motcua.rules.periods import Window

#: "a": one unit that settles dossiers itself; "b": a unit with everything under it.
Form = Literal["a", "b"]
SUBTOTAL_LABELS = {
    Level.PROVINCE: "Cấp tỉnh",
    Level.DISTRICT: "Cấp huyện",
    Level.COMMUNE: "Cấp xã",
}
LEVELS = tuple(SUBTOTAL_LABELS)
COLUMNS = tuple(f"c{number}" for number in range(3, 14))


class Line(NamedTuple):
    """One row of figures; a subtotal has no field, and no agency when it is of a whole level.

    ``agency_ids`` and ``field_id`` (None for every field) say which dossiers it counts. ``source`` is
    the system of a ministry that counts them; ours have none.
    """

    label: str
    level: Level
    agency: str
    agency_ids: tuple[int, ...]
    row: Row
    field: str = ""
    field_id: int | None = None
    subtotal: bool = False
    source: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the row as machines read it."""
        return {
            "agency": self.agency,
            "level": forms.LEVEL_WORDS[self.level],
            "field": self.field,
            "subtotal": self.subtotal,
            **({"source": self.source} if self.source else {}),
            **self.row.cells(),
        }


@dataclass(frozen=True)
class Check:
    """One thing that must be true of the report; ``detail`` says with which numbers it is."""

    name: str
    holds: bool
    detail: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """Form II.06 of a unit and a window. ``leaves`` are per agency and field; everything else sums them.

    ``flows`` are the books' flows of the whole report; ``sources`` tell what systems of ministries count in it.
    """

    form: Form
    agency_id: int
    agency: str
    receiver: str
    place: str
    window: Window
    as_of: datetime | None
    counting_rule: CountingRule
    levels: tuple[Level, ...]
    leaves: tuple[Line, ...]
    flows: Flows
    notes: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    demo: bool = False
    sources: tuple[dict[str, object], ...] = ()

    @property
    def code(self) -> str:
        """The form's official code."""
        return forms.CODES[self.form]

    @property
    def title(self) -> str:
        """The form's official title."""
        return forms.TITLES[self.form]

    @property
    def period(self) -> str:
        """The reporting period in words: "quý III năm 2024"."""
        return periods.label(self.window)

    @property
    def days(self) -> str:
        """The first and the last day of the window."""
        return f"Từ ngày {self.window.from_on:%d/%m/%Y} đến ngày {self.window.to_on:%d/%m/%Y}"

    @cached_property
    def total(self) -> Row:
        """The "Tổng cộng" row."""
        return forms.total(line.row for line in self.leaves)

    @cached_property
    def own(self) -> Row:
        """What the books alone tell, without the systems of ministries."""
        return forms.total(line.row for line in self.leaves if not line.source)

    @property
    def memo(self) -> dict[str, int]:
        """The counts under the table, by key of ``forms.MEMO_LABELS``."""
        return forms.memo(self.flows)

    def of_level(self, level: Level) -> tuple[Line, ...]:
        """The leaves of a level."""
        return self._by_level.get(level, ())

    @cached_property
    def _by_level(self) -> dict[Level, tuple[Line, ...]]:
        levels = {line.level for line in self.leaves}
        return {one: tuple(line for line in self.leaves if line.level is one) for one in levels}

    def subtotal(self, level: Level) -> Line:
        """The sum of a level's leaves."""
        return _sum_line(
            SUBTOTAL_LABELS[level], self.of_level(level), level=level, agency=SUBTOTAL_LABELS[level]
        )

    def by_field(self, level: Level) -> list[Line]:
        """A level's figures field by field, over all its agencies, as the official form has them."""
        lines = _grouped(self.of_level(level), lambda line: (line.field, line.field_id))
        return sorted(lines, key=lambda line: text.sort_key(line.label))

    def by_agency(self, level: Level) -> list[Line]:
        """A level's figures agency by agency, over all fields."""
        return _grouped(self.of_level(level), lambda line: (line.agency, line.agency_ids))

    def as_json(self) -> dict[str, Any]:
        """Return the report as machines read it: one subtotal per level, then its leaves."""
        rows = []
        for level in self.levels:
            rows.append(self.subtotal(level).as_json())
            rows.extend(line.as_json() for line in self.of_level(level))
        return {
            "form": self.code,
            "agency": self.agency,
            "period": self.period,
            "from": self.window.from_on.isoformat(),
            "to": self.window.to_on.isoformat(),
            "rows": rows,
            "total": self.total.cells(),
            "memo": self.memo,
            **({"sources": list(self.sources)} if self.sources else {}),
            "notes": list(self.notes),
            "checks": [vars(check) for check in self.checks],
            "counting_rule": {
                "code": self.counting_rule.code,
                "name": self.counting_rule.name,
                "version": self.counting_rule.version,
            },
            "as_of": self.as_of.isoformat() if self.as_of else None,
        }


def grouped_number(number: int) -> str:
    """Write a number with Vietnamese grouping: 1.121."""
    return f"{number:,}".replace(",", ".")


def memo_lines(memo: Mapping[str, int]) -> list[str]:
    """Write the counts under the table in words; what did not happen is left out."""
    return [
        f"{forms.MEMO_LABELS[key]}: {grouped_number(count)}" for key, count in memo.items() if count
    ]


def as_of_line(as_of: datetime | None) -> str:
    """Write until when the figures were recorded."""
    if as_of is None:
        return ""
    return f"Số liệu ghi nhận đến {as_of:%H} giờ {as_of:%M} phút {as_of:%S} giây ngày {as_of:%d/%m/%Y}."


def rule_line(rule: CountingRule) -> str:
    """Name the counting rule and its version."""
    return f"Quy ước tính: {rule.name} (mã {rule.code}, phiên bản {rule.version})."


def _grouped(leaves: Iterable[Line], key: Callable[[Line], tuple[str, object]]) -> list[Line]:
    """Sum the leaves of equal keys, in the order of labels as the leaves bring them."""
    groups: dict[tuple[str, object], list[Line]] = {}
    for line in leaves:
        groups.setdefault(key(line), []).append(line)
    return [
        _sum_line(label, group, level=group[0].level, agency=group[0].agency)
        for (label, _), group in groups.items()
    ]


def _sum_line(label: str, group: Iterable[Line], *, level: Level, agency: str) -> Line:
    lines = list(group)
    agency_ids = dict.fromkeys(pk for line in lines for pk in line.agency_ids)
    field_ids = {line.field_id for line in lines}
    one_field = len(field_ids) == 1
    return Line(
        label=label,
        level=level,
        agency=agency,
        agency_ids=tuple(agency_ids),
        field="",
        field_id=lines[0].field_id if lines and one_field else None,
        subtotal=True,
        row=forms.total(line.row for line in lines),
    )
