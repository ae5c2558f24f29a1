"""The narrative report as DOCX, laid out as administrative papers are; equal reports are equal files. Pure.

Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 8 và Phụ lục I (certainty: high for the parts of the paper and the
margins; medium for the type sizes).
"""

import io
from datetime import UTC, datetime

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from motcua.base import packed
from motcua.reporting.narrative import paper_tables
from motcua.reporting.narrative.composed import Annex, Composed, Part
from motcua.slips.sheets import DEMO_LINE

_FONT = "Times New Roman"
_BODY, _NUMBER, _LETTERHEAD, _SMALL = Pt(14), Pt(13), Pt(12), Pt(11)
_COMMITTEE = "ỦY BAN NHÂN DÂN "
_INDENT, _GAP = Mm(10), Pt(6)
_WIDTH = {False: 165.0, True: 257.0}
_LEFT_SIDE, _RIGHT_SIDE = Mm(68), Mm(97)
#: Of the lines under the agency's name and under the motto: how far they keep from both sides.
_SHORT_LINE, _MOTTO_LINE, _TITLE_LINE = Mm(24), Mm(19), Mm(60)


def docx_of(told: Composed) -> bytes:
    """Write the report as a DOCX file."""
    paper = docx.Document()
    _set_up(paper, told)
    _first_page(paper.sections[0])
    _top(paper, told)
    _title(paper, told)
    _body(paper, told.opening)
    for part in told.parts:
        _part(paper, part)
    _body(paper, told.closing)
    _bottom(paper, told)
    for place, annex in enumerate(told.annexes):
        _annex(paper, told, annex, first=place == 0)
    stream = io.BytesIO()
    paper.save(stream)
    return packed.again(stream.getvalue())


def _set_up(paper: Paper, told: Composed) -> None:
    """Letters of the whole paper, its language, and what it says of itself."""
    defaults = paper.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}")
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    _letters(paper.styles["Normal"], _BODY, bold=False)
    for rank in (1, 2):
        style = paper.styles[f"Heading {rank}"]
        _letters(style, _BODY, bold=True)
        style.paragraph_format.space_before = Pt(8)
        style.paragraph_format.first_line_indent = _INDENT
        style.paragraph_format.keep_with_next = True
    kept, moment = paper.core_properties, datetime.fromisoformat(told.moment).astimezone(UTC)
    kept.created = kept.modified = moment.replace(tzinfo=None, microsecond=0)
    kept.author = kept.last_modified_by = told.agency
    kept.title, kept.language, kept.comments = f"Báo cáo {told.subject}"[:255], "vi-VN", ""


def _letters(style: ParagraphStyle, size: Length, *, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold = _FONT, size, bold
    style.font.italic = False
    style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)
    style.paragraph_format.space_after = Pt(0)


def _first_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)  # noqa: SLF001 - python-docx has no fields
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)


