"""Whatever an address of the catalogue's pages says, the answer is a page, never a defect."""

import pytest
from django.test import Client

from motcua.base import clock, once
from motcua.organizations.models import Role
from motcua.rules.codes import Level
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.web.test_odd_input import ODD

pytestmark = pytest.mark.django_db
ASKED = (
    "giao/?tu={0}&cap={0}&linh_vuc={0}&loai={0}&ten={0}&giu_tt={0}&chon_cq={0}&trang_tt={0}&bo={0}",
    "giao/xem-truoc/?giu_tt={0},{0}&chon_tt={0}",
    "giao/dot/?trang={0}",
    "giao/dot/{0}/?co_quan={0}",
    "du-thao/?trang={0}",
    "du-thao/{0}/",
    "du-thao/{0}/truong-hop/{0}/",
    "du-thao/{0}/cong-bo/",
    "{0}/phien-ban/",
    "{0}/so-sanh/?cu={0}&moi={0}",
    "{0}/bai-bo/",
    "{0}/thoi-han/",
    "niem-yet/?loai={0}&trang={0}",
    "niem-yet/bang/?muc={0}&trang={0}",
    "niem-yet/{0}/",
    "cho-hoan-thien/?tu={0}&cap={0}&linh_vuc={0}&trang={0}",
    "du-bo-phan/?thieu={0}&cap={0}&trang={0}",
    "xung-dot/?muc={0}&trang={0}",
    "xung-dot/{0}/",
    "danh-sach/{0}/?xem={0}&trang={0}",
    "lan-nhap/{0}/?loai={0}&ma={0}",
    "lan-nhap/ban-ghi/{0}/",
)


@pytest.fixture
def here(client: Client) -> World:
    made = worlds.world(level=Level.PROVINCE)
    clock.set_to(worlds.moment("2024-06-17 08:00"))
    client.force_login(factories.officer(made.agency, Role.CONTROLLER))
    return made


@pytest.mark.parametrize("address", ASKED)
def test_an_odd_address_finds_nothing_or_the_usual_page(
    client: Client, here: World, address: str
) -> None:
    answers = {
        word[:12]: client.get(f"/can-bo/danh-muc/{address.format(word)}").status_code
        for word in ODD
    }

    assert [asked for asked, status in answers.items() if status not in {200, 302, 400, 404}] == []


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("giao/xem-truoc/", {"so": "x" * 5000, "ngay": "31/12/9999", "du_kien": "9" * 40}),
        ("niem-yet/", {"chon": "9" * 400, "ngay": "01/01/0001"}),
        ("du-thao/moi/", {"ma": "../..", "ten": "x" * 9000, "linh_vuc": "abc", "cap": "?"}),
        ("danh-sach/", {"ma": "a b", "ten": "", "ngay": "30/02/2024"}),
    ],
)
def test_an_odd_form_is_shown_again(
    client: Client, here: World, address: str, given: dict[str, str]
) -> None:
    sent = given | {"once": once.new_key()}

    assert client.post(f"/can-bo/danh-muc/{address}", sent).status_code == 422
