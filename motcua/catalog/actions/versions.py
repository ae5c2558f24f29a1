"""Drafting, publishing and ending a version."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q

from motcua.base import text
from motcua.catalog.actions import indexing, locks
from motcua.catalog.models import (
    Case,
    CaseChannel,
    CasePaper,
    Fee,
    Field,
    LegalBasis,
    Procedure,
    ProcedureState,
    ProcedureVersion,
    Result,
)
from motcua.catalog.records import CaseRecord, VersionRecord


class NotADraft(ValueError):
    """Only a draft can be published."""


class Incomplete(ValueError):
    """A version without a case, a channel for each case or a result cannot be published."""


class Overlaps(ValueError):
    """Another version, or another offering, already holds on some of these days."""


class NotInForce(ValueError):
    """Only a published version that is still open can be ended."""


def draft(
    *, procedure: Procedure, record: VersionRecord, field: Field, origin: str
) -> ProcedureVersion:
    """Write a record down as the procedure's next version, still open to change."""
    last = procedure.versions.order_by("-number").values_list("number", flat=True).first()
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=(last or 0) + 1,
        name=record.name,
        name_key=text.sort_key(record.name),
        fold=text.fold(record.name),
        keywords=record.keywords,
        keywords_fold=text.fold(record.keywords),
        field=field,
        level=record.level,
        levels=[record.level],
        service_level=record.service_level,
        prescriber=record.prescriber,
        effective_from=record.effective_from,
        decision_number=record.decision_number,
        decision_on=record.decision_on,
        audience=record.audience,
        plain_summary=record.summary,
        steps="\n".join(record.steps),
        conditions=record.conditions,
        agency_text=record.agency,
        result_validity=record.validity,
        restarts_after_supplement=record.restarts,
        no_appointment=record.no_appointment,
        source={"origin": origin, "digest": record.digest()},
    )
    for order, case in enumerate(record.cases, start=1):
        _draft_case(version, order, case)
    Result.objects.bulk_create(
        Result(version=version, code=code, name=name) for code, name in record.results
    )
    LegalBasis.objects.bulk_create(
        LegalBasis(
            version=version,
            number=basis.number,
            title=basis.title,
            issuer=basis.issuer,
            issued_on=basis.issued_on,
        )
        for basis in record.bases
    )
    return version


@transaction.atomic
def publish(*, version: ProcedureVersion) -> ProcedureVersion:
    """Publish a draft: from then on the database refuses changes.

    The version open until then ends the day before. Raise ``NotADraft``, ``Incomplete``, or
    ``Overlaps`` when the new version would not follow the last one in time.
    """
    procedure = locks.procedure(version.procedure_id)
    if version.state != ProcedureState.DRAFT:
        raise NotADraft(version)
    _require_complete(version)
    others = procedure.versions.exclude(state=ProcedureState.DRAFT)
    held = Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from"))
    if others.filter(
        held,
        Q(effective_from__gte=version.effective_from) | Q(effective_to__gte=version.effective_from),
    ).exists():
        raise Overlaps(version)
    others.filter(effective_to__isnull=True).update(
        effective_to=version.effective_from - timedelta(days=1)
    )
    version.state = ProcedureState.PUBLISHED
    version.save(update_fields=["state"])
    indexing.index_new()
    return version


def end(*, version: ProcedureVersion, last_day: date) -> None:
    """Let a published version hold until ``last_day`` (inclusive); another one follows it."""
    _end(version, last_day, ProcedureState.PUBLISHED)


def abolish(*, version: ProcedureVersion, last_day: date) -> None:
    """Abolish the procedure after ``last_day``: no version follows. Raise ``NotInForce``."""
    _end(version, last_day, ProcedureState.ABOLISHED)


def _end(version: ProcedureVersion, last_day: date, state: ProcedureState) -> None:
    ended = ProcedureVersion.objects.filter(
        pk=version.pk, state=ProcedureState.PUBLISHED, effective_to__isnull=True
    ).update(effective_to=last_day, state=state)
    if not ended:
        raise NotInForce(version)
    version.refresh_from_db(fields=["effective_to", "state"])


def _require_complete(version: ProcedureVersion) -> None:
    cases = version.cases.all()
    if not cases.exists() or not version.results.exists():
        raise Incomplete(version)
    if cases.filter(channels__isnull=True).exists():
        raise Incomplete(version)


def _draft_case(version: ProcedureVersion, order: int, record: CaseRecord) -> None:
    case = Case.objects.create(version=version, order=order, name=record.name)
    channels = CaseChannel.objects.bulk_create(
        CaseChannel(
            case=case,
            channel=channel,
            limit_amount=limit.amount,
            limit_unit=limit.unit,
            limit_note=record.limit_note,
            restarts_after_supplement=record.restarts,
        )
        for channel, limit in record.limits.items()
    )
    Fee.objects.bulk_create(
        Fee(case_channel=channel, kind=fee.kind, amount_dong=fee.amount_dong, note=fee.note)
        for channel in channels
        for fee in record.fees
    )
    CasePaper.objects.bulk_create(
        CasePaper(
            case=case,
            order=place,
            code=paper.code,
            name=paper.name,
            originals=paper.originals,
            copies=paper.copies,
            required=paper.required,
            replaceable_by=paper.replaceable_by,
            form_code=paper.form,
            note=paper.note,
        )
        for place, paper in enumerate(record.papers, start=1)
    )
