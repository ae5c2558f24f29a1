"""What the registers of procedure control say for a form: the cells they fill, which nobody then types."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.control import queries as control
from motcua.control.queries import Feed
from motcua.control.queries.figures import NOTHING
from motcua.reporting.tables import Scope
from motcua.rules import filling
from motcua.rules.definitions import Definition, Rows, Source
from motcua.rules.filling import Value
from motcua.rules.periods import Window


@dataclass(frozen=True)
class Fed:
    """A form with the cells that registers count locked, and what they say."""

    definition: Definition
    feed: Feed

    @property
    def lists(self) -> bool:
        """Whether the rows of the form are those of a register."""
        return self.definition.rows is Rows.OPEN and bool(self.feed.cells)

    def values(self) -> dict[str, Value]:
        """The figures of a form whose cells are its rows."""
        return self.feed.values() if self.definition.rows is Rows.ONE else {}

    def notes(self) -> Iterable[str]:
        """Say which cells are typed for want of a register, and what was changed after a closing."""
        waiting = [one.code for one in self.definition.cells if one.source is Source.CONTROL]
        if waiting:
            yield f"Đơn vị tự nhập vì chưa mở đủ sổ kiểm soát: {', '.join(waiting)}."
        if waiting and self.feed.missing:
            lacking = (
                f"{name} ({filling.shown(number)} đơn vị)"
                for name, number in sorted(self.feed.missing.items())
            )
            yield f"Sổ chưa mở từ đầu kỳ: {'; '.join(lacking)}."
        amended = [
            code for code, legs in self.feed.legs.items() if any(leg.sign < 0 for leg in legs)
        ]
        if amended:
            yield f"Có điều chỉnh sau chốt của sổ kiểm soát: {', '.join(amended)}."


def of(definition: Definition, scope: Scope, window: Window, as_of: datetime | None) -> Fed:
    """Ask the registers of a scope for what they say in a window.

    A form whose rows somebody lists is taken from a register whole or not at all.
    """
    if not any(cell.source is Source.CONTROL for cell in definition.cells):
        return Fed(definition, NOTHING)
    told = control.feed(definition.code, scope.found, window, as_of=as_of)
    there = {code: held for code, held in told.cells.items() if code in definition.by_code}
    if definition.rows is Rows.OPEN and not _covers(definition, there):
        there = {}
    legs = {code: told.legs[code] for code in there}
    return Fed(definition.counted_from_registers(there), Feed(there, legs, told.missing))


def _covers(definition: Definition, codes: Iterable[str]) -> bool:
    """Tell whether nothing is left to type."""
    return {cell.code for cell in definition.cells if cell.typed} <= set(codes)
