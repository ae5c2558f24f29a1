"""Asking twice, apologising in time, and the apology owed for deciding late."""

from datetime import date

import pytest

from motcua.base import clock
from motcua.dossiers import actions, queries
from motcua.dossiers.actions import amending, courtesy, handling
from motcua.dossiers.models import Dossier, LateApology
from motcua.organizations import access as rights
from motcua.organizations.models import Post, Role
from motcua.rules import grounds
from motcua.rules.codes import Act, Outcome, Status, Verdict
from motcua.rules.grounds import GroundKind
from tests import factories
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db


def asked_once(here: worlds.World) -> Dossier:
    """A dossier whose filer was asked once and has answered."""
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 09:00")
    actions.request_supplement(dossier_id=dossier.pk, by=here.by(here.officer), text="- Bản sao")
    clock.set_to(worlds.moment("2024-06-18 09:00"))
    actions.supplement(dossier_id=dossier.pk, by=here.by(here.clerk))
    return dossier


def late(here: worlds.World, at: str = "2024-06-25 10:00") -> Dossier:
    """A dossier of three working days decided three days after its due date."""
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 09:00")
    here.decide(dossier, at)
    return dossier


def test_a_second_request_without_a_superiors_reason_is_refused() -> None:
    here = worlds.world()
    dossier = asked_once(here)
    with pytest.raises(courtesy.SupplementAgain):
        actions.request_supplement(dossier_id=dossier.pk, by=here.by(here.officer), text="- Nữa")
    assert Dossier.objects.get().supplement_no == 1


def test_the_reason_of_somebody_who_leads_nothing_is_refused() -> None:
    here = worlds.world()
    dossier = asked_once(here)
    said = {"dossier_id": dossier.pk, "by": here.by(here.officer), "text": "- Nữa"}
    elsewhere = factories.officer(factories.agency(), Role.LEADER)
    for superior in (None, here.officer, here.clerk, elsewhere):
        with pytest.raises(courtesy.NotASuperior):
            actions.request_supplement(superior=superior, superior_reason="Thiếu", **said)


def test_with_a_superiors_reason_it_is_written_and_the_index_counts_it_late() -> None:
    here = worlds.world()
    dossier = asked_once(here)
    event = actions.request_supplement(
        dossier_id=dossier.pk,
        by=here.by(here.officer),
        text="- Nữa",
        superior=here.leader,
        superior_reason="Luật chuyên ngành yêu cầu",
    )
    said = queries.text_of(event)
    assert f"Lý do yêu cầu bổ sung lần 2 ({here.leader.full_name}): Luật chuyên ngành" in said
    clock.set_to(worlds.moment("2024-06-18 10:00"))
    actions.supplement(dossier_id=dossier.pk, by=here.by(here.clerk))
    here.decide(dossier, "2024-06-18 11:00")
    settled = Dossier.objects.get()
    assert (settled.verdict_report, settled.verdict_index) == (Verdict.EARLY, Verdict.LATE)


def test_a_leader_who_asks_gives_his_own_reason() -> None:
    here = worlds.world()
    dossier = asked_once(here)
    actions.request_supplement(
        dossier_id=dossier.pk, by=here.by(here.leader), text="- Nữa", superior_reason="Cần thêm"
    )
    assert Dossier.objects.get().supplement_no == 2


def test_deciding_late_drafts_the_apology_in_the_same_step() -> None:
    here = worlds.world()
    here.post.unit = "Tư pháp - Hộ tịch"
    here.post.save(update_fields=["unit"])
    dossier = late(here)
    owed = LateApology.objects.get()
    assert (owed.dossier_id, owed.agency_id, owed.unit) == (
        dossier.pk,
        here.agency.pk,
        "Tư pháp - Hộ tịch",
    )
    assert owed.drafted_at == owed.event.recorded_at
    assert owed.signed_at is None
    assert list(queries.late_apologies([here.agency.pk])) == [owed]


def test_deciding_in_time_owes_nothing() -> None:
    here = worlds.world()
    late(here, at="2024-06-20 16:00")
    assert not LateApology.objects.exists()


@pytest.mark.parametrize(("day", "owed"), [("2024-06-24", 0), ("2024-06-26", 1)])
def test_a_kept_promise_owes_nothing_and_a_broken_one_does(day: str, owed: int) -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 09:00")
    actions.apologise(
        dossier_id=dossier.pk,
        by=here.by(here.officer),
        promised_at=worlds.moment("2024-06-25 17:00"),
        reason="workload",
        text="Nhiều hồ sơ",
    )
    here.decide(dossier, f"{day} 10:00")
    assert LateApology.objects.count() == owed


def test_an_unsigned_apology_holds_up_nothing() -> None:
    here = worlds.world()
    dossier = late(here)
    here.give_back(dossier, "2024-06-25 11:00")
    assert Dossier.objects.get().status == Status.RETURNED
    assert LateApology.objects.get().signed_at is None


def test_a_result_in_the_clerks_hand_is_returned_and_the_apology_drafted_all_the_same() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    clock.set_to(worlds.moment("2024-06-26 10:00"))
    actions.return_with_result(
        dossier_id=dossier.pk,
        by=here.by(here.clerk),
        result=worlds.result("2024-06-25 10:00", Outcome.GRANTED),
    )
    assert Dossier.objects.get().status == Status.RETURNED
    assert LateApology.objects.count() == 1


