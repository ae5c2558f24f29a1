"""A result in somebody's hands: by right, with its proof; a parcel on its way is no result received."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.base import clock
from motcua.dossiers import access, actions, verification
from motcua.dossiers.actions import contacts, delivery, returning
from motcua.dossiers.actions.returning import Taker
from motcua.dossiers.models import (
    CallOutcome,
    DeliveryState,
    Dossier,
    ReturnProof,
    ReturnWay,
    ShipmentStep,
)
from motcua.dossiers.queries import contacts as queries
from motcua.dossiers.queries.contacts import Waiting
from motcua.rules import lifecycle
from motcua.rules.codes import Status
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db
CARRIER = "Bưu điện Việt Nam"
PROXY = Taker(name="Lý Văn Sơn", identity_value="020090123457", ground="Giấy ủy quyền 17/6/2024")


@pytest.fixture
def here() -> World:
    return worlds.world()


def ready(here: World, minute: int = 0) -> Dossier:
    """A dossier decided on Tuesday morning; the clock stands there."""
    dossier = here.receive(f"2024-06-17 08:{minute:02d}")
    here.take_on(dossier, f"2024-06-17 09:{minute:02d}")
    here.decide(dossier, f"2024-06-18 09:{minute:02d}")
    clock.set_to(worlds.moment("2024-06-18 10:00"))
    dossier.refresh_from_db()
    return dossier


def sent(here: World, dossier: Dossier, waybill: str = "ev 123 456 789 vn"):
    return delivery.post_result(
        dossier_id=dossier.pk, by=here.by(here.clerk), carrier=CARRIER, waybill=waybill
    )


def waiting(here: World, dossier: Dossier) -> list[Waiting]:
    """Every reason for which a dossier stands in the list of people to contact."""
    return [
        why
        for why in Waiting
        if queries.waiting([here.agency.pk], why, at=clock.now()).filter(pk=dossier.pk).exists()
    ]


def test_the_owner_with_the_receipt_is_asked_nothing(here: World) -> None:
    dossier = ready(here)
    returning.hand_out(dossier_id=dossier.pk, by=here.by(here.clerk))
    proof = ReturnProof.objects.get()

    assert (proof.way, proof.with_receipt, proof.name) == (ReturnWay.COUNTER, True, "")


@pytest.mark.parametrize(
    "taker",
    [
        Taker(name="Lý Văn Sơn"),
        Taker(name="Lý Văn Sơn", identity_value="020090123457"),
        Taker(name="Lý Văn Sơn", ground="Giấy ủy quyền"),
        Taker(with_receipt=False),
    ],
)
def test_who_comes_for_another_or_without_the_receipt_is_identified(
    here: World, taker: Taker
) -> None:
    dossier = ready(here)
    with pytest.raises(returning.TakerUnknown):
        returning.hand_out(dossier_id=dossier.pk, by=here.by(here.clerk), taker=taker)
    dossier.refresh_from_db()

    assert dossier.status == Status.DECIDED


def test_the_name_of_who_came_is_in_the_proof_and_not_in_the_history(here: World) -> None:
    dossier = ready(here)
    event = returning.hand_out(dossier_id=dossier.pk, by=here.by(here.clerk), taker=PROXY)
    proof = ReturnProof.objects.get()

    assert (proof.name, proof.identity_value) == ("Lý Văn Sơn", "020090123457")
    assert event.text.text == "Người khác nhận thay. Căn cứ: Giấy ủy quyền 17/6/2024"


def test_the_database_too_refuses_somebody_unidentified(here: World) -> None:
    event = returning.hand_out(dossier_id=ready(here).pk, by=here.by(here.clerk))
    for wrong in ({"name": "Ai đó"}, {"with_receipt": False}, {"way": "post"}, {"way": "online"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReturnProof.objects.filter(event=event).update(**wrong)


def test_a_parcel_on_its_way_is_not_a_result_received(here: World) -> None:
    dossier = ready(here)
    shipment = sent(here, dossier)
    dossier.refresh_from_db()

    assert (shipment.waybill, shipment.state) == ("EV123456789VN", DeliveryState.POSTED)
    assert dossier.status == Status.DECIDED
    assert dossier.returned_at is None


def test_a_delivered_parcel_is_a_result_returned_at_that_moment(here: World) -> None:
    dossier = ready(here)
    shipment = sent(here, dossier)
    clock.set_to(worlds.moment("2024-06-20 15:00"))
    delivery.deliver(shipment_id=shipment.pk, by=here.by(here.clerk, "2024-06-20 09:30"))
    dossier.refresh_from_db()
    proof = ReturnProof.objects.get()

    assert dossier.status == Status.RETURNED
    assert clock.local(dossier.returned_at) == worlds.moment("2024-06-20 09:30")
    assert (proof.way, proof.shipment) == (ReturnWay.POST, shipment)
    assert verification.verify().clean


def test_a_parcel_that_came_back_leaves_the_result_waiting_and_is_sent_again(here: World) -> None:
    dossier = ready(here)
    first = sent(here, dossier)
    clock.set_to(worlds.moment("2024-06-24 09:00"))
    delivery.come_back(shipment_id=first.pk, by=here.by(here.clerk), note="Người nhận chuyển nơi ở")
    dossier.refresh_from_db()
    assert dossier.status == Status.DECIDED
    assert waiting(here, dossier) == [Waiting.TO_CALL]
    again = sent(here, dossier, "EV987654321VN")
    clock.set_to(worlds.moment("2024-06-25 09:00"))
    delivery.deliver(shipment_id=again.pk, by=here.by(here.clerk))
    dossier.refresh_from_db()

    assert dossier.status == Status.RETURNED
    states = ShipmentStep.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["posted", "came_back", "posted", "delivered"]


def test_a_parcel_arrives_once_and_not_before_it_was_sent(here: World) -> None:
    dossier = ready(here)
    shipment = sent(here, dossier)
    with pytest.raises(delivery.BeforePosting):
        delivery.deliver(shipment_id=shipment.pk, by=here.by(here.clerk, "2024-06-18 09:59"))
    delivery.deliver(shipment_id=shipment.pk, by=here.by(here.clerk))
    with pytest.raises(delivery.ArrivedAlready):
        delivery.come_back(shipment_id=shipment.pk, by=here.by(here.clerk), note="")


def test_one_parcel_at_a_time_and_a_waybill_once(here: World) -> None:
    first, second = ready(here), ready(here, 1)
    sent(here, first)
    with pytest.raises(delivery.UnderWay):
        sent(here, first, "EV1")
    with pytest.raises(delivery.WaybillTaken):
        sent(here, second, "EV 123456789 VN")


def test_nothing_is_sent_before_there_is_a_result_nor_by_who_may_not(here: World) -> None:
    dossier = here.receive("2024-06-17 08:00")
    with pytest.raises(lifecycle.Unlawful):
        sent(here, dossier)
    with pytest.raises(access.NotAllowed):
        delivery.post_result(
            dossier_id=ready(here, 5).pk, by=here.by(here.officer), carrier=CARRIER, waybill="EV2"
        )


def test_who_comes_while_the_parcel_is_back_gets_the_result_and_the_parcel_tells_its_own_story(
    here: World,
) -> None:
    dossier = ready(here)
    shipment = sent(here, dossier)
    returning.hand_out(dossier_id=dossier.pk, by=here.by(here.clerk))
    delivery.deliver(shipment_id=shipment.pk, by=here.by(here.clerk))

    assert ReturnProof.objects.get().way == ReturnWay.COUNTER


def test_papers_that_came_by_post_have_their_waybill(here: World) -> None:
    dossier = here.receive("2024-06-17 08:00")
    posted_at = worlds.moment("2024-06-14 16:00")
    shipment = delivery.take_in(
        dossier_id=dossier.pk,
        by=here.by(here.clerk),
        carrier=CARRIER,
        waybill="EV55",
        posted_at=posted_at,
    )
    dossier.refresh_from_db()

    assert (shipment.direction, shipment.state) == ("in", DeliveryState.DELIVERED)
    assert dossier.status == Status.RECEIVED
    with pytest.raises(delivery.BeforePosting):
        delivery.take_in(
            dossier_id=dossier.pk,
            by=here.by(here.clerk),
            carrier=CARRIER,
            waybill="EV56",
            posted_at=clock.now() + timedelta(hours=1),
        )


def test_an_electronic_return_needs_an_issued_electronic_result(here: World) -> None:
    dossier = ready(here)
    with pytest.raises(returning.NothingElectronic):
        returning.return_online(dossier_id=dossier.pk, by=here.by(here.clerk))
    dossier.refresh_from_db()

    assert dossier.status == Status.DECIDED


@pytest.mark.parametrize(
    ("outcome", "now", "after_days", "later"),
    [
        (CallOutcome.NO_ANSWER, Waiting.COMING, 1, Waiting.TO_CALL),
        (CallOutcome.REACHED, Waiting.COMING, 8, Waiting.TO_CALL),
        (CallOutcome.REACHED, Waiting.COMING, 6, Waiting.COMING),
        (CallOutcome.WRONG_NUMBER, Waiting.WRONG, 30, Waiting.WRONG),
        (CallOutcome.ASKS_POST, Waiting.TO_POST, 30, Waiting.TO_POST),
    ],
)
def test_what_came_of_a_call_says_when_to_call_again(
    here: World, outcome: CallOutcome, now: Waiting, after_days: int, later: Waiting
) -> None:
    dossier = ready(here)
    assert waiting(here, dossier) == [Waiting.TO_CALL]
    contacts.record_call(dossier_id=dossier.pk, by=here.by(here.clerk), outcome=outcome)
    assert waiting(here, dossier) == [now]
    clock.set_to(clock.now() + timedelta(days=after_days))

    assert waiting(here, dossier) == [later]


def test_who_said_when_he_comes_is_called_when_that_day_has_passed(here: World) -> None:
    dossier = ready(here)
    with pytest.raises(contacts.ComingWhen):
        contacts.record_call(
            dossier_id=dossier.pk, by=here.by(here.clerk), outcome=CallOutcome.WILL_COME
        )
    contacts.record_call(
        dossier_id=dossier.pk,
        by=here.by(here.clerk),
        outcome=CallOutcome.WILL_COME,
        coming_on=worlds.on("2024-06-20"),
    )
    clock.set_to(worlds.moment("2024-06-20 16:00"))
    assert waiting(here, dossier) == [Waiting.COMING]
    clock.set_to(worlds.moment("2024-06-21 08:00"))
    assert waiting(here, dossier) == [Waiting.TO_CALL]


def test_a_result_waits_for_one_reason_and_leaves_the_list_when_returned(here: World) -> None:
    dossier = ready(here)
    sent(here, dossier)
    assert waiting(here, dossier) == [Waiting.UNDER_WAY]
    assert sum(queries.counted([here.agency.pk], at=clock.now()).values()) == 1
    actions.return_result(dossier_id=dossier.pk, by=here.by(here.clerk))

    assert waiting(here, dossier) == []


def test_nobody_is_called_about_a_dossier_without_a_result(here: World) -> None:
    dossier = here.receive("2024-06-17 08:00")
    with pytest.raises(lifecycle.Unlawful):
        contacts.record_call(
            dossier_id=dossier.pk, by=here.by(here.clerk), outcome=CallOutcome.REACHED
        )
