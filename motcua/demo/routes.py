"""The internal processes of the demonstration: a plain one for every case, within its own limit.

They are invented; only their shape is that of a province's decision.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from motcua.catalog.actions import routes as catalog
from motcua.catalog.actions.publication import Decision
from motcua.catalog.actions.routes import Scope
from motcua.catalog.models import Case, ProcedureState, ProcedureVersion
from motcua.catalog.queries import routes as queries
from motcua.rules.codes import Level, TimeUnit
from motcua.rules.limits import Limit
from motcua.rules.step_times import StepUnit, Time
from motcua.rules.steps import PostRole, Step, UnitKind, Work

_SIGNED_BEFORE = timedelta(days=10)
_SIGNER = "Ủy ban nhân dân tỉnh Lạng Sơn"
#: What is left of the limit for looking at the dossier, after everybody else's step.
_OTHERS = 3
_QUARTERS = 4
_MINUTES = 60
_DAYS_OF_A_MONTH = 15

Times = tuple[Time, Time, Time, Time]


def approve_all(*, from_on: date, at: datetime) -> int:
    """Approve a route for every case in force, for its level; return how many."""
    open_versions = ProcedureVersion.objects.filter(
        state=ProcedureState.PUBLISHED, effective_to=None
    )
    cases = Case.objects.filter(version__in=open_versions).select_related("version__procedure")
    approved = [_approved(case, from_on, at) for case in cases.order_by("version_id", "order")]
    return sum(approved)


def _approved(case: Case, from_on: date, at: datetime) -> bool:
    shortest = min(queries.limits(case), key=_size, default=None)
    if shortest is None:
        return False
    scope = Scope(level=Level(case.version.level))
    draft = catalog.draw_up(case=case, scope=scope, by=None, at=at)
    seen = queries.fingerprint(draft)
    catalog.rewrite(draft=draft, seen=seen, rows=steps_within(shortest), by=None, at=at)
    held = queries.routes().get(pk=draft.pk)
    day = max(case.version.effective_from, from_on)
    decision = Decision(
        number=f"{800 + case.version.field_id}/QĐ-UBND", on=day - _SIGNED_BEFORE, signer=_SIGNER
    )
    seen = queries.fingerprint(held)
    catalog.approve(draft=held, seen=seen, decision=decision, effective_from=day, by=None, at=at)
    return True


_ORDER = (
    TimeUnit.SAME_DAY,
    TimeUnit.WORKING_HOURS,
    TimeUnit.WORKING_DAYS,
    TimeUnit.CALENDAR_DAYS,
    TimeUnit.MONTHS,
    TimeUnit.NOT_REGULATED,
)


def _size(limit: Limit) -> tuple[int, int]:
    return _ORDER.index(limit.unit), limit.count


def steps_within(limit: Limit) -> list[Step]:
    """Return four steps whose times fit the limit."""
    return list(_steps(_times(limit)))


def _times(limit: Limit) -> Times:
    if limit.unit is TimeUnit.SAME_DAY:
        return _all(StepUnit.MINUTES, 15, 60, 30, 15)
    if limit.unit is TimeUnit.WORKING_HOURS:
        return _all(StepUnit.MINUTES, *[limit.count * _MINUTES // _QUARTERS] * _QUARTERS)
    if limit.unit is TimeUnit.MONTHS:
        return _all(StepUnit.WORKING_DAYS, 1, limit.count * _DAYS_OF_A_MONTH, 1, 1)
    if limit.unit is TimeUnit.NOT_REGULATED:
        return _all(StepUnit.WORKING_DAYS, 1, 5, 1, 1)
    return _of_days(limit)


def _of_days(limit: Limit) -> Times:
    """Divide a number of days: in hours when there are too few of them for everybody to have one."""
    unit = StepUnit(limit.unit.value)
    if limit.count == 1:
        return _all(StepUnit.WORKING_HOURS, 1, 3, 1, 1)
    if limit.count <= _OTHERS:
        return _all(StepUnit.HALF_DAYS, 1, 2 * limit.count - _OTHERS, 1, 1)
    return _all(unit, 1, limit.count - _OTHERS, 1, 1)


def _all(unit: StepUnit, first: int, second: int, third: int, fourth: int) -> Times:
    return Time(first, unit), Time(second, unit), Time(third, unit), Time(fourth, unit)


def _steps(times: Times) -> Iterator[Step]:
    received, assessed, signed, returned = times
    yield Step(
        code="1",
        name="Kiểm tra, tiếp nhận hồ sơ, lập giấy hẹn và chuyển hồ sơ",
        work=Work.RECEIVE,
        unit=UnitKind.ONE_STOP,
        post=PostRole.CLERK,
        time=received,
        result="Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    )
    yield Step(
        code="2",
        name="Thẩm định hồ sơ, dự thảo kết quả",
        work=Work.ASSESS,
        unit=UnitKind.PROFESSIONAL,
        post=PostRole.OFFICER,
        time=assessed,
        result="Dự thảo kết quả hoặc văn bản nêu lý do",
        may_consult=True,
        may_return=True,
    )
    yield Step(
        code="3",
        name="Xem xét, ký duyệt kết quả",
        work=Work.SIGN,
        unit=UnitKind.LEADERS,
        post=PostRole.LEADER,
        time=signed,
        result="Kết quả đã ký",
        may_return=True,
        must_sign=True,
    )
    yield Step(
        code="4",
        name="Vào sổ, trả kết quả cho người nộp",
        work=Work.RETURN_RESULT,
        unit=UnitKind.ONE_STOP,
        post=PostRole.CLERK,
        time=returned,
        result="Kết quả giải quyết",
    )
