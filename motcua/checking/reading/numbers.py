"""Finds the figures of a Vietnamese administrative text and says what they are.

``find`` reads running text; ``cell`` reads one cell of a table; ``write`` writes a figure back the
way officials do. Dates, numbers of documents, telephones and the like are told apart on the way
and given too.
"""

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from motcua.checking.reading import dates, items, marks, words
from motcua.checking.reading.claims import Claims
from motcua.checking.reading.tokens import Found, Kind, Mark, Number, Sign

_FLAGS = re.IGNORECASE
_GROUP = 3
_HARD_BLANKS = "\u00a0\u202f"

_LONGEST = 8_000
#: Digits and separators without end are no figures, and would only cost time.
_ENDLESS = re.compile(r"[\d.,/\s\-–]{200,}")
_QUICK = re.compile(r"\d|(?<!\w)quý(?!\w)", _FLAGS)
#: A run of digits with whatever may stand inside one figure.
_RUN = re.compile(rf"\d+(?:[.,{_HARD_BLANKS}]\d+)*")
_BLANK_GROUPS = re.compile(
    rf"[1-9]\d{{0,2}}(?: \d{{3}})+(?:,\d+)?(?![\d.,]*\d)(?=\s+{words.COUNTED})"
)
_OVER = re.compile(r"\s?/\s?(?=\d)")
_PERCENT = re.compile(r"\s?%|\s+phần trăm\b")
_POINTS = re.compile(
    r"\s*điểm\b(?!\s+(?:cầu|bán|bưu|du|giao|tiếp nhận|nghẽn|nóng|đến|dân|trường|cung|truy|phục|"
    r"hỗ trợ|tư vấn|hẹn|trực|kết nối|%|phần trăm))",
    _FLAGS,
)
_POINTS_OF_PERCENT = re.compile(r"\s*điểm\s*(?:%|phần trăm)", _FLAGS)
_SCALE = re.compile(r"\s*(nghìn|ngàn|triệu|tỷ|tỉ)\b(?!\s+(?:lệ|trọng|số|giá|suất))", _FLAGS)
_DONG = re.compile(r"\s*(?:đồng|vnđ|vnd|đ)(?![\w])", _FLAGS)
_UNIT = re.compile(r"\s*([^\W\d_]+(?:\s+[^\W\d_]+){0,6})")
_LETTER_AFTER = re.compile(r"[^\W\d_]")
_GROWN = re.compile(rf"{words.COUNTED[:-2]}", _FLAGS)
_CAPITALS_BEFORE = re.compile(r"[A-ZĐ]+[-–]$")
_SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}

_ROUGHLY = re.compile(
    r"(?<!\w)(?:khoảng|gần|hơn|(?<!\d )trên|dưới|ước|ước tính|ước đạt|ước khoảng|xấp xỉ|tối thiểu|tối đa|"
    r"ít nhất|không quá|chừng|nhiều hơn|ít hơn|không dưới)(?:\s+(?:là|đạt|có))?\s*$",
    _FLAGS,
)
_AND_MORE = re.compile(r"[^.;,()]{0,24}?\btrở (?:lên|xuống)\b", _FLAGS)
_CHANGED = re.compile(
    r"(?<!\w)(?<!cắt )(?:tăng|giảm)(?:\s+(?:thêm|được|lên|xuống|khoảng|là))?\s*$", _FLAGS
)
_SIGN = re.compile(r"(?:^|[\s(])([+-])$")
_RANGE = re.compile(r"\s*(?:-|–|—|đến|tới)\s*(?:dưới\s+|khoảng\s+)?", _FLAGS)
_WORDS_BEFORE = re.compile(rf"({words.SPELLED})\s*\(\s*$", _FLAGS)
_WORDS_AFTER = re.compile(rf"[^()]{{0,20}}?\(\s*({words.SPELLED})(?=[\s)])", _FLAGS)
_LOOK_BACK = 72
#: "nhiều hơn là", "giảm xuống" and the like stand right before their figure.
_RIGHT_BEFORE = 24

_BLANK_CELL = re.compile(r"[\s\-–—_.…/xX*]*")
_CELL = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<figure>\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:[.,\u00a0\u202f]\d+)*)"
    r"(?:\s*/\s*(?P<over>\d+(?:[.,\u00a0\u202f]\d+)*))?\s*(?P<percent>%?)\s*(?P<rest>.*)",
    re.DOTALL,
)


class _Figure(NamedTuple):
    """A run of digits understood: its value and the digits after the decimal mark."""

    value: Decimal
    decimals: int


