"""One dossier all the way, and the figures it leaves."""

import pytest

from motcua.base import clock
from motcua.dossiers import actions, sums
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.sums import Question
from motcua.rules import forms
from motcua.rules.codes import Channel, Outcome, Status
from motcua.rules.movements import Flows
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db


def row(agency_id: int, first: str, last: str) -> forms.Row:
    """Fold an agency's window, from the sums and from the events alone: both must agree."""
    question = Question(agency_ids=(agency_id,), from_on=worlds.on(first), to_on=worlds.on(last))
    folded = sums.flows(question)
    assert folded == sums.recount(question)
    return forms.fold(sum(folded.values(), start=Flows()))


def test_a_dossier_walks_from_the_counter_to_the_form() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    assert dossier.number is not None
    assert dossier.number.endswith("-240617-0001")
    here.take_on(dossier, "2024-06-17 10:00")
    here.decide(dossier, "2024-06-19 15:00")
    here.give_back(dossier, "2024-06-20 09:00")
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert dossier.status == Status.RETURNED
    assert dossier.verdict_report == "early"
    found = row(here.agency.pk, "2024-06-15", "2024-09-14")
    assert (found.c3, found.c5, found.c7, found.c8, found.c11) == (1, 1, 1, 1, 0)
    clock.set_to(worlds.moment("2024-10-02 08:00"))
    assert len(actions.seal_past_days()) == 3
    assert row(here.agency.pk, "2024-06-15", "2024-09-14") == found
    assert row(here.agency.pk, "2024-06-18", "2024-06-18").c6 == 1


def test_a_reopened_settlement_leaves_its_column_and_comes_back() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 10:00")
    here.decide(dossier, "2024-06-28 15:00")
    clock.set_to(worlds.moment("2024-07-05 09:00"))
    actions.seal_past_days()
    actions.take_back(dossier_id=dossier.pk, by=here.by(here.officer))
    clock.set_to(worlds.moment("2024-08-05 09:00"))
    actions.seal_past_days()
    july = row(here.agency.pk, "2024-07-01", "2024-07-31")
    assert (july.c6, july.c7, july.c11, july.c13) == (1, 0, 1, 1)
    assert row(here.agency.pk, "2024-06-01", "2024-07-31").c7 == 0
    assert row(here.agency.pk, "2024-06-01", "2024-06-30").c10 == 1


def test_return_to_filer_before_reception_keeps_a_dossier_out_of_the_form() -> None:
    here = worlds.world()
    dossier = here.submit("2024-06-17 21:00")
    clock.set_to(worlds.moment("2024-06-18 08:00"))
    actions.return_to_filer(dossier_id=dossier.pk, by=here.by(here.clerk), text="Thiếu tờ khai")
    assert row(here.agency.pk, "2024-06-15", "2024-09-14") == forms.Row()
    actions.resubmit(dossier_id=dossier.pk, by=here.by(None))
    clock.set_to(worlds.moment("2024-06-19 08:00"))
    actions.accept(dossier_id=dossier.pk, by=here.by(here.clerk))
    assert row(here.agency.pk, "2024-06-15", "2024-09-14").c4 == 1


def test_the_report_as_of_an_earlier_moment_differs_only_by_what_came_later() -> None:
    here = worlds.world()
    first = here.receive("2024-06-17 08:30")
    here.take_on(first, "2024-06-17 10:00")
    seen_at = worlds.moment("2024-06-18 12:00")
    here.decide(first, "2024-06-19 15:00", Outcome.DENIED)
    here.receive("2024-06-20 08:30")
    for now in ("2024-06-20 09:00", "2024-06-21 09:00", "2024-08-03 09:00"):
        clock.set_to(worlds.moment(now))
        actions.seal_past_days()
        question = Question(
            agency_ids=(here.agency.pk,),
            from_on=worlds.on("2024-06-01"),
            to_on=worlds.on("2024-07-31"),
            as_of=seen_at,
        )
        then = sums.flows(question)
        assert then == sums.recount(question)
        told = forms.fold(sum(then.values(), start=Flows()))
        assert (told.c3, told.c7, told.c11) == (1, 0, 1)


def test_what_is_entered_after_the_closing_is_booked_in_the_open_period() -> None:
    here = worlds.world()
    dossier = here.receive("2024-09-10 08:30")
    here.take_on(dossier, "2024-09-10 10:00")
    clock.set_to(worlds.moment("2024-09-18 08:00"))
    actions.close_period(through=worlds.on("2024-09-14"), label="Quý III/2024", by=here.by(None))
    actions.decide(
        dossier_id=dossier.pk,
        by=here.by(here.officer, "2024-09-12 16:00"),
        result=worlds.result("2024-09-12 16:00"),
    )
    event = DossierEvent.objects.latest("pk")
    assert str(event.posted_on) == "2024-09-15"
    assert event.verdict_report == "early"
    assert row(here.agency.pk, "2024-06-15", "2024-09-14").c11 == 1
    assert row(here.agency.pk, "2024-09-15", "2024-12-14").c8 == 1


def test_a_person_sent_home_is_in_no_column_and_has_a_notice_of_its_own() -> None:
    here = worlds.world()
    clock.set_to(worlds.moment("2024-06-17 08:30"))
    dossier = actions.send_home(
        application=here.application(papers=False),
        by=here.by(here.clerk),
        text="Thiếu tờ khai",
        refused=False,
    )
    assert dossier.status == Status.RETURNED_TO_FILER
    assert dossier.numbers.get().kind == "notice"
    assert row(here.agency.pk, "2024-06-15", "2024-09-14") == forms.Row()


def test_a_wrong_procedure_is_received_again_at_the_first_moment() -> None:
    wrong, right = worlds.procedure("2.1"), worlds.procedure("2.2", amount=10)
    here = worlds.world(wrong, right)
    dossier = here.receive("2024-06-17 08:30", wrong)
    here.take_on(dossier, "2024-06-17 10:00")
    clock.set_to(worlds.moment("2024-06-18 08:00"))
    actions.receive_again(
        dossier_id=dossier.pk,
        by=here.by(here.clerk),
        case=right,
        papers=here.application(right).papers,
        text="Nhầm thủ tục",
    )
    dossier = Dossier.objects.get(pk=dossier.pk)
    assert dossier.received_at == worlds.moment("2024-06-17 08:30")
    assert dossier.version_id == right.version_id
    question = Question(
        agency_ids=(here.agency.pk,),
        from_on=worlds.on("2024-06-15"),
        to_on=worlds.on("2024-09-14"),
    )
    totals = {key[1]: forms.fold(flows).c3 for key, flows in sums.flows(question).items()}
    assert totals == {
        wrong.version.procedure_id: 0,
        right.version.procedure_id: 1,
    }
    assert dossier.channel == Channel.COUNTER
