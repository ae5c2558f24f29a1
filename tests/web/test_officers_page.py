"""The pages of officers: finding, appointing, moving, the keys of an account, lists."""

import re
from datetime import datetime
from io import BytesIO

import pyotp
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from motcua.base import clock
from motcua.organizations import access
from motcua.organizations.models import Agency, Assignment, Role
from motcua.people import actions as people
from motcua.people.models import Account
from tests import factories
from tests.dossiers.world import world
from tests.web.forms import send, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


def test_officers_are_found_by_name_and_agency(
    client: Client, province: Agency, admin: Account
) -> None:
    commune = factories.agency(parent=province)
    factories.officer(commune, full_name="Nguyễn Văn Ánh")
    factories.officer(province, full_name="Trần Thị Bình")

    narrowed = client.post("/can-bo/nhan-su/", {"ten": "nguyen anh"}).url
    nobody = client.post("/can-bo/nhan-su/", {"ten": "khong ai"}).url

    assert "nguyen" not in narrowed
    assert "Nguyễn Văn Ánh" in text(client, narrowed)
    assert "Trần Thị Bình" not in text(client, narrowed)
    assert "Trần Thị Bình" not in text(client, f"/can-bo/nhan-su/?co_quan={commune.pk}")
    assert "Không có ai phù hợp" in text(client, nobody)


def test_a_new_officer_gets_a_first_password_shown_once(
    client: Client, province: Agency, admin: Account
) -> None:
    post = factories.post(province, Role.CONTROLLER)

    made = send(
        client,
        "/can-bo/nhan-su/moi/",
        "/can-bo/nhan-su/moi/",
        ho_ten="Nguyễn Văn An",
        vi_tri=post.pk,
        tu_ngay="20/11/2026",
    )

    person = Account.objects.get(username="an.nv")
    page = text(client, made["Location"])
    found = re.search(r'class="strong code">([^<]+)<', page)
    assert found is not None
    assert person.check_password(found[1])
    assert person.must_change_password
    assert found[1] not in text(client, made["Location"])


def test_a_move_is_one_form_and_takes_effect_at_once(
    client: Client, province: Agency, admin: Account
) -> None:
    commune = factories.agency(parent=province)
    person = factories.officer(commune)
    held = person.assignments.get()
    page = f"/can-bo/nhan-su/{person.pk}/"
    prefix = f"di{held.pk}"

    future = send(client, page, f"{page}chuyen/{held.pk}/", **{f"{prefix}-tu_ngay": "21/11/2026"})
    early = send(
        client,
        page,
        f"{page}chuyen/{held.pk}/",
        **{f"{prefix}-tu_ngay": "1/1/2019", f"{prefix}-den": "thoi"},
    )
    done = send(
        client,
        page,
        f"{page}chuyen/{held.pk}/",
        **{
            f"{prefix}-den": factories.post(province, Role.OFFICER).pk,
            f"{prefix}-tu_ngay": "20/11/2026",
        },
    )

    assert "không ghi trước" in future.content.decode()
    assert "không thể trước ngày bắt đầu" in early.content.decode()
    assert done.status_code == 302
    assert [p.agency_id for p in access.postings(person.pk, TODAY)] == [province.pk]
    assert "Vị trí đã giữ" in text(client, page)


def test_another_post_can_be_added(client: Client, province: Agency, admin: Account) -> None:
    person = factories.officer(province)
    page = f"/can-bo/nhan-su/{person.pk}/"
    same = person.assignments.get().post

    twice = send(
        client,
        page,
        f"{page}phan-cong/",
        **{"them-vi_tri": same.pk, "them-tu_ngay": "20/11/2026"},
    )
    done = send(
        client,
        page,
        f"{page}phan-cong/",
        **{"them-vi_tri": factories.post(province).pk, "them-tu_ngay": "20/11/2026"},
    )

    assert "đang giữ vị trí đó rồi" in twice.content.decode()
    assert done.status_code == 302
    assert len(access.postings(person.pk, TODAY)) == 2


