"""How a dossier walks through a route: what ends a step, what a decision skips, what waiting moves."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import route as rules
from motcua.rules.calendar import STANDARD
from motcua.rules.codes import Outcome, TimeUnit
from motcua.rules.limits import Limit
from motcua.rules.step_times import StepUnit, Time
from motcua.rules.steps import (
    END,
    Found,
    PostRole,
    Route,
    Step,
    UnitKind,
    Way,
    Work,
    in_a_row,
    moved_due,
)
from tests.rules.moments import FRI, MON, THU, TUE, WED, at

GRANTED, DENIED = Outcome.GRANTED, Outcome.DENIED
YES_OR_NO = (Found.ELIGIBLE, Found.NOT_ELIGIBLE)


def step(code: str, work: Work = Work.ASSESS, *ways: Way, **more: object) -> Step:
    told = {"unit": UnitKind.PROFESSIONAL, "post": PostRole.OFFICER}
    time = Time(1, StepUnit.WORKING_DAYS)
    return Step(code=code, name=code, work=work, time=time, ways=ways, **told | more)  # type: ignore[arg-type]


#: Assessed; signed when eligible, refused in writing when not, which is signed as well; then handed back.
BRANCHING = in_a_row(
    [
        step("1", Work.RECEIVE),
        step("2", Work.ASSESS, Way("3", Found.ELIGIBLE), Way("4", Found.NOT_ELIGIBLE)),
        step("3", Work.SIGN, Way("5", Found.AGREED), Way("4", Found.NOT_AGREED)),
        step("4", Work.DRAFT, Way("6"), must_sign=True),
        step("5", Work.ISSUE, Way("6")),
        step("6", Work.RETURN_RESULT),
    ]
)


def test_a_step_passes_on_when_it_asks_and_owes_nothing() -> None:
    assert step("1").passes_on
    for owed in ("must_attach", "must_sign", "on_ministry_system"):
        assert not step("1", Work.ASSESS, **{owed: True}).passes_on
    assert not BRANCHING.by_code["2"].passes_on
    assert BRANCHING.by_code["2"].asks == YES_OR_NO
    assert BRANCHING.by_code["1"].asks == ()


def test_the_last_signature_is_the_decision() -> None:
    assert [one.code for one in BRANCHING.steps if one.signs] == ["3", "4"]
    assert [one.code for one in BRANCHING.steps if BRANCHING.decides(one.code)] == ["4"]
    plain = in_a_row([step("1", Work.SIGN), step("2", Work.SIGN), step("3", Work.RETURN_RESULT)])
    assert [one.code for one in plain.steps if plain.decides(one.code)] == ["2"]


def test_what_may_come_after_a_step_is_all_its_ways_lead_to() -> None:
    assert {one.code for one in BRANCHING.ahead("2")} == {"3", "4", "5", "6"}
    assert list(BRANCHING.ahead("6")) == []


@pytest.mark.parametrize(
    ("code", "outcome", "following"),
    [
        ("1", GRANTED, "5"),
        ("2", GRANTED, "5"),
        ("2", DENIED, "6"),
        ("3", GRANTED, "5"),
        ("3", DENIED, "5"),
        ("4", DENIED, "6"),
        ("5", GRANTED, "5"),
        ("6", GRANTED, "6"),
    ],
)
def test_a_decision_leads_past_the_last_signature_ahead(code, outcome, following) -> None:
    found = BRANCHING.after_decision(code, outcome)
    assert found is not None
    assert found.code == following


def test_a_decision_in_a_route_that_ends_with_a_signature_ends_it() -> None:
    assert in_a_row([step("1"), step("2", Work.SIGN)]).after_decision("1", GRANTED) is None
    assert in_a_row([step("1"), step("2")]).after_decision("1", GRANTED) is None


def test_a_stay_is_timed_by_the_step_that_says_so() -> None:
    within = Time(3, StepUnit.WORKING_DAYS)
    away = in_a_row(
        [step("1"), replace(step("2"), agency="S", within=within), step("3", agency="S")]
    )
    assert away.stay_of(away.by_code["3"]) == within
    assert away.stay_of(away.by_code["1"]) is None


@pytest.mark.parametrize(
    ("unit", "due", "since", "until", "moved"),
    [
        (
            StepUnit.WORKING_DAYS,
            at(WED, 17),
            at(MON, 10),
            at(TUE, 10),
            at(THU, 17),
        ),
        (
            StepUnit.WORKING_DAYS,
            at(WED, 17),
            at(MON, 10),
            at(MON, 16),
            at(WED, 17),
        ),
        (
            StepUnit.CALENDAR_DAYS,
            at(WED, 17),
            at(MON, 10),
            at(TUE, 9),
            at(THU, 17),
        ),
        (
            StepUnit.WORKING_HOURS,
            at(MON, 11),
            at(MON, 10),
            at(TUE, 8),
            at(TUE, 9),
        ),
        (StepUnit.MINUTES, at(MON, 10, 30), at(MON, 10), at(THU, 8), at(THU, 8, 30)),
        (StepUnit.HALF_DAYS, at(MON, 17), at(MON, 13, 30), at(TUE, 7, 30), at(TUE, 11)),
    ],
)
def test_waiting_moves_a_step_in_its_own_unit(unit, due, since, until, moved) -> None:
    found = moved_due(time=Time(1, unit), due_at=due, waited=(since, until), calendar=STANDARD)
    assert found == moved


def test_a_calendar_day_moved_to_a_day_off_goes_to_the_next_working_day() -> None:
    time = Time(1, StepUnit.CALENDAR_DAYS)
    waited = (at(TUE, 10), at(WED, 10))
    found = moved_due(time=time, due_at=at(FRI, 17), waited=waited, calendar=STANDARD)
    assert found is not None
    assert found.weekday() == MON.weekday()


def test_what_was_late_before_the_waiting_stays_as_late() -> None:
    time = Time(1, StepUnit.WORKING_DAYS)
    late = at(MON, 17)
    waited = (at(TUE, 8), at(THU, 8))
    assert moved_due(time=time, due_at=late, waited=waited, calendar=STANDARD) == late
    assert moved_due(time=None, due_at=at(FRI, 17), waited=waited, calendar=STANDARD) == at(FRI, 17)
    assert moved_due(time=time, due_at=None, waited=waited, calendar=STANDARD) is None


@st.composite
def routes(draw: st.DrawFn) -> Route:
    """A route whose steps lead on to later ones only, some by what was found."""
    count = draw(st.integers(2, 8))
    codes = [str(one) for one in range(1, count + 1)]

    def way_on(place: int) -> tuple[Way, ...]:
        later = [*codes[place + 1 :], END]
        following = Way(later[0])
        if len(later) < 3 or draw(st.booleans()):
            return (following,)
        other = draw(st.sampled_from(later[1:]))
        return (Way(later[0], Found.ELIGIBLE), Way(other, Found.NOT_ELIGIBLE))

    work = st.sampled_from(list(Work))
    return Route(tuple(step(code, draw(work), *way_on(n)) for n, code in enumerate(codes)))


@given(route=routes(), answers=st.lists(st.sampled_from(YES_OR_NO), min_size=8, max_size=8))
def test_every_walk_through_a_valid_route_ends(route, answers) -> None:
    assert not rules.problems(route, Limit(30, TimeUnit.WORKING_DAYS))
    here: Step | None = route.steps[0]
    been = []
    for answer in answers:
        assert here is not None
        been.append(here.code)
        here = route.next(here.code, answer if here.asks else Found.NONE)
        if here is None:
            break
    assert here is None
    assert len(set(been)) == len(been)


@given(route=routes(), outcome=st.sampled_from([GRANTED, DENIED]))
def test_a_decision_only_leads_forward(route, outcome) -> None:
    for one in route.steps:
        following = route.after_decision(one.code, outcome)
        if following is not None and following.code != one.code:
            assert following.code in {later.code for later in route.ahead(one.code)}
