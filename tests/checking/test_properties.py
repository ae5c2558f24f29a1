"""The checker against invented reports: nothing is invented on honest ones, and slips are found.

A sample of what ``tests/acceptance/test_checker.py`` measures whole, held-out layouts included; the
cases are the same in every run.
"""

from functools import cache

import pytest

from tests.checking.generator import layouts, measuring, slips
from tests.checking.generator.measuring import Outcome

HONEST = 45
SLIPPED = 20


@cache
def outcomes_of(kind: str) -> list[Outcome]:
    """What the checker makes of slips of a kind in the open layouts."""
    return [measuring.measure(case) for case in measuring.slipped(kind, SLIPPED, layouts.OPEN)]


def test_an_honest_report_gives_no_error() -> None:
    outcomes = [measuring.measure(case) for case in measuring.consistent(HONEST)]
    wrong = [(one.case.seed, one.invented[0].message) for one in outcomes if one.invented]
    assert wrong == []


@pytest.mark.parametrize("kind", slips.KINDS)
def test_a_slip_is_found(kind: str) -> None:
    missed = [one.case.seed for one in outcomes_of(kind) if not one.found]
    assert len(outcomes_of(kind)) == SLIPPED
    assert len(missed) <= SLIPPED * 0.05


@pytest.mark.parametrize("kind", slips.KINDS)
def test_one_slip_does_not_make_the_checker_see_others(kind: str) -> None:
    found = [one for one in outcomes_of(kind) if one.invented]
    assert [(one.case.seed, one.invented[0].message) for one in found] == []
