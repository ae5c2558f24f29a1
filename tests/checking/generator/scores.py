"""Monthly reports of the service index: six groups of points, their maxima, their total and its name."""

from decimal import Decimal
from random import Random

from tests.checking.generator.facts import Facts
from tests.checking.generator.writer import Writer

GROUPS = (
    ("minh", Decimal(18), ("Công khai, minh bạch", "Nhóm công khai, minh bạch")),
    ("tien", Decimal(20), ("Tiến độ giải quyết", "Tiến độ, kết quả giải quyết")),
    ("truc", Decimal(12), ("Cung cấp dịch vụ trực tuyến", "Dịch vụ công trực tuyến")),
    ("thanh", Decimal(10), ("Thanh toán trực tuyến", "Nhóm thanh toán trực tuyến")),
    ("hai", Decimal(18), ("Mức độ hài lòng", "Nhóm chỉ số hài lòng")),
    ("hoa", Decimal(22), ("Số hóa hồ sơ", "Nhóm số hóa hồ sơ")),
)
_BANDS = ((90, "Xuất sắc"), (80, "Tốt"), (70, "Khá"), (50, "Trung bình"), (0, "Yếu"))
_PROGRESS, _SATISFACTION = 1, 4


def score(rng: Random, facts: Facts) -> None:
    """Give the office points that are possible: not above the maximum, adding up to the total."""
    places = rng.choice((1, 1, 2))
    step = Decimal(1).scaleb(-places)
    total = Decimal(0)
    for at, (name, most, _words) in enumerate(GROUPS):
        # Progress and satisfaction are high together in life; far apart they contradict each other.
        low = 0.9 if at in {_PROGRESS, _SATISFACTION} else 0.35
        points = (most * Decimal(rng.uniform(low, 0.99))).quantize(step)
        facts.values[f"diem.{name}"] = points
        facts.values[f"diem.{name}_most"] = most
        total += points
    facts.values["diem.total"] = total
    facts.values["diem.most"] = Decimal(100)
    facts.values["diem.band"] = next(word for least, word in _BANDS if total >= least)


def tell(w: Writer) -> None:
    """Print the points as a line, as bullets or as a table."""
    named = [(name, w.pick(*words)) for name, _most, words in GROUPS]
    way = w.rng.randint(0, 1)
    if way == 0:
        parts = [f"{words} đạt {_points(w, name)} điểm" for name, words in named]
        w.text("Điểm từng nhóm theo Quyết định số 766/QĐ-TTg: " + "; ".join(parts) + ".")
    else:
        w.text("Kết quả đánh giá theo Bộ chỉ số (Quyết định số 766/QĐ-TTg ngày 23/6/2022), cụ thể:")
        for name, words in named:
            w.text(f"{words}: {_points(w, name)} điểm.", 1)
    total = w.fill(
        w.pick(
            "Tổng điểm đạt {total}/{most} điểm, xếp loại {band}.",
            "Tổng số điểm của địa phương: {total}/{most} điểm (loại {band}).",
        ),
        scope="diem",
    )
    w.text(total, way)
    w.claim_of("total", "diem.total", *(f"diem.{name}" for name, _most, _words in GROUPS))
    w.claim_of("points", "diem.total", "diem.most")
    w.claim_of("band", "diem.band", "diem.total")


def _points(w: Writer, name: str) -> str:
    words = w.fill(f"{{{name}}}/{{{name}_most}}", scope="diem")
    w.claim_of("points", f"diem.{name}", f"diem.{name}_most")
    return words
