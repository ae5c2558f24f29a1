"""The inbox by person, post and unit; what is due when; what waits for others."""

import pytest
from django.test import Client

from motcua.dossiers import actions
from motcua.dossiers.models import Dossier
from motcua.organizations.models import Role
from tests import factories
from tests.dossiers import followed, routes
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db
INBOX = "/can-bo/viec/"
KINDS = ("qua-han", "hom-nay", "ngay-mai", "con-han", "dang-cho")


@pytest.fixture
def here(client: Client) -> World:
    made = followed.a_world()
    client.force_login(made.officer)
    return made


def queue(client: Client, name: str, kind: str = "") -> str:
    return forms.text(client, f"{INBOX}?muc={name}&loai={kind}")


def number(dossier: Dossier) -> str:
    return followed.now(dossier).number or ""


def test_a_late_step_makes_the_dossier_late_though_its_result_is_not(
    client: Client, here: World
) -> None:
    dossier = followed.assessed(here)
    followed.at("2024-06-18 17:01")
    page = queue(client, "cua-toi", "qua-han")
    assert number(dossier) in page
    assert "quá hạn của bước" in page
    assert number(dossier) not in queue(client, "cua-toi", "con-han")


def test_each_dossier_stands_in_one_kind_and_tomorrow_is_a_working_day(
    client: Client, here: World
) -> None:
    dossiers = [followed.assessed(here) for _ in range(2)]
    followed.at("2024-06-18 09:00")
    actions.request_supplement(
        dossier_id=dossiers[1].pk, by=here.by(here.officer), text="Thiếu tờ khai"
    )
    found = {
        (kind, place)
        for place, dossier in enumerate(dossiers)
        for kind in KINDS
        if number(dossier) in queue(client, "cua-toi", kind)
    }
    assert found == {("hom-nay", 0), ("dang-cho", 1)}
    followed.at("2024-06-17 16:00")
    assert number(dossiers[0]) in queue(client, "cua-toi", "ngay-mai")


def test_on_friday_tomorrow_is_monday(client: Client) -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-19 08:30")
    client.force_login(here.clerk)
    followed.at("2024-06-21 15:00")
    assert number(dossier) in queue(client, "cua-toi", "ngay-mai")


def test_the_post_is_shown_when_somebody_else_is_there_too(client: Client, here: World) -> None:
    dossier = followed.assessed(here)
    assert "Vị trí của tôi" not in queue(client, "cua-toi")
    colleague = factories.account()
    factories.assignment(colleague, here.post)
    client.force_login(colleague)
    page = queue(client, "vi-tri")
    assert "Vị trí của tôi" in page
    assert number(dossier) in page
    assert number(dossier) not in queue(client, "cua-toi")


def test_what_was_given_or_asked_and_not_answered_waits_for_others(
    client: Client, here: World
) -> None:
    given, asked, mine = (followed.assessed(here) for _ in range(3))
    followed.at("2024-06-17 14:00")
    actions.hand_over(dossier_id=given.pk, by=here.by(here.officer), post=here.post)
    actions.consult(
        dossier_id=asked.pk,
        by=here.by(here.officer),
        agency=here.agency,
        due_at=worlds.moment("2024-06-19 10:00"),
        text="Xin ý kiến",
    )
    page = queue(client, "cho-nguoi-khac")
    assert number(given) in page
    assert number(asked) in page
    assert number(mine) not in page


def test_the_unit_is_all_that_is_worked_on_here_and_what_is_away_is_not_lost(
    client: Client,
) -> None:
    here = worlds.world(worlds.procedure(amount=6))
    there = worlds.world(*here.cases, name="Sở Xây dựng")
    routes.approve(
        here.cases[0],
        [
            routes.step("1", "receive 2 giờ"),
            routes.step("2", "assess 2 ngày", agency=there.agency.code),
            routes.step("3", "sign 1 ngày"),
        ],
    )
    dossier = here.receive("2024-06-17 08:30")
    actions.hand_over(dossier_id=dossier.pk, by=here.by(here.clerk), post=there.post)
    actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(there.officer))
    client.force_login(there.officer)
    assert number(dossier) in queue(client, "don-vi")
    client.force_login(factories.officer(here.agency, Role.OFFICER))
    assert number(dossier) not in queue(client, "don-vi")
    assert number(dossier) in queue(client, "noi-khac")
    assert "Đang ở đơn vị khác" in queue(client, "cua-toi")


def test_what_is_late_first_stands_first(client: Client) -> None:
    slow = worlds.procedure("2.000009", amount=30)
    here = worlds.world(worlds.procedure(), slow)
    later = here.receive("2024-06-17 08:00", slow)
    sooner = here.receive("2024-06-17 08:30")
    client.force_login(here.clerk)
    page = queue(client, "don-vi")
    assert page.index(number(sooner)) < page.index(number(later))
