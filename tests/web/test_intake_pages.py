"""At the counter: find the procedure, fill the person, take the dossier in once."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.base import clock
from motcua.base.models import JournalEntry
from motcua.catalog.models import CasePaper
from motcua.dossiers.models import Dossier, NumberBlock, ParticipantRole
from motcua.organizations.models import Role
from motcua.people.models import Party
from motcua.rules.codes import Status
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/tiep-nhan/"
CARD = "020090123456|081234567|Nguyễn Thị Bích|20051990|Nữ|Thôn Lũng Cút, xã Chi Lăng|01012022||"


@pytest.fixture
def here(client: Client) -> World:
    made = worlds.world()

    clock.set_to(worlds.moment("2024-06-17 08:30"))
    client.force_login(made.clerk)
    return made


def filled(here: World, **changes: str) -> dict[str, str]:
    paper = CasePaper.objects.get(case=here.cases[0])
    return {
        "chu-number": "020090123456",
        "chu-kind": "citizen_id",
        "chu-name": "Nguyễn Thị Bích",
        "chu-born_on": "20/05/1990",
        "channel": "counter",
        "agency": str(here.agency.pk),
        "return_mode": "counter",
        "return_here": "here",
        f"paper_{paper.pk}": "original",
        "viec": "tiep-nhan",
    } | changes


def case_page(here: World) -> str:
    return f"{PAGE}{here.cases[0].pk}/"


def test_a_search_with_one_answer_goes_straight_to_the_form(client: Client, here: World) -> None:
    assert client.get(PAGE, {"q": "2.000001"})["Location"] == case_page(here)


def test_what_nobody_offers_is_found_nowhere(client: Client, here: World) -> None:
    assert "Không có thủ tục nào khớp" in client.get(PAGE, {"q": "khong co"}).content.decode()


def test_a_complete_dossier_is_received_with_a_number_and_a_day(
    client: Client, here: World
) -> None:
    answer = forms.send(client, case_page(here), case_page(here), **filled(here))
    dossier = Dossier.objects.get()
    page = client.get(answer["Location"]).content.decode()

    assert dossier.status == Status.RECEIVED
    assert dossier.number is not None
    assert dossier.number in page
    assert "thứ Năm, 20/06/2024" in page
    assert Party.objects.filter(name="Nguyễn Thị Bích").count() == 1


def test_a_double_click_makes_one_dossier(client: Client, here: World) -> None:
    key = forms.key(forms.text(client, case_page(here)))
    first = client.post(case_page(here), filled(here) | {"once": key})
    second = client.post(case_page(here), filled(here) | {"once": key})

    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == 1


def test_a_missing_paper_is_named_and_nothing_typed_is_lost(client: Client, here: World) -> None:
    paper = CasePaper.objects.get(case=here.cases[0])
    sent = filled(here, **{f"paper_{paper.pk}": ""})
    page = forms.send(client, case_page(here), case_page(here), **sent).content.decode()

    assert paper.name in page
    assert "Còn thiếu giấy tờ bắt buộc" in page
    assert 'value="Nguyễn Thị Bích"' in page
    assert not Dossier.objects.exists()


def test_a_wrong_number_is_explained_at_its_field(client: Client, here: World) -> None:
    sent = filled(here, **{"chu-number": "02009012345"})
    answer = forms.send(client, case_page(here), case_page(here), **sent)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Ông/bà mới nhập 11 chữ số." in page
    assert re.search(
        r'id="id_chu-number"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_chu-number"',
        page,
    )
    assert 'href="#id_chu-number"' in page


def test_a_scanned_card_fills_the_person_and_keeps_nothing(client: Client, here: World) -> None:
    before = Party.objects.count()
    sent = {"chu-number": CARD, "chu-kind": "citizen_id"}
    page = client.post(f"{PAGE}nguoi/chu/", sent).content.decode()

    assert 'value="020090123456"' in page
    assert 'value="Nguyễn Thị Bích"' in page
    assert 'value="20/05/1990"' in page
    assert Party.objects.count() == before


def test_without_scripts_the_whole_page_comes_back_filled(client: Client, here: World) -> None:
    sent = filled(here, **{"chu-number": CARD, "chu-name": "", "viec": "dien"})
    page = forms.send(client, case_page(here), case_page(here), **sent).content.decode()

    assert 'value="Nguyễn Thị Bích"' in page
    assert not Dossier.objects.exists()


def test_a_known_number_fills_the_known_person(client: Client, here: World) -> None:
    known = here.person.identities.get().value
    page = client.post(f"{PAGE}nguoi/chu/", {"chu-number": known}).content.decode()
    line = JournalEntry.objects.get(subject_type="people.party")

    assert f'value="{here.person.name}"' in page
    assert (line.account_id, line.subject_id) == (here.clerk.pk, here.person.pk)


def test_a_person_sent_home_gets_a_notice_and_stays_out_of_the_books(
    client: Client, here: World
) -> None:
    sent = filled(here, viec="bo-sung", text="Thiếu giấy chứng sinh.")
    answer = forms.send(client, case_page(here), case_page(here), **sent)
    dossier = Dossier.objects.get()

    assert dossier.status == Status.RETURNED_TO_FILER
    assert dossier.number is None
    assert dossier.numbers.get().value in client.get(answer["Location"]).content.decode()


def test_refusing_needs_its_reason(client: Client, here: World) -> None:
    sent = filled(here, viec="tu-choi", text="")
    page = forms.send(client, case_page(here), case_page(here), **sent).content.decode()

    assert "Hãy ghi rõ lý do" in page
    assert not Dossier.objects.exists()


def test_another_may_file_and_another_receive(client: Client, here: World) -> None:
    sent = filled(
        here,
        **{
            "nop-number": "020090123457",
            "nop-kind": "citizen_id",
            "nop-name": "Lý Văn Sơn",
            "nhan-number": "020090123458",
            "nhan-kind": "citizen_id",
            "nhan-name": "Vi Thị Hạnh",
        },
    )
    forms.send(client, case_page(here), case_page(here), **sent)
    named = dict(Dossier.objects.get().participants.values_list("role", "name"))

    assert named == {
        ParticipantRole.OWNER: "Nguyễn Thị Bích",
        ParticipantRole.SUBMITTER: "Lý Văn Sơn",
        ParticipantRole.RECIPIENT: "Vi Thị Hạnh",
    }


def test_a_newborn_has_a_ground_instead_of_a_number(client: Client, here: World) -> None:
    sent = filled(here, **{"chu-number": "", "chu-kind": "none_yet", "chu-ground": "Trẻ mới sinh"})
    forms.send(client, case_page(here), case_page(here), **sent)

    assert Dossier.objects.get().participants.first().identity_ground == "Trẻ mới sinh"


def test_a_dossier_received_on_paper_keeps_its_true_moment(client: Client, here: World) -> None:
    forms.send(
        client, case_page(here), case_page(here), **filled(here, happened_at="14/06/2024 09:00")
    )

    assert Dossier.objects.get().received_at == worlds.moment("2024-06-14 09:00")


def test_nothing_is_dated_ahead_or_too_far_back(client: Client, here: World) -> None:
    for wrong in ("18/06/2024 09:00", "01/01/2024 09:00"):
        sent = filled(here, happened_at=wrong)
        answer = forms.send(client, case_page(here), case_page(here), **sent)
        assert answer.status_code == 422
    assert not Dossier.objects.exists()


def test_numbers_are_set_aside_and_used_by_hand(client: Client, here: World) -> None:
    answer = forms.send(client, "/can-bo/dai-so/", "/can-bo/dai-so/", count=3, purpose="Mất điện")
    block = NumberBlock.objects.get()
    sheet = client.get(answer["Location"]).content.decode()
    forms.send(client, case_page(here), case_page(here), **filled(here, block=str(block.pk)))

    assert Dossier.objects.get().number in sheet


def test_an_online_submission_is_received_from_its_queue(client: Client, here: World) -> None:
    dossier = here.submit("2024-06-17 08:40")
    queue = forms.text(client, "/can-bo/cho-tiep-nhan/")
    address = f"/can-bo/ho-so/{dossier.pk}/tiep-nhan/"
    forms.send(client, address, address, seen=dossier.seq)
    dossier.refresh_from_db()

    assert f"/can-bo/ho-so/{dossier.pk}/" in queue
    assert dossier.status == Status.RECEIVED


def test_a_submission_is_sent_back_with_words_and_waits_for_its_filer(
    client: Client, here: World
) -> None:
    dossier = here.submit("2024-06-17 08:40")
    address = f"/can-bo/ho-so/{dossier.pk}/yeu-cau-nop-lai/"
    forms.send(client, address, address, seen=dossier.seq, text="Thiếu bản chụp giấy chứng sinh.")
    page = forms.text(client, "/can-bo/cho-tiep-nhan/?muc=da-yeu-cau")

    assert f"/can-bo/ho-so/{dossier.pk}/" in page
    assert "chờ người nộp bổ sung hồ sơ" in page


def test_an_agency_sees_only_its_own_queue(client: Client, here: World) -> None:
    other = worlds.world(*here.cases)
    dossier = other.submit("2024-06-17 08:40")

    assert f"/can-bo/ho-so/{dossier.pk}/" not in forms.text(client, "/can-bo/cho-tiep-nhan/")
    assert client.get(f"/can-bo/ho-so/{dossier.pk}/").status_code == 404


def test_officers_do_not_receive(client: Client, here: World) -> None:
    client.force_login(factories.officer(here.agency, Role.OFFICER))

    assert client.post(case_page(here), filled(here)).status_code == 403


def test_a_post_that_ended_while_the_form_lay_open_receives_nothing(
    client: Client, here: World
) -> None:
    given = filled(here) | {"once": forms.key(forms.text(client, case_page(here)))}
    here.clerk.assignments.update(to_on=clock.today() - timedelta(days=1))

    assert client.post(case_page(here), given).status_code == 403
    assert not Dossier.objects.exists()


def test_an_offering_that_ended_while_the_form_lay_open_is_competence_no_more(
    client: Client, here: World
) -> None:
    given = filled(here) | {"once": forms.key(forms.text(client, case_page(here)))}
    here.agency.offerings.update(to_on=clock.today() - timedelta(days=1))
    answer = client.post(case_page(here), given)

    assert answer.status_code == 422
    assert "không có cơ quan nào trong tỉnh" in answer.content.decode()
    assert not Dossier.objects.exists()


def test_a_reception_is_few_round_trips(client: Client, here: World) -> None:
    forms.send(client, case_page(here), case_page(here), **filled(here))
    given = filled(here, **{"chu-number": "020090123457"})
    given["once"] = forms.key(forms.text(client, case_page(here)))
    with CaptureQueriesContext(connection) as sent:
        answer = client.post(case_page(here), given)

    assert answer.status_code == 302
    ours = [query["sql"][:60] for query in sent if "SAVEPOINT" not in query["sql"]]
    assert len(ours) <= 13, ours
