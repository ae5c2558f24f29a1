"""An outline in long sentences with letters and semicolons; its misses have been read, so it is open."""

from tests.checking.generator.writer import Writer, day


def head(w: Writer) -> None:
    """The number, the day and the title with its window."""
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
    head(w)
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
