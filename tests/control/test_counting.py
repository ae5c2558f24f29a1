"""Lines of a register counted in windows, with the books closed in between."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.control import counting
from motcua.control.counting import Told
from motcua.control.registers.vocabulary import Count, Field, Kind, Life, Register, Taking
from motcua.rules import periods
from motcua.rules.codes import Level
from motcua.rules.periods import Window

II_2024, III_2024 = periods.quarter(2024, 2), periods.quarter(2024, 3)
IN_II, IN_III = date(2024, 5, 6), date(2024, 8, 5)
CLOSED_II = II_2024.to_on


def _register(*counts: Count, life: Life | None = None) -> Register:
    fields = [
        Field(code="on", label="Ngày", kind=Kind.DATE),
        Field(code="done_on", label="Xong", kind=Kind.DATE),
        Field(code="due_on", label="Hạn", kind=Kind.DATE),
        Field(code="new", label="Mới", kind=Kind.COUNT),
        Field(code="all", label="Tất cả", kind=Kind.COUNT),
        Field(code="what", label="Gì", kind=Kind.CHOICE, choices=(("a", "Giữ"), ("b", "Bỏ"))),
        Field(code="whom", label="Ai", kind=Kind.AGENCY),
        Field(code="row", label="Dòng", kind=Kind.TEXT),
    ]
    return Register(
        code="thu", name="Sổ thử", part="", basis="", certainty="high",
        fields=tuple(fields), counts=counts, life=life, row="row",
    )  # fmt: skip


def _count(take: Taking, *of: str, **more) -> Count:
    return Count(cells=(("X", "1"),), take=take, of=of, **more)


def _told(version: int, on: date, *, struck=False, closed=None, entry=1, **said) -> Told:
    told = {"on": on.isoformat()} | {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said.items()
    }
    return Told(entry, version, 1, told, struck=struck, closed_through=closed)


def _value(count: Count, histories, window: Window, *, life=None, levels=None):
    register = _register(count, life=life)
    legs = counting.behind(count, register, histories, window, levels or {})
    return counting.value(count, register, legs)


SUM = _count(Taking.SUM, "new")


def test_a_line_counts_in_the_window_of_its_day():
    line = [_told(1, IN_II, new=5)]
    assert _value(SUM, [line], II_2024) == 5
    assert _value(SUM, [line], III_2024) == 0


def test_a_correction_before_the_closing_leaves_nothing_of_what_was_wrong():
    line = [_told(1, IN_II, new=5), _told(2, IN_III, new=7)]
    assert _value(SUM, [line], II_2024) == 0
    assert _value(SUM, [line], III_2024) == 7


def test_a_correction_after_the_closing_is_booked_in_the_open_period():
    line = [_told(1, IN_II, new=5), _told(2, IN_II, new=7, closed=CLOSED_II)]
    assert _value(SUM, [line], II_2024) == 5
    assert _value(SUM, [line], III_2024) == 2


def test_a_line_written_after_the_closing_counts_from_the_next_day_on():
    line = [_told(1, IN_II, new=5, closed=CLOSED_II)]
    assert _value(SUM, [line], II_2024) == 0
    assert _value(SUM, [line], III_2024) == 5


def test_a_line_struck_after_the_closing_is_taken_back_in_the_open_period():
    line = [_told(1, IN_II, new=5), _told(2, IN_II, new=5, struck=True, closed=CLOSED_II)]
    assert _value(SUM, [line], II_2024) == 5
    assert _value(SUM, [line], III_2024) == -5


def test_what_is_counted_and_taken_back_in_one_window_does_not_lie_behind_the_figure():
    line = [_told(1, IN_II, new=5), _told(2, IN_II, new=7)]
    register = _register(SUM)
    (leg,) = counting.behind(SUM, register, [line], II_2024, {})
    assert (leg.told.version_id, leg.sign, counting.amount(SUM, leg)) == (2, 1, "7")


def test_the_words_of_a_choice_stand_once_in_their_order():
    lines = [
        [_told(1, IN_II, what="b")],
        [_told(2, IN_II, what="a", entry=2)],
        [_told(3, IN_II, what="b", entry=3)],
    ]
    assert _value(_count(Taking.WORDS, "what"), lines, II_2024) == "Giữ; Bỏ"


def test_an_agency_inspected_twice_is_one_and_of_its_level():
    lines = [[_told(n, IN_II, whom=whom, entry=n)] for n, whom in enumerate((7, 7, 8), start=1)]
    levels = {7: Level.PROVINCE, 8: Level.COMMUNE}
    count = _count(Taking.DIFFERENT, "whom", level=Level.PROVINCE)
    assert _value(count, lines, II_2024, levels=levels) == 1
    assert _value(_count(Taking.DIFFERENT, "whom"), lines, II_2024) == 2


def test_a_share_is_made_of_the_sums_and_of_nothing_there_is_none():
    lines = [[_told(1, IN_II, new=1, all=4)], [_told(2, IN_II, new=1, all=1, entry=2)]]
    count = _count(Taking.RATE, "new", "all")
    assert str(_value(count, lines, II_2024)) == "40.00"
    assert _value(count, [], II_2024) is None


def test_only_the_choices_asked_for_count():
    lines = [[_told(1, IN_II, what="a")], [_told(2, IN_II, what="b", entry=2)]]
    assert _value(_count(Taking.LINES, where=(("what", frozenset("a")),)), lines, II_2024) == 1


LIFE = Life("on", "done_on", "due_on")


def _tasks(window: Window) -> dict[Taking, int]:
    """Five tasks given in quarter II: done in time, done late, open and overdue, open, done long ago."""
    lines = [
        [_told(1, IN_II, due_on=IN_III, done_on=IN_III)],
        [_told(2, IN_II, due_on=IN_II, done_on=IN_III, entry=2)],
        [_told(3, IN_II, due_on=IN_III, entry=3)],
        [_told(4, IN_II, due_on=date(2024, 12, 2), entry=4)],
        [_told(5, IN_II, due_on=IN_II, done_on=IN_II, entry=5)],
    ]
    takings = (Taking.LASTING, Taking.ENDED_IN_TIME, Taking.ENDED_LATE, Taking.OVERDUE)
    return {
        take: _value(_count(take), lines, window, life=LIFE)
        for take in (*takings, Taking.ENDED, Taking.STANDING)
    }


def test_tasks_are_told_by_how_they_stood_in_the_window():
    assert _tasks(III_2024) == {
        Taking.LASTING: 4,
        Taking.ENDED_IN_TIME: 1,
        Taking.ENDED_LATE: 1,
        Taking.OVERDUE: 1,
        Taking.ENDED: 2,
        Taking.STANDING: 2,
    }


def test_what_lasts_stays_in_a_closed_period_as_it_was_known():
    line = [_told(1, IN_II), _told(2, IN_II, done_on=IN_II, closed=CLOSED_II)]
    standing = _count(Taking.STANDING)
    assert _value(standing, [line], II_2024, life=LIFE) == 1
    assert _value(standing, [line], III_2024, life=LIFE) == 0


#: A busy machine is slow; that says nothing of what is tested.
PATIENT = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@st.composite
def _histories(draw):
    """A line's versions with closings between some of them; the frontier never goes back."""
    closed, history = None, []
    for version in range(1, draw(st.integers(1, 5)) + 1):
        moved = draw(st.none() | DAYS)
        closed = max(filter(None, [closed, moved]), default=None)
        day, new = draw(DAYS), draw(st.integers(0, 9))
        struck = version > 1 and draw(st.booleans())
        history.append(_told(version, day, new=new, struck=struck, closed=closed))
        if struck:
            break
    return history


@PATIENT
@given(_histories(), DAYS)
def test_no_count_is_lost_whatever_is_corrected_and_closed(history, cut):
    """Two windows that meet hold together what the line says last."""
    first = _value(SUM, [history], Window(date(2023, 1, 1), cut))
    second = _value(SUM, [history], Window(cut + timedelta(days=1), date(2026, 1, 1)))
    last = history[-1]
    assert first + second == (0 if last.struck else last.count("new"))


@PATIENT
@given(_histories(), st.data())
def test_a_closed_period_keeps_its_figure(history, data):
    """Whatever is recorded after a closing, no window that ends by then counts otherwise."""
    place = data.draw(st.integers(0, len(history) - 1))
    closed = history[place].closed_through
    if closed is not None:
        window = Window(date(2023, 1, 1), closed)
        assert _value(SUM, [history[:place]], window) == _value(SUM, [history], window)


@PATIENT
@given(_histories(), DAYS)
def test_a_line_touches_every_window_it_counts_in(history, cut):
    register, window = _register(SUM), Window(cut, cut + timedelta(days=30))
    if counting.behind(SUM, register, [history], window, {}):
        bounds = [counting.touches(register, told) for told in history]
        assert any(first <= window.to_on and last >= window.from_on for first, last in bounds)
