"""The lists of a working day: inbox, counter, oversight, command line, catalogue."""

from datetime import timedelta

import pytest
from django.test import Client

from motcua.base import clock
from motcua.dossiers.models import Closing, Dossier
from motcua.organizations.models import Role
from motcua.rules.codes import Status
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Văn An"


@pytest.fixture
def here(client: Client) -> World:
    made = worlds.world()
    clock.set_to(worlds.moment("2024-06-17 08:00"))
    client.force_login(made.clerk)
    return made


def ready(here: World) -> Dossier:
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    here.decide(dossier, "2024-06-18 09:00")
    dossier.refresh_from_db()
    return dossier


def test_the_inbox_groups_by_what_is_due_and_masks_owners(client: Client, here: World) -> None:
    here.receive("2024-06-17 08:00")
    here.receive("2024-06-20 08:00")
    clock.set_to(worlds.moment("2024-06-21 08:00"))
    page = forms.text(client, "/can-bo/viec/")

    assert page.index("Quá hạn") < page.index("Còn thời hạn")
    assert "quá hạn 1 ngày làm việc" in page
    assert NAME not in page


def test_an_empty_inbox_says_so(client: Client, here: World) -> None:
    assert "Không còn việc nào" in forms.text(client, "/can-bo/viec/?muc=cua-toi")


def test_a_fragment_is_part_of_the_whole_page(client: Client, here: World) -> None:
    here.receive("2024-06-17 08:00")
    whole = forms.text(client, "/can-bo/viec/")
    part = client.get("/can-bo/viec/", headers={"HX-Request": "true", "HX-Target": "danh-sach"})

    assert part.content.decode().strip() in whole


def test_the_tenth_page_works(client: Client, here: World) -> None:
    start = worlds.moment("2024-06-17 08:00")
    numbers = [
        here.receive(f"{start + timedelta(minutes=n):%Y-%m-%d %H:%M}").number for n in range(226)
    ]
    page = forms.text(client, "/can-bo/viec/?trang=10")

    assert numbers[-1] in page
    assert numbers[0] not in page
    assert forms.text(client, "/can-bo/viec/?trang=abc")


def test_a_result_is_handed_out_with_one_key_and_taken_back(client: Client, here: World) -> None:
    dossier = ready(here)
    found = client.post("/can-bo/tra-ket-qua/", {"so": f" {dossier.number.lower()} "})
    address = found["Location"]
    sent = {"once": forms.key(forms.text(client, address)), "seen": dossier.seq}
    after = client.post(f"{address}xong/", sent, follow=True).content.decode()
    dossier.refresh_from_db()

    assert dossier.status == Status.RETURNED
    assert f"/can-bo/ho-so/{dossier.pk}/thu-hoi/" in after


def test_a_result_nobody_recorded_leads_to_recording_it(client: Client, here: World) -> None:
    dossier = here.receive("2024-06-17 08:00")
    answer = client.get(f"/can-bo/tra-ket-qua/{dossier.pk}/")

    assert answer["Location"].endswith("/tra-co-ket-qua/")


def test_two_clerks_hand_out_once(client: Client, here: World) -> None:
    dossier = ready(here)
    address = f"/can-bo/tra-ket-qua/{dossier.pk}/"
    sent = {"once": forms.key(forms.text(client, address)), "seen": dossier.seq}
    here.give_back(dossier, "2024-06-18 10:00")

    assert client.post(f"{address}xong/", sent).status_code == 409


def test_a_number_that_fits_nothing_is_explained(client: Client, here: World) -> None:
    sent = client.post("/can-bo/tra-ket-qua/", {"so": "H99-000000-9999"}, follow=True)
    page = sent.content.decode()

    assert "Không tìm thấy hồ sơ nào" in page


def test_a_leader_sees_what_is_late_by_agency_and_by_person(client: Client, here: World) -> None:
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    clock.set_to(worlds.moment("2024-06-24 08:00"))
    client.force_login(here.leader)
    whole = forms.text(client, "/can-bo/theo-doi/")
    address = f"/can-bo/theo-doi/?loai=qua-han&co_quan={here.agency.pk}&nguoi="

    assert "quá hạn 2 ngày làm việc" in whole
    assert dossier.number in forms.text(client, f"{address}{here.officer.pk}")
    assert dossier.number not in forms.text(client, f"{address}{here.clerk.pk}")


