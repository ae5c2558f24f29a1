"""Invented people: names put together at random, numbers of a range no register gives out.

A serial is the key of one life of the story: it stands in the last six digits of its owner's number,
so that a story cut short finds its own dossiers again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from motcua.people.models import PartyKind, Sex
from motcua.rules import identities
from motcua.rules.codes import IdentityKind

SEED = 37
_FAMILY = [
    "Nguyễn",
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Hoàng",
    "Vi",
    "Vi",
    "Nông",
    "Nông",
    "Lý",
    "Lý",
    "Hà",
    "Chu",
    "Đàm",
    "Lương",
    "Lương",
    "Bế",
    "Triệu",
    "Vũ",
    "Đinh",
    "Dương",
    "Mã",
    "Lăng",
    "Lộc",
    "Hứa",
    "Lâm",
    "Ngô",
    "Linh",
]
_MIDDLE_M = ["Văn", "Đức", "Minh", "Quang", "Hữu", "Xuân", "Thanh", "Công", "Ngọc", "Anh"]
_MIDDLE_F = ["Thị", "Thị", "Thị", "Thu", "Ngọc", "Thanh", "Kim", "Bích", "Minh", "Hồng"]
_GIVEN_M = [
    "An",
    "Bình",
    "Chiến",
    "Cường",
    "Dũng",
    "Đạt",
    "Giang",
    "Hải",
    "Hiếu",
    "Hòa",
    "Hùng",
    "Huy",
    "Khánh",
    "Lâm",
    "Long",
    "Mạnh",
    "Nam",
    "Nghĩa",
    "Phong",
    "Phúc",
    "Quân",
    "Sơn",
    "Thắng",
    "Thành",
    "Thiện",
    "Toàn",
    "Trung",
    "Tuấn",
    "Tùng",
    "Việt",
    "Vinh",
]
_GIVEN_F = [
    "Anh",
    "Ánh",
    "Bích",
    "Chi",
    "Dung",
    "Duyên",
    "Hà",
    "Hằng",
    "Hạnh",
    "Hiền",
    "Hoa",
    "Huệ",
    "Hương",
    "Lan",
    "Liên",
    "Linh",
    "Loan",
    "Mai",
    "My",
    "Nga",
    "Ngân",
    "Nhung",
    "Oanh",
    "Phượng",
    "Quyên",
    "Thảo",
    "Thơm",
    "Thủy",
    "Trang",
    "Tuyết",
    "Vân",
    "Xuân",
    "Yến",
]
_TRADES = ("Thương mại", "Xây dựng", "Dịch vụ vận tải", "Nông sản", "Vật liệu", "Cơ khí")
_HAMLETS = (
    "Thôn Nà Pất",
    "Thôn Làng Mới",
    "Khu Ga",
    "Thôn Đồng Hóa",
    "Thôn Pha Lác",
    "Khu Trung Tâm",
)

#: Serials of lives that are part of the story, and of those made for one present day.
STORY_FROM = 100_000
PRESENT_FROM = 900_000
_DIGITS = 6
_ENTERPRISE_STEM = "499"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose dossier it is: everything ``people.register_party`` asks for."""

    kind: PartyKind
    name: str
    identity_kind: IdentityKind
    identity_value: str
    born_on: date | None
    sex: Sex
    address: str
    phone: str


def person_name(rng: Random, *, female: bool) -> str:
    """Return a name somebody might bear."""
    middle, given = (_MIDDLE_F, _GIVEN_F) if female else (_MIDDLE_M, _GIVEN_M)
    return f"{rng.choice(_FAMILY)} {rng.choice(middle)} {rng.choice(given)}"


def owner(serial: int, *, place_name: str, organisation: bool = False) -> Owner:
    """Return the invented owner of one life; the same for the same serial, always."""
    rng = Random(f"{SEED}|owner|{serial}")  # noqa: S311 - invented people, not secrets
    address = f"{rng.choice(_HAMLETS)}, {place_name.removeprefix('UBND ')}, tỉnh Lạng Sơn"
    phone = f"0900{rng.randrange(10**6):06d}"
    if organisation:
        company = _company(serial, rng)
        return Owner(
            PartyKind.ORGANISATION,
            company,
            IdentityKind.ENTERPRISE_CODE,
            _enterprise_code(serial),
            None,
            Sex.UNKNOWN,
            address,
            phone,
        )
    female = rng.random() < 0.5  # noqa: PLR2004 - half of the people
    born_on = date(rng.randint(1955, 1999), rng.randint(1, 12), rng.randint(1, 28))
    value = f"020{int(female)}{born_on.year % 100:02d}{serial:0{_DIGITS}d}"
    return Owner(
        PartyKind.PERSON,
        person_name(rng, female=female),
        IdentityKind.CITIZEN_ID,
        value,
        born_on,
        Sex.FEMALE if female else Sex.MALE,
        address,
        phone,
    )


def serial_of(identity_value: str) -> int | None:
    """Return the serial an owner's number carries, or None for a number that is not the story's."""
    if len(identity_value) == identities.CITIZEN_ID_DIGITS:
        serial = int(identity_value[-_DIGITS:])
        return serial if identity_value.startswith("020") and serial >= STORY_FROM else None
    if len(identity_value) == identities.TAX_CODE_DIGITS:
        return int(identity_value[3:9]) if identity_value.startswith(_ENTERPRISE_STEM) else None
    return None


def pick(rng: Random, weights: Sequence[tuple[str, float]]) -> str:
    """Choose a key by its weight."""
    keys = [key for key, _weight in weights]
    return rng.choices(keys, [weight for _key, weight in weights])[0]


def _company(serial: int, rng: Random) -> str:
    return f"Công ty TNHH {rng.choice(_TRADES)} {rng.choice(_GIVEN_F)} {serial % 1000}"


def _enterprise_code(serial: int) -> str:
    """Ten digits with the check digit where there is one; 0 where the nine have none."""
    nine = f"{_ENTERPRISE_STEM}{serial:0{_DIGITS}d}"
    return f"{nine}{identities.tax_check_digit(nine) % 10}"
