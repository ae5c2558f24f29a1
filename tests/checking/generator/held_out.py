"""Two layouts nobody tunes the reader on: only their score is told.

One is a bulletin in two depths of bullets, the other a summary table per unit and a column of
indicators, set with blanks between the columns. Once misses of one are read, it moves to the open
ones and another takes its place.
"""

from tests.checking.generator import pages
from tests.checking.generator.layouts import Layout
from tests.checking.generator.writer import Writer, day

_UNIT_COLUMNS = ("received", "settled", "early", "on_time", "late", "pending")


def _head(w: Writer) -> None:
    facts = w.facts
    w.text(f"Số: {facts.number}/BC-PVHCC")
    signed = facts.signed_on
    w.text(f"{facts.name}, ngày {signed.day:02d} tháng {signed.month:02d} năm {signed.year}")
    w.text("BÁO CÁO")
    label = w.print("window.label", facts.window.label)
    first = w.print("window.from", day(w, facts.window.from_on))
    last = w.print("window.to", day(w, facts.window.to_on))
    w.claim_of("window", "window.label", "window.from", "window.to")
    w.text(f"Hoạt động của bộ phận một cửa {label} (từ ngày {first} đến ngày {last})")


def bulletin(w: Writer) -> None:
    """Two depths of bullets: a figure and what it is made of below, or beside."""
    _head(w)
    w.head(2, "I. SỐ LIỆU TRONG KỲ")
    _came(w)
    _went(w)
    w.head(2, "II. CÁC NỘI DUNG KHÁC")
    _catalogue(w)
    _asked(w)
    _digital(w)
    _earned(w)
    w.head(2, "III. NHẬN ĐỊNH")
    w.text(
        w.fill(
            "Toàn đơn vị đã trả {main.settled} kết quả cho người dân, doanh nghiệp; tỷ lệ hồ sơ trả "
            "trước hạn, đúng hạn là {main.rate_good}%."
        )
    )


def _came(w: Writer) -> None:
    w.text(w.fill("Tổng số hồ sơ thuộc trách nhiệm: {main.received} hồ sơ. Trong đó:"), 1)
    w.text(w.fill("Từ kỳ trước sang: {main.carried} hồ sơ;"), 2)
    w.text(
        w.fill(
            w.pick(
                "Nộp trong kỳ: {new} hồ sơ, với {online} hồ sơ qua mạng ({rate_online}%) và {direct} "
                "hồ sơ giấy.",
                "Nộp trong kỳ: {new} hồ sơ ({direct} hồ sơ giấy, {online} hồ sơ qua mạng, đạt "
                "{rate_online}%).",
            ),
            "received = carried + new",
            "new = online + direct",
            "rate_online = online / new",
            scope="main",
        ),
        2,
    )


def _went(w: Writer) -> None:
    w.text(w.fill("Đã trả kết quả: {main.settled} hồ sơ, chia theo thời hạn:"), 1)
    w.text(w.fill("Sớm hạn: {main.early} hồ sơ;"), 2)
    w.text(w.fill("Đúng hạn: {main.on_time} hồ sơ;"), 2)
    w.text(w.fill("Chậm hạn: {main.late} hồ sơ."), 2)
    w.claim("settled = early + on_time + late", "main")
    w.text(
        w.fill(
            w.pick(
                "Chưa trả kết quả: {pending} hồ sơ (còn hạn: {in_time}; hết hạn: {overdue}).",
                "Đang thụ lý: {pending} hồ sơ, gồm {in_time} hồ sơ còn hạn và {overdue} hồ sơ hết hạn.",
            ),
            "pending = in_time + overdue",
            scope="main",
        ),
        1,
    )
    w.balance("main")


def _catalogue(w: Writer) -> None:
    w.text(w.fill("Thủ tục đang giải quyết: {tt.total} thủ tục."), 1)
    w.text(w.fill("Do Trung ương ban hành: {tt.central} thủ tục;"), 2)
    w.text(w.fill("Do địa phương ban hành: {tt.local} thủ tục."), 2)
    w.claim("total = central + local", "tt")


def _asked(w: Writer) -> None:
    w.text(
        w.fill(
            "Phản ánh, kiến nghị: {total} (kỳ trước {carried}, mới {fresh}), đã trả lời {done}, còn "
            "{open}.",
            "total = carried + fresh",
            "total = done + open",
            scope="pk",
        ),
        1,
    )


