"""What the national catalogue tells, written down as versions: many at once, sealed at the end."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256

from django.db.models import Max

from motcua.base import text
from motcua.catalog.models import (
    Case,
    CaseChannel,
    CasePaper,
    Conflict,
    Fee,
    Field,
    ImportRun,
    LegalBasis,
    NotAskedPaper,
    Origin,
    Prescriber,
    Procedure,
    ProcedureState,
    ProcedureVersion,
    Result,
)
from motcua.catalog.national import cases, words
from motcua.catalog.national.told import Doubt, ProcedureTold
from motcua.rules import completeness
from motcua.rules.codes import Tier

_AT_ONCE = 1_000
_DAY = timedelta(days=1)
_LONGEST = {"name": 2_000, "key": 8_000, "keywords": 500, "audience": 1_000, "agency": 3_000}


@dataclass
class Outcome:
    """The codes that were new, that got another version, that wait for a decision; what was doubted."""

    added: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    conflicts: set[str] = field(default_factory=set)
    doubts: dict[str, list[Doubt]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Step:
    """A version to write: its procedure, what is told, the version before, the one it must not end."""

    procedure: Procedure
    told: ProcedureTold
    before: ProcedureVersion | None
    number: int
    local: ProcedureVersion | None

    def begins(self, on: date) -> date:
        """The day of the run, or the day after a version that ends later."""
        ends = self.before.effective_to if self.before and self.before.effective_to else None
        return max(on, ends + _DAY) if ends else on


def write(
    *, told: Mapping[str, ProcedureTold], run: ImportRun, progress: Callable[[int, int], None]
) -> Outcome:
    """Publish what differs from the last national version of each procedure. In a transaction only."""
    outcome = Outcome()
    steps = _steps(told, run.on, outcome)
    fields = _fields([step.told for step in steps])
    made: list[tuple[_Step, ProcedureVersion]] = []
    for begun in range(0, len(steps), _AT_ONCE):
        some = steps[begun : begun + _AT_ONCE]
        rows = [_version(step, fields, run.on) for step in some]
        ProcedureVersion.objects.bulk_create(rows)
        made += zip(some, rows, strict=True)
        _write_parts(list(zip(some, rows, strict=True)), outcome)
        progress(min(begun + _AT_ONCE, len(steps)), len(steps))
    _publish(made, run)
    _raise_conflicts(made, run, outcome)
    return outcome


def _steps(told: Mapping[str, ProcedureTold], on: date, outcome: Outcome) -> list[_Step]:
    known = Procedure.objects.in_bulk(list(told), field_name="code")
    fresh = [Procedure(code=code) for code in told if code not in known]
    Procedure.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    known |= {procedure.code: procedure for procedure in fresh}
    ids = [procedure.pk for procedure in known.values()]
    numbers = dict(
        ProcedureVersion.objects.filter(procedure__in=ids)
        .values_list("procedure_id")
        .annotate(Max("number"))
    )
    versions: dict[int, list[ProcedureVersion]] = {}
    for row in ProcedureVersion.objects.filter(procedure__in=ids).order_by("number"):
        versions.setdefault(row.procedure_id, []).append(row)
    steps = []
    for code, one in told.items():
        procedure = known[code]
        own = versions.get(procedure.pk, [])
        step = _step(procedure, one, own, numbers.get(procedure.pk, 0), on)
        if step is not None:
            steps.append(step)
            national = any(row.origin == Origin.NATIONAL for row in own)
            (outcome.changed if national else outcome.added).add(code)
    return steps


def _step(
    procedure: Procedure,
    told: ProcedureTold,
    versions: list[ProcedureVersion],
    number: int,
    on: date,
) -> _Step | None:
    """The version to write; None when the last national one says the same.

    What the province completed, and what begins only later, is not ended: both wait as a conflict.
    """
    national = [row for row in versions if row.origin == Origin.NATIONAL]
    if national and national[-1].source.get("digest") == told.digest:
        return None
    published = [row for row in versions if row.state != ProcedureState.DRAFT]
    last = max(published, key=lambda row: row.effective_from, default=None)
    held = last is not None and (last.origin == Origin.LOCAL or last.effective_from > on)
    local = last if held and last is not None and last.effective_to is None else None
    return _Step(procedure, told, last, number + 1, local)


def _fields(told: Iterable[ProcedureTold]) -> dict[str, Field]:
    """The fields by folded name; a name met for the first time becomes a field."""
    found = {text.fold(row.name): row for row in Field.objects.order_by("-pk")}
    taken = set(Field.objects.values_list("code", flat=True))
    for one in told:
        name = one.field_name or "Lĩnh vực khác"
        folded = text.fold(name)
        if folded in found:
            continue
        code = one.field_code if one.field_code and one.field_code not in taken else _code(folded)
        found[folded] = Field.objects.create(
            code=code[:40], name=name[:200], name_key=text.sort_key(name)[:400]
        )
        taken.add(code)
    return found


def _code(folded: str) -> str:
    """A code of the project's own, the same on every machine: the source names no code."""
    return f"LV.{sha256(folded.encode()).hexdigest()[:10]}"


