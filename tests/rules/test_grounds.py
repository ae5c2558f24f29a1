"""Closed lists of grounds: ours, the province's, and what may be chosen on a day."""

from datetime import date

import pytest

from motcua.rules import grounds
from motcua.rules.grounds import Ground, GroundKind

DAY = date(2026, 9, 10)


def codes(kind, own=()):
    return [ground.code for ground in grounds.to_choose(kind, DAY, own)]


def test_each_kind_has_its_own_list():
    for kind in GroundKind:
        assert codes(kind)
        assert len(codes(kind)) == len(set(codes(kind)))
    assert "court" in codes(GroundKind.PAUSE)
    assert "court" not in codes(GroundKind.STOP)


def test_a_row_holds_on_its_first_and_on_its_last_day_and_on_no_other():
    row = Ground(GroundKind.STOP, "local", "Tạm", from_on=DAY, to_on=date(2026, 9, 11))
    days = [date(2026, 9, day) for day in range(9, 13)]
    assert [row.in_force(day) for day in days] == [False, True, True, False]


def test_the_codes_that_histories_keep_never_change():
    assert {kind: [ground.code for ground in grounds.merged(kind)] for kind in GroundKind} == {
        GroundKind.PAUSE: ["verification", "other_agency", "court", "force_majeure"],
        GroundKind.STOP: ["not_supplemented", "object_gone", "by_decision"],
        GroundKind.LATENESS: [
            "verification",
            "coordination",
            "workload",
            "staff",
            "system",
            "force_majeure",
        ],
    }


def test_the_lists_hold_from_the_day_the_decree_took_effect():
    for kind in GroundKind:
        assert grounds.to_choose(kind, date(2018, 6, 21)) == grounds.merged(kind)
        assert grounds.to_choose(kind, date(2018, 6, 20)) == ()


def test_a_province_adds_from_a_day_on():
    own = [
        Ground(GroundKind.PAUSE, "local-1", "Chờ họp hội đồng", from_on=DAY),
        Ground(GroundKind.PAUSE, "local-2", "Sau này", from_on=date(2026, 9, 11)),
    ]
    assert codes(GroundKind.PAUSE, own)[-1] == "local-1"


def test_a_province_ends_what_it_no_longer_uses_and_its_words_stay():
    own = [Ground(GroundKind.PAUSE, "court", "Chờ Tòa án", to_on=date(2026, 9, 9))]
    assert "court" not in codes(GroundKind.PAUSE, own)
    assert [g.words for g in grounds.merged(GroundKind.PAUSE, own) if g.code == "court"] == [
        "Chờ Tòa án"
    ]


def test_a_code_that_is_not_in_the_list_is_refused():
    assert grounds.find(GroundKind.LATENESS, "workload", DAY).words.startswith("Hồ sơ nhiều")
    with pytest.raises(grounds.UnknownGround):
        grounds.find(GroundKind.LATENESS, "court", DAY)
