"""Dossiers follow the internal process they were received with."""

import pytest

from motcua.base import clock
from motcua.dossiers import access, actions, verification
from motcua.dossiers.actions import (
    Finish,
    Signed,
    core,
    following,
)
from motcua.dossiers.queries import history, passages
from motcua.dossiers.queries.passages import Standing
from motcua.organizations.models import Role
from motcua.rules.codes import Act, Verdict
from tests import factories
from tests.dossiers import followed, routes
from tests.dossiers import world as worlds
from tests.dossiers.followed import assessed, at, now, to_sign
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> World:
    return followed.a_world()


def test_an_ordinary_dossier_goes_through_its_steps(here: World) -> None:
    dossier = here.receive("2024-06-17 08:30")
    row = now(dossier)
    assert (row.step, row.step_due_at) == ("1", worlds.moment("2024-06-17 10:30"))
    here.take_on(dossier, "2024-06-17 10:00")
    row = now(dossier)
    assert (row.step, row.holder_id) == ("2", here.officer.pk)
    assert row.step_due_at == worlds.moment("2024-06-18 17:00")
    at("2024-06-18 09:00")
    actions.finish_step(dossier_id=dossier.pk, by=here.by(here.officer), finish=Finish())
    row = now(dossier)
    assert (row.step, row.holder_id) == ("3", here.officer.pk)
    assert row.offered_post_id is not None
    actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(here.leader))
    assert now(dossier).holder_id == here.leader.pk
    at("2024-06-18 14:30")
    actions.decide(
        dossier_id=dossier.pk, by=here.by(here.leader), result=worlds.result("2024-06-18 14:30")
    )
    assert now(dossier).step == "4"
    here.give_back(dossier, "2024-06-19 09:00")
    row = now(dossier)
    assert (row.step, row.step_due_at, row.route_id is not None) == ("", None, True)
    told = passages.passages(row, history(row))
    assert [one.standing for one in told] == [Standing.DONE] * 4
    assert [one.verdict(one.visits[-1]) for one in told] == [Verdict.EARLY] * 3 + [Verdict.NONE]
    assert not verification.verify().findings


def test_a_case_without_a_route_is_handled_as_ever() -> None:
    here = worlds.world()
    dossier = assessed(here)
    assert (now(dossier).route_id, now(dossier).step) == (None, "")
    with pytest.raises(following.NotOnRoute):
        actions.finish_step(dossier_id=dossier.pk, by=here.by(here.officer), finish=Finish())
    here.decide(dossier, "2024-06-18 15:00")
    here.give_back(dossier, "2024-06-19 09:00")
    assert passages.passages(now(dossier), history(dossier)) == ()
    assert not verification.verify().findings


def test_a_running_dossier_keeps_the_version_it_began_with(here: World) -> None:
    dossier = assessed(here)
    kept = now(dossier).route_id
    routes.approve(
        here.cases[0],
        [routes.step("A", "assess 1 ngày"), routes.step("B", "sign 1 ngày")],
        on=worlds.on("2024-06-18"),
    )
    at("2024-06-18 09:00")
    actions.finish_step(dossier_id=dossier.pk, by=here.by(here.officer), finish=Finish())
    assert (now(dossier).route_id, now(dossier).step) == (kept, "3")
    newer = here.receive("2024-06-18 10:00")
    assert now(newer).step == "A"
    assert now(newer).route_id != kept


def test_deciding_in_an_earlier_step_is_not_forbidden_and_tells_what_was_passed(
    here: World,
) -> None:
    dossier = assessed(here)
    here.decide(dossier, "2024-06-18 15:00")
    row = now(dossier)
    assert row.step == "4"
    told = passages.passages(row, history(row))
    assert [one.standing for one in told] == [
        Standing.DONE,
        Standing.DONE,
        Standing.PASSED,
        Standing.NOW,
    ]


