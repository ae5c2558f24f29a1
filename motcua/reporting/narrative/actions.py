"""Writing a narrative report, and filing it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.base import clock
from motcua.checking import check, reading
from motcua.checking.findings import Severity
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.reporting.actions import NotAllowed, NotReady, TypedMeanwhile
from motcua.reporting.models import FiledNarrative, NarrativeText
from motcua.reporting.narrative import composing, paper, queries
from motcua.reporting.narrative.composed import Composed, Written
from motcua.rules.periods import Window

_NAME = "bao-cao.docx"


@transaction.atomic
def write(
    *, agency_id: int, window: Window, written: Written, seen: int, by: Account, at: datetime
) -> NarrativeText:
    """Keep what was written; ``seen`` is the number of what the page showed, 0 for nothing.

    Raise ``NotAllowed``, ``TypedMeanwhile``.
    """
    _permitted(by, agency_id, at)
    _alone(agency_id)
    last = queries.texts(agency_id, window).first()
    number = last.number if last else 0
    if number != seen:
        raise TypedMeanwhile(queries.FORM)
    return NarrativeText.objects.create(
        agency_id=agency_id,
        form=queries.FORM,
        from_on=window.from_on,
        to_on=window.to_on,
        number=number + 1,
        content=written.as_json(),
        at=at,
        by=by,
    )


@transaction.atomic
def file(*, agency_id: int, window: Window, by: Account, at: datetime) -> FiledNarrative:
    """File the report: every sentence and figure is kept as it is now. Raise ``NotAllowed``, ``NotReady``.

    Căn cứ: Thông tư 01/2020/TT-VPCP (certainty: medium that a report is filed when its window is over).
    """
    _permitted(by, agency_id, at)
    agency = _alone(agency_id)
    made = queries.current(agency=agency, window=window, as_of=at)
    problems = problems_of(made, window=window, at=at)
    if problems:
        raise NotReady(problems)
    return FiledNarrative.objects.create(
        agency_id=agency_id,
        form=queries.FORM,
        from_on=window.from_on,
        to_on=window.to_on,
        number=queries.filings(agency_id, window).count() + 1,
        content=made.report.as_json(),
        at=at,
        by=by,
    )


def problems_of(made: composing.Draft, *, window: Window, at: datetime) -> list[str]:
    """Say in Vietnamese everything for which a report cannot be filed at a moment."""
    told = list(made.problems)
    if clock.local(at).date() <= window.to_on:
        told.append(
            f"Kỳ báo cáo còn kéo dài đến hết ngày {window.to_on:%d/%m/%Y}. Hãy chốt sau ngày đó."
        )
    return [*told, *(f"Rà soát số liệu: {one}" for one in contradictions(made.report))]


def contradictions(report: Composed) -> Sequence[str]:
    """What cannot be true in the report, by the checker that reads reports of others."""
    checked = check.check(reading.read(paper.docx_of(report), _NAME))
    return [found.message for found in checked.findings if found.severity is Severity.ERROR]


def _permitted(by: Account, agency_id: int, at: datetime) -> None:
    held = access.postings(by.pk, clock.local(at).date())
    if not access.may(held, Permission.REPORT, agency_id):
        raise NotAllowed(agency_id)


def _alone(agency_id: int) -> Agency:
    """Let one person at a time write the reports of an agency."""
    return Agency.objects.select_for_update().get(pk=agency_id)
