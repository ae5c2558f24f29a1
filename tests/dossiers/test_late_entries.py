"""A dossier already handed back can always be recorded as handed back, and nobody gains by it alone."""

import pytest
from django.db import transaction

from motcua.base import clock
from motcua.dossiers import access, actions
from motcua.dossiers.actions import By, core
from motcua.dossiers.actions.core import ReasonMissing
from motcua.dossiers.actions.ending import AlreadyAnswered, ResultTooEarly
from motcua.dossiers.models import Dossier, DossierEvent, LateEntry, LateEntryState
from motcua.rules.codes import Act, Outcome, Status
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db


def hand_back(here: World, dossier: Dossier, at: str, signed: str) -> None:
    """The clerk has the signed result in hand; the unit has not clicked."""
    clock.set_to(worlds.moment(at))
    actions.return_with_result(
        dossier_id=dossier.pk, by=here.by(here.clerk), result=worlds.result(signed)
    )
    dossier.refresh_from_db()


def test_result_and_return_are_one_act_and_the_missing_step_is_marked() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    hand_back(here, dossier, "2024-06-20 09:00", "2024-06-19 16:00")
    acts = list(DossierEvent.objects.order_by("seq").values_list("act", "late_entry"))
    assert acts == [("receive", False), ("decide", True), ("return_result", False)]
    assert (dossier.status, dossier.verdict_report) == (Status.RETURNED, "early")
    assert LateEntry.objects.get().state == LateEntryState.OPEN


def test_nobody_turns_late_into_on_time_alone_but_the_unit_can_confirm() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    hand_back(here, dossier, "2024-07-01 09:00", "2024-06-19 16:00")
    assert dossier.verdict_report == "late"
    entry = LateEntry.objects.get()
    with pytest.raises(access.NotAllowed):
        actions.confirm_late_entry(late_entry_id=entry.pk, by=here.by(here.clerk))
    actions.confirm_late_entry(late_entry_id=entry.pk, by=here.by(here.leader))
    dossier.refresh_from_db()
    assert (dossier.status, dossier.verdict_report) == (Status.RETURNED, "early")
    assert clock.local(dossier.settled_at) == worlds.moment("2024-06-19 16:00")
    with pytest.raises(AlreadyAnswered):
        actions.confirm_late_entry(late_entry_id=entry.pk, by=here.by(here.leader))


def test_a_contested_entry_stays_late_and_says_why() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    hand_back(here, dossier, "2024-07-01 09:00", "2024-06-19 16:00")
    entry = LateEntry.objects.get()
    with pytest.raises(ReasonMissing):
        actions.contest_late_entry(late_entry_id=entry.pk, by=here.by(here.leader), note=" ")
    actions.contest_late_entry(late_entry_id=entry.pk, by=here.by(here.leader), note="Ký ngày 28/6")
    dossier.refresh_from_db()
    assert dossier.verdict_report == "late"


def test_a_claim_that_is_late_anyway_is_dated_when_it_was_signed() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    hand_back(here, dossier, "2024-07-01 09:00", "2024-06-28 16:00")
    assert clock.local(dossier.settled_at) == worlds.moment("2024-06-28 16:00")
    actions.confirm_late_entry(late_entry_id=LateEntry.objects.get().pk, by=here.by(here.leader))
    dossier.refresh_from_db()
    assert dossier.verdict_report == "late"


def test_a_result_cannot_be_older_than_the_reception_nor_younger_than_now() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    for signed in ("2024-06-14 16:00", "2024-06-21 16:00"):
        with pytest.raises(ResultTooEarly):
            hand_back(here, dossier, "2024-06-20 09:00", signed)


def test_a_submission_nobody_accepted_is_received_first_from_the_day_it_was_filed() -> None:
    here = worlds.world()
    dossier = here.submit("2024-06-17 08:30")
    hand_back(here, dossier, "2024-06-19 09:00", "2024-06-18 16:00")
    assert dossier.status == Status.RETURNED
    assert clock.local(dossier.received_at) == worlds.moment("2024-06-17 08:30")
    assert dossier.number is not None


