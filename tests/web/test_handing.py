"""Bàn giao theo danh sách: all of a list or none, and whatever stands in the way is named."""

import pytest
from django.test import Client

from motcua.base import clock
from motcua.dossiers import actions
from motcua.dossiers.actions import bulk
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.organizations.models import Role
from motcua.rules.codes import Act
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.followed import now
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db
GIVE = "/can-bo/ban-giao/"
TAKE = "/can-bo/ban-giao/nhan/"


@pytest.fixture
def here(client: Client) -> World:
    made = worlds.world()
    clock.set_to(worlds.moment("2024-06-17 08:00"))
    client.force_login(made.clerk)
    return made


def received(here: World, number: int) -> list[Dossier]:
    return [here.receive(f"2024-06-17 08:{place:02d}") for place in range(number)]


def chosen(*dossiers: Dossier) -> list[str]:
    return [f"{one.pk}:{one.seq}" for one in map(now, dossiers)]


def given(client: Client, here: World, picked: list[str]) -> str:
    answer = forms.send(client, GIVE, GIVE, ho_so=picked, recipient=f"{here.post.pk}:")
    return answer.content.decode()


def test_each_refused_dossier_is_named_with_its_reason_and_the_rest_stays_chosen(
    client: Client, here: World
) -> None:
    good, moved, ended, other = received(here, 4)
    picked = chosen(good, moved, ended)
    actions.hand_over(dossier_id=moved.pk, by=here.by(here.clerk), post=here.post)
    actions.withdraw(dossier_id=ended.pk, by=here.by(here.clerk), text="Người nộp đề nghị")
    sent = {"ho_so": picked, "recipient": f"{here.post.pk}:"}
    page = forms.send(client, GIVE, f"{GIVE}?chon=tat-ca", **sent).content.decode()

    assert page.count("vừa được người khác xử lý") == 2
    assert moved.number in page
    assert ended.number in page
    assert f'value="{good.pk}:{good.seq}" checked' in page
    assert f'value="{other.pk}:{other.seq}">' in page
    assert now(good).offered_post is None


def test_the_giver_answers_until_each_is_taken_and_sees_how_many_were(
    client: Client, here: World
) -> None:
    first, second = received(here, 2)
    given(client, here, chosen(first, second))
    assert {now(one).holder_id for one in (first, second)} == {here.clerk.pk}
    assert "đã nhận 0" in forms.text(client, "/can-bo/ban-giao/da-giao/")

    client.force_login(here.officer)
    page = forms.text(client, TAKE)
    assert page.count(" checked") == 2
    assert here.clerk.full_name in page
    forms.send(client, TAKE, TAKE, ho_so=chosen(first))
    assert (now(first).holder_id, now(second).holder_id) == (here.officer.pk, here.clerk.pk)
    client.force_login(here.clerk)
    assert "đã nhận 1" in forms.text(client, "/can-bo/ban-giao/da-giao/")


def test_what_a_colleague_took_first_is_named_and_nothing_else_is_taken(
    client: Client, here: World
) -> None:
    colleague = factories.account()
    factories.assignment(colleague, here.post)
    first, second = received(here, 2)
    given(client, here, chosen(first, second))
    picked = chosen(first, second)
    actions.accept_hand_over(dossier_id=first.pk, by=here.by(colleague))
    client.force_login(here.officer)
    page = forms.send(client, TAKE, TAKE, ho_so=picked).content.decode()
    assert first.number in page
    assert now(second).holder_id == here.clerk.pk


def test_choosing_nothing_takes_nothing(client: Client, here: World) -> None:
    given(client, here, chosen(*received(here, 1)))
    client.force_login(here.officer)
    answer = forms.send(client, TAKE, TAKE)
    assert answer.status_code == 422
    assert "Chọn ít nhất một hồ sơ để nhận" in answer.content.decode()


def test_an_officer_hands_on_what_is_under_way_and_part_by_part(
    client: Client, here: World
) -> None:
    under_way, settled = received(here, 2)
    for one in (under_way, settled):
        here.take_on(one, "2024-06-17 09:00")
    here.decide(settled, "2024-06-17 10:00")
    client.force_login(here.officer)
    assert under_way.number in forms.text(client, f"{GIVE}?loai=dang-xu-ly")
    assert settled.number not in forms.text(client, f"{GIVE}?loai=dang-xu-ly")
    assert settled.number in forms.text(client, f"{GIVE}?loai=co-ket-qua")
    assert "Không có hồ sơ nào chờ bàn giao" in forms.text(client, f"{GIVE}?loai=moi-nhan")


def test_sending_the_same_form_twice_hands_over_once(client: Client, here: World) -> None:
    (dossier,) = received(here, 1)
    sent = {
        "once": forms.key(forms.text(client, GIVE)),
        "ho_so": chosen(dossier),
        "recipient": f"{here.post.pk}:",
    }
    assert client.post(GIVE, sent).status_code == client.post(GIVE, sent).status_code == 302
    assert DossierEvent.objects.filter(act=Act.HAND_OVER).count() == 1


def test_a_list_has_an_end() -> None:
    here = worlds.world()
    with pytest.raises(bulk.TooManyAtOnce):
        bulk.accept(picked=dict.fromkeys(range(bulk.MOST + 1), 1), by=here.by(here.clerk))


def test_a_leader_gives_a_list_to_somebody(here: World) -> None:
    dossiers = received(here, 2)
    picked = {one.pk: one.seq for one in dossiers}
    to = factories.officer(here.agency, Role.OFFICER)
    events = bulk.assign(picked=picked, by=here.by(here.leader), to=to, post=here.post)
    assert [event.act for event in events] == [Act.ASSIGN, Act.ASSIGN]
    assert {now(one).holder_id for one in dossiers} == {to.pk}
    with pytest.raises(bulk.SomeRefused) as met:
        bulk.assign(picked=picked, by=here.by(here.leader), to=here.officer, post=here.post)
    assert [one.dossier_id for one in met.value.refused] == sorted(picked)
