"""The portal's record of a submitted dossier (CreateDossier, "NoiHoSo"), read into our own words.

Field names and code tables are this interface's alone: its LoaiDoiTuong is not that of the
dossier synchronisation. Moments are ``yyyy-MM-dd HH:mm:ss``, days of persons ``yyyyMMddHHmmss``,
both local time of Vietnam.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from motcua.base import clock

_MOMENT = "%Y-%m-%d %H:%M:%S"
_STAMPS = {14: "%Y%m%d%H%M%S", 8: "%Y%m%d"}


class Applicant(StrEnum):
    """LoaiDoiTuong of this interface."""

    CITIZEN = "0"
    ENTERPRISE = "1"
    HOUSEHOLD_BUSINESS = "2"


class PaperKind(StrEnum):
    """LoaiBan of this interface."""

    ORIGINAL = "0"
    COPY = "1"
    ELECTRONIC = "2"


class Unreadable(ValueError):
    """The record cannot be used; ``problems`` say everything that is wrong, in Vietnamese."""

    def __init__(self, problems: list[str]) -> None:
        """Keep every problem: a record is mended in one go."""
        self.problems = tuple(problems)
        super().__init__(" ".join(problems))


@dataclass(frozen=True, kw_only=True)
class Person:
    """The filer or the owner, as the portal names him; every text may be empty."""

    name: str
    number: str
    kind: Applicant
    issued_on: date | None = None
    born_on: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper of the dossier with its files; ``reused`` when a file is a result already held."""

    code: str
    name: str
    quantity: int
    kind: PaperKind
    files: int = 0
    reused: bool = False


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A dossier submitted on the national portal."""

    number: str
    procedure_code: str
    service_code: str
    agency_code: str
    submitted_at: datetime
    owner: Person
    filer: Person
    papers: tuple[Paper, ...] = ()
    form: Mapping[str, Any] = field(default_factory=dict)


def number_of(record: object) -> str:
    """MaHoSo of a record, "" when it has none."""
    return _text(record.get("MaHoSo")) if isinstance(record, Mapping) else ""


def read(record: object) -> Submission:
    """Read one record. Raise ``Unreadable`` with everything that is wrong."""
    if not isinstance(record, Mapping):
        raise Unreadable([_("Bản ghi không phải là một đối tượng JSON.")])
    reader = _Reader(record)
    submission = reader.submission()
    if reader.problems or submission is None:
        raise Unreadable(reader.problems)
    return submission


class _Reader:
    """Reads a record part by part and gathers what is wrong with it."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.record = record
        self.problems: list[str] = []

    def submission(self) -> Submission | None:
        submitted_at = self._moment("NgayNop")
        filer = self._filer()
        found = {
            "number": self._needed("MaHoSo"),
            "procedure_code": self._needed("MaTTHC"),
            "agency_code": self._needed("MaDonViTiepNhan"),
        }
        owner = self._owner(filer)
        papers = tuple(self._papers())
        if submitted_at is None:
            return None
        return Submission(
            **found,
            service_code=_text(self.record.get("MaDichVuCong")),
            submitted_at=submitted_at,
            owner=owner,
            filer=filer,
            papers=papers,
            form=_mapping(self.record.get("EformThongTinChiTiet")),
        )

    def _needed(self, key: str) -> str:
        found = _text(self.record.get(key))
        if not found:
            self.problems.append(_("Thiếu %(key)s.") % {"key": key})
        return found

    def _moment(self, key: str) -> datetime | None:
        text = self._needed(key)
        try:
            return datetime.strptime(text, _MOMENT).replace(tzinfo=clock.ZONE) if text else None
        except ValueError:
            self._misread(key, text, "yyyy-MM-dd HH:mm:ss")
            return None

    def _stamp(self, told: Mapping[str, Any], key: str) -> date | None:
        text = _text(told.get(key))
        if not text:
            return None
        try:
            return (
                datetime.strptime(text, _STAMPS.get(len(text), ""))
                .replace(tzinfo=clock.ZONE)
                .date()
            )
        except ValueError:
            self._misread(key, text, "yyyyMMddHHmmss")
            return None

    def _misread(self, key: str, text: str, wanted: str) -> None:
        told = {"key": key, "text": text, "wanted": wanted}
        self.problems.append(_("%(key)s “%(text)s” không đúng dạng %(wanted)s.") % told)

    def _applicant(self, told: Mapping[str, Any]) -> Applicant:
        text = _text(told.get("LoaiDoiTuong"), missing="0")
        try:
            return Applicant(text)
        except ValueError:
            self.problems.append(
                _("LoaiDoiTuong “%(text)s” không có trong bảng mã.") % {"text": text}
            )
            return Applicant.CITIZEN

    def _filer(self) -> Person:
        told = _mapping(self.record.get("ThongTinNguoiNop"))
        details = _mapping(told.get("ThongTinChiTiet"))
        name = _text(details.get("TenNguoiNop"))
        if not name:
            self.problems.append(_("Thiếu %(key)s.") % {"key": "TenNguoiNop"})
        return Person(
            name=name,
            number=_text(details.get("SoDinhDanh")),
            kind=self._applicant(told),
            issued_on=self._stamp(details, "NgayCapDinhDanh"),
            born_on=self._stamp(details, "NgaySinh"),
            phone=_text(details.get("SoDienThoai")),
            email=_text(details.get("Email")),
            address=_text(details.get("DiaChiChiTiet")),
        )

    def _owner(self, filer: Person) -> Person:
        told = _mapping(self.record.get("ThongTinNguoiNop"))
        details = _mapping(told.get("ThongTinChiTiet"))
        name = _text(self.record.get("ChuHoSo")) or _text(details.get("TenChuHs")) or filer.name
        number = _text(details.get("SoDinhDanhChuHs"))
        if name.casefold() == filer.name.casefold() and number in ("", filer.number):
            return filer
        return Person(
            name=name,
            number=number,
            kind=self._applicant(self.record),
            address=_text(details.get("DiaChiChiTietChuHs")),
        )

    def _papers(self) -> list[Paper]:
        rows = self.record.get("ThanhPhanHoSo") or []
        if not isinstance(rows, list):
            self.problems.append(_("ThanhPhanHoSo phải là một danh sách."))
            return []
        return [self._paper(_mapping(row)) for row in rows]

    def _paper(self, row: Mapping[str, Any]) -> Paper:
        files = row.get("GiayToDinhKem")
        attached = [_mapping(each) for each in files] if isinstance(files, list) else []
        kind = _text(row.get("LoaiBan"), missing=PaperKind.ELECTRONIC.value)
        if kind not in set(PaperKind):
            self.problems.append(_("LoaiBan “%(text)s” không có trong bảng mã.") % {"text": kind})
            kind = PaperKind.ELECTRONIC.value
        quantity = _text(row.get("SoLuong"), missing="1")
        return Paper(
            code=_text(row.get("MaThanhPhanHoSo")),
            name=_text(row.get("TenThanhPhanHoSo")),
            quantity=int(quantity) if quantity.isdecimal() else 1,
            kind=PaperKind(kind),
            files=len(attached),
            reused=any(_text(each.get("MaKetQua")) for each in attached),
        )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object, *, missing: str = "") -> str:
    """A JSON value as text: the portal writes numbers both bare and in quotes."""
    if value is None or isinstance(value, bool | Mapping | list):
        return missing
    return str(value).strip() or missing