def _top(paper: Paper, told: Composed) -> None:
    """National motto on the right, the agency on the left; number and day below."""
    if told.demo:
        _centred(paper.add_paragraph(), DEMO_LINE, bold=True, size=_SMALL)
    left, right = _sides(paper)
    if told.superior:
        _centred(left.paragraphs[0], told.superior.upper(), size=_LETTERHEAD)
    name = left.add_paragraph() if told.superior else left.paragraphs[0]
    # The committee stands on one line, its place on the next.
    head = told.head.upper().replace(_COMMITTEE, f"{_COMMITTEE.strip()}\n", 1)
    _centred(name, head, bold=True, size=_LETTERHEAD)
    _line(left, _SHORT_LINE)
    _centred(left.add_paragraph(), told.number_line, size=_NUMBER, before=_GAP)
    _centred(right.paragraphs[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=_LETTERHEAD)
    _centred(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", bold=True)
    _line(right, _MOTTO_LINE)
    _centred(right.add_paragraph(), told.place_and_date, italic=True, before=_GAP)


def _title(paper: Paper, told: Composed) -> None:
    _centred(paper.add_paragraph(), "BÁO CÁO", bold=True, before=Pt(18))
    _centred(paper.add_paragraph(), told.subject, bold=True)
    _line(paper, _TITLE_LINE)
    if told.written.addressee:
        _centred(paper.add_paragraph(), f"Kính gửi: {told.written.addressee}.", before=Pt(10))
    paper.paragraphs[-1].paragraph_format.space_after = Pt(10)


def _part(paper: Paper, part: Part) -> None:
    heading = paper.add_paragraph(f"{part.marker} {part.heading}", style=f"Heading {part.rank}")
    heading.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for said in part.said:
        paragraph = _body(paper, f"{said.mark} {said.text}" if said.mark else said.text)
        if said.mark.endswith(")"):
            paragraph.runs[0].italic = True
            paragraph.paragraph_format.keep_with_next = True


def _body(paper: Paper, text: str) -> Paragraph:
    paragraph = paper.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = _INDENT
    paragraph.paragraph_format.space_before = _GAP
    paragraph.paragraph_format.line_spacing = 1.1
    return paragraph


def _bottom(paper: Paper, told: Composed) -> None:
    """Who receives it on the left, who signs on the right."""
    gap = paper.add_paragraph()
    gap.paragraph_format.space_before = Pt(2)
    left, right = _sides(paper)
    receivers = left.paragraphs[0].add_run("Nơi nhận:")
    receivers.bold = receivers.italic = True
    receivers.font.size = Pt(12)
    for line in told.written.recipients:
        left.add_paragraph().add_run(f"- {line}").font.size = _SMALL
    for place, line in enumerate(told.written.authority):
        paragraph = right.paragraphs[0] if place == 0 else right.add_paragraph()
        _centred(paragraph, line, bold=True)
    _centred(right.add_paragraph(), told.written.signer, bold=True, before=Pt(64))


def _annex(paper: Paper, told: Composed, annex: Annex, *, first: bool) -> None:
    """A form on a page of its own, lying."""
    if first:
        _lying(paper.add_section(WD_SECTION.NEW_PAGE))
    top = paper.add_paragraph()
    top.paragraph_format.page_break_before = not first
    _centred(top, f"Phụ lục {annex.ordinal}", bold=True)
    _centred(paper.add_paragraph(), annex.title, bold=True, size=_NUMBER)
    _centred(paper.add_paragraph(), f"{annex.name}. {annex.basis}", size=Pt(12))
    _centred(paper.add_paragraph(), f"Kỳ báo cáo: {told.period}. {told.days}", size=Pt(12))
    _centred(paper.add_paragraph(), told.of_report, italic=True, size=Pt(12))
    unit = paper.add_paragraph()
    unit.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    unit.paragraph_format.keep_with_next = True
    unit.add_run(annex.unit).italic = True
    unit.runs[0].font.size = _SMALL
    body = paper.element.body
    body.insert(len(body) - 1, paper_tables.table(annex, _WIDTH[True]))
    for note in annex.notes:
        below = paper.add_paragraph()
        below.paragraph_format.space_before = Pt(3)
        below.add_run(note).font.size = _SMALL


def _lying(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    section.different_first_page_header_footer = False


def _sides(paper: Paper) -> tuple[_Cell, _Cell]:
    """Two cells without borders; Word reads the width of a cell, LibreOffice that of a column."""
    table = paper.add_table(1, 2)
    table.autofit = False
    for column, width in zip(table.columns, (_LEFT_SIDE, _RIGHT_SIDE), strict=True):
        column.width = column.cells[0].width = width
    left, right = table.rows[0].cells
    return left, right


def _line(where: Paper | _Cell, away: Length) -> None:
    """Draw a line that keeps ``away`` from both sides."""
    paragraph = where.add_paragraph()
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = away
    paragraph.paragraph_format.line_spacing = Pt(3)
    borders = OxmlElement("w:pBdr")
    border = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - python-docx has no borders
        borders, "w:shd", "w:spacing", "w:ind", "w:jc"
    )


def _centred(
    paragraph: Paragraph,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: Length = _BODY,
    before: Length | None = None,
) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = before
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, size
