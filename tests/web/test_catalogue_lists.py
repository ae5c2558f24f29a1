"""Dated lists by decision, and what the imports said: the pages of who keeps the catalogue."""

from datetime import datetime

import pytest
from django.test import Client

from motcua.base import clock
from motcua.catalog.models import ImportProblem, ImportRun, ListMembership, SourceRecord
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from tests import factories
from tests.web.forms import key, send, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
LISTS = "/can-bo/danh-muc/danh-sach/"
RUNS = "/can-bo/danh-muc/lan-nhap/"
DECISION = {"so": "5/QĐ-UBND", "ngay": "01/11/2026", "ky": "UBND tỉnh", "tu_ngay": "15/11/2026"}


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


@pytest.fixture
def controller(client: Client, province: Agency) -> Account:
    account = factories.officer(province, Role.CONTROLLER)
    client.force_login(account)
    return account


@pytest.fixture
def at_once(client: Client, controller: Account) -> str:
    """The address of a list just made."""
    given = DECISION | {"ten": "Bốn tại chỗ", "ma": "bon-tai-cho"}
    return send(client, LISTS, LISTS, **given)["Location"]


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.ADMIN])
def test_only_the_controller_keeps_lists(client: Client, province: Agency, role: Role) -> None:
    client.force_login(factories.officer(province, role))

    for page in (LISTS, f"{LISTS}x/", RUNS, f"{RUNS}1/", f"{RUNS}ban-ghi/1/"):
        assert client.get(page).status_code == 403


def test_a_list_is_made_once(client: Client, at_once: str) -> None:
    assert "Không có thủ tục nào vào ngày này" in text(client, at_once)
    again = send(client, LISTS, LISTS, **DECISION, ten="Khác", ma="bon-tai-cho")
    odd = send(client, LISTS, LISTS, **DECISION, ten="Khác", ma="bốn tại chỗ")

    assert "đã có ở một danh sách khác" in again.content.decode()
    assert "chỉ gồm chữ không dấu" in odd.content.decode()
    assert "Bốn tại chỗ" in text(client, LISTS)


def test_procedures_join_and_leave_by_their_days(client: Client, at_once: str) -> None:
    codes = [factories.procedure().procedure.code for _ in range(3)]
    joined = send(client, at_once, at_once, **DECISION, ma=f"{codes[0]}, {codes[1]}\n{codes[0]}")
    assert joined.status_code == 302
    page = text(client, at_once)
    assert "Đã đưa 2 thủ tục vào danh sách" in page
    member = ListMembership.objects.get(procedure__code=codes[0])
    left = client.post(f"{at_once}{member.pk}/", {"once": key(page), "ngay": "18/11/2026"})
    assert left["Location"] == at_once

    assert codes[0] not in text(client, at_once)
    assert codes[0] in text(client, f"{at_once}?xem=18/11/2026")
    assert codes[0] in text(client, f"{at_once}?muc=tat-ca")
    assert codes[1] not in text(client, f"{at_once}?xem=14/11/2026")
    again = client.post(f"{at_once}{member.pk}/", {"once": "k", "ngay": "19/11/2026"}, follow=True)
    assert "đã ra khỏi danh sách" in again.content.decode()
    odd = client.post(f"{at_once}{member.pk}/", {"once": "l", "ngay": "mai"}, follow=True)
    assert "ngày/tháng/năm" in odd.content.decode()
    back = send(client, at_once, at_once, **DECISION | {"tu_ngay": "20/11/2026"}, ma=codes[0])
    assert back.status_code == 302


def test_a_wrong_code_lets_nobody_in(client: Client, at_once: str) -> None:
    code = factories.procedure().procedure.code
    wrong = send(client, at_once, at_once, **DECISION, ma=f"{code} 9.999999")
    assert "Không có thủ tục mang mã: 9.999999" in wrong.content.decode()
    assert f"{code} 9.999999" in wrong.content.decode(), "what was typed is still there"
    assert not ListMembership.objects.exists()
    send(client, at_once, at_once, **DECISION, ma=code)
    twice = send(client, at_once, at_once, **DECISION, ma=code)
    assert f"Đã có trong danh sách vào những ngày này: {code}" in twice.content.decode()


def test_an_import_is_told_record_by_record(client: Client, controller: Account) -> None:
    assert "Chưa nhập lần nào" in text(client, RUNS)
    run = ImportRun.objects.create(
        file_name="danh-muc.jsonl", shape="parsed", started_at=NOW, on=NOW.date(), records=2642
    )
    told = {"shape": "parsed", "digest": "0" * 64, "line": 7, "first_run": run, "last_run": run}
    junk = SourceRecord.objects.create(text="{hỏng", understood=False, **told)
    good = SourceRecord.objects.create(text='{"a":"ế"}', code="1.1", understood=True, **told)
    ImportProblem.objects.create(
        run=run,
        record=junk,
        line=7,
        whole=True,
        kind="not_json",
        sentence="Dòng 7: không đọc được.",
    )
    for line in range(8, 300):
        ImportProblem.objects.create(
            run=run,
            line=line,
            code="1.1",
            whole=False,
            kind="limit_missing",
            sentence=f"Dòng {line}",
        )
    page = text(client, f"{RUNS}{run.pk}/")

    assert "2.642" in text(client, RUNS)
    assert "Dòng 7: không đọc được." in page
    assert "293 chỗ" in page
    assert "Dòng 250" in text(client, f"{RUNS}{run.pk}/?trang=10")
    assert "Dòng 7: " not in text(client, f"{RUNS}{run.pk}/?loai=limit_missing")
    assert "Không có chỗ nào chưa hiểu" in text(client, f"{RUNS}{run.pk}/?ma=7.7")
    assert "{hỏng" in text(client, f"{RUNS}ban-ghi/{junk.pk}/")
    assert "&quot;a&quot;: &quot;ế&quot;" in text(client, f"{RUNS}ban-ghi/{good.pk}/")
    assert client.get(f"{RUNS}99999/").status_code == 404
