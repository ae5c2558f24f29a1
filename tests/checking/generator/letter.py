"""A letter in numbered sentences without headings; its misses have been read, so it is open."""

from tests.checking.generator.writer import Writer, day


def head(w: Writer) -> None:
    """The number, the day and the title with its window."""
    facts = w.facts
    w.text(f"Số: {facts.number}/BC-VP")
    signed = facts.signed_on
    w.text(f"{facts.name}, ngày {signed.day:02d} tháng {signed.month:02d} năm {signed.year}")
    w.text("BÁO CÁO")
    label = w.print("window.label", facts.window.label)
    first = w.print("window.from", day(w, facts.window.from_on))
    last = w.print("window.to", day(w, facts.window.to_on))
    w.claim_of("window", "window.label", "window.from", "window.to")
    w.text(f"Việc giải quyết thủ tục cho người dân {label} (số liệu từ {first} đến {last})")


def letter(w: Writer) -> None:
    """A letter to the office above: numbered sentences, "về …: …", what is left in a sentence of its own."""
    head(w)
    w.text("Kính gửi: Văn phòng Ủy ban nhân dân cấp trên.")
    w.text("1. Về tiếp nhận: " + _came(w))
    w.text("2. Về giải quyết: " + _went(w) + " " + _left(w))
    w.balance("main")
    w.text("3. Về thủ tục: " + _listed(w))
    w.text("4. Về phản ánh, kiến nghị: " + _asked(w))
    w.text("5. Về số hóa, thanh toán: " + _digital(w))
    w.text("6. Về nguồn thu: " + _earned(w))
    w.text(
        w.fill(
            "Nhìn lại kỳ báo cáo, với {main.received} hồ sơ phải xử lý và {main.settled} hồ sơ đã "
            "hoàn thành, đơn vị đạt tỷ lệ trước hạn và đúng hạn {main.rate_good}%."
        )
    )


def _came(w: Writer) -> str:
    return w.fill(
        w.pick(
            "lượng hồ sơ phải xử lý là {received}, trong đó hồ sơ cũ mang sang {carried}, hồ sơ "
            "nhận mới {new}. Phân theo cách nộp, hồ sơ nhận mới có {online} hồ sơ trực tuyến "
            "({rate_online}%) và {direct} hồ sơ trực tiếp.",
            "đơn vị nhận mới {new} hồ sơ (trực tuyến: {online}, tỷ lệ {rate_online}%; trực tiếp và "
            "bưu chính: {direct}); cộng {carried} hồ sơ kỳ trước mang sang, phải xử lý {received} "
            "hồ sơ.",
        ),
        "received = carried + new",
        "new = online + direct",
        "rate_online = online / new",
        scope="main",
    )


def _went(w: Writer) -> str:
    return w.fill(
        w.pick(
            "{settled} hồ sơ có kết quả, trong đó {early} hồ sơ có kết quả trước hạn, {on_time} hồ "
            "sơ đúng hạn và {late} hồ sơ trễ hạn.",
            "đã hoàn thành {settled} trên {received} hồ sơ. Kết quả trước hạn: {early}; đúng hạn: "
            "{on_time}; trễ hạn: {late}.",
        ),
        "settled = early + on_time + late",
        scope="main",
    )


def _left(w: Writer) -> str:
    return w.fill(
        w.pick(
            "Số chuyển kỳ sau là {pending} hồ sơ ({in_time} hồ sơ còn hạn, {overdue} hồ sơ quá hạn).",
            "Đến cuối kỳ còn {pending} hồ sơ chưa xong: {in_time} hồ sơ còn trong hạn, {overdue} hồ "
            "sơ đã quá hạn.",
        ),
        "pending = in_time + overdue",
        scope="main",
    )


def _listed(w: Writer) -> str:
    by_level = w.rng.random() < 0.5
    return w.fill(
        "niêm yết {total} thủ tục, gồm {full} thủ tục toàn trình, {part} thủ tục một phần và {info} "
        "thủ tục chưa đưa lên trực tuyến."
        if by_level
        else "niêm yết {total} thủ tục ({central} thủ tục Trung ương công bố, {local} thủ tục tỉnh "
        "công bố).",
        "total = full + part + info" if by_level else "total = central + local",
        scope="tt",
    )


def _asked(w: Writer) -> str:
    return w.fill(
        "nhận {total} ý kiến, đã trả lời {done} ý kiến, đang xem xét {open} ý kiến; phân theo nội "
        "dung có {rule} ý kiến về quy định và {conduct} ý kiến về hành vi.",
        "total = done + open",
        "total = rule + conduct",
        scope="pk",
    )


def _digital(w: Writer) -> str:
    return w.fill(
        "đã số hóa {scanned} trên tổng số {new} hồ sơ nhận mới, đạt {rate_scanned}%; {paid}/{liable} "
        "lượt nộp phí, lệ phí trực tuyến, đạt {rate_paid}%.",
        "rate_scanned = scanned / new",
        "rate_paid = paid / liable",
        scope="so",
    )


def _earned(w: Writer) -> str:
    text = w.fill(
        "tổng thu {total} đồng, trong đó thu phí {charge} đồng, thu lệ phí {fee} đồng.",
        "total = charge + fee",
        scope="tien",
    )
    w.claim_of("unit", "tien.total", "tien.charge", "tien.fee")
    return text
