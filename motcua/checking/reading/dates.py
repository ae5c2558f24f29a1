"""Days, months, quarters and years as officials write them, and the windows they join."""

import re
from dataclasses import replace
from itertools import pairwise

from motcua.checking.reading.claims import Claims
from motcua.checking.reading.tokens import Mark, Moment, Sign, Unit, Window
from motcua.checking.reading.words import COUNTED

_YEAR = r"(?:19|20)\d{2}"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS_IN_WORDS = {"sáu": 6, "chín": 9, "ba": 3}
_FLAGS = re.IGNORECASE

_FULL = re.compile(
    rf"(?<![\d/.,])(?P<day>\d{{1,2}})\s?(?P<sep>[/.-])\s?(?P<month>\d{{1,2}})\s?(?P=sep)\s?"
    rf"(?P<year>{_YEAR})(?![\d/]|[.,]\d)"
)
_SHORT_YEAR = re.compile(
    r"(?<=ngày )(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<short>\d{2})(?![\d/])", _FLAGS
)
_WORDS = re.compile(
    r"(?:ngày\s+)?(?<![\d/.,])(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})"
    rf"(?:(?:\s*,)?\s+năm\s+(?P<year>{_YEAR}))?(?![\d/]|[.,]\d|\s*%|\s+{COUNTED})",
    _FLAGS,
)
_QUARTER = re.compile(
    r"(?<!\w)quý\s+(?P<quarter>IV|III|II|I|[1-4])\b(?!\.\d)"
    rf"(?:(?:\s*[/,-]\s*|\s+)(?:của\s+)?(?:năm\s+)?(?P<year>{_YEAR})(?!\d))?",
    _FLAGS,
)
_MONTHS = re.compile(
    r"(?<![\w.,/])(?P<months>\d{1,2}|ba|sáu|chín)\s+tháng\s+(?P<side>đầu|cuối)(?:\s+của)?"
    rf"(?:\s+năm)?(?:\s+(?P<year>{_YEAR})(?!\d))?",
    _FLAGS,
)
_MONTHS_OF = re.compile(
    rf"(?<![\w.,/])(?P<months>\d{{1,2}})\s*(?:T|tháng)\s*[/-]?\s*(?:của\s+)?(?:năm\s+)?"
    rf"(?P<year>{_YEAR})(?!\d)",
    _FLAGS,
)
_MONTH = re.compile(
    r"(?<!\w)(?:tháng\s*|T(?=\d))(?P<month>\d{1,2})"
    rf"(?:\s*(?:/|-|,?\s*năm|\s)\s*(?P<year>{_YEAR})(?!\d))?(?![\d/]|[.,]\d|\s*%)",
    _FLAGS,
)
_MONTH_YEAR = re.compile(
    rf"(?<![\d/.,])(?P<month>0?[1-9]|1[0-2])/(?P<year>{_YEAR})(?![\d/]|[.,]\d)"
    rf"(?!\s+{COUNTED}|\s*%)",
    _FLAGS,
)
_DAY_MONTH = re.compile(
    r"(?<=ngày )(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})(?![\d/]|[.,]\d)", _FLAGS
)
_YEARS = re.compile(
    rf"(?<![\d/.,])(?:năm\s+)?{_YEAR}\s*(?:-|–|—|đến(?:\s+năm)?)\s*(?:năm\s+)?{_YEAR}(?![\d/]|[.,]\d)"
    rf"(?!\s+{COUNTED})",
    _FLAGS,
)
_WORD_YEAR = re.compile(rf"(?<!\w)năm\s+(?:học\s+)?(?P<year>{_YEAR})(?!\d|[.,]\d\d)", _FLAGS)
_BARE_YEAR = re.compile(
    rf"(?<![\w/.,:])(?<!: )(?<!là )(?P<year>{_YEAR})(?![\w/%]|[.,]\d|\s*%|\s+{COUNTED})", _FLAGS
)
_LAST_OF_MONTHS = re.compile(
    rf"(?:(?<=, )|(?<=và ))(?P<month>\d{{1,2}})\s+năm\s+(?P<year>{_YEAR})(?!\d)", _FLAGS
)
_BLANK_DAY = re.compile(
    rf"ngày[\s.…_]*tháng\s*(?P<month>\d{{1,2}})\s+năm\s+(?P<year>{_YEAR})(?!\d)", _FLAGS
)

#: Two moments with only this between them are a window.
_BETWEEN = re.compile(
    r"\s*(?:(?:cho\s+)?đến|tới|-|–|—)(?:\s+hết)?(?:\s+ngày)?(?:\s+hết)?(?:\s+ngày)?\s*", _FLAGS
)
#: "từ 15/6 đến", "từ ngày 15 đến", "01/01–": the beginning of a window that ends in a full date.
_BEGINNING = re.compile(
    r"(?:(?<!\w)(?:từ\s+)?(?:ngày\s+)?)?(?<![\d/.,])(?P<day>\d{1,2})"
    r"(?:\s?[/.]\s?(?P<month>\d{1,2}))?\s*"
    r"(?:(?:cho\s+)?đến|tới|-|–|—)(?:\s+hết)?(?:\s+ngày)?\s*$",
    _FLAGS,
)
_REACH = 48


