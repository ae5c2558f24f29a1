"""Form II.06: columns, counting rules, totals, and the lines under the table."""

from dataclasses import replace

import pytest

from motcua.rules import forms
from motcua.rules.codes import Channel, Ending, Level, Verdict
from motcua.rules.forms import DEFAULT, WITHDRAWN_ON_TIME, CountingRule, Row, fold, memo
from motcua.rules.movements import Flows
from tests.rules.test_movements import FULL

VERDICTS = (Verdict.EARLY, Verdict.ON_TIME, Verdict.LATE)
CHI_LANG = Flows(
    opening=7,
    received={Channel.ONLINE: 951, Channel.COUNTER: 163},
    settled={(Ending.GRANTED, Verdict.EARLY): 483, (Ending.GRANTED, Verdict.ON_TIME): 623},
    closing_running_in_time=15,
)


def test_the_quarter_of_the_district_as_it_was_published():
    assert fold(CHI_LANG) == Row(
        c3=1121, c4=951, c5=163, c6=7, c7=1106, c8=483, c9=623, c10=0, c11=15, c12=15, c13=0
    )


def test_every_leg_finds_its_column():
    assert fold(FULL) == Row(
        c3=72, c4=45, c5=13, c6=14, c7=29, c8=26, c9=0, c10=3, c11=43, c12=33, c13=10
    )


@pytest.mark.parametrize("ending", list(Ending))
@pytest.mark.parametrize(("verdict", "column"), list(zip(VERDICTS, (8, 9, 10), strict=True)))
def test_the_default_rule_places_every_ending_by_its_verdict(ending, verdict, column):
    assert DEFAULT.endings[ending, verdict] == column
    wanted = 9 if ending is Ending.WITHDRAWN else column
    assert WITHDRAWN_ON_TIME.endings[ending, verdict] == wanted


@pytest.mark.parametrize("rule", [DEFAULT, WITHDRAWN_ON_TIME])
def test_only_a_running_clock_past_its_date_is_pending_overdue(rule):
    assert rule.closings == {
        "closing_running_in_time": 12,
        "closing_running_overdue": 13,
        "closing_awaiting_supplement": 12,
        "closing_awaiting_payment": 12,
        "closing_paused": 12,
    }


def test_the_counting_rule_is_chosen_per_report():
    flows = Flows(opening=1, settled={(Ending.WITHDRAWN, Verdict.LATE): 1})
    assert fold(flows).c10 == 1
    assert fold(flows, WITHDRAWN_ON_TIME).c9 == 1
    assert forms.COUNTING_RULES == {"by_date": DEFAULT, "withdrawn_on_time": WITHDRAWN_ON_TIME}
    assert {rule.version for rule in forms.COUNTING_RULES.values()} == {1}


@pytest.mark.parametrize(
    "change",
    [
        {"endings": {}},
        {"endings": {**DEFAULT.endings, (Ending.GRANTED, Verdict.NONE): 8}},
        {"endings": {**DEFAULT.endings, (Ending.GRANTED, Verdict.LATE): 12}},
        {"closings": {}},
        {"closings": {**DEFAULT.closings, "opening": 12}},
        {"closings": {**DEFAULT.closings, "closing_paused": 9}},
    ],
)
def test_a_counting_rule_with_a_hole_or_a_strange_column_cannot_be(change):
    with pytest.raises(forms.BadCountingRule, match="by_date"):
        replace(DEFAULT, **change)


def test_a_counting_rule_may_move_a_closing_within_its_columns():
    moved = CountingRule("local", "x", 2, DEFAULT.endings, dict.fromkeys(DEFAULT.closings, 12))
    flows = Flows(opening=1, closing_running_overdue=1)
    assert (fold(flows).c13, fold(flows, moved).c12) == (1, 1)


GOOD = {"c3": 12, "c4": 5, "c5": 4, "c6": 3, "c7": 9, "c8": 4, "c9": 3, "c10": 2}
GOOD |= {"c11": 3, "c12": 2, "c13": 1}


@pytest.mark.parametrize("cell", list(GOOD))
@pytest.mark.parametrize("error", [-1, 1])
def test_a_row_refuses_a_wrong_sum(cell, error):
    assert Row(**GOOD).cells() == GOOD
    with pytest.raises(forms.BadRow, match="Row"):
        Row(**{**GOOD, cell: GOOD[cell] + error})


def test_a_row_refuses_to_settle_more_than_it_received():
    with pytest.raises(forms.BadRow):
        Row(c3=2, c4=2, c7=1, c8=1)


def test_a_row_refuses_a_cell_below_zero():
    with pytest.raises(forms.BadRow):
        Row(c3=0, c4=1, c5=-1)
    with pytest.raises(forms.BadRow):
        fold(Flows(transferred_out_before=1))


def test_rows_add_up_column_by_column():
    assert forms.total([Row(**GOOD), Row(**GOOD)]).cells() == {
        name: 2 * count for name, count in GOOD.items()
    }
    assert forms.total([]) == Row()
    assert set(Row().cells().values()) == {0}


def test_the_lines_under_the_table_tell_what_the_columns_hide():
    told = memo(
        FULL
        + Flows(
            settled={(Ending.WITHDRAWN, Verdict.EARLY): 2, (Ending.STOPPED, Verdict.LATE): 5},
            refused=11,
            returned_to_filer=12,
            handed_back=13,
            not_regulated=14,
            counted_elsewhere=15,
        )
    )
    assert told == {
        "received_counter": 13,
        "received_post": 0,
        "carried_in": 2,
        "transferred_in": 11,
        "transferred_out": 9,
        "reopened": 5,
        "annulled": 4,
        "granted": 26,
        "denied": 3,
        "withdrawn": 2,
        "stopped": 5,
        "awaiting_supplement": 8,
        "awaiting_payment": 3,
        "paused": 2,
        "refused": 11,
        "returned_to_filer": 12,
        "handed_back": 13,
        "late_entries": 9,
        "not_regulated": 14,
        "counted_elsewhere": 15,
    }
    assert list(told) == list(forms.MEMO_LABELS)
    assert memo(Flows()) == dict.fromkeys(forms.MEMO_LABELS, 0)


def test_post_is_told_apart_from_the_counter():
    told = memo(Flows(received={Channel.COUNTER: 2, Channel.POST: 3}))
    assert (told["received_counter"], told["received_post"]) == (2, 3)


def test_the_headings_are_those_of_the_circular():
    assert [column.number for column in forms.COLUMNS] == list(range(1, 14))
    assert {column.number: column.formula for column in forms.COLUMNS if column.formula} == {
        3: "(3)=(4)+(5)+(6)",
        7: "(7)=(8)+(9)+(10)",
        11: "(11)=(12)+(13)",
    }
    assert forms.COLUMNS[0].headings == ("TT",)
    assert forms.COLUMNS[4].headings == (
        "Số lượng hồ sơ tiếp nhận",
        "Tiếp nhận trong kỳ",
        "Trực tiếp, dịch vụ bưu chính",
    )
    assert forms.COLUMNS[12].headings == ("Số lượng hồ sơ đang giải quyết", "Quá hạn")
    assert set(forms.LEVEL_LABELS) == set(Level)
    assert [forms.LEVEL_WORDS[level] for level in Level] == ["tỉnh", "huyện", "xã"]
    assert set(forms.CODES) == set(forms.TITLES) == {"a", "b"}
