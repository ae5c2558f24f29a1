"""Text, Markdown and tab-separated reports: paragraphs, lines, tables, alphabets."""

import unicodedata

import pytest

from motcua.checking.document import Kind
from motcua.checking.reading import Unreadable, legacy, read

WRAPPED = """ỦY BAN NHÂN DÂN
XÃ AN BÌNH

Số:        /BC-UBND

BÁO CÁO
Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa, một cửa liên

thông quý I năm 2024

I. KẾT QUẢ
1. Về tiếp nhận hồ sơ
- Tổng số hồ sơ đã tiếp nhận trong kỳ báo cáo là 412 hồ sơ, trong đó: số hồ sơ

mới tiếp nhận là 400 hồ sơ (trực tuyến: 350 hồ sơ, trực tiếp: 50 hồ sơ); số hồ
sơ kỳ trước chuyển qua là 12 hồ sơ.
- Kết quả số hóa trong kỳ: đã số hóa 380 hồ sơ khi tiếp nhận, đạt tỷ lệ 92,23%

2
so với tổng số hồ sơ đã tiếp nhận của Ủy ban nhân dân xã An Bình theo Kế hoạch
số 12/KH-UBND ngày 10/01/2024.
+ Có 20 thủ tục một phần;
+ Có 30 thủ tục toàn trình.
2. Hạn chế
Người dân chưa quen nộp trực tuyến./.
"""


def report(text, name="baocao.txt"):
    return read(text.encode(), name)


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def starting(document, words):
    (found,) = (one for one in document.paragraphs if one.text.startswith(words))
    return found


def test_wrapped_lines_are_paragraphs_again_whatever_stands_between():
    document = report(WRAPPED)
    assert (
        "Công tác kiểm soát thủ tục hành chính, triển khai cơ chế một cửa, một cửa liên thông "
        "quý I năm 2024"
    ) in texts(document)
    digitised = starting(document, "Kết quả số hóa")
    assert digitised.text.endswith(
        "đạt tỷ lệ 92,23% so với tổng số hồ sơ đã tiếp nhận của Ủy ban nhân dân xã An Bình theo "
        "Kế hoạch số 12/KH-UBND ngày 10/01/2024."
    )


def test_every_letter_knows_its_line():
    document = report(WRAPPED)
    total = starting(document, "Tổng số hồ sơ")
    for words, line in (("412", 13), ("350", 15), ("là 12", 16)):
        assert total.line_of(total.text.index(words)) == line
        assert words in document.lines[line - 1].text


def test_headings_bullets_and_their_depth():
    document = report(WRAPPED)
    assert (starting(document, "KẾT QUẢ").kind, starting(document, "KẾT QUẢ").level) == (
        Kind.HEADING,
        1,
    )
    heading = starting(document, "Về tiếp nhận")
    assert (heading.kind, heading.level, heading.marker) == (Kind.HEADING, 2, "1.")
    bullet, nested = starting(document, "Tổng số"), starting(document, "Có 20")
    assert (bullet.kind, bullet.level, bullet.marker) == (Kind.BULLET, 1, "-")
    assert (nested.kind, nested.level, nested.marker) == (Kind.BULLET, 2, "+")


def test_the_number_of_a_page_is_no_text():
    assert not any(text == "2" for text in texts(report(WRAPPED)))


def test_lines_that_are_paragraphs_stay_apart():
    document = report("Trong đó:\nTrực tuyến: 10 hồ sơ\nTrực tiếp: 5 hồ sơ\n")
    assert texts(document) == ["Trong đó:", "Trực tuyến: 10 hồ sơ", "Trực tiếp: 5 hồ sơ"]


def test_a_list_without_bullets_stays_a_list():
    document = report("trực tuyến: 10 hồ sơ\ntrực tiếp: 5 hồ sơ\n")
    assert texts(document) == ["trực tuyến: 10 hồ sơ", "trực tiếp: 5 hồ sơ"]