def test_a_result_in_hand_is_returned_from_any_step(here: World) -> None:
    dossier = assessed(here)
    at("2024-06-18 15:00")
    actions.return_with_result(
        dossier_id=dossier.pk, by=here.by(here.clerk), result=worlds.result("2024-06-18 14:00")
    )
    assert (now(dossier).status, now(dossier).step) == ("returned", "")
    assert not verification.verify().findings


@pytest.mark.parametrize("deed", ["withdraw", "stop"])
def test_an_ending_ends_the_route(here: World, deed: str) -> None:
    dossier = assessed(here)
    told = {"dossier_id": dossier.pk, "by": here.by(here.clerk), "text": "Người nộp đề nghị"}
    if deed == "stop":
        told |= {"by": here.by(here.officer), "ground": "not_supplemented"}
    getattr(actions, deed)(**told)
    assert (now(dossier).step, now(dossier).step_due_at) == ("", None)


def test_a_hand_over_that_is_declined_puts_the_step_and_its_deadline_back(here: World) -> None:
    dossier = assessed(here)
    due_at = now(dossier).step_due_at
    at("2024-06-18 09:00")
    actions.finish_step(dossier_id=dossier.pk, by=here.by(here.officer), finish=Finish())
    at("2024-06-18 10:00")
    actions.decline_hand_over(dossier_id=dossier.pk, by=here.by(here.leader), text="Thiếu tờ trình")
    row = now(dossier)
    assert (row.step, row.step_due_at, row.holder_id) == ("2", due_at, here.officer.pk)
    assert not verification.verify().findings


def test_what_was_not_taken_yet_is_taken_back(here: World) -> None:
    dossier = assessed(here)
    at("2024-06-18 09:00")
    by = here.by(here.officer)
    actions.finish_step(dossier_id=dossier.pk, by=by, finish=Finish())
    with pytest.raises(following.StillOffered):
        actions.finish_step(dossier_id=dossier.pk, by=by, finish=Finish())
    actions.take_back(dossier_id=dossier.pk, by=by)
    row = now(dossier)
    assert (row.step, row.offered_post_id) == ("2", None)
    assert not verification.verify().findings


def test_a_step_goes_back_with_a_reason_to_whoever_did_the_one_before(here: World) -> None:
    dossier = to_sign(here)
    at("2024-06-19 09:00")
    by = here.by(here.leader)
    with pytest.raises(core.ReasonMissing):
        actions.send_back(dossier_id=dossier.pk, by=by, text=" ")
    actions.send_back(dossier_id=dossier.pk, by=by, text="Dự thảo chưa nêu căn cứ")
    row = now(dossier)
    assert (row.step, row.offered_to_id) == ("2", here.officer.pk)
    assert row.step_due_at == worlds.moment("2024-06-20 17:00")
    actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(here.officer))
    actions.finish_step(dossier_id=dossier.pk, by=here.by(here.officer), finish=Finish())
    told = passages.passages(now(dossier), history(dossier))
    assert len(told[1].visits) == 2
    assert not verification.verify().findings


def test_what_was_sent_back_is_sent_back_further_and_not_on(here: World) -> None:
    dossier = to_sign(here)
    at("2024-06-19 09:00")
    actions.send_back(dossier_id=dossier.pk, by=here.by(here.leader), text="Thiếu căn cứ")
    actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(here.officer))
    actions.send_back(dossier_id=dossier.pk, by=here.by(here.officer), text="Thiếu tờ khai")
    row = now(dossier)
    assert (row.step, row.offered_to_id) == ("1", here.clerk.pk)


def test_what_a_leader_decided_stands_also_when_it_is_declined(here: World) -> None:
    dossier = assessed(here)
    at("2024-06-18 09:00")
    lead = here.leader.assignments.get().post
    by = here.by(here.leader)
    actions.move_step(dossier_id=dossier.pk, by=by, step="3", text="Việc gấp", post=lead)
    actions.decline_hand_over(dossier_id=dossier.pk, by=by, text="Để người khác")
    assert (now(dossier).step, now(dossier).holder_id) == ("3", here.officer.pk)


