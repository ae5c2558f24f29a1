"""The queue's tasks and what follows from an act."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.base import clock, once, upkeep
from motcua.base.models import OnceKey, Reaction
from motcua.jobs import reactions, schedule, tasks
from motcua.jobs.reactions import Listener
from motcua.rules.codes import Act

AT = clock.at(clock.today())


def test_every_task_somebody_defers_by_name_is_registered():
    assert {"jobs.react", "jobs.seal_days", "jobs.backup"} <= set(app.tasks)


def test_every_listener_is_a_registered_task():
    told = {listener.task for each in reactions.REACTIONS.values() for listener in each}
    assert told <= set(app.tasks)


@pytest.mark.django_db
def test_each_listener_of_an_act_gets_a_job_of_its_own_and_outward_ones_wait(monkeypatch):
    table = {Act.RECEIVE: (Listener("jobs.keep"), Listener("jobs.tell", outward=True))}
    monkeypatch.setattr(reactions, "REACTIONS", table)

    with override_settings(OUTWARD_DELAY_SECONDS=60):
        assert reactions.follow(event_id=5, act=Act.RECEIVE, at=AT) == 2

    assert Reaction.objects.count() == 2
    keep, tell = ProcrastinateJob.objects.order_by("task_name")
    assert keep.args == tell.args == {"event_id": 5}
    assert keep.scheduled_at is None
    assert tell.scheduled_at == AT + timedelta(seconds=60)


@pytest.mark.django_db
def test_following_an_event_twice_makes_no_second_job(monkeypatch):
    monkeypatch.setattr(reactions, "REACTIONS", {Act.RECEIVE: (Listener("jobs.keep"),)})

    for _time in range(2):
        reactions.follow(event_id=5, act=Act.RECEIVE, at=AT)

    assert ProcrastinateJob.objects.count() == 1


@pytest.mark.django_db
def test_a_daily_duty_is_due_when_it_was_never_done_failed_or_is_a_day_old():
    assert schedule.is_due("backup", at=AT)
    upkeep.note(name="backup", at=AT, ok=True)
    assert not schedule.is_due("backup", at=AT + timedelta(hours=19))
    assert schedule.is_due("backup", at=AT + timedelta(hours=20))
    upkeep.note(name="backup", at=AT + timedelta(hours=1), ok=False)
    assert schedule.is_due("backup", at=AT + timedelta(hours=2))


@pytest.mark.django_db(transaction=True)
def test_one_time_keys_are_forgotten_after_a_week():
    for key, age in (("old", 8), ("new", 6)):
        once.run(key=key, account_id=1, at=clock.now() - timedelta(days=age), action=str)

    tasks.forget_keys()

    assert [each.key for each in OnceKey.objects.all()] == ["new"]


@pytest.mark.django_db(transaction=True)
def test_the_daily_backup_is_written_once_a_day_and_noted(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("motcua.base.installation.data_folder", lambda: tmp_path)

    tasks.write_backup()
    tasks.write_backup()

    assert len(list((tmp_path / "backups").glob("motcua-*.zip"))) == 1
    assert upkeep.latest("backup").ok
