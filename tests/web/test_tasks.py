"""Tasks on their pages: given in one step from the morning, answered, judged, and shown when late."""

import re

import pytest
from django.test import Client

from motcua.base import clock
from motcua.control.models import Task, TaskState
from motcua.organizations.models import Role
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World, moment
from tests.web import forms

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/nhiem-vu/"
GIVE = f"{PAGE}giao/"


@pytest.fixture
def here(client: Client) -> World:
    made = worlds.world(worlds.procedure(amount=2), name="UBND xã Hữu Lũng")
    clock.set_to(moment("2024-06-17 08:00"))
    client.force_login(made.leader)
    return made


def given(client: Client, here: World, **more: object) -> Task:
    sent = {"owner": here.officer.pk, "what": "Báo cáo nguyên nhân", "answer_on": "21/06/2024"}
    forms.send(client, GIVE, GIVE, **sent | more)
    return Task.objects.latest("pk")


def say(client: Client, task: Task, act: str, **more: object):
    address = f"{PAGE}{task.pk}/"
    return forms.send(client, address, address, viec=act, **more)


def test_a_task_is_given_from_a_row_of_the_morning_filled_beforehand(
    client: Client, here: World
) -> None:
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    clock.set_to(moment("2024-06-21 07:45"))
    address = re.search(
        r'href="(/can-bo/nhiem-vu/giao/\?nhom=[^"]+)"', forms.text(client, "/can-bo/buoi-sang/")
    )
    assert address is not None
    page = forms.text(client, address[1])
    assert f'value="{here.officer.pk}" selected' in page
    assert "Xử lý 1 hồ sơ quá hạn" in page
    # Friday: the next working day is Monday.
    assert 'value="24/06/2024"' in page

    forms.send(
        client,
        address[1],
        address[1],
        owner=here.officer.pk,
        what="Xử lý 1 hồ sơ quá hạn",
        answer_on="24/06/2024",
    )
    task = Task.objects.get()
    assert [one.dossier for one in task.dossiers.all()] == [dossier]
    assert str(dossier) in forms.text(client, f"{PAGE}{task.pk}/")


def test_the_owner_finds_it_answers_and_the_leader_accepts(client: Client, here: World) -> None:
    task = given(client, here)
    client.force_login(here.officer)
    listed = forms.text(client, PAGE)
    assert "Báo cáo nguyên nhân" in listed
    assert "nhiệm vụ chờ ông/bà" in listed
    assert say(client, task, "answer", text="Do thiếu người").status_code == 302

    client.force_login(here.leader)
    page = forms.text(client, f"{PAGE}{task.pk}/")
    assert "Do thiếu người" in page
    say(client, task, "accept")
    task.refresh_from_db()
    assert task.state == TaskState.DONE
    assert "Báo cáo nguyên nhân" not in forms.text(client, PAGE)
    assert "Báo cáo nguyên nhân" in forms.text(client, f"{PAGE}?xong=1")


def test_asking_again_needs_words_and_keeps_what_was_typed(client: Client, here: World) -> None:
    task = given(client, here)
    client.force_login(here.officer)
    say(client, task, "answer", text="Do thiếu người")
    client.force_login(here.leader)
    refused = say(client, task, "ask_again", text="", answer_on="25/06/2024")
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Hãy ghi nội dung" in page
    assert 'value="25/06/2024"' in page
    say(client, task, "ask_again", text="Nêu rõ ngày xong", answer_on="25/06/2024")
    task.refresh_from_db()
    assert (task.state, str(task.answer_on)) == (TaskState.OPEN, "2024-06-25")


def test_a_day_that_has_passed_is_refused_where_it_was_typed(client: Client, here: World) -> None:
    refused = forms.send(
        client, GIVE, GIVE, owner=here.officer.pk, what="Báo cáo", answer_on="14/06/2024"
    )
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Hạn trả lời phải từ hôm nay trở đi" in page
    assert "Báo cáo" in page
    assert not Task.objects.exists()


def test_what_is_late_is_shown_to_both(client: Client, here: World) -> None:
    task = given(client, here)
    clock.set_to(moment("2024-06-22 08:00"))
    for account in (here.leader, here.officer):
        client.force_login(account)
        assert "quá hạn trả lời" in forms.text(client, PAGE)
        assert "quá hạn trả lời" in forms.text(client, f"{PAGE}{task.pk}/")


def test_an_old_page_is_told_that_the_task_moved(client: Client, here: World) -> None:
    task = given(client, here)
    say(client, task, "withdraw", text="Không cần nữa")
    client.force_login(here.officer)
    answer = client.post(
        f"{PAGE}{task.pk}/", {"once": "mot-khoa", "viec": "answer", "text": "Đã xong"}
    )
    assert answer.status_code == 422
    assert "Nhiệm vụ vừa được cập nhật" in answer.content.decode()


def test_a_task_of_others_has_no_address(client: Client, here: World) -> None:
    task = given(client, here)
    for account in (here.clerk, factories.officer(factories.agency(), Role.LEADER)):
        client.force_login(account)
        assert client.get(f"{PAGE}{task.pk}/").status_code == 404


def test_only_leaders_open_the_form_and_only_for_agencies_they_lead(
    client: Client, here: World
) -> None:
    other = factories.agency()
    assert client.get(f"{GIVE}?co_quan={other.pk}").status_code == 404
    assert client.get(f"{GIVE}?nhom=khong-phai").status_code == 404
    client.force_login(here.officer)
    assert client.get(GIVE).status_code == 403


def test_an_unknown_button_does_nothing(client: Client, here: World) -> None:
    task = given(client, here)
    assert say(client, task, "xoa", text="x").status_code == 422
    task.refresh_from_db()
    assert task.state == TaskState.OPEN