def test_the_first_step_and_one_that_may_not_cannot_be_sent_back(here: World) -> None:
    dossier = here.receive("2024-06-17 08:30")
    with pytest.raises(following.CannotSendBack):
        actions.send_back(dossier_id=dossier.pk, by=here.by(here.clerk), text="a")
    routes_row = now(dossier).route_id
    assert routes_row is not None


def test_only_whoever_answers_finishes_a_step_or_a_leader_for_him(here: World) -> None:
    dossier = assessed(here)
    other = factories.officer(here.agency, Role.OFFICER)
    at("2024-06-18 09:00")
    with pytest.raises(following.NotYourStep):
        actions.finish_step(dossier_id=dossier.pk, by=here.by(other), finish=Finish())
    for officer, offered in ((other, False), (here.officer, True), (here.leader, True)):
        acts = access.acts_for(dossier=now(dossier), officer=officer, on=worlds.on("2024-06-18"))
        assert (Act.FINISH_STEP in acts) is offered
    actions.finish_step(dossier_id=dossier.pk, by=here.by(here.leader), finish=Finish())
    assert now(dossier).step == "3"


def test_a_signing_step_ends_with_the_signed_result_and_nothing_else(here: World) -> None:
    dossier = to_sign(here)
    by = here.by(here.leader)
    signed = Signed(number="1/TTr", signed_at=clock.now(), signatory="Lê Văn C")
    for finish in (Finish(), Finish(signed=signed)):
        with pytest.raises(following.SignatureMissing) as caught:
            actions.finish_step(dossier_id=dossier.pk, by=by, finish=finish)
        assert caught.value.decides
    here.decide(dossier, "2024-06-18 15:00")
    assert now(dossier).step == "4"


def test_a_leader_moves_a_dossier_to_any_step_and_says_why(here: World) -> None:
    dossier = assessed(here)
    at("2024-06-18 09:00")
    by = here.by(here.leader)
    with pytest.raises(core.ReasonMissing):
        actions.move_step(dossier_id=dossier.pk, by=by, step="3", text="")
    with pytest.raises(following.UnknownStep):
        actions.move_step(dossier_id=dossier.pk, by=by, step="9", text="a")
    with pytest.raises(access.NotAllowed):
        actions.move_step(dossier_id=dossier.pk, by=here.by(here.officer), step="3", text="a")
    lead = here.leader.assignments.get().post
    actions.move_step(
        dossier_id=dossier.pk, by=by, step="3", text="Việc gấp", post=lead, to=here.leader
    )
    row = now(dossier)
    assert (row.step, row.holder_id) == ("3", here.leader.pk)
    told = passages.passages(row, history(row))
    assert told[2].visits[-1].unforeseen
    actions.move_step(dossier_id=dossier.pk, by=by, step="2", text="Làm lại", post=here.post)
    assert now(dossier).offered_post_id == here.post.pk
    actions.move_step(dossier_id=dossier.pk, by=by, step="1", text="Làm lại")
    assert now(dossier).offered_post_id is None
    assert not verification.verify().findings


def test_waiting_for_the_citizen_is_not_the_time_of_the_step(here: World) -> None:
    dossier = assessed(here)
    at("2024-06-17 15:00")
    actions.request_supplement(dossier_id=dossier.pk, by=here.by(here.officer), text="Thiếu ảnh")
    at("2024-06-20 09:00")
    assert not passages.is_late(now(dossier), clock.now())
    actions.supplement(dossier_id=dossier.pk, by=here.by(here.clerk))
    assert now(dossier).step_due_at == worlds.moment("2024-06-21 17:00")
    assert not passages.is_late(now(dossier), clock.now())
    at("2024-06-24 08:00")
    assert passages.is_late(now(dossier), clock.now())
    assert not verification.verify().findings
