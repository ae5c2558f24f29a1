"""The tasks of the queue. Each does one thing and may be run twice without harm."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

import structlog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import close_old_connections, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.base import backlog, backup, clock, env, installation, upkeep, uploads
from motcua.base.models import OnceKey
from motcua.control import queries as control
from motcua.documents import actions as documents
from motcua.documents.signing.pades import Mark
from motcua.documents.signing.placing import Place
from motcua.dossiers import actions, verification
from motcua.dossiers.actions import results_signing, scanning
from motcua.dossiers.models import DossierEvent
from motcua.integrations.mail import outbound
from motcua.integrations.national_portal import inbound
from motcua.jobs import letters, reactions, schedule
from motcua.notices import actions as notices
from motcua.reporting.campaigns import reminding as rounds
from motcua.reporting.signing import actions as report_papers
from motcua.rules.codes import Act
from motcua.slips import actions as slips
from motcua.slips import certifying, marks

log = structlog.get_logger("motcua.jobs")

#: Waits 2, 4, 8 … seconds; what still fails is on the status page, to be retried by hand.
PATIENT = RetryStrategy(max_attempts=6, exponential_wait=2)


def _task(
    name: str, *, cron: str = "", alone: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a task under ``name``, run at ``cron`` too; its thread keeps no stale connection.

    ``alone``: one job of it runs at a time, and no more than one waits.

    The function itself stays as it is: called directly, it leaves the caller's connection alone.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def run(timestamp: int = 0, **arguments: Any) -> None:  # noqa: ANN401 - each has its own
            log.debug("task", task=name, asked_for=timestamp)
            close_old_connections()
            try:
                function(**arguments)
            finally:
                close_old_connections()

        lock = name if alone else None
        task = app.task(name=name, retry=PATIENT, lock=lock, queueing_lock=lock)(run)
        if cron:
            app.periodic(cron=cron)(task)
        return function

    return register


@_task("jobs.react")
def react(*, event_id: int) -> None:
    """Tell everybody who listens to the act of this event."""
    act = DossierEvent.objects.values_list("act", flat=True).get(pk=event_id)
    reactions.follow(event_id=event_id, act=Act(act), at=clock.now())


@_task("jobs.react_day")
def react_day(*, day: str) -> None:
    """React to all events recorded on a past day at once; inward listeners run here and now.

    Each event has a transaction of its own, so that a repeat goes on where the first run failed.
    """
    events = DossierEvent.objects.filter(
        recorded_on=date.fromisoformat(day), act__in=list(reactions.REACTIONS)
    )
    for event_id, act in events.order_by("pk").values_list("pk", "act"):
        with transaction.atomic():
            for listener in reactions.REACTIONS[Act(act)]:
                if listener.task in _INWARD and reactions.claim(
                    event_id=event_id, listener=listener, at=clock.now()
                ):
                    _INWARD[listener.task](event_id=event_id)
            reactions.follow(event_id=event_id, act=Act(act), at=clock.now())


@_task("jobs.keep_slip")
def keep_slip(*, event_id: int) -> None:
    """Issue the slip of an act, so that a later reprint can be proved the same.

    It is issued when the act was recorded, also where a past day is played and this runs later.
    """
    at = DossierEvent.objects.values_list("recorded_at", flat=True).get(pk=event_id)
    slips.keep(event_id=event_id, at=at)


#: What ``react_day`` runs itself instead of deferring it.
_INWARD: dict[str, Callable[..., None]] = {reactions.KEEP_SLIP.task: keep_slip}


@_task("jobs.take_in_submission")
def take_in_submission(*, message_id: int) -> None:
    """Try again to make a dossier of a kept record of the national portal."""
    inbound.handle(message_id, at=clock.now())


@_task("jobs.pick_up_stalled", cron=schedule.PICK_UP)
def pick_up_stalled() -> None:
    """Run again what a worker had begun when it died."""
    number = backlog.pick_up_stalled(at=clock.now())
    if number:
        log.warning("stalled jobs picked up", number=number)


@_task("jobs.read_file")
def read_file(*, file_id: int) -> None:
    """Recognise the words of a kept file."""
    documents.read_file(file_id=file_id, at=clock.now())


@_task("jobs.make_certified_copies")
def make_certified_copies(*, dossier_id: int) -> None:
    """Make the electronic copies of a dossier's originals; a run that died is gone on with."""
    certifying.make_all(dossier_id=dossier_id, at=clock.now())