def test_oversight_ends_at_ones_own_agencies(client: Client, here: World) -> None:
    elsewhere = worlds.world(*here.cases)
    dossier = elsewhere.receive("2024-06-17 08:00")
    client.force_login(here.leader)
    page = forms.text(client, f"/can-bo/theo-doi/?loai=tat-ca&co_quan={elsewhere.agency.pk}")

    assert dossier.number not in page


def test_the_command_line_finds_a_number_a_name_and_a_page(client: Client, here: World) -> None:
    dossier = here.receive("2024-06-17 08:00")
    by_number = _sought(client, dossier.number)
    by_name = _sought(client, "nguyen van an")
    by_page = _sought(client, "tra ket qua")

    assert f"/can-bo/ho-so/{dossier.pk}/" in by_number
    assert f"/can-bo/ho-so/{dossier.pk}/" in by_name
    assert NAME not in by_name
    assert 'href="/can-bo/tra-ket-qua/"' in by_page


def test_what_is_searched_for_is_in_no_address_and_not_another_persons(
    client: Client, here: World
) -> None:
    here.receive("2024-06-17 08:00")
    sent = client.post("/can-bo/tim/", {"q": "Nguyễn Văn An"})
    at_the_counter = client.post("/can-bo/tra-ket-qua/", {"so": "Nguyễn Văn Không Có"})
    client.force_login(factories.officer(here.agency, Role.CLERK))
    of_another = client.get(sent.url).content.decode()

    assert "guy" not in sent.url
    assert "guy" not in at_the_counter.url
    assert "Tìm “" not in of_another


def test_a_number_typed_at_the_counter_opens_its_dossier(client: Client, here: World) -> None:
    dossier = here.receive("2024-06-17 08:00")
    opened = client.post("/can-bo/tra-ket-qua/", {"so": dossier.number})
    here.receive("2024-06-17 08:05")
    several = client.post("/can-bo/tra-ket-qua/", {"so": "nguyen"}, follow=True).content.decode()

    assert opened.url == f"/can-bo/tra-ket-qua/{dossier.pk}/"
    assert "Hồ sơ tìm thấy" in several
    assert client.post("/can-bo/tra-ket-qua/", {"so": " "}).url == "/can-bo/tra-ket-qua/"


def test_a_short_answer_is_a_fragment_of_its_page(client: Client, here: World) -> None:
    here.receive("2024-06-17 08:00")
    whole = _sought(client, "nguyen")
    part = client.post(
        "/can-bo/tim/", {"q": "nguyen"}, headers={"HX-Request": "true", "HX-Target": "goi-y"}
    )

    assert part.content.decode().strip() in whole


def test_the_catalogue_shows_limits_papers_and_who_settles(client: Client, here: World) -> None:
    record = factories.version_record("Đăng ký khai sinh", amount=2)
    version = factories.procedure(record, offered_by=[here.agency])
    listed = forms.text(client, "/can-bo/danh-muc/?tu=khai+sinh")
    page = forms.text(client, f"/can-bo/danh-muc/{version.procedure.code}/")

    assert version.procedure.code in listed
    assert "02 ngày làm việc" in page
    assert "Tờ khai" in page
    assert here.agency.name in page
    assert client.get("/can-bo/danh-muc/9.999999/").status_code == 404


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_first_page(client: Client, here: World, role: Role) -> None:
    client.force_login(factories.officer(here.agency, role))

    assert client.get("/can-bo/", follow=True).status_code == 200


def test_larger_letters_are_remembered_by_the_browser_alone(client: Client, here: World) -> None:
    client.post("/hien-thi/", {"co_chu": "large", "tro_ve": "/"})
    page = client.get("/").content.decode()
    strange = client.post("/hien-thi/", {"nen": "rainbow", "tro_ve": "https://example.org/"})

    assert 'data-type="large"' in page
    assert strange["Location"] == "/"
    assert "nen" not in strange.cookies