def test_the_keys_of_an_account_are_renewed_and_taken_away(
    client: Client, province: Agency, admin: Account
) -> None:
    person = factories.officer(province, Role.LEADER, password=factories.PASSWORD)
    totp = pyotp.TOTP(people.enrol_totp(account=person).secret)
    people.confirm_totp(account=person, code=totp.at(NOW), at=NOW)
    page = f"/can-bo/nhan-su/{person.pk}/"

    for deed in ("mat-khau", "xac-thuc", "khoa"):
        assert send(client, page, f"{page}tai-khoan/{deed}/").status_code == 302

    person.refresh_from_db()
    assert not person.check_password(factories.PASSWORD)
    assert (person.totp_secret, person.is_active) == ("", False)
    send(client, page, f"{page}tai-khoan/mo/")
    person.refresh_from_db()
    assert person.is_active
    assert client.post(f"{page}tai-khoan/xoa/", {"once": "x"}).status_code == 404


def test_nobody_locks_the_own_account(client: Client, province: Agency, admin: Account) -> None:
    page = f"/can-bo/nhan-su/{admin.pk}/"

    assert "Khóa tài khoản" not in text(client, page)
    assert send(client, page, f"{page}tai-khoan/khoa/").status_code == 404


def test_a_list_is_previewed_and_then_taken_over(
    client: Client, province: Agency, admin: Account
) -> None:
    factories.agency("UBND xã Tân Thành", parent=province)
    template = client.get("/can-bo/nhan-su/nhap/tep-mau/").content
    assert load_workbook(BytesIO(template)).active is not None

    preview = client.post(
        "/can-bo/nhan-su/nhap/",
        {"tep": SimpleUploadedFile("ds.xlsx", template), "tu_ngay": "20/11/2026"},
    ).content.decode()
    assert "Sẽ thêm 1 vị trí" in preview
    assert not Account.objects.filter(username="an.nv").exists()
    imported = client.post("/can-bo/nhan-su/nhap/thuc-hien/").content.decode()

    account = Account.objects.get(username="an.nv")
    shown = re.search(r'class="code nowrap">([^<]+)<', imported)
    assert shown is not None
    assert account.check_password(shown[1])
    assert client.post("/can-bo/nhan-su/nhap/thuc-hien/").status_code == 302


def test_a_list_with_problems_offers_nothing_to_take_over(
    client: Client, province: Agency, admin: Account
) -> None:
    template = client.get("/can-bo/nhan-su/nhap/tep-mau/").content

    preview = client.post(
        "/can-bo/nhan-su/nhap/",
        {"tep": SimpleUploadedFile("ds.xlsx", template), "tu_ngay": "20/11/2026"},
    ).content.decode()
    bad = client.post(
        "/can-bo/nhan-su/nhap/",
        {"tep": SimpleUploadedFile("ds.xlsx", b"khong phai"), "tu_ngay": "20/11/2026"},
    ).content.decode()

    assert "Dòng 2:" in preview
    assert "Nhập danh sách này" not in preview
    assert "không phải là bảng tính" in bad
    assert Assignment.objects.count() == 1


def test_who_holds_open_dossiers_cannot_leave_without_an_heir(
    client: Client, province: Agency, admin: Account
) -> None:
    here = world(parent=province)
    dossier = here.receive("2026-11-17 08:30")
    here.take_on(dossier, "2026-11-17 10:00")
    heir = factories.officer(here.agency, Role.OFFICER, full_name="Trần Thị Bình")
    clock.set_to(NOW)
    held = here.officer.assignments.get()
    page, prefix = f"/can-bo/nhan-su/{here.officer.pk}/", f"di{held.pk}"
    given = {f"{prefix}-den": "thoi", f"{prefix}-tu_ngay": "20/11/2026"}

    assert "1 hồ sơ đang giải quyết" in text(client, page)
    refused = send(client, page, f"{page}chuyen/{held.pk}/", **given)
    given[f"{prefix}-nguoi_nhan"] = str(heir.pk)
    done = send(client, page, f"{page}chuyen/{held.pk}/", **given)

    assert "Còn 1 hồ sơ đang giải quyết. Hãy chọn người nhận bàn giao." in refused.content.decode()
    assert done.status_code == 302
    dossier.refresh_from_db()
    assert dossier.holder_id == heir.pk
