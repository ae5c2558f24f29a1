"""Sections of narrative reports as offices of many provinces write them; each section picks its own words."""

from tests.checking.generator.facts import FIELDS, two_tier
from tests.checking.generator.writer import Writer, day


def opening(w: Writer) -> None:
    """Number, place and day, title, addressee, and what the report rests on."""
    facts = w.facts
    body = {"commune": "xã", "district": "huyện", "province": "tỉnh"}[facts.level]
    w.text(f"Số: {facts.number}/BC-UBND")
    signed = facts.signed_on
    w.text(f"{facts.name}, ngày {signed.day:02d} tháng {signed.month} năm {signed.year}")
    w.head(1, "BÁO CÁO")
    title = w.pick(
        "Kết quả công tác kiểm soát thủ tục hành chính {label} trên địa bàn {body} {name}",
        "Tình hình thực hiện cải cách thủ tục hành chính, cơ chế một cửa {label} của {body} {name}",
        "Công tác cải cách TTHC và cung cấp dịch vụ công trực tuyến {label} tại {body} {name}",
    )
    label = w.print("window.label", facts.window.label)
    w.text(title.format(label=label, body=body, name=facts.name))
    w.text(f"Kính gửi: Văn phòng UBND tỉnh {facts.upper}.")
    year = facts.window.from_on.year
    w.text(
        w.pick(
            f"Thực hiện Công văn số 1187/VP-KSTTHC ngày 06/6/{year - 1} của Văn phòng UBND tỉnh, đơn vị "
            "báo cáo kết quả như sau:",
            "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 và Thông tư số 02/2017/TT-VPCP, "
            "UBND " + body + " báo cáo một số kết quả chủ yếu sau đây:",
            f"Thực hiện Kế hoạch số 12/KH-UBND ngày 15/01/{year - 1} về hoạt động kiểm soát TTHC, UBND "
            + body
            + " xin báo cáo như sau:",
        )
    )


def window(w: Writer, *, labelled: bool = True) -> str:
    """The days of the period in brackets; the label in front when asked for."""
    facts = w.facts
    first = w.print("window.from", day(w, facts.window.from_on))
    last = w.print("window.to", day(w, facts.window.to_on))
    days = w.pick(
        f"từ ngày {first} đến ngày {last}",
        f"từ {first} đến {last}",
        f"tính từ ngày {first} đến hết ngày {last}",
        f"số liệu từ {first} - {last}",
    )
    w.claim_of("window", "window.label", "window.from", "window.to")
    return f"({days})" if not labelled else f"{w.facts.window.label} ({days})"


def procedures(w: Writer) -> None:
    """How many procedures there are, by level, by origin, by online level."""
    lower = "cấp xã"
    upper = "cấp tỉnh" if two_tier(w.facts) or w.facts.level == "province" else "cấp huyện"
    if w.facts.level == "commune":
        lower, upper = "do địa phương quy định", "do Trung ương quy định"
    w.text(
        w.fill(
            w.pick(
                f"Hiện nay, tổng số thủ tục hành chính được niêm yết, công khai là {{total}} TTHC "
                f"({upper}: {{upper}} TTHC; {lower}: {{lower}} TTHC).",
                f"Tính đến thời điểm báo cáo, toàn địa bàn có {{total}} TTHC đang có hiệu lực, gồm: "
                f"{{upper}} TTHC {upper} và {{lower}} TTHC {lower}.",
                f"Số TTHC thuộc thẩm quyền giải quyết: {{total}} thủ tục, trong đó {upper} {{upper}} "
                f"thủ tục, {lower} {{lower}} thủ tục.",
            ),
            "total = upper + lower",
            scope="tt",
        ),
        1,
    )
    w.text(
        w.fill(
            w.pick(
                "Về mức độ cung cấp dịch vụ công: {full} TTHC toàn trình, {part} TTHC một phần, "
                "{info} TTHC chỉ cung cấp thông tin, tổng cộng {total} TTHC.",
                "Trong tổng số {total} TTHC có {full} TTHC cung cấp dịch vụ công trực tuyến toàn "
                "trình, {part} TTHC trực tuyến một phần và {info} TTHC còn lại cung cấp thông tin.",
                "Đã cung cấp {total} dịch vụ công (toàn trình {full} dịch vụ, một phần {part} dịch "
                "vụ, cung cấp thông tin {info} dịch vụ).",
            ),
            "total = full + part + info",
            scope="tt",
        ),
        1,
    )
    if w.rng.random() < 0.6:
        w.text(
            w.fill(
                w.pick(
                    "Trong kỳ đã ban hành {decisions} quyết định công bố {listed} TTHC, bao gồm: ban "
                    "hành mới {listed_new} TTHC, sửa đổi, bổ sung {changed} TTHC, bãi bỏ {ended} TTHC.",
                    "Số TTHC được công bố trong kỳ: {listed} TTHC (mới: {listed_new}; sửa đổi, bổ "
                    "sung: {changed}; bãi bỏ: {ended}) tại {decisions} quyết định.",
                ),
                "listed = listed_new + changed + ended",
                scope="tt",
            ),
            1,
        )


