"""The agencies of the demonstration, in the shape of a real province before and after 1/7/2025.

Names of places are public facts; which commune went into which new one is told as a story, not as law.
Codes are the demonstration's own within the province's H37.
"""

from dataclasses import dataclass
from datetime import date

from motcua.organizations.models import AgencyKind
from motcua.rules.codes import Level

#: The first day of the books; the calendars begin with the year.
FOUNDED = date(2024, 6, 3)
CALENDAR_FROM = date(2024, 1, 1)
#: The districts' last day and the first day of the two-tier government.
LAST_DAY = date(2025, 6, 30)
NEW_FROM = date(2025, 7, 1)
RESOLUTION = "Nghị quyết về sắp xếp đơn vị hành chính cấp xã của tỉnh Lạng Sơn năm 2025"
PROVINCE = "H37"
CENTRE = "H37.01"
CHI_LANG = "H37.21"
DECLARED = "Ủy ban nhân dân"


@dataclass(frozen=True, kw_only=True)
class Place:
    """An agency: ``code`` for ever, ``long_code`` in its numbers until 30/6/2025.

    ``units`` are the rooms its officers sit in, ``fields`` what a department settles; ``weight``
    is its share of what comes in; ``heirs`` are the codes that take over on 1/7/2025.
    """

    code: str
    name: str
    level: Level
    kind: AgencyKind
    parent: str
    units: tuple[str, ...]
    long_code: str = ""
    aliases: tuple[str, ...] = ()
    fields: frozenset[str] = frozenset()
    weight: float = 1.0
    opened_on: date = CALENDAR_FROM
    heirs: tuple[str, ...] = ()

    @property
    def closes(self) -> bool:
        """Whether its work ends with the districts."""
        return bool(self.heirs)


_COMMUNE_UNITS = ("Tư pháp - Hộ tịch", "Lao động - Xã hội")
_NEW_COMMUNE_UNITS = ("Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội")
_DISTRICT_UNITS = (
    "Phòng Tư pháp",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Kinh tế và Hạ tầng",
    "Phòng Tài nguyên và Môi trường",
    "Phòng Lao động - Thương binh và Xã hội",
    "Phòng Giáo dục và Đào tạo",
)
_ROOMS = ("Văn phòng Sở", "Phòng Quản lý chuyên ngành")

#: New commune, and the communes of huyện Chi Lăng that went into it.
_CHI_LANG_MERGERS = {
    ("H37.201", "UBND xã Chi Lăng"): (
        ("thị trấn Đồng Mỏ", 2.4),
        ("thị trấn Chi Lăng", 1.8),
        ("xã Chi Lăng", 1.2),
    ),
    ("H37.202", "UBND xã Nhân Lý"): (
        ("xã Nhân Lý", 0.9),
        ("xã Bắc Thủy", 0.5),
        ("xã Lâm Sơn", 0.6),
        ("xã Mai Sao", 1.0),
    ),
    ("H37.203", "UBND xã Chiến Thắng"): (
        ("xã Chiến Thắng", 0.8),
        ("xã Liên Sơn", 0.4),
        ("xã Vân An", 0.6),
        ("xã Vân Thủy", 0.8),
    ),
    ("H37.204", "UBND xã Quan Sơn"): (("xã Quan Sơn", 1.1), ("xã Hữu Kiên", 0.7)),
    ("H37.205", "UBND xã Bằng Mạc"): (
        ("xã Bằng Mạc", 0.8),
        ("xã Bằng Hữu", 0.7),
        ("xã Gia Lộc", 1.0),
        ("xã Thượng Cường", 0.8),
    ),
    ("H37.206", "UBND xã Vạn Linh"): (
        ("xã Vạn Linh", 1.3),
        ("xã Hòa Bình", 0.7),
        ("xã Y Tịch", 0.9),
    ),
}
_OTHER_MERGERS = {
    ("H37.211", "UBND xã Đồng Đăng", "H37.22"): (
        ("thị trấn Đồng Đăng", 0.6),
        ("xã Hồng Phong", 0.3),
    ),
    ("H37.212", "UBND phường Kỳ Lừa", "H37.22"): (("thị trấn Cao Lộc", 0.6), ("xã Hợp Thành", 0.3)),
    ("H37.213", "UBND phường Đông Kinh", "H37.23"): (
        ("phường Đông Kinh", 0.6),
        ("phường Vĩnh Trại", 0.7),
    ),
}


