"""What a step asks of others: papers, findings, other agencies, opinions; and how it is sealed."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction

from motcua.base import clock
from motcua.catalog.actions import routes as catalog
from motcua.documents import actions as documents
from motcua.dossiers import access, actions, seals, verification
from motcua.dossiers.actions import (
    Finish,
    Outside,
    Signed,
    consulting,
    core,
    enclosing,
    following,
)
from motcua.dossiers.models import Dossier, DossierEvent, StepRecord
from motcua.dossiers.queries import steps, text_of
from motcua.organizations import access as rights
from motcua.organizations.access import Posting
from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.rules import step_times
from motcua.rules.codes import Act, Level, Outcome
from motcua.rules.steps import END, Found, Way
from tests import factories
from tests.documents import made
from tests.dossiers import followed, routes
from tests.dossiers import world as worlds
from tests.dossiers.followed import assessed, at, now
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> World:
    return followed.a_world()


def test_a_paper_a_finding_and_what_a_ministry_says_are_asked_for(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    at("2024-06-17 07:45")
    here = worlds.world(worlds.procedure(amount=6))
    branch = (Way("2", Found.ELIGIBLE), Way(END, Found.NOT_ELIGIBLE))
    routes.approve(
        here.cases[0],
        [
            routes.step("1", "assess 1 ngày", ways=branch, must_attach=True),
            routes.step("2", "assess 1 ngày", on_ministry_system=True),
            routes.step("3", "draft 1 ngày", must_sign=True),
            routes.step("4", "sign 1 ngày", must_sign=True),
        ],
    )
    dossier = here.receive("2024-06-17 08:30")
    by = here.by(here.officer)
    actions.assign(dossier_id=dossier.pk, by=here.by(here.leader), to=here.officer, post=here.post)

    def finish(**told: object) -> DossierEvent:
        return actions.finish_step(dossier_id=dossier.pk, by=by, finish=Finish(**told))  # type: ignore[arg-type]

    with pytest.raises(following.PaperMissing):
        finish(found=Found.ELIGIBLE)
    scan(dossier, here, tmp_path)
    with pytest.raises(following.FindingMissing):
        finish()
    finish(found=Found.ELIGIBLE)
    assert (now(dossier).step, now(dossier).found) == ("2", "eligible")
    with pytest.raises(following.OutsideMissing):
        finish()
    told = Outside(number="BTP-1", happened_at=clock.now(), outcome="Đã đăng ký")
    finish(outside=told)
    with pytest.raises(following.SignatureMissing) as caught:
        finish()
    assert not caught.value.decides
    finish(signed=Signed(number="2/TTr", signed_at=clock.now(), signatory="Lê Văn C"))
    records = StepRecord.objects.filter(dossier=dossier).order_by("pk")
    assert [(one.kind, one.number, one.said) for one in records] == [
        ("outside", "BTP-1", "Đã đăng ký"),
        ("signed", "2/TTr", "Lê Văn C"),
    ]
    assert (now(dossier).step, now(dossier).holder_id) == ("4", here.officer.pk)
    assert not verification.verify().findings


def scan(dossier: Dossier, here: World, path: Path) -> None:
    """Put a paper into the dossier."""
    stored = documents.store_file(made.pdf(path / "giay.pdf"), name="giay.pdf")
    enclosing.enclose(
        dossier=dossier,
        stored=[stored],
        listed=None,
        name="Biên bản thẩm định",
        officer=here.officer,
        at=clock.now(),
    )


def test_the_next_step_goes_to_somebody_who_does_it() -> None:
    at("2024-06-17 07:45")
    here = worlds.world(worlds.procedure(amount=6))
    routes.approve(here.cases[0], routes.plain())
    second = factories.officer(here.agency, Role.LEADER)
    dossier = assessed(here)
    by = here.by(here.officer)
    with pytest.raises(following.RecipientMissing):
        actions.finish_step(dossier_id=dossier.pk, by=by, finish=Finish())
    with pytest.raises(following.RecipientUnfit):
        actions.finish_step(dossier_id=dossier.pk, by=by, finish=Finish(post=here.post))
    post = second.assignments.get().post
    actions.finish_step(dossier_id=dossier.pk, by=by, finish=Finish(post=post, to=second))
    assert now(dossier).offered_to_id == second.pk


def test_a_dossier_stays_at_another_agency_and_comes_back() -> None:
    at("2024-06-17 07:45")
    here = worlds.world(worlds.procedure(amount=10))
    there = worlds.world(worlds.procedure("2.000009"), level=Level.PROVINCE)
    inside = {"agency": there.agency.code}
    routes.approve(
        here.cases[0],
        [
            routes.step("1", "assess 1 ngày"),
            routes.step("2", "assess 1 ngày", within=step_times.read("3 ngày"), **inside),
            routes.step("3", "draft 1 ngày", **inside),
            routes.step("4", "sign 1 ngày", must_sign=True),
        ],
    )
    dossier = here.receive("2024-06-17 08:30")
    actions.assign(dossier_id=dossier.pk, by=here.by(here.leader), to=here.officer, post=here.post)
    assert not access.may_see(
        dossier=now(dossier), officer=there.officer, on=worlds.on("2024-06-17")
    )
    actions.finish_step(dossier_id=dossier.pk, by=here.by(here.officer), finish=Finish())
    row = now(dossier)
    assert (row.agency_id, row.stay_at_id) == (here.agency.pk, there.agency.pk)
    assert row.stay_due_at == worlds.moment("2024-06-20 17:00")
    assert row.holder_id == here.officer.pk
    assert access.may_see(dossier=row, officer=there.officer, on=worlds.on("2024-06-17"))
    assert not access.permits((), Act.FINISH_STEP, {there.agency.pk})
    actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(there.officer))
    at("2024-06-18 09:00")
    actions.finish_step(dossier_id=dossier.pk, by=here.by(there.officer), finish=Finish())
    row = now(dossier)
    assert (row.step, row.holder_id) == ("3", there.officer.pk)
    assert row.stay_due_at == worlds.moment("2024-06-20 17:00")
    at("2024-06-18 15:00")
    actions.pause(dossier_id=dossier.pk, by=here.by(here.officer), ground="court", text="Tòa án")
    at("2024-06-19 15:00")
    actions.resume(dossier_id=dossier.pk, by=here.by(here.officer))
    assert now(dossier).stay_due_at == worlds.moment("2024-06-21 17:00")
    actions.finish_step(dossier_id=dossier.pk, by=here.by(there.officer), finish=Finish())
    row = now(dossier)
    assert (row.step, row.stay_at_id, row.stay_due_at) == ("4", None, None)
    assert not verification.verify().findings


def test_who_leaves_an_agency_leaves_what_stays_there_to_an_heir() -> None:
    at("2024-06-17 07:45")
    here = worlds.world(worlds.procedure(amount=10))
    there = worlds.world(worlds.procedure("2.000009"))
    rows = [
        routes.step("1", "assess 1 ngày"),
        routes.step("2", "assess 1 ngày", agency=there.agency.code),
        routes.step("3", "sign 1 ngày", must_sign=True),
    ]
    routes.approve(here.cases[0], rows)
    dossier = here.receive("2024-06-17 08:30")
    actions.assign(dossier_id=dossier.pk, by=here.by(here.leader), to=here.officer, post=here.post)
    actions.finish_step(dossier_id=dossier.pk, by=here.by(here.officer), finish=Finish())
    actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(there.officer))
    heir = factories.officer(there.agency, Role.OFFICER)
    actions.move_officer(
        assignment=there.officer.assignments.get(),
        to_post=None,
        on=worlds.on("2024-06-18"),
        heir=heir,
        by=here.by(here.leader),
    )
    row = now(dossier)
    assert (row.holder_id, row.step, row.stay_at_id) == (heir.pk, "2", there.agency.pk)
    assert not verification.verify().findings


def test_of_two_people_who_act_at_once_one_is_told(here: World) -> None:
    dossier = assessed(here)
    seen = now(dossier).seq
    at("2024-06-18 09:00")
    first = replace(here.by(here.officer), seen=seen)
    second = replace(here.by(here.leader), seen=seen)
    actions.finish_step(dossier_id=dossier.pk, by=first, finish=Finish())
    with pytest.raises(core.Stale):
        actions.move_step(dossier_id=dossier.pk, by=second, step="3", text="Việc gấp")


def test_events_of_before_keep_their_canonical_form(here: World) -> None:
    assert seals.JOINED[2].isdisjoint(seals.HASHED_COLUMNS[1])
    assert set(seals.HASHED_COLUMNS[2]) - set(seals.HASHED_COLUMNS[1]) == seals.JOINED[2]
    dossier = here.receive("2024-06-17 08:30")
    event = DossierEvent.objects.get(dossier=dossier)
    assert event.hash_version == seals.HASH_VERSION
    event.hash_version = 1
    before = seals.digest(event)
    event.to_step = "anything"
    assert seals.digest(event) == before
    event.hash_version = 2
    assert seals.digest(event) != event.hash


def test_a_step_changed_by_hand_is_found(here: World) -> None:
    dossier = here.receive("2024-06-17 08:30")
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("UPDATE dossiers_dossier SET step = '4' WHERE id = %s", [dossier.pk])
    (finding,) = verification.verify().findings
    assert "bước của quy trình" in finding.sentence


def test_an_outcome_of_no_finding_takes_the_way_it_answers() -> None:
    at("2024-06-17 07:45")
    here = worlds.world(worlds.procedure(amount=6))
    branch = (Way("2", Found.ELIGIBLE), Way("3", Found.NOT_ELIGIBLE))
    routes.approve(
        here.cases[0],
        [
            routes.step("1", "assess 1 ngày", ways=branch),
            routes.step("2", "sign 1 ngày", ways=(Way("4"),)),
            routes.step("3", "draft 1 ngày", ways=(Way("4"),)),
            routes.step("4", "return 2 giờ"),
        ],
    )
    dossier = here.receive("2024-06-17 08:30")
    at("2024-06-17 10:00")
    actions.decide(
        dossier_id=dossier.pk,
        by=here.by(here.officer),
        result=worlds.result("2024-06-17 10:00", Outcome.DENIED),
        text="Không đủ điều kiện",
    )
    assert now(dossier).step == "4"
    assert now(dossier).step_due_at == clock.now() + timedelta(hours=4)


def test_a_route_is_not_taken_from_another_agency() -> None:
    at("2024-06-17 07:45")
    here = worlds.world(worlds.procedure(amount=6))
    other = factories.agency()
    scope = catalog.Scope(agency=other)
    routes.approve(here.cases[0], routes.plain(), scope=scope)
    assert now(here.receive("2024-06-17 08:30")).route_id is None


def test_an_opinion_given_anew_stands_beside_the_first(here: World) -> None:
    dossier = assessed(here)
    asked = worlds.world(worlds.procedure("2.000009"))
    by = here.by(here.officer)
    told = {"dossier_id": dossier.pk, "agency": asked.agency, "text": "Có vướng quy hoạch không?"}
    with pytest.raises(core.ReasonMissing):
        actions.consult(**told | {"text": " ", "by": by, "due_at": clock.now()})
    with pytest.raises(consulting.AnswerTooSoon):
        actions.consult(**told, by=by, due_at=clock.now())
    actions.consult(**told, by=by, due_at=worlds.moment("2024-06-18 17:00"))
    (one,) = steps.consultations(dossier.pk)
    assert steps.unanswered(dossier.pk)
    answer = {"dossier_id": dossier.pk, "consultation_id": one.pk}
    with pytest.raises(access.NotAllowed):
        actions.answer(**answer, by=by, text="Không")
    with pytest.raises(consulting.NotAsked):
        actions.answer(**answer | {"consultation_id": 0}, by=here.by(asked.officer), text="Không")
    with pytest.raises(core.ReasonMissing):
        actions.answer(**answer, by=here.by(asked.officer), text="")
    assert access.may_see(dossier=now(dossier), officer=asked.officer, on=worlds.on("2024-06-17"))
    assert [row.pk for row in steps.to_answer(postings(asked.officer))] == [one.pk]
    for text in ("Không vướng", "Có vướng một phần"):
        actions.answer(**answer, by=here.by(asked.officer), text=text)
    assert list(steps.to_answer(postings(asked.officer))) == []
    said = [text_of(opinion.event) for opinion in one.opinions.order_by("pk")]
    assert said == ["Không vướng", "Có vướng một phần"]
    assert not steps.unanswered(dossier.pk)
    assert not verification.verify().findings


def postings(officer: Account) -> tuple[Posting, ...]:
    """The posts an officer fills on the day of the story."""
    return rights.postings(officer.pk, worlds.on("2024-06-17"))
