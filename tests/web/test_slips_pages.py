"""Pages of slips and courtesy: what is printed, what must be signed, what may be chosen."""

import re

import pytest
from django.test import Client

from motcua.base import clock
from motcua.base.models import JournalEntry, Verb
from motcua.dossiers import actions
from motcua.dossiers.models import Dossier, DossierEvent, LateApology, OwnGround
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from motcua.rules.codes import Act, Status
from motcua.slips.actions import keep
from motcua.slips.models import IssuedSlip, Letterhead
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> World:
    return worlds.world(name="Ủy ban nhân dân xã Chi Lăng")


def late(here: World) -> Dossier:
    dossier = here.receive("2026-09-07 08:05")
    here.take_on(dossier, "2026-09-07 09:00")
    here.decide(dossier, "2026-09-14 10:00")
    return dossier


def test_both_clocks_stand_side_by_side_each_with_its_sentence(client: Client, here: World) -> None:
    dossier = here.receive("2026-09-07 08:05")
    client.force_login(here.clerk)
    page = forms.text(client, f"/can-bo/ho-so/{dossier.pk}/")
    assert "Hạn trả kết quả: thứ Năm, 10/09/2026" in page
    assert "Hạn tính vào Bộ chỉ số: thứ Năm, 10/09/2026" in page


def test_a_due_date_set_by_a_decision_is_told_as_such(client: Client, here: World) -> None:
    dossier = here.receive("2026-09-07 08:05")
    actions.reset_due(
        dossier_ids=[dossier.pk],
        by=here.by(here.leader),
        due_at=worlds.moment("2026-09-21 17:00"),
        decision="12/QĐ-UBND: bão số 3",
    )
    client.force_login(here.clerk)
    page = forms.text(client, f"/can-bo/ho-so/{dossier.pk}/")
    assert "Đặt lại theo quyết định ngày 07/09/2026 thành thứ Hai, 21/09/2026" in page


def test_the_duty_to_apologise_is_a_list_and_a_badge(client: Client, here: World) -> None:
    dossier = here.receive("2026-09-07 08:05")
    here.take_on(dossier, "2026-09-07 09:00")
    client.force_login(here.officer)
    clock.set_to(worlds.moment("2026-09-08 16:00"))
    assert "Phải xin lỗi" not in forms.text(client, f"/can-bo/ho-so/{dossier.pk}/")
    clock.set_to(worlds.moment("2026-09-09 08:00"))
    assert "Phải xin lỗi, hẹn lại ngày trả" in forms.text(client, f"/can-bo/ho-so/{dossier.pk}/")
    assert dossier.number in forms.text(client, "/can-bo/xin-loi/")


def test_the_head_signs_on_the_page_and_the_paper_takes_its_number(
    client: Client, here: World
) -> None:
    late(here)
    owed = LateApology.objects.get()
    address = f"/can-bo/xin-loi/{owed.pk}/"
    client.force_login(here.officer)
    assert "Ký văn bản xin lỗi" not in forms.text(client, address)
    client.force_login(here.leader)
    assert "chờ ông/bà ký" in forms.text(client, "/can-bo/xin-loi/")
    refused = forms.send(client, address, address, cause="", text="Thiếu người.")
    assert refused.status_code == 422
    done = forms.send(client, address, address, cause="staff", text="Thiếu người.")
    assert done.status_code == 302
    owed.refresh_from_db()
    assert (owed.cause, owed.signed_by) == ("staff", here.leader)
    assert IssuedSlip.objects.get(event=owed.event, form="apology").number.startswith("01/2026/XL")
    assert "đã ký" in forms.text(client, address)


def test_an_unsigned_apology_does_not_keep_the_counter_from_handing_out(
    client: Client, here: World
) -> None:
    dossier = late(here)
    client.force_login(here.clerk)
    address = f"/can-bo/ho-so/{dossier.pk}/tra-ket-qua/"
    dossier.refresh_from_db()
    forms.send(client, address, address, seen=dossier.seq)
    dossier.refresh_from_db()
    assert dossier.status == Status.RETURNED
    assert LateApology.objects.get().signed_at is None


def test_the_cause_is_asked_when_a_result_is_late(client: Client, here: World) -> None:
    dossier = here.receive("2026-09-07 08:05")
    here.take_on(dossier, "2026-09-07 09:00")
    client.force_login(here.officer)
    address = f"/can-bo/ho-so/{dossier.pk}/ket-qua/"
    assert "late_cause" not in forms.text(client, address)
    clock.set_to(worlds.moment("2026-09-15 08:00"))
    dossier.refresh_from_db()
    given = {"outcome": "granted", "signed_on": "15/09/2026", "late_cause": "workload"}
    forms.send(client, address, address, seen=dossier.seq, late_text="Dồn việc.", **given)
    owed = LateApology.objects.get()
    assert (owed.cause, owed.text.text) == ("workload", "Dồn việc.")


