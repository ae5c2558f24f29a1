"""The pages of the last stretch: what is typed is kept, what is refused is said, what is another's is not shown."""

from datetime import date

import pytest
from django.test import Client

from motcua.base import clock
from motcua.base.models import JournalEntry
from motcua.dossiers.actions import lane
from motcua.dossiers.models import (
    ContactCall,
    Dossier,
    LaneApproval,
    LaneKind,
    LaneSitting,
    ReturnProof,
    Shipment,
)
from motcua.organizations.models import Role
from motcua.rules.codes import Status
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.web import forms

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(client: Client) -> World:
    made = worlds.world()
    clock.set_to(worlds.moment("2024-06-17 08:00"))
    client.force_login(made.clerk)
    return made


@pytest.fixture
def dossier(here: World) -> Dossier:
    made = here.receive("2024-06-17 08:00")
    here.take_on(made, "2024-06-17 09:00")
    here.decide(made, "2024-06-18 09:00")
    made.refresh_from_db()
    return made


def page_of(dossier: Dossier) -> str:
    return f"/can-bo/tra-ket-qua/{dossier.pk}/"


def test_who_has_no_receipt_is_let_through_with_what_was_compared(
    client: Client, dossier: Dossier
) -> None:
    told = {"seen": dossier.seq, "nhan-no_receipt": "on"}
    refused = forms.send(client, page_of(dossier), f"{page_of(dossier)}xong/", **told)
    told["nhan-ground"] = "Đã đối chiếu căn cước của chủ hồ sơ"
    forms.send(client, page_of(dossier), f"{page_of(dossier)}xong/", **told)
    dossier.refresh_from_db()

    assert refused.status_code == 422
    assert "giấy tờ đã đối chiếu khi không có giấy hẹn" in refused.content.decode()
    assert dossier.status == Status.RETURNED
    assert "Đã đối chiếu căn cước" in forms.text(client, page_of(dossier))


def test_an_electronic_return_without_an_electronic_result_is_explained(
    client: Client, dossier: Dossier
) -> None:
    answer = forms.send(client, page_of(dossier), f"{page_of(dossier)}dien-tu/", seen=dossier.seq)

    assert answer.status_code == 422
    assert "chưa có kết quả điện tử đã phát hành" in answer.content.decode()


def test_a_parcel_is_refused_where_it_was_typed(client: Client, dossier: Dossier) -> None:
    address = f"{page_of(dossier)}gui/"
    sent = {"gui-carrier": "VNPost", "gui-waybill": "EV1"}
    forms.send(client, page_of(dossier), address, **sent)
    again = forms.send(client, page_of(dossier), address, **sent)
    empty = forms.send(client, page_of(dossier), address, **{"gui-carrier": "VNPost"})

    assert Shipment.objects.get().waybill == "EV1"
    assert "đang trên đường bưu chính" in again.content.decode()
    assert empty.status_code == 422


def test_a_call_without_its_day_is_not_written_down(client: Client, dossier: Dossier) -> None:
    address = f"{page_of(dossier)}goi/"
    missing = forms.send(client, page_of(dossier), address, **{"goi-outcome": "will_come"})
    past = forms.send(
        client,
        page_of(dossier),
        address,
        **{"goi-outcome": "will_come", "goi-coming_on": "17/06/2024"},
    )

    assert "Ghi ngày người nhận hẹn đến." in missing.content.decode()
    assert "phải từ hôm nay trở đi" in past.content.decode()
    assert not ContactCall.objects.exists()


def test_the_list_of_people_masks_them_and_ends_at_the_agency(
    client: Client, here: World, dossier: Dossier
) -> None:
    elsewhere = worlds.world(*here.cases)
    client.force_login(elsewhere.clerk)
    assert dossier.number not in forms.text(client, "/can-bo/lien-he/")
    assert client.get(page_of(dossier)).status_code == 404
    client.force_login(here.clerk)
    page = forms.text(client, "/can-bo/lien-he/?muc=khong-co")

    assert dossier.number in page
    assert "Nguyễn Văn An" not in page


def test_printing_a_book_is_written_down(client: Client, here: World, dossier: Dossier) -> None:
    here.give_back(dossier, "2024-06-18 10:00")
    asked = "/can-bo/so-tra-ket-qua/?tu=18/06/2024&den=18/06/2024"
    page = forms.text(client, asked)
    made = client.get(f"{asked}&tep=1")
    wrong = client.get("/can-bo/so-tra-ket-qua/?tu=19/06/2024&den=18/06/2024&tep=1")

    assert '<strong class="num">1</strong>' in page
    assert made["content-type"] == "application/pdf"
    assert JournalEntry.objects.filter(subject_type="slips.return_book").count() == 1
    assert wrong.status_code == 422


def test_a_day_without_hand_overs_leads_back_to_its_page(client: Client, here: World) -> None:
    assert client.get("/can-bo/ban-giao/da-giao/danh-sach/")["Location"].endswith("/da-giao/")


def listed(here: World) -> LaneApproval:
    return lane.approve(
        agency=here.agency,
        procedure=here.cases[0].version.procedure,
        kind=LaneKind.CERTIFICATION,
        officers=[here.clerk],
        decision_number="1/QĐ",
        decision_on=date(2024, 1, 2),
        from_on=date(2024, 1, 2),
        weekday=None,
        by=here.by(here.leader),
    )


