"""The same report as Word, Excel, PDF or scan reads the same; broken and hostile files are refused."""

import contextlib
import io
import random
import shutil
import tracemalloc
import zipfile

import docx
import openpyxl
import pypdfium2
import pytest
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from motcua.checking.document import Kind, Place
from motcua.checking.reading import Unreadable, office, pictures, programs, read

ROWS = [
    ["1", "Hộ tịch", "4.215", "3.880"],
    ["2", "Đất đai", "2.377", "1.648"],
    ["", "Tổng cộng", "6.592", "5.528"],
]
BODY = (
    "Tổng số hồ sơ đã tiếp nhận trong kỳ báo cáo là 6.592 hồ sơ, trong đó trực tuyến là 5.528 hồ "
    "sơ; đã giải quyết 6.500 hồ sơ theo Kế hoạch số 12/KH-UBND ngày 10/01/2024, đạt 98,60% so với "
    "tổng số hồ sơ đã tiếp nhận của các xã, phường trên địa bàn."
)


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def cells(table):
    return [[cell.text for cell in row] for row in table.rows]


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def number(paragraph, num, level):
    place = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", num)):
        part = OxmlElement(name)
        part.set(qn("w:val"), str(value))
        place.append(part)
    paragraph._p.get_or_add_pPr().append(place)


def word_file():
    document = docx.Document()
    document.add_paragraph("BÁO CÁO")
    document.add_heading("KẾT QUẢ", level=1)
    body = document.add_paragraph(BODY)
    body.add_run("1").font.superscript = True
    table = document.add_table(rows=5, cols=4)
    for row, texts_of_row in enumerate([["STT", "Lĩnh vực", "Tiếp nhận", ""], [""] * 4, *ROWS]):
        for column, text in enumerate(texts_of_row):
            table.cell(row, column).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(1, 2).text, table.cell(1, 3).text = "Tổng số", "Trực tuyến"
    document.add_paragraph("Người dân chưa quen./.")
    return document


def test_a_word_file_gives_paragraphs_and_merged_cells():
    document = read(saved(word_file()), "a.docx")
    assert BODY in texts(document)
    (table,) = document.tables
    assert cells(table) == ROWS
    assert [(c.text, c.column, c.rows, c.columns) for c in table.header[0]] == [
        ("STT", 0, 2, 1),
        ("Lĩnh vực", 1, 2, 1),
        ("Tiếp nhận", 2, 1, 2),
    ]
    heading = document.paragraphs[1]
    assert (heading.kind, heading.level) == (Kind.HEADING, 1)


def test_a_line_of_a_word_file_knows_its_place_for_a_comment():
    document = read(saved(word_file()), "a.docx")
    (table,) = document.tables
    total = document.lines[table.rows[-1][0].line - 1]
    assert (total.text, total.place) == ("\tTổng cộng\t6.592\t5.528", Place(item=3, row=4))
    body = next(line for line in document.lines if line.text == BODY)
    assert body.place == Place(item=2)


def test_automatic_numbers_of_a_word_file_are_counted():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for level, (shape, text) in enumerate((("upperRoman", "%1."), ("decimal", "%1.%2."))):
        lvl = OxmlElement("w:lvl")
        lvl.set(qn("w:ilvl"), str(level))
        for name, value in (("w:start", "1"), ("w:numFmt", shape), ("w:lvlText", text)):
            part = OxmlElement(name)
            part.set(qn("w:val"), value)
            lvl.append(part)
        abstract.append(lvl)
    numbering.insert(0, abstract)
    num = OxmlElement("w:num")
    num.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    num.append(link)
    numbering.append(num)
    for text, level in (("KẾT QUẢ", 0), ("Về hồ sơ", 1), ("Về số hóa", 1), ("HẠN CHẾ", 0)):
        number(document.add_paragraph(text), 77, level)
    lines = [line.text for line in read(saved(document), "a.docx").lines]
    assert lines == ["I. KẾT QUẢ", "I.1. Về hồ sơ", "I.2. Về số hóa", "II. HẠN CHẾ"]


def test_signatures_side_by_side_in_a_word_file_are_words():
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Nơi nhận:\n- Như trên;"
    table.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN"
    found = read(saved(document), "a.docx")
    assert not found.tables
    assert texts(found) == ["Nơi nhận:", "Như trên;", "TM. ỦY BAN NHÂN DÂN"]


