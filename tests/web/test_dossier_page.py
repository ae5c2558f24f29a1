"""The dossier's page: what it shows to whom, and one act sent once."""

import pytest
from django.test import Client

from motcua.base import clock
from motcua.base.models import JournalEntry, Verb
from motcua.dossiers import actions
from motcua.dossiers.models import Dossier, DossierEvent, LateEntry, LateEntryState
from motcua.organizations.models import Role
from motcua.rules.codes import Act, Status
from motcua.web.workspace import act_forms, acts, choices
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Văn An"


@pytest.fixture
def here() -> World:
    return worlds.world()


@pytest.fixture
def dossier(here: World, client: Client) -> Dossier:
    """In the officer's hands since this morning; the officer has signed in."""
    made = here.receive("2024-06-17 08:00")
    here.take_on(made, "2024-06-17 09:00")
    made.refresh_from_db()
    clock.set_to(worlds.moment("2024-06-17 10:00"))
    client.force_login(here.officer)
    return made


def page_of(dossier: Dossier) -> str:
    return f"/can-bo/ho-so/{dossier.pk}/"


def do(client: Client, dossier: Dossier, deed: str, **given: object):
    address = f"{page_of(dossier)}{deed}/"
    return forms.send(client, address, address, seen=dossier.seq, **given)


def now(dossier: Dossier) -> Status:
    dossier.refresh_from_db()
    return Status(dossier.status)


def test_the_page_says_what_it_is_where_it_is_and_how_long_it_has(
    client: Client, dossier: Dossier
) -> None:
    page = forms.text(client, page_of(dossier))

    assert dossier.number in page
    assert "còn 3 ngày làm việc" in page
    assert "Hạn trả kết quả: thứ Năm, 20/06/2024" in page
    assert "tính từ 18/06" in page
    assert "nhận bàn giao" in page


def test_looking_is_remembered_and_the_preview_masks(client: Client, dossier: Dossier) -> None:
    whole = forms.text(client, page_of(dossier))
    preview = client.get(f"{page_of(dossier)}xem-nhanh/", headers={"HX-Request": "true"})

    assert NAME in whole
    assert NAME not in preview.content.decode()
    assert JournalEntry.objects.filter(verb=Verb.LOOK, subject_id=dossier.pk).count() == 1


def test_the_preview_asked_for_directly_is_the_whole_page(client: Client, dossier: Dossier) -> None:
    assert "<html" in forms.text(client, f"{page_of(dossier)}xem-nhanh/")


def test_a_stranger_finds_no_such_page(client: Client, dossier: Dossier) -> None:
    client.force_login(factories.officer(factories.agency(), Role.OFFICER))

    assert client.get(page_of(dossier)).status_code == 404
    assert client.get(f"{page_of(dossier)}ket-qua/").status_code == 404


def test_a_controller_above_sees_the_dossier_and_no_personal_data(client: Client) -> None:
    top = factories.agency("Ủy ban nhân dân tỉnh")
    below = worlds.world(parent=top)
    dossier = below.receive("2024-06-17 08:00")
    client.force_login(factories.officer(top, Role.CONTROLLER))
    page = forms.text(client, page_of(dossier))

    assert NAME not in page
    assert "N. V. An" in page
    assert below.person.identities.get().value not in page


def test_only_lawful_acts_are_offered(client: Client, dossier: Dossier) -> None:
    page = forms.text(client, page_of(dossier))

    assert "/ket-qua/" in page
    assert "/tiep-tuc/" not in page
    answer = client.get(f"{page_of(dossier)}tiep-tuc/", follow=True)
    assert "không làm được với hồ sơ lúc này" in answer.content.decode()


def test_a_supplement_stops_the_clock_and_its_return_starts_it(
    client: Client, here: World, dossier: Dossier
) -> None:
    do(client, dossier, "yeu-cau-bo-sung", text="Thiếu bản sao giấy chứng sinh.")
    assert now(dossier) is Status.AWAITING_SUPPLEMENT
    assert "chờ người nộp bổ sung hồ sơ" in forms.text(client, page_of(dossier)).lower()
    clock.set_to(worlds.moment("2024-06-19 08:00"))
    client.force_login(here.clerk)
    do(client, dossier, "nhan-bo-sung", papers="Giấy chứng sinh", form="copy")

    assert now(dossier) is Status.IN_PROGRESS
    assert "Giấy chứng sinh" in forms.text(client, page_of(dossier))


