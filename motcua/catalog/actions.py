"""What is done to the catalogue: load records, publish a version, end it, let an agency offer it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from motcua.base import text
from motcua.catalog.models import (
    Case,
    CaseChannel,
    CasePaper,
    Fee,
    Field,
    LegalBasis,
    LifeEvent,
    Offering,
    Procedure,
    ProcedureState,
    ProcedureVersion,
    Result,
)
from motcua.catalog.records import CaseRecord, Catalogue, ProcedureRecord, VersionRecord
from motcua.organizations.models import Agency, Desk


class NotADraft(ValueError):
    """Only a draft can be published."""


class Incomplete(ValueError):
    """A version without a case, a channel for each case or a result cannot be published."""


class Overlaps(ValueError):
    """Another version, or another offering, already holds on some of these days."""


class AlreadyPublished(ValueError):
    """The record differs from what was published for the same first day; publish a new version."""


class NotInForce(ValueError):
    """Only a published version that is still open can be ended."""


@dataclass(frozen=True)
class Loaded:
    """How many versions a loading published, and how many were there already."""

    published: int
    unchanged: int


@transaction.atomic
def load(*, catalogue: Catalogue) -> Loaded:
    """Bring the records in and publish what is new. A second loading changes nothing.

    Raise ``AlreadyPublished`` when a record contradicts what was published for its first day.
    """
    fields = _load_fields(catalogue)
    published = unchanged = 0
    for record in catalogue.procedures:
        procedure, _ = Procedure.objects.get_or_create(code=record.code)
        for version in record.versions:
            if _is_published(procedure, version):
                unchanged += 1
            else:
                _bring_in(procedure, record, version, fields[version.field])
                published += 1
    _link(catalogue)
    return Loaded(published, unchanged)


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
    procedure = Procedure.objects.select_for_update().get(pk=version.procedure_id)
    if version.state != ProcedureState.DRAFT:
        raise NotADraft(version)
    _require_complete(version)
    others = procedure.versions.exclude(state=ProcedureState.DRAFT)
    if others.filter(
        Q(effective_from__gte=version.effective_from) | Q(effective_to__gte=version.effective_from)
    ).exists():
        raise Overlaps(version)
    others.filter(effective_to__isnull=True).update(
        effective_to=version.effective_from - timedelta(days=1)
    )
    version.state = ProcedureState.PUBLISHED
    version.save(update_fields=["state"])
    return version


def end(*, version: ProcedureVersion, last_day: date) -> None:
    """Let a published version hold until ``last_day`` (inclusive); another one follows it."""
    _end(version, last_day, ProcedureState.PUBLISHED)


def abolish(*, version: ProcedureVersion, last_day: date) -> None:
    """Abolish the procedure after ``last_day``: no version follows. Raise ``NotInForce``."""
    _end(version, last_day, ProcedureState.ABOLISHED)


@transaction.atomic
def offer(
    *,
    procedure: Procedure,
    agency: Agency,
    from_on: date,
    to_on: date | None = None,
    desk: Desk | None = None,
    unit: str = "",
) -> Offering:
    """Make an agency competent for a procedure. The same offering again returns the first.

    Raise ``Overlaps`` when the agency already offers it on some of these days.
    """
    Procedure.objects.select_for_update().get(pk=procedure.pk)
    own = procedure.offerings.filter(agency=agency)
    same = own.filter(from_on=from_on).first()
    if same is not None:
        return same
    later = Q(from_on__lte=to_on) if to_on else Q()
    if own.filter(later, Q(to_on__isnull=True) | Q(to_on__gte=from_on)).exists():
        raise Overlaps(procedure, agency)
    return Offering.objects.create(
        procedure=procedure, agency=agency, from_on=from_on, to_on=to_on, desk=desk, unit=unit
    )


@transaction.atomic
def offer_all(
    *,
    procedures: Iterable[Procedure],
    agency: Agency,
    from_on: date,
    to_on: date | None = None,
    desk: Desk | None = None,
    unit: str = "",
) -> int:
    """Make an agency competent for many procedures at once and return how many were new.

    Procedures the agency offers on any day from ``from_on`` are left as they are.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    held = set(
        agency.offerings.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on)).values_list(
            "procedure_id", flat=True
        )
    )
    made = Offering.objects.bulk_create(
        Offering(
            procedure=procedure, agency=agency, from_on=from_on, to_on=to_on, desk=desk, unit=unit
        )
        for procedure in procedures
        if procedure.pk not in held
    )
    return len(made)


def end_offerings(*, agency: Agency, last_day: date) -> int:
    """Let every open offering of an agency end on ``last_day``, as when the agency closes."""
    return agency.offerings.filter(
        Q(to_on__isnull=True) | Q(to_on__gt=last_day), from_on__lte=last_day
    ).update(to_on=last_day)


def end_offering(*, offering: Offering, last_day: date) -> None:
    """Let one offering end on ``last_day`` (inclusive)."""
    offering.to_on = last_day
    offering.save(update_fields=["to_on"])


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


def _load_fields(catalogue: Catalogue) -> dict[str, Field]:
    for row in catalogue.fields:
        Field.objects.update_or_create(
            code=row.code, defaults={"name": row.name, "name_key": text.sort_key(row.name)}
        )
    for order, moment in enumerate(catalogue.life_events, start=1):
        LifeEvent.objects.update_or_create(
            code=moment.code,
            defaults={"name": moment.name, "description": moment.description, "order": order},
        )
    return {field.code: field for field in Field.objects.all()}


def _is_published(procedure: Procedure, record: VersionRecord) -> bool:
    """Whether exactly this record was published for its first day."""
    found = procedure.versions.filter(effective_from=record.effective_from).first()
    if found is None:
        return False
    if found.source.get("digest") != record.digest():
        raise AlreadyPublished(procedure.code, record.effective_from)
    return True


def _bring_in(
    procedure: Procedure, record: ProcedureRecord, version: VersionRecord, field: Field
) -> None:
    made = draft(procedure=procedure, record=version, field=field, origin=record.certainty)
    publish(version=made)
    if version.effective_to is None:
        return
    if version is record.versions[-1]:
        abolish(version=made, last_day=version.effective_to)
    else:
        end(version=made, last_day=version.effective_to)


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


def _link(catalogue: Catalogue) -> None:
    """Write which moments of life a procedure belongs to, and who follows it."""
    procedures = {row.code: row for row in Procedure.objects.all()}
    moments = {row.code: row for row in LifeEvent.objects.all()}
    for record in catalogue.procedures:
        procedure = procedures[record.code]
        procedure.life_events.set(moments[code] for code in record.life_events)
        procedure.successors.set(procedures[code] for code in record.successors)
