"""A bulletin in two depths of bullets; its misses have been read, so it is open."""

from tests.checking.generator.writer import Writer, day


def head(w: Writer) -> None:
    """The number, the day and the title with its window."""
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
    head(w)
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