def test_a_request_without_words_is_not_sent(client: Client, dossier: Dossier) -> None:
    answer = do(client, dossier, "yeu-cau-bo-sung", text=" ")

    assert answer.status_code == 422
    assert now(dossier) is Status.IN_PROGRESS


def test_a_decision_settles_and_freezes_the_verdict(client: Client, dossier: Dossier) -> None:
    do(client, dossier, "ket-qua", outcome="granted", signed_on="17/06/2024", number="12/QĐ")
    page = forms.text(client, page_of(dossier))

    assert now(dossier) is Status.DECIDED
    assert "12/QĐ" in page
    assert "xong trước hạn" in page.lower()


def test_a_denial_needs_its_reasons(client: Client, dossier: Dossier) -> None:
    answer = do(client, dossier, "ket-qua", outcome="denied", signed_on="17/06/2024", text="")

    assert "Ghi rõ lý do từ chối" in answer.content.decode()
    assert now(dossier) is Status.IN_PROGRESS


def test_a_result_is_not_signed_before_the_reception(client: Client, dossier: Dossier) -> None:
    answer = do(client, dossier, "ket-qua", outcome="granted", signed_on="16/06/2024")

    assert answer.status_code == 422
    assert "từ ngày tiếp nhận đến hôm nay" in answer.content.decode()


def test_an_apology_promises_a_later_day_once(client: Client, dossier: Dossier) -> None:
    given = {"promised_on": "25/06/2024", "ground": "workload", "text": "Hồ sơ nhiều."}
    do(client, dossier, "xin-loi", **given)
    dossier.refresh_from_db()
    answer = do(client, dossier, "xin-loi", **given)

    assert clock.local(dossier.promised_at).date() == worlds.on("2024-06-25")
    assert "chỉ cho phép một lần" in answer.content.decode()


def test_the_author_takes_the_last_act_back(client: Client, dossier: Dossier) -> None:
    do(client, dossier, "tam-dung", ground="court", text="Chờ bản án.")
    dossier.refresh_from_db()
    do(client, dossier, "thu-hoi", text="")

    assert now(dossier) is Status.IN_PROGRESS
    assert "đã thu hồi" in forms.text(client, page_of(dossier))


def test_a_double_click_records_one_act(client: Client, dossier: Dossier) -> None:
    address = f"{page_of(dossier)}tam-dung/"
    sent = {
        "once": forms.key(forms.text(client, address)),
        "seen": dossier.seq,
        "ground": "court",
        "text": "Chờ bản án.",
    }
    client.post(address, sent)
    client.post(address, sent)

    assert DossierEvent.objects.filter(dossier=dossier, act=Act.PAUSE).count() == 1


def test_who_comes_second_sees_the_dossier_as_it_is_now(
    client: Client, here: World, dossier: Dossier
) -> None:
    address = f"{page_of(dossier)}tam-dung/"
    sent = {
        "once": forms.key(forms.text(client, address)),
        "seen": dossier.seq,
        "ground": "court",
        "text": "Chờ bản án.",
    }
    here.decide(dossier, "2024-06-17 10:05")
    answer = client.post(address, sent)
    page = answer.content.decode()

    assert answer.status_code == 409
    assert "xử lý trước" in page
    assert "ghi nhận kết quả" in page
    assert now(dossier) is Status.DECIDED


def test_a_form_without_its_key_does_nothing(client: Client, dossier: Dossier) -> None:
    address = f"{page_of(dossier)}tam-dung/"
    client.post(address, {"seen": dossier.seq, "ground": "court", "text": "Chờ bản án."})

    assert now(dossier) is Status.IN_PROGRESS


def test_hand_over_and_acceptance_change_who_answers(
    client: Client, here: World, dossier: Dossier
) -> None:
    second = factories.account("Lý Văn Sơn")
    factories.assignment(second, here.post)
    do(client, dossier, "ban-giao", recipient=f"{here.post.pk}:{second.pk}")
    dossier.refresh_from_db()
    client.force_login(second)
    assert page_of(dossier) in forms.text(client, "/can-bo/viec/?muc=cho-nhan")
    do(client, dossier, "nhan-ban-giao")
    dossier.refresh_from_db()

    assert dossier.holder == second


def test_a_correction_keeps_the_old_words_in_the_history(
    client: Client, here: World, dossier: Dossier
) -> None:
    client.force_login(here.clerk)
    given = {"name": "Nguyễn Văn Ân", "address": "", "phone": "", "text": "Sai dấu."}
    do(client, dossier, "dinh-chinh", **given)
    page = forms.text(client, page_of(dossier))

    assert "Nguyễn Văn Ân" in page
    assert f"{NAME}," in page