def test_a_letterhead_in_two_columns_is_two_columns():
    document = report(
        "ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Số:        /BC-UBND        Hòa An, ngày     tháng 9 năm 2023\n"
    )
    assert texts(document)[:2] == ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert "Số: /BC-UBND" in document.lines[1].text.replace("        ", " ")


def test_a_paragraph_torn_by_a_footnote_is_whole():
    long = "Ủy ban nhân dân huyện đã ban hành nhiều văn bản chỉ đạo, trong đó có Nghị quyết " * 3
    document = report(
        f"{long}về cải cách thủ tục hành\n\n---\n\n<sup>1</sup> Kế hoạch số 2/KH-UBND.\n\n"
        "chính trên địa bàn<sup>2</sup>.\n"
    )
    body, note = document.paragraphs
    assert body.text.endswith("thủ tục hành chính trên địa bàn.")
    assert (note.kind, note.marker, note.text) == (Kind.NOTE, "1", "Kế hoạch số 2/KH-UBND.")


def test_markdown_leaves_only_words():
    document = report(
        "## **II. KẾT QUẢ**\n\n**1.** Đã nhận *15* hồ sơ, rộng 20 m<sup>2</sup> &amp; "
        "xem <https://a.gov.vn/>.\n"
    )
    heading, numbered = document.paragraphs
    assert (heading.kind, heading.marker, heading.text) == (Kind.HEADING, "II.", "KẾT QUẢ")
    assert (numbered.kind, numbered.marker) == (Kind.NUMBERED, "1.")
    assert numbered.text == "Đã nhận 15 hồ sơ, rộng 20 m2 & xem https://a.gov.vn/."


def test_a_figure_cut_by_the_end_of_a_line_is_whole():
    filler = "Trong kỳ báo cáo Ủy ban nhân dân các xã đã tiếp nhận và giải quyết\n" * 6
    document = report(
        f"{filler}tổng số hồ sơ đã tiếp nhận của các đơn vị trong kỳ là 1.\n121 hồ sơ.\n"
    )
    assert "trong kỳ là 1.121 hồ sơ." in document.paragraphs[-1].text


TABLE = """Biểu số II.06b/VPCP/KSTT
KẾT QUẢ GIẢI QUYẾT

STT\tLĩnh vực\tTiếp nhận\t\tGhi chú
\t\tTổng số\tTrực tuyến\t
(1)\t(2)\t(3)=(4)+(5)\t(4)\t(5)
1\t<i>Hộ tịch</i>\t4.215\t3.880\t

STT\tLĩnh vực\tTiếp nhận\t\tGhi chú
\t\tTổng số\tTrực tuyến\t
(1)\t(2)\t(3)=(4)+(5)\t(4)\t(5)
2\tĐất đai\t2.377\t1.648\t
\tTổng cộng\t6.592\t5.528\t
"""


def test_a_table_torn_by_a_page_break_is_one():
    (table,) = report(TABLE).tables
    assert table.caption == "Biểu số II.06b/VPCP/KSTT KẾT QUẢ GIẢI QUYẾT"
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "Hộ tịch", "4.215", "3.880", ""],
        ["2", "Đất đai", "2.377", "1.648", ""],
        ["", "Tổng cộng", "6.592", "5.528", ""],
    ]
    assert [row[0].line for row in table.rows] == [7, 12, 13]


def test_header_cells_reach_over_their_blanks():
    (table,) = report(TABLE).tables
    spans = {cell.text: (cell.column, cell.rows, cell.columns) for cell in table.header[0]}
    assert spans == {
        "STT": (0, 2, 1),
        "Lĩnh vực": (1, 2, 1),
        "Tiếp nhận": (2, 1, 2),
        "Ghi chú": (4, 2, 1),
    }
    assert len(table.header) == 3


