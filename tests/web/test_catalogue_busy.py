"""While an import writes, a form of the catalogue says so after some seconds; drafts meet what came in."""

from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from motcua.base import clock, patience
from motcua.catalog.models import (
    LIMIT_MISSING,
    CaseChannel,
    Conflict,
    Origin,
    ProcedureState,
    ProcedureVersion,
)
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from motcua.rules.codes import TimeUnit
from tests import factories
from tests.catalog.national_records import ON, bring_in, texts
from tests.web.forms import key, send, text

CODE = "1.000001"
NEXT = ON + timedelta(days=30)
HOME = "/can-bo/danh-muc/"
DECISION = {"so": "7/QĐ-UBND", "ngay": "20/11/2026", "ky": "UBND tỉnh"}
_LONGEST = 60


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE))


@pytest.fixture
def controller(client: Client, province: Agency) -> Account:
    account = factories.officer(province, Role.CONTROLLER)
    client.force_login(account)
    return account


def drawn(client: Client) -> ProcedureVersion:
    """A complete draft of the province's own."""
    page = f"{HOME}{CODE}/"
    assert send(client, page, f"{page}soan/").status_code == 302
    draft = ProcedureVersion.objects.get(state=ProcedureState.DRAFT, origin=Origin.LOCAL)
    CaseChannel.objects.filter(case__version=draft, limit_unit=LIMIT_MISSING).update(
        limit_amount=5, limit_unit=TimeUnit.WORKING_DAYS
    )
    return draft


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_while_an_import_writes_is_told_and_can_be_sent_again(
    client: Client,
    province: Agency,
    controller: Account,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "LONGEST_MS", 200)
    bring_in(tmp_path, [texts(CODE)])
    page = f"{HOME}{ProcedureVersion.objects.get().procedure.code}/"
    given = {"once": key(text(client, page))}
    told: list[HttpResponse] = []

    def post() -> None:
        try:
            told.append(client.post(f"{page}soan/", given, follow=True))
        finally:
            connection.close()

    def progress(done: int, of: int) -> None:
        if not told and written(done, of):
            other = Thread(target=post, daemon=True)
            other.start()
            other.join(_LONGEST)
            assert not other.is_alive(), "the form hangs"

    bring_in(tmp_path, [texts(CODE, ten_thu_tuc="Tên mới")], NEXT, progress=progress)

    said = told[0].content.decode()
    assert "đang nhập danh mục quốc gia" in said
    assert not ProcedureVersion.objects.filter(state=ProcedureState.DRAFT).exists()
    assert client.post(f"{page}soan/", given).status_code == 302
    assert ProcedureVersion.objects.get(state=ProcedureState.DRAFT).name == "Tên mới"


def written(_done: int, _of: int) -> bool:
    """Tell whether the import has written versions in its open transaction."""
    return ProcedureVersion.objects.filter(name="Tên mới").exists()


@pytest.mark.django_db
def test_a_draft_shows_what_came_in_since_and_is_published_over_it_knowingly(
    client: Client, controller: Account, tmp_path: Path
) -> None:
    bring_in(tmp_path, [texts(CODE)])
    draft = drawn(client)
    page = f"{HOME}du-thao/{draft.pk}/"
    assert "trung ương đã đổi" not in text(client, page)
    bring_in(tmp_path, [texts(CODE, ten_thu_tuc="Tên mới")], NEXT)
    newer = ProcedureVersion.objects.get(name="Tên mới")
    assert f"?cu={newer.number}&amp;moi={draft.number}" in text(client, page)
    day = f"{NEXT + timedelta(days=9):%d/%m/%Y}"
    given = DECISION | {"hieu_luc": day, "seen": hidden(text(client, f"{page}cong-bo/"))}

    refused = send(client, f"{page}cong-bo/", f"{page}cong-bo/", **given)

    assert refused.status_code == 422
    assert f"(phiên bản {newer.number})" in refused.content.decode()
    assert 'value="7/QĐ-UBND"' in refused.content.decode()
    newer.refresh_from_db()
    assert newer.effective_to is None
    again = send(client, f"{page}cong-bo/", f"{page}cong-bo/", **given, da_xem=newer.pk)
    assert again.status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.origin, draft.supplements_id) == (
        ProcedureState.PUBLISHED,
        Origin.LOCAL,
        newer.pk,
    )


def hidden(page: str) -> str:
    """The fingerprint a form carries."""
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


@pytest.mark.django_db
def test_a_conflict_that_waits_is_one_with_the_version_published_since(
    client: Client, controller: Account, tmp_path: Path
) -> None:
    bring_in(tmp_path, [texts(CODE)])
    for day in (NEXT, NEXT + timedelta(days=9)):
        draft = drawn(client)
        address = f"{HOME}du-thao/{draft.pk}/cong-bo/"
        given = DECISION | {"hieu_luc": f"{day:%d/%m/%Y}", "seen": hidden(text(client, address))}
        assert send(client, address, address, **given).status_code == 302
        bring_in(tmp_path, [texts(CODE, ten_thu_tuc="Tên mới")], NEXT)
    conflict = Conflict.objects.get()
    assert conflict.outcome == Conflict.Outcome.OPEN
    assert conflict.local_id == draft.pk
    assert conflict.national.state == ProcedureState.DRAFT
