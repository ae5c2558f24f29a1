"""How the cells of a form are filled: figures read as people type them, sums, ratios, and what breaks.

Căn cứ: Thông tư 01/2020/TT-VPCP, Phụ lục II; Công văn 581/BNV-CCHC (certainty: high that a total is
the sum of its parts and a rate is part over whole; medium that rates have two decimals).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from motcua.rules.definitions import Cell, Definition, Kind, Rows, Rule, Source

#: What stands in a cell. ``None``: nobody has said yet, or a rate of nothing.
Value = int | Decimal | str | None
Values = Mapping[str, Value]

_LONGEST_TEXT = 500
_LONGEST_NUMBER = 15
_TWO_DECIMALS = Decimal("0.01")
_HUNDRED = 100
_PLAIN = re.compile(r"\d+(?:,\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


class BadValue(ValueError):
    """Something typed that cannot stand in the cell; the message is a Vietnamese sentence to show."""


@dataclass(frozen=True)
class Broken:
    """A formula that does not hold: its name in words, the numbers, the cells it speaks of."""

    name: str
    detail: str
    codes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What to tell the person who types."""
        return f"{self.name}: {self.detail}. Hãy xem lại các số này."


def read(cell: Cell, text: str) -> Value:
    """Read what was typed into a cell: "1.121", "97,98", a choice, a text; nothing is ``None``.

    A dot groups thousands and a comma parts decimals. Raises ``BadValue``.
    """
    cleaned = tidy(text)
    if not cleaned:
        return None
    if not cell.typed:
        message = f"Chỉ tiêu {cell.code} do hệ thống tính, không nhập bằng tay."
        raise BadValue(message)
    if cell.kind is Kind.TEXT:
        return _text(cell, cleaned)
    number = _number(cell, cleaned)
    if cell.kind is Kind.CHOICE and number not in dict(cell.choices):
        offered = "; ".join(f"{code} – {words}" for code, words in cell.choices)
        message = f"Chỉ tiêu {cell.code} chỉ nhận một trong các giá trị: {offered}."
        raise BadValue(message)
    return number


