"""Finds the tables drawn on a page from its lines: edges of columns, edges of rows, merged cells."""

import ctypes
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

_THIN = 2.5
_NEAR = 3.0
_SHORTEST = 6.0
_MOST_LINES = 6_000
_FEWEST_EDGES = 3


class Rule(NamedTuple):
    """A straight line: at ``at`` across the other axis, from ``low`` to ``high``."""

    upright: bool
    at: float
    low: float
    high: float


def _upright(at: float, low: float, high: float) -> Rule:
    return Rule(upright=True, at=at, low=low, high=high)


def _level(at: float, low: float, high: float) -> Rule:
    return Rule(upright=False, at=at, low=low, high=high)


class Grid(NamedTuple):
    """A drawn table: columns from left to right, rows from top to bottom."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    rules: tuple[Rule, ...]

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point is inside the table."""
        return (
            self.columns[0] - _NEAR <= x <= self.columns[-1] + _NEAR
            and self.rows[-1] - _NEAR <= y <= self.rows[0] + _NEAR
        )

    def drawn(self, *, upright: bool, at: float, low: float, high: float) -> bool:
        """Tell whether a line is drawn along most of the given stretch."""
        covered = sum(
            max(0.0, min(rule.high, high) - max(rule.low, low))
            for rule in self.rules
            if rule.upright is upright and abs(rule.at - at) <= _NEAR
        )
        return covered >= (high - low) / 2


def grids(page: pypdfium2.PdfPage) -> list[Grid]:
    """Return the drawn tables of a page, from top to bottom."""
    rules = list(_rules(page))
    if len(rules) > _MOST_LINES:
        return []
    found = [grid for group in _connected(rules) if (grid := _grid(group))]
    return sorted(found, key=lambda grid: -grid.rows[0])


def _rules(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = shape.get_bounds()
        if right - left <= _THIN < _SHORTEST <= top - bottom:
            yield _upright((left + right) / 2, bottom, top)
        elif top - bottom <= _THIN < _SHORTEST <= right - left:
            yield _level((bottom + top) / 2, left, right)
        elif _is_stroked(shape):
            yield from _strokes(shape)


def _is_stroked(shape: pypdfium2.PdfObject) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape.raw, mode, stroke)
    return bool(stroke.value)


def _strokes(shape: pypdfium2.PdfObject) -> Iterator[Rule]:
    """Give the upright and level lines of a stroked path."""
    matrix = shape.get_matrix()
    first: tuple[float, float] | None = None
    last: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(pdfium.FPDFPath_CountSegments(shape.raw), _MOST_LINES)):
        segment = pdfium.FPDFPath_GetPathSegment(shape.raw, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif last is not None:
            yield from _rule(last, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _rule(point, first)
        last = point


def _rule(begin: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    (left, bottom), (right, top) = begin, end
    if abs(left - right) <= _THIN and abs(top - bottom) >= _SHORTEST:
        yield _upright((left + right) / 2, min(bottom, top), max(bottom, top))
    elif abs(top - bottom) <= _THIN and abs(left - right) >= _SHORTEST:
        yield _level((bottom + top) / 2, min(left, right), max(left, right))


def _touch(one: Rule, other: Rule) -> bool:
    if one.upright is other.upright:
        return (
            abs(one.at - other.at) <= _NEAR
            and one.low <= other.high + _NEAR
            and other.low <= one.high + _NEAR
        )
    return (
        one.low - _NEAR <= other.at <= one.high + _NEAR
        and other.low - _NEAR <= one.at <= other.high + _NEAR
    )


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Group lines that touch each other."""
    groups: list[list[Rule]] = []
    waiting = sorted(set(rules), key=lambda rule: (rule.upright, -rule.at))
    while waiting:
        group = [waiting.pop()]
        for known in group:
            near = [rule for rule in waiting if _touch(known, rule)]
            group += near
            taken = set(near)
            waiting = [rule for rule in waiting if rule not in taken]
        groups.append(group)
    return groups


def _edges(places: Iterable[float]) -> list[float]:
    """Return places with those that are one line drawn twice taken together."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > _NEAR:
            edges.append(place)
    return edges


def _grid(group: list[Rule]) -> Grid | None:
    columns = _edges(rule.at for rule in group if rule.upright)
    rows = _edges(rule.at for rule in group if not rule.upright)
    if len(columns) < _FEWEST_EDGES or len(rows) < _FEWEST_EDGES - 1:
        return None
    return Grid(tuple(columns), tuple(reversed(rows)), tuple(group))