def test_the_head_of_the_unit_signs_once_with_cause_and_explanation() -> None:
    here = worlds.world()
    late(here)
    owed = LateApology.objects.get()
    said = {"apology_id": owed.pk, "cause": "workload", "text": "Giao nhầm, phát hiện muộn."}
    with pytest.raises(courtesy.NotHead):
        actions.sign_apology(by=here.by(here.officer), **said)
    with pytest.raises(grounds.UnknownGround):
        actions.sign_apology(by=here.by(here.leader), **said | {"cause": "laziness"})
    signed = actions.sign_apology(by=here.by(here.leader), **said)
    assert (signed.signed_by, signed.cause) == (here.leader, "workload")
    with pytest.raises(courtesy.AlreadySigned):
        actions.sign_apology(by=here.by(here.leader), **said)
    assert not queries.late_apologies([here.agency.pk]).exists()


def test_where_the_unit_has_a_head_of_its_own_no_other_leader_signs() -> None:
    here = worlds.world()
    here.post.unit = "Địa chính"
    here.post.save(update_fields=["unit"])
    late(here)
    owed = LateApology.objects.get()
    on = date(2024, 6, 25)
    assert queries.may_sign(owed, rights.postings(here.leader.pk, on))
    post = Post.objects.create(
        agency=here.agency, unit="Địa chính", name="Trưởng phòng", role=Role.LEADER.value
    )
    head = factories.account("Vi Văn Trưởng")
    factories.assignment(head, post)
    assert queries.may_sign(owed, rights.postings(head.pk, on))
    assert not queries.may_sign(owed, rights.postings(here.leader.pk, on))


def test_a_decision_taken_back_takes_its_apology_off_the_list() -> None:
    here = worlds.world()
    dossier = late(here)
    amending.reverse(dossier_id=dossier.pk, by=here.by(here.officer))
    assert not queries.late_apologies([here.agency.pk]).exists()


def test_the_list_of_the_duty_is_what_the_rule_says() -> None:
    here = worlds.world()
    soon = here.receive("2024-06-17 08:30")
    here.receive("2024-06-19 08:30")
    promised = here.receive("2024-06-17 08:40")
    here.take_on(promised, "2024-06-17 09:00")
    actions.apologise(
        dossier_id=promised.pk,
        by=here.by(here.officer),
        promised_at=worlds.moment("2024-06-25 17:00"),
        reason="workload",
        text="Nhiều hồ sơ",
    )
    waiting = here.receive("2024-06-17 08:50")
    here.take_on(waiting, "2024-06-17 09:10")
    actions.request_supplement(dossier_id=waiting.pk, by=here.by(here.officer), text="- Bản sao")

    def listed(at: str) -> list[int]:
        found = queries.to_apologise(
            [here.agency.pk], calendar_of=here.agency.pk, at=worlds.moment(at)
        )
        return [dossier.pk for dossier in found]

    assert listed("2024-06-18 16:00") == []
    assert listed("2024-06-19 08:00") == [soon.pk]
    assert listed("2024-06-24 08:00")[0] == soon.pk


def test_a_second_promise_is_refused_by_the_system() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 09:00")
    said = {
        "dossier_id": dossier.pk,
        "by": here.by(here.officer),
        "reason": "workload",
        "text": "Nhiều hồ sơ",
    }
    actions.apologise(promised_at=worlds.moment("2024-06-25 17:00"), **said)
    with pytest.raises(handling.AlreadyPromised):
        actions.apologise(promised_at=worlds.moment("2024-06-28 17:00"), **said)


def test_a_ground_that_is_not_in_the_list_is_refused() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 09:00")
    by = here.by(here.officer)
    for act in (actions.pause, actions.stop):
        with pytest.raises(grounds.UnknownGround):
            act(dossier_id=dossier.pk, by=by, ground="because", text="a")


def test_a_province_adds_to_a_list_and_ends_a_row_of_ours() -> None:
    here = worlds.world()
    clock.set_to(worlds.moment("2024-06-17 08:00"))
    by = here.by(here.leader)
    today = date(2024, 6, 17)
    added = actions.add_ground(
        kind=GroundKind.PAUSE, words="Chờ họp hội đồng", from_on=today, by=by
    )
    with pytest.raises(courtesy.GroundTaken):
        actions.add_ground(kind=GroundKind.PAUSE, words="chờ họp hội đồng", from_on=today, by=by)
    actions.end_ground(kind=GroundKind.PAUSE, code="court", to_on=today, by=by)
    codes = [ground.code for ground in queries.grounds_to_choose(GroundKind.PAUSE, today)]
    assert added.code in codes
    assert "court" in codes
    tomorrow = date(2024, 6, 18)
    assert "court" not in [
        ground.code for ground in queries.grounds_to_choose(GroundKind.PAUSE, tomorrow)
    ]
    assert queries.ground_words(GroundKind.PAUSE, "court").startswith("Chờ bản án")
    assert queries.ground_words(GroundKind.PAUSE, "gone") == "gone"


def test_asking_again_is_counted_from_what_stands() -> None:
    here = worlds.world()
    dossier = asked_once(here)
    assert queries.asked_before(dossier, Act.REQUEST_SUPPLEMENT) == 1