def _version(step: _Step, fields: Mapping[str, Field], on: date) -> ProcedureVersion:
    told, before = step.told, step.before
    keywords = (told.keywords or (before.keywords if before else ""))[: _LONGEST["keywords"]]
    decided_by_province = told.decision_number.upper().endswith("UBND")
    return ProcedureVersion(
        procedure=step.procedure,
        number=step.number,
        name=told.name[: _LONGEST["name"]],
        name_key=text.sort_key(told.name)[: _LONGEST["key"]],
        fold=text.fold(told.name)[: _LONGEST["name"]],
        keywords=keywords,
        keywords_fold=text.fold(keywords)[: _LONGEST["keywords"]],
        field=fields[text.fold(told.field_name or "Lĩnh vực khác")],
        level=told.levels[0] if told.levels else Tier.OTHER,
        levels=list(told.levels) or [Tier.OTHER.value],
        service_level=words.service_level({way.channel for way in told.ways}),
        prescriber=words.AUTHORITIES.get(told.authority, ""),
        prescribed_by=Prescriber.PROVINCE if decided_by_province else Prescriber.CENTRAL,
        origin=Origin.NATIONAL,
        effective_from=step.begins(on),
        decision_number=told.decision_number[:80],
        audience=", ".join(told.audience)[: _LONGEST["audience"]],
        plain_summary=before.plain_summary if before else "",
        steps="\n".join(told.steps),
        conditions=told.conditions,
        agency_text=(told.agency or told.competent)[: _LONGEST["agency"]],
        reception_address=told.address,
        result_validity=before.result_validity if before else "",
        restarts_after_supplement=bool(before and before.restarts_after_supplement),
        no_appointment=bool(before and before.no_appointment),
        source={
            "origin": "national",
            "digest": told.digest,
            "authority": told.authority,
            "kind": told.kind,
            "competent": told.competent,
            "cooperating": told.cooperating,
            "description": told.description,
        },
    )


