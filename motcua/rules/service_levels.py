"""What the numbered levels of online services mean since there are no numbers any more.

Căn cứ: Nghị định 42/2022/NĐ-CP, Điều 11, hiệu lực 15/8/2022 (certainty: high that only "toàn trình"
and "một phần" remain and the rest is "cung cấp thông tin"; medium for level 3 as "một phần").
"""

from datetime import date

from motcua.rules.codes import ServiceLevel

#: From this day on a level is no number.
NAMED_FROM = date(2022, 8, 15)
_NAMED = {
    1: ServiceLevel.INFORMATION,
    2: ServiceLevel.INFORMATION,
    3: ServiceLevel.PARTIAL,
    4: ServiceLevel.FULL,
}


class NoSuchLevel(LookupError):
    """The numbered levels were 1 to 4."""


def named(number: int) -> ServiceLevel:
    """Return today's level for a number of the past. Raise ``NoSuchLevel``.

    Căn cứ: Nghị định 42/2022/NĐ-CP, Điều 11 (certainty: high for 4, 2 and 1; medium for 3).
    """
    if number not in _NAMED:
        raise NoSuchLevel(number)
    return _NAMED[number]


def may_be_numbered(on: date) -> bool:
    """Whether a level stated on a day could still be a number.

    Căn cứ: Nghị định 42/2022/NĐ-CP, hiệu lực 15/8/2022 (certainty: high).
    """
    return on < NAMED_FROM