@_task("jobs.prepare_signatures")
def prepare_signatures(*, batch_id: int) -> None:
    """Prepare the documents of a signing batch; a run that died is gone on with."""
    results_signing.prepare_all(batch_id, draw=_drawn, at=clock.now())


@_task("jobs.prepare_report_papers")
def prepare_report_papers(*, signing_id: int) -> None:
    """Make the papers of filed reports that are to be signed; a run that died is gone on with."""
    report_papers.prepare_all(signing_id, draw=_drawn, at=clock.now())


def _drawn(name: str, place: Place, at: datetime) -> Mark:
    return marks.person(name=name, place=place, at=clock.local(at))


@_task("jobs.collect_scans", cron=schedule.COLLECT_SCANS, alone=True)
def collect_scans() -> None:
    """Take up what scanners delivered; one look at a time, however long the last one takes."""
    told = scanning.collect(settings.SCANS_FOLDER, at=clock.now())
    if told:
        log.info("scans collected", **told)


@_task("jobs.read_missed", cron=schedule.READ_MISSED)
def read_missed() -> None:
    """Read what waited for programs that are installed by now."""
    documents.read_missed()


@_task("jobs.remind", cron=schedule.REMIND, alone=True)
def remind() -> None:
    """Tell every owner what is due, once; write to those who have an address, of their tasks too.

    While a demonstration plays its past, nobody is told what was due then.
    """
    if upkeep.demo_is_playing():
        return
    at = clock.now()
    told = notices.run(at=at)
    rounds.run(at=at)
    letters.write_reminders(at=at)
    letters.write_tasks(at=at)
    if told.number:
        log.info("reminders", number=told.number, cancelled=told.cancelled)


@_task("jobs.write_mornings", cron=schedule.MORNING, alone=True)
def write_mornings() -> None:
    """Write the morning's page to the leaders, once each working day."""
    if not upkeep.demo_is_playing():
        letters.write_mornings(at=clock.now())


@_task("jobs.send_mail")
def send_mail(*, message_id: int) -> None:
    """Hand a kept letter to the mail server."""
    outbound.send(message_id, at=clock.now())


@_task("jobs.verify", cron=schedule.VERIFY)
def verify() -> None:
    """Verify the books once a day; what differs is on the status page until it no longer does."""
    at = clock.now()
    if not schedule.is_due("verify", at=at):
        return
    report = verification.verify(files_of_day=clock.local(at).toordinal())
    registers = list(control.broken())
    number = len(report.findings) + len(registers)
    summary = f"{report.summary()} {control.summary(registers)}".rstrip()
    upkeep.note(name="verify", at=at, ok=not number, detail=summary)
    if number:
        log.error("verification found differences", number=number)


@_task("jobs.seal_days", cron=schedule.SEAL_DAYS)
def seal_days() -> None:
    """Seal the recorded days that are over and fold them into the sums.

    While a demonstration plays its past, the player seals: a later day must not be sealed first.
    """
    if upkeep.demo_is_playing():
        return
    for seal in actions.seal_past_days():
        log.info("day sealed", day=seal.day.isoformat())


@_task("jobs.backup", cron=schedule.BACKUP)
def write_backup() -> None:
    """Back the installation up once a day into the data folder, keeping the latest few."""
    at = clock.now()
    kept = env.read().backups_kept
    if not kept or not schedule.is_due("backup", at=at):
        return
    data = installation.data_folder()
    folder = data / "backups"
    path = folder / f"motcua-{at:%Y%m%d-%H%M%S}.zip"
    backup.write(path=path, data=data, at=at)
    for old in sorted(folder.glob("motcua-*.zip"))[:-kept]:
        old.unlink()
    upkeep.note(name="backup", at=at, ok=True, detail=path.name)


@_task("jobs.forget_keys", cron=schedule.FORGET)
def forget_keys() -> None:
    """Forget one-time keys no form can still carry, sessions that are over, uploads nobody took."""
    at = clock.now()
    uploads.sweep(at=at)
    OnceKey.objects.filter(created_at__lt=at - schedule.KEYS_KEPT).delete()
    Session.objects.filter(expire_date__lt=at).delete()
