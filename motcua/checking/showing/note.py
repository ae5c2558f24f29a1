"""A one-page note to the unit, one sentence per finding, laid out as administrative papers are.

Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 8 và Phụ lục I (certainty: high for the parts of the paper,
medium for the type sizes). Number and day are left to whoever signs.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import docx
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_UNDERLINE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from motcua.checking.findings import Checked, Finding, Severity
from motcua.checking.showing import words

_FONT = "Times New Roman"
_BODY, _SMALL = Pt(13), Pt(11)
#: What one page takes between opening sentence and signature: lines, letters in one, a gap in lines.
_LINES, _LETTERS, _GAP = 24.0, 80, 0.4
_LONGEST_QUOTE = 90
_BLANK = "…" * 12


@dataclass(frozen=True)
class Letterhead:
    """Who writes to whom; what is empty is left to be filled in."""

    upper: str = ""
    sender: str = ""
    recipient: str = ""


def note(results: Sequence[Checked], letterhead: Letterhead | None = None) -> bytes:
    """Return the note as DOCX: first what is certain, as much as one page holds, then how much is left."""
    head = letterhead or Letterhead()
    paper = _page()
    _opening(paper, head)
    sentences, left = _fitting(results)
    _body(paper, _first_sentence(results, head, found=bool(sentences)))
    for number, sentence in enumerate(sentences, start=1):
        _body(paper, f"{number}. {sentence}")
    if left:
        _body(paper, f"Còn {left} nội dung khác ghi tại bản báo cáo có ghi chú gửi kèm.")
    if sentences:
        _body(paper, "Đề nghị đơn vị rà soát, chỉnh sửa (nếu có) và gửi lại báo cáo./.")
    _closing(paper)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def sentence(finding: Finding, file: str = "") -> str:
    """Ask the unit to look at one figure again."""
    where = f" tại dòng {finding.line}" if finding.line else ""
    quote = f" (“{_short(finding.quotes[0])}”)" if finding.quotes else ""
    of_file = f" của {file}" if file else ""
    return f"Đề nghị đơn vị kiểm tra lại số liệu{where}{of_file}{quote}: {_lower(finding.message)}"


def _fitting(results: Sequence[Checked]) -> tuple[list[str], int]:
    several = len(results) > 1
    told = [
        (finding, sentence(finding, checked.file if several else ""))
        for checked in results
        for finding in words.ordered(checked.findings)
        if finding.severity is not Severity.INFO
    ]
    told.sort(key=lambda pair: pair[0].severity is not Severity.ERROR)
    room, sentences = _LINES, []
    for _finding, text in told:
        room -= ceil((len(text) + 10) / _LETTERS) + _GAP
        if room < 0:
            break
        sentences.append(text)
    return sentences, len(told) - len(sentences)


def _first_sentence(results: Sequence[Checked], head: Letterhead, *, found: bool) -> str:
    files = ", ".join(checked.file for checked in results)
    whose = head.sender or "cơ quan tổng hợp báo cáo"
    opening = f"Qua rà soát số liệu của báo cáo do đơn vị gửi ({_short(files)}), "
    if found:
        return f"{opening}{whose} thấy một số số liệu chưa thống nhất, cụ thể như sau:"
    return f"{opening}{whose} chưa thấy số liệu nào mâu thuẫn với nhau./."


def _page() -> Paper:
    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, _BODY
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(0)
    return paper


def _opening(paper: Paper, head: Letterhead) -> None:
    left, right = _sides(paper, Mm(66), Mm(99))
    if head.upper:
        _centred(left, head.upper.upper(), size=Pt(12), first=True)
    _centred(left, (head.sender or _BLANK).upper(), bold=True, size=Pt(12), first=not head.upper)
    _centred(left, "Số:          /" + _BLANK[:4], before=Pt(6))
    _centred(left, "V/v đề nghị rà soát số liệu báo cáo", size=Pt(12))
    _centred(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=Pt(12), first=True)
    motto = _centred(right, "Độc lập - Tự do - Hạnh phúc", bold=True)
    motto.runs[0].underline = WD_UNDERLINE.SINGLE
    _centred(right, f"{_BLANK[:5]}, ngày     tháng     năm         ", italic=True, before=Pt(6))
    address = paper.add_paragraph()
    address.alignment = WD_ALIGN_PARAGRAPH.CENTER
    address.paragraph_format.space_before = address.paragraph_format.space_after = Pt(14)
    address.add_run(f"Kính gửi: {head.recipient or _BLANK}")


def _closing(paper: Paper) -> None:
    gap = paper.add_paragraph()
    gap.paragraph_format.space_before = Pt(6)
    left, right = _sides(paper, Mm(66), Mm(99))
    receivers = left.paragraphs[0].add_run("Nơi nhận:")
    receivers.bold = receivers.italic = True
    receivers.font.size = Pt(12)
    for line in ("- Như trên;", "- Lưu: VT."):
        left.add_paragraph().add_run(line).font.size = _SMALL
    _centred(right, "QUYỀN HẠN, CHỨC VỤ NGƯỜI KÝ", bold=True, first=True)


def _sides(paper: Paper, *widths: Mm) -> tuple[_Cell, ...]:
    """A row of cells without borders; Word reads the width of a cell, LibreOffice that of a column."""
    table = paper.add_table(1, len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = column.cells[0].width = width
    return tuple(table.rows[0].cells)


def _centred(
    cell: _Cell,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: Pt = _BODY,
    first: bool = False,
    before: Pt | None = None,
) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = before
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, size
    return paragraph


def _body(paper: Paper, text: str) -> None:
    paragraph = paper.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(12.7)
    paragraph.paragraph_format.space_after = Pt(6)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _lower(text: str) -> str:
    """A sentence continued after a colon; a word in capitals stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
