"""Internal processes: drawn up, approved by decision, replaced by the next, sealed by the database."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from motcua.base import clock
from motcua.catalog.actions import routes as actions
from motcua.catalog.actions.drafts import ChangedMeanwhile
from motcua.catalog.actions.publication import Decision
from motcua.catalog.actions.routes import Scope
from motcua.catalog.models import Case, ProcedureVersion, Route, RouteStep
from motcua.catalog.queries import routes as queries
from motcua.catalog.records import Limit
from motcua.people.models import Account
from motcua.rules.codes import Channel, Level, TimeUnit
from motcua.rules.route import Fault
from motcua.rules.step_times import StepUnit, Time
from motcua.rules.steps import PostRole, Step, UnitKind, Way, Work
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
DECISION = Decision(number="12/QĐ-UBND", on=date(2026, 11, 1), signer="UBND tỉnh")
ONE_DAY = Time(1, StepUnit.WORKING_DAYS)

ADD_A_STEP = """
    INSERT INTO catalog_routestep (route_id, "order", code, name, work, unit, post, time_unit,
        within_unit, result, may_consult, may_return, must_attach, must_sign, on_ministry_system, ways)
    SELECT id, 9, '9', 'x', 'sign', '', '', '', '', '', false, false, false, false, false, '[]'
    FROM catalog_route