def petitions(w: Writer) -> None:
    """Petitions: received, of which kinds, how many dealt with."""
    w.text(
        w.fill(
            w.pick(
                "Số phản ánh, kiến nghị tiếp nhận: {total} (kỳ trước chuyển sang {carried}, tiếp "
                "nhận trong kỳ {fresh}).",
                "Trong kỳ, đơn vị tiếp nhận {total} phản ánh, kiến nghị, trong đó có {fresh} phản "
                "ánh mới và {carried} phản ánh từ kỳ trước chuyển sang.",
                "Tổng số PAKN phải xử lý là {total} PAKN; gồm {carried} PAKN tồn kỳ trước và {fresh} "
                "PAKN mới tiếp nhận.",
            ),
            "total = carried + fresh",
            scope="pk",
        ),
        1,
    )
    w.text(
        w.fill(
            w.pick(
                "Phân loại: {rule} phản ánh về quy định hành chính, {conduct} phản ánh về hành vi "
                "hành chính; tổng số {total} phản ánh.",
                "Trong {total} phản ánh, kiến nghị có {conduct} nội dung về hành vi hành chính, "
                "{rule} nội dung về quy định hành chính.",
            ),
            "total = rule + conduct",
            scope="pk",
        ),
        1,
    )
    w.text(
        w.fill(
            w.pick(
                "Kết quả: đã xử lý {done} phản ánh, đang xử lý {open} phản ánh.",
                "Đến nay đã trả lời, công khai {done}; còn {open} phản ánh đang xem xét.",
            ),
            scope="pk",
        ),
        1,
    )


def received(w: Writer, scope: str = "main", whose: str = "") -> str:
    """How many dossiers came in, and how."""
    days = f" {window(w, labelled=False)}" if w.rng.random() < 0.5 else ""
    return w.fill(
        w.pick(
            f"Tổng số hồ sơ tiếp nhận{whose} trong kỳ{days}: {{received}} hồ sơ, trong đó tiếp nhận "
            "mới {new} hồ sơ (trực tuyến {online} hồ sơ, trực tiếp và qua bưu chính {direct} hồ sơ), "
            "kỳ trước chuyển sang {carried} hồ sơ.",
            f"Tiếp nhận{whose}{days} {{received}} hồ sơ TTHC (hồ sơ mới: {{new}}; hồ sơ tồn kỳ trước "
            "chuyển qua: {carried}). Trong số hồ sơ mới có {online} hồ sơ nộp trực tuyến và {direct} "
            "hồ sơ nộp trực tiếp, bưu chính công ích.",
            f"Số hồ sơ phải giải quyết{whose}{days} là {{received}} hồ sơ; gồm {{carried}} hồ sơ từ "
            "kỳ báo cáo trước chuyển sang và {new} hồ sơ mới tiếp nhận (trong đó: {online} hồ sơ trực "
            "tuyến; {direct} hồ sơ trực tiếp, bưu chính).",
        ),
        "received = new + carried",
        "new = online + direct",
        scope=scope,
    )


