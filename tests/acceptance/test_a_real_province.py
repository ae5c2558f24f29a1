"""docs/operations.md, "Bắt đầu một tỉnh thật", followed step by step as a new user does."""

import io
import re
import time

import pyotp
import pytest
from openpyxl import load_workbook

from tests.acceptance.serving import Service
from tests.acceptance.visiting import Page, Visitor, forms
from tests.cli import running

OWN_PASSWORD = "sông xanh một cửa 26"
PLACES = (
    "Ủy ban nhân dân phường Trung Tâm",
    "Ủy ban nhân dân xã Bến Cát",
    "Sở Tư pháp",
)
ROLES = ("Tiếp nhận và trả kết quả", "Thụ lý hồ sơ", "Lãnh đạo đơn vị")
HALF_AN_HOUR = 30 * 60


class Person:
    """Somebody who signs in for the first time with the password from the paper."""

    def __init__(self, address: str, username: str, password: str) -> None:
        self.browser = Visitor(address)
        page = self.browser.get("/can-bo/vao/")
        page = self.browser.send(page, page.form("ten"), ten=username, mat_khau=password)
        page = self.browser.send(page, page.form("moi"), moi=OWN_PASSWORD, lap_lai=OWN_PASSWORD)
        if page.path.endswith("/thiet-lap/"):
            secret = re.search(r"[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}", page.text)[0].replace(" ", "")
            page = self.browser.send(page, page.form("ma"), ma=pyotp.TOTP(secret).now())
        assert page.status == 200
        self.first = page

    def act(self, dossier: str, act: str, **said: str) -> Page:
        """Do one act on the dossier's own form."""
        page = self.browser.get(f"{dossier}{act}/")
        done = self.browser.send(page, page.form("once", "seen"), **said)
        assert (done.status, done.path) == (200, dossier), done.text[-2000:]
        return done


def confirm_calendar(admin: Person) -> None:
    page = admin.browser.get("/can-bo/lich/")
    form = next(form for form in forms(page.text) if "giu" in form.ticked)
    assert "Đã xác nhận lịch năm" in admin.browser.send(page, form).text


def bring_in_officers(admin: Person) -> dict[tuple[str, str], tuple[str, str]]:
    """Fill the template in, preview, import; return user name and password by place and role."""
    template = admin.browser.get("/can-bo/nhan-su/nhap/tep-mau/").content
    book = load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    sheet.delete_rows(2, sheet.max_row)
    for place in PLACES:
        for role in ROLES:
            sheet.append([f"Người {role} {place}", None, place, "", f"Công chức {role}", role])
    filled = io.BytesIO()
    book.save(filled)
    page = admin.browser.get("/can-bo/nhan-su/nhap/")
    page = admin.browser.upload(page, page.form("tu_ngay"), "tep", filled.getvalue())
    assert "Sẽ thêm 9 vị trí" in page.text
    take_over = next(form for form in forms(page.text) if "thuc-hien" in form.action)
    page = admin.browser.send(page, take_over)
    people = {}
    for row in re.findall(r"<tr>(.*?)</tr>", page.text, re.DOTALL)[1:]:
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        cells = [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]
        people[cells[5], cells[6]] = (cells[2], cells[3])
    return people


def receive(clerk: Person) -> str:
    """Receive a dossier at the counter; return its number."""
    page = clerk.browser.get("/can-bo/tiep-nhan/?q=xác nhận tình trạng hôn nhân".replace(" ", "+"))
    if "chu-number" not in page.text:
        address = re.search(r'href="(/can-bo/tiep-nhan/\d+/)"', page.text)[1]
        page = clerk.browser.get(address)
    facts = {"chu-number": "099092900011", "chu-name": "Trần Thị Minh Họa", "viec": "tiep-nhan"}
    done = clerk.browser.send(page, page.form("chu-number"), **facts)
    assert "/xong/" in done.path
    slip = re.search(r'href="(/can-bo/phieu/[^"]+)"', done.text)[1]
    assert clerk.browser.get(slip).content.startswith(b"%PDF")
    return re.search(r"H99\.01-\d{6}-\d{4}", done.text)[0]


def test_a_new_user_gets_from_nothing_to_a_dossier_handed_back(tmp_path):
    began = time.monotonic()
    data = tmp_path / "data"
    path = tmp_path / "tinh.yaml"
    path.write_text(running.motcua("init", "--example", data=data).stdout, encoding="utf-8")
    told = running.motcua("init", path, data=data)
    assert told.returncode == 0, told.stderr
    password = re.search(r"Mật khẩu ban đầu: +(\S+)", told.stdout)[1]

    with Service(data) as service:
        admin = Person(service.address, "quantri", password)
        assert admin.first.path == "/can-bo/he-thong/"
        confirm_calendar(admin)
        people = bring_in_officers(admin)
        ward, clerk_role, officer_role = PLACES[0], ROLES[0], ROLES[1]
        clerk = Person(service.address, *people[ward, clerk_role])
        assert receive(clerk).endswith("-0001")
        assert time.monotonic() - began < HALF_AN_HOUR

        online(data, clerk, Person(service.address, *people[ward, officer_role]))

    assert running.motcua("backup", data=data).returncode == 0
    left = running.motcua("init", "--check", data=data).stdout
    assert "[ ]" not in left, left
    again = tmp_path / "again"
    (backup,) = (data / "backups").glob("*.zip")
    restored = running.motcua("restore", backup, data=again)
    assert restored.returncode == 0, restored.stdout
    assert "không có sai lệch" in restored.stdout


def online(data, clerk: Person, officer: Person) -> None:
    """Records of the national portal: taken in, received, handled, handed back."""
    records = running.ROOT / "docs" / "examples" / "submissions.jsonl"
    for words in ("Đã tạo 8 hồ sơ; 0 hồ sơ đã có", "Đã tạo 0 hồ sơ; 8 hồ sơ đã có"):
        told = running.motcua("import", "submissions", records, data=data)
        assert (told.returncode, words in told.stdout) == (0, True), told.stdout
    page = clerk.browser.get("/can-bo/cho-tiep-nhan/")
    dossier = re.search(r'href="(/can-bo/ho-so/\d+/)"', page.text)[1]
    clerk.act(dossier, "tiep-nhan")
    page = clerk.browser.get(f"{dossier}ban-giao/")
    name = re.search(r'value="(\d+:\d+)"[^>]*>Người Thụ lý', page.text)[1]
    clerk.act(dossier, "ban-giao", recipient=name)
    officer.act(dossier, "nhan-ban-giao")
    officer.act(dossier, "ket-qua", outcome="granted", number="1/TLKS", signatory="Lê Văn C")
    done = clerk.act(dossier, "tra-ket-qua")
    assert "Đã trả kết quả" in done.text


@pytest.mark.parametrize("words", ["--example", "--check"])
def test_help_needs_no_province(words, tmp_path):
    assert running.motcua("init", words, data=tmp_path / "data").returncode == 0