def test_a_list_is_handed_over_and_taken_over_at_once(client: Client, here: World) -> None:
    first, second = here.receive("2024-06-17 08:00"), here.receive("2024-06-17 08:05")
    picked = [f"{one.pk}:{one.seq}" for one in (first, second)]
    page = "/can-bo/ban-giao/"
    answer = forms.send(client, page, page, ho_so=picked, recipient=f"{here.post.pk}:")
    paper = client.get(answer["Location"]).content.decode()
    client.force_login(here.officer)
    taken = [f"{one.pk}:{one.seq + 1}" for one in (first, second)]
    page = "/can-bo/ban-giao/nhan/"
    assert page in forms.text(client, "/can-bo/viec/?muc=cho-nhan")
    forms.send(client, page, page, ho_so=taken)
    first.refresh_from_db()
    second.refresh_from_db()

    assert first.number in paper
    assert second.number in paper
    assert (first.holder, second.holder) == (here.officer, here.officer)


def test_a_list_is_handed_over_whole_or_not_at_all(client: Client, here: World) -> None:
    first, second = here.receive("2024-06-17 08:00"), here.receive("2024-06-17 08:05")
    picked = [f"{first.pk}:{first.seq}", f"{second.pk}:{second.seq + 5}"]
    page = "/can-bo/ban-giao/"
    answer = forms.send(client, page, page, ho_so=picked, recipient=f"{here.post.pk}:")
    first.refresh_from_db()

    assert "người khác xử lý" in answer.content.decode()
    assert first.offered_post is None


def test_an_empty_choice_is_not_handed_over(client: Client, here: World) -> None:
    here.receive("2024-06-17 08:00")
    page = "/can-bo/ban-giao/"
    answer = forms.send(client, page, page, recipient=f"{here.post.pk}:")

    assert answer.status_code == 422
    assert "Chọn ít nhất một hồ sơ" in answer.content.decode()


def test_the_figures_of_the_inbox_add_up_and_open_what_they_count(
    client: Client, here: World
) -> None:
    late = here.receive("2024-06-17 08:00").number
    fresh = here.receive("2024-06-20 08:00").number
    clock.set_to(worlds.moment("2024-06-21 08:00"))
    overdue = forms.text(client, "/can-bo/viec/?muc=cua-toi&loai=qua-han")
    in_time = forms.text(client, "/can-bo/viec/?muc=cua-toi&loai=con-han")

    assert late in overdue
    assert fresh not in overdue
    assert fresh in in_time
    assert late not in in_time


def test_the_provinces_controller_closes_a_period_once(client: Client) -> None:
    top = factories.agency("Ủy ban nhân dân tỉnh")
    clock.set_to(worlds.moment("2024-06-17 08:00"))
    client.force_login(factories.officer(top, Role.CONTROLLER))
    page = "/can-bo/chot-so-lieu/"
    forms.send(client, page, page, through="14/06/2024", label="Tháng 6/2024")
    again = forms.send(client, page, page, through="14/06/2024", label="Tháng 6/2024")
    ahead = forms.send(client, page, page, through="17/06/2024", label="Hôm nay")

    assert Closing.objects.get().through_on == worlds.on("2024-06-14")
    assert "đã chốt đến ngày này" in again.content.decode()
    assert "Chỉ chốt được những ngày đã qua" in ahead.content.decode()


def test_a_commune_closes_nothing(client: Client) -> None:
    commune = factories.agency(parent=factories.agency("Ủy ban nhân dân tỉnh"))
    client.force_login(factories.officer(commune, Role.CONTROLLER))
    page = "/can-bo/chot-so-lieu/"

    assert '<form method="post" class="panel' not in forms.text(client, page)
    assert client.post(page, {"through": "14/06/2024", "label": "x"}).status_code == 403
    assert not Closing.objects.exists()


def _sought(client: Client, words: str) -> str:
    return client.post("/can-bo/tim/", {"q": words}, follow=True).content.decode()
