"""Corrections, hand-overs, transfers, and what each person may see and find."""

from dataclasses import replace

import pytest

from motcua.base import clock
from motcua.dossiers import access, actions, queries
from motcua.dossiers.actions.amending import AlreadySettled, NothingToCorrect
from motcua.dossiers.actions.contents import PapersMissing
from motcua.dossiers.actions.core import ReasonMissing, Stale
from motcua.dossiers.actions.handling import NothingOffered, SameAgency
from motcua.dossiers.actions.intake import NotInForce, NotOffered
from motcua.dossiers.models import Dossier, DossierEvent, Participant, ParticipantRole
from motcua.organizations import access as rights
from motcua.organizations import actions as organizations
from motcua.rules.codes import Act, Status
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db


def received() -> tuple[World, Dossier]:
    """A dossier of 17/6/2024 in the officer's hands."""
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 09:00")
    dossier.refresh_from_db()
    return here, dossier


def test_a_correction_keeps_what_was_written_before_in_its_text() -> None:
    here, dossier = received()
    owner = replace(here.application().owner, name="Nguyễn Văn Ân")
    by = here.by(here.clerk)
    with pytest.raises(NothingToCorrect):
        actions.correct(dossier_id=dossier.pk, by=by, text="Sai dấu")
    with pytest.raises(ReasonMissing):
        actions.correct(
            dossier_id=dossier.pk, by=by, text="", people={ParticipantRole.OWNER: owner}
        )
    event = actions.correct(
        dossier_id=dossier.pk, by=by, text="Sai dấu", people={ParticipantRole.OWNER: owner}
    )
    assert Participant.objects.get(role="owner").name == "Nguyễn Văn Ân"
    assert "Nguyễn Văn An," in queries.text_of(event)
    assert Dossier.objects.get().owner_fold == "nguyen van an"


def test_a_correction_takes_papers_off_the_list_and_adds_others() -> None:
    here, dossier = received()
    old = dossier.papers.get()
    actions.correct(
        dossier_id=dossier.pk,
        by=here.by(here.clerk),
        text="Nộp nhầm",
        add=here.application().papers,
        remove_paper_ids=(old.pk,),
        people={ParticipantRole.RECIPIENT: here.application().owner},
    )
    assert list(dossier.papers.filter(removed_seq=None).values_list("added_seq", flat=True)) == [4]


def test_nothing_is_received_without_competence_publication_and_papers() -> None:
    here, other = worlds.world(), worlds.procedure("2.9")
    clock.set_to(worlds.moment("2024-06-17 08:30"))
    by = here.by(here.clerk)
    with pytest.raises(NotOffered):
        actions.receive(application=here.application(other), by=by)
    with pytest.raises(PapersMissing) as missing:
        actions.receive(application=here.application(papers=False), by=by)
    assert missing.value.names == ["Tờ khai"]
    with pytest.raises(NotInForce):
        actions.receive(
            application=here.application(), by=replace(by, at=worlds.moment("2019-06-17 08:30"))
        )
    assert not Dossier.objects.exists()


def test_an_offer_is_declined_with_its_reason_and_the_giver_keeps_it() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    actions.hand_over(
        dossier_id=dossier.pk, by=here.by(here.clerk), post=here.post, to=here.officer
    )
    with pytest.raises(NothingOffered):
        actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(here.leader))
    by = here.by(here.officer)
    with pytest.raises(ReasonMissing):
        actions.decline_hand_over(dossier_id=dossier.pk, by=by, text=" ")
    assert Act.ACCEPT_HAND_OVER in access.acts_for(
        dossier=Dossier.objects.get(), officer=here.officer, on=worlds.on("2024-06-17")
    )
    actions.decline_hand_over(dossier_id=dossier.pk, by=by, text="Không đúng phòng")
    dossier.refresh_from_db()
    assert (dossier.holder_id, dossier.offered_post_id) == (here.clerk.pk, None)


def test_a_transfer_takes_the_clock_along_and_goes_to_another_agency() -> None:
    here, dossier = received()
    there = worlds.world(worlds.procedure("2.9"))
    by = here.by(here.leader)
    with pytest.raises(SameAgency):
        actions.transfer(dossier_id=dossier.pk, by=by, to_agency=here.agency, decision="1/QĐ")
    actions.transfer(dossier_id=dossier.pk, by=by, to_agency=there.agency, decision="1/QĐ")
    moved = Dossier.objects.get(pk=dossier.pk)
    assert (moved.agency_id, moved.due_at) == (there.agency.pk, dossier.due_at)
    assert (moved.holder_id, moved.status) == (None, Status.IN_PROGRESS)
    assert moved.return_at_id == there.agency.pk


