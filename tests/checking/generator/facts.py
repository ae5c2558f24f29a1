"""Random figures of an invented office that agree with each other, as an honest report would print them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

Value = int | Decimal | str

COMMUNES = ("An Lạc", "Bình Hưng", "Cẩm Sơn", "Đại Phước", "Hòa Lợi", "Long Thạnh", "Mường Khoa")
DISTRICTS = ("Tân Uyên", "Quế Phong", "Vĩnh Thuận", "Yên Khánh", "Krông Búk", "Phù Mỹ", "Định Hóa")
PROVINCES = ("Nam Giang", "Sơn Hải", "Bình Khê", "Tây Phú", "Hà Đông Sơn", "Lâm Viên", "Trung Châu")
FIELDS = (
    "Hộ tịch",
    "Chứng thực",
    "Đất đai",
    "Bảo trợ xã hội",
    "Người có công",
    "Đăng ký kinh doanh",
    "Môi trường",
    "Thi đua - Khen thưởng",
    "Giáo dục và Đào tạo",
    "Văn hóa",
    "Xây dựng",
    "Lâm nghiệp",
)
ROMAN = ("I", "II", "III", "IV")
_SIZES = {"commune": (240, 6000), "district": (1500, 30000), "province": (21000, 260000)}
_TWO_TIER = date(2025, 7, 1)


def share(part: int, whole: int, places: int) -> Decimal:
    """What part is of whole, in percent, rounded as school teaches."""
    step = Decimal(1).scaleb(-places)
    return (Decimal(part) * 100 / Decimal(whole)).quantize(step, ROUND_HALF_UP)


@dataclass(frozen=True)
class Window:
    """A reporting period: its name and its first and last day."""

    label: str
    short: str
    from_on: date
    to_on: date


@dataclass
class Facts:
    """Everything an invented report may say. ``values`` are named ``scope.figure``."""

    level: str
    name: str
    upper: str
    window: Window
    signed_on: date
    number: int
    places: int
    values: dict[str, Value] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def invent(rng: Random, level: str | None = None, since: int = 2021) -> Facts:
    """Invent an office, a period and all its figures."""
    level = level or rng.choice(("commune", "district", "province"))
    window = _window(rng, level, since)
    names = {"commune": COMMUNES, "district": DISTRICTS, "province": PROVINCES}[level]
    facts = Facts(
        level=level,
        name=rng.choice(names),
        upper=rng.choice(PROVINCES),
        window=window,
        signed_on=window.to_on + timedelta(days=rng.randint(1, 6)),
        number=rng.randint(11, 980),
        places=rng.choice((2, 2, 2, 1)),
    )
    _form(rng, facts, *_SIZES[level])
    _dossiers(rng, facts, "lower", *_SIZES["commune" if level != "province" else "district"])
    _rates(facts)
    _procedures(rng, facts)
    _petitions(rng, facts)
    _electronic(rng, facts)
    _money(rng, facts)
    return facts


def _whole(facts: Facts, scope: str, name: str) -> int:
    value = facts.values[f"{scope}.{name}"]
    assert isinstance(value, int)
    return value


def _window(rng: Random, level: str, since: int) -> Window:
    year = rng.randint(since, 2024 if level == "district" else 2026)
    kind = rng.choice(("quarter", "quarter", "quarter", "half", "year", "month"))
    if kind == "quarter":
        ordinal = rng.randint(1, 4)
        label, short = f"quý {ROMAN[ordinal - 1]} năm {year}", f"quý {ROMAN[ordinal - 1]}/{year}"
        return _days(label, short, year, ordinal * 3 - 2, 3)
    if kind == "half":
        second = rng.random() < 0.5
        label = f"6 tháng {'cuối' if second else 'đầu'} năm {year}"
        return _days(label, label, year, 7 if second else 1, 6)
    if kind == "year":
        return _days(f"năm {year}", f"năm {year}", year, 1, 12)
    month = rng.randint(1, 12)
    return _days(f"tháng {month} năm {year}", f"tháng {month}/{year}", year, month, 1)


def _days(label: str, short: str, year: int, first: int, months: int) -> Window:
    def fifteenth(month: int) -> date:
        years, month0 = divmod(month - 2, 12)
        return date(year + years, month0 + 1, 15)

    return Window(label, short, fifteenth(first), fifteenth(first + months) - timedelta(days=1))


def _dossiers(rng: Random, facts: Facts, scope: str, least: int, most: int) -> None:
    new = rng.randint(least, most)
    online = int(new * rng.uniform(0.2, 0.98))
    rest = new - online
    post = rng.randint(0, max(rest // 8, 0))
    carried = rng.randint(2, max(new // 20, 4))
    received = new + carried
    pending = rng.randint(2, max(received // 15, 4))
    overdue = rng.choice((0, 0, rng.randint(0, pending // 3 + 1)))
    settled = received - pending
    late = rng.choice((0, 0, rng.randint(0, settled // 50 + 2)))
    early = int((settled - late) * rng.uniform(0.35, 0.95))
    on_time = settled - late - early
    facts.values |= {
        f"{scope}.{name}": value
        for name, value in {
            "new": new,
            "online": online,
            "direct": rest,
            "counter": rest - post,
            "post": post,
            "carried": carried,
            "received": received,
            "pending": pending,
            "overdue": overdue,
            "in_time": pending - overdue,
            "settled": settled,
            "late": late,
            "early": early,
            "on_time": on_time,
            "good": early + on_time,
        }.items()
    }


def _rates(facts: Facts) -> None:
    places = facts.places
    for scope in ("main", "lower"):
        for name, part, whole in (
            ("rate_online", "online", "new"),
            ("rate_good", "good", "settled"),
            ("rate_late", "late", "settled"),
            ("rate_settled", "settled", "received"),
            ("rate_early", "early", "settled"),
        ):
            facts.values[f"{scope}.{name}"] = share(
                _whole(facts, scope, part), _whole(facts, scope, whole), places
            )


def _procedures(rng: Random, facts: Facts) -> None:
    upper, lower = rng.randint(180, 1500), rng.randint(95, 160)
    total = upper + lower
    full = int(total * rng.uniform(0.2, 0.6))
    part = int((total - full) * rng.uniform(0.3, 0.8))
    local = rng.randint(12, 60)
    listed_new, changed, ended = rng.randint(2, 40), rng.randint(1, 60), rng.randint(1, 30)
    facts.values |= {
        "tt.total": total,
        "tt.upper": upper,
        "tt.lower": lower,
        "tt.full": full,
        "tt.part": part,
        "tt.info": total - full - part,
        "tt.local": local,
        "tt.central": total - local,
        "tt.one_stop": total - rng.randint(1, 40),
        "tt.listed": listed_new + changed + ended,
        "tt.listed_new": listed_new,
        "tt.changed": changed,
        "tt.ended": ended,
        "tt.decisions": rng.randint(2, 19),
    }


def _petitions(rng: Random, facts: Facts) -> None:
    fresh, carried = rng.randint(3, 60), rng.randint(1, 6)
    total = fresh + carried
    rule = rng.randint(1, total - 1)
    open_ = rng.randint(0, 3)
    facts.values |= {
        "pk.total": total,
        "pk.fresh": fresh,
        "pk.carried": carried,
        "pk.rule": rule,
        "pk.conduct": total - rule,
        "pk.done": total - open_,
        "pk.open": open_,
    }


def _electronic(rng: Random, facts: Facts) -> None:
    new, settled = _whole(facts, "main", "new"), _whole(facts, "main", "settled")
    scanned, issued = int(new * rng.uniform(0.5, 0.99)), int(settled * rng.uniform(0.5, 0.99))
    liable = rng.randint(new // 4, new // 2)
    paid = int(liable * rng.uniform(0.3, 0.97))
    sent, back = rng.randint(300, 2000), 0
    back = sent - rng.randint(1, 40)
    pleased = back - rng.randint(1, 30)
    facts.values |= {
        "so.scanned": scanned,
        "so.new": new,
        "so.issued": issued,
        "so.settled": settled,
        "so.liable": liable,
        "so.paid": paid,
        "so.sent": sent,
        "so.back": back,
        "so.pleased": pleased,
        "so.rate_scanned": share(scanned, new, facts.places),
        "so.rate_issued": share(issued, settled, facts.places),
        "so.rate_paid": share(paid, liable, facts.places),
        "so.rate_pleased": share(pleased, back, facts.places),
        "so.copies": rng.randint(3, max(new // 9, 4)),
    }


def _money(rng: Random, facts: Facts) -> None:
    fee, charge = rng.randint(120_000, 900_000), rng.randint(1_100_000, 9_000_000)
    plan = rng.randint(1_200_000, 9_000_000)
    spent = int(plan * rng.uniform(0.2, 0.9))
    facts.values |= {
        "tien.total": fee + charge,
        "tien.fee": fee,
        "tien.charge": charge,
        "tien.plan": plan,
        "tien.spent": spent,
        "tien.rate_spent": share(spent, plan, facts.places),
    }


def _form(rng: Random, facts: Facts, least: int, most: int) -> None:
    """Rows of form II.06: each balances, and together they are what the office has done."""
    facts.lines = rng.sample(FIELDS, rng.randint(4, 8))
    names = (*COLUMNS, "new", "good")
    sums = dict.fromkeys(names, 0)
    for row in range(len(facts.lines)):
        _dossiers(rng, facts, f"r{row}", max(least // 8, 20), most // 5)
        for name in names:
            sums[name] += _whole(facts, f"r{row}", name)
    facts.values |= {f"sum.{name}": sums[name] for name in COLUMNS}
    facts.values |= {f"main.{name}": value for name, value in sums.items()}


#: Columns 3 to 13 of form II.06.
COLUMNS = (
    "received",
    "online",
    "direct",
    "carried",
    "settled",
    "early",
    "on_time",
    "late",
    "pending",
    "in_time",
    "overdue",
)


def two_tier(facts: Facts) -> bool:
    """Tell whether the report is of the days after the districts were closed."""
    return facts.window.from_on >= _TWO_TIER
