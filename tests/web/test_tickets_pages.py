"""Pages of the waiting room: nobody's name on the screen, nothing of another desk, every refusal in words."""

import pytest
from django.test import Client

from motcua.base import clock
from motcua.dossiers.models import Appointment, Ticket
from motcua.organizations.models import Role
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db
BOARD = "/can-bo/so-thu-tu/"
BOOK = "/can-bo/lich-hen/?ngay=17/11/2026"


@pytest.fixture
def here(client: Client) -> World:
    made = worlds.world()
    clock.set_to(worlds.moment("2026-11-16 08:10"))
    client.force_login(made.clerk)
    return made


def drawn(client: Client) -> Ticket:
    forms.send(client, BOARD, f"{BOARD}lay-so/")
    return Ticket.objects.latest("pk")


def booked(client: Client) -> Appointment:
    forms.send(client, BOOK, BOOK, at="2026-11-17T09:00:00+07:00", name="Nguyễn Bích", phone="0912")
    return Appointment.objects.get()


def test_the_screen_shows_numbers_and_places_and_nobodys_name(client: Client, here: World) -> None:
    drawn(client)
    forms.send(client, BOARD, f"{BOARD}goi/", place="Quầy 3")
    page = forms.text(client, f"{BOARD}man-hinh/")

    assert "Quầy 3" in page
    assert here.clerk.full_name not in page
    assert 'value="Quầy 3"' in forms.text(client, BOARD), "the place is remembered"


def test_a_double_click_draws_one_number(client: Client, here: World) -> None:
    key = forms.key(forms.text(client, BOARD))
    answers = [client.post(f"{BOARD}lay-so/", {"once": key})["Location"] for _turn in range(2)]

    assert answers[0] == answers[1]
    assert Ticket.objects.count() == 1


def test_every_refusal_is_a_sentence(client: Client, here: World) -> None:
    nobody = client.post(
        f"{BOARD}goi/",
        {"once": forms.key(forms.text(client, BOARD)), "place": "Quầy 1"},
        follow=True,
    )
    ticket = drawn(client)
    nowhere = forms.send(client, BOARD, f"{BOARD}goi/", place="")
    key = forms.key(forms.text(client, BOARD))
    early = client.post(f"{BOARD}{ticket.pk}/xong/", {"once": key, "viec": "xong"}, follow=True)

    assert "Không còn ai chờ." in nobody.content.decode()
    assert nowhere.status_code == 422
    assert "Số này đã xong, hoặc do quầy khác gọi." in early.content.decode()


def test_another_agencys_numbers_and_times_have_no_address(client: Client, here: World) -> None:
    ticket, appointment = drawn(client), booked(client)
    client.force_login(factories.officer(factories.agency(), Role.CLERK))
    key = forms.key(forms.text(client, BOARD))

    assert client.get(f"{BOARD}{ticket.pk}/").status_code == 404
    assert client.post(f"{BOARD}{ticket.pk}/xong/", {"once": key}).status_code == 404
    assert client.post(f"/can-bo/lich-hen/{appointment.pk}/", {"once": key}).status_code == 404
    assert "Nguyễn Bích" not in forms.text(client, BOOK)


def test_a_time_is_booked_given_up_and_not_answered_twice(client: Client, here: World) -> None:
    appointment = booked(client)
    address = f"/can-bo/lich-hen/{appointment.pk}/"
    forms.send(client, BOOK, address, viec="huy")
    appointment.refresh_from_db()
    again = client.post(
        address, {"once": forms.key(forms.text(client, BOARD)), "viec": "den"}, follow=True
    )
    taken = forms.send(client, BOOK, BOOK, at="2026-11-17T03:00:00+07:00", name="A", phone="1")

    assert appointment.cancelled_at is not None
    assert "đã được lấy số, hoặc đã hủy" in again.content.decode()
    assert taken.status_code == 422


def test_a_day_out_of_reach_is_refused_and_a_closed_day_offers_nothing(
    client: Client, here: World
) -> None:
    assert client.get("/can-bo/lich-hen/?ngay=01/01/2020").status_code == 422
    assert client.get("/can-bo/lich-hen/?ngay=hom+nay").status_code == 422
    assert "không còn giờ trống" in forms.text(client, "/can-bo/lich-hen/?ngay=22/11/2026")
