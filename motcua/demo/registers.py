"""What the offices of the story write into their registers of control: opened at once, a few lines a quarter."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.base import clock
from motcua.control import actions, reading, registers
from motcua.demo import places
from motcua.demo.closings import Duty
from motcua.demo.hands import Hands
from motcua.demo.roster import Nobody
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.rules.codes import Level

_OPENED = clock.at(places.FOUNDED + timedelta(days=1), 16, 40)
_OPENED_AGAIN = clock.at(places.NEW_FROM + timedelta(days=1), 16, 40)
#: The day of the middle month of each reporting quarter on which the offices write their lines.
_DAY, _MONTHS = 20, (2, 5, 8, 11)
_AREAS = ("Đất đai", "Hộ tịch", "Xây dựng", "Bảo trợ xã hội")
_SUBJECTS = ("Nộp hồ sơ trực tuyến", "Thanh toán trực tuyến", "Thủ tục tại Bộ phận Một cửa")


@dataclass(frozen=True)
class _Line:
    """A line to write, so many days before the day it is written on."""

    register: str
    days_ago: int
    texts: Mapping[str, str]


def duties(until: datetime) -> dict[date, Duty]:
    """The opening of the registers, and the lines of every quarter, as far as they are past."""
    found = [Duty(_OPENED, _opening(_OPENED)), Duty(_OPENED_AGAIN, _opening(_OPENED_AGAIN))]
    for year in range(places.FOUNDED.year, until.year + 1):
        for month in _MONTHS:
            at = clock.at(date(year, month, _DAY), 16, 40)
            if at > _OPENED:
                found.append(Duty(at, _quarter(at)))
    return {duty.at.date(): duty for duty in found if duty.at <= until}


def _opening(at: datetime) -> Callable[[Hands], None]:
    """Open every register at the agencies that have just begun, and write down who and what is there."""

    def open_all(hands: Hands) -> None:
        day = at.date()
        first = max(places.FOUNDED, day - timedelta(days=1))
        new = [one for one in _at_work(hands, day) if _begins(one) == first]
        for register in registers.every():
            actions.keep(
                register=register,
                agencies=[one for one in new if Level(one.level) in register.levels],
                from_on=first,
                by=hands.roster.controller(day),
                at=at,
            )
        for agency in new:
            _write(hands, agency, _beginnings(agency), at)

    return open_all


def _quarter(at: datetime) -> Callable[[Hands], None]:
    def write(hands: Hands) -> None:
        turn = at.year * len(_MONTHS) + _MONTHS.index(at.month)
        for agency in _at_work(hands, at.date()):
            if agency.code == places.PROVINCE:
                _write(hands, agency, _of_the_province(hands, at, turn), at)
            elif (agency.pk + turn) % 2:
                _write(hands, agency, _of_an_office(agency, turn), at)

    return write


def _write(hands: Hands, agency: Agency, lines: Iterator[_Line], at: datetime) -> None:
    with suppress(Nobody):
        by = _writer(hands, agency, at.date())
        for line in lines:
            _write_one(agency, line, by, at)


def _write_one(agency: Agency, line: _Line, by: Account, at: datetime) -> None:
    register, day = registers.of(line.register), at.date()
    on = max(day - timedelta(days=line.days_ago), places.FOUNDED)
    texts = {"on": f"{on:%d/%m/%Y}", **line.texts}
    found = reading.read(register, texts, today=day)
    assert not found.errors, (line, found.errors)
    actions.write(register=register, agency=agency, said=found.said, by=by, at=at)


def _writer(hands: Hands, agency: Agency, day: date) -> Account:
    if agency.code == places.PROVINCE:
        return hands.roster.controller(day)
    return hands.roster.leader(agency.pk, day)


def _at_work(hands: Hands, day: date) -> list[Agency]:
    return [
        one
        for one in hands.roster.agencies.values()
        if one.opened_on <= day and (one.closed_on is None or one.closed_on >= day)
    ]


def _begins(agency: Agency) -> date:
    return max(agency.opened_on, places.FOUNDED)


def _beginnings(agency: Agency) -> Iterator[_Line]:
    """Who answers for procedures, where to call, who sits at the one-stop."""
    number = f"{agency.pk % 90 + 10}/QĐ-UBND"
    yield _Line("can-bo-dau-moi", 0, {"number": number, "officer_name": "Lý Thị Hồng"})
    yield _Line(
        "duong-day-nong", 0, {"kind": "phone", "address": f"0205 3000 {agency.pk % 900:03}"}
    )
    yield _Line(
        "mot-cua",
        0,
        {"what": "staff", "quantity": str(3 + agency.pk % 4), "told": "Công chức tại quầy"},
    )


def _of_an_office(agency: Agency, turn: int) -> Iterator[_Line]:
    subject = _SUBJECTS[(agency.pk + turn) % len(_SUBJECTS)]
    items = str(1 + (agency.pk + turn) % 5)
    yield _Line("truyen-thong", 6, {"form": "loudspeaker", "subject": subject, "items": items})


def _of_the_province(hands: Hands, at: datetime, turn: int) -> Iterator[_Line]:
    """A quarter at the office of procedure control."""
    symbol, number = "QĐ-UBND", turn % 40 + 1
    area, other = _AREAS[turn % len(_AREAS)], _AREAS[(turn + 1) % len(_AREAS)]
    yield _Line(
        "cong-bo",
        20,
        {
            "number": f"{number:02}/{symbol}",
            "area": area,
            "texts": "2",
            "new": "4",
            "amended": "3",
            "abolished": "2",
            "put_up": "7",
            "taken_down": "2",
            "shown_on": f"{at.date() - timedelta(days=15):%d/%m/%Y}",
        },
    )
    yield _Line(
        "cong-bo",
        9,
        {"number": f"{number + 40}/{symbol}", "area": other, "texts": "1", "amended": "5"},
    )
    yield _Line(
        "danh-gia-tac-dong",
        18,
        {"draft": f"Nghị quyết về phí, lệ phí lĩnh vực {area}", "amended": "2", "assessed": "2"},
    )
    yield _Line(
        "tham-dinh",
        12,
        {"draft": f"Nghị quyết về phí, lệ phí lĩnh vực {area}", "amended": "2", "result": "amend"},
    )
    yield _Line(
        "ra-soat",
        16,
        {
            "group": f"Nhóm thủ tục lĩnh vực {other}",
            "keep": "2",
            "amend": "1",
            "shorten": "4",
            "done": "5",
            "cost_before": "420000",
            "cost_saved": "96000",
            "approved": "3",
            "shortened": "4",
            "days_before": "60",
            "days_saved": "18",
            "approved_on": f"{at.date() - timedelta(days=4):%d/%m/%Y}",
        },
    )
    yield _Line(
        "noi-bo",
        14,
        {"number": f"{number + 80}/{symbol}", "what": "publish", "procedures": "6", "group": area},
    )
    for what, inspected in enumerate(_inspected(hands, at.date(), turn)):
        subject, found = ("both", "control")[what % 2], str(2 + what)
        yield _Line(
            "kiem-tra",
            11 + what,
            {"subject": subject, "inspected": str(inspected.pk), "found": found, "settled": "2"},
        )
    yield _Line(
        "van-ban-chi-dao",
        19,
        {"number": f"{number + 300}/UBND-KSTT", "subject": "reform", "summary": "Đôn đốc số hóa"},
    )
    yield from _tasks(at)
    yield _Line(
        "tap-huan", 8, {"subject": "Nghiệp vụ Một cửa và ký số", "classes": "1", "people": "84"}
    )
    yield _Line("truyen-thong", 5, {"form": "press", "subject": _SUBJECTS[turn % 3], "items": "12"})
    if at.month == _MONTHS[-1]:
        yield _Line("doi-thoai", 7, {"subject": "Vướng mắc về thủ tục đất đai", "people": "120"})
        yield _Line("sang-kien", 7, {"title": "Trả kết quả tại thôn, bản", "state": "applied"})


def _tasks(at: datetime) -> Iterator[_Line]:
    """What the Government and the plan of the year asked for, and when it was done."""
    done = {
        name: f"{at.date() - timedelta(days=ago):%d/%m/%Y}" for name, ago in (("a", 9), ("b", 2))
    }
    yield _Line(
        "nhiem-vu-giao",
        22,
        {
            "source": "government",
            "task": "Rà soát thủ tục nội bộ",
            "due_on": done["a"],
            "done_on": done["a"],
        },
    )
    yield _Line(
        "nhiem-vu-giao",
        21,
        {
            "source": "government",
            "task": "Kết nối cơ sở dữ liệu",
            "due_on": done["a"],
            "done_on": done["b"],
        },
    )
    yield _Line(
        "nhiem-vu-giao",
        20,
        {
            "source": "plan",
            "task": "Số hóa kết quả còn hiệu lực",
            "due_on": done["b"],
            "done_on": done["b"],
        },
    )


def _inspected(hands: Hands, day: date, turn: int) -> list[Agency]:
    """Two offices whose turn it is."""
    others = [one for one in _at_work(hands, day) if one.code != places.PROVINCE]
    others.sort(key=lambda one: one.code)
    return [others[(turn * 2 + n) % len(others)] for n in range(2)]
