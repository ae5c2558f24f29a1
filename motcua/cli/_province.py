"""The file a new province is begun with, read and checked before anything is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from motcua.base import text
from motcua.cli import _agency_sheet
from motcua.organizations.models import AgencyKind
from motcua.rules import numbers
from motcua.rules.calendar import BadWindow, Window
from motcua.rules.codes import Level

EXAMPLE = Path(__file__).parent / "province_example.yaml"

#: How the file names the kinds of agencies, and the tier each stands on.
KINDS = {
    "so": (AgencyKind.DEPARTMENT, Level.PROVINCE),
    "xa": (AgencyKind.COMMUNE, Level.COMMUNE),
    "nganh doc": (AgencyKind.BRANCH, Level.PROVINCE),
    "trung tam": (AgencyKind.CENTRE, Level.PROVINCE),
}

#: Lines that tell the hours, and the weekdays each is about.
_WEEK_KEYS = {"gio lam viec": range(5), "lam thu bay": (5,)}


class PlanRefused(ValueError):
    """The file cannot be used; ``str`` lists what to mend, one sentence a line."""

    def __init__(self, problems: list[str]) -> None:
        """Keep every problem: the file is mended in one go."""
        super().__init__("\n".join(problems))


@dataclass(frozen=True)
class AgencyPlan:
    """One agency of the file. ``parent_code`` empty: directly under the province."""

    name: str
    code: str
    kind: AgencyKind
    level: Level
    parent_code: str = ""
    aliases: tuple[str, ...] = ()
    desk: str = ""
    fields: tuple[str, ...] = ()
    address: str = ""
    phone: str = ""


@dataclass(frozen=True)
class ProvincePlan:
    """The whole file, typed."""

    from_on: date
    province: AgencyPlan
    admin_name: str
    admin_username: str
    pattern: str
    starter: bool
    agencies: tuple[AgencyPlan, ...]
    #: Weekday (0 Monday) to windows of opening; empty: the standard hours.
    hours: Mapping[int, tuple[Window, ...]] = field(default_factory=dict)


def read(path: Path, agency_list: Path | None = None) -> ProvincePlan:
    """Read and check the file; ``agency_list`` (a workbook) tells the agencies instead of it.

    Raise ``PlanRefused`` with everything that is wrong.
    """
    told = _told(path)
    if agency_list is not None:
        try:
            told["co quan"] = _agency_sheet.read(agency_list)
        except _agency_sheet.NotAnAgencySheet as broken:
            raise PlanRefused([str(broken)]) from broken
    problems = _problems(told)
    if problems:
        raise PlanRefused(problems)
    return ProvincePlan(
        from_on=told["hoat dong tu"],
        province=_agency(told["tinh"], AgencyKind.PROVINCE, Level.PROVINCE),
        admin_name=told["quan tri"]["ho ten"],
        admin_username=told["quan tri"]["ten dang nhap"],
        pattern=told.get("mau so ho so", numbers.CLASSIC),
        starter=_yes(told.get("danh muc khoi dau", "")),
        agencies=tuple(_agency(row, *KINDS[text.fold(row["loai"])]) for row in _rows(told)),
        hours=_week(told),
    )


def _told(path: Path) -> dict[str, Any]:
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as broken:
        raise PlanRefused([_("Không đọc được tệp %(path)s.") % {"path": path}]) from broken
    told = _folded(loaded)
    if not isinstance(told, dict):
        raise PlanRefused([_("Tệp phải theo mẫu của lệnh motcua init --example.")])
    return told


def _folded(value: Any) -> Any:  # noqa: ANN401 - whatever a YAML file holds
    """Keys without diacritics or case, so that every way of typing Vietnamese is understood."""
    if isinstance(value, dict):
        return {text.fold(str(key)): _folded(item) for key, item in value.items()}
    return [_folded(item) for item in value] if isinstance(value, list) else value


def _rows(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [row for row in told.get("co quan") or [] if isinstance(row, dict)]


def _yes(value: object) -> bool:
    return value is True or text.fold(str(value)) == "co"


def _agency(row: Mapping[str, Any], kind: AgencyKind, level: Level) -> AgencyPlan:
    return AgencyPlan(
        name=str(row["ten"]).strip(),
        code=str(row["ma"]).strip(),
        kind=kind,
        level=level,
        parent_code=str(row.get("thuoc") or "").strip(),
        aliases=tuple(map(str, row.get("ten goi khac") or ())),
        desk=str(row.get("quay") or "").strip(),
        fields=tuple(map(str, row.get("linh vuc") or ())),
        address=str(row.get("dia chi") or ""),
        phone=str(row.get("dien thoai") or ""),
    )


def _week(told: Mapping[str, Any]) -> dict[int, tuple[Window, ...]]:
    """Weekday to windows. Raise ``ValueError`` for hours nobody can read."""
    week = {}
    for key, days in _WEEK_KEYS.items():
        written = told.get(key)
        if written:
            windows = tuple(_window(str(part)) for part in written)
            week.update(dict.fromkeys(days, windows))
    return week


def _window(written: str) -> Window:
    opens, closes = (time.fromisoformat(part.strip()) for part in written.split("-"))
    return Window(opens, closes)


def _hours_problems(told: Mapping[str, Any]) -> list[str]:
    try:
        _week(told)
    except (ValueError, TypeError, BadWindow):
        return [_("Giờ làm việc viết theo mẫu [07:30-11:30, 13:30-17:00].")]
    return []


def _problems(told: Mapping[str, Any]) -> list[str]:
    """Everything to mend, in the order of the file."""
    found = []
    if not isinstance(told.get("hoat dong tu"), date):
        found.append(_("Dòng “hoạt động từ” phải là một ngày, ví dụ 2026-01-05."))
    found += _missing(told, "tinh", {"ten": _("tên"), "ma": _("mã")})
    found += _missing(
        told, "quan tri", {"ho ten": _("họ tên"), "ten dang nhap": _("tên đăng nhập")}
    )
    found += numbers.problems(str(told.get("mau so ho so", numbers.CLASSIC)))
    found += _hours_problems(told)
    return found + _agency_problems(told)


def _missing(told: Mapping[str, Any], part: str, keys: Mapping[str, str]) -> list[str]:
    names = {"tinh": _("tỉnh"), "quan tri": _("quản trị")}
    given = told.get(part)
    row = given if isinstance(given, dict) else {}
    return [
        _("Mục “%(part)s” thiếu “%(key)s”.") % {"part": names[part], "key": name}
        for key, name in keys.items()
        if not row.get(key)
    ]


def _agency_problems(told: Mapping[str, Any]) -> list[str]:
    found = []
    province = told.get("tinh")
    seen = {str(province["ma"])} if isinstance(province, dict) and province.get("ma") else set()
    for number, row in enumerate(_rows(told), start=1):
        code = str(row.get("ma") or "")
        wrong = {
            _("thiếu tên"): not row.get("ten"),
            _("thiếu mã"): not code,
            _("mã %(code)s đã dùng ở trên") % {"code": code}: code in seen,
            _("loại phải là sở, xã, ngành dọc hoặc trung tâm"): (
                text.fold(str(row.get("loai") or "")) not in KINDS
            ),
            _("cơ quan cấp trên phải kê trước, theo mã"): (
                bool(row.get("thuoc")) and str(row["thuoc"]) not in seen
            ),
        }
        seen.add(code)
        found += [
            _("Cơ quan thứ %(number)s: %(what)s.") % {"number": number, "what": what}
            for what, is_wrong in wrong.items()
            if is_wrong
        ]
    return found
