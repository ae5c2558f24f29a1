"""The door to history: what it refuses, what it seals, what the database itself refuses."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.base import clock
from motcua.dossiers import access, actions, ledger, seals, verification
from motcua.dossiers.actions.amending import NotYours
from motcua.dossiers.actions.core import Stale
from motcua.dossiers.actions.courtesy import SupplementAgain
from motcua.dossiers.actions.handling import AlreadyPromised, NothingOffered, PromiseNotLater
from motcua.dossiers.actions.numbering import BlockSpent, BlockTooLarge
from motcua.dossiers.actions.periods import AlreadyClosed
from motcua.dossiers.ledger import Entry
from motcua.dossiers.models import DaySeal, Dossier, DossierEvent, EventText
from motcua.dossiers.state import State
from motcua.rules import lifecycle
from motcua.rules.codes import Act, Status
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db


def test_an_act_cannot_be_dated_in_the_future() -> None:
    here = worlds.world()
    clock.set_to(worlds.moment("2024-06-17 08:30"))
    with pytest.raises(ledger.FutureMoment):
        actions.receive(application=here.application(), by=here.by(here.clerk, "2024-06-17 08:31"))
    assert not Dossier.objects.exists()


def test_nothing_is_recorded_on_a_sealed_day_when_the_clock_was_set_back() -> None:
    here = worlds.world()
    here.receive("2024-06-17 08:30")
    here.receive("2024-06-18 08:30")
    clock.set_to(worlds.moment("2024-06-19 00:10"))
    actions.seal_past_days()

    with pytest.raises(ledger.ClockSetBack):
        here.receive("2024-06-18 16:00")

    here.receive("2024-06-19 08:00")
    assert verification.verify().clean


def test_a_pending_dossier_cannot_change_its_procedure() -> None:
    here = worlds.world(worlds.procedure("2.1"), worlds.procedure("2.2"))
    dossier = here.receive("2024-06-17 08:30")
    other = here.cases[1].version
    with pytest.raises(ledger.ProcedureChangedWhilePending):
        ledger.record(
            dossier=ledger.lock(dossier.pk),
            act=Act.ASSIGN,
            at=clock.now(),
            after=replace(State.of_row(dossier), procedure_id=other.procedure_id),
            entry=Entry(actor=None),
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossiers_dossierevent SET act = 'refuse'",
        "DELETE FROM dossiers_dossierevent",
        "TRUNCATE dossiers_dossierevent CASCADE",
        "UPDATE dossiers_dayseal SET events = 0",
        "DELETE FROM dossiers_closing",
    ],
)
def test_the_database_refuses_to_change_what_was_recorded(statement: str) -> None:
    here = worlds.world()
    here.receive("2024-06-17 08:30")
    clock.set_to(worlds.moment("2024-06-18 08:30"))
    actions.seal_past_days()
    actions.close_period(through=worlds.on("2024-06-14"), label="Thử", by=here.by(None))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic():
            cursor.execute(statement)
    assert DossierEvent.objects.get().act == "receive"


def test_days_are_sealed_in_their_order_and_chained() -> None:
    here = worlds.world()
    here.receive("2024-06-17 08:30")
    here.receive("2024-06-19 08:30")
    with pytest.raises(ledger.NotSealable):
        ledger.seal_day(worlds.on("2024-06-19"))
    clock.set_to(worlds.moment("2024-06-20 08:30"))
    with pytest.raises(ledger.NotSealable):
        ledger.seal_day(worlds.on("2024-06-19"))
    first, second = actions.seal_past_days()
    assert second.prev_digest == first.digest
    assert second.digest == seals.chained(
        first.digest, seals.day_digest(worlds.on("2024-06-19"))[1]
    )
    with pytest.raises(ledger.NotSealable):
        ledger.seal_day(worlds.on("2024-06-18"))
    assert actions.seal_past_days() == []
    clock.set_to(worlds.moment("2024-06-22 08:30"))
    assert ledger.seal_day(worlds.on("2024-06-21")) is None
    assert DaySeal.objects.count() == 2


def test_a_period_is_closed_once_and_only_when_it_is_over() -> None:
    here = worlds.world()
    clock.set_to(worlds.moment("2024-06-18 08:30"))
    by = here.by(None)
    with pytest.raises(ledger.NotSealable):
        actions.close_period(through=worlds.on("2024-06-18"), label="Sớm", by=by)
    with pytest.raises(access.NotAllowed):
        actions.close_period(
            through=worlds.on("2024-06-14"), label="Quý II", by=here.by(here.clerk)
        )
    actions.close_period(through=worlds.on("2024-06-14"), label="Quý II", by=by)
    with pytest.raises(AlreadyClosed):
        actions.close_period(through=worlds.on("2024-06-14"), label="Quý II", by=by)


def test_a_text_can_be_erased_and_its_digest_stays() -> None:
    here = worlds.world()
    dossier = here.submit("2024-06-17 08:30")
    actions.refuse(dossier_id=dossier.pk, by=here.by(here.clerk), text="Sai nơi nộp")
    event = DossierEvent.objects.get(act="refuse")
    text = EventText.objects.get()
    assert event.text_digest == seals.text_digest(text.salt, "Sai nơi nộp")
    assert seals.digest(event) == event.hash


def test_who_acts_on_an_old_page_is_shown_the_new_one() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 09:00")
    by = replace(here.by(here.officer), seen=1)
    with pytest.raises(Stale) as stale:
        actions.pause(dossier_id=dossier.pk, by=by, ground="court", text="a")
    assert stale.value.dossier.status == Status.IN_PROGRESS


def test_an_unlawful_act_and_an_act_without_a_right_are_refused() -> None:
    here, there = worlds.world(), worlds.world(worlds.procedure("2.9"))
    dossier = here.receive("2024-06-17 08:30")
    with pytest.raises(lifecycle.Unlawful):
        actions.resume(dossier_id=dossier.pk, by=here.by(here.officer))
    with pytest.raises(access.NotAllowed):
        actions.pause(dossier_id=dossier.pk, by=here.by(there.officer), ground="court", text="a")
    with pytest.raises(NothingOffered):
        actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(here.officer))


def test_the_author_takes_back_the_last_act_while_nobody_acted_on_it() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    actions.hand_over(dossier_id=dossier.pk, by=here.by(here.clerk), post=here.post)
    with pytest.raises(NotYours):
        actions.take_back(dossier_id=dossier.pk, by=here.by(here.officer))
    actions.take_back(dossier_id=dossier.pk, by=here.by(here.clerk))
    dossier.refresh_from_db()
    assert (dossier.status, dossier.offered_post_id, dossier.seq) == (Status.RECEIVED, None, 3)
    here.take_on(dossier, "2024-06-17 09:00")
    with pytest.raises(NotYours):
        actions.take_back(dossier_id=dossier.pk, by=here.by(here.clerk))


def test_the_promise_is_made_once_and_lies_after_the_due_date() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 09:00")
    by = here.by(here.officer)
    due_at = Dossier.objects.get().due_at
    said = {"dossier_id": dossier.pk, "by": by, "reason": "verification", "text": "Chờ đo đạc"}
    with pytest.raises(PromiseNotLater):
        actions.apologise(promised_at=due_at, **said)
    actions.apologise(promised_at=due_at + timedelta(days=5), **said)
    with pytest.raises(AlreadyPromised):
        actions.apologise(promised_at=due_at + timedelta(days=9), **said)
    assert Dossier.objects.get().due_at == due_at


def test_waiting_for_the_citizen_does_not_cost_the_agency_time() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 09:00")
    actions.request_supplement(dossier_id=dossier.pk, by=here.by(here.officer), text="Thiếu bản vẽ")
    clock.set_to(worlds.moment("2024-06-24 09:00"))
    actions.supplement(dossier_id=dossier.pk, by=here.by(here.clerk))
    dossier.refresh_from_db()
    assert str(clock.local(dossier.due_at).date()) == "2024-06-27"
    with pytest.raises(SupplementAgain):
        actions.request_supplement(dossier_id=dossier.pk, by=here.by(here.officer), text="Nữa")


def test_a_due_date_moved_by_a_decision_keeps_moving_with_waiting() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 09:00")
    actions.reset_due(
        dossier_ids=[dossier.pk],
        by=here.by(here.leader),
        due_at=worlds.moment("2024-07-01 17:00"),
        decision="Quyết định 1/QĐ-UBND về bão",
    )
    actions.pause(dossier_id=dossier.pk, by=here.by(here.officer), ground="court", text="a")
    clock.set_to(worlds.moment("2024-06-19 09:00"))
    actions.resume(dossier_id=dossier.pk, by=here.by(here.officer))
    dossier.refresh_from_db()
    assert str(clock.local(dossier.due_at).date()) == "2024-07-03"


def test_a_block_of_numbers_is_used_by_hand_while_the_line_is_down() -> None:
    here = worlds.world()
    here.receive("2024-06-17 08:30")
    on = worlds.on("2024-06-17")
    with pytest.raises(BlockTooLarge):
        actions.reserve(
            agency=here.agency, on=on, count=501, purpose="", officer=here.clerk, at=clock.now()
        )
    block = actions.reserve(
        agency=here.agency, on=on, count=2, purpose="Mất mạng", officer=here.clerk, at=clock.now()
    )
    later = here.receive("2024-06-17 10:00")
    assert later.number.endswith("-0004")
    by_hand = [
        actions.receive(
            application=here.application(block_id=block.pk), by=here.by(here.clerk)
        ).number[-4:]
        for _ in range(2)
    ]
    assert by_hand == ["0002", "0003"]
    with pytest.raises(BlockSpent):
        actions.receive(application=here.application(block_id=block.pk), by=here.by(here.clerk))


def test_taken_in_for_another_body_the_clock_starts_when_that_body_accepts() -> None:
    competent = worlds.world()
    elsewhere = worlds.world(worlds.procedure("2.9"))
    clock.set_to(worlds.moment("2024-06-17 08:30"))
    dossier = actions.receive(
        application=competent.application(taken_in_at=elsewhere.agency),
        by=elsewhere.by(elsewhere.clerk),
    )
    assert dossier.due_at is None
    actions.hand_over(dossier_id=dossier.pk, by=elsewhere.by(elsewhere.clerk), post=competent.post)
    clock.set_to(worlds.moment("2024-06-18 08:30"))
    actions.accept_hand_over(dossier_id=dossier.pk, by=competent.by(competent.officer))
    dossier.refresh_from_db()
    assert str(clock.local(dossier.due_at).date()) == "2024-06-21"


def test_a_day_sealed_with_a_key_cannot_be_sealed_anew_without_it(
    settings,
) -> None:
    settings.SEAL_KEY = "khoa-cua-tinh"
    here = worlds.world()
    here.receive("2024-06-17 08:30")
    clock.set_to(worlds.moment("2024-06-18 08:30"))
    (seal,) = actions.seal_past_days()
    assert seal.signature == seals.signature(seal.digest) != ""
    assert verification.verify().clean
    settings.SEAL_KEY = "khoa-khac"
    (finding,) = verification.verify().findings
    assert "chữ ký niêm phong" in str(finding)
    settings.SEAL_KEY = ""
    assert verification.verify().clean
