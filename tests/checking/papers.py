"""A small report made by hand, with findings of every severity: what showing is tried on."""

from motcua.checking.document import Cell, Document, Kind, Line, Paragraph, Piece, Table
from motcua.checking.findings import Checked, Code, Finding, Identity, Severity

TOTAL = "Tổng số TTHC đang niêm yết là 412 TTHC (cấp huyện 278 TTHC, cấp xã 144 TTHC)."
WINDOW = "Tổng số hồ sơ tiếp nhận (từ 15/3/2024 đến 14/3/2024) là 2.846 hồ sơ."


def paragraph(text: str, line: int, kind: Kind = Kind.PLAIN, marker: str = "") -> Paragraph:
    return Paragraph(
        text, kind, 1 if marker or kind is Kind.HEADING else 0, marker, (Piece(0, line),)
    )


def table() -> Table:
    rows = [
        ["TT", "Lĩnh vực", "Tổng", "Trực tuyến"],
        ["1", "Đất đai", "297", "260"],
        ["2", "Hộ tịch", "53", "0"],
    ]
    cells = [
        tuple(Cell(text, 8 + at, at, column) for column, text in enumerate(row))
        for at, row in enumerate(rows)
    ]
    return Table("Biểu số II.06b", (cells[0],), tuple(cells[1:]), 7)


def document(file: str = "bao-cao.md") -> Document:
    blocks = (
        paragraph("I. KẾT QUẢ", 1, Kind.HEADING),
        paragraph(TOTAL, 3, Kind.BULLET, "-"),
        Paragraph(WINDOW, Kind.PLAIN, 0, "", (Piece(0, 5), Piece(40, 6))),
        table(),
    )
    texts = [
        "I. KẾT QUẢ",
        "",
        f"- {TOTAL}",
        "",
        WINDOW[:40],
        WINDOW[40:],
        "Biểu số II.06b",
        "",
        "",
        "",
    ]
    lines = tuple(Line(number, text) for number, text in enumerate(texts, start=1))
    return Document(file, lines, blocks)


SUM = Finding(
    Code.SUM,
    Severity.ERROR,
    "Tổng 412 không bằng tổng các phần 278 + 144 = 422.",
    ("412 TTHC (cấp huyện 278 TTHC, cấp xã 144 TTHC)",),
    3,
    "412",
    "422",
    "134",
)
ROW = Finding(
    Code.LE,
    Severity.WARNING,
    "Cột 3 của Đất đai là 297, cột 4 là 260.",
    ("297 260",),
    9,
    "297",
    "279",
)
PERIOD = Finding(
    Code.PERIOD,
    Severity.ERROR,
    "Ngày cuối kỳ 14/3/2024 trước ngày đầu kỳ 15/3/2024.",
    ("(từ 15/3/2024 đến 14/3/2024)",),
    5,
    "14/3/2024",
)
BLANK = Finding(Code.STRUCT, Severity.INFO, "Số của báo cáo còn để trống.", (), 1)
HOLDS = Identity(Code.SUM, "260 + 37 = 297", 9)


def checked(file: str = "bao-cao.md") -> Checked:
    broken = Identity(Code.SUM, "278 + 144 = 412", 3, holds=False)
    return Checked(file, (BLANK, SUM, PERIOD, ROW), (broken, HOLDS))


def clean(file: str = "sach.md") -> Checked:
    return Checked(file, (), (HOLDS,))