def _digital(w: Writer) -> None:
    w.text(
        w.fill(
            "Hồ sơ mới được số hóa: {scanned}/{new} ({rate_scanned}%).",
            "rate_scanned = scanned / new",
            scope="so",
        ),
        1,
    )
    w.text(
        w.fill(
            "Thanh toán trực tuyến: {paid}/{liable} lượt ({rate_paid}%).",
            "rate_paid = paid / liable",
            scope="so",
        ),
        1,
    )


def _earned(w: Writer) -> None:
    w.text(
        w.fill(
            "Thu phí, lệ phí: {total} đồng; riêng phí {charge} đồng, lệ phí {fee} đồng.",
            "total = charge + fee",
            scope="tien",
        ),
        1,
    )
    w.claim_of("unit", "tien.total", "tien.charge", "tien.fee")


def summary(w: Writer) -> None:
    """A summary per unit and a column of indicators, in columns of blanks."""
    _head(w)
    w.text("1. Tổng hợp theo đơn vị")
    units = w.rng.sample(("An Hòa", "Bàu Cạn", "Cửa Lò", "Đông Tiến", "Giao Long", "Hưng Thủy"), 4)
    w.facts.lines = w.facts.lines[:4]
    _sums(w)
    rows = [
        [str(at + 1), f"Xã {name}", *(w.say(f"r{at}.{column}") for column in _UNIT_COLUMNS)]
        for at, name in enumerate(units)
    ]
    for at in range(4):
        w.claim_of("sum", *(f"r{at}.{name}" for name in _UNIT_COLUMNS[1:5]))
        w.balance(f"r{at}")
        w.claim_of("row", *(f"r{at}.{name}" for name in _UNIT_COLUMNS))
    rows.append(["", "Toàn huyện", *(w.say(f"sum.{column}") for column in _UNIT_COLUMNS)])
    for column in _UNIT_COLUMNS:
        w.claim_of("sum", f"sum.{column}", *(f"r{at}.{column}" for at in range(4)))
    w.claim_of("sum", *(f"sum.{name}" for name in _UNIT_COLUMNS[1:5]))
    w.balance("sum")
    header = [
        "TT",
        "Đơn vị",
        "Tiếp nhận",
        "Đã giải quyết",
        "Trước hạn",
        "Đúng hạn",
        "Trễ hạn",
        "Còn lại",
    ]
    w.blocks.append(pages.Grid("Bảng 1. Số hồ sơ theo đơn vị", [header], rows))
    w.text("2. Một số chỉ tiêu")
    _column(w)
    w.text(
        w.fill(
            "Như vậy, toàn huyện đã giải quyết {sum.settled} hồ sơ trên tổng số {sum.received} hồ sơ "
            "tiếp nhận."
        )
    )


def _sums(w: Writer) -> None:
    for column in _UNIT_COLUMNS:
        values = [w.facts.values[f"r{at}.{column}"] for at in range(4)]
        w.facts.values[f"sum.{column}"] = sum(value for value in values if isinstance(value, int))


def _column(w: Writer) -> None:
    lines = (
        ("1", "Tổng số TTHC đang thực hiện", "thủ tục", "tt.total"),
        ("", "- Trung ương quy định", "thủ tục", "tt.central"),
        ("", "- Địa phương quy định", "thủ tục", "tt.local"),
        ("2", "Phản ánh, kiến nghị tiếp nhận", "ý kiến", "pk.total"),
        ("", "- Về quy định hành chính", "ý kiến", "pk.rule"),
        ("", "- Về hành vi hành chính", "ý kiến", "pk.conduct"),
        ("3", "Phí, lệ phí thu được", "nghìn đồng", "tien.total"),
        ("", "- Phí", "nghìn đồng", "tien.charge"),
        ("", "- Lệ phí", "nghìn đồng", "tien.fee"),
    )
    rows = [[code, words, unit, w.say(name)] for code, words, unit, name in lines]
    for scope, parts in (
        ("tt", "central + local"),
        ("pk", "rule + conduct"),
        ("tien", "charge + fee"),
    ):
        w.claim(f"total = {parts}", scope)
    w.claim_of("unit", "tien.total", "tien.charge", "tien.fee")
    w.blocks.append(pages.Grid("Bảng 2. Chỉ tiêu", [["TT", "Nội dung", "Đơn vị", "Kết quả"]], rows))


HELD_OUT = {
    "bulletin": Layout(bulletin, pages.markdown),
    "summary": Layout(summary, pages.aligned, level="district"),
}
