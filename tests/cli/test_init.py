"""A new province from one file."""

import argparse
import shutil
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from motcua.base import clock
from motcua.catalog import queries as procedures
from motcua.catalog.models import Offering
from motcua.cli import Stop, _agency_sheet, _checklist, _province, init
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.people import actions as people
from motcua.people.models import Account

TODAY = clock.at(date(2026, 3, 2))


@pytest.fixture(autouse=True)
def _spring():
    with clock.moved_to(TODAY):
        yield


def begin(path, agencies=None):
    told = {"file": path, "agencies": agencies, "example": False, "template": None, "check": False}
    return init.run(argparse.Namespace(**told))


def changed(tmp_path, *replacements):
    text = _province.EXAMPLE.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "tinh.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_the_example_makes_a_province_that_can_receive(tmp_path, capsys):
    path = tmp_path / "tinh.yaml"
    shutil.copy(_province.EXAMPLE, path)

    assert begin(path) == 0

    shown = capsys.readouterr().out
    account = Account.objects.get(username="quantri")
    password = shown.split("Mật khẩu ban đầu:")[1].split()[0]
    assert account.check_password(password)
    assert account.must_change_password
    ward = agencies.find("Phường Trung Tâm")
    assert {version.level for version in procedures.offered_by(ward, TODAY.date())} == {"commune"}
    justice = agencies.find("H99.21")
    assert {v.field.code for v in procedures.offered_by(justice, TODAY.date())} == {"LLTP"}
    assert agencies.working_calendar(ward.pk).is_working(TODAY.date())
    assert agencies.numbering(ward.pk, TODAY.date()).agency_code == "H99.01"


@pytest.mark.django_db
def test_the_checklist_names_what_is_left(tmp_path, capsys):
    begin(changed(tmp_path))

    items = {item.what: item for item in _checklist.of(TODAY.date())}
    assert items["Cơ quan có thủ tục được tiếp nhận: 3"].done
    assert not items["Lịch làm việc năm 2026 đã được xác nhận"].done
    clerks = items["Mỗi cơ quan có người tiếp nhận và trả kết quả"]
    assert "Ủy ban nhân dân xã Bến Cát" in clerks.advice
    assert "[ ] Đã sao lưu ít nhất một lần" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing_and_shows_no_password(tmp_path, capsys):
    path = changed(tmp_path)
    begin(path)
    before = (Agency.objects.count(), Offering.objects.count(), Account.objects.count())
    capsys.readouterr()

    begin(path)

    shown = capsys.readouterr().out
    assert (Agency.objects.count(), Offering.objects.count(), Account.objects.count()) == before
    assert "Đã thêm 0 cơ quan, 0 thủ tục tiếp nhận." in shown
    assert "Mật khẩu" not in shown


@pytest.mark.django_db
def test_a_file_of_another_province_is_refused(tmp_path):
    begin(changed(tmp_path))
    with pytest.raises(Stop, match="tỉnh khác"):
        begin(changed(tmp_path, ("mã: H99\n", "mã: H98\n")))


@pytest.mark.django_db
def test_a_demonstration_is_no_place_for_a_real_province(tmp_path):
    people.create_account(username="minhhoa", full_name="A", at=TODAY, demo_label="Quản trị")
    with pytest.raises(Stop, match="minh họa"):
        begin(changed(tmp_path))
    assert not Agency.objects.exists()


@pytest.mark.django_db
def test_agencies_may_be_listed_in_a_workbook_and_more_come_later(tmp_path):
    sheet = tmp_path / "co-quan.xlsx"
    _agency_sheet.write_template(sheet)
    path = changed(tmp_path)
    begin(path, sheet)
    assert set(Agency.objects.values_list("code", flat=True)) == {"H99", "H99.02", "H99.21"}
    justice = agencies.find("H99.21")
    assert {v.field.code for v in procedures.offered_by(justice, TODAY.date())} == {"LLTP"}

    book = load_workbook(sheet)
    book.active.append(["UBND xã Mới", "H99.77", "Xã", None, "Quầy", None, "Xã Mới; Mới"])
    book.save(sheet)
    begin(path, sheet)

    assert agencies.find("Mới").code == "H99.77"
    assert Agency.objects.count() == 4


@pytest.mark.django_db
def test_a_workbook_that_is_none_or_lacks_a_column_is_refused(tmp_path):
    broken = tmp_path / "co-quan.xlsx"
    broken.write_text("không phải bảng tính", encoding="utf-8")
    with pytest.raises(Stop, match="Không đọc được tệp"):
        begin(changed(tmp_path), broken)
    book = Workbook()
    book.active.append(["Tên", "Loại"])
    book.save(broken)
    with pytest.raises(Stop, match="Bảng thiếu cột: Mã"):
        begin(changed(tmp_path), broken)


@pytest.mark.django_db
def test_the_hours_of_the_file_are_the_hours_of_the_province(tmp_path):
    begin(changed(tmp_path, ('13:30-17:00"]', '13:00-16:30"]\nlàm thứ bảy: ["08:00-11:00"]')))
    calendar = agencies.working_calendar(agencies.find("H99.01").pk)
    assert calendar.is_working(date(2026, 3, 7))
    assert not calendar.is_working(date(2026, 3, 8))
    assert f"{calendar.closing(TODAY.date()):%H:%M}" == "16:30"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("2026-01-05 ", "đầu năm ", "hoạt động từ"),
        ("mã: H99.02", "mã: H99.01", "Cơ quan thứ 2: mã H99.01 đã dùng ở trên"),
        ("loại: sở", "loại: cục", "Cơ quan thứ 3: loại phải là"),
        ("mã: H99.21", "mã: H99.21\n    thuộc: H12", "Cơ quan thứ 3: cơ quan cấp trên"),
        ("họ tên: Nguyễn Thị Quản Trị", "họ tên:", "“quản trị” thiếu “họ tên”"),
        ("{nnnn}", "", "ký hiệu số thứ tự"),
        ("13:30-17:00", "chiều", "Giờ làm việc viết theo mẫu"),
        ("13:30-17:00", "17:00-13:30", "Giờ làm việc viết theo mẫu"),
        ("tên đăng nhập: quantri", "tên đăng nhập: q", "Tên đăng nhập"),
        ("cơ quan:\n", "cơ quan: [\n", "Không đọc được tệp"),
    ],
)
def test_a_wrong_file_is_refused_with_what_to_mend_and_makes_nothing(old, new, sentence, tmp_path):
    with pytest.raises(Stop, match=sentence):
        begin(changed(tmp_path, (old, new)))

    assert not Agency.objects.exists()


@pytest.mark.django_db
def test_without_a_file_it_says_where_to_find_one():
    with pytest.raises(Stop, match="--example") as stop:
        begin(None)
    assert stop.value.code == 2
