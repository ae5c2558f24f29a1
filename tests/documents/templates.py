"""Templates of results as offices write them, made with the library that reads them."""

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

#: Blanks for number and date, names of facts in braces, the signer's name at the end.
WORDS = (
    "QUYẾT ĐỊNH",
    "Về việc giải quyết thủ tục {{ ten_thu_tuc }}",
    "Xét đề nghị của {{ chu_ho_so }}, số định danh {{ so_dinh_danh }}, hồ sơ {{ ma_ho_so }};",
    "Điều 1. Chấp thuận đề nghị của {{ chu_ho_so }}.",
    "Điều 2. Quyết định có hiệu lực kể từ ngày ký./.",
)


def decision(path: Path, *words: str) -> Path:
    """A decision in the form of the decree on records; with other ``words`` in its body."""
    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(22)
    page.left_margin, page.right_margin = Mm(30), Mm(18)
    made.styles["Normal"].font.name = "Liberation Serif"
    made.styles["Normal"].font.size = Pt(13)
    head = made.add_table(rows=2, cols=2)
    for place, said in enumerate(
        (
            "{{ co_quan | upper }}",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            "Số:          /{{ ky_hieu }}",
            "{{ dia_danh }}, ngày       tháng       năm {{ nam }}",
        )
    ):
        cell = head.cell(place // 2, place % 2)
        cell.text = said
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.paragraphs[0].runs[0].italic = "ngày" in said
    for said in words or WORDS:
        made.add_paragraph(said)
    foot = made.add_table(rows=1, cols=2)
    cell = foot.cell(0, 1)
    cell.text = "CHỦ TỊCH\n\n\n\n{{ nguoi_ky }}"
    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.save(path)
    return path


def words(path: Path) -> str:
    """The words of the body, without the tables at its head and foot."""
    return "\n".join(one.text for one in Document(str(path)).paragraphs)
