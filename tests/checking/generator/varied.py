"""A report in words drawn at random from many ways of saying the same: what the reader does not know by heart."""

from tests.checking.generator import wording
from tests.checking.generator.writer import Writer

_EARLY = ("giải quyết sớm", "xong trước thời hạn", "hoàn thành trước thời gian quy định")
_ON_TIME = ("đúng thời hạn quy định", "xong đúng ngày hẹn", "hoàn thành đúng thời gian quy định")
_LATE = ("chậm so với quy định", "vượt thời hạn", "chậm trễ")
_LEFT_GOOD = ("còn trong thời hạn", "chưa tới hạn", "còn thời gian giải quyết")
_LEFT_BAD = ("đã vượt hạn", "đã trễ so với giấy hẹn", "chậm")
_ONLINE = ("nộp trên môi trường mạng", "gửi bằng tài khoản định danh điện tử", "nộp qua mạng")
_DIRECT = ("nộp tại bộ phận một cửa", "nộp bản giấy", "nộp trực tiếp hoặc gửi thư")
_OLD = ("tồn từ trước", "của kỳ liền trước", "dở dang kỳ trước để lại")
_FRESH = ("phát sinh trong kỳ", "nhận mới", "mới vào sổ")


def varied(w: Writer) -> None:
    """The same figures as everywhere, in words and orders of many offices."""
    wording.opening(w)
    w.head(2, "I. CÔNG VIỆC ĐÃ LÀM")
    w.text(f"Số liệu {wording.window(w)}.")
    _came(w)
    _went(w)
    _left(w)
    w.head(2, "II. NỘI DUNG KHÁC")
    _catalogue(w)
    _petitions(w)
    _electronic(w)
    _money(w)
    wording.trap(w)


def _came(w: Writer) -> None:
    fresh, old = w.pick(*_FRESH), w.pick(*_OLD)
    online, direct = w.pick(*_ONLINE), w.pick(*_DIRECT)
    w.text(
        w.fill(
            w.pick(
                f"Phải giải quyết {{received}} hồ sơ, {{new}} hồ sơ {fresh} và {{carried}} hồ sơ {old}.",
                f"Có {{carried}} hồ sơ {old}, cùng {{new}} hồ sơ {fresh}; cộng lại là {{received}} hồ sơ.",
                f"{{received}} hồ sơ đã vào sổ theo dõi ({{carried}} hồ sơ {old}, {{new}} hồ sơ {fresh}).",
            ),
            "received = carried + new",
            scope="main",
        )
        + " "
        + w.fill(
            w.pick(
                f"Trong {{new}} hồ sơ {fresh}: {{online}} hồ sơ {online}, {{direct}} hồ sơ {direct}.",
                f"Với {{new}} hồ sơ {fresh}, người dân đã chọn hai cách: {{direct}} hồ sơ {direct}; "
                f"{{online}} hồ sơ {online}.",
            ),
            "new = online + direct",
            scope="main",
        )
    )


def _went(w: Writer) -> None:
    early, on_time, late = w.pick(*_EARLY), w.pick(*_ON_TIME), w.pick(*_LATE)
    w.text(
        w.fill(
            w.pick(
                f"Giải quyết xong {{settled}} hồ sơ: {{early}} hồ sơ {early}, {{on_time}} hồ sơ "
                f"{on_time}, {{late}} hồ sơ {late}.",
                f"Số hồ sơ giải quyết xong là {{settled}}; có {{early}} hồ sơ {early}; {{on_time}} hồ "
                f"sơ {on_time}; {{late}} hồ sơ {late}.",
                f"Đã xong {{settled}} hồ sơ (gồm {{late}} hồ sơ {late}, {{on_time}} hồ sơ {on_time} và "
                f"{{early}} hồ sơ {early}).",
            ),
            "settled = early + on_time + late",
            scope="main",
        )
    )


def _left(w: Writer) -> None:
    good, bad = w.pick(*_LEFT_GOOD), w.pick(*_LEFT_BAD)
    w.text(
        w.fill(
            w.pick(
                f"Chưa giải quyết xong {{pending}} hồ sơ, trong số này {{in_time}} hồ sơ {good}, "
                f"{{overdue}} hồ sơ {bad}.",
                f"Cuối kỳ còn {{pending}} hồ sơ đang làm: {{in_time}} hồ sơ {good}; {{overdue}} hồ sơ "
                f"{bad}.",
            ),
            "pending = in_time + overdue",
            scope="main",
        )
    )
    w.balance("main")


def _catalogue(w: Writer) -> None:
    w.text(
        w.fill(
            w.pick(
                "Bộ TTHC đang áp dụng có {total} thủ tục ({central} do bộ, ngành quy định; {local} do "
                "HĐND, UBND quy định).",
                "Đang áp dụng {total} thủ tục: {full} thủ tục làm trọn vẹn qua mạng, {part} thủ tục "
                "làm một phần qua mạng, {info} thủ tục chỉ tra cứu thông tin.",
            ),
            scope="tt",
        ),
        1,
    )
    parts = "central + local" if w.last("tt.central") is not None else "full + part + info"
    w.claim(f"total = {parts}", "tt")


def _petitions(w: Writer) -> None:
    w.text(
        w.fill(
            w.pick(
                "Nhận {total} góp ý, kiến nghị của người dân: {conduct} ý kiến nói về thái độ, cách "
                "làm của cán bộ; {rule} ý kiến nói về quy định.",
                "{total} lượt phản ánh được ghi nhận ({rule} lượt liên quan quy định, {conduct} lượt "
                "liên quan hành vi).",
            ),
            "total = rule + conduct",
            scope="pk",
        ),
        1,
    )


def _electronic(w: Writer) -> None:
    w.text(
        w.fill(
            w.pick(
                "{scanned} trong {new} hồ sơ đã được quét và ký số ({rate_scanned}%).",
                "Quét, ký số giấy tờ của {scanned}/{new} hồ sơ (được {rate_scanned}%).",
            ),
            "rate_scanned = scanned / new",
            scope="so",
        ),
        1,
    )
    w.text(
        w.fill(
            w.pick(
                "Trả tiền phí, lệ phí qua mạng: {paid} lượt trong {liable} lượt, tức {rate_paid}%.",
                "Tỷ lệ nộp phí, lệ phí không dùng tiền mặt {rate_paid}% ({paid}/{liable} lượt nộp).",
            ),
            "rate_paid = paid / liable",
            scope="so",
        ),
        1,
    )


def _money(w: Writer) -> None:
    unit = w.pick("nghìn đồng", "đồng", "triệu đồng")
    w.text(w.fill(f"Nguồn thu phí và lệ phí: {{total}} {unit}.", scope="tien"), 1)
    w.text(w.fill(f"Phí: {{charge}} {unit}.", scope="tien"), 2)
    w.text(w.fill(f"Lệ phí: {{fee}} {unit}.", scope="tien"), 2)
    w.claim("total = charge + fee", "tien")
    w.claim_of("unit", "tien.total", "tien.charge", "tien.fee")