def parse(run: str, *, fraction: bool = False) -> _Figure | None:
    """Return the value of digits with their separators, ``None`` where no rule of writing fits.

    One separator before exactly three digits groups thousands (1.121, 1,121), unless ``fraction``
    says that a percentage or a score is expected; every other single separator is a decimal mark.
    """
    seps = [letter for letter in run if not letter.isdigit()]
    groups = re.split(r"\D", run)
    if not seps:
        return _Figure(Decimal(run), 0)
    if len(seps) == 1 and seps[0] in ".,":
        whole, part = groups
        grouped = len(part) == _GROUP and len(whole) <= _GROUP and not whole.startswith("0")
        if not grouped or fraction:
            return _Figure(Decimal(f"{whole}.{part}"), len(part))
    if not _thousands(groups[:-1], seps[:-1]):
        return None
    if len(groups[-1]) == _GROUP and len(set(seps)) == 1:
        return _Figure(Decimal("".join(groups)), 0)
    if len(set(seps)) > 1 and seps[-1] in ".," and seps[-1] not in seps[:-1]:
        return _Figure(Decimal("".join(groups[:-1]) + "." + groups[-1]), len(groups[-1]))
    return None


def _thousands(groups: list[str], seps: list[str]) -> bool:
    first, *rest = groups
    return (
        1 <= len(first) <= _GROUP
        and not first.startswith("0")
        and all(len(group) == _GROUP for group in rest)
        and len(set(seps)) <= 1
    )


