"""The page of absences: either says who stands in, both see it, and the one who stands in finds the work."""

import pytest
from django.test import Client

from motcua.dossiers.models import Delegation
from motcua.organizations.models import Role
from motcua.people.models import Account
from tests import factories
from tests.dossiers import followed
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db
PAGE, INBOX = "/can-bo/vang-mat/", "/can-bo/viec/"


@pytest.fixture
def here(client: Client) -> World:
    made = followed.a_world()
    client.force_login(made.officer)
    return made


@pytest.fixture
def colleague(here: World) -> Account:
    return factories.officer(here.agency, Role.OFFICER)


def said(client: Client, absent: Account, stand_in: Account, **more: str) -> str:
    given = {
        "absent": absent.pk,
        "stand_in": stand_in.pk,
        "from_on": "17/06/2024",
        "to_on": "21/06/2024",
        "document": "12/TB-UBND",
    }
    return forms.send(client, PAGE, PAGE, **(given | more)).content.decode()


def test_both_see_it_and_the_work_is_found(client: Client, here: World, colleague: Account) -> None:
    dossier = followed.assessed(here)
    said(client, here.officer, colleague)
    assert f"{colleague.full_name} đang xử lý thay ông/bà" in forms.text(client, INBOX)
    client.force_login(colleague)
    page = forms.text(client, f"{INBOX}?muc=xu-ly-thay")
    assert f"đang xử lý thay {here.officer.full_name}" in page
    assert (followed.now(dossier).number or "") in page
    client.force_login(here.clerk)
    assert "xử lý thay" not in forms.text(client, f"{INBOX}?muc=cua-toi")
    assert client.get(f"{INBOX}?muc=xu-ly-thay").status_code == 200


def test_it_is_ended_with_one_button(client: Client, here: World, colleague: Account) -> None:
    said(client, here.officer, colleague)
    row = Delegation.objects.get()
    forms.send(client, PAGE, f"{PAGE}{row.pk}/ket-thuc/")
    assert "kết thúc sớm" in forms.text(client, PAGE)
    again = forms.send(client, PAGE, f"{PAGE}{row.pk}/ket-thuc/", follow=True)
    assert again.status_code == 302
    assert "đã kết thúc" in forms.text(client, PAGE)


def test_an_officer_speaks_for_himself_and_a_leader_for_anybody(
    client: Client, here: World, colleague: Account
) -> None:
    said(client, colleague, here.leader)
    assert not Delegation.objects.exists()
    client.force_login(here.leader)
    said(client, here.officer, colleague)
    assert Delegation.objects.get().made_by == here.leader


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"to_on": "10/06/2024"}, "Ngày đầu phải từ hôm nay"),
        ({"from_on": "thứ hai"}, "31/12/2026"),
        ({"document": ""}, "Văn bản, căn cứ"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    client: Client, here: World, colleague: Account, more: dict[str, str], words: str
) -> None:
    page = said(client, here.officer, colleague, **more)
    assert words in page
    assert not Delegation.objects.exists()
    assert f'<option value="{colleague.pk}" selected' in page


def test_another_agencys_row_is_not_found(client: Client, here: World, colleague: Account) -> None:
    said(client, here.officer, colleague)
    client.force_login(factories.officer(factories.agency(), Role.LEADER))
    page = forms.text(client, PAGE)
    row = Delegation.objects.get()
    answer = client.post(f"{PAGE}{row.pk}/ket-thuc/", {"once": forms.key(page)})
    assert answer.status_code == 404