def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "II.06b"
    sheet["A1"] = "TÌNH HÌNH GIẢI QUYẾT HỒ SƠ"
    sheet.merge_cells("A1:E1")
    for column, text in enumerate(["STT", "Lĩnh vực", "Tiếp nhận", None, "Tỷ lệ"], 1):
        sheet.cell(3, column, text)
    sheet.merge_cells("C3:D3")
    for merged in ("A3:A4", "B3:B4", "E3:E4"):
        sheet.merge_cells(merged)
    sheet["C4"], sheet["D4"] = "Tổng số", "Trực tuyến"
    for row, (first, name, total, online) in enumerate(ROWS, 5):
        sheet.cell(row, 1, int(first) if first else None)
        sheet.cell(row, 2, name)
        for column, text in ((3, total), (4, online)):
            sheet.cell(row, column, int(text.replace(".", ""))).number_format = "#,##0"
        sheet.cell(row, 5, 0.9205).number_format = "0.00%"
    sheet["D9"] = "CHỦ TỊCH"
    return book


def test_a_workbook_reads_as_it_is_shown():
    document = read(saved(workbook()), "a.xlsx")
    (table,) = document.tables
    assert cells(table) == [[*row, "92,05%"] for row in ROWS]
    assert [(c.text, c.column, c.rows, c.columns) for c in table.header[0]] == [
        ("STT", 0, 2, 1),
        ("Lĩnh vực", 1, 2, 1),
        ("Tiếp nhận", 2, 1, 2),
        ("Tỷ lệ", 4, 2, 1),
    ]
    assert table.caption == "TÌNH HÌNH GIẢI QUYẾT HỒ SƠ"
    assert texts(document) == ["TÌNH HÌNH GIẢI QUYẾT HỒ SƠ", "CHỦ TỊCH"]
    total = document.lines[table.rows[-1][0].line - 1]
    assert total.place == Place(sheet="II.06b", row=7)


def test_hidden_sheets_and_formulas_without_value_are_told():
    book = workbook()
    book.create_sheet("Nháp").sheet_state = "hidden"
    book.active["C8"] = "=SUM(C5:C6)"
    remarks = read(saved(book), "a.xlsx").remarks
    assert any("Nháp" in remark for remark in remarks)
    assert any("công thức" in remark for remark in remarks)


def pdf(body):
    page = '#set page(width: 210mm, height: 150mm, numbering: "1")\n#set text(size: 12pt)\n'
    return typst.compile((page + body).encode())


DRAWN = (
    "#table(columns: (12mm, 60mm, 30mm, 30mm), table.cell(rowspan: 2)[STT], "
    "table.cell(rowspan: 2)[Lĩnh vực], table.cell(colspan: 2)[Tiếp nhận], [Tổng số], [Trực tuyến], "
    + ", ".join(f"[{text}]" for row in ROWS for text in row)
    + ")"
)


def test_a_page_gives_paragraphs_across_its_lines_and_breaks():
    document = read(pdf(f"= I. KẾT QUẢ\n\n{BODY}\n\n" * 8), "a.pdf")
    assert texts(document).count(BODY) == 8
    assert texts(document).count("KẾT QUẢ") == 8
    assert {line.place.page for line in document.lines if line.place} == {1, 2}


def test_a_drawn_table_keeps_its_merged_cells():
    document = read(pdf(f"Biểu số 1\n\n{DRAWN}\n"), "a.pdf")
    (table,) = document.tables
    assert cells(table) == ROWS
    assert [(c.text, c.column, c.rows, c.columns) for c in table.header[0]] == [
        ("STT", 0, 2, 1),
        ("Lĩnh vực", 1, 2, 1),
        ("Tiếp nhận", 2, 1, 2),
    ]
    assert table.caption == "Biểu số 1"


def test_a_table_without_lines_is_told_by_its_columns():
    bare = DRAWN.replace("#table(", "#table(stroke: none, ").replace("60mm", "50mm")
    (table,) = read(pdf(f"Biểu số 1\n\n{bare}\n"), "a.pdf").tables
    assert [row[-2:] for row in cells(table)] == [row[-2:] for row in ROWS]


def test_a_footnote_stands_apart_from_the_words_it_interrupts():
    filler = (
        f"{BODY}#footnote[Quyết định số 5/QĐ-UBND ngày 02/3/2024.] Phần tiếp theo của đoạn.\n\n"
    )
    document = read(pdf(filler * 4), "a.pdf")
    notes = [one for one in document.paragraphs if one.kind is Kind.NOTE]
    assert [note.marker for note in notes] == ["1", "2", "3", "4"]
    assert {note.text for note in notes} == {"Quyết định số 5/QĐ-UBND ngày 02/3/2024."}
    assert texts(document).count(f"{BODY} Phần tiếp theo của đoạn.") == 4


