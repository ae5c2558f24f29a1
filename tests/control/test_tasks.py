"""A task directs people: given, answered, judged; everything said stays said, and nothing else moves."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from motcua.base import clock
from motcua.control import access
from motcua.control.actions import tasks
from motcua.control.models import Task, TaskAct, TaskDossier, TaskState, TaskStep
from motcua.control.queries import tasks as queries
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.organizations import access as rights
from motcua.organizations.access import Posting
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.people.models import Account
from motcua.rules.codes import Level
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World, moment

pytestmark = pytest.mark.django_db
FRIDAY = date(2024, 6, 21)


@pytest.fixture
def province() -> Agency:
    return factories.agency("UBND tỉnh", level=Level.PROVINCE, kind=AgencyKind.PROVINCE)


@pytest.fixture
def here(province: Agency) -> World:
    made = worlds.world(worlds.procedure(amount=2), parent=province)
    clock.set_to(moment("2024-06-17 08:00"))
    return made


def posting(account: Account) -> Posting:
    return rights.postings(account.pk, clock.today())[0]


def give(here: World, by: Account | None = None, **more: object) -> Task:
    by = by or here.leader
    given = {
        "what": "Báo cáo nguyên nhân chậm",
        "owner": here.officer,
        "agency_id": here.agency.pk,
        "answer_on": FRIDAY,
        "by": by,
        "posting": posting(by),
        "at": clock.now(),
    }
    return tasks.give(**given | more)  # type: ignore[arg-type]


def told(task: Task) -> list[str]:
    return list(task.steps.order_by("number").values_list("act", flat=True))


def test_a_task_is_answered_and_accepted_and_every_word_is_kept(here: World) -> None:
    task = give(here)
    tasks.answer(task_id=task.pk, text="Do thiếu người", by=here.officer, at=clock.now())
    done = tasks.accept(
        task_id=task.pk, by=here.leader, posting=posting(here.leader), at=clock.now()
    )
    assert done.state == TaskState.DONE
    assert told(task) == [TaskAct.GIVE, TaskAct.ANSWER, TaskAct.ACCEPT]
    assert [step.by for step in task.steps.order_by("number")] == [
        here.leader,
        here.officer,
        here.leader,
    ]


def test_an_answer_that_does_not_do_is_asked_for_again_until_a_new_day(here: World) -> None:
    task = give(here)
    tasks.answer(task_id=task.pk, text="Do thiếu người", by=here.officer, at=clock.now())
    judged = {"by": here.leader, "posting": posting(here.leader), "at": clock.now()}
    again = tasks.ask_again(
        task_id=task.pk, text="Nêu rõ ngày xong", answer_on=date(2024, 6, 25), **judged
    )
    assert (again.state, again.answer_on) == (TaskState.OPEN, date(2024, 6, 25))
    tasks.answer(task_id=task.pk, text="Ngày 24/6", by=here.officer, at=clock.now())
    assert [step.answer_on for step in task.steps.order_by("number")] == [
        FRIDAY,
        FRIDAY,
        date(2024, 6, 25),
        date(2024, 6, 25),
    ]


def test_a_task_moves_no_dossier_and_writes_no_history(here: World) -> None:
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    before = Dossier.objects.filter(pk=dossier.pk).values().get()
    events = DossierEvent.objects.count()
    task = give(here, dossier_ids=[dossier.pk])
    assert TaskDossier.objects.get(task=task).dossier == dossier
    assert Dossier.objects.filter(pk=dossier.pk).values().get() == before
    assert DossierEvent.objects.count() == events


def test_an_answer_is_late_the_day_after_it_was_owed(here: World) -> None:
    task = give(here)
    everything = Task.objects.all()
    assert not queries.is_late(task, FRIDAY)
    assert list(queries.late(everything, FRIDAY)) == []
    assert list(queries.late(everything, FRIDAY + timedelta(days=1))) == [task]
    tasks.answer(task_id=task.pk, text="Đã xong", by=here.officer, at=clock.now())
    assert list(queries.late(everything, FRIDAY + timedelta(days=1))) == []


def test_only_a_leader_there_or_above_gives_one(here: World, province: Agency) -> None:
    above = factories.officer(province, Role.LEADER)
    assert give(here, above).giver_agency == province
    elsewhere = factories.officer(factories.agency(parent=province), Role.LEADER)
    controller = factories.officer(province, Role.CONTROLLER)
    for stranger in (here.officer, here.clerk, elsewhere, controller):
        with pytest.raises(access.NotAllowed):
            give(here, stranger)


def test_only_the_owner_answers_and_nobody_judges_himself(here: World) -> None:
    task = give(here)
    with pytest.raises(access.NotAllowed):
        tasks.answer(task_id=task.pk, text="Thay", by=here.clerk, at=clock.now())
    own = give(here, owner=here.leader)
    tasks.answer(task_id=own.pk, text="Đã xong", by=here.leader, at=clock.now())
    with pytest.raises(access.NotAllowed):
        tasks.accept(task_id=own.pk, by=here.leader, posting=posting(here.leader), at=clock.now())


def test_another_leader_of_the_office_that_gave_it_judges_too(here: World) -> None:
    deputy = factories.officer(here.agency, Role.LEADER)
    task = give(here)
    tasks.answer(task_id=task.pk, text="Đã xong", by=here.officer, at=clock.now())
    done = tasks.accept(task_id=task.pk, by=deputy, posting=posting(deputy), at=clock.now())
    assert done.state == TaskState.DONE


def test_every_act_has_its_turn(here: World) -> None:
    task = give(here)
    judged = {"task_id": task.pk, "by": here.leader, "posting": posting(here.leader)}
    with pytest.raises(tasks.TaskMoved):
        tasks.accept(at=clock.now(), **judged)
    tasks.answer(task_id=task.pk, text="Đã xong", by=here.officer, at=clock.now())
    with pytest.raises(tasks.TaskMoved):
        tasks.answer(task_id=task.pk, text="Nữa", by=here.officer, at=clock.now())
    tasks.withdraw(at=clock.now(), text="Không cần nữa", **judged)
    for act in (tasks.accept, tasks.withdraw):
        more = {"text": "Lần nữa"} if act is tasks.withdraw else {}
        with pytest.raises(tasks.TaskMoved):
            act(at=clock.now(), **judged, **more)


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"what": "  "}, tasks.TextMissing),
        ({"answer_on": date(2024, 6, 16)}, tasks.AnswerDatePast),
        ({"dossier_ids": [999_999]}, tasks.DossierElsewhere),
    ],
)
def test_what_makes_no_task_is_refused(
    here: World, given: dict[str, object], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        give(here, **given)
    assert not Task.objects.exists()


def test_who_works_elsewhere_and_what_lies_elsewhere_are_refused(here: World) -> None:
    other = worlds.world(worlds.procedure("2.000002"))
    dossier = other.receive("2024-06-17 08:00")
    with pytest.raises(tasks.NotAtThatAgency):
        give(here, owner=other.officer)
    with pytest.raises(tasks.DossierElsewhere):
        give(here, dossier_ids=[dossier.pk])


def test_each_sees_what_is_his_to_see(here: World, province: Agency) -> None:
    above = factories.officer(province, Role.LEADER)
    task = give(here, above)
    stranger = factories.officer(factories.agency(parent=province), Role.LEADER)
    assert list(queries.owed_by(here.officer.pk)) == [task]
    assert list(queries.given_at(posting(above))) == [task]
    assert list(queries.given_at(posting(here.leader))) == [task]
    assert not queries.given_at(posting(stranger)).exists()
    sees = [
        account
        for account in (here.officer, above, here.leader, here.clerk, stranger)
        if queries.visible(task.pk, account.pk, posting(account))
    ]
    assert sees == [here.officer, above, here.leader]
    assert [list(queries.turn_of(account.pk)) for account in (here.officer, above)] == [[task], []]


@pytest.mark.parametrize("model", [TaskStep, TaskDossier])
def test_the_database_refuses_to_unsay(here: World, model: type) -> None:
    dossier = here.receive("2024-06-17 08:00")
    give(here, dossier_ids=[dossier.pk])
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        model.objects.all().delete()
    assert model.objects.exists()