def write(value: Decimal, decimals: int = 0) -> str:
    """Write a figure as officials do: 1.121, 97,98."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def find(text: str) -> Found:
    """Return every figure, moment, window and mark of a paragraph, in order of place."""
    if _QUICK.search(text) is None:
        return Found()
    if len(text) > _LONGEST:
        return _in_stretches(text)
    claims = Claims(_ENDLESS.sub(lambda run: "\ue000" * len(run[0]), text))
    named = list(marks.claim(claims, marks.FIRST))
    moments, windows, years = dates.claim(claims)
    named += years
    named += marks.claim(claims, marks.SECOND)
    named += items.claim(claims)
    numbers, rest = _figures(claims)
    return Found(
        numbers=tuple(_joined(text, numbers)),
        moments=tuple(moments),
        windows=tuple(windows),
        marks=tuple(sorted([*named, *rest], key=lambda mark: mark.start)),
    )


def _in_stretches(text: str) -> Found:
    """Read a text longer than any paragraph in parts, so that time grows with length alone."""
    parts = []
    at = 0
    while at < len(text):
        cut = _cut(text, at)
        parts.append(find(text[at:cut]).shifted(at))
        at = cut
    return Found(
        numbers=tuple(one for part in parts for one in part.numbers),
        moments=tuple(one for part in parts for one in part.moments),
        windows=tuple(one for part in parts for one in part.windows),
        marks=tuple(one for part in parts for one in part.marks),
    )


def _cut(text: str, at: int) -> int:
    """Return where to part a long text: after a sentence, after a word, or anywhere."""
    middle, end = at + _LONGEST // 2, at + _LONGEST
    for ending in (". ", " "):
        found = text.rfind(ending, middle, end)
        if found >= 0:
            return found + len(ending)
    return end


def _figures(claims: Claims) -> tuple[list[Number], list[Mark]]:
    numbers: list[Number] = []
    rest: list[Mark] = []
    at = 0
    while (run := _RUN.search(claims.text, at)) is not None:
        at = run.end()
        if not claims.free(*run.span()):
            continue
        wide = _BLANK_GROUPS.match(claims.text, run.start())
        start, at = (wide or run).span()
        read = _read(claims, start, at)
        at = read.end
        if isinstance(read, Number):
            numbers.append(read)
        else:
            rest.append(read)
    return numbers, rest


def _read(claims: Claims, start: int, end: int) -> Number | Mark:
    """Say what the run of digits is, together with what follows it."""
    text = claims.text
    over = _OVER.match(text, end)
    below = _RUN.match(text, over.end()) if over else None
    last = below.end() if below and claims.free(*below.span()) else end
    tail = _Tail(text, last)
    fraction = tail.kind in {Kind.PERCENT, Kind.SCORE}
    figure = parse(text[start:end], fraction=fraction)
    if figure is None or _grown(text, start, last):
        sign = Sign.MALFORMED if figure is None else Sign.CODE
        return _mark(text, sign, start, last)
    number = Number(
        value=figure.value * Decimal(10) ** tail.power,
        kind=tail.kind,
        printed=text[start : tail.printed_end],
        start=start,
        end=tail.printed_end,
        unit=tail.unit,
        decimals=figure.decimals,
        scale=Decimal(10) ** tail.power,
    )
    if below is not None and last != end:
        base = parse(below[0], fraction=fraction and "," in below[0])
        if base is None or base.value == 0 or _OVER.match(text, last):
            return _mark(text, Sign.MALFORMED, start, last)
        number = _over(number, base, below)
    return _judged(text, number)


def _mark(text: str, sign: Sign, start: int, end: int) -> Mark:
    if sign is Sign.MALFORMED and re.fullmatch(r"\d{1,2}(?:[.,]\d{1,2})+", text[start:end]):
        sign = Sign.LABEL  # "các tháng 1,2,3", "mục 2.1.3"
    return Mark(sign, text[start:end], start, end, text[start:end])


def _over(number: Number, base: _Figure, below: re.Match[str]) -> Number:
    kind = Kind.RATIO
    money = number.kind is Kind.MONEY or number.scale > 1
    if number.kind is Kind.SCORE or (not money and (number.decimals or base.decimals)):
        kind = Kind.SCORE
    under = Number(
        value=base.value * number.scale,
        kind=Kind.SCORE if kind is Kind.SCORE else Kind.COUNT,
        printed=below[0],
        start=below.start(),
        end=below.end(),
        unit=number.unit,
        decimals=base.decimals,
    )
    return replace(number, kind=kind, over=under)


def _grown(text: str, start: int, end: int) -> bool:
    """Tell whether letters touch the digits: footnote marks, codes, names of things."""
    before = text[max(0, start - 12) : start]
    if before and (_LETTER_AFTER.match(before[-1]) or before[-1] == "_"):
        return True
    if _CAPITALS_BEFORE.search(before):
        return True
    touched = _LETTER_AFTER.match(text, end) is not None
    return touched and not (_GROWN.match(text, end) or _DONG.match(text, end))


class _Tail:
    """What the words after a figure make of it."""

    def __init__(self, text: str, end: int) -> None:
        self.kind = Kind.COUNT
        self.power = 0
        self.printed_end = end
        if share := (_POINTS_OF_PERCENT.match(text, end) or _PERCENT.match(text, end)):
            self.kind, self.printed_end = Kind.PERCENT, share.end()
        elif points := _POINTS.match(text, end):
            self.kind = Kind.SCORE
            del points
        else:
            self._money(text, end)
        unit = _UNIT.match(text, self.printed_end)
        self.unit = unit[1] if unit else ""

    def _money(self, text: str, end: int) -> None:
        if scale := _SCALE.match(text, end):
            self.power = _SCALES[scale[1].lower()]
            self.printed_end = scale.end()
        if dong := _DONG.match(text, self.printed_end):
            self.kind, self.printed_end = Kind.MONEY, dong.end()


def _judged(text: str, number: Number) -> Number:
    """Add what the words around say: about, more than, rose by, in words."""
    before = text[max(0, number.start - _LOOK_BACK) : number.start]
    near = max(0, number.start - _RIGHT_BEFORE)
    signed = _SIGN.search(before) if before[-1:] in {"+", "-"} else None
    if signed and signed[1] == "-":
        number = replace(number, value=-number.value)
    spelled = _WORDS_AFTER.match(text, number.end)
    if "(" in before:
        spelled = _WORDS_BEFORE.search(before) or spelled
    rough = _ROUGHLY.search(text, near, number.start) or _AND_MORE.match(text, number.end)
    changed = signed or _CHANGED.search(text, near, number.start)
    if rough is None and changed is None and spelled is None:
        return number
    return replace(
        number,
        exact=rough is None,
        change=changed is not None,
        spelled=words.value_of(spelled[1]) if spelled else None,
    )


def _joined(text: str, numbers: list[Number]) -> list[Number]:
    """Mark both ends of "3 - 5" and "từ 70% đến dưới 100%" as rough."""
    for at in range(len(numbers) - 1):
        left, right = numbers[at], numbers[at + 1]
        if (
            left.over is None
            and right.over is None
            and _RANGE.fullmatch(text, left.end, right.start)
        ):
            numbers[at] = replace(left, exact=False)
            numbers[at + 1] = replace(right, exact=False)
    return numbers


class Blank(NamedTuple):
    """A cell that holds no figure: empty, a dash, dots."""

    printed: str


def cell(text: str, *, percent: bool = False) -> Number | Blank | None:
    """Read one cell of a table: its figure, ``Blank`` where there is none, ``None`` for words.

    ``percent`` says that the row or column counts in per cent, though the cell may not repeat it.
    """
    stripped = text.strip()
    if _BLANK_CELL.fullmatch(stripped):
        return Blank(text)
    match = _CELL.fullmatch(stripped)
    if match is None or not _only_a_unit(match["rest"]):
        return None
    share = percent or bool(match["percent"])
    figure = parse(match["figure"].replace(" ", "\u00a0"), fraction=share)
    base = parse(match["over"]) if match["over"] else None
    if figure is None or (match["over"] and (base is None or not base.value)):
        return None
    value = -figure.value if match["sign"] == "-" else figure.value
    number = Number(
        value=value,
        kind=Kind.PERCENT if share else Kind.COUNT,
        printed=stripped,
        start=0,
        end=len(stripped),
        unit=match["rest"].strip(" *()"),
        decimals=figure.decimals,
    )
    if base is None:
        return number
    under = Number(base.value, Kind.COUNT, match["over"], match.start("over"), match.end("over"))
    kind = Kind.SCORE if figure.decimals or base.decimals else Kind.RATIO
    return replace(number, kind=kind, over=under)


def _only_a_unit(rest: str) -> bool:
    """Tell whether what follows the figure in its cell is a unit, a star or nothing."""
    return re.fullmatch(r"\**|\(?[^\W\d_]+(?:\s+[^\W\d_]+){0,2}\)?\**", rest.strip()) is not None
