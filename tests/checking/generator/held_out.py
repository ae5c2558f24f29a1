"""Two layouts nobody tunes the reader on: only their score is told.

One is an outline in long sentences with letters and semicolons, the other a summary table per unit
and a column of indicators, set with blanks between the columns.
"""

from tests.checking.generator import pages
from tests.checking.generator.layouts import Layout
from tests.checking.generator.writer import Writer, day

_UNIT_COLUMNS = ("received", "settled", "early", "on_time", "late", "pending")


def _head(w: Writer) -> None:
    facts = w.facts
    w.text(f"Số: {facts.number}/BC-TTPVHCC")
    signed = facts.signed_on
    w.text(f"{facts.name}, ngày {signed.day:02d} tháng {signed.month:02d} năm {signed.year}")
    w.text("BÁO CÁO")
    label = w.print("window.label", facts.window.label)
    first = w.print("window.from", day(w, facts.window.from_on))
    last = w.print("window.to", day(w, facts.window.to_on))
    w.claim_of("window", "window.label", "window.from", "window.to")
    w.text(f"Kết quả tiếp nhận và giải quyết thủ tục hành chính {label} (từ {first} đến {last})")


def outline(w: Writer) -> None:
    """An outline in long sentences: a), b), semicolons, shares after their figures."""
    _head(w)
    w.head(1, "Phần thứ nhất: KẾT QUẢ ĐẠT ĐƯỢC")
    w.text(
        "a) "
        + w.fill(
            w.pick(
                "Hồ sơ vào: toàn bộ {received} hồ sơ, gồm có số dư đầu kỳ {carried} hồ sơ và phát "
                "sinh mới {new} hồ sơ; phát sinh mới qua mạng {online} hồ sơ (bằng {rate_online}% số "
                "phát sinh mới), nhận tại quầy và bưu điện {direct} hồ sơ.",
                "Trung tâm đã nhận {new} hồ sơ mới, cộng với {carried} hồ sơ chuyển tiếp từ kỳ trước, "
                "tổng cộng {received} hồ sơ; riêng hồ sơ mới có {online} hồ sơ gửi qua Cổng dịch vụ "
                "công (chiếm {rate_online}%) và {direct} hồ sơ nhận tại quầy, qua bưu điện.",
            ),
            "received = carried + new",
            "new = online + direct",
            "rate_online = online / new",
            scope="main",
        )
    )
    w.text(
        "b) "
        + w.fill(
            w.pick(
                "Hồ sơ ra: đã trả kết quả {settled} hồ sơ, cụ thể trả sớm {early} hồ sơ, trả đúng hẹn "
                "{on_time} hồ sơ, trả trễ hẹn {late} hồ sơ; hồ sơ còn lại chuyển kỳ sau {pending} hồ "
                "sơ, trong đó còn hạn {in_time} hồ sơ, quá hạn {overdue} hồ sơ.",
                "Kết quả xử lý {settled}/{received} hồ sơ (đạt {rate_settled}%): sớm hạn {early} hồ "
                "sơ; đúng hạn {on_time} hồ sơ; chậm hạn {late} hồ sơ. Còn {pending} hồ sơ đang xử lý "
                "(trong hạn: {in_time}; quá hạn: {overdue}).",
            ),
            "settled = early + on_time + late",
            "pending = in_time + overdue",
            scope="main",
        )
    )
    w.balance("main")
    if w.last("main.rate_settled") is not None:
        w.claim("main.rate_settled = main.settled / main.received")
    w.text(
        "c) "
        + w.fill(
            w.pick(
                "Danh mục TTHC thực hiện tại Trung tâm hiện có {total} thủ tục: {central} thủ tục do "
                "Trung ương ban hành, {local} thủ tục do địa phương ban hành.",
                "Số thủ tục đang áp dụng là {total}, chia ra: Trung ương quy định {central}; tỉnh quy "
                "định {local}.",
            ),
            "total = central + local",
            scope="tt",
        )
    )
    w.text(
        "d) "
        + w.fill(
            "Tiếp nhận {total} ý kiến phản ánh, kiến nghị ({rule} ý kiến về quy định, {conduct} ý "
            "kiến về hành vi); đã giải quyết xong {done} ý kiến, chưa giải quyết {open} ý kiến.",
            "total = rule + conduct",
            "total = done + open",
            scope="pk",
        )
    )
    w.text(
        "đ) "
        + w.fill(
            "Số hóa {scanned} hồ sơ trong số {new} hồ sơ mới (tương đương {rate_scanned}%); thanh "
            "toán không dùng tiền mặt {paid} lượt trên {liable} lượt phải nộp phí, lệ phí (tương "
            "đương {rate_paid}%).",
            "rate_scanned = scanned / new",
            "rate_paid = paid / liable",
            scope="so",
        )
    )
    w.text(
        "e) "
        + w.fill(
            "Số tiền thu được {total} nghìn đồng (phí {charge} nghìn đồng và lệ phí {fee} nghìn đồng).",
            "total = charge + fee",
            scope="tien",
        )
    )
    w.claim_of("unit", "tien.total", "tien.charge", "tien.fee")
    w.head(1, "Phần thứ hai: ĐÁNH GIÁ")
    w.text(
        w.fill(
            "Với {main.settled} hồ sơ đã trả kết quả, tỷ lệ trước hẹn và đúng hẹn của Trung tâm là "
            "{main.rate_good}%; đã gửi thư xin lỗi đối với các hồ sơ trễ hẹn theo Điều 19 Nghị định "
            "số 61/2018/NĐ-CP."
        )
    )
    _points(w)


def _points(w: Writer) -> None:
    if "diem.total" not in w.facts.values:
        return
    w.text(
        w.fill(
            "Chấm điểm phục vụ người dân, doanh nghiệp: {total}/{most} điểm; trong đó công khai "
            "{minh}/{minh_most}, tiến độ {tien}/{tien_most}, trực tuyến {truc}/{truc_most}, thanh "
            "toán {thanh}/{thanh_most}, hài lòng {hai}/{hai_most}, số hóa {hoa}/{hoa_most}.",
            scope="diem",
        )
    )
    groups = ("minh", "tien", "truc", "thanh", "hai", "hoa")
    for name in groups:
        w.claim_of("points", f"diem.{name}", f"diem.{name}_most")
    w.claim_of("total", "diem.total", *(f"diem.{name}" for name in groups))


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
    "outline": Layout(outline, pages.wrapped, level="province", scored=True),
    "summary": Layout(summary, pages.aligned, level="district"),
}