def _write_parts(rows: list[tuple[_Step, ProcedureVersion]], outcome: Outcome) -> None:
    whole: list[tuple[Case, cases.WholeCase, bool]] = []
    for step, version in rows:
        doubts = outcome.doubts.setdefault(step.told.code, [])
        if not step.told.levels:
            doubts.append(Doubt("level", "Không có cấp thực hiện; xếp vào “Cơ quan khác”."))
        if not step.told.ways:
            doubts.append(Doubt("ways_missing", "Không có cách thức thực hiện nào."))
        whole += [
            (
                Case(version=version, order=order, name=one.name[:2000], note=one.note),
                one,
                version.restarts_after_supplement,
            )
            for order, one in enumerate(cases.of(step.told.ways, step.told.groups, doubts), start=1)
        ]
    Case.objects.bulk_create([case for case, _one, _restarts in whole], batch_size=_AT_ONCE)
    _write_ways(whole)
    _write_papers(whole)
    Result.objects.bulk_create(
        [
            Result(version=version, code=code[:60], name=name[:2000])
            for step, version in rows
            for code, name in step.told.results
        ],
        batch_size=_AT_ONCE,
    )
    LegalBasis.objects.bulk_create(
        [
            LegalBasis(
                version=version,
                number=basis.number[:80],
                title=basis.title[:2000],
                issuer=basis.issuer[:200],
                issued_on=basis.issued_on,
            )
            for step, version in rows
            for basis in step.told.bases
        ],
        batch_size=_AT_ONCE,
    )


def _write_ways(whole: list[tuple[Case, cases.WholeCase, bool]]) -> None:
    ways = [
        (
            CaseChannel(
                case=case,
                channel=way.channel,
                limit_amount=way.amount,
                limit_unit=way.unit,
                limit_note=way.note,
                fees_known=way.fees_known,
                restarts_after_supplement=restarts,
            ),
            way,
        )
        for case, one, restarts in whole
        for way in one.ways
    ]
    CaseChannel.objects.bulk_create([row for row, _way in ways], batch_size=_AT_ONCE)
    Fee.objects.bulk_create(
        [
            Fee(
                case_channel=row,
                kind=fee.kind,
                amount_dong=fee.dong,
                foreign_amount=fee.foreign,
                currency=fee.currency,
                note=fee.note,
            )
            for row, way in ways
            for fee in way.fees
        ],
        batch_size=_AT_ONCE,
    )


def _write_papers(whole: list[tuple[Case, cases.WholeCase, bool]]) -> None:
    CasePaper.objects.bulk_create(
        [
            CasePaper(
                case=case,
                order=order,
                code=one.paper.code[:60],
                name=one.paper.name or one.paper.form,
                group=one.group[:2000],
                originals=one.paper.originals,
                copies=one.paper.copies,
                required=one.required,
                replaceable_by=one.paper.replaceable_by[:60],
                form_code=one.paper.form[:500],
                note=one.paper.note[:1000],
            )
            for case, told, _restarts in whole
            for order, one in enumerate(told.papers, start=1)
        ],
        batch_size=_AT_ONCE,
    )
    NotAskedPaper.objects.bulk_create(
        [
            NotAskedPaper(case=case, name=name, ground=completeness.HOUSEHOLD_BOOK_GROUND)
            for case, told, _restarts in whole
            for name in told.not_asked
        ]
    )


def _publish(made: list[tuple[_Step, ProcedureVersion]], run: ImportRun) -> None:
    """End what was open the day before, then seal what was written."""
    free = [(step, version) for step, version in made if step.local is None]
    open_before = [
        step.before.pk for step, _version in free if step.before and not step.before.effective_to
    ]
    ProcedureVersion.objects.filter(pk__in=open_before).update(effective_to=run.on - _DAY)
    ProcedureVersion.objects.filter(pk__in=[version.pk for _step, version in free]).update(
        state=ProcedureState.PUBLISHED
    )


def _raise_conflicts(
    made: list[tuple[_Step, ProcedureVersion]], run: ImportRun, outcome: Outcome
) -> None:
    held = [(step, version) for step, version in made if step.local is not None]
    Conflict.objects.filter(
        procedure__in=[step.procedure for step, _version in held], outcome=Conflict.Outcome.OPEN
    ).update(outcome=Conflict.Outcome.OVERTAKEN)
    Conflict.objects.bulk_create(
        Conflict(procedure=step.procedure, local=step.local, national=version, run=run)
        for step, version in held
    )
    outcome.conflicts |= {step.told.code for step, _version in held}