def scan():
    page = pypdfium2.PdfDocument(pdf(f"BÁO CÁO\n\n{BODY}\n"))[0]
    stream = io.BytesIO()
    page.render(scale=3).to_pil().convert("RGB").save(stream, format="PDF", resolution=216)
    return stream.getvalue()


def test_a_scan_says_that_it_is_one_where_nothing_can_read_it(monkeypatch):
    monkeypatch.setattr(programs, "find", lambda *names: None)
    with pytest.raises(Unreadable, match="ảnh quét"):
        read(scan(), "a.pdf")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_a_scan_is_recognised_and_says_so():
    document = read(scan(), "a.pdf")
    assert document.recognised
    assert document.remarks == (pictures.RECOGNISED,)
    assert "6.592" in " ".join(texts(document))


def test_an_old_file_asks_for_the_program_that_reads_it(monkeypatch):
    monkeypatch.setattr(programs, "find", lambda *names: None)
    with pytest.raises(Unreadable, match="LibreOffice"):
        read(b"{\\rtf1 Bao cao}", "a.rtf")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_old_file_is_read_with_libreoffice():
    rtf = "".join(letter if letter.isascii() else f"\\u{ord(letter)}?" for letter in BODY)
    document = read(b"{\\rtf1\\ansi " + rtf.encode() + b"\\par}", "a.rtf")
    assert texts(document) == [BODY]


def test_a_program_that_never_ends_is_ended():
    assert programs.run(["sleep", "600"], seconds=0.2, extra={}) is None
    assert programs.run(["/no/such/program"], seconds=1, extra={}) is None


def encrypted_pdf():
    return (
        b"%PDF-1.4\n1 0 obj<</Filter/Standard/V 1/R 2/O("
        + b"a" * 32
        + b")/U("
        + b"b" * 32
        + (
            b")/P -4>>endobj\n2 0 obj<</Type/Catalog/Pages 3 0 R>>endobj\n"
            b"3 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
            b"trailer<</Root 2 0 R/Encrypt 1 0 R/ID[(a)(a)]>>\n%%EOF"
        )
    )


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(100):
                part.write(b" " * 1_000_000)
        archive.writestr("[Content_Types].xml", "<Types/>")
    return stream.getvalue()


def entities():
    stream = io.BytesIO()
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE a [<!ENTITY a0 "ha">{levels}]><w:document xmlns:w="http://schemas.'
            'openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a8;</w:t></w:r>'
            "</w:p></w:body></w:document>",
        )
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (saved(word_file())[:3000], "a.docx", "hỏng"),
        (saved(workbook())[:3000], "a.xlsx", "hỏng"),
        (b"%PDF-1.7\nnothing", "a.pdf", "hỏng"),
        (encrypted_pdf(), "a.pdf", "mật khẩu"),
        (bomb(), "a.docx", "quá lớn"),
        (office._ENCRYPTED.join([b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""]), "a.docx", "mật khẩu"),
        (b"PK\x03\x04junk", "a.zip", "hỏng"),
    ],
    ids=["docx", "xlsx", "pdf", "locked", "bomb", "locked office", "zip"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, name, words):
    with pytest.raises(Unreadable, match=words) as refusal:
        read(content, name)
    assert name in str(refusal.value)


def test_harmful_files_stay_small():
    tracemalloc.start()
    try:
        for content in (bomb(), entities()):
            try:
                read(content, "a.docx")
            except Unreadable:
                continue
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


def test_damaged_files_are_read_or_refused_but_never_break_us(monkeypatch):
    monkeypatch.setattr(programs, "find", lambda *names: None)
    chance = random.Random(7)
    sources = [saved(word_file()), saved(workbook()), pdf(f"{BODY}\n\n{DRAWN}"), BODY.encode()]
    for case in range(120):
        content = bytearray(sources[case % len(sources)])
        if case % 3 == 0:
            del content[chance.randrange(len(content)) :]
        else:
            for _ in range(chance.randrange(1, 60)):
                content[chance.randrange(len(content))] = chance.randrange(256)
        with contextlib.suppress(Unreadable):
            assert read(bytes(content), "a").file == "a"