def test_asking_again_shows_its_cost_and_wants_a_superior(client: Client, here: World) -> None:
    dossier = here.receive("2026-09-07 08:05")
    here.take_on(dossier, "2026-09-07 09:00")
    actions.request_supplement(dossier_id=dossier.pk, by=here.by(here.officer), text="- Bản sao")
    actions.supplement(dossier_id=dossier.pk, by=here.by(here.clerk))
    dossier.refresh_from_db()
    client.force_login(here.officer)
    address = f"/can-bo/ho-so/{dossier.pk}/yeu-cau-bo-sung/"
    assert "Bộ chỉ số tính hồ sơ này quá hạn ngay" in forms.text(client, address)
    said = {"seen": dossier.seq, "text": "- Bản chính"}
    assert forms.send(client, address, address, **said).status_code == 422
    said |= {"superior": here.leader.pk, "superior_reason": "Luật chuyên ngành yêu cầu"}
    forms.send(client, address, address, **said)
    dossier.refresh_from_db()
    assert dossier.supplement_no == 2


def test_before_reception_too_the_filer_is_asked_once(client: Client, here: World) -> None:
    dossier = here.submit("2026-09-07 08:05")
    actions.return_to_filer(dossier_id=dossier.pk, by=here.by(here.clerk), text="- Tờ khai")
    actions.resubmit(dossier_id=dossier.pk, by=here.by(None))
    dossier.refresh_from_db()
    client.force_login(here.clerk)
    address = f"/can-bo/ho-so/{dossier.pk}/yeu-cau-nop-lai/"
    assert "chỉ cho yêu cầu đầy đủ, một lần" in forms.text(client, address)
    said = {"seen": dossier.seq, "text": "- Bản chính"}
    assert forms.send(client, address, address, **said).status_code == 422
    said |= {"superior": here.leader.pk, "superior_reason": "Giấy nộp lại bị mờ"}
    assert forms.send(client, address, address, **said).status_code == 302


def test_a_reprint_is_counted_and_said_to_be_the_same(client: Client, here: World) -> None:
    dossier = here.receive("2026-09-07 08:05")
    event = DossierEvent.objects.get(dossier=dossier, act=Act.RECEIVE)
    client.force_login(here.clerk)
    about = f"/can-bo/phieu/{event.pk}/xem/"
    assert "chưa được ghi phát hành" in forms.text(client, about)
    keep(event_id=event.pk, at=clock.now())
    assert "Chưa in lần nào" in forms.text(client, about)
    made = client.get(f"/can-bo/phieu/{event.pk}/?mau=receipt&kho=A5")
    assert made["Content-Type"] == "application/pdf"
    assert "Lần in tới là lần 2: nội dung giống bản đã phát hành" in forms.text(client, about)
    assert client.get(f"/can-bo/phieu/{event.pk}/?mau=apology").status_code == 404
    assert client.get(f"/can-bo/phieu/{event.pk}/giai-trinh/").status_code == 404


def test_the_control_slip_and_the_explanation_are_files(client: Client, here: World) -> None:
    dossier = late(here)
    client.force_login(here.officer)
    event = DossierEvent.objects.get(dossier=dossier, act=Act.DECIDE)
    for address in (f"ho-so/{dossier.pk}/phieu-kiem-soat/", f"phieu/{event.pk}/giai-trinh/"):
        made = client.get(f"/can-bo/{address}")
        assert made["Content-Type"] == "application/pdf"
    submitted = here.submit("2026-09-14 10:05")
    client.force_login(here.clerk)
    assert client.get(f"/can-bo/ho-so/{submitted.pk}/phieu-kiem-soat/").status_code == 404


def test_slips_of_a_day_are_chosen_issued_and_printed_together(client: Client, here: World) -> None:
    for hour in (8, 9):
        here.receive(f"2026-09-07 {hour:02d}:05")
    gone = here.receive("2026-09-07 10:05")
    actions.withdraw(dossier_id=gone.pk, by=here.by(here.clerk), text="Rút")
    client.force_login(here.clerk)
    page = forms.text(client, "/can-bo/in-phieu/?chon=tat-ca")
    keys = re.findall(r'name="phieu" value="([^"]+)" checked', page)
    assert len(keys) == 4
    sent = forms.send(
        client, "/can-bo/in-phieu/", "/can-bo/in-phieu/?ngay=07/09/2026", phieu=keys, kho="A5"
    )
    assert sent.status_code == 302
    assert IssuedSlip.objects.get(form="stop_notice").number.startswith("01/2026/TBD")
    made = client.get(sent["Location"])
    assert made["Content-Type"] == "application/pdf"
    assert JournalEntry.objects.filter(verb=Verb.PRINT, subject_type="slips.receipt").count() == 3
    nothing = forms.send(client, "/can-bo/in-phieu/", "/can-bo/in-phieu/", kho="A5")
    assert nothing.status_code == 302


