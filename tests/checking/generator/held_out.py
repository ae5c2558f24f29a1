"""Two layouts nobody tunes the reader on: only their score is told.

One is a quick report in paragraphs, the other a summary table per unit and a column of indicators,
set with blanks between the columns. Once misses of one are read, it moves to the open ones and
another takes its place.
"""

from tests.checking.generator import pages
from tests.checking.generator.layouts import Layout
from tests.checking.generator.writer import Writer, day

_UNIT_COLUMNS = ("received", "settled", "early", "on_time", "late", "pending")


def _head(w: Writer) -> None:
    facts = w.facts
    w.text(f"Số: {facts.number}/BC-HCC")
    signed = facts.signed_on
    w.text(f"{facts.name}, ngày {signed.day:02d} tháng {signed.month:02d} năm {signed.year}")
    w.text("BÁO CÁO NHANH")
    label = w.print("window.label", facts.window.label)
    first = w.print("window.from", day(w, facts.window.from_on))
    last = w.print("window.to", day(w, facts.window.to_on))
    w.claim_of("window", "window.label", "window.from", "window.to")
    w.text(f"Về giải quyết hồ sơ thủ tục hành chính {label} (thời gian từ {first} đến {last})")


def digest(w: Writer) -> None:
    """A quick report: a paragraph a subject, wholes before and behind their parts."""
    _head(w)
    w.head(2, "1. Tiếp nhận và giải quyết hồ sơ")
    w.text(_came(w))
    w.text(_went(w))
    w.balance("main")
    w.head(2, "2. Thủ tục hành chính, phản ánh kiến nghị")
    w.text(_listed(w))
    w.text(_asked(w))
    w.head(2, "3. Giao dịch điện tử")
    w.text(_digital(w))
    w.text(_earned(w))
    w.head(2, "4. Đánh giá")
    w.text(
        w.fill(
            "Kết quả giải quyết {main.settled} hồ sơ, tỷ lệ trước và đúng hạn {main.rate_good}%, cho "
            "thấy tinh thần trách nhiệm của cán bộ, công chức."
        )
    )


def _came(w: Writer) -> str:
    return w.fill(
        w.pick(
            "Trong kỳ, cơ quan tiếp nhận {new} hồ sơ; trong đó trực tuyến {online} hồ sơ, chiếm "
            "{rate_online}%, trực tiếp {direct} hồ sơ. Cùng với {carried} hồ sơ kỳ trước chuyển sang, "
            "tổng số hồ sơ phải giải quyết là {received} hồ sơ.",
            "Tổng số hồ sơ phải giải quyết trong kỳ là {received} hồ sơ. Trong đó, hồ sơ kỳ trước chuyển "
            "sang là {carried} hồ sơ, hồ sơ tiếp nhận trong kỳ là {new} hồ sơ ({online} trực tuyến, "
            "{direct} trực tiếp; tỷ lệ trực tuyến {rate_online}%).",
        ),
        "received = carried + new",
        "new = online + direct",
        "rate_online = online / new",
        scope="main",
    )


def _went(w: Writer) -> str:
    return w.fill(
        w.pick(
            "Đã giải quyết {settled}/{received} hồ sơ, đạt {rate_settled}%; trong đó giải quyết trước "
            "hạn {early}, đúng hạn {on_time}, quá hạn {late}. Số hồ sơ đang giải quyết: {pending} hồ "
            "sơ, trong hạn {in_time}, quá hạn {overdue}.",
            "Số hồ sơ đã giải quyết: {settled} hồ sơ (trước hạn {early} hồ sơ, đúng hạn {on_time} hồ sơ, "
            "quá hạn {late} hồ sơ). Còn {pending} hồ sơ đang giải quyết, gồm {in_time} hồ sơ trong hạn, "
            "{overdue} hồ sơ quá hạn.",
        ),
        "settled = early + on_time + late",
        "pending = in_time + overdue",
        scope="main",
    )


def _listed(w: Writer) -> str:
    return w.fill(
        "Tổng số thủ tục hành chính đang thực hiện: {total} thủ tục, trong đó dịch vụ công trực tuyến "
        "toàn trình {full}, một phần {part}, còn lại {info} thủ tục cung cấp thông tin.",
        "total = full + part + info",
        scope="tt",
    )


def _asked(w: Writer) -> str:
    return w.fill(
        "Số phản ánh, kiến nghị phải xử lý trong kỳ: {total} (từ kỳ trước: {carried}; tiếp nhận mới: "
        "{fresh}). Đã xử lý {done}, đang xử lý {open} phản ánh, kiến nghị.",
        "total = carried + fresh",
        "total = done + open",
        scope="pk",
    )


def _digital(w: Writer) -> str:
    return w.fill(
        "Tỷ lệ số hóa hồ sơ khi tiếp nhận là {rate_scanned}%, tương ứng {scanned}/{new} hồ sơ. Tỷ lệ "
        "thanh toán trực tuyến là {rate_paid}%, tương ứng {paid}/{liable} lượt.",
        "rate_scanned = scanned / new",
        "rate_paid = paid / liable",
        scope="so",
    )


def _earned(w: Writer) -> str:
    text = w.fill(
        "Phí {charge} đồng và lệ phí {fee} đồng, cộng lại là {total} đồng.",
        "total = charge + fee",
        scope="tien",
    )
    w.claim_of("unit", "tien.total", "tien.charge", "tien.fee")
    return text


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
    "digest": Layout(digest, pages.wrapped),
    "summary": Layout(summary, pages.aligned, level="district"),
}
