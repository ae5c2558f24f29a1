"""Chờ hoàn thiện: stating a missing limit, choosing after the source changed, and what else lacks."""

from datetime import datetime

import pytest
from django.test import Client

from motcua.base import clock
from motcua.catalog import queries
from motcua.catalog.actions import completion, publication
from motcua.catalog.models import CaseChannel, Conflict, Origin, ProcedureVersion
from motcua.catalog.queries import completeness
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from motcua.rules.completeness import Part
from tests import factories
from tests.catalog import test_completion as upstream
from tests.web.forms import send, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
HOME = "/can-bo/danh-muc/"
DECISION = {"so": "7/QĐ-UBND", "ngay": "20/11/2026", "ky": "UBND tỉnh", "tu_ngay": "20/11/2026"}


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


@pytest.fixture
def controller(client: Client, province: Agency) -> Account:
    account = factories.officer(province, Role.CONTROLLER)
    client.force_login(account)
    return account


def counter(version: ProcedureVersion) -> CaseChannel:
    return CaseChannel.objects.get(case__version=version, channel="counter")


@pytest.mark.parametrize(
    "page", ["cho-hoan-thien", "xung-dot", "xung-dot/1", "du-bo-phan", "1.1/thoi-han"]
)
@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.ADMIN])
def test_only_the_controller_completes(
    client: Client, province: Agency, role: Role, page: str
) -> None:
    client.force_login(factories.officer(province, role))

    assert client.get(f"{HOME}{page}/").status_code == 403


def test_a_missing_limit_is_listed_and_stated(client: Client, controller: Account) -> None:
    version = upstream.national()
    code = version.procedure.code
    listed = text(client, f"{HOME}cho-hoan-thien/")
    assert f"{HOME}{code}/thoi-han/" in listed
    assert code in text(client, f"{HOME}cho-hoan-thien/?cap=commune&linh_vuc={version.field_id}")
    none = text(client, f"{HOME}cho-hoan-thien/?tu=khong-co&trang=10")
    assert "Không có thủ tục nào thiếu thời hạn" in none
    assert "Còn thiếu bộ phận tạo thành: thời hạn giải quyết" in text(client, f"{HOME}{code}/")
    way = counter(version).pk
    page = f"{HOME}{code}/thoi-han/"
    half = send(client, page, page, **DECISION, **{f"don_vi_{way}": "working_days"})
    nothing = send(client, page, page, **DECISION)
    other = send(client, page, page, **DECISION, **{f"so_luong_{way}": "3"})
    given = {f"so_luong_{way}": "3", f"don_vi_{way}": "working_days", f"ghi_chu_{way}": "QĐ 7"}
    done = send(client, page, page, **DECISION, **given)

    assert "Ghi số lượng của thời hạn" in half.content.decode()
    assert "Hãy ghi ít nhất một thời hạn" in nothing.content.decode()
    assert "Chọn đơn vị tính" in other.content.decode()
    assert done["Location"] == f"{HOME}cho-hoan-thien/"
    made = queries.by_code(code, NOW.date())
    assert made is not None
    assert (made.origin, counter(made).limit_amount) == (Origin.LOCAL, 3)
    assert "không còn cách nộp nào thiếu" in client.get(page, follow=True).content.decode()
    assert client.get(f"{HOME}9.999/thoi-han/").status_code == 404


def test_one_limit_is_stated_for_every_way_at_once(client: Client, controller: Account) -> None:
    version = upstream.national(lacking=("counter", "online", "post"))
    page = f"{HOME}{version.procedure.code}/thoi-han/"
    way = counter(version).pk
    given = {f"so_luong_{way}": "3", f"don_vi_{way}": "working_days", "nhu_nhau": "on"}
    send(client, page, page, **DECISION, **given)
    made = queries.by_code(version.procedure.code, NOW.date())

    ways = CaseChannel.objects.filter(case__version=made)
    assert {(one.limit_amount, one.limit_unit) for one in ways} == {(3, "working_days")}


@pytest.mark.parametrize(
    ("chosen", "outcome"),
    [("giu", "kept"), ("trung-uong", "taken"), ("trung-uong-va-thoi-han", "taken")],
)
def test_after_the_source_changed_somebody_chooses(
    client: Client, controller: Account, chosen: str, outcome: str
) -> None:
    local = upstream.complete(upstream.national(), controller)
    conflict = upstream.changed_upstream(local)
    assert "Tên mới" not in text(client, f"{HOME}cho-hoan-thien/")
    assert local.procedure.code in text(client, f"{HOME}xung-dot/")
    page = f"{HOME}xung-dot/{conflict.pk}/"
    assert "<ins>Tên mới của trung ương</ins>" in text(client, page)
    assert client.post(page, {"chon": "khac"}).status_code == 404
    done = send(client, page, page, chon=chosen, ngay="01/12/2026")
    again = client.post(page, {"once": "k", "chon": "giu", "ngay": ""})

    assert done["Location"] == f"{HOME}xung-dot/"
    assert "đã có người xử lý" in again.content.decode()
    assert Conflict.objects.get().outcome == outcome
    assert "Không có việc nào chờ xem xét" in text(client, f"{HOME}xung-dot/")
    assert local.procedure.code in text(client, f"{HOME}xung-dot/?muc=tat-ca")


def test_what_lacks_is_listed_by_part(client: Client, controller: Account) -> None:
    whole = factories.procedure()
    version = upstream.national()
    found = dict(completeness.incomplete(NOW.date()))

    assert found == {version: (Part.LIMIT,)}
    page = text(client, f"{HOME}du-bo-phan/")
    assert "1 trong 2 thủ tục" in page
    assert version.procedure.code in text(client, f"{HOME}du-bo-phan/?thieu=limit&cap=commune")
    assert "Không có thủ tục nào thiếu" in text(client, f"{HOME}du-bo-phan/?thieu=steps")
    assert whole.procedure.code not in page


def test_what_was_completed_waits_no_longer(client: Client, controller: Account) -> None:
    version = upstream.national()
    limit = completion.LimitStated(amount=1, unit="working_days")
    completion.complete(
        version=version,
        limits={counter(version).pk: limit},
        decision=publication.Decision(number="1", on=NOW.date(), signer="x"),
        from_on=NOW.date(),
        by=controller,
        at=NOW,
    )

    assert completeness.incomplete(NOW.date()) == []