def _province() -> list[Place]:
    def department(code: str, name: str, fields: str, weight: float) -> Place:
        return Place(
            code=code,
            name=name,
            level=Level.PROVINCE,
            kind=AgencyKind.DEPARTMENT,
            parent=PROVINCE,
            units=_ROOMS,
            long_code=f"000.00.{code[-2:]}.{PROVINCE}",
            fields=frozenset(fields.split()),
            weight=weight,
        )

    top = Place(
        code=PROVINCE,
        name="UBND tỉnh Lạng Sơn",
        level=Level.PROVINCE,
        kind=AgencyKind.PROVINCE,
        parent="",
        units=(),
        aliases=("Tỉnh Lạng Sơn",),
        weight=0,
    )
    centre = Place(
        code=CENTRE,
        name="Trung tâm Phục vụ hành chính công tỉnh Lạng Sơn",
        level=Level.PROVINCE,
        kind=AgencyKind.CENTRE,
        parent=PROVINCE,
        units=("Quầy tiếp nhận",),
        long_code=f"000.00.01.{PROVINCE}",
        weight=0,
    )
    police = Place(
        code="H37.90",
        name="Công an tỉnh Lạng Sơn",
        level=Level.PROVINCE,
        kind=AgencyKind.BRANCH,
        parent=PROVINCE,
        units=("Phòng Hồ sơ nghiệp vụ",),
        long_code=f"000.00.90.{PROVINCE}",
        fields=frozenset({"LLTP"}),
        weight=0.5,
    )
    return [
        top,
        centre,
        department("H37.02", "Sở Tư pháp", "LLTP", 0.5),
        department("H37.03", "Sở Xây dựng", "DB XD HTKT", 1.2),
        department("H37.04", "Sở Kế hoạch và Đầu tư", "DN DT KHCN", 0.8),
        department("H37.05", "Sở Tài nguyên và Môi trường", "DD MT TNN TT TY TS", 1.0),
        department("H37.06", "Sở Lao động - Thương binh và Xã hội", "VL LD", 0.6),
        department("H37.07", "Sở Giáo dục và Đào tạo", "GDDT VH", 0.5),
        department("H37.08", "Sở Y tế", "DUOC KCB ATTP", 0.5),
        police,
    ]


#: Departments that bore another name from 1/3/2025.
RENAMED_ON = date(2025, 3, 1)
RENAMED = {
    "H37.04": "Sở Tài chính",
    "H37.05": "Sở Nông nghiệp và Môi trường",
    "H37.06": "Sở Nội vụ",
}


def _district(code: str, name: str, weight: float, heirs: tuple[str, ...]) -> Place:
    short = name.removeprefix("UBND ")
    return Place(
        code=code,
        name=name,
        level=Level.DISTRICT,
        kind=AgencyKind.DISTRICT,
        parent=PROVINCE,
        units=_DISTRICT_UNITS,
        long_code=f"000.00.{code[-2:]}.{PROVINCE}",
        aliases=(short[0].upper() + short[1:],),
        weight=weight,
        heirs=heirs,
    )


def _old_commune(number: int, name: str, parent: str, weight: float, heir: str) -> Place:
    return Place(
        code=f"{parent}.{number:02d}",
        name=f"UBND {name}",
        level=Level.COMMUNE,
        kind=AgencyKind.COMMUNE,
        parent=parent,
        units=_COMMUNE_UNITS,
        long_code=f"000.{number:02d}.{parent[-2:]}.{PROVINCE}",
        weight=weight,
        heirs=(heir,),
    )


def _new_commune(code: str, name: str, weight: float) -> Place:
    return Place(
        code=code,
        name=name,
        level=Level.COMMUNE,
        kind=AgencyKind.COMMUNE,
        parent=PROVINCE,
        units=_NEW_COMMUNE_UNITS,
        weight=weight,
        opened_on=NEW_FROM,
    )


def _chi_lang() -> list[Place]:
    new = tuple(code for code, _name in _CHI_LANG_MERGERS)
    found = [_district(CHI_LANG, "UBND huyện Chi Lăng", 2.0, new)]
    number = 0
    for (heir, _name), olds in _CHI_LANG_MERGERS.items():
        for name, weight in olds:
            number += 1
            found.append(_old_commune(number, name, CHI_LANG, weight, heir))
    return found


def _others() -> list[Place]:
    found = [
        _district("H37.22", "UBND huyện Cao Lộc", 1.0, ("H37.211", "H37.212")),
        _district("H37.23", "UBND thành phố Lạng Sơn", 1.2, ("H37.213",)),
    ]
    number = 0
    for (heir, _name, parent), olds in _OTHER_MERGERS.items():
        for name, weight in olds:
            number += 1
            found.append(_old_commune(number, name, parent, weight, heir))
    return found


def _new() -> list[Place]:
    named = {(code, name): olds for (code, name), olds in _CHI_LANG_MERGERS.items()}
    named |= {(code, name): olds for (code, name, _parent), olds in _OTHER_MERGERS.items()}
    return [
        _new_commune(code, name, sum(weight for _old, weight in olds))
        for (code, name), olds in named.items()
    ]


#: Every agency of the story, parents before children.
PLACES: tuple[Place, ...] = (*_province(), *_chi_lang(), *_others(), *_new())
BY_CODE = {place.code: place for place in PLACES}
#: The twenty communes of huyện Chi Lăng.
CHI_LANG_COMMUNES = tuple(
    place for place in PLACES if place.parent == CHI_LANG and place.level is Level.COMMUNE
)
#: Places whose desks a visitor of the demonstration sits at.
SHOWN_COMMUNE = "H37.201"
SHOWN_DEPARTMENT = "H37.03"
