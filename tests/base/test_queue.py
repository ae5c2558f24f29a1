"""Later work belongs to the transaction that asked for it."""

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.base import queue


@pytest.mark.django_db
def test_a_job_is_deferred_by_name_with_its_arguments() -> None:
    assert queue.defer("jobs.react", event_id=5)

    job = ProcrastinateJob.objects.get()
    assert job.task_name == "jobs.react"
    assert job.args == {"event_id": 5}


@pytest.mark.django_db
def test_a_job_vanishes_with_the_transaction_that_failed() -> None:
    with transaction.atomic():
        queue.defer("jobs.react", event_id=5)
        transaction.set_rollback(True)  # as an error would

    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_a_second_job_with_the_same_queueing_lock_is_left_out_without_harm() -> None:
    assert queue.defer("jobs.seal_day", queueing_lock="seal")
    assert not queue.defer("jobs.seal_day", queueing_lock="seal")
    assert queue.defer("jobs.react", event_id=1)

    assert ProcrastinateJob.objects.count() == 2


@pytest.mark.django_db
def test_many_jobs_are_deferred_at_once() -> None:
    assert queue.defer_many("jobs.react", [{"event_id": 1}, {"event_id": 2}]) == 2
    assert queue.defer_many("jobs.react", []) == 0

    assert ProcrastinateJob.objects.count() == 2