def tidy(text: str) -> str:
    """Make one line of a text: single spaces, and no sign that cannot be printed."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _text(cell: Cell, cleaned: str) -> str:
    if len(cleaned) > _LONGEST_TEXT:
        message = f"Chỉ tiêu {cell.code} dài quá {_LONGEST_TEXT} ký tự. Hãy viết ngắn lại."
        raise BadValue(message)
    return cleaned


def _number(cell: Cell, cleaned: str) -> int | Decimal:
    bare = cleaned.removesuffix("%").strip() if cell.kind is Kind.PERCENT else cleaned
    if not (_PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare)) or len(bare) > _LONGEST_NUMBER:
        message = (
            f"“{cleaned[:40]}” không phải là số. Chỉ tiêu {cell.code} ghi bằng chữ số, ví dụ 1.121"
            f"{'' if cell.kind is Kind.COUNT else ' hoặc 97,98'}; không có thì ghi 0."
        )
        raise BadValue(message)
    number = Decimal(bare.replace(".", "").replace(",", "."))
    whole = number == number.to_integral_value()
    if not whole and cell.kind in {Kind.COUNT, Kind.CHOICE}:
        message = f"Chỉ tiêu {cell.code} là số đếm, không có phần lẻ. Ông/bà vừa nhập {cleaned}."
        raise BadValue(message)
    if cell.kind is Kind.PERCENT and number > _HUNDRED:
        message = f"Tỷ lệ của chỉ tiêu {cell.code} không thể quá 100%. Ông/bà vừa nhập {cleaned}."
        raise BadValue(message)
    return int(number) if whole else number


def complete(definition: Definition, given: Values) -> dict[str, Value]:
    """Return every cell that is no heading: what was given, and the sums and ratios made of it.

    A sum of which a part is not known is not known. Nobody's word replaces a sum or a ratio.

    Căn cứ: Thông tư 01/2020/TT-VPCP; Công văn 581/BNV-CCHC (certainty: high).
    """
    values: dict[str, Value] = {
        cell.code: None if cell.parts else given.get(cell.code)
        for cell in definition.cells
        if cell.source is not Source.HEADING
    }
    for cell in definition.computed:
        parts = [values.get(part) for part in cell.parts]
        values[cell.code] = rate(*parts) if cell.source is Source.RATIO else added(parts)
    return values


def added(parts: Iterable[Value]) -> int | Decimal | None:
    """Add numbers up; of what is not wholly known, nothing is."""
    total: int | Decimal = 0
    for part in parts:
        if part is None or isinstance(part, str):
            return None
        total += part
    return total


def rate(part: Value, whole: Value) -> Decimal | None:
    """Return a rate in percent with two decimals; of nothing there is no rate.

    Căn cứ: Công văn 581/BNV-CCHC, Biểu mẫu 1-7 (certainty: high for the formula, medium for rounding
    half up to two decimals).
    """
    if isinstance(part, str) or isinstance(whole, str) or part is None or not whole:
        return None
    return (Decimal(part) * _HUNDRED / Decimal(whole)).quantize(_TWO_DECIMALS, ROUND_HALF_UP)


def total(definition: Definition, rows: Sequence[Values]) -> dict[str, Value]:
    """Return the "Tổng cộng" row of a table: counts are added, rates made again from the sums.

    Căn cứ: Thông tư 01/2020/TT-VPCP, Phụ lục II (certainty: high).
    """
    counted = {
        cell.code: added(row.get(cell.code) for row in rows)
        for cell in definition.cells
        if cell.kind in {Kind.COUNT, Kind.AMOUNT} and not cell.parts
    }
    return complete(definition, counted)


def broken(definition: Definition, values: Values) -> list[Broken]:
    """Return the formulas of a form, or of one of its rows, that what is known breaks.

    Sums and ratios hold by themselves; a formula with an unknown cell is not judged.

    Căn cứ: Thông tư 01/2020/TT-VPCP; Công văn 581/BNV-CCHC (certainty: high for the sums, medium for
    what may be at most something else).
    """
    return [*_broken_rules(definition, values), *_broken_rates(definition, values)]


def _broken_rules(definition: Definition, values: Values) -> Iterable[Broken]:
    for rule in definition.rules:
        whole, parts = added([values.get(rule.whole)]), added(map(values.get, rule.parts))
        if whole is None or parts is None:
            continue
        if parts > whole or (not rule.at_most and parts != whole):
            told = " + ".join(shown(values.get(part)) for part in rule.parts)
            sign = "nhỏ hơn" if parts > whole else "lớn hơn"
            detail = f"{shown(whole)} {sign} {told}"
            yield Broken(name_of(definition, rule), detail, rule.codes)


def _broken_rates(definition: Definition, values: Values) -> Iterable[Broken]:
    """A part that is more than its whole."""
    for cell in definition.computed:
        result = values.get(cell.code)
        if cell.source is Source.RATIO and isinstance(result, Decimal) and result > _HUNDRED:
            part, whole = cell.parts
            name = name_of(definition, Rule(whole, (part,), at_most=True))
            detail = f"{shown(values[whole])} nhỏ hơn {shown(values[part])}"
            yield Broken(name, detail, (part, whole))


def name_of(definition: Definition, rule: Rule) -> str:
    """Name a formula in words: "Cột 3 phải bằng 6 + 7"."""
    word = "Chỉ tiêu" if definition.rows is Rows.ONE else "Cột"
    parts = " + ".join(rule.parts)
    if rule.at_most:
        return f"{word} {parts} không được lớn hơn {rule.whole}"
    return f"{word} {rule.whole} phải bằng {parts}"


def crossed(definition: Definition, values: Values, others: Mapping[str, Values]) -> list[Broken]:
    """Return the cells that are not what another form of the same agency and window says.

    ``others`` holds the cells of the other forms by their code; a form that is not there says nothing.

    Căn cứ: Công văn 581/BNV-CCHC, Biểu mẫu 4 và 6 (certainty: medium that both count the same units).
    """
    found = []
    for one in definition.crossings:
        there = others.get(one.form, {})
        ours, theirs = values.get(one.cell), added(there.get(code) for code in one.others)
        if ours is not None and theirs is not None and ours != theirs:
            word = "Chỉ tiêu" if definition.rows is Rows.ONE else "Cột"
            place = "chỉ tiêu" if "." in one.other else "cột"
            told = " + ".join(one.others)
            name = f"{word} {one.cell} phải bằng {place} {told} của {one.form}"
            found.append(Broken(name, f"{shown(ours)} khác {shown(theirs)}", (one.cell,)))
    return found


def missing(definition: Definition, values: Values) -> list[Cell]:
    """Return the cells somebody still has to type."""
    return [cell for cell in definition.cells if cell.typed and values.get(cell.code) is None]


def shown(value: Value) -> str:
    """Write a value as Vietnamese offices do: 1.121; 97,98; nothing known is nothing written."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    text = f"{value:,}" if isinstance(value, int) else f"{value.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))
