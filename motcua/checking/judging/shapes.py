"""What a table shows by itself: columns and rows that add up nearly everywhere should everywhere.

For tables whose headings name no form: totals that stand last or first, shares of two columns
together, points of the service-quality index (Quyết định 766/QĐ-TTg năm 2022, certainty: high for
the maxima).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, permutations, product

from motcua.checking.findings import Code, Severity
from motcua.checking.judging import shares
from motcua.checking.judging.relations import Bound, Claim, Sum, Verdicts
from motcua.checking.judging.shares import Fraction
from motcua.checking.understanding import scores
from motcua.checking.understanding.grids import Column, Grid, Record
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.shares import Share

_MOST_TERMS = 8
_ENOUGH = 3
_FEW = 2
#: So many rows that hold outweigh one that does not.
_OUTWEIGHED = 3
_WHOLE_INDEX = 6
#: Of long tables some rows tell which columns belong together; of very wide ones nothing is tried.
_SAMPLE = 12
_WIDEST = 24
_MORE_THAN_ALL = re.compile(r"kế hoạch|so với|chỉ tiêu|dự toán|tăng|giảm")


@dataclass(frozen=True, slots=True)
class _Line:
    """One figure column of one row, or several added up."""

    whole: Column
    parts: tuple[Column, ...]


def judge(report: Report, held: Sequence[Sum | Bound], failed: Sequence[Sum | Bound]) -> Verdicts:
    """Return what the tables show besides what was judged already."""
    verdicts = Verdicts.none()
    known = {frozenset(each.place for each in one.figures) for one in (*held, *failed)}
    explained = {place for one in held for place in _across_of(one)}
    for grid in report.grids:
        for claim in (*_points(grid), *_points_by_row(grid), *_across(grid), *_down(grid)):
            key = frozenset(each.place for each in claim.readings[0].figures)
            first = claim.readings[0]
            explains = not claim.holds and any(place in explained for place in _across_of(first))
            blank = not claim.holds and any(each.absent for each in first.figures)
            again = key in known and first.code is not Code.SCORE
            if not again and not explains and not blank:
                known.add(key)
                verdicts.judge(claim)
        verdicts.judge_all(_exceeding(grid))
        _shares(grid, verdicts)
    return verdicts


def _across_of(relation: Sum | Bound) -> Iterator[int]:
    """Give the place of the whole of a sum within one row."""
    if isinstance(relation, Sum):
        lines = {each.line for each in relation.figures}
        if len(lines) == 1 and relation.whole[0].context:
            yield relation.whole[0].place


def _usable(record: Record, columns: Sequence[Column]) -> list[Quantity] | None:
    found = [record.figures.get(column.index) for column in columns]
    known = [each for each in found if each is not None and not each.number.change]
    return known if len(known) == len(columns) else None


def _counted(grid: Grid) -> list[Column]:
    found = [column for column in grid.columns if not column.is_percent]
    return found if len(found) <= _WIDEST else []


# -- points of the index ----------------------------------------------------------------------


def _points(grid: Grid) -> Iterator[Claim]:
    """Judge every row of a table of points: below the maxima, and the total of the groups."""
    named = {column.index: scores.group_of(column.label) for column in grid.columns}
    groups = [column for column in grid.columns if named[column.index]]
    if len({named[column.index] for column in groups}) != _WHOLE_INDEX != len(groups):
        return
    if len(groups) != _WHOLE_INDEX:
        return
    totals = [
        column for column in grid.columns if column not in groups and "tổng" in column.label.lower()
    ]
    for record in grid.rows:
        points = _usable(record, groups)
        if points is not None:
            name = f"Hàng “{record.label or record.ordinal}”"
            for column, figure in zip(groups, points, strict=True):
                yield from _below_maximum(grid, column, figure, name)
            total = record.figures.get(totals[0].index) if totals else None
            if total is not None:
                topic = f"{name}: tổng điểm các nhóm chỉ số"
                yield Claim((Sum(tuple(points), (total,), topic, Code.SCORE),))


def _below_maximum(grid: Grid, column: Column, figure: Quantity, row: str) -> Iterator[Claim]:
    group = scores.group_of(column.label)
    maximum = figure.with_value(scores.GROUPS[group][1])
    if figure.value <= maximum.value or _mostly_below(grid, column, maximum.value):
        topic = f"{row}: điểm {group} vượt điểm tối đa"
        yield Claim((Bound(figure, maximum, topic, Code.SCORE),))


def _points_by_row(grid: Grid) -> Iterator[Claim]:
    """Judge a table with one group of the index a row and its total below or above."""
    named = {scores.group_of(record.label): record for record in grid.rows}
    groups = [record for name, record in named.items() if name]
    totals = [record for record in grid.rows if "tổng" in record.label.lower()]
    if len(groups) != _WHOLE_INDEX or len(totals) != 1:
        return
    for column in _counted(grid):
        columns = [_usable(record, (column,)) for record in (*groups, *totals)]
        known = [each[0] for each in columns if each is not None]
        maxima = [scores.GROUPS[scores.group_of(record.label)][1] for record in groups]
        figures = known[:_WHOLE_INDEX]
        if len(known) != len(columns) or [each.value for each in figures] == maxima:
            continue
        above = sum(each.value > most for each, most in zip(figures, maxima, strict=True))
        if above <= 1:
            for record, figure, most in zip(groups, figures, maxima, strict=True):
                topic = f"Điểm {record.label} vượt điểm tối đa"
                yield Claim((Bound(figure, figure.with_value(most), topic, Code.SCORE),))
            yield Claim((Sum(tuple(figures), (known[-1],), "Tổng điểm các nhóm", Code.SCORE),))


def _mostly_below(grid: Grid, column: Column, maximum: Decimal) -> bool:
    """Points of another scale would exceed the maximum nearly everywhere."""
    values = [
        record.figures[column.index].value for record in grid.rows if column.index in record.figures
    ]
    above = sum(value > maximum for value in values)
    return above * _OUTWEIGHED <= len(values) or len(values) == 1


# -- columns that are the sum of others ---------------------------------------------------------


def _across(grid: Grid) -> Iterator[Claim]:
    """Judge every row by the sums of columns that nearly all rows show.

    What one such sum explains is not held against another: a column of zeros may be left out of
    most rows, not of all.
    """
    columns = _counted(grid)
    shown: dict[int, list[list[Sum]]] = {}
    for line in _lines(columns):
        if not _promising(grid, line):
            continue
        rows = [(record, _usable(record, (line.whole, *line.parts))) for record in grid.rows]
        sums = [_sum(record, figures, line) for record, figures in rows if figures]
        telling = sum(each.holds and _tells(each) for each in sums)
        failing = sum(not each.holds for each in sums)
        if telling >= _ENOUGH and telling >= failing * _OUTWEIGHED:
            shown.setdefault(line.whole.index, []).append(sums)
    for alternatives in shown.values():
        yield from _explained(alternatives)


def _promising(grid: Grid, line: _Line) -> bool:
    """Look at some rows first: most sums of columns mean nothing."""
    some = [_usable(record, (line.whole, *line.parts)) for record in grid.rows[:_SAMPLE]]
    known = [figures for figures in some if figures]
    holding = sum(
        figures[0].value == sum((each.value for each in figures[1:]), Decimal(0))
        for figures in known
    )
    return holding * _FEW >= len(known)


def _explained(alternatives: Sequence[Sequence[Sum]]) -> Iterator[Claim]:
    holding = {each.whole[0].place for sums in alternatives for each in sums if each.holds}
    told: set[int] = set()
    for sums in sorted(alternatives, key=lambda sums: sum(not each.holds for each in sums)):
        for each in sums:
            place = each.whole[0].place
            if each.holds:
                yield Claim((each,))
            elif place not in holding | told:
                told.add(place)
                yield Claim((each,))


def _lines(columns: Sequence[Column]) -> Iterator[_Line]:
    """Give every column with the columns right beside it, and every two columns for a third."""
    for at, whole in enumerate(columns):
        for count in range(_FEW, min(_MOST_TERMS, len(columns) - 1) + 1):
            if at >= count:
                yield _Line(whole, tuple(columns[at - count : at]))
            if at + count < len(columns):
                yield _Line(whole, tuple(columns[at + 1 : at + 1 + count]))
        for one, left in enumerate(columns):
            for right in columns[one + 1 :]:
                if whole is not left and whole is not right:
                    yield _Line(whole, (left, right))


def _sum(record: Record, figures: Sequence[Quantity], line: _Line) -> Sum:
    names = " + ".join(f"“{each.path[-1] if each.path else each.label}”" for each in line.parts)
    topic = f"Hàng “{record.label or record.ordinal}”: {names} = “{line.whole.label}”"
    pair = any("pending" in each.words for each in figures[1:]) and len(figures) == _FEW + 1
    code = Code.BALANCE if pair and any("settled" in each.words for each in figures) else Code.SUM
    return Sum(tuple(figures[1:]), (figures[0],), topic, code)


def _tells(total: Sum) -> bool:
    """A sum with nothing but zeros beside one part shows nothing."""
    return bool(total.printed) and all(part.value for part in total.parts[:_FEW])


# -- a first or last row that is the sum of the others -------------------------------------------


def _down(grid: Grid) -> Iterator[Claim]:
    """Judge the columns of a first or last row that sums up all the others in most columns."""
    if len(grid.rows) <= _ENOUGH:
        return
    for whole, parts in ((grid.rows[0], grid.rows[1:]), (grid.rows[-1], grid.rows[:-1])):
        sums = list(_columns(grid, whole, parts))
        holding = sum(each.holds and _tells(each) for each in sums)
        failing = sum(not each.holds for each in sums)
        if holding >= _FEW and holding > failing:
            yield from (Claim((each,), Severity.ERROR) for each in sums)


def _columns(grid: Grid, whole: Record, parts: Sequence[Record]) -> Iterator[Sum]:
    for column in _counted(grid):
        figures = [_usable(record, (column,)) for record in (whole, *parts)]
        known = [each[0] for each in figures if each is not None]
        if len(known) == len(figures):
            topic = f"Cột “{column.label}”, hàng “{whole.label or whole.ordinal}”"
            yield Sum(tuple(known[1:]), (known[0],), topic)


# -- shares of columns added up -----------------------------------------------------------------


def _shares(grid: Grid, verdicts: Verdicts) -> None:
    """Judge a column of shares by two columns together, or of two together."""
    counted = _counted(grid)
    sides = [(column,) for column in counted] + list(pairwise(counted))
    for percent in (column for column in grid.columns if column.is_percent):
        best: list[tuple[Share, Fraction]] = []
        most = _ENOUGH - 1
        for over, under in product(sides, sides):
            if set(over) == set(under) or len(over + under) == _FEW:
                continue
            some = list(_fractions(grid.rows[:_SAMPLE], percent, over, under))
            if sum(shares.exactly(*row) for row in some) * _FEW < len(some):
                continue
            rows = list(_fractions(grid.rows, percent, over, under))
            fitting = sum(shares.exactly(*row) for row in rows)
            if fitting > most and fitting * _OUTWEIGHED >= len(rows) * _FEW:
                best, most = rows, fitting
        for share, fraction in best:
            found, identities = shares.judge(share, [fraction], Severity.ERROR)
            verdicts.findings.extend(found)
            verdicts.identities.extend(identities)


def _exceeding(grid: Grid) -> Iterator[Claim]:
    """Judge by size the two columns a column of shares is made of: "trực tuyến" of "tiếp nhận"."""
    counted = _counted(grid)
    for percent in (column for column in grid.columns if column.is_percent):
        if _MORE_THAN_ALL.search(percent.label.lower()):
            continue
        for over, under in permutations(counted, _FEW):
            some = list(_fractions(grid.rows[:_SAMPLE], percent, (over,), (under,)))
            if sum(shares.exactly(*row) for row in some) * _FEW < len(some):
                continue
            rows = list(_fractions(grid.rows, percent, (over,), (under,)))
            fitting = sum(shares.exactly(*row) for row in rows)
            within = [part.value <= whole.value for _, (part, whole) in _pairs(grid, over, under)]
            if fitting < _ENOUGH or fitting * _OUTWEIGHED < len(rows) * _FEW:
                continue
            if sum(within) < _ENOUGH or sum(within) < (len(within) - sum(within)) * _OUTWEIGHED:
                continue
            for record, (part, whole) in _pairs(grid, over, under):
                topic = f"Hàng “{record.label or record.ordinal}”: “{over.label}” so với “{under.label}”"
                yield Claim((Bound(part, whole, topic),))


def _pairs(
    grid: Grid, over: Column, under: Column
) -> Iterator[tuple[Record, tuple[Quantity, Quantity]]]:
    for record in grid.rows:
        both = _usable(record, (over, under))
        if both:
            yield record, (both[0], both[1])


def _fractions(
    rows: Sequence[Record], percent: Column, over: tuple[Column, ...], under: tuple[Column, ...]
) -> Iterator[tuple[Share, Fraction]]:
    for record in rows:
        share, counted, base = (_usable(record, side) for side in ((percent,), over, under))
        if share and counted and base and any(each.value for each in base):
            yield Share(share[0]), Fraction(tuple(counted), tuple(base))
