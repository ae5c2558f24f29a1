"""Verification: the whole history folded again and compared with everything derived from it.

Nothing is repaired. What a broken history makes impossible to compare (the sums that counted it)
is told as a note, so that each finding names what was really touched.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.dossiers.verification import days, histories, papers, totals
from motcua.dossiers.verification.findings import Finding, Kind

__all__ = ["Finding", "Kind", "Report", "verify"]


@dataclass(frozen=True)
class Report:
    """What was looked at, and every difference found; ``findings`` is empty when the books are whole."""

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    dossiers: int
    events: int
    days: int
    files: int = 0

    def summary(self) -> str:
        """Everything in one Vietnamese line."""
        counts = {
            "dossiers": self.dossiers,
            "events": self.events,
            "days": self.days,
            "files": self.files,
            "findings": len(self.findings),
        }
        read = _("Đã đối soát %(dossiers)d hồ sơ, %(events)d sự kiện, %(days)d ngày niêm phong")
        if self.files:
            read += _(", %(files)d tệp")
        found = _("không có sai lệch") if self.clean else _("%(findings)d sai lệch")
        return f"{read}: {found}." % counts

    @property
    def clean(self) -> bool:
        """Whether nothing differs."""
        return not self.findings


def verify(*, files_of_day: int | None = None) -> Report:
    """Fold every dossier's events, recompute every sealed day and every sum, and compare; read the files.

    Reads one snapshot, so that a province may go on working meanwhile. Memory does not grow with
    the number of dossiers. ``files_of_day`` reads a part of the files, so that a month reads all.
    """
    with _one_snapshot():
        read = histories.read()
        sealed = days.read()
        suspects = totals.Suspects(
            dossier_ids=frozenset(
                finding.dossier_id for finding in read.findings if finding.dossier_id is not None
            ),
            days_broken=bool(sealed.findings),
        )
        sums, notes = totals.read(suspects)
    kept = papers.read(day=files_of_day)
    return Report(
        findings=(*read.findings, *sealed.findings, *sums, *kept.findings),
        notes=notes,
        dossiers=read.dossiers,
        events=read.events,
        days=sealed.days,
        files=kept.files,
    )


@contextmanager
def _one_snapshot() -> Iterator[None]:
    """See one state of the database throughout; inside a transaction its own view is what there is."""
    inside = connection.in_atomic_block
    with transaction.atomic():
        if not inside:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
