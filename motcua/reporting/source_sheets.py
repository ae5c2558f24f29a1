"""Reads the figures of a ministry's system from a file laid out as form II.06: a row to each field, columns 1 to 13. Pure.

Sums are read too, and held against what they are the sum of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.base import text
from motcua.checking import reading
from motcua.checking.document import Table
from motcua.reporting.filled import TOTAL_LABEL, Typed
from motcua.rules import filling
from motcua.rules.definitions import Definition, Kind
from motcua.rules.filling import BadValue, Value, Values

_FIRST = 2
_LONGEST_NAME = 200
_MOST_ROWS = 200


class NotAForm(ValueError):
    """The file has no table as form II.06 is laid out; the message says what to do."""


@dataclass(frozen=True)
class Told:
    """The rows of a file, and in Vietnamese what is wrong with them."""

    rows: tuple[Typed, ...]
    problems: tuple[str, ...]


def read(definition: Definition, content: bytes, name: str) -> Told:
    """Read the rows for a form of a system. Raise ``NotAForm``, ``reading.Unreadable``."""
    columns = [cell for cell in definition.cells if cell.kind is not Kind.TEXT]
    wide = _FIRST + len(columns)
    tables = [one for one in reading.read(content, name).tables if _width(one) >= wide]
    if not tables:
        message = "Tệp không có bảng 13 cột như biểu II.06. Hãy tải XLSX của biểu này, điền số vào rồi gửi lại."
        raise NotAForm(message)
    rows, problems = [], []
    for texts in _lines(tables[0]):
        label, figures = texts[1], texts[_FIRST:wide]
        if not label or not any(figures) or text.fold(label) == text.fold(TOTAL_LABEL):
            continue
        values, wrong = _values(definition, figures)
        rows.append(Typed(filling.tidy(label)[:_LONGEST_NAME], values))
        problems += [f"{label}: {one}" for one in wrong]
    if not rows or len(rows) > _MOST_ROWS:
        message = f"Bảng trong tệp phải có từ 1 đến {_MOST_ROWS} dòng lĩnh vực có số liệu. Hãy xem lại tệp."
        raise NotAForm(message)
    return Told(tuple(rows), tuple(problems))


def _width(table: Table) -> int:
    """How many cells stand side by side; a line around the table has few."""
    return max((len(row) for row in table.rows), default=0)


def _lines(table: Table) -> Iterator[list[str]]:
    wide = max(cell.column for cell in table.cells()) + 1
    for row in table.rows:
        texts = [""] * wide
        for cell in row:
            texts[cell.column] = cell.text.strip()
        yield texts


def _values(definition: Definition, figures: Sequence[str]) -> tuple[Values, list[str]]:
    """The figures somebody has to type, and everything against the row."""
    values: dict[str, Value] = {}
    stated: dict[str, str] = {}
    wrong = []
    for cell, told in zip(definition.cells, figures, strict=False):
        if not cell.typed:
            stated[cell.code] = told
            continue
        try:
            values[cell.code] = filling.read(cell, told)
        except BadValue as bad:
            wrong.append(str(bad))
    known = filling.complete(definition, values)
    missing = [
        cell.code for cell in filling.missing(definition, known) if cell.kind is not Kind.TEXT
    ]
    if missing and not wrong:
        wrong.append(f"cột {', '.join(missing)} chưa có số; không có thì ghi 0.")
    wrong += [fault.sentence for fault in filling.broken(definition, known)]
    wrong += [
        f"cột {code} ghi {told}, cộng lại là {filling.shown(known[code])}."
        for code, told in stated.items()
        if told and known[code] is not None and told.replace(".", "") != str(known[code])
    ]
    return values, wrong
