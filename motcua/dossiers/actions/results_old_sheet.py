"""The list of old results as people fill it in: one row a result; everything wrong is named, row by row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from motcua.base import text, workbooks
from motcua.people.models import PartyKind
from motcua.rules import identities
from motcua.rules.codes import IdentityKind

MOST_ROWS = 2000
_BOUNDS = workbooks.Bounds(rows=MOST_ROWS)
#: Heading, width, and whether a row may leave it empty.
COLUMNS = (
    ("Tệp", 24, False),
    ("Số, ký hiệu", 20, False),
    ("Ngày ký", 14, False),
    ("Tên kết quả", 44, True),
    ("Mã thủ tục", 20, False),
    ("Họ tên, tên tổ chức", 34, False),
    ("Loại giấy tờ", 18, False),
    ("Số giấy tờ", 20, False),
    ("Ngày sinh", 14, True),
)
_EXAMPLE = (
    *("GP-0012-2019.pdf", "12/GPXD-UBND", "05/09/2019", "Giấy phép xây dựng", "1.009994"),
    *("Nguyễn Văn An", "CCCD", "020090000001", "20/05/1990"),
)
_KINDS = {
    "cccd": IdentityKind.CITIZEN_ID,
    "can cuoc": IdentityKind.CITIZEN_ID,
    "can cuoc cong dan": IdentityKind.CITIZEN_ID,
    "cmnd": IdentityKind.OLD_ID,
    "ho chieu": IdentityKind.PASSPORT,
    "mst": IdentityKind.TAX_CODE,
    "ma so thue": IdentityKind.TAX_CODE,
    "ma so doanh nghiep": IdentityKind.ENTERPRISE_CODE,
}
_OF_ORGANISATIONS = frozenset({IdentityKind.TAX_CODE, IdentityKind.ENTERPRISE_CODE})
_LENGTHS = {"tep": 200, "so, ky hieu": 80, "ten ket qua": 300, "ho ten, ten to chuc": 300}


class NotAList(ValueError):
    """The file is no workbook, or its head is not that of the list; ``args[0]`` says why, in Vietnamese."""

    def __str__(self) -> str:
        """Say why."""
        return str(self.args[0])


@dataclass(frozen=True)
class Problem:
    """What is wrong with one row; 0 is the list as a whole."""

    row: int
    words: str

    def __str__(self) -> str:
        """Say where and what."""
        return _("Dòng %(row)s: %(words)s") % {"row": self.row, "words": self.words}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row that says what it must."""

    row: int
    file_name: str
    number: str
    dated_on: date
    title: str
    procedure: str
    kind: PartyKind
    name: str
    identity_kind: IdentityKind
    identity_value: str
    born_on: date | None


def template() -> bytes:
    """An empty list with its headings and one row to replace."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Kết quả cũ"
    for place, (heading, width, _optional) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(row=1, column=place, value=heading)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.cell(row=2, column=place, value=_EXAMPLE[place - 1]).number_format = "@"
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(content: bytes, *, today: date) -> tuple[list[Line], list[Problem]]:
    """Return the rows that say what they must, and what is wrong with the others. Raise ``NotAList``."""
    try:
        rows = workbooks.values(content, _BOUNDS)
    except workbooks.Unusable as why:
        raise NotAList(str(why)) from why
    if not rows:
        raise NotAList(_("Danh sách chưa có dòng nào. Hãy dùng tệp mẫu."))
    headings = [text.fold(workbooks.said(cell)) for cell in rows[0]]
    wanted = {text.fold(heading): heading for heading, _width, _optional in COLUMNS}
    missing = [heading for key, heading in wanted.items() if key not in headings]
    if missing:
        raise NotAList(
            _("Danh sách thiếu cột: %(names)s. Hãy dùng tệp mẫu.") % {"names": "; ".join(missing)}
        )
    places = {key: headings.index(key) for key in wanted}
    lines, problems = [], []
    for row, cells in enumerate(rows[1:], start=2):
        told = {key: cells[place] if place < len(cells) else None for key, place in places.items()}
        if not any(workbooks.said(value) for value in told.values()):
            continue
        found = list(_wrong(told, today))
        problems += [Problem(row, words) for words in found]
        if not found:
            lines.append(_line(row, told))
    problems += list(_repeated(lines))
    if not lines and not problems:
        raise NotAList(_("Danh sách chưa có dòng nào. Hãy dùng tệp mẫu."))
    return lines, sorted(problems, key=lambda one: one.row)


def _wrong(told: Mapping[str, Any], today: date) -> Iterator[str]:
    for heading, _width, optional in COLUMNS:
        key = text.fold(heading)
        if not optional and not workbooks.said(told[key]):
            yield _("chưa ghi “%(name)s”.") % {"name": heading}
        elif len(workbooks.said(told[key])) > _LENGTHS.get(key, 100):
            yield _("“%(name)s” quá dài.") % {"name": heading}
    for heading in ("Ngày ký", "Ngày sinh"):
        yield from _wrong_day(heading, told[text.fold(heading)], today)
    kind, value = workbooks.said(told["loai giay to"]), workbooks.said(told["so giay to"])
    if kind and text.fold(kind) not in _KINDS:
        yield _(
            "loại giấy tờ “%(name)s” không có. Ghi CCCD, CMND, Hộ chiếu, MST hoặc Mã số doanh nghiệp."
        ) % {"name": kind[:40]}
    elif kind and value:
        known = _KINDS[text.fold(kind)]
        yield from identities.problems(known, identities.normalised(known, value))


def _wrong_day(heading: str, value: object, today: date) -> Iterator[str]:
    if not workbooks.said(value):
        return
    day = _day(value)
    if day is None:
        yield _("“%(name)s” ghi %(said)s không phải ngày; ghi như 05/09/2019.") % {
            "name": heading,
            "said": f"“{workbooks.said(value)[:20]}”",
        }
    elif day > today:
        yield _("“%(name)s” sau hôm nay.") % {"name": heading}


def _repeated(lines: Sequence[Line]) -> Iterator[Problem]:
    files: dict[str, int] = {}
    numbers: dict[tuple[str, date], int] = {}
    for one in lines:
        first = files.setdefault(one.file_name, one.row)
        if first != one.row:
            yield Problem(one.row, _("tệp này đã ghi ở dòng %(row)s.") % {"row": first})
        first = numbers.setdefault((one.number, one.dated_on), one.row)
        if first != one.row:
            yield Problem(one.row, _("số và ngày này đã ghi ở dòng %(row)s.") % {"row": first})


def _line(row: int, told: Mapping[str, Any]) -> Line:
    kind = _KINDS[text.fold(workbooks.said(told["loai giay to"]))]
    day = _day(told["ngay ky"])
    assert day is not None
    return Line(
        row=row,
        file_name=workbooks.said(told["tep"]),
        number=workbooks.said(told["so, ky hieu"]),
        dated_on=day,
        title=workbooks.said(told["ten ket qua"]),
        procedure=workbooks.said(told["ma thu tuc"]),
        kind=PartyKind.ORGANISATION if kind in _OF_ORGANISATIONS else PartyKind.PERSON,
        name=workbooks.said(told["ho ten, ten to chuc"]),
        identity_kind=kind,
        identity_value=identities.normalised(kind, workbooks.said(told["so giay to"])),
        born_on=_day(told["ngay sinh"]),
    )


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    try:
        return datetime.strptime(workbooks.said(value), "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
