"""An internal process is drawn up, approved by a decision, replaced by the next; dossiers keep theirs.

Căn cứ: Nghị định 61/2018/NĐ-CP, Nghị định 118/2025/NĐ-CP, Điều 17, 18 (certainty: medium: processes are
approved by decision of the competent body, which is recorded and not judged here).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.catalog.actions import locks
from motcua.catalog.actions.drafts import ChangedMeanwhile
from motcua.catalog.actions.publication import Decision
from motcua.catalog.actions.refused import Refused
from motcua.catalog.models import Case, ProcedureState, Route, RouteState, RouteStep
from motcua.catalog.queries import routes as queries
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.rules import steps
from motcua.rules.codes import Level
from motcua.rules.step_times import Time
from motcua.rules.steps import Step


class NotPublished(Refused):
    """A route was asked for a procedure that does not hold yet, or no longer."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Chỉ lập quy trình cho thủ tục đã công bố và còn hiệu lực.")


class NoDraft(Refused):
    """The draft was approved or dropped meanwhile."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Dự thảo quy trình này đã được phê duyệt hoặc đã bị bỏ.")


class CannotApprove(Refused):
    """The route cannot work, or its day does not follow; ``args[0]`` is the sentence."""


@dataclass(frozen=True)
class Scope:
    """Where a route holds: at one agency, at every agency of a level, or in the whole province."""

    agency: Agency | None = None
    level: Level | None = None

    @property
    def columns(self) -> dict[str, object]:
        """The columns that say it."""
        return {"agency": self.agency, "level": self.level.value if self.level else ""}


@transaction.atomic
def draw_up(*, case: Case, scope: Scope, by: Account | None, at: datetime) -> Route:
    """Begin a draft from the route before it; a draft somebody writes already is returned.

    The first route of a new version of a procedure begins as the one its same case had before.
    Raise ``NotPublished``.
    """
    _lock(case)
    same = queries.routes().filter(case=case, **scope.columns).order_by("-number")
    if (begun := same.filter(state=RouteState.DRAFT).first()) is not None:
        return begun
    last = same.first()
    made = Route.objects.create(
        case=case,
        number=last.number + 1 if last else 1,
        written_by=by,
        written_at=at,
        **scope.columns,
    )
    copied = last or _of_the_version_before(case, scope)
    if copied is not None:
        _write_steps(made, queries.as_rule(copied).steps)
    return made


def _lock(case: Case) -> None:
    procedure = locks.procedure(case.version.procedure_id)
    held = procedure.versions.filter(pk=case.version_id, effective_to=None)
    if not held.exclude(state=ProcedureState.DRAFT).exists():
        raise NotPublished(case.pk)


def _of_the_version_before(case: Case, scope: Scope) -> Route | None:
    same = queries.routes().filter(
        case__version__procedure=case.version.procedure_id,
        case__name=case.name,
        state=RouteState.PUBLISHED,
        **scope.columns,
    )
    return same.order_by("-case__version__effective_from", "-number").first()


@transaction.atomic
def rewrite(
    *, draft: Route, seen: str, rows: Iterable[Step], by: Account | None, at: datetime
) -> None:
    """Write the steps of a draft anew; one without a way of its own leads to the next.

    Raise ``NoDraft`` or ``ChangedMeanwhile``.
    """
    kept = held(draft, seen)
    kept.steps.all().delete()
    _write_steps(kept, steps.in_a_row(rows).steps)
    kept.written_by, kept.written_at = by, at
    kept.save(update_fields=["written_by", "written_at"])


@transaction.atomic
def discard(*, draft: Route, seen: str) -> None:
    """Drop a draft; it never held, so nothing of it is kept. Raise as ``rewrite``."""
    held(draft, seen).delete()


@transaction.atomic
def approve(
    *,
    draft: Route,
    seen: str,
    decision: Decision,
    effective_from: date,
    by: Account | None,
    at: datetime,
) -> Route:
    """Let a draft hold from a day; the route before it ends the day before.

    Running dossiers keep the route they were received by. Raise ``NoDraft``, ``ChangedMeanwhile``,
    ``NotPublished`` or ``CannotApprove``.
    """
    _lock(draft.case)
    kept = held(draft, seen)
    found = queries.problems(queries.as_rule(kept), kept.case, kept.agency)
    if stopping := [one.words for one in found if one.stops]:
        raise CannotApprove(_("Chưa phê duyệt được. ") + " ".join(stopping))
    _end_before(kept, effective_from)
    kept.state = RouteState.PUBLISHED
    kept.effective_from = effective_from
    kept.decision_number, kept.decision_on = decision.number, decision.on
    kept.decision_signer = decision.signer
    kept.written_by, kept.written_at = by, at
    kept.save()
    return kept


def _end_before(route: Route, day: date) -> None:
    if day < route.case.version.effective_from:
        raise CannotApprove(
            _(
                "Quy trình không thể có hiệu lực trước khi thủ tục có hiệu lực. Hãy chọn ngày muộn hơn."
            )
        )
    same = Route.objects.filter(case=route.case_id, agency=route.agency_id, level=route.level)
    standing = same.filter(state=RouteState.PUBLISHED, effective_to=None)
    if standing.filter(effective_from__gte=day).exists():
        raise CannotApprove(
            _(
                "Quy trình đang áp dụng có hiệu lực từ ngày này hoặc muộn hơn. Hãy chọn ngày muộn hơn."
            )
        )
    standing.update(effective_to=day - timedelta(days=1))


def held(draft: Route, seen: str) -> Route:
    """Lock a draft that is still one and still what the person saw.

    Raise ``NoDraft`` or ``ChangedMeanwhile``.
    """
    rows = Route.objects.select_for_update(of=("self",)).select_related("case__version", "agency")
    found = rows.filter(pk=draft.pk).first()
    if found is None or found.state != RouteState.DRAFT:
        raise NoDraft(draft.pk)
    if queries.fingerprint(found) != seen:
        raise ChangedMeanwhile(draft.pk)
    return found


def _write_steps(route: Route, rows: Sequence[Step]) -> None:
    codes = {one.agency for one in rows if one.agency}
    agencies = {one.code: one for one in Agency.objects.filter(code__in=codes)}
    RouteStep.objects.bulk_create(
        RouteStep(
            route=route,
            order=order,
            code=one.code,
            name=one.name,
            work=one.work.value,
            unit=one.unit.value,
            post=one.post.value,
            agency=agencies[one.agency] if one.agency else None,
            result=one.result,
            may_consult=one.may_consult,
            may_return=one.may_return,
            must_attach=one.must_attach,
            must_sign=one.must_sign,
            on_ministry_system=one.on_ministry_system,
            ways=[[way.found.value, way.to] for way in one.ways],
            **_told("time", one.time),
            **_told("within", one.within),
        )
        for order, one in enumerate(rows, start=1)
    )


def _told(name: str, time: Time | None) -> dict[str, object]:
    if time is None:
        return {f"{name}_amount": None, f"{name}_unit": ""}
    return {f"{name}_amount": time.amount, f"{name}_unit": time.unit.value}
