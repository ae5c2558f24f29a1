"""The numbered levels of the past, and their names since 15/8/2022."""

from datetime import date

import pytest

from motcua.rules import service_levels
from motcua.rules.codes import ServiceLevel


@pytest.mark.parametrize(
    ("number", "level"),
    [
        (1, ServiceLevel.INFORMATION),
        (2, ServiceLevel.INFORMATION),
        (3, ServiceLevel.PARTIAL),
        (4, ServiceLevel.FULL),
    ],
)
def test_each_number_has_a_name_today(number, level):
    assert service_levels.named(number) == level


@pytest.mark.parametrize("number", [0, 5])
def test_other_numbers_never_were(number):
    with pytest.raises(service_levels.NoSuchLevel):
        service_levels.named(number)


def test_numbers_end_on_the_day_of_the_decree():
    assert service_levels.may_be_numbered(date(2022, 8, 14))
    assert not service_levels.may_be_numbered(date(2022, 8, 15))
