"""How the queue stands: what waits, what failed for good, what a dead worker left behind."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Now
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.exceptions import ConnectorException

#: A worker that has not said for so long that it lives is gone, with the jobs it had begun.
SILENT = timedelta(seconds=60)
_DUE = Q(scheduled_at=None) | Q(scheduled_at__lte=Now())


@dataclass(frozen=True)
class Load:
    """How many jobs wait, run and failed for good."""

    waiting: int
    running: int
    failed: int


def works() -> bool:
    """Whether a worker has said of late that it lives."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gte=Now() - SILENT).exists()


def load() -> Load:
    """Count the jobs; those put off to a later moment do not wait yet."""
    counts = ProcrastinateJob.objects.aggregate(
        waiting=Count("pk", filter=Q(status="todo") & _DUE),
        running=Count("pk", filter=Q(status="doing")),
        failed=Count("pk", filter=Q(status="failed")),
    )
    return Load(**counts)


def failed() -> QuerySet[ProcrastinateJob]:
    """The jobs that failed for good, the latest first, each with the moment as ``failed_at``."""
    found: QuerySet[ProcrastinateJob] = (
        ProcrastinateJob.objects.filter(status="failed")
        .annotate(failed_at=Max("procrastinateevent__at"))
        .order_by("-failed_at", "-pk")
    )
    return found


def retry(*, job_id: int, at: datetime) -> bool:
    """Let a failed job run again from ``at``; False when it is not there or has not failed."""
    if not ProcrastinateJob.objects.filter(pk=job_id, status="failed").exists():
        return False
    try:
        with transaction.atomic():
            app.job_manager.retry_job_by_id(job_id, at)
    except ConnectorException:
        return False
    return True


def pick_up_stalled(*, at: datetime) -> int:
    """Let jobs run again whose worker died with them; return how many."""
    gone = Q(worker=None) | Q(worker__last_heartbeat__lt=Now() - SILENT)
    stalled = ProcrastinateJob.objects.filter(gone, status="doing").order_by("pk")
    ids = list(stalled.values_list("pk", flat=True))
    for job_id in ids:
        app.job_manager.retry_job_by_id(job_id, at)
    return len(ids)
