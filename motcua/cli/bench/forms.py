"""Every form of the whole province that counts dossiers, for a quarter: from the sums, and with a recount for each."""

from collections.abc import Sequence
from datetime import date

from motcua.base import revisions
from motcua.cli.bench import figures, harness
from motcua.cli.bench.harness import Bound, Measure
from motcua.reporting import definitions, filled
from motcua.reporting.facts import Reading
from motcua.reporting.figures import COLUMNS
from motcua.reporting.filled import Filled
from motcua.rules.definitions import Source
from motcua.rules.periods import Window

_TURNS = 5
_NAME = "Đếm lại từng sự kiện, mỗi biểu có số hồ sơ của tỉnh một lần, một quý"


def measure(top_id: int, from_on: date, to_on: date) -> Measure:
    """Compare the forms with as many recounts of the window. Raise ``figures.Differs``."""
    window = Window(from_on, to_on)
    codes = _counting(to_on)
    ours = harness.best(lambda: _forms(codes, top_id, window), _TURNS)
    with figures.recounting(from_on, to_on) as recount:
        _compare(_forms(("II.06b",), top_id, window)[0], recount())
        floor = harness.best(recount, _TURNS)
    return Measure(
        _NAME, floor * len(codes), ours, f"{len(codes)} biểu từ các tổng", Bound("≥", 20)
    )


def _counting(on: date) -> tuple[str, ...]:
    """The forms of a unit with all under it that have a figure of the books."""
    return tuple(
        one.code
        for one in definitions.every()
        if one.holds_on(on)
        and not one.alone
        and any(cell.source is Source.LEDGER for cell in one.cells)
    )


def _forms(codes: Sequence[str], top_id: int, window: Window) -> list[Filled]:
    reading = Reading()
    with revisions.held():
        return [
            filled.build(code, agency_id=top_id, window=window, reading=reading) for code in codes
        ]


def _compare(made: Filled, counted: Sequence[Sequence[int]]) -> None:
    told = [made.result[column.removeprefix("c")] for column in COLUMNS]
    found = [sum(int(row[2 + place]) for row in counted) for place in range(len(COLUMNS))]
    if told != found or not made.lines:
        raise figures.Differs(f"{told} {found}")
