"""The table of an annex as Word keeps it: merged headings that come again on every page, lines, numbers. Pure.

Written as XML at once: a form of a province has thousands of cells.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl

from motcua.reporting.narrative.composed import Annex

_TWIPS = 56.6929
_SMALLER_FROM = 10
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def table(annex: Annex, width_mm: float) -> CT_Tbl:
    """Make the table as wide as asked."""
    whole = sum(annex.widths)
    widths = [round(width_mm * _TWIPS * one / whole) for one in annex.widths]
    size = 20 if len(widths) >= _SMALLER_FROM else 22
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(
        (*_heads(annex, widths, size), *_numbers(annex, widths), *_body(annex, widths, size))
    )
    made: CT_Tbl = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_BORDERS}'
        '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="23" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
        f'<w:bottom w:w="23" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )
    return made


def _heads(annex: Annex, widths: list[int], size: int) -> Iterator[str]:
    """The heading rows: a heading that reaches down goes on in the rows below it."""
    there: dict[tuple[int, int], tuple[str, int, str]] = {}
    for text, column, line, columns, lines in annex.heads:
        for below in range(lines):
            merge = ("restart" if below == 0 else "continue") if lines > 1 else ""
            there[line + below, column] = ("" if below else text, columns, merge)
    for line in range(annex.lines):
        cells, column = [], 0
        while column < len(widths):
            text, columns, merge = there[line, column]
            width = sum(widths[column : column + columns])
            cells.append(
                _cell(text, width, size=size, align="center", bold=True, span=columns, merge=merge)
            )
            column += columns
        yield _row(cells, head=True)


def _numbers(annex: Annex, widths: list[int]) -> Iterator[str]:
    if annex.numbers:
        cells = (
            _cell(text, width, size=14, align="center")
            for text, width in zip(annex.numbers, widths, strict=True)
        )
        yield _row(list(cells), head=True)


def _body(annex: Annex, widths: list[int], size: int) -> Iterator[str]:
    for kind, figures in annex.rows:
        yield _row(
            [
                _cell(
                    text,
                    width,
                    size=size,
                    align="right" if number else ("center" if place == 0 else "left"),
                    bold=kind != "line",
                )
                for place, ((text, number), width) in enumerate(zip(figures, widths, strict=True))
            ]
        )


def _row(cells: list[str], *, head: bool = False) -> str:
    again = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{again}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    text: str,
    width: int,
    *,
    size: int,
    align: str,
    bold: bool = False,
    span: int = 1,
    merge: str = "",
) -> str:
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    weight = "<w:b/>" if bold else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{wide}{down}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:jc w:val="{align}"/><w:rPr><w:sz w:val="{size}"/></w:rPr></w:pPr><w:r><w:rPr>{weight}<w:sz w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
    )