def _number(match: re.Match[str], name: str) -> int | None:
    given = match.groupdict().get(name)
    if given is None:
        return None
    word = given.lower()
    return _ROMAN.get(word) or _MONTHS_IN_WORDS.get(word) or int(word)


def _moment(match: re.Match[str], unit: Unit) -> Moment:
    groups = match.groupdict()
    year = _number(match, "year")
    if groups.get("short"):
        year = 2000 + int(groups["short"])
    months = _number(match, "months")
    if months is not None and (groups.get("side") or "").lower() == "cuối":
        months = -months
    return Moment(
        unit=unit,
        printed=match[0].strip(),
        start=match.start(),
        end=match.end(),
        year=year,
        month=_number(match, "month"),
        day=_number(match, "day"),
        quarter=_number(match, "quarter"),
        months=months,
        year_printed=year is not None,
    )


_CENTURIES = ("19", "20")
#: In this order: longer forms before the shorter ones they contain; each with the small letters of
#: which one stands in all it matches.
FORMS: tuple[tuple[re.Pattern[str], Unit, tuple[str, ...]], ...] = (
    (_FULL, Unit.DAY, _CENTURIES),
    (_SHORT_YEAR, Unit.DAY, ("ngày ",)),
    (_BLANK_DAY, Unit.MONTH, ("ngày",)),
    (_WORDS, Unit.DAY, ("tháng",)),
    (_QUARTER, Unit.QUARTER, ("quý",)),
    (_MONTHS, Unit.MONTHS, ("đầu", "cuối")),
    (_MONTHS_OF, Unit.MONTHS, _CENTURIES),
    (_DAY_MONTH, Unit.DAY, ("ngày ",)),
    (_MONTH, Unit.MONTH, ("tháng", *(f"t{digit}" for digit in range(10)))),
    (_MONTH_YEAR, Unit.MONTH, ("/19", "/20")),
    (_LAST_OF_MONTHS, Unit.MONTH, ("năm",)),
)


def _beginnings(claims: Claims, moments: list[Moment]) -> list[Moment]:
    """Give the shortened first halves of windows that end in a full date."""
    found = []
    for end in moments:
        if end.unit is not Unit.DAY:
            continue
        reach = max(0, end.start - _REACH)
        match = _BEGINNING.search(claims.text, reach, end.start)
        if match is None or not claims.free(match.start("day"), end.start):
            continue
        if match["month"] is None and not match[0].lower().startswith(("từ", "ngày")):
            continue
        last = match.end("month") if match["month"] else match.end("day")
        claims.take(match.start("day"), last)
        found.append(
            Moment(
                unit=Unit.DAY,
                printed=claims.text[match.start("day") : last],
                start=match.start("day"),
                end=last,
                year=end.year,
                month=_number(match, "month") or end.month,
                day=_number(match, "day"),
                year_printed=False,
            )
        )
    return found


def _windows(text: str, moments: list[Moment]) -> tuple[list[Moment], list[Window]]:
    """Join neighbours, and lend the first half the year printed once, in the second."""
    windows: list[Window] = []
    for at, (begins, ends) in enumerate(pairwise(moments)):
        joined = _BETWEEN.fullmatch(text, begins.end, ends.start)
        if joined is None or (windows and windows[-1].ends is begins):
            continue
        if begins.year is None and begins.unit is ends.unit:
            moments[at] = replace(begins, year=ends.year)
        windows.append(
            Window(moments[at], ends, text[begins.start : ends.end], begins.start, ends.end)
        )
    return moments, windows


def claim(claims: Claims) -> tuple[list[Moment], list[Window], list[Mark]]:
    """Claim and return the moments of a text, the windows they form, and spans of bare years."""
    moments = [
        _moment(match, unit)
        for pattern, unit, needed in FORMS
        if claims.holds(needed)
        for match in claims.matches(pattern)
    ]
    moments += _beginnings(claims, moments)
    years: list[Mark] = []
    if claims.holds(_CENTURIES):
        years += [
            Mark(Sign.YEARS, match[0], match.start(), match.end(), match[0])
            for match in claims.matches(_YEARS)
        ]
        for pattern in (_WORD_YEAR, _BARE_YEAR):
            moments += [_moment(match, Unit.YEAR) for match in claims.matches(pattern)]
    moments.sort(key=lambda moment: moment.start)
    moments, windows = _windows(claims.text, moments)
    return moments, windows, years
