"""Which law applies when."""

from datetime import date, time

import pytest

from motcua.rules import rule_sets
from motcua.rules.codes import Level, RuleSet
from motcua.rules.rule_sets import RULES, Slip

LAST_DISTRICT_DAY, FIRST_TWO_TIER_DAY = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2017, 1, 1), RuleSet.ND61_2018),
        (date(2018, 6, 21), RuleSet.ND61_2018),
        (LAST_DISTRICT_DAY, RuleSet.ND61_2018),
        (FIRST_TWO_TIER_DAY, RuleSet.ND118_2025),
        (date(2026, 8, 4), RuleSet.ND118_2025),
        (date(2026, 8, 5), RuleSet.ND309_2026),
        (date(2030, 1, 1), RuleSet.ND309_2026),
    ],
)
def test_a_dossier_keeps_the_rule_set_of_its_reception(day, wanted):
    assert rule_sets.in_force(day) is wanted
    assert rule_sets.rules_on(day).rule_set is wanted


def test_every_rule_set_has_its_rules_in_the_order_of_their_dates():
    assert list(RULES) == list(RuleSet)
    assert [rules.from_on for rules in RULES.values()] == [
        date(2018, 6, 21),
        date(2025, 7, 1),
        date(2026, 8, 5),
    ]


@pytest.mark.parametrize("rule_set", list(RuleSet))
def test_citizens_hours_are_the_same_under_every_rule_set(rule_set):
    rules = RULES[rule_set]
    assert (rules.reception_hours, rules.late_after, rules.apology_days) == (8, time(15), 1)


def test_slips_are_numbered_as_their_circular_does():
    old = {kind: form.number for kind, form in RULES[RuleSet.ND61_2018].slips.items()}
    new = {kind: form.number for kind, form in RULES[RuleSet.ND118_2025].slips.items()}
    assert list(old.values()) == ["01", "02", "03", "04", "05", "06"]
    assert list(new.values()) == ["01", "02", "03", "04", "05", "06", "07"]
    assert (old[Slip.CONTROL], old[Slip.REGISTER]) == ("05", "06")
    assert (new[Slip.STOP_NOTICE], new[Slip.CONTROL], new[Slip.REGISTER]) == ("05", "06", "07")
    assert RULES[RuleSet.ND309_2026].slips == RULES[RuleSet.ND118_2025].slips


def test_the_apology_changed_its_name():
    assert rule_sets.slip(RuleSet.ND61_2018, Slip.APOLOGY).title == (
        "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
    )
    assert rule_sets.slip(RuleSet.ND309_2026, Slip.APOLOGY).title == (
        "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"
    )


def test_there_was_no_notice_of_stopping_before_2025():
    with pytest.raises(rule_sets.NoSuchSlip, match="stop_notice in nd61_2018"):
        rule_sets.slip(RuleSet.ND61_2018, Slip.STOP_NOTICE)
    assert rule_sets.slip(RuleSet.ND118_2025, Slip.STOP_NOTICE).number == "05"


def test_the_district_ends_on_30_june_2025():
    assert rule_sets.levels(LAST_DISTRICT_DAY) == tuple(Level)
    assert rule_sets.levels(FIRST_TWO_TIER_DAY) == (Level.PROVINCE, Level.COMMUNE)


def test_a_report_shows_districts_when_its_window_began_in_time():
    assert Level.DISTRICT in rule_sets.levels_reported(LAST_DISTRICT_DAY)
    assert Level.DISTRICT not in rule_sets.levels_reported(FIRST_TWO_TIER_DAY)


def test_the_one_stop_is_called_as_on_the_day():
    for level in Level:
        assert rule_sets.desk_name(level, LAST_DISTRICT_DAY) == "Bộ phận Tiếp nhận và Trả kết quả"
    center = "Trung tâm Phục vụ hành chính công"
    assert rule_sets.desk_name(Level.PROVINCE, FIRST_TWO_TIER_DAY) == f"{center} tỉnh"
    assert rule_sets.desk_name(Level.COMMUNE, FIRST_TWO_TIER_DAY) == f"{center} xã"
    assert rule_sets.desk_name(Level.COMMUNE, FIRST_TWO_TIER_DAY, unit="phường") == (
        f"{center} phường"
    )
    with pytest.raises(rule_sets.NoSuchLevel, match="district on 2025-07-01"):
        rule_sets.desk_name(Level.DISTRICT, FIRST_TWO_TIER_DAY)


def test_own_online_filing_ended_when_filing_became_national():
    assert rule_sets.own_online_filing(LAST_DISTRICT_DAY)
    assert not rule_sets.own_online_filing(FIRST_TWO_TIER_DAY)
    assert not rule_sets.own_online_filing(date(2026, 11, 21))
