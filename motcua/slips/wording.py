"""How a slip writes moments, limits, money and papers. Pure; documents are Vietnamese by law."""

from collections.abc import Sequence
from datetime import date, datetime

from motcua.rules.codes import PaperForm, TimeUnit, Verdict
from motcua.rules.explanation import UNIT_NAMES, WEEKDAYS
from motcua.slips.facts import Paper, Person, Step

#: Below this number a day or month of a document's date is written with a zero (NĐ 30/2020).
_FIRST_TWO_DIGIT_DAY = 10
_MONTHS_WITH_ZERO = 2
_FORMS = {
    PaperForm.ORIGINAL: "bản chính",
    PaperForm.COPY: "bản sao",
    PaperForm.CERTIFIED_COPY: "bản sao chứng thực",
    PaperForm.SHOWN: "xuất trình để đối chiếu",
    PaperForm.HELD_DATA: "dữ liệu đã có, không phải nộp",
}
RETURN_MODES = {
    "counter": "nhận trực tiếp",
    "post": "nhận qua dịch vụ bưu chính công ích",
    "online": "nhận trực tuyến",
}
VERDICTS = {
    Verdict.NONE: "",
    Verdict.EARLY: "Trước hạn",
    Verdict.ON_TIME: "Đúng hạn",
    Verdict.LATE: "Quá hạn",
}
NOT_REGULATED = "pháp luật không quy định thời hạn"
NOT_STARTED = "tính từ ngày cơ quan có thẩm quyền nhận được hồ sơ"


def place_and_date(place: str, at: datetime) -> str:
    """Write the line under the national motto: "Chi Lăng, ngày 05 tháng 02 năm 2026"."""
    return f"{place}, ngày {day_text(at)} tháng {month_text(at)} năm {at.year}"


def day_text(on: date) -> str:
    """Write the day of a document's date, with a zero below ten."""
    return f"{on.day:02d}" if on.day < _FIRST_TWO_DIGIT_DAY else str(on.day)


def month_text(on: date) -> str:
    """Write the month of a document's date: only January and February have a zero."""
    return f"{on.month:02d}" if on.month <= _MONTHS_WITH_ZERO else str(on.month)


def moment(at: datetime) -> str:
    """Write hour, minute, weekday and day: "15 giờ 20 phút, thứ Năm, ngày 10/09/2026"."""
    return f"{at.hour} giờ {at.minute:02d} phút, {WEEKDAYS[at.weekday()]}, ngày {at:%d/%m/%Y}"


def day(at: datetime) -> str:
    """Write weekday and day: "thứ Năm, ngày 10/09/2026"."""
    return f"{WEEKDAYS[at.weekday()]}, ngày {at:%d/%m/%Y}"


def limit(amount: int | None, unit: TimeUnit) -> str:
    """Write a time limit in its own unit: "03 ngày làm việc"."""
    if unit is TimeUnit.SAME_DAY:
        return "trong ngày làm việc"
    if unit is TimeUnit.NOT_REGULATED or amount is None:
        return NOT_REGULATED
    return f"{amount:02d} {UNIT_NAMES[unit]}"


def due(due_at: datetime | None, unit: TimeUnit) -> str:
    """Write when the result is to be had, or why no day can be named yet."""
    if due_at is not None:
        return moment(due_at)
    return NOT_REGULATED if unit is TimeUnit.NOT_REGULATED else NOT_STARTED


def dong(amount: int) -> str:
    """Write an amount with Vietnamese grouping: "1.250.000 đồng"."""
    return f"{amount:,}".replace(",", ".") + " đồng" if amount else "không thu"


def person(someone: Person) -> list[tuple[str, str]]:
    """List what is known of someone under the name, label by label."""
    known = [
        ("Số giấy tờ", someone.identity),
        ("Địa chỉ", someone.address),
        ("Số điện thoại", someone.phone),
        ("Thư điện tử", someone.email),
    ]
    return [(label, value) for label, value in known if value]


def paper_rows(papers: Sequence[Paper]) -> list[dict[str, str]]:
    """Write the table of papers handed in: order, name, originals, copies, form."""
    return [
        {
            "order": str(order),
            "name": paper.name,
            "originals": str(paper.originals or ""),
            "copies": str(paper.copies or ""),
            "form": _FORMS[paper.form] + (f" ({paper.source})" if paper.source else ""),
        }
        for order, paper in enumerate(papers, start=1)
    ]


def step_rows(steps: Sequence[Step]) -> list[dict[str, str]]:
    """Write the hand-overs: order, giver, taker, moment, how the dossier stood, remark."""
    return [
        {
            "order": str(order),
            "giver": step.giver,
            "taker": step.taker,
            "at": f"{step.at.hour} giờ {step.at.minute:02d} phút, ngày {step.at:%d/%m/%Y}",
            "verdict": VERDICTS[step.verdict],
            "note": step.note,
        }
        for order, step in enumerate(steps, start=1)
    ]


def items_and_reason(text: str) -> tuple[list[str], str]:
    """Part what the officer wrote into the list asked for (lines begun "-", "+" or "1.") and the rest."""
    items: list[str] = []
    rest: list[str] = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        mark, _, tail = line.partition(" ")
        listed = mark in {"-", "+", "•"} or mark.rstrip(".)").isdigit()
        (items if listed and tail else rest).append(tail.strip() if listed and tail else line)
    return items, "\n".join(rest)
