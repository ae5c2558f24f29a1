"""Whatever an address or a form says, the answer is a page that tells what to do, never a defect."""

import pytest
from django.test import Client

from motcua.base import clock, once
from motcua.organizations.models import Role
from motcua.rules.codes import Level
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db
LONG = "9" * 5000
ODD = ("%00", "a%00b", LONG, "-1", "%F0%9F%98%80", "%ED%A0%80", "x" * 10000, "9" * 20)
ASKED = {
    Role.CLERK: (
        "viec/?muc={0}&loai={0}&trang={0}",
        "tra-ket-qua/?lan={0}",
        "tra-ket-qua/?vua_tra={0}",
        "tim/?lan={0}",
        "tiep-nhan/?q={0}",
        "danh-muc/?tu={0}&trang={0}",
        "danh-muc/{0}/",
        "cho-tiep-nhan/?muc={0}&trang={0}",
        "dai-so/{0}/",
        "ban-giao/?chon={0}",
        "ho-so/{0}/",
        "phieu/{0}/?kho={0}",
        "tiep-nhan/{0}/",
    ),
    Role.LEADER: (
        "theo-doi/?co_quan={0}",
        "theo-doi/?nguoi={0}&loai={0}",
        "bao-cao/?ky={0}",
        "bao-cao/?ky=khac&tu={0}&den={0}&luc={0}",
        "bao-cao/o/{0}/{0}/{0}/",
        "bao-cao/o/a-1-20240101-20240201-tt03-{0}/moi-0-0/c3/",
        "ghi-muon/{0}/",
    ),
    Role.ADMIN: (
        "nhan-su/?lan={0}&co_quan={0}&trang={0}",
        "nhan-su/{0}/",
        "co-quan/?ngay={0}",
        "co-quan/{0}/",
        "lich/?nam={0}",
        "lich/?co_quan={0}",
    ),
}


@pytest.fixture
def here() -> World:
    made = worlds.world(level=Level.PROVINCE)
    clock.set_to(worlds.moment("2024-06-17 08:00"))
    return made


@pytest.mark.parametrize("role", ASKED)
def test_an_odd_address_finds_nothing_or_the_usual_page(
    client: Client, here: World, role: Role
) -> None:
    client.force_login(factories.officer(here.agency, role))
    answers = {
        (address, word[:12]): client.get(f"/can-bo/{address.format(word)}").status_code
        for address in ASKED[role]
        for word in ODD
    }

    assert [asked for asked, status in answers.items() if status not in {200, 302, 400, 404}] == []


def test_a_report_over_all_time_is_answered(client: Client, here: World) -> None:
    client.force_login(here.leader)
    for first, last, moment in (
        ("01/01/0001", "31/12/9999", ""),
        ("31/12/9999", "31/12/9999", "01/01/0001 00:00"),
        ("01/06/2024", "10/06/2024", "31/12/9999 23:59"),
        ("10/06/2024", "01/06/2024", ""),
    ):
        asked = {"ky": "khac", "tu": first, "den": last, "luc": moment}
        assert client.get("/can-bo/bao-cao/", asked).status_code in {200, 400}


@pytest.mark.parametrize("seen", [LONG, "", "-1", "٣", "²"])
def test_an_odd_place_in_the_history_is_no_defect(client: Client, here: World, seen: str) -> None:
    dossier = here.receive("2024-06-17 08:00")
    client.force_login(here.clerk)
    address = f"/can-bo/ho-so/{dossier.pk}/rut-ho-so/"
    answer = forms.send(client, address, address, seen=seen)
    sent = {"once": once.new_key(), "ho_so": f"{seen}:{seen}"}
    picked = client.post("/can-bo/ban-giao/nhan/", sent)

    assert answer.status_code in {302, 409}
    assert picked.status_code == 422


@pytest.mark.parametrize("day", ["31/12/9999", "01/01/0001", "30/02/2024", "01/01/1900"])
@pytest.mark.parametrize("deed", ["xin-loi", "dat-lai-han"])
def test_a_day_out_of_reach_is_refused_at_the_form(
    client: Client, here: World, deed: str, day: str
) -> None:
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    client.force_login(here.leader)
    address = f"/can-bo/ho-so/{dossier.pk}/{deed}/"
    given = {"promised_on": day, "due_on": day, "ground": "system", "text": "x", "decision": "1/QĐ"}
    answer = forms.send(client, address, address, **given)
    dossier.refresh_from_db()

    assert answer.status_code in {302, 422}
    assert clock.local(dossier.due_at).year == 2024
    assert dossier.promised_at is None


def test_a_letter_no_table_keeps_is_refused_in_every_form(client: Client, here: World) -> None:
    client.force_login(here.clerk)
    answer = client.post("/can-bo/tiep-nhan/nguoi/chu/", {"chu-number": "a\0b"})

    assert answer.status_code == 404