def settled(w: Writer, scope: str = "main", whose: str = "") -> str:
    """How many were settled, when, and what is left."""
    done = w.fill(
        w.pick(
            f"Kết quả giải quyết{whose}: đã giải quyết {{settled}} hồ sơ (trước hạn {{early}} hồ sơ, "
            "đúng hạn {on_time} hồ sơ, quá hạn {late} hồ sơ)",
            f"Đã giải quyết{whose} {{settled}} hồ sơ; trong đó, giải quyết trước hạn {{early}} hồ sơ, "
            "đúng hạn {on_time} hồ sơ, trễ hạn {late} hồ sơ",
            f"Số hồ sơ đã có kết quả{whose} là {{settled}} hồ sơ, gồm {{early}} hồ sơ trả trước hạn, "
            "{on_time} hồ sơ trả đúng hạn và {late} hồ sơ trả quá hạn",
        ),
        "settled = early + on_time + late",
        scope=scope,
    )
    left = w.fill(
        w.pick(
            "; đang giải quyết {pending} hồ sơ (trong hạn {in_time} hồ sơ, quá hạn {overdue} hồ sơ).",
            ". Số hồ sơ đang giải quyết: {pending} hồ sơ, trong đó chưa đến hạn {in_time} hồ sơ, đã "
            "quá hạn {overdue} hồ sơ.",
            ". Hồ sơ đang trong quá trình giải quyết là {pending} hồ sơ; trong hạn {in_time}, quá hạn "
            "{overdue}.",
        ),
        "pending = in_time + overdue",
        scope=scope,
    )
    w.balance(scope)
    return done + left


def rates(w: Writer, scope: str = "main") -> str:
    """Shares of what was just told, with their base in words."""
    return w.pick(
        w.fill(
            "Tỷ lệ hồ sơ giải quyết trước và đúng hạn đạt {rate_good}% ({good}/{settled} hồ sơ).",
            "rate_good = good / settled",
            scope=scope,
        )
        if w.rng.random() < 0.5
        else w.fill(
            "Có {online}/{new} hồ sơ mới được nộp trực tuyến, đạt tỷ lệ {rate_online}%.",
            "rate_online = online / new",
            scope=scope,
        )
    )


def electronic(w: Writer) -> None:
    """Digitised dossiers, electronic results, payments, satisfaction."""
    w.text(
        w.fill(
            w.pick(
                "Số hóa thành phần hồ sơ khi tiếp nhận: {scanned}/{new} hồ sơ, đạt {rate_scanned}%.",
                "Số hồ sơ được số hóa khi tiếp nhận là {scanned} hồ sơ trên tổng số {new} hồ sơ mới "
                "tiếp nhận (đạt tỷ lệ {rate_scanned}%).",
                "Đã thực hiện số hóa {scanned}/{new} hồ sơ (tỷ lệ {rate_scanned}%) ngay khi tiếp nhận.",
            ),
            "rate_scanned = scanned / new",
            scope="so",
        ),
        1,
    )
    w.text(
        w.fill(
            w.pick(
                "Cấp kết quả giải quyết TTHC bản điện tử {issued}/{settled} hồ sơ, đạt tỷ lệ "
                "{rate_issued}%.",
                "Kết quả điện tử: {issued}/{settled} hồ sơ đã giải quyết, bằng {rate_issued}%.",
            ),
            "rate_issued = issued / settled",
            scope="so",
        ),
        1,
    )
    w.text(
        w.fill(
            w.pick(
                "Thanh toán trực tuyến: {paid}/{liable} giao dịch phải nộp phí, lệ phí, đạt "
                "{rate_paid}%.",
                "Có {paid}/{liable} hồ sơ phát sinh nghĩa vụ tài chính được thanh toán trực tuyến, "
                "chiếm {rate_paid}%.",
            ),
            "rate_paid = paid / liable",
            scope="so",
        ),
        1,
    )
    w.text(
        w.fill(
            w.pick(
                "Khảo sát mức độ hài lòng: phát ra {sent} phiếu, thu về {back} phiếu; có {pleased} "
                "phiếu đánh giá hài lòng, đạt {rate_pleased}% số phiếu thu về.",
                "Qua khảo sát, số phiếu phát ra {sent} phiếu, số phiếu thu về {back} phiếu, trong đó "
                "{pleased} phiếu hài lòng (tỷ lệ {rate_pleased}%).",
            ),
            "rate_pleased = pleased / back",
            "back <= sent",
            "pleased <= back",
            scope="so",
        ),
        1,
    )


