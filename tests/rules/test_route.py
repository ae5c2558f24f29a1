"""A route is read as the table of a decision; what cannot work is named with its step."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import route as rules
from motcua.rules import step_times
from motcua.rules.calendar import STANDARD, Window, WorkingCalendar
from motcua.rules.codes import TimeUnit
from motcua.rules.limits import Limit
from motcua.rules.route import Fault
from motcua.rules.steps import (
    END,
    Found,
    NoWay,
    PostRole,
    Route,
    Step,
    UnitKind,
    Way,
    Work,
    in_a_row,
    step_due,
)
from tests.rules.moments import FRI, MON, TET, THU, TUE, at

THREE_DAYS = Limit(3, TimeUnit.WORKING_DAYS)
#: Eight hours a day, so that 24 hours are three days to the minute.
EIGHT_HOURS = WorkingCalendar(
    windows=((Window(time(7, 30), time(11, 30)), Window(time(13, 0), time(17, 0))),) * 5 + ((),) * 2
)


def step(line: str, *, agency: str = "", within: str = "") -> Step:
    """A step as one line: "B1 2 giờ", "B2 1 ngày > B3", "B2 1 ngày eligible>B3 not_eligible>."."""
    code, amount, unit, *ways = line.split()
    return Step(
        code=code,
        name=f"Bước {code}",
        work=Work.ASSESS,
        unit=UnitKind.PROFESSIONAL,
        post=PostRole.OFFICER,
        agency=agency,
        time=None if amount == "-" else step_times.read(f"{amount} {unit}"),
        within=step_times.read(within) if within else None,
        ways=tuple(way(one) for one in ways),
    )


def way(told: str) -> Way:
    found, _mark, to = told.partition(">")
    return Way(END if to == "." else to, Found(found))


def route(*lines: str | Step) -> Route:
    return in_a_row(step(line) if isinstance(line, str) else line for line in lines)


def faults(of: Route, limit: Limit | None = THREE_DAYS, calendar=STANDARD) -> list[tuple[str, str]]:
    return [(one.fault, one.step) for one in rules.problems(of, limit, calendar)]


def test_steps_in_a_row_lead_to_the_next_and_the_last_ends():
    found = route("B1 1 ngày", "B2 1 ngày", "B3 1 ngày")
    assert found.next("B1") == found.by_code["B2"]
    assert found.next("B3") is None
    assert [one.code for one in found.before("B3")] == ["B2"]
    assert in_a_row([]).steps == ()


def test_a_step_may_and_must_nothing_unless_it_says_so():
    plain = Step(code="B1", name="Bước", work=Work.SIGN)
    marks = ("may_consult", "may_return", "must_attach", "must_sign", "on_ministry_system")
    assert not any(getattr(plain, mark) for mark in marks)
    assert (plain.unit, plain.post, plain.agency, plain.result) == ("", "", "", "")


def test_a_branch_leads_by_what_was_found():
    found = route("B1 1 ngày eligible>B2 not_eligible>B3", "B2 1 ngày >.", "B3 1 ngày")
    assert found.next("B1", Found.NOT_ELIGIBLE) == found.by_code["B3"]
    assert found.next("B2") is None
    with pytest.raises(NoWay, match="B1"):
        found.next("B1")


def test_a_route_that_fills_its_limit_works():
    assert faults(route("B1 0,5 ngày", "B2 2 ngày", "B3 0,5 ngày >."), calendar=EIGHT_HOURS) == [
        (Fault.TIGHT, "")
    ]
    assert faults(route("B1 1 ngày", "B2 1 ngày", "B3 1 ngày")) == []
    assert faults(route("B1 2 giờ", "B2 1 ngày", "B3 1 ngày")) == []


def test_a_route_without_steps_is_named():
    assert faults(route()) == [(Fault.NO_STEPS, "")]


def test_a_step_needs_somebody_and_a_time():
    nobody = [
        replace(step("B1 1 ngày"), unit=UnitKind.NONE),
        replace(step("B2 1 ngày"), post=PostRole.NONE),
        step("B3 - -"),
    ]
    assert faults(route(*nobody)) == [
        (Fault.NO_OWNER, "B1"),
        (Fault.NO_OWNER, "B2"),
        (Fault.NO_TIME, "B3"),
    ]


def test_two_steps_of_one_code_are_named():
    assert faults(route("B1 1 ngày >B2", "B2 1 ngày >.", "B2 1 ngày >.")) == [
        (Fault.SAME_CODE, "B2")
    ]


def test_a_step_without_a_way_on_is_named():
    assert faults(Route((step("B1 1 ngày"),))) == [(Fault.NO_WAY_ON, "B1")]


def test_a_way_to_a_step_that_is_not_there_is_named():
    found = rules.problems(route("B1 1 ngày >B9"), THREE_DAYS)
    assert [(one.fault, one.step) for one in found] == [(Fault.UNKNOWN_STEP, "B1")]
    assert "B9" in found[0].words


@pytest.mark.parametrize(
    "ways",
    [
        "eligible>B2",
        "eligible>B2 agreed>B3",
        "eligible>B2 eligible>B3",
        "eligible>B2 not_eligible>B3 not_eligible>.",
        ">B2 >B3",
        "eligible>B2 not_eligible>B3 >.",
    ],
)
def test_a_branch_answers_every_finding_of_one_kind_once(ways):
    assert (Fault.BAD_BRANCH, "B1") in faults(
        route(f"B1 1 ngày {ways}", "B2 1 ngày >B3", "B3 1 ngày")
    )


@pytest.mark.parametrize("pair", [("eligible", "not_eligible"), ("agreed", "not_agreed")])
def test_a_whole_branch_works(pair):
    yes, no = pair
    assert faults(route(f"B1 1 ngày {no}>B3 {yes}>B2", "B2 1 ngày", "B3 1 ngày")) == []


def test_two_starts_are_named():
    found = rules.problems(route("B1 1 ngày >B3", "B2 1 ngày >B3", "B3 1 ngày"), THREE_DAYS)
    assert [(one.fault, one.step) for one in found] == [(Fault.SECOND_START, "B2")]
    assert "bắt đầu từ bước B1" in found[0].words


def test_a_loop_is_named_step_by_step():
    found = rules.problems(
        route("B1 1 ngày eligible>B2 not_eligible>.", "B2 1 ngày >B3", "B3 1 ngày >B2"), THREE_DAYS
    )
    assert [one.fault for one in found] == [Fault.CYCLE]
    assert {"B2", "B3"} == set(found[0].words.split(" quay vòng")[0].split("bước ")[1].split(", "))


def test_a_loop_is_told_in_the_order_one_walks_it():
    found = rules.problems(
        route("B1 1 ngày", "B2 1 ngày", "B3 1 ngày", "B4 1 ngày >B2"), THREE_DAYS
    )
    (words,) = [one.words for one in found]
    walked = words.split(" quay vòng")[0].removeprefix("Các bước ").split(", ")
    start = walked.index("B2")
    assert walked[start:] + walked[:start] == ["B2", "B3", "B4"]
    assert found[0].step == walked[0]


def test_a_route_ends_at_the_competent_agency():
    assert faults(route("B1 1 ngày", step("B2 1 ngày", agency="H99.21"))) == [
        (Fault.ENDS_ELSEWHERE, "B2")
    ]


# Times: each list of steps, the limit, what is wrong.
def limit(amount: int | None, unit: TimeUnit) -> Limit:
    return Limit(amount, unit)


DAYS, HOURS = TimeUnit.WORKING_DAYS, TimeUnit.WORKING_HOURS


@pytest.mark.parametrize(
    ("times", "amount", "unit", "wrong"),
    [
        (["1 ngày", "2 ngày"], 3, DAYS, None),
        (["1 ngày", "3 ngày"], 3, DAYS, Fault.TOO_LONG),
        (["0,5 ngày", "0,5 ngày", "2 ngày"], 3, DAYS, None),
        (["0,5 ngày", "3 ngày"], 3, DAYS, Fault.TOO_LONG),
        (["1 giờ", "3 ngày"], 3, DAYS, Fault.TOO_LONG),
        (["1 phút", "3 ngày"], 3, DAYS, Fault.TOO_LONG),
        (["4 giờ", "2 ngày"], 3, DAYS, None),
        (["2 ngày", "4 giờ"], 3, DAYS, None),
        (["24 giờ"], 3, DAYS, Fault.TIGHT),
        (["22 giờ"], 3, DAYS, None),
        (["25 giờ"], 3, DAYS, Fault.TOO_LONG),
        (["8 giờ"], 8, HOURS, None),
        (["4 giờ", "4 giờ"], 8, HOURS, None),
        (["4 giờ", "5 giờ"], 8, HOURS, Fault.TOO_LONG),
        (["1 ngày"], 4, HOURS, Fault.TOO_LONG),
        (["1 ngày"], 8, HOURS, Fault.TOO_LONG),
        (["3 ngàylịch"], 3, TimeUnit.CALENDAR_DAYS, None),
        (["4 ngàylịch"], 3, TimeUnit.CALENDAR_DAYS, Fault.TOO_LONG),
        (["10 ngày"], 10, TimeUnit.CALENDAR_DAYS, Fault.TOO_LONG),
        (["5 ngày"], 7, TimeUnit.CALENDAR_DAYS, None),
        (["20 ngày"], 1, TimeUnit.MONTHS, None),
        (["21 ngày"], 1, TimeUnit.MONTHS, Fault.TOO_LONG),
        (["2 giờ", "30 phút"], None, TimeUnit.SAME_DAY, Fault.TIGHT),
        (["1 ngày"], None, TimeUnit.SAME_DAY, Fault.TOO_LONG),
        (["99 ngày"], None, TimeUnit.NOT_REGULATED, None),
    ],
)
def test_times_are_held_against_the_limit_each_in_its_unit(times, amount, unit, wrong):
    found = faults(route(*(f"B{n} {one}" for n, one in enumerate(times))), limit(amount, unit))
    assert found == ([] if wrong is None else [(wrong, "")])


def test_the_longest_way_counts_whichever_branch_it_takes():
    branching = ("B1 1 ngày eligible>B2 not_eligible>B3", "B2 {} ngày >B4", "B3 {} ngày >B4")
    for second, third in ((3, 1), (1, 3)):
        lines = [branching[0], branching[1].format(second), branching[2].format(third)]
        found = rules.problems(route(*lines, "B4 4 giờ"), limit(4, DAYS))
        assert [one.fault for one in found] == [Fault.TOO_LONG]
        assert "cộng lại 4 ngày làm việc và 4 giờ làm việc" in found[0].words
        assert "(4 ngày làm việc)" in found[0].words


def test_times_of_several_units_are_named_one_after_the_other():
    found = rules.problems(route("B1 3 ngày", "B2 0,5 ngày", "B3 2 giờ", "B4 1 ngày"), THREE_DAYS)
    assert "cộng lại 4 ngày làm việc, 0,5 ngày làm việc và 2 giờ làm việc, dài" in found[0].words


def test_a_limit_of_the_same_day_is_named_as_one():
    found = rules.problems(route("B1 1 ngày"), limit(None, TimeUnit.SAME_DAY))
    assert "(trong ngày)" in found[0].words


def test_a_limit_nobody_stated_is_named_beside_the_rest():
    assert faults(route("B1 - -"), None) == [(Fault.NO_TIME, "B1"), (Fault.LIMIT_MISSING, "")]
    assert faults(route("B1 1 ngày"), None) == [(Fault.LIMIT_MISSING, "")]


def test_only_what_cannot_work_keeps_a_route_from_being_published():
    (tight,) = rules.problems(route("B1 24 giờ"), THREE_DAYS)
    (late,) = rules.problems(route("B1 25 giờ"), THREE_DAYS)
    assert not tight.stops
    assert late.stops


def test_closures_of_a_year_do_not_make_a_route_too_long():
    closed = replace(TET, closed=frozenset(rules.date(2027, 2, day) for day in range(1, 28)))
    assert faults(route("B1 3 ngày"), calendar=closed) == []


# A stay at another agency, with the time that agency has.
DEPARTMENT = "H99.21"


def there_and_back(*inside: tuple[str, str], home: str = "1 ngày") -> Route:
    stay = [
        step(f"S{n} {time}", agency=DEPARTMENT, within=within)
        for n, (time, within) in enumerate(inside)
    ]
    return route(f"B1 {home}", *stay, "B2 1 ngày")


@pytest.mark.parametrize(
    ("inside", "wrong"),
    [
        ([("1 ngày", "2 ngày"), ("1 ngày", "")], []),
        ([("1 ngày", "3 ngày"), ("1 ngày", "")], [(Fault.TOO_LONG, "")]),
        ([("1 ngày", "1 ngày"), ("1 ngày", "")], [(Fault.STAY_TOO_LONG, "S1")]),
        ([("2 ngày", "1 ngày")], [(Fault.STAY_TOO_LONG, "S0")]),
        ([("9 giờ", "1 ngày")], [(Fault.STAY_TOO_LONG, "S0")]),
        ([("1 ngày", ""), ("1 ngày", "1 ngày")], [(Fault.WITHIN_MISPLACED, "S1")]),
        ([("1 ngày", "5 ngày")], [(Fault.WITHIN_TOO_LONG, "S0"), (Fault.TOO_LONG, "")]),
    ],
)
def test_a_stay_keeps_to_its_own_time_and_counts_with_all_of_it(inside, wrong):
    assert faults(there_and_back(*inside), limit(4, DAYS)) == wrong


def test_a_stay_of_eight_hours_fits_its_day_only_in_the_hours_of_the_office():
    stay = there_and_back(("8 giờ", "1 ngày"), home="1 ngày")
    assert faults(stay, limit(9, DAYS), EIGHT_HOURS) == []
    assert faults(stay, limit(9, DAYS)) == [(Fault.STAY_TOO_LONG, "S0")]


def test_a_stay_that_is_outlasted_names_the_time_it_had():
    found = rules.problems(there_and_back(("1 ngày", "5 ngày")), limit(4, DAYS))
    assert "là 5 ngày làm việc, dài hơn thời hạn giải quyết (4 ngày làm việc)" in found[0].words


def test_a_time_for_another_agency_is_misplaced_at_the_competent_one():
    assert faults(route(step("B1 1 ngày", within="1 ngày"))) == [(Fault.WITHIN_MISPLACED, "B1")]


def test_the_later_of_two_ways_through_a_stay_is_the_one_that_counts():
    stay = [
        step("S1 1 ngày eligible>S2 not_eligible>S3", agency=DEPARTMENT, within="3 ngày"),
        step("S2 2 ngày >S4", agency=DEPARTMENT),
        step("S3 1 giờ >S4", agency=DEPARTMENT),
        step("S4 1 ngày", agency=DEPARTMENT),
    ]
    assert faults(route("B1 1 ngày", *stay, "B2 1 ngày"), limit(9, DAYS)) == [
        (Fault.STAY_TOO_LONG, "S4")
    ]


def test_two_agencies_one_after_the_other_each_have_their_own_time():
    both = route(
        "B1 1 ngày",
        step("S1 1 ngày", agency=DEPARTMENT, within="2 ngày"),
        step("T1 1 ngày", agency="H99.22", within="2 ngày"),
        "B2 1 ngày",
    )
    assert faults(both, limit(6, DAYS)) == []
    assert faults(both, limit(5, DAYS)) == [(Fault.TOO_LONG, "")]


@given(
    days=st.lists(st.integers(1, 6), min_size=1, max_size=6),
    whole=st.integers(1, 40),
)
def test_days_in_a_row_fit_exactly_when_their_sum_does(days, whole):
    found = faults(route(*(f"B{n} {d} ngày" for n, d in enumerate(days))), limit(whole, DAYS))
    assert (not found) == (sum(days) <= whole)


# When a step is due.
def test_a_step_is_due_by_its_own_time_and_never_after_what_it_is_part_of():
    one = step("B1 1 ngày")
    own = {"step": one, "reached_at": at(MON, 9), "calendar": STANDARD}
    assert step_due(**own, due_at=None) == at(TUE, 17)
    assert step_due(**own, due_at=at(FRI, 17)) == at(TUE, 17)
    assert step_due(**own, due_at=at(MON, 17)) == at(MON, 17)
    assert step_due(**own, due_at=at(FRI, 17), stay_due_at=at(MON, 11)) == at(MON, 11)


def test_a_step_without_a_time_is_bounded_by_the_dossier_alone():
    one = step("B1 - -")
    own = {"step": one, "reached_at": at(MON, 9), "calendar": STANDARD}
    assert step_due(**own, due_at=at(THU, 17)) == at(THU, 17)
    assert step_due(**own, due_at=None) is None