def test_a_wrong_procedure_is_received_again(client: Client, here: World) -> None:
    other = worlds.procedure("2.000009", amount=10)
    here = worlds.world(*here.cases, other)
    dossier = here.receive("2024-06-17 08:00")
    number = dossier.number
    client.force_login(here.clerk)
    do(client, dossier, "tiep-nhan-lai", case=other.pk, text="Chọn nhầm thủ tục.")
    dossier.refresh_from_db()

    assert (dossier.case, dossier.number) == (other, number)


def test_a_result_in_hand_is_recorded_and_returned_and_the_unit_answers(
    client: Client, here: World, dossier: Dossier
) -> None:
    client.force_login(here.clerk)
    do(client, dossier, "tra-co-ket-qua", outcome="granted", signed_on="17/06/2024", number="9")
    entry = LateEntry.objects.get()
    client.force_login(here.officer)
    assert "ghi nhận muộn" in forms.text(client, page_of(dossier))
    address = f"/can-bo/ghi-muon/{entry.pk}/"
    forms.send(client, address, address, viec="dung")
    entry.refresh_from_db()

    assert now(dossier) is Status.RETURNED
    assert entry.state == LateEntryState.CONFIRMED


def test_a_unit_that_does_not_agree_says_why(client: Client, here: World, dossier: Dossier) -> None:
    client.force_login(here.clerk)
    do(client, dossier, "tra-co-ket-qua", outcome="granted", signed_on="17/06/2024")
    address = f"/can-bo/ghi-muon/{LateEntry.objects.get().pk}/"
    client.force_login(here.officer)
    forms.send(client, address, address, viec="khong", note=" ")
    assert LateEntry.objects.get().state == LateEntryState.OPEN
    forms.send(client, address, address, viec="khong", note="Kết quả ký ngày khác.")

    assert LateEntry.objects.get().state == LateEntryState.CONTESTED


def test_every_deed_has_an_address_and_a_form() -> None:
    assert {deed for deed, _key, _icon in choices.DEEDS.values()} < set(acts.DEEDS)
    assert issubclass(act_forms.AssignForm, act_forms.RecipientForm)


def test_an_unknown_deed_is_no_page(client: Client, dossier: Dossier) -> None:
    assert client.get(f"{page_of(dossier)}xoa/").status_code == 404


def test_a_slip_is_printed_and_printing_is_remembered(client: Client, dossier: Dossier) -> None:
    event = DossierEvent.objects.get(dossier=dossier, act=Act.RECEIVE)
    answer = client.get(f"/can-bo/phieu/{event.pk}/?kho=A5")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert JournalEntry.objects.filter(verb=Verb.PRINT, subject_id=dossier.pk).exists()


def test_a_leader_assigns_moves_the_date_and_transfers(
    client: Client, here: World, dossier: Dossier
) -> None:
    other = worlds.world(*here.cases)
    client.force_login(here.leader)
    do(client, dossier, "phan-cong", recipient=f"{here.post.pk}:{here.officer.pk}")
    dossier.refresh_from_db()
    do(client, dossier, "dat-lai-han", due_on="28/06/2024", decision="QĐ 5/QĐ-UBND: bão lũ")
    dossier.refresh_from_db()
    assert clock.local(dossier.due_at).date() == worlds.on("2024-06-28")
    do(client, dossier, "chuyen-co-quan", agency=other.agency.pk, decision="Chuyển thẩm quyền")
    dossier.refresh_from_db()

    assert dossier.agency == other.agency


def test_withdrawing_and_stopping_end_the_dossier(client: Client, here: World) -> None:
    withdrawn, stopped = here.receive("2024-06-17 08:00"), here.receive("2024-06-17 08:05")
    client.force_login(here.clerk)
    do(client, withdrawn, "rut-ho-so", text="")
    actions.hand_over(dossier_id=stopped.pk, by=here.by(here.clerk), post=here.post)
    actions.accept_hand_over(dossier_id=stopped.pk, by=here.by(here.officer))
    stopped.refresh_from_db()
    client.force_login(here.officer)
    do(client, stopped, "dung-xu-ly", ground="object_gone", text="Đối tượng không còn.")

    assert now(withdrawn) is Status.WITHDRAWN
    assert now(stopped) is Status.STOPPED
