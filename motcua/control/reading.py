"""What people write into a line, read field by field; and a line told in words again."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.base import text
from motcua.catalog.models import Procedure
from motcua.control.counting import Said
from motcua.control.registers.vocabulary import Field, Kind, Register
from motcua.organizations import queries as organizations
from motcua.organizations.models import Agency
from motcua.rules import filling

#: As people write days here, and as machines do.
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d")
_YEARS = range(2000, 2101)
LONGEST_TEXT, LONGEST_NUMBER = 500, 80
_MOST_DIGITS = 9
_COUNT = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+")
_BETWEEN_CODES = re.compile(r"[,;\s]+")


class Wrong(ValueError):
    """What is written cannot stand in the field; the text says why and what to do."""


@dataclass
class Reading:
    """What a line says, and what is wrong with it by field; empty errors: it may be written."""

    said: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read(register: Register, texts: Mapping[str, str], *, today: date) -> Reading:
    """Read a line as it was written; every field that is wrong is named."""
    found = Reading()
    for one in register.fields:
        written = filling.tidy(texts.get(one.code, ""))
        try:
            found.said[one.code] = _value(one, written, today)
        except Wrong as wrong:
            found.errors[one.code] = str(wrong)
    if not found.errors:
        found.errors.update(_against(register, found.said))
    return found


def tell(register: Register, said: Said, names: Mapping[int, str]) -> list[tuple[Field, str]]:
    """Tell a line field by field, in the words of the page; ``names`` are those of agencies by id."""
    return [(one, _told(one, said.get(one.code), names)) for one in register.fields]


def agencies_in(register: Register, lines: Iterable[Said]) -> dict[int, str]:
    """The names of the agencies that lines speak of, by id."""
    codes = [one.code for one in register.fields if one.kind is Kind.AGENCY]
    ids = {said.get(code) for said in lines for code in codes} - {None}
    return dict(Agency.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def words(register: Register, said: Said) -> str:
    """Everything a line says, folded, for looking it up."""
    names = agencies_in(register, [said])
    return text.fold(" ".join(told for _field, told in tell(register, said, names) if told))


def digest(said: Said) -> str:
    """Fingerprint of what a line says, whatever the order of its fields."""
    there = {code: value for code, value in said.items() if value not in (None, "", [])}
    told = json.dumps(there, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _value(one: Field, written: str, today: date) -> str | int | list[str] | None:
    if not written:
        if one.required:
            raise Wrong(_("Chưa ghi “%(name)s”.") % {"name": one.label})
        return None
    if one.kind is Kind.DATE:
        return _day(one, written, today).isoformat()
    return _READERS.get(one.kind, _text)(one, written)


def _day(one: Field, written: str, today: date) -> date:
    for form in _DAYS:
        try:
            day = datetime.strptime(written, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if day.year not in _YEARS:
            raise Wrong(_("“%(name)s” quá xa. Hãy xem lại năm.") % {"name": one.label})
        if day > today and not one.ahead:
            raise Wrong(
                _("“%(name)s” là %(day)s, sau hôm nay. Hãy xem lại ngày.")
                % {"name": one.label, "day": f"{day:%d/%m/%Y}"}
            )
        return day
    raise Wrong(
        _("“%(name)s” ghi theo dạng ngày/tháng/năm, ví dụ 17/09/2026.") % {"name": one.label}
    )


def _count(one: Field, written: str) -> int:
    digits = written.replace(".", "")
    if not _COUNT.fullmatch(written) or len(digits) > _MOST_DIGITS:
        raise Wrong(
            _("“%(name)s” ghi bằng chữ số, ví dụ 12; không có thì để trống.") % {"name": one.label}
        )
    return int(digits)


def _choice(one: Field, written: str) -> str:
    folded = text.fold(written)
    for code, label in one.choices:
        if written == code or folded == text.fold(label):
            return code
    offered = "; ".join(label for _code, label in one.choices)
    raise Wrong(
        _("“%(name)s” chỉ nhận một trong: %(offered)s.") % {"name": one.label, "offered": offered}
    )


def _agency(one: Field, written: str) -> int:
    try:
        return organizations.find(written).pk
    except organizations.AgencyUnknown as unknown:
        raise Wrong(
            _(
                "“%(name)s”: không có cơ quan nào tên hoặc mã là “%(said)s”. Hãy ghi đúng tên hoặc mã."
            )
            % {"name": one.label, "said": written[:60]}
        ) from unknown


def _procedures(one: Field, written: str) -> list[str]:
    codes = list(dict.fromkeys(code for code in _BETWEEN_CODES.split(written) if code))
    known = set(Procedure.objects.filter(code__in=codes).values_list("code", flat=True))
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise Wrong(
            _(
                "“%(name)s”: danh mục không có mã %(codes)s. Hãy xem lại mã, cách nhau bằng dấu phẩy."
            )
            % {"name": one.label, "codes": ", ".join(unknown[:5])[:200]}
        )
    return codes


def _text(one: Field, written: str) -> str:
    most = LONGEST_NUMBER if one.kind is Kind.NUMBER else LONGEST_TEXT
    if len(written) > most:
        raise Wrong(
            _("“%(name)s” dài quá %(most)s ký tự. Hãy viết ngắn lại.")
            % {"name": one.label, "most": most}
        )
    return written


_READERS: Mapping[Kind, Callable[[Field, str], str | int | list[str]]] = {
    Kind.COUNT: _count,
    Kind.CHOICE: _choice,
    Kind.AGENCY: _agency,
    Kind.PROCEDURES: _procedures,
}


def _against(register: Register, said: Mapping[str, Any]) -> dict[str, str]:
    """What single fields do not show: an end before the beginning, a part larger than its whole."""
    wrong: dict[str, str] = {}
    life = register.life
    if life and said[life.ends] and said[life.ends] < said[life.begins]:
        wrong[life.ends] = _("“%(name)s” phải từ “%(first)s” trở đi.") % {
            "name": register.by_code[life.ends].label,
            "first": register.by_code[life.begins].label,
        }
    for limit in register.limits:
        most = sum(said[code] or 0 for code in limit.of)
        if (said[limit.part] or 0) > most:
            wrong[limit.part] = _("“%(name)s” là %(part)s, lớn hơn %(most)s (%(of)s).") % {
                "name": register.by_code[limit.part].label,
                "part": filling.shown(said[limit.part]),
                "most": filling.shown(most),
                "of": " + ".join(register.by_code[code].label for code in limit.of),
            }
    return wrong


def _told(one: Field, value: str | int | list[str] | None, names: Mapping[int, str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, int):
        return names.get(value, "") if one.kind is Kind.AGENCY else filling.shown(value)
    if one.kind is Kind.DATE:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if one.kind is Kind.CHOICE:
        return dict(one.choices).get(value, value)
    return value