def test_a_settled_dossier_keeps_its_procedure() -> None:
    here, dossier = received()
    here.decide(dossier, "2024-06-18 09:00")
    with pytest.raises(AlreadySettled):
        actions.receive_again(
            dossier_id=dossier.pk,
            by=here.by(here.clerk),
            case=here.cases[0],
            papers=(),
            text="Nhầm",
        )


def test_a_procedure_is_exchanged_by_nobody_who_saw_an_older_page() -> None:
    here, dossier = received()
    older = replace(here.by(here.clerk), seen=dossier.seq - 1)
    case = here.cases[0]
    with pytest.raises(Stale):
        actions.receive_again(dossier_id=dossier.pk, by=older, case=case, papers=(), text="Nhầm")


def test_the_number_alone_opens_nothing_and_either_second_factor_opens_state_and_dates() -> None:
    here, dossier = received()
    number = str(dossier.number)
    last_five = here.person.identities.get().value[-5:]
    assert queries.track(number, "") is None
    assert queries.track(number, "00000") is None
    assert queries.track("khong-co", last_five) is None
    for factor in (last_five, dossier.track_code.lower()):
        told = queries.track(number.lower(), factor)
        assert told is not None
        assert told.status == Status.IN_PROGRESS
        assert [step.act for step in told.steps] == [Act.RECEIVE, Act.ACCEPT_HAND_OVER]
        assert "Nguyễn" not in str(told)


def test_lists_show_what_waits_for_each_person() -> None:
    here, dossier = received()
    there = worlds.world(worlds.procedure("2.9"))
    on = worlds.on("2024-06-17")
    mine, theirs = rights.postings(here.officer.pk, on), rights.postings(there.officer.pk, on)
    here.submit("2024-06-17 10:00")
    offered = here.receive("2024-06-17 10:30")
    actions.hand_over(dossier_id=offered.pk, by=here.by(here.clerk), post=here.post)
    assert queries.queue([here.agency.pk]).count() == 1
    assert set(queries.inbox(here.officer, mine)) == {dossier, offered}
    assert not queries.inbox(there.officer, theirs).exists()
    here.decide(dossier, "2024-06-18 09:00")
    assert queries.counter([here.agency.pk]).get() == dossier
    assert queries.unit_board([here.agency.pk]).get() == offered
    assert not queries.late_entries([here.agency.pk]).exists()
    for words in (str(dossier.number), "Van An", "nguyễn văn", here.person.identities.get().value):
        assert dossier in queries.search(words, mine)
        assert not queries.search(words, theirs).exists()
    assert not queries.search("a", mine).exists()
    assert access.may_see(dossier=dossier, officer=here.officer, on=on)
    assert not access.may_see(dossier=dossier, officer=there.officer, on=on)


def test_a_reversed_act_no_longer_stands_and_its_waiting_never_was() -> None:
    here, dossier = received()
    actions.pause(dossier_id=dossier.pk, by=here.by(here.officer), ground="court", text="a")
    clock.set_to(worlds.moment("2024-06-25 09:00"))
    actions.take_back(dossier_id=dossier.pk, by=here.by(here.officer))
    assert queries.waits(dossier) == []
    dossier.refresh_from_db()
    assert dossier.status == Status.IN_PROGRESS
    assert DossierEvent.objects.filter(reverses__act="pause").count() == 1


def test_a_result_ready_when_its_agency_closed_is_handed_out_by_the_successor() -> None:
    here, dossier = received()
    there = worlds.world(worlds.procedure("2.9"))
    here.decide(dossier, "2024-06-18 09:00")
    on = worlds.on("2024-07-01")
    assert not queries.counter([there.agency.pk]).exists()
    organizations.record_successor(predecessor=here.agency, successor=there.agency, on=on)
    organizations.close_agency(agency=here.agency, last_day=worlds.on("2024-06-30"))
    clock.set_to(worlds.moment("2024-07-01 09:00"))
    assert queries.counter([there.agency.pk]).get() == dossier
    assert access.may_see(dossier=dossier, officer=there.clerk, on=on)
    actions.return_result(dossier_id=dossier.pk, by=there.by(there.clerk))
    dossier.refresh_from_db()
    assert dossier.status == Status.RETURNED
