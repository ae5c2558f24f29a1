"""The books balance: for every history, every split and every window."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules import forms
from motcua.rules.codes import Act, Channel, Ending, MovementKind, Status, Verdict
from motcua.rules.forms import COUNTING_RULES, fold
from motcua.rules.movements import Flows
from motcua.rules.periods import Window
from tests.rules.simulation import (
    AGENCIES,
    DAY,
    FIRST_DAY,
    PROCEDURES,
    Dossier,
    Province,
    flows,
    play,
    recount,
    windows,
)

STEPS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 11), st.integers(0, 20), st.integers(0, 5)),
    min_size=10,
    max_size=70,
)
CUTS = st.lists(st.integers(0, 400), max_size=4)


def everything(_agency, _procedure):
    return True


def parts():
    for agency in AGENCIES:
        for procedure in PROCEDURES:
            yield lambda a, p, agency=agency, procedure=procedure: (a, p) == (agency, procedure)


@settings(max_examples=400, deadline=None)
@given(STEPS, CUTS)
def test_every_history_balances_for_every_split_and_window(steps, cuts):
    province = play(steps)
    for window in windows(province, cuts):
        leaves = [flows(province, chosen, window) for chosen in parts()]
        for leaf in leaves:
            leaf.movement()
        whole = flows(province, everything, window)
        assert sum(leaves, start=Flows()) == whole
        for rule in COUNTING_RULES.values():
            rows = [fold(leaf, rule) for leaf in leaves]
            assert forms.total(rows) == fold(whole, rule)


@settings(max_examples=400, deadline=None)
@given(STEPS, CUTS)
def test_the_form_is_what_a_recount_of_the_dossiers_finds(steps, cuts):
    province = play(steps)
    for window in windows(province, cuts):
        for chosen in (everything, *parts()):
            cells = fold(flows(province, chosen, window)).cells()
            leaf_columns = {key: cells[key] for key in ("c4", "c5", "c6", "c8", "c9", "c10")}
            wanted = recount(province, chosen, window)
            assert leaf_columns == {key: wanted[key] for key in leaf_columns}
            assert (cells["c12"], cells["c13"]) == (wanted["c12"], wanted["c13"])


@settings(max_examples=200, deadline=None)
@given(STEPS, CUTS)
def test_column_6_is_column_11_before_up_to_what_is_printed_below(steps, cuts):
    province = play(steps)
    for earlier, later in pairwise(windows(province, cuts)):
        for chosen in parts():
            found = flows(province, chosen, later)
            moved = (
                found.carried_in
                + found.reopened_before
                + found.transferred_in_before
                - found.transferred_out_before
                - found.annulled_before
            )
            before = fold(flows(province, chosen, earlier))
            assert fold(found).c6 == before.c11 + moved


@settings(max_examples=150, deadline=None)
@given(STEPS, st.integers(0, 20))
def test_no_dossier_is_created_or_lost_on_the_way(steps, days):
    province = play(steps)
    window = Window(FIRST_DAY - DAY * 9, FIRST_DAY + DAY * days)
    row = fold(flows(province, everything, window))
    known = [dossier.state_at_end_of(window.to_on) for dossier in province.dossiers]
    assert row.c3 == sum(bool(state.agency) for state in known)


@pytest.mark.parametrize("seed", range(12))
def test_long_lives_of_many_dossiers_balance_too(seed):
    chance = Random(seed)
    steps = [
        (chance.randrange(12), chance.randrange(200), chance.randrange(21), chance.randrange(6))
        for _ in range(1200)
    ]
    province = play(steps)
    assert len(province.dossiers) > 50
    for window in windows(province, [chance.randrange(900) for _ in range(5)]):
        rows = []
        for chosen in parts():
            found = flows(province, chosen, window)
            found.movement()
            rows.append(fold(found))
        whole = fold(flows(province, everything, window))
        assert forms.total(rows) == whole
        wanted = recount(province, everything, window)
        cells = whole.cells()
        assert all(cells[key] == wanted[key] for key in cells if key not in {"c3", "c7", "c11"})


def test_the_simulation_reaches_everything_it_is_meant_to_prove():
    seen_acts, seen_kinds, statuses = Counter(), Counter(), set()
    late = 0
    for seed in range(40):
        steps = [
            ((seed * 7 + n * n) % 10, (seed + n * 3) % 31, (seed * n + n) % 21, (n + seed) % 6)
            for n in range(90)
        ]
        for dossier in play(steps).dossiers:
            for event in dossier.events:
                seen_acts[event.act] += 1
                seen_kinds[event.kind] += 1
                statuses.add(event.after.status)
            late += any(a.posted_on == b.posted_on for a, b in pairwise(dossier.events))
    assert set(seen_acts) == set(Act)
    assert set(seen_kinds) == set(MovementKind)
    assert statuses == set(Status)
    assert late


class Story(Province):
    """A province told act by act."""

    def tell(self, dossier, act, day, how=0):
        self._record(dossier, act, how, occurred_on=day)

    def open(self, channel=Channel.COUNTER):
        self.dossiers.append(Dossier(PROCEDURES[0], channel))
        return self.dossiers[-1]


QUARTER_2 = Window(date(2024, 3, 15), date(2024, 6, 14))
QUARTER_3 = Window(date(2024, 6, 15), date(2024, 9, 14))
QUARTER_4 = Window(date(2024, 9, 15), date(2024, 12, 14))


def only(agency):
    return lambda a, _p: a == agency


def row(province, agency, window):
    return fold(flows(province, only(agency), window))


def test_the_last_day_of_a_window_belongs_to_it_and_the_next_to_the_next():
    province = Story(frontier=date(2024, 1, 1))
    for day in (QUARTER_3.to_on, QUARTER_4.from_on):
        province.tell(province.open(), Act.RECEIVE, day)
    assert row(province, "A", QUARTER_3).c5 == 1
    assert row(province, "A", QUARTER_4).c5 == 1
    assert row(province, "A", QUARTER_4).c6 == 1
    assert row(province, "A", QUARTER_2) == forms.Row()


def test_a_reversal_across_a_closed_period_leaves_the_closed_period_alone():
    province = Story(frontier=date(2024, 1, 1))
    dossier = province.open(Channel.ONLINE)
    province.tell(dossier, Act.RECEIVE, date(2024, 6, 20), how=3)
    province.tell(dossier, Act.DECIDE, date(2024, 6, 21), how=3)
    before = row(province, "A", QUARTER_3)
    assert (before.c4, before.c8, before.c11) == (1, 1, 0)
    province.frontier = QUARTER_3.to_on
    province.tell(dossier, Act.REVERSE, date(2024, 6, 22))
    assert row(province, "A", QUARTER_3) == before
    after = row(province, "A", QUARTER_4)
    assert (after.c6, after.c7, after.c11, after.c13) == (1, 0, 1, 1)


def test_a_reception_annulled_after_its_period_closed_leaves_column_6():
    province = Story(frontier=date(2024, 1, 1))
    dossier = province.open()
    province.tell(dossier, Act.RECEIVE, date(2024, 6, 20))
    province.frontier = QUARTER_3.to_on
    province.tell(dossier, Act.REVERSE, date(2024, 6, 21))
    assert row(province, "A", QUARTER_3).c11 == 1
    assert row(province, "A", QUARTER_4) == forms.Row()
    assert forms.memo(flows(province, only("A"), QUARTER_4))["annulled"] == 1


def test_on_the_day_of_a_merger_open_dossiers_move_and_stay_counted_once():
    merger = date(2024, 7, 1)
    province = Story(frontier=date(2024, 1, 1))
    old, new, waiting = province.open(), province.open(), province.open()
    province.tell(old, Act.RECEIVE, date(2024, 6, 10))
    province.tell(waiting, Act.RECEIVE, date(2024, 6, 10))
    province.tell(waiting, Act.REQUEST_SUPPLEMENT, date(2024, 6, 20))
    province.tell(new, Act.RECEIVE, merger - DAY)
    for dossier in (old, new, waiting):
        province.tell(dossier, Act.TRANSFER, merger)
    assert row(province, "A", QUARTER_3) == forms.Row()
    there = row(province, "B", QUARTER_3)
    assert (there.c3, there.c5, there.c6, there.c11, there.c12) == (3, 1, 2, 3, 3)
    whole = fold(flows(province, everything, QUARTER_3))
    assert (whole.c5, whole.c6, whole.c11) == (1, 2, 3)
    assert whole == forms.total([row(province, agency, QUARTER_3) for agency in AGENCIES])
    memo = forms.memo(flows(province, only("B"), QUARTER_3))
    assert (memo["transferred_in"], memo["transferred_out"]) == (3, 0)


def test_a_dossier_carried_in_is_never_a_new_reception():
    province = Story(frontier=date(2024, 1, 1))
    dossier = province.open(Channel.ONLINE)
    province.tell(dossier, Act.CARRY_IN, date(2024, 6, 20))
    province.tell(dossier, Act.TRANSFER, date(2024, 6, 21))
    there = row(province, "B", QUARTER_3)
    assert (there.c4, there.c5, there.c6, there.c11) == (0, 0, 1, 1)
    assert row(province, "A", QUARTER_3) == forms.Row()


def test_a_late_entry_is_judged_by_its_date_and_booked_in_the_open_period():
    province = Story(frontier=date(2024, 1, 1))
    dossier = province.open()
    province.tell(dossier, Act.RECEIVE, date(2024, 9, 1), how=3)
    province.frontier = QUARTER_3.to_on
    province.tell(dossier, Act.DECIDE, date(2024, 9, 4), how=3)
    assert row(province, "A", QUARTER_3).c13 == 1
    found = flows(province, only("A"), QUARTER_4)
    assert found.settled == {(Ending.GRANTED, Verdict.ON_TIME): 1}
    assert dossier.events[-1].posted_on == QUARTER_3.to_on + timedelta(days=1)