@pytest.mark.parametrize(
    "text",
    [
        (
            "| STT | Lĩnh vực | Tổng | Quá hạn |\n|---|---|---|---|\n| 1 | Hộ tịch | 4.215 | 3 |\n"
            "| 2 | Đất đai | 2.377 | 19 |\n"
        ),
        (
            "STT   Lĩnh vực     Tổng    Quá hạn\n1     Hộ tịch      4.215   3\n"
            "2     Đất đai      2.377   19\n"
        ),
    ],
    ids=["pipes", "blanks"],
)
def test_tables_of_pipes_and_of_blanks(text):
    (table,) = report(text).tables
    assert [cell.text for cell in table.header[0]] == ["STT", "Lĩnh vực", "Tổng", "Quá hạn"]
    assert [cell.text for cell in table.rows[1]] == ["2", "Đất đai", "2.377", "19"]


def test_rows_pushed_together_by_a_program_are_cells_again():
    (table,) = report("Biểu\n1 Hộ tịch 4.215 3.880 291\n2 Đất đai 2.377 1.648 512\n").tables
    assert [cell.text for cell in table.rows[0]] == ["1", "Hộ tịch", "4.215", "3.880", "291"]


def test_words_set_apart_to_fill_a_line_are_no_table():
    document = report(
        "Tổng  số  hồ  sơ  đã  tiếp  nhận  là  937  hồ  sơ,  trong\n"
        "đó  mới  tiếp  nhận  934  hồ  sơ,  kỳ  trước  chuyển  03  hồ\nsơ.\n"
    )
    assert not document.tables
    assert texts(document)[0].startswith("Tổng số hồ sơ đã tiếp nhận là 937 hồ sơ, trong đó mới")


def test_separated_values_with_quotes():
    document = read('STT;Lĩnh vực;Tổng\n1;"Đất đai; nhà ở";2.377\n'.encode(), "bieu.csv")
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0]] == ["1", "Đất đai; nhà ở", "2.377"]


def test_two_signatures_side_by_side_are_no_table():
    document = report("Đoạn cuối./.\n\nNơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\tCHỦ TỊCH\n")
    assert not document.tables


PLAIN = "Ủy ban nhân dân huyện báo cáo: Tổng số hồ sơ đã tiếp nhận, giải quyết đúng hạn là 15.\n"


def as_tcvn3(text):
    table = {new: old for old, new in legacy._TCVN3_ORDER.items()}
    return "".join(table.get(letter, table.get(letter.lower(), letter)) for letter in text)


def as_1258(text):
    content = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else letter
        content += base.encode("cp1258") + tone.encode("cp1258")
    return content


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        unicodedata.normalize("NFD", PLAIN).encode(),
        PLAIN.replace(" ", "\u00a0").replace("đ", "\u200bđ").encode(),
        as_1258(PLAIN),
    ],
    ids=["mark", "utf-16", "little", "big", "decomposed", "invisible", "1258"],
)
def test_any_unicode_and_the_table_of_windows_read_the_same(content):
    assert texts(read(content, "a.txt")) == [PLAIN.strip()]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_letters_of_tcvn3_fonts_are_converted(encoding):
    (text,) = texts(read(as_tcvn3(PLAIN).encode(encoding), "a.txt"))
    assert text.lower() == PLAIN.strip().lower()


def test_letters_of_vni_fonts_are_converted():
    vni = (
        "UÛy ban nhaân daân huyeän baùo caùo: Toång soá hoà sô ñaõ tieáp nhaän, ñuùng haïn laø 15."
    )
    expected = "Ủy ban nhân dân huyện báo cáo: Tổng số hồ sơ đã tiếp nhận, đúng hạn là 15."
    assert texts(read(vni.encode("cp1252"), "a.txt")) == [expected]
    assert texts(report(vni)) == [expected]


def test_text_without_marks_is_left_alone():
    assert texts(report("Bao cao so 15/BC-UBND: da nhan 20 ho so.\n")) == [
        "Bao cao so 15/BC-UBND: da nhan 20 ho so."
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "không có nội dung"),
        (b"\x00" * 500, "không có nội dung"),
        (bytes(range(256)) * 20, "không phải văn bản"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(content, words):
    with pytest.raises(Unreadable, match=words):
        read(content, "a.txt")


def test_a_file_that_is_not_there_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(Unreadable, match="Không tìm thấy"):
        read(tmp_path / "khong.txt")