def test_who_is_not_on_the_list_has_no_lane(client: Client, here: World) -> None:
    approval = listed(here)
    client.force_login(factories.officer(here.agency, Role.CLERK))

    assert "không có thủ tục nào" in forms.text(client, "/can-bo/tai-cho/")
    address = f"/can-bo/tai-cho/{approval.pk}/{here.cases[0].pk}/"
    assert client.get(address).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_a_mistake_at_the_lane_settles_nothing_and_loses_nothing(
    client: Client, here: World
) -> None:
    approval = listed(here)
    address = client.get("/can-bo/tai-cho/")["Location"]
    told = {"chu-kind": "citizen_id", "chu-number": "020090123456", "chu-name": "Lý Văn Sơn"}
    answer = forms.send(client, address, address, **told, **{"kq-copies": "2"})

    assert answer.status_code == 422
    assert "Lý Văn Sơn" in answer.content.decode()
    assert not Dossier.objects.exists()
    assert client.get(f"{address}?luot=999").status_code == 200
    assert approval.pk


def test_a_repeated_sending_at_the_lane_makes_one_dossier(client: Client, here: World) -> None:
    listed(here)
    address = client.get("/can-bo/tai-cho/")["Location"]
    paper = here.cases[0].papers.get()
    told = {
        "once": forms.key(forms.text(client, address)),
        "chu-kind": "citizen_id",
        "chu-number": "020090123456",
        "chu-name": "Lý Văn Sơn",
        "kq-copies": "2",
        "kq-result_number": "5/SCT",
        "kq-signatory": "Nông Thị Mai",
        f"kq-paper_{paper.pk}": "copy",
    }
    first, second = client.post(address, told), client.post(address, told)
    sitting = LaneSitting.objects.get()
    other = factories.officer(here.agency, Role.CLERK)

    assert first["Location"] == second["Location"]
    assert Dossier.objects.get().status == Status.RETURNED
    assert client.get(f"/can-bo/tai-cho/danh-sach/{sitting.pk}/").status_code == 200
    assert JournalEntry.objects.filter(subject_type="slips.lane_list").count() == 1
    client.force_login(other)
    assert client.get(f"/can-bo/tai-cho/danh-sach/{sitting.pk}/").status_code == 404


def test_the_list_is_the_heads_of_this_agency(client: Client, here: World) -> None:
    approval = listed(here)
    elsewhere = worlds.world(*here.cases)
    client.force_login(elsewhere.leader)
    page = forms.text(client, "/can-bo/tai-cho/phe-duyet/")
    answer = client.post(f"/can-bo/tai-cho/phe-duyet/{approval.pk}/", {"once": forms.key(page)})
    client.force_login(here.leader)
    page = "/can-bo/tai-cho/phe-duyet/"
    wrong = forms.send(
        client, page, page, decision_on="18/06/2024", from_on="17/06/2024", decision_number="1"
    )
    forms.send(client, page, f"{page}{approval.pk}/")
    approval.refresh_from_db()

    assert answer.status_code == 404
    assert "Ngày quyết định không thể sau hôm nay." in wrong.content.decode()
    assert approval.to_on == worlds.on("2024-06-16")


def test_papers_that_came_by_post_are_written_down_by_who_takes_them_in(
    client: Client, here: World
) -> None:
    dossier = here.receive("2024-06-17 08:00")
    address = f"/can-bo/ho-so/{dossier.pk}/buu-gui/"
    told = {"waybill": "ev 77 vn", "carrier": "VNPost", "posted_on": "14/06/2024"}
    forms.send(client, address, address, **told)
    ahead = forms.send(
        client, address, address, **told | {"waybill": "EV78", "posted_on": "18/06/2024"}
    )
    page = forms.text(client, address)
    client.force_login(here.officer)

    assert Shipment.objects.get().waybill == "EV77VN"
    assert "EV77VN" in page
    assert "không thể trước khi gửi" in ahead.content.decode()
    assert "Đã nhận bưu gửi" not in forms.text(client, address)
    assert client.post(address, {**told, "once": "k", "waybill": "EV79"}).status_code == 422


@pytest.mark.parametrize("deed", ["tra-ket-qua", "tra-co-ket-qua"])
def test_from_the_dossiers_page_too_who_comes_for_another_is_identified(
    client: Client, here: World, dossier: Dossier, deed: str
) -> None:
    if deed == "tra-co-ket-qua":
        dossier = here.receive("2024-06-18 09:30")
        dossier.refresh_from_db()
    address = f"/can-bo/ho-so/{dossier.pk}/{deed}/"
    told = {"seen": dossier.seq, "outcome": "granted", "signed_on": "18/06/2024"}
    told |= {"name": "Lý Văn Sơn", "identity_value": "020090123457"}
    refused = forms.send(client, address, address, **told)
    forms.send(client, address, address, **told, ground="Giấy ủy quyền")
    proof = ReturnProof.objects.get(dossier=dossier)

    assert refused.status_code == 422
    assert "Ghi căn cứ nhận thay" in refused.content.decode()
    assert (proof.name, proof.ground) == ("Lý Văn Sơn", "Giấy ủy quyền")
