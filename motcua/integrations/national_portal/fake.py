"""Records as the national portal sends them, about invented people, for tests and for trying out.

The identity numbers are well formed and made of an obviously invented serial.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from motcua.integrations.national_portal.messages import Applicant, PaperKind

_PEOPLE = (
    ("Trần Thị Minh Họa", "H", "1992-03-14"),
    ("Lê Văn Ví Dụ", "M", "1985-11-02"),
    ("Phạm Thị Thử Nghiệm", "H", "1978-07-21"),
    ("Hoàng Văn Mẫu", "M", "1999-01-30"),
    ("Nông Thị Giả Định", "H", "1963-09-09"),
)
#: Province 099 is nobody's.
_PLACE = "099"


def record(
    serial: int,
    *,
    procedure_code: str,
    agency_code: str,
    submitted_at: datetime,
    papers: Sequence[tuple[str, str]] = (),
    **changed: Any,  # noqa: ANN401 - whatever a record may hold
) -> dict[str, Any]:
    """One record; ``papers`` are pairs of code and name, ``changed`` replaces whole fields."""
    name, sex, born = _PEOPLE[serial % len(_PEOPLE)]
    told = {
        "MaHoSo": f"{agency_code}-{submitted_at:%Y%m%d}-{9_900_000 + serial:07d}",
        "MaTTHC": procedure_code,
        "MaDichVuCong": f"{procedure_code}.01",
        "ChuHoSo": name,
        "LoaiDoiTuong": Applicant.CITIZEN.value,
        "MaDonViTiepNhan": agency_code,
        "NgayNop": f"{submitted_at:%Y-%m-%d %H:%M:%S}",
        "NgayTiepNhan": "",
        "EformThongTinChiTiet": {"lyDo": "Dữ liệu minh họa"},
        "ThanhPhanHoSo": [_paper(code, paper, serial) for code, paper in papers],
        "ThongTinNguoiNop": {
            "LoaiDoiTuong": Applicant.CITIZEN.value,
            "IdDoiTuong": f"MH-{serial:05d}",
            "ThongTinChiTiet": _filer(serial, name, sex, born),
        },
    }
    return told | changed


def records(
    count: int,
    *,
    agency_codes: Sequence[str],
    procedures: Mapping[str, Sequence[tuple[str, str]]],
    submitted_at: datetime,
    every: timedelta = timedelta(minutes=7),
) -> list[dict[str, Any]]:
    """``count`` records at the agencies in turn, one every ``every``; ``procedures``: code → papers."""
    codes = sorted(procedures)
    return [
        record(
            serial,
            procedure_code=codes[serial % len(codes)],
            agency_code=agency_codes[serial % len(agency_codes)],
            submitted_at=submitted_at + every * serial,
            papers=procedures[codes[serial % len(codes)]],
        )
        for serial in range(count)
    ]


def citizen_id(serial: int) -> str:
    """A well-formed personal number of the person a serial stands for."""
    _name, sex, born = _PEOPLE[serial % len(_PEOPLE)]
    return f"{_PLACE}{int(sex == 'H')}{born[2:4]}{900_000 + serial:06d}"


def _filer(serial: int, name: str, sex: str, born: str) -> dict[str, str]:
    return {
        "TenNguoiNop": name,
        "SoDinhDanh": citizen_id(serial),
        "NgayCapDinhDanh": "20220615000000",
        "NgaySinh": f"{born.replace('-', '')}000000",
        "GioiTinh": sex,
        "SoDienThoai": f"0999{serial:06d}",
        "Email": "",
        "Fax": "",
        "MaTinh": _PLACE,
        "MaHuyen": "",
        "MaXa": "",
        "DiaChiChiTiet": f"Số nhà {serial + 1}, thôn Minh Họa",
        "TenChuHs": name,
        "SoDinhDanhChuHs": citizen_id(serial),
        "DiaChiChiTietChuHs": f"Số nhà {serial + 1}, thôn Minh Họa",
    }


def _paper(code: str, name: str, serial: int) -> dict[str, Any]:
    return {
        "MaThanhPhanHoSo": code,
        "TenThanhPhanHoSo": name,
        "SoLuong": 1,
        "LoaiBan": PaperKind.ELECTRONIC.value,
        "GiayToDinhKem": [
            {
                "IdGiayTo": f"MH-{serial:05d}-{code or 'GT'}",
                "MaKetQua": "",
                "TenGiayTo": f"{name}.pdf",
                "HashTepTin": "",
            }
        ],
    }