def money(w: Writer) -> None:
    """Fees taken and a plan of spending, with their units."""
    w.text(
        w.fill(
            w.pick(
                "Tổng số phí, lệ phí thu qua Bộ phận Một cửa là {total} nghìn đồng, gồm: lệ phí {fee} "
                "nghìn đồng, phí {charge} nghìn đồng.",
                "Thu phí, lệ phí trong kỳ: {total} triệu đồng (lệ phí {fee} triệu đồng; phí {charge} "
                "triệu đồng).",
            ),
            "total = fee + charge",
            scope="tien",
        ),
        1,
    )
    w.claim_of("unit", "tien.total", "tien.fee", "tien.charge")
    w.text(
        w.fill(
            w.pick(
                "Giải ngân vốn đầu tư công: {spent} triệu đồng/{plan} triệu đồng kế hoạch, đạt "
                "{rate_spent}%.",
                "Kế hoạch vốn đầu tư công được giao {plan} triệu đồng, đã giải ngân {spent} triệu "
                "đồng, đạt {rate_spent}% kế hoạch.",
            ),
            "rate_spent = spent / plan",
            scope="tien",
        ),
        1,
    )
    w.claim_of("unit", "tien.rate_spent", "tien.spent", "tien.plan")


def judgement(w: Writer) -> None:
    """What the office thinks of it, with figures said before and figures of other things."""
    w.text(
        w.fill(
            w.pick(
                "Công tác giải quyết TTHC được thực hiện nghiêm túc; tổng số hồ sơ đã giải quyết là "
                "{main.settled} hồ sơ, tỷ lệ giải quyết trước và đúng hạn đạt {main.rate_good}%.",
                "Nhìn chung, số hồ sơ tiếp nhận trong kỳ ({main.received} hồ sơ) được giải quyết kịp "
                "thời, số hồ sơ quá hạn còn {main.late} hồ sơ đã giải quyết.",
            )
        )
    )
    trap(w)


def trap(w: Writer) -> None:
    """A true sentence full of numbers that have nothing to do with the others."""
    year = w.facts.window.to_on.year
    w.text(
        w.pick(
            f"Lũy kế từ đầu năm {year} đến nay, Bộ phận Một cửa đã hướng dẫn hơn 1.200 lượt người; "
            "diện tích nơi tiếp nhận 84,5 m2, đường dây nóng 0203.3825.115 trực 24/7.",
            f"Phấn đấu năm {year + 1} có 85% hồ sơ trực tuyến theo Quyết định số 468/QĐ-TTg ngày "
            "27/3/2021; tổ chức 02 lớp tập huấn cho 145 lượt cán bộ, công chức.",
            "So với cùng kỳ năm trước, số hồ sơ trực tuyến tăng 12,4%; chỉ tiêu tỉnh giao là 80% theo "
            f"Kế hoạch số 210/KH-UBND ngày 28/12/{year - 1}.",
            f"Đã kiểm tra 04/12 đơn vị theo Kế hoạch số 31/KH-UBND ngày 09/02/{year - 1}, ban hành 03 thông "
            "báo kết luận; Điều 17 Nghị định số 61/2018/NĐ-CP được thực hiện đầy đủ.",
        )
    )


def some(w: Writer) -> str:
    """A part that is named without the rest of the whole."""
    return w.fill(
        w.pick(
            "Trong tổng số {main.new} hồ sơ mới tiếp nhận có {so.copies} hồ sơ chứng thực bản sao "
            "điện tử từ bản chính.",
            "Riêng lĩnh vực "
            + w.rng.choice(FIELDS)
            + " có {so.copies} hồ sơ trong số {main.new} hồ sơ mới tiếp nhận.",
        ),
        "so.copies <= main.new",
    )
