"""What follows from an act follows once, also for days played together, also after a dead worker."""

from datetime import timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.base import backlog, clock, queue, upkeep
from motcua.base.models import Reaction
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.exchange.models import Message, MessageState
from motcua.integrations.national_portal import fake, inbound
from motcua.jobs import reactions, tasks
from motcua.rules.codes import Act
from motcua.slips.models import IssuedSlip
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_queue(db) -> None:
    """Begin with no job: the queue's own tables are not emptied after a transactional test."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def waiting(task: str) -> list[dict]:
    jobs = ProcrastinateJob.objects.filter(task_name=task, status="todo").order_by("pk")
    return [job.args for job in jobs]


def set_job(job_id: int, status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job_id])


def test_an_act_that_prints_a_slip_is_followed_by_keeping_it():
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    event = DossierEvent.objects.get(dossier=dossier)
    assert waiting("jobs.react") == [{"event_id": event.pk}]

    tasks.react(event_id=event.pk)
    assert waiting("jobs.keep_slip") == [{"event_id": event.pk}]
    tasks.keep_slip(event_id=event.pk)

    issued = IssuedSlip.objects.get()
    assert (issued.event_id, issued.issued_at) == (event.pk, event.recorded_at)


def test_a_listener_hears_of_an_event_once_even_when_its_job_is_long_done():
    here = worlds.world()
    event = DossierEvent.objects.get(dossier=here.receive("2024-06-17 08:30"))
    tasks.react(event_id=event.pk)
    set_job(ProcrastinateJob.objects.get(task_name="jobs.keep_slip").pk, "succeeded")

    tasks.react(event_id=event.pk)

    assert waiting("jobs.keep_slip") == []
    assert Reaction.objects.count() == 1


def test_a_day_played_together_reacts_in_one_job_and_once():
    here = worlds.world()
    with queue.gathered("jobs.react", into="jobs.react_day", arguments={"day": "2024-06-17"}):
        for minute in ("30", "40"):
            here.take_on(here.receive(f"2024-06-17 08:{minute}"), "2024-06-17 09:00")
    clock.reset()
    assert waiting("jobs.react") == []
    assert waiting("jobs.react_day") == [{"day": "2024-06-17"}]

    for _time in range(2):
        tasks.react_day(day="2024-06-17")

    assert IssuedSlip.objects.count() == 2
    assert Reaction.objects.count() == 2
    assert waiting("jobs.keep_slip") == []


def test_a_reaction_that_fails_leaves_no_trace_that_it_happened(monkeypatch):
    here = worlds.world()
    here.receive("2024-06-17 08:30")

    def fail(*, event_id: int) -> None:
        raise RuntimeError(event_id)

    monkeypatch.setitem(tasks._INWARD, reactions.KEEP_SLIP.task, fail)
    with pytest.raises(RuntimeError):
        tasks.react_day(day="2024-06-17")

    assert not Reaction.objects.exists()


def test_every_act_that_prints_a_slip_is_listened_to():
    assert reactions.REACTIONS[Act.RECEIVE] == (reactions.KEEP_SLIP,)
    assert Act.HAND_OVER not in reactions.REACTIONS


def test_what_a_dead_worker_had_begun_runs_again():
    queue.defer("jobs.keep_slip", event_id=7)
    job = ProcrastinateJob.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - interval '5 minutes') RETURNING id"
        )
        (worker_id,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [worker_id, job.pk],
        )

    tasks.pick_up_stalled()

    assert waiting("jobs.keep_slip") == [{"event_id": 7}]


def test_what_a_living_worker_does_is_left_alone():
    queue.defer("jobs.keep_slip", event_id=7)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES RETURNING id")
        (worker_id,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker_id]
        )
    assert backlog.pick_up_stalled(at=clock.now()) == 0
    assert backlog.load() == backlog.Load(waiting=0, running=1, failed=0)


def test_a_failed_job_is_listed_and_runs_again_when_told():
    queue.defer("jobs.keep_slip", event_id=7)
    job = ProcrastinateJob.objects.get()
    assert not backlog.retry(job_id=job.pk, at=clock.now())
    set_job(job.pk, "failed")
    assert [each.pk for each in backlog.failed()] == [job.pk]

    assert backlog.retry(job_id=job.pk, at=clock.now())

    assert waiting("jobs.keep_slip") == [{"event_id": 7}]
    assert not backlog.retry(job_id=job.pk + 1, at=clock.now())


def test_a_stuck_submission_is_taken_in_again_when_its_hindrance_is_gone():
    here = worlds.world()
    record = fake.record(
        1,
        procedure_code="2.000009",
        agency_code=here.agency.code,
        submitted_at=worlds.moment("2024-06-17 20:00"),
    )
    assert inbound.take_in(record, place=1, at=clock.now()).dossier_id is None
    case = worlds.procedure("2.000009")
    case.version.procedure.offerings.create(agency=here.agency, from_on=worlds.on("2020-01-01"))
    message = Message.objects.get()

    tasks.take_in_submission(message_id=message.pk)

    message.refresh_from_db()
    assert message.state == MessageState.DONE
    assert Dossier.objects.get().pk == message.subject_id


def test_the_books_are_verified_once_a_day_and_what_differs_is_noted():
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:30")
    clock.reset()
    tasks.verify()
    tasks.verify()
    assert upkeep.latest("verify").ok

    Dossier.objects.filter(pk=dossier.pk).update(status="decided")
    with clock.moved_to(clock.now() + timedelta(hours=21)):
        tasks.verify()

    assert not upkeep.latest("verify").ok
    assert "1 sai lệch" in upkeep.latest("verify").detail


def test_every_periodic_duty_is_registered():
    names = {task.name for task in app.tasks.values()}
    assert {"jobs.verify", "jobs.pick_up_stalled", "jobs.react_day", "jobs.keep_slip"} <= names