def test_what_no_act_prints_is_not_issued(client: Client, here: World) -> None:
    receipt = DossierEvent.objects.get(dossier=here.receive("2026-09-07 08:05"))
    dossier = late(here)
    decided = DossierEvent.objects.get(dossier=dossier, act=Act.DECIDE)
    client.force_login(here.clerk)
    batch = "/can-bo/in-phieu/?ngay=07/09/2026"
    answer = forms.send(client, batch, batch, phieu=[f"{receipt.pk}:apology"], kho="A5")
    assert "tep" not in answer["Location"]
    answer = forms.send(client, batch, batch, phieu=[f"{decided.pk}:apology"], kho="A5")
    assert "tep" not in answer["Location"]
    assert client.post(f"/can-bo/phieu/{decided.pk}/?mau=apology").status_code == 302
    assert not IssuedSlip.objects.exists()


def test_slips_of_another_office_are_not_printed(client: Client, here: World) -> None:
    dossier = here.receive("2026-09-07 08:05")
    event = DossierEvent.objects.get(dossier=dossier)
    client.force_login(factories.officer(factories.agency(), Role.CLERK))
    assert client.get(f"/can-bo/in-phieu/tep/?phieu={event.pk}:receipt").status_code == 404
    assert client.get("/can-bo/in-phieu/tep/?phieu=x:y&phieu=1").status_code == 404


def test_the_register_is_printed_and_written_down(client: Client, here: World) -> None:
    here.receive("2026-09-07 08:05")
    client.force_login(here.clerk)
    page = forms.text(client, "/can-bo/so-theo-doi/")
    assert "hồ sơ trong khoảng đã chọn" in page
    made = client.get("/can-bo/so-theo-doi/?tu=07/09/2026&den=07/09/2026&tep=1")
    assert made["Content-Type"] == "application/pdf"
    assert JournalEntry.objects.filter(verb=Verb.EXPORT).count() == 1
    for days, said in (
        ("tu=08/09/2026&den=07/09/2026", "Ngày cuối phải từ ngày đầu"),
        ("tu=01/01/2026&den=07/09/2026", "nhiều nhất một quý"),
        ("tu=30/06/2025&den=01/07/2025&tep=1", "Mẫu sổ đổi từ 01/7/2025"),
        ("tu=hôm qua&den=", "Ghi ngày theo mẫu"),
    ):
        answer = client.get(f"/can-bo/so-theo-doi/?{days}")
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_the_province_keeps_its_lists(client: Client, province: Agency, here: World) -> None:
    clock.set_to(worlds.moment("2026-09-07 08:05"))
    client.force_login(factories.officer(province, Role.CONTROLLER))
    address = "/can-bo/can-cu/"
    given = {"kind": "pause", "words": "Chờ họp hội đồng", "from_on": "07/09/2026"}
    assert forms.send(client, address, address, **given).status_code == 302
    assert OwnGround.objects.get().words == "Chờ họp hội đồng"
    assert forms.send(client, address, address, **given).status_code == 200
    assert forms.send(client, address, address, thoi="pause:court").status_code == 302
    assert OwnGround.objects.get(code="court").to_on == clock.today()
    assert forms.send(client, address, address, thoi="pause:nothing").status_code == 200
    early = given | {"words": "Khác", "from_on": "01/09/2026"}
    assert forms.send(client, address, address, **early).status_code == 422


def test_a_controller_below_only_reads_the_lists(client: Client, province: Agency) -> None:
    below = factories.agency(parent=province)
    client.force_login(factories.officer(below, Role.CONTROLLER))
    page = forms.text(client, "/can-bo/can-cu/")
    assert "Thôi dùng" not in page
    assert client.post("/can-bo/can-cu/", {"thoi": "pause:court"}).status_code == 403


def test_the_head_of_papers_is_set_from_tomorrow_on(
    client: Client, admin: Account, province: Agency
) -> None:
    clock.set_to(worlds.moment("2026-09-07 08:05"))
    address = f"/can-bo/co-quan/{province.pk}/tieu-de-van-ban/"
    given = {"place": "Lạng Sơn", "contact": "1022"}
    refused = forms.send(client, address, address, from_on="07/09/2026", **given)
    assert refused.status_code == 422
    assert forms.send(client, address, address, from_on="08/09/2026", **given).status_code == 302
    assert Letterhead.objects.get().recorded_by == admin
    assert "Dùng từ 08/09/2026" in forms.text(client, address)
    assert client.get("/can-bo/co-quan/999999/tieu-de-van-ban/").status_code == 404
