"""Cách tiếp nhận and the service level of a procedure: dated, by decision."""

from datetime import datetime

import pytest
from django.test import Client

from motcua.base import clock
from motcua.catalog.models import Handling, ServiceLevelPeriod
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from motcua.rules.codes import Channel
from tests import factories
from tests.web.forms import send, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
DECISION = {"so": "7/QĐ-UBND", "ngay": "01/11/2026", "ky": "UBND tỉnh", "tu_ngay": "15/11/2026"}


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


@pytest.fixture
def controller(client: Client, province: Agency) -> Account:
    account = factories.officer(province, Role.CONTROLLER)
    client.force_login(account)
    return account


def given(prefix: str, **changed: str) -> dict[str, str]:
    told = {f"{prefix}-{name}": value for name, value in (DECISION | changed).items()}
    return told | {"viec": prefix}


def test_only_the_controller_states_it(client: Client, province: Agency) -> None:
    code = factories.procedure().procedure.code
    client.force_login(factories.officer(province, Role.CLERK))
    page = f"/can-bo/danh-muc/{code}/cach-nhan/"

    assert client.get(page).status_code == client.post(page).status_code == 403
    assert "cach-nhan" not in text(client, f"/can-bo/danh-muc/{code}/")


def test_how_it_is_received_is_stated_and_shown(client: Client, controller: Account) -> None:
    code = factories.procedure().procedure.code
    page = f"/can-bo/danh-muc/{code}/cach-nhan/"
    assert "đang theo mặc định" in text(client, page)
    done = send(
        client, page, page, **given("cach", one_stop="on", linked="tiers", reach="province")
    )
    again = send(client, page, page, **given("cach", one_stop="on"))
    wrong = send(client, page, page, **given("cach", tu_ngay="mai"))
    row = Handling.objects.get()

    assert done["Location"] == page
    assert (row.linked, row.reach, row.post_in, row.noted_by) == (
        "tiers",
        "province",
        False,
        controller,
    )
    assert "hãy chọn ngày muộn hơn" in again.content.decode()
    assert wrong.status_code == 422
    assert "Phi địa giới trong tỉnh" in text(client, f"/can-bo/danh-muc/{code}/")
    assert "không nhận qua bưu chính" in text(client, page)


@pytest.mark.parametrize("by_post", [True, False])
def test_the_form_begins_with_what_the_record_says_of_the_post(
    client: Client, controller: Account, *, by_post: bool
) -> None:
    channels = [Channel.COUNTER, *([Channel.POST] if by_post else [])]
    version = factories.procedure(factories.version_record(channels=channels))
    form = text(client, f"/can-bo/danh-muc/{version.procedure.code}/cach-nhan/")
    (field,) = [one for one in form.split("<") if 'name="cach-post_in"' in one]
    assert ("checked" in field) is by_post


def test_the_service_level_has_a_history(client: Client, controller: Account) -> None:
    code = factories.procedure().procedure.code
    page = f"/can-bo/danh-muc/{code}/cach-nhan/"
    send(client, page, page, **given("muc", muc="4", tu_ngay="01/01/2020"))
    late = send(client, page, page, **given("muc", muc="3"))
    send(client, page, page, **given("muc", muc="partial"))
    first, second = ServiceLevelPeriod.objects.order_by("from_on")

    assert (first.level, first.stated, first.to_on.isoformat()) == ("full", 4, "2026-11-14")
    assert (second.level, second.to_on) == ("partial", None)
    assert "không còn mức 1–4" in late.content.decode()
    assert "ghi là mức 4" in text(client, page)
    assert "một phần" in text(client, f"/can-bo/danh-muc/{code}/")
    assert client.post(page, {"viec": "khac"}).status_code == 404
    assert client.get("/can-bo/danh-muc/9.9/cach-nhan/").status_code == 404
