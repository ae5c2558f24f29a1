"""What the copies of one report say, read back: from the page, XLSX, PDF and DOCX, cell by cell."""

import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import docx
import pypdfium2
from docx.oxml.ns import qn
from lxml import html
from openpyxl import load_workbook

from motcua.reporting.filled import Filled
from motcua.rules import filling
from motcua.rules.definitions import Cell, Rows, Source

Table = list[list[str]]
_ALONE = re.compile(r"\d+")


def written(value: float | str | None) -> str:
    """A value of the JSON or of a spreadsheet as papers write it."""
    return filling.shown(Decimal(str(value)) if isinstance(value, float) else value)


def tidy(text: str) -> str:
    """Every run of space as one."""
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """A text without any space: lines of a paper break where they like."""
    return "".join(text.split())


# -- what the machine is told, as the official layout has it -----------------------------------------


def of_json(told: Mapping[str, Any], form: Filled) -> Table:
    """The rows of the form, made of its JSON alone; ``form`` only says how the form is laid out."""
    cells = form.definition.cells
    if form.definition.rows is Rows.ONE:
        (row,) = told["rows"]
        return [[cell.code, _in(cell, row["values"])] for cell in cells]
    rows: Table = []
    group, order = "", 0
    for row in told["rows"]:
        if row.get("group", "") != group:
            group, order = row["group"], 0
            same = [one["values"] for one in told["rows"] if one.get("group") == group]
            rows.append([*group.split(". ", 1), *_summed(cells, same)])
        order += 1
        rows.append([str(order), row["name"], *(_in(cell, row["values"]) for cell in cells)])
    rows.append(["", "Tổng cộng", *(_in(cell, told["total"]) for cell in cells)])
    return rows


def of_units(told: Mapping[str, Any], form: Filled) -> Table:
    """The rows of the units of a consolidated form, made of its JSON alone."""
    cells = [cell for cell in form.definition.cells if cell.kind != "text"]
    cells = [cell for cell in cells if cell.source is not Source.HEADING]
    rows = [
        [str(order), row["name"], *(_in(cell, row["values"]) for cell in cells)]
        for order, row in enumerate(told["units"], start=1)
    ]
    whole = told["total"] or told["rows"][0]["values"]
    return [*rows, ["", "Tổng cộng", *(_in(cell, whole) for cell in cells)]]


def _in(cell: Cell, values: Mapping[str, Any]) -> str:
    """A cell as it is written; the rate of nothing is a dash."""
    value = values.get(cell.code)
    if value is None and cell.source is Source.RATIO:
        known = all(values.get(part) is not None for part in cell.parts)
        return "–" if known else ""
    return written(value)


def _summed(cells: Sequence[Cell], rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [written(sum(row[cell.code] for row in rows)) for cell in cells]


def indicators(rows: Table) -> Table:
    """Of rows of indicators: the code and the figure."""
    return [[row[0], row[3]] for row in rows]


# -- the copies --------------------------------------------------------------------------------------


def on_page(content: bytes) -> list[Table]:
    """The body of every table of a page."""
    return [
        [
            [tidy(cell.text_content()) for cell in row.xpath("./th|./td")]
            for row in table.xpath("./tbody/tr")
        ]
        for table in html.fromstring(content.decode()).xpath("//main//table")
    ]


def words_of(content: bytes) -> list[str]:
    """Every paragraph of a page."""
    page = html.fromstring(content.decode())
    return [tidy(one.text_content()) for one in page.xpath("//main//p")]


def in_workbook(content: bytes) -> list[Table]:
    """Every row of every sheet."""
    return [
        [["" if one is None else written(one) for one in row] for row in sheet.values]
        for sheet in load_workbook(io.BytesIO(content)).worksheets
    ]


def of_pdf(content: bytes) -> str:
    """The text of a PDF without spaces, its page numbers left out."""
    pages = [
        page.get_textpage().get_text_bounded().strip().splitlines()
        for page in pypdfium2.PdfDocument(content)
    ]
    lines = [
        line
        for page in pages
        for place, line in enumerate(page)
        if not (place in {0, len(page) - 1} and _ALONE.fullmatch(line.strip()))
    ]
    return squeezed("".join(lines))


def in_docx(content: bytes) -> list[Table]:
    """The rows of every table of a paper, headings too; a merged cell stands once."""
    return [
        [
            ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.tc_lst]
            for row in table._tbl.tr_lst
        ]
        for table in docx.Document(io.BytesIO(content)).tables
    ]


def paragraphs_of(content: bytes) -> list[str]:
    """Every paragraph of a paper outside of its tables."""
    return [tidy(one.text) for one in docx.Document(io.BytesIO(content)).paragraphs]


def stand_in(rows: Table, table: Table) -> bool:
    """Tell whether the rows stand in a table, one below the other."""
    return any(table[place : place + len(rows)] == rows for place in range(len(table)))


def follow(rows: Table, text: str) -> str:
    """The first row that a PDF does not have where it should be, after the one before; none is ""."""
    place = 0
    for row in rows:
        sought = squeezed("".join(row))
        found = text.find(sought, place)
        if found < 0:
            return " | ".join(row)
        place = found + len(sought)
    return ""
