"""Nobody reaches by an address what his posts do not let him see or do."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.base import clock
from motcua.dossiers.models import Dossier, DossierEvent, LateEntry
from motcua.organizations.models import Role
from motcua.rules.codes import Level, Status
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db
PAGES = ("ho-so/{0}/", "ho-so/{0}/xem-nhanh/", "ho-so/{0}/ban-giao/", "phieu/{1}/")


@pytest.fixture
def here() -> World:
    return worlds.world(parent=factories.agency(level=Level.PROVINCE))


@pytest.fixture
def dossier(here: World) -> Dossier:
    return here.receive("2024-06-17 08:00")


def statuses(client: Client, dossier: Dossier) -> list[int]:
    event = DossierEvent.objects.get(dossier=dossier, seq=1)
    addresses = [page.format(dossier.pk, event.pk) for page in PAGES]
    return [client.get(f"/can-bo/{one}").status_code for one in addresses]


def test_a_dossier_of_another_agency_has_no_address(client: Client, dossier: Dossier) -> None:
    client.force_login(factories.officer(factories.agency(), Role.CLERK))

    assert statuses(client, dossier) == [404, 404, 404, 404]


def test_an_administrators_post_opens_no_dossier_from_another_desk(
    client: Client, here: World, dossier: Dossier
) -> None:
    account = factories.officer(factories.agency(), Role.CLERK)
    factories.assignment(account, factories.post(here.agency, Role.ADMIN))
    client.force_login(account)

    assert statuses(client, dossier) == [404, 404, 404, 404]


def test_who_oversees_from_above_sees_people_masked_and_prints_no_slip(
    client: Client, here: World, dossier: Dossier
) -> None:
    above = here.agency.parent_edges.get().parent
    client.force_login(factories.officer(above, Role.LEADER))
    page = forms.text(client, f"/can-bo/ho-so/{dossier.pk}/")
    event = DossierEvent.objects.get(dossier=dossier)

    assert "Nguyễn Văn An" not in page
    assert f"/can-bo/phieu/{event.pk}/" not in page
    assert client.get(f"/can-bo/phieu/{event.pk}/").status_code == 403
    assert client.post(f"/can-bo/phieu/{event.pk}/").status_code == 403


def test_an_act_dated_back_needs_the_rights_of_today(
    client: Client, here: World, dossier: Dossier
) -> None:
    here.take_on(dossier, "2024-06-17 09:00")
    clock.set_to(worlds.moment("2024-06-19 09:00"))
    held = here.officer.assignments.get()
    held.to_on = clock.today() - timedelta(days=1)
    held.save(update_fields=["to_on"])
    factories.assignment(
        here.officer, factories.post(here.agency, Role.CLERK), from_on=clock.today()
    )
    client.force_login(here.officer)
    once = forms.key(forms.text(client, f"/can-bo/ho-so/{dossier.pk}/ban-giao/"))
    sent = {"once": once, "ground": "verification", "text": "x", "happened_at": "18/06/2024 10:00"}
    client.post(f"/can-bo/ho-so/{dossier.pk}/tam-dung/", sent)
    dossier.refresh_from_db()

    assert dossier.status == Status.IN_PROGRESS


def test_who_began_today_may_record_what_was_signed_before(
    client: Client, here: World, dossier: Dossier
) -> None:
    here.take_on(dossier, "2024-06-17 09:00")
    clock.set_to(worlds.moment("2024-06-19 09:00"))
    fresh = factories.account()
    factories.assignment(fresh, here.post, from_on=clock.today())
    client.force_login(fresh)
    address = f"/can-bo/ho-so/{dossier.pk}/ket-qua/"
    forms.send(client, address, address, outcome="granted", signed_on="18/06/2024")
    dossier.refresh_from_db()

    assert dossier.status == Status.DECIDED


def test_a_late_entry_is_answered_by_its_own_unit_alone(
    client: Client, here: World, dossier: Dossier
) -> None:
    client.force_login(here.clerk)
    clock.set_to(worlds.moment("2024-07-01 09:00"))
    address = f"/can-bo/ho-so/{dossier.pk}/tra-co-ket-qua/"
    forms.send(client, address, address, outcome="granted", signed_on="18/06/2024")
    entry = LateEntry.objects.get()
    client.force_login(factories.officer(factories.agency(), Role.LEADER))

    assert client.get(f"/can-bo/ghi-muon/{entry.pk}/").status_code == 404
    assert client.post(f"/can-bo/ghi-muon/{entry.pk}/", {"viec": "dung"}).status_code == 404
