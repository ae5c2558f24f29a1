"""Narrative reports made by hand: any form II.06, and the other forms with figures that agree. No database."""

from collections.abc import Mapping
from dataclasses import replace

from motcua.reporting import definitions
from motcua.reporting.figures import Report
from motcua.reporting.filled import Filled, Line
from motcua.reporting.narrative import composing
from motcua.reporting.narrative.composed import Written
from motcua.reporting.narrative.composing import Draft, Head
from motcua.reporting.narrative.gathering import Gathered, of_report
from motcua.reporting.narrative.outline import outline
from motcua.reporting.narrative.sentences import Figures
from motcua.rules import filling
from motcua.rules.definitions import Kind, Rows
from tests.reporting import books, filled_by_hand

HEAD = Head(superior="", office="Ủy ban nhân dân huyện Chi Lăng", place="Chi Lăng")
FREE = ("communication", "initiatives", "inspection", "other")
AUTHORITY = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def written(**changes: object) -> Written:
    """A report with number, day, and something in every section that people write."""
    told = outline()
    text = {"achieved": "- Hồ sơ được giải quyết đúng quy định.\n+ Không để hồ sơ quá hạn."}
    text |= {"limits": "Nhân lực còn mỏng.", "tasks": "Tiếp tục rà soát."}
    made = Written(
        number="802",
        symbol="BC-UBND",
        issued_on="2024-09-18",
        subject=told.subject,
        opening=told.opening,
        addressee="Văn phòng Ủy ban nhân dân tỉnh Lạng Sơn",
        recipients=("Như trên;", "Lưu: VT."),
        authority=AUTHORITY,
        signer="Nguyễn Văn A",
        texts=text,
        nothing=(*FREE, "proposals"),
    )
    return replace(made, **changes)


#: Rows of each form whose figures agree with each other: cells that are typed or counted.
ROWS: Mapping[str, tuple[Mapping[str, int], ...]] = {
    "II.01": ({"4": 2, "5": 1, "6": 0, "7": 3},),
    "II.02": ({"4": 1, "5": 0, "6": 0},),
    "II.03b": ({"3": 12, "4": 15, "6": 30, "7": 17, "8": 4, "10": 47, "11": 4},),
    "II.04": ({"4": 5, "5": 6, "6": 1, "7": 0, "8": 0, "9": 3, "10": 15},),
    "II.05b": (
        {"4": 12, "5": 3, "6": 3, "7": 12, "8": 0, "10": 10, "11": 4, "12": 1, "13": 14},
        {"4": 1, "5": 0, "6": 0, "7": 1, "8": 0, "10": 1, "11": 0, "12": 0, "13": 1},
    ),
    "II.07b": ({"5": 286, "9": 212, "13": 200}, {"6": 121, "10": 113, "14": 90}),
    "II.08b": (
        {
            "1.1.1": 175,
            "1.1.2": 115,
            "1.2.1": 80,
            "1.2.2": 9,
            "1.4": 200,
            "2.1": 9737,
            "2.2": 8659,
            "2.2.1": 8000,
            "2.2.2": 659,
            "3.1": 60,
            "3.2": 55,
            "3.3": 1500,
            "3.4": 1200,
            "4.1": 9000,
            "4.3": 9764,
            "4.4": 9000,
            "4.5": 9100,
            "4.7": 12,
        },
    ),
    "TM": (
        {"1": 407, "1.1": 400, "1.2": 7, "1.3": 45, "2.1": 175, "2.2": 115, "2.3": 117}
        | {"3.1": 325, "3.2": 12, "3.3": 5, "3.6": 314},
    ),
}
NAMES = ("Hộ tịch", "Đất đai")


def form(code: str, rows: tuple[Mapping[str, int], ...]) -> Filled:
    """A form with these rows; what is not told of counts nothing."""
    definition = definitions.in_force(code, books.QUARTER.to_on)
    blank = {cell.code: "" if cell.kind is Kind.TEXT else 0 for cell in definition.cells}
    lines = tuple(
        Line(
            "" if definition.rows is Rows.ONE else NAMES[place],
            filling.complete(definition, {**blank, **row}),
        )
        for place, row in enumerate(rows)
    )
    return replace(filled_by_hand.filled(definition), lines=lines, notes=())


def forms(rows: Mapping[str, tuple[Mapping[str, int], ...]] = ROWS) -> dict[str, Filled]:
    """Every form behind a report by its code without the letter."""
    return {code.removesuffix("b"): form(code, told) for code, told in rows.items()}


def nothing() -> dict[str, tuple[Mapping[str, int], ...]]:
    """Rows of a unit where nothing happened: lists without rows, indicators of zeros."""
    return {
        code: ({},) if len(told) == 1 and code in {"II.08b", "TM"} else ()
        for code, told in ROWS.items()
    }


def gathered(
    report: Report | None = None,
    *,
    there: Mapping[str, Filled] | None = None,
    causes: tuple[tuple[str, int], ...] = (),
    typed: frozenset[str] | None = None,
    padded: bool = True,
) -> Gathered:
    """Figures of a report; every list is typed unless told otherwise."""
    report = report or books.chi_lang()
    there = forms() if there is None else there
    total, levels = of_report(report)
    figures = Figures(
        total=total,
        levels=levels,
        forms=there,
        typed=frozenset(there) if typed is None else typed,
        causes=causes,
        padded=padded,
    )
    return Gathered(figures, report, None)


def draft(there: Gathered | None = None, told: Written | None = None) -> Draft:
    """The report of these figures."""
    return composing.made(there or gathered(), told or written(), HEAD)