def test_from_every_other_status_the_way_to_returned_is_open() -> None:
    here = worlds.world()

    def refused(d: Dossier) -> None:
        actions.refuse(dossier_id=d.pk, by=here.by(here.clerk), text="Sai thẩm quyền")

    def home(d: Dossier) -> None:
        actions.return_to_filer(dossier_id=d.pk, by=here.by(here.clerk), text="Thiếu")

    for before_reception in (refused, home):
        dossier = here.submit("2024-06-17 08:30")
        before_reception(dossier)
        hand_back(here, dossier, "2024-06-19 09:00", "2024-06-18 16:00")
        assert dossier.status == Status.RETURNED
    ways = {
        Act.PAUSE: lambda pk, by: actions.pause(dossier_id=pk, by=by, ground="court", text="a"),
        Act.REQUEST_SUPPLEMENT: lambda pk, by: actions.request_supplement(
            dossier_id=pk, by=by, text="Thiếu bản vẽ"
        ),
        Act.WITHDRAW: lambda pk, by: actions.withdraw(dossier_id=pk, by=By(officer=None, at=by.at)),
        Act.STOP: lambda pk, by: actions.stop(
            dossier_id=pk, by=by, ground="not_supplemented", text="a"
        ),
        Act.DECIDE: lambda pk, by: actions.decide(
            dossier_id=pk,
            by=by,
            result=worlds.result("2024-06-18 09:00", Outcome.DENIED),
            text="Không đủ điều kiện",
        ),
    }
    for act, way in ways.items():
        dossier = here.receive("2024-06-17 08:30")
        here.take_on(dossier, "2024-06-17 10:00")
        clock.set_to(worlds.moment("2024-06-18 09:00"))
        way(dossier.pk, here.by(here.officer))
        hand_back(here, dossier, "2024-06-19 09:00", "2024-06-18 16:00")
        assert (act, dossier.status, dossier.outcome) == (act, Status.RETURNED, "granted")
    dossier = here.receive("2024-06-17 08:30")
    clock.set_to(worlds.moment("2024-06-17 09:00"))
    actions.take_back(dossier_id=dossier.pk, by=here.by(here.clerk))
    hand_back(here, dossier, "2024-06-19 09:00", "2024-06-18 16:00")
    assert dossier.status == Status.RETURNED


def test_handing_back_twice_records_one_return() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    hand_back(here, dossier, "2024-06-20 09:00", "2024-06-19 16:00")
    hand_back(here, dossier, "2024-06-20 09:01", "2024-06-19 16:00")
    assert DossierEvent.objects.filter(act="return_result").count() == 1


def test_an_entry_that_was_put_right_since_changes_nothing_when_it_is_confirmed() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    hand_back(here, dossier, "2024-07-01 09:00", "2024-06-19 16:00")
    first = LateEntry.objects.get()
    clerk = here.by(here.clerk)
    actions.take_back(dossier_id=dossier.pk, by=clerk)
    denied = worlds.result("2024-06-19 16:00", Outcome.DENIED)
    actions.return_with_result(dossier_id=dossier.pk, by=clerk, result=denied, text="Thiếu")
    before = DossierEvent.objects.count()
    actions.confirm_late_entry(late_entry_id=first.pk, by=here.by(here.leader))
    dossier.refresh_from_db()
    assert (dossier.outcome, dossier.status) == (Outcome.DENIED, Status.RETURNED)
    assert DossierEvent.objects.count() == before


def test_from_awaiting_payment_too_the_way_to_returned_is_open() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    nobody = By(officer=None, at=clock.now())
    with transaction.atomic():
        locked, before = core.begin(dossier.pk, Act.REQUEST_PAYMENT, nobody)
        core.write(
            dossier=locked,
            act=Act.REQUEST_PAYMENT,
            by=nobody,
            before=before,
            waiting_since=nobody.at,
            came_from=before.status.value,
        )
    assert Dossier.objects.get().status == Status.AWAITING_PAYMENT
    hand_back(here, dossier, "2024-06-20 09:00", "2024-06-19 16:00")
    assert dossier.status == Status.RETURNED
    acts = list(DossierEvent.objects.order_by("seq").values_list("act", flat=True))
    assert acts[-3:] == ["confirm_payment", "decide", "return_result"]
