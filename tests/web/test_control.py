"""The pages of the registers: the shelf, one register, a line, a sheet taken in, and who sees what."""

import html
import re
from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from motcua.base import clock
from motcua.control import queries, registers, sheets
from motcua.control.models import Entry
from motcua.organizations.models import Role
from tests import factories
from tests.control import books

pytestmark = pytest.mark.django_db

SHELF = "/can-bo/so-kiem-soat/"
BOOK = f"{SHELF}tap-huan/"
TRAINING = {"on": "05/08/2024", "subject": "Nghiệp vụ một cửa", "classes": "2", "people": "1.120"}


def pdf() -> bytes:
    out = BytesIO()
    with pikepdf.new() as book:
        book.add_blank_page()
        book.save(out)
    return out.getvalue()


@pytest.fixture
def there():
    clock.set_to(books.moment())
    return books.province()


def browser(who) -> Client:
    found = Client()
    found.force_login(who)
    return found


def said(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def added(client: Client, *, key: str = "mot", **changes: str):
    return client.post(BOOK, {"once": key} | TRAINING | changes)


def test_a_line_is_added_shown_and_found(there):
    client = browser(there.leader)
    assert "Sổ chưa có dòng nào" in said(client.get(BOOK))
    assert added(client).status_code == 302
    page = said(client.get(BOOK))
    assert "Đã ghi dòng 1." in page
    assert "05/08/2024 dòng 1 Nghiệp vụ một cửa" in page
    assert "Số lượt người: 1.120" in page
    assert "Nghiệp vụ" in said(client.get(BOOK, {"tu_khoa": "mot cua", "tu": "01/08/2024"}))
    assert "Không có dòng nào như vậy" in said(client.get(BOOK, {"tu_khoa": "ký số"}))
    assert "Không có dòng nào như vậy" in said(client.get(BOOK, {"den": "01/08/2024"}))


def test_the_same_form_sent_twice_adds_one_line(there):
    client = browser(there.leader)
    added(client)
    added(client)
    assert Entry.objects.count() == 1


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(there):
    answer = added(browser(there.leader), on="31/02/2024", classes="")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ngày/tháng/năm, ví dụ 17/09/2026" in page
    assert "Chưa ghi “Số lớp”." in page
    assert 'value="31/02/2024"' in page
    assert 'value="Nghiệp vụ một cửa"' in page
    assert not Entry.objects.exists()


def test_a_document_is_kept_and_opened_from_the_line(there):
    client, content = browser(there.leader), pdf()
    sent = SimpleUploadedFile("kh.pdf", content, "application/pdf")
    answer = client.post(BOOK, {"once": "mot", "tep": sent} | TRAINING)
    assert answer.status_code == 302
    (line,) = queries.lines(there.commune.pk, registers.of("tap-huan"))
    opened = client.get(f"{SHELF}dong/{line.entry_id}/tep/1/")
    assert b"".join(opened.streaming_content) == content
    assert client.get(f"{SHELF}dong/{line.entry_id}/tep/2/").status_code == 404


def test_a_file_that_is_no_paper_is_refused_at_its_field(there):
    client = browser(there.leader)
    sent = SimpleUploadedFile("kh.exe", b"MZ" + b"\0" * 200, "application/octet-stream")
    answer = client.post(BOOK, {"once": "mot", "tep": sent} | TRAINING)
    assert answer.status_code == 422
    assert "kh.exe" in said(answer)
    assert not Entry.objects.exists()


def test_a_line_is_corrected_and_struck_with_its_history(there):
    client = browser(there.leader)
    added(client)
    entry = Entry.objects.get()
    page = f"{SHELF}dong/{entry.pk}/"
    shown = client.get(page).content.decode()
    assert 'value="1.120"' in shown
    told = TRAINING | {"classes": "3", "once": "hai", "seen": "1"}
    without = client.post(page, told)
    assert without.status_code == 422
    assert "Hãy ghi lý do" in said(without)
    assert client.post(page, told | {"ly_do": "Đếm thiếu"}).status_code == 302
    assert "Số lớp: 2 thành 3" in said(client.get(page))
    late = client.post(page, told | {"once": "ba", "classes": "4", "ly_do": "Khác"})
    assert late.status_code == 422
    assert "Người khác vừa ghi dòng này" in said(late)
    struck = client.post(f"{page}gach/", {"once": "bon", "seen": "2", "ly_do": "Ghi nhầm sổ"})
    assert struck.status_code == 302
    assert "Đã gạch bỏ" in said(client.get(BOOK))
    told_by_it = said(client.get(page))
    assert "Lý do: Ghi nhầm sổ" in told_by_it
    assert "Đính chính dòng này" not in told_by_it


def test_the_level_above_reads_and_sees_no_form(there):
    added(browser(there.leader))
    client = browser(there.controller)
    where = {"don_vi": there.commune.pk}
    page = client.get(BOOK, where)
    assert "Nghiệp vụ một cửa" in said(page)
    assert "Ghi một dòng" not in said(page)
    assert (
        client.post(f"{BOOK}?don_vi={there.commune.pk}", {"once": "x"} | TRAINING).status_code
        == 403
    )
    entry = Entry.objects.get()
    assert client.post(f"{SHELF}dong/{entry.pk}/", {"once": "y"}).status_code == 403
    assert client.post(f"{SHELF}dong/{entry.pk}/gach/", {"once": "z"}).status_code == 403


def test_nobody_reads_beside_or_above(there):
    other = factories.agency(parent=there.province)
    stranger = browser(factories.officer(other, Role.LEADER))
    added(browser(there.leader))
    for page in (
        f"{BOOK}?don_vi={there.commune.pk}",
        f"{BOOK}tai/?don_vi={there.province.pk}",
        f"{SHELF}dong/{Entry.objects.get().pk}/",
        f"{SHELF}khong-co/",
    ):
        assert stranger.get(page).status_code == 404, page
    clerk = browser(factories.officer(there.commune, Role.CLERK))
    assert clerk.get(SHELF).status_code == 403


def test_the_province_opens_a_register_for_all_below_and_closes_it(there):
    client = browser(there.controller)
    opened = client.post(f"{BOOK}mo/", {"once": "mot", "tu_ngay": "15/06/2024", "cap_duoi": "on"})
    assert opened.status_code == 302
    kept = queries.kept_from([there.province.pk, there.commune.pk], ["tap-huan"])
    assert len(kept) == 2
    assert "Sổ ghi đầy đủ từ ngày 15/06/2024" in said(client.get(BOOK))
    assert "15/06/2024" in said(browser(there.leader).get(SHELF))
    client.post(f"{BOOK}mo/", {"once": "hai", "dong": "1"})
    assert len(queries.kept_from([there.province.pk, there.commune.pk], ["tap-huan"])) == 1
    wrong = client.post(f"{BOOK}mo/", {"once": "ba", "tu_ngay": "hôm qua"})
    assert wrong.status_code == 422
    assert "ngày/tháng/năm" in said(wrong)


def test_a_sheet_is_taken_in_and_a_faulty_one_is_told_row_by_row(there):
    client = browser(there.leader)
    empty = client.get(f"{BOOK}nhap/tep-mau/").content
    book = load_workbook(BytesIO(empty))
    book.active.append(["05/08/2024", "Ký số", "", "", "", 1, 30])
    book.active.append(["05/08/2024", "Một cửa", "", "", "", "hai", 30])
    out = BytesIO()
    book.save(out)

    def sent(content: bytes, key: str):
        file = SimpleUploadedFile("so.xlsx", content)
        return client.post(f"{BOOK}nhap/", {"once": key, "tep": file})

    assert "Tải tệp mẫu" in said(client.get(f"{BOOK}nhap/"))
    faulty = sent(out.getvalue(), "mot")
    assert faulty.status_code == 422
    assert "Dòng 3: “Số lớp” ghi bằng chữ số" in said(faulty)
    assert not Entry.objects.exists()
    book.active.delete_rows(3)
    good = BytesIO()
    book.save(good)
    assert sent(good.getvalue(), "hai").status_code == 302
    assert "Đã ghi 1 dòng." in said(client.get(BOOK))
    sent(good.getvalue(), "ba")
    assert "1 dòng đã có trong sổ, không ghi lại." in said(client.get(BOOK))
    exported = client.get(f"{BOOK}tai/").content
    (row,) = sheets.read(registers.of("tap-huan"), exported)
    assert row.texts["subject"] == "Ký số"
    assert "không phải là bảng tính" in said(sent(b"x", "bon"))


@pytest.mark.parametrize("code", [one.code for one in registers.every()])
def test_every_register_has_its_page(there, code):
    page = browser(there.controller).get(f"{SHELF}{code}/")
    assert page.status_code == 200
    for one in registers.of(code).fields:
        assert html.escape(one.label) in page.content.decode()


def test_a_figure_of_a_form_opens_to_its_lines(there):
    books.keep("tap-huan", there.controller, there.province, there.commune)
    books.write("tap-huan", there.commune, there.leader, **TRAINING)
    client = browser(there.controller)
    asked = {"ky": "2024-quy-3"}
    form = client.get("/can-bo/bao-cao/bieu/TM/", asked).content.decode()
    (address,) = re.findall(r'href="([^"]+/bieu/TM/so/8\.4/[^"]+)">1\.120</a>', form)
    opened = client.get(html.unescape(address))
    assert "Số liệu trong biểu: 1.120 người" in said(opened)
    assert "Nghiệp vụ một cửa" in said(opened)
    assert 'name="c-0-8.4"' not in form
    assert 'name="c-0-8.5"' in form
    empty = client.get("/can-bo/bao-cao/bieu/TM/so/8.5/", asked)
    assert empty.status_code == 404


def test_rows_of_a_register_are_shown_and_opened_row_by_row(there):
    books.keep("cong-bo", there.controller, there.province)
    for area, new in (("Đất đai", "3"), ("Hộ tịch", "4")):
        texts = {"on": "05/08/2024", "number": "12/QĐ-UBND", "area": area, "new": new}
        books.write("cong-bo", there.province, there.controller, **texts)
    client = browser(there.controller)
    form = client.get("/can-bo/bao-cao/bieu/II.03b/", {"ky": "2024-quy-3"}).content.decode()
    assert 'name="n-0"' not in form
    row, total = (
        next(
            html.unescape(address)
            for address in re.findall(r'href="([^"]+/so/6/[^"]+)"', form)
            if ("dong=" in address) is named
        )
        for named in (True, False)
    )
    assert "Đất đai. " in said(client.get(row))
    assert "Hộ tịch" not in said(client.get(row))
    assert "Số liệu trong biểu: 7" in said(client.get(total))
