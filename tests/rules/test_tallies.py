"""Flows of many keys at once: the same counts, the same refusals, the same columns as one by one."""

import pytest
from hypothesis import given, settings

from motcua.rules import forms
from motcua.rules.codes import Channel, Ending, Verdict
from motcua.rules.forms import COUNTING_RULES, BadRow, fold, fold_all
from motcua.rules.movements import Flows, NegativeCount
from motcua.rules.tallies import LEAVES, PLACES, Tally, leaves_of
from tests.rules.simulation import AGENCIES, PROCEDURES, flows, play
from tests.rules.test_books import CUTS, STEPS, windows
from tests.rules.test_forms import CHI_LANG
from tests.rules.test_movements import FULL


def row(**counts: int) -> list[int]:
    """One number for each leaf; what is not named counts nothing."""
    return [counts.get(leaf, 0) for leaf in LEAVES]


def tallied(**parts: Flows) -> Tally[str]:
    return Tally({key: row(**leaves_of(each)) for key, each in parts.items()})


@settings(max_examples=150, deadline=None)
@given(STEPS, CUTS)
def test_all_keys_at_once_are_told_as_one_by_one(steps, cuts):
    province = play(steps)
    for window in windows(province, cuts):
        parts = {
            f"{agency} {procedure}": flows(
                province, lambda a, p, at=(agency, procedure): (a, p) == at, window
            )
            for agency in AGENCIES
            for procedure in PROCEDURES
        }
        told = tallied(**parts)
        assert told == {key: each for key, each in parts.items() if each != Flows()}
        assert told.total() == sum(parts.values(), start=Flows())
        for rule in COUNTING_RULES.values():
            assert fold_all(told, rule) == [fold(each, rule) for each in told.values()]


def test_every_leaf_has_a_name_of_its_own_and_a_place():
    assert len(set(LEAVES)) == len(LEAVES) == len(PLACES) == 53
    assert [LEAVES[place] for place in PLACES.values()] == list(LEAVES)
    counted = leaves_of(FULL)
    assert set(counted) <= set(LEAVES)
    assert counted["received_online"] == 40
    assert counted["settled_denied_late"] == 3
    assert counted["transferred_out_counter"] == 7
    assert counted["closing_paused"] == 2


def test_what_is_told_by_key_comes_first_then_what_no_window_changes():
    assert LEAVES[0] == "received_counter"
    assert LEAVES[36:42] == (
        "carried_in",
        "late_entries",
        "refused",
        "returned_to_filer",
        "handed_back",
        "not_regulated",
    )


def test_flows_come_back_as_they_were_counted():
    told = tallied(one=FULL, two=CHI_LANG)
    assert (told["one"], told["two"]) == (FULL, CHI_LANG)
    assert list(told) == ["one", "two"]
    assert len(told) == 2
    assert told.total() == FULL + CHI_LANG
    assert told.leaves["opening"] == (10, 7)
    assert "refused" not in told.leaves


def test_a_key_that_counts_nothing_is_no_key():
    told = tallied(nothing=Flows(), one=Flows(refused=1))
    assert list(told) == ["one"]
    assert Tally({}).total() == Flows()
    assert fold_all(Tally({})) == []


def test_no_leaf_of_any_key_is_below_zero():
    with pytest.raises(NegativeCount, match=r"^annulled_post: -1$"):
        Tally({"one": row(annulled_post=2), "two": row(annulled_post=-1, opening=5)})


def test_rows_of_unlike_length_are_no_tally():
    with pytest.raises(ValueError, match="shorter"):
        Tally({(1,): [1] * len(LEAVES), (2,): [1]})


def test_a_row_that_does_not_balance_is_refused_among_sound_ones():
    told = tallied(sound=CHI_LANG, broken=Flows(opening=1))
    with pytest.raises(BadRow, match=r"^Row\(c3=1, c4=0, c5=0, c6=1, c7=0"):
        fold_all(told)


def test_a_cell_below_zero_is_refused_among_sound_ones():
    odd = Flows(transferred_out_before=1, received={Channel.POST: 1})
    told = tallied(sound=CHI_LANG, broken=odd)
    with pytest.raises(BadRow, match="c6=-1"):
        fold_all(told)


def test_the_counting_rule_is_chosen_for_all_rows():
    late = Flows(opening=1, settled={(Ending.WITHDRAWN, Verdict.LATE): 1})
    told = tallied(one=late)
    assert fold_all(told)[0].c10 == 1
    assert fold_all(told, forms.WITHDRAWN_ON_TIME)[0].c9 == 1