"""


@pytest.fixture
def case() -> Case:
    factories.default_hours()
    return first_case(factories.procedure())


@pytest.fixture
def officer() -> Account:
    return factories.account()


def first_case(version: ProcedureVersion) -> Case:
    return version.cases.select_related("version__procedure").get(order=1)


def step(code: str, **changed: object) -> Step:
    plain = Step(
        code=code,
        name=f"Bước {code}",
        work=Work.ASSESS,
        unit=UnitKind.PROFESSIONAL,
        post=PostRole.OFFICER,
        time=ONE_DAY,
    )
    return replace(plain, **changed)


def drawn(case: Case, *rows: Step, scope: Scope | None = None) -> Route:
    draft = actions.draw_up(case=case, scope=scope or Scope(), by=None, at=AT)
    actions.rewrite(draft=draft, seen=seen(draft), rows=rows or [step("1")], by=None, at=AT)
    return queries.routes().get(pk=draft.pk)


def seen(route: Route) -> str:
    return queries.fingerprint(queries.routes().get(pk=route.pk))


def approved(draft: Route, on: date = date(2026, 11, 20)) -> Route:
    return actions.approve(
        draft=draft, seen=seen(draft), decision=DECISION, effective_from=on, by=None, at=AT
    )


def test_a_route_is_kept_as_it_was_written(case: Case) -> None:
    other = factories.agency(level=Level.PROVINCE)
    rows = [
        step("1", may_consult=True, must_sign=True, result="Phiếu"),
        step(
            "2",
            agency=other.code,
            within=Time(4, StepUnit.WORKING_HOURS),
            time=Time(1, StepUnit.WORKING_HOURS),
        ),
        step("3", must_attach=True, may_return=True, on_ministry_system=True),
    ]

    kept = queries.as_rule(drawn(case, *rows))

    assert [replace(one, ways=()) for one in kept.steps] == rows
    assert [one.ways for one in kept.steps] == [(Way("2"),), (Way("3"),), (Way(""),)]


def test_who_draws_up_again_finds_the_draft_there_is(case: Case, officer: Account) -> None:
    first = actions.draw_up(case=case, scope=Scope(), by=officer, at=AT)
    assert actions.draw_up(case=case, scope=Scope(), by=None, at=AT) == first
    other = actions.draw_up(case=case, scope=Scope(level=Level.COMMUNE), by=officer, at=AT)
    assert other != first
    assert other.number == first.number == 1


def test_the_next_route_begins_as_the_one_before_and_ends_it(case: Case) -> None:
    first = approved(drawn(case, step("1"), step("2")), date(2026, 1, 1))
    second = actions.draw_up(case=case, scope=Scope(), by=None, at=AT)
    assert queries.as_rule(second) == queries.as_rule(first)

    approved(second, date(2026, 11, 20))

    first.refresh_from_db()
    assert first.effective_to == date(2026, 11, 19)
    assert queries.before(second) == first
    agency = factories.agency()
    assert queries.in_force(case, agency, date(2026, 11, 19)) == first
    assert queries.in_force(case, agency, date(2026, 11, 20)) == second
    assert queries.in_force(case, agency, date(2025, 12, 31)) is None


def test_the_nearest_route_applies(case: Case) -> None:
    here, there = factories.agency(), factories.agency()
    on = date(2026, 11, 20)
    whole = approved(drawn(case))
    assert queries.in_force(case, here, on) == whole
    level = approved(drawn(case, scope=Scope(level=Level.COMMUNE)))
    approved(drawn(case, scope=Scope(level=Level.PROVINCE)))
    own = approved(drawn(case, scope=Scope(agency=here)))
    assert queries.in_force(case, here, on) == own
    assert queries.in_force(case, there, on) == level


def test_a_new_version_of_the_procedure_begins_with_the_steps_of_the_old(case: Case) -> None:
    approved(drawn(case, step("1"), step("2")))
    made = ProcedureVersion.objects.get(pk=case.version_id)
    made.pk, made.number, made.state = None, 2, "draft"
    made.effective_from = date(2026, 12, 1)
    made.save()
    again = Case.objects.create(version=made, order=1, name=case.name)
    with pytest.raises(actions.NotPublished, match="đã công bố"):
        actions.draw_up(case=again, scope=Scope(), by=None, at=AT)
    ProcedureVersion.objects.filter(pk=case.version_id).update(effective_to=date(2026, 11, 30))
    ProcedureVersion.objects.filter(pk=made.pk).update(state="published")

    draft = actions.draw_up(case=again, scope=Scope(), by=None, at=AT)

    assert [one.code for one in draft.steps.all()] == ["1", "2"]
    with pytest.raises(actions.NotPublished):
        actions.draw_up(case=case, scope=Scope(), by=None, at=AT)


def test_what_cannot_work_is_not_approved(case: Case) -> None:
    draft = drawn(case, *(step(str(n), time=Time(9, StepUnit.WORKING_DAYS)) for n in range(1, 30)))
    with pytest.raises(actions.CannotApprove, match=r"Chưa phê duyệt được\. Các bước cộng lại"):
        approved(draft)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_route_is_held_against_every_limit_of_its_case() -> None:
    factories.default_hours()
    record = factories.version_record()
    (one,) = record.cases
    limits = dict.fromkeys(one.limits, Limit(3, TimeUnit.WORKING_DAYS))
    limits[Channel.ONLINE] = Limit(1, TimeUnit.WORKING_DAYS)
    short = replace(record, cases=(replace(one, limits=limits),))
    case = first_case(factories.procedure(short))
    route = queries.as_rule(drawn(case, step("1"), step("2")))
    found = queries.problems(route, case, None)
    assert [one.fault for one in found] == [Fault.TOO_LONG]
    assert "(1 ngày làm việc)" in found[0].words


def test_a_day_is_chosen_after_what_holds_already(case: Case) -> None:
    approved(drawn(case), date(2026, 11, 20))
    for day in (date(2026, 11, 20), date(2026, 11, 1)):
        with pytest.raises(actions.CannotApprove, match="ngày muộn hơn"):
            approved(drawn(case), day)
    with pytest.raises(actions.CannotApprove, match="trước khi thủ tục có hiệu lực"):
        approved(drawn(case), date(2000, 1, 1))


def test_who_saw_an_older_draft_changes_nothing(case: Case) -> None:
    draft = drawn(case)
    earlier = seen(draft)
    actions.rewrite(draft=draft, seen=earlier, rows=[step("9")], by=None, at=AT)
    with pytest.raises(ChangedMeanwhile):
        actions.rewrite(draft=draft, seen=earlier, rows=[step("8")], by=None, at=AT)
    assert [one.code for one in RouteStep.objects.all()] == ["9"]


def test_a_dropped_draft_is_gone_and_an_approved_one_stays(case: Case) -> None:
    draft = drawn(case)
    actions.discard(draft=draft, seen=seen(draft))
    assert not Route.objects.exists()
    with pytest.raises(actions.NoDraft):
        actions.rewrite(draft=draft, seen="", rows=[step("1")], by=None, at=AT)
    route = approved(drawn(case))
    with pytest.raises(actions.NoDraft, match="đã được phê duyệt"):
        actions.discard(draft=route, seen=seen(route))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalog_route SET decision_number = 'khác'",
        "UPDATE catalog_route SET state = 'draft'",
        "DELETE FROM catalog_routestep",
        "UPDATE catalog_routestep SET name = 'khác'",
        ADD_A_STEP,
        "TRUNCATE catalog_routestep",
        "TRUNCATE catalog_route CASCADE",
    ],
)
def test_the_database_refuses_to_change_an_approved_route(case: Case, statement: str) -> None:
    approved(drawn(case))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_lets_an_approved_route_end_once(case: Case) -> None:
    route = approved(drawn(case))
    ending = Route.objects.filter(pk=route.pk)
    ending.update(effective_to=date(2027, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        ending.update(effective_to=date(2027, 2, 1))
    assert RouteStep.objects.filter(route=route).count() == 1


def test_procedures_are_listed_by_whether_they_have_a_route(case: Case) -> None:
    bare = factories.procedure()
    approved(drawn(case))
    drawn(first_case(bare))
    on = date(2026, 11, 20)

    def listed(which: str, *words: str) -> list[int]:
        return [one.pk for one in queries.with_counts(on, which, words)]

    assert set(listed("")) == {case.version_id, bare.pk}
    assert listed("co") == [case.version_id]
    assert listed("chua") == listed("du-thao") == [bare.pk]
    assert listed("", bare.procedure.code) == [bare.pk]
