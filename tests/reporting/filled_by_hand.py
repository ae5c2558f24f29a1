"""Filled forms made by hand: every cell that is no sum has a number of its own. No database."""

from datetime import date, datetime
from decimal import Decimal

from motcua.base import clock
from motcua.reporting.filled import Filled, Line
from motcua.rules import filling
from motcua.rules.definitions import Cell, Definition, Kind, Rows
from motcua.rules.filling import Value
from motcua.rules.periods import Window

QUARTER = Window(date(2024, 6, 15), date(2024, 9, 14))
MOMENT = datetime(2024, 9, 16, 9, 5, tzinfo=clock.ZONE)
AGENCY = "Ủy ban nhân dân huyện Chi Lăng"


def value_of(cell: Cell, number: int) -> Value:
    """A value that can stand in the cell, another for each number."""
    if cell.kind is Kind.CHOICE:
        return cell.choices[-1][0]
    if cell.kind is Kind.PERCENT:
        return Decimal(number % 100) + Decimal("0.25")
    return f"Ghi chú {number}" if cell.kind is Kind.TEXT else 1000 + number


def line(definition: Definition, name: str, first: int) -> Line:
    given = {cell.code: value_of(cell, first + n) for n, cell in enumerate(definition.cells)}
    return Line(name, filling.complete(definition, given))


def filled(definition: Definition, *, as_of: datetime | None = MOMENT) -> Filled:
    """One row for indicators, three for a table."""
    names = [""] if definition.rows is Rows.ONE else ["Hộ tịch", "Đất đai", "Chứng thực"]
    return Filled(
        definition=definition,
        agency_id=1,
        agency=AGENCY,
        receiver="Ủy ban nhân dân tỉnh Lạng Sơn",
        place="Chi Lăng",
        window=QUARTER,
        as_of=as_of,
        lines=tuple(line(definition, name, 100 * n) for n, name in enumerate(names, start=1)),
        notes=("Quy ước tính: theo ngày.",),
    )
