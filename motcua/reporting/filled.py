"""A form with its figures: what the books and the catalogue fill in, what people typed, what breaks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings

from motcua.reporting import book_rows, definitions, facts, fed, measures, source_rows, tables
from motcua.reporting.fed import Fed
from motcua.reporting.figures import as_of_line
from motcua.reporting.measures import HANDLING, Facts
from motcua.rules import filling, forms, periods, rule_sets
from motcua.rules.definitions import AWAITED, Cell, Definition, Rows, Source
from motcua.rules.filling import Broken, Value, Values
from motcua.rules.periods import Window

#: What a cell is filled from, as the form says it beside the figure.
SOURCE_WORDS = {
    Source.LEDGER: "Sổ hồ sơ",
    Source.CATALOGUE: "Danh mục thủ tục",
    Source.SUM: "Hệ thống cộng",
    Source.RATIO: "Hệ thống tính",
    Source.TYPED: "Đơn vị tự nhập",
    Source.PAYMENTS: "Tự nhập (chưa có sổ thanh toán)",
    Source.PETITIONS: "Tự nhập (chưa có sổ phản ánh)",
    Source.QUALITY: "Tự nhập (chưa có sổ đánh giá)",
    Source.CONTROL: "Tự nhập (chưa mở đủ sổ)",
    Source.REGISTER: "Sổ kiểm soát",
    Source.DIGITISATION: "Tự nhập (chưa có sổ số hóa)",
    Source.UNITS: "Cộng từ các đơn vị",
    Source.HEADING: "",
}
TOTAL_LABEL = "Tổng cộng"


@dataclass(frozen=True)
class Typed:
    """What somebody typed in one row: its name (none where the cells are the rows) and its cells."""

    name: str
    values: Values


@dataclass(frozen=True)
class Line:
    """One row of a form with every cell that can be known; ``group`` is the heading it stands under."""

    name: str
    values: Values
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Filled:
    """One form of a unit and a window. ``lines`` is one row where the cells stand below each other.

    ``parts`` are the totals of the units a consolidated form adds up, a row to each.
    """

    definition: Definition
    agency_id: int
    agency: str
    receiver: str
    place: str
    window: Window
    as_of: datetime | None
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    demo: bool = False
    parts: tuple[Line, ...] = ()

    @property
    def period(self) -> str:
        """The reporting period in words."""
        return periods.label(self.window)

    @property
    def days(self) -> str:
        """The first and the last day of the window."""
        return f"Từ ngày {self.window.from_on:%d/%m/%Y} đến ngày {self.window.to_on:%d/%m/%Y}"

    @cached_property
    def total(self) -> Line | None:
        """The "Tổng cộng" row of a table; where the cells are the rows there is none."""
        if self.definition.rows is Rows.ONE:
            return None
        values = [line.values for line in self.lines]
        return Line(TOTAL_LABEL, filling.total(self.definition, values))

    @property
    def result(self) -> Values:
        """What the form says in all: its total, or its one row."""
        return self.total.values if self.total is not None else self.lines[0].values

    @cached_property
    def broken(self) -> tuple[tuple[str, Broken], ...]:
        """The formulas that do not hold, each with the row it is broken in."""
        return tuple(
            (line.name, fault)
            for line in self.lines
            for fault in filling.broken(self.definition, line.values)
        )

    @cached_property
    def missing(self) -> tuple[tuple[str, Cell], ...]:
        """The cells that wait for somebody to type them, each with its row."""
        return tuple(
            (line.name, cell)
            for line in self.lines
            for cell in filling.missing(self.definition, line.values)
        )

    def under_the_form(self) -> list[str]:
        """What is said under the figures: remarks of the form, what is not counted, as of when."""
        told = [self.definition.note] if self.definition.note else []
        told += self.notes
        return [*told, as_of_line(self.as_of)] if self.as_of else told

    def as_json(self) -> dict[str, Any]:
        """Return the form as machines read it."""
        return {
            "form": self.definition.code,
            "version": self.definition.version,
            "name": self.definition.name,
            "title": self.definition.title,
            "agency": self.agency,
            "receiver": self.receiver,
            "period": self.period,
            "from": self.window.from_on.isoformat(),
            "to": self.window.to_on.isoformat(),
            "cells": [
                {
                    "code": cell.code,
                    "label": cell.label,
                    "unit": cell.unit,
                    "source": cell.source.value,
                }
                for cell in self.definition.cells
            ],
            "rows": [_plain_line(one) for one in self.lines],
            "total": plain(self.total.values) if self.total else None,
            **({"units": [_plain_line(one) for one in self.parts]} if self.parts else {}),
            "notes": self.under_the_form(),
            "as_of": self.as_of.isoformat() if self.as_of else None,
        }


def _plain_line(line: Line) -> dict[str, Any]:
    group = {"group": line.group} if line.group else {}
    return {"name": line.name, **group, "values": plain(line.values)}


def plain(values: Values) -> dict[str, int | float | str | None]:
    """Write values as JSON and spreadsheets hold them."""
    return {code: number(value) for code, value in values.items()}


def number(value: Value) -> int | float | str | None:
    """Write one value as JSON and spreadsheets hold it."""
    return value if value is None or isinstance(value, int | str) else float(value)


def build(
    code: str,
    *,
    agency_id: int,
    window: Window,
    as_of: datetime | None = None,
    typed: Sequence[Typed] = (),
    rule: forms.CountingRule = forms.DEFAULT,
    reading: facts.Reading | None = None,
) -> Filled:
    """Fill a form for a unit and a window. What is typed into a locked cell is not looked at.

    ``reading`` is shared by forms that are filled together.
    Raise ``definitions.NotInForce``.
    """
    asked = asked_for(code, window)
    scope = _scope(asked, agency_id, window)
    told = fed.of(asked, scope, window, as_of)
    definition = told.definition
    counts = any(cell.measure for cell in definition.cells)
    reading = reading or facts.Reading()
    counted = reading.of(scope, window, rule=rule, as_of=as_of) if counts else facts.none(rule)
    return Filled(
        definition=definition,
        agency_id=agency_id,
        agency=scope.names[agency_id],
        receiver=scope.receiver or definition.addressee,
        place=scope.place,
        window=window,
        as_of=as_of,
        lines=tuple(_lines(told, counted, scope, typed)),
        notes=(*_notes(definition, counted), *told.notes()),
        demo=settings.DEMO,
    )


def asked_for(code: str, window: Window) -> Definition:
    """The form with the cells it has in a window: district cells only where it began in time.

    Raise ``definitions.NotInForce``.
    """
    there = definitions.in_force(code, window.to_on)
    return there.of_levels(frozenset(rule_sets.levels_reported(window.from_on)))


def offered(code: str, *, agency_id: int, window: Window) -> Fed:
    """The form as an agency types it: what its registers count is locked. Raise ``NotInForce``."""
    asked = asked_for(code, window)
    return fed.of(asked, _scope(asked, agency_id, window), window, None)


def _scope(definition: Definition, agency_id: int, window: Window) -> tables.Scope:
    return tables.scope(agency_id, window, "a" if definition.alone else "b")


def _lines(
    told: Fed, counted: Facts, scope: tables.Scope, typed: Sequence[Typed]
) -> Iterable[Line]:
    definition = told.definition
    if definition.rows is Rows.AGENCIES:
        for agency in scope.found:
            yield _line(
                definition, scope.names[agency.pk], _counted(definition, counted, agency.pk)
            )
    elif definition.rows is Rows.BOOKS:
        for name, group, figures in book_rows.of(definition, counted, tables.fields()):
            yield Line(name, filling.complete(definition, figures), group)
    elif definition.rows is Rows.OPEN:
        for name, figures in _listed(told, typed):
            yield _line(definition, name, figures)
    else:
        given = _only_typed(definition, typed[0].values) if typed else {}
        yield _line(definition, "", _counted(definition, counted) | told.values() | given)


def _listed(told: Fed, typed: Sequence[Typed]) -> Iterable[tuple[str, dict[str, Value]]]:
    """The rows of a list: those of a register, or those somebody typed."""
    if told.lists:
        return told.feed.rows()
    return [(row.name, _only_typed(told.definition, row.values)) for row in typed]


def _line(definition: Definition, name: str, given: Values) -> Line:
    return Line(name, filling.complete(definition, given))


def _counted(
    definition: Definition, counted: Facts, agency_id: int | None = None
) -> dict[str, Value]:
    return {
        cell.code: measures.count(cell, counted, agency_id=agency_id)
        for cell in definition.cells
        if cell.measure
    }


def _only_typed(definition: Definition, values: Mapping[str, Value]) -> dict[str, Value]:
    return {cell.code: values.get(cell.code) for cell in definition.cells if cell.typed}


def _notes(definition: Definition, counted: Facts) -> Iterable[str]:
    """Say what the figures do not count, and which cells were typed for want of a register."""
    unstated = counted.unstated()
    if unstated and any(cell.measure in HANDLING for cell in definition.cells):
        yield (
            f"Có {filling.shown(unstated)} thủ tục chưa được ghi cách tiếp nhận nên chưa tính vào số một "
            "cửa, liên thông, ngành dọc, phi địa giới, bưu chính."
        )
    if any(cell.source is Source.LEDGER for cell in definition.cells):
        rule = counted.rule
        yield f"Quy ước tính: {rule.name} (mã {rule.code}, phiên bản {rule.version})."
        yield from source_rows.notes(counted.sources)
    awaited = [cell.code for cell in definition.cells if cell.source in AWAITED]
    if awaited:
        yield f"Đơn vị tự nhập vì hệ thống chưa có sổ: {', '.join(awaited)}."
