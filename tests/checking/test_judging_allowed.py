"""Sentences officials write that are right: none may become an accusation."""

import pytest

from motcua.checking.check import check
from motcua.checking.reading import texts
from tests.checking.judged import errors, judged

RIGHT = (
    (
        "Trong tháng, toàn xã tiếp nhận 512 hồ sơ, trong đó: 480 hồ sơ trực tuyến (đạt 93,75%), "
        "32 hồ sơ trực tiếp. Lũy kế từ đầu năm tiếp nhận 4.870 hồ sơ (trực tuyến 4.520 hồ sơ, "
        "trực tiếp 350 hồ sơ). Đã giải quyết 500 hồ sơ trong tháng, lũy kế 4.812 hồ sơ; đang giải"
        " quyết 30 hồ sơ."
    ),
    (
        "Tổng số hồ sơ đã tiếp nhận: 1.250 hồ sơ. Đã giải quyết: 1.200 hồ sơ (trước hạn 900, đúng"
        " hạn 290, trễ hạn 10), đạt 96%. Chưa giải quyết: 50 hồ sơ (trong hạn 49; quá hạn 1)."
    ),
    (
        "Kết quả: 15/15 xã, phường đã kiện toàn; 100% cán bộ có chữ ký số; 03 xã chưa có kho lưu "
        "trữ. Tỷ lệ người dân sử dụng VNeID đạt 78,4%."
    ),
    (
        "Công tác tuyên truyền: đăng 45 tin, bài, 12 video; phát 3.500 tờ rơi; tổ chức 05 hội "
        "nghị với 620 lượt người tham dự (nam 310, nữ 310)."
    ),
    (
        "Biên chế được giao 120 người, có mặt 115 người (công chức 98, hợp đồng 17), còn thiếu 05"
        " người."
    ),
    ("Số hồ sơ chứng thực bản sao điện tử: 2.100 hồ sơ, tăng 15% so với cùng kỳ (1.826 hồ sơ)."),
    (
        "So với quý I năm 2024, số hồ sơ tiếp nhận tăng 1.204 hồ sơ (từ 8.310 hồ sơ lên 9.514 hồ "
        "sơ), số hồ sơ giải quyết tăng 1.150 hồ sơ."
    ),
    (
        "Đã tiếp nhận 20 phản ánh, kiến nghị về quy định hành chính và hành vi hành chính; trong "
        "đó 12 thuộc thẩm quyền, 8 không thuộc thẩm quyền; đã xử lý 19."
    ),
    (
        "Tổng số TTHC công khai 1.520 thủ tục, trong đó cấp tỉnh 1.190, cấp huyện 210, cấp xã "
        "120; số TTHC thực hiện tại Bộ phận Một cửa 1.405 thủ tục, trong đó cấp tỉnh 1.100, cấp "
        "huyện 195, cấp xã 110."
    ),
    (
        "Hồ sơ thuộc lĩnh vực đất đai 300 hồ sơ (quá hạn 12 hồ sơ), hộ tịch 150 hồ sơ (quá hạn 0 "
        "hồ sơ). Tổng số hồ sơ quá hạn toàn huyện là 14 hồ sơ."
    ),
    (
        "Có 12 đơn vị đạt trên 95 điểm, 5 đơn vị đạt từ 80 đến dưới 90 điểm; điểm trung bình "
        "88,5/100 điểm, xếp loại Tốt."
    ),
    (
        "Tiếp nhận 350 hồ sơ; trả kết quả 340 hồ sơ qua bưu chính công ích 25 hồ sơ, trực tiếp "
        "200 hồ sơ, trực tuyến 115 hồ sơ."
    ),
    (
        "Tổng số hồ sơ thuộc thẩm quyền: 5.000 hồ sơ, số hóa 4.500 hồ sơ (90%), trong đó số hóa "
        "thành phần hồ sơ 4.500, kết quả 4.300."
    ),
    ("Thu phí 120 triệu đồng, lệ phí 35 triệu đồng, tổng 155 triệu đồng; nộp ngân sách 100%."),
    (
        "Trong quý, Phòng Tư pháp tiếp nhận 210 hồ sơ, giải quyết 205 hồ sơ, đang giải quyết 5 hồ"
        " sơ; Phòng Kinh tế tiếp nhận 95 hồ sơ, giải quyết 90 hồ sơ, đang giải quyết 5 hồ sơ. "
        "Tổng cộng 305 hồ sơ tiếp nhận."
    ),
    (
        "Hồ sơ tiếp nhận: 900. Trong đó: trực tuyến 700; trực tiếp 150; bưu chính 50. Hồ sơ trực "
        "tuyến toàn trình 500, một phần 200. Hồ sơ đã giải quyết: 880, trong đó trực tuyến 690, "
        "trực tiếp 190."
    ),
    (
        "Ngày 20/3/2024 ban hành Quyết định số 15/QĐ-UBND; đến ngày 31/12/2025 hoàn thành. Nhiệt "
        "độ 30/6 không liên quan."
    ),
    (
        "Tiếp nhận trong kỳ 400 hồ sơ, kỳ trước chuyển sang 15 hồ sơ, tổng số hồ sơ phải giải "
        "quyết 415 hồ sơ, đã giải quyết 405 hồ sơ (đúng hạn 403, quá hạn 2), chuyển kỳ sau 10 hồ "
        "sơ."
    ),
    (
        "Chỉ số hài lòng đạt 92,5% (năm 2023: 91,2%), xếp thứ 12/63 tỉnh, thành phố; PAR INDEX "
        "đạt 88,12 điểm, xếp hạng 15/63."
    ),
    (
        "Tổng số dịch vụ công trực tuyến: 1.100 (toàn trình 700; một phần 400); số DVC trực tuyến"
        " có phát sinh hồ sơ 520 (toàn trình 350, một phần 170), chiếm 47,27%."
    ),
    (
        "- Tổng số hồ sơ TTHC tiếp nhận: 3.204 hồ sơ, bao gồm: Tiếp nhận trực tuyến: 2.806 hồ sơ "
        "(một phần: 1.006; toàn trình: 1.800); trực tiếp: 398 hồ sơ.\n- Đã giải quyết: 3.150 hồ "
        "sơ, trong đó: giải quyết trước hạn 2.001 hồ sơ; đúng hạn 1.149 hồ sơ.\n- Đang giải quyết:"
        " 54 hồ sơ."
    ),
    (
        "Số lượng hồ sơ tiếp nhận 1.000 hồ sơ, trong đó cấp huyện 400 hồ sơ (trực tuyến 300, trực"
        " tiếp 100), cấp xã 600 hồ sơ (trực tuyến 550, trực tiếp 50). Đã giải quyết 980 hồ sơ: "
        "cấp huyện 390 hồ sơ (quá hạn 2), cấp xã 590 hồ sơ (quá hạn 0)."
    ),
    (
        "Tổng số hồ sơ tiếp nhận là 620 hồ sơ; đã giải quyết 600 hồ sơ, đang giải quyết 20 hồ sơ."
        " Riêng lĩnh vực đất đai tiếp nhận 120 hồ sơ, đã giải quyết 105 hồ sơ, đang giải quyết 15"
        " hồ sơ."
    ),
    (
        "Kết quả khảo sát: 250 phiếu; rất hài lòng 180 phiếu (72%), hài lòng 65 phiếu (26%), "
        "không hài lòng 05 phiếu (2%)."
    ),
    (
        "Tỷ lệ hồ sơ trực tuyến: 85,5%; tỷ lệ thanh toán trực tuyến: 62,3%; tỷ lệ số hóa: 97,1%; "
        "tỷ lệ đúng hạn: 99,8%."
    ),
    ("Đã cử 25 cán bộ tham gia tập huấn (trong đó 10 cán bộ cấp huyện, 15 cán bộ cấp xã; 12 nữ)."),
    (
        "Tổng số TTHC nội bộ 45, trong đó lĩnh vực tổ chức 12, tài chính 20, văn phòng 13. Đã phê"
        " duyệt 40/45 quy trình, đạt 88,9%."
    ),
    (
        "Tiếp nhận 200 hồ sơ (trong đó 198 hồ sơ hợp lệ, 2 hồ sơ yêu cầu bổ sung). Đã giải quyết "
        "190 hồ sơ, rút hồ sơ 3 hồ sơ, từ chối 2 hồ sơ, đang giải quyết 5 hồ sơ."
    ),
    (
        "Trung tâm tiếp nhận 2.450 hồ sơ của 15 sở, ban, ngành; trả kết quả 2.400 hồ sơ, trong đó"
        " đúng hạn và trước hạn là 2.390 hồ sơ chiếm 99,58%, quá hạn 10 hồ sơ chiếm 0,42%."
    ),
    (
        "Năm 2023: tiếp nhận 10.200 hồ sơ, giải quyết 10.000 hồ sơ, tồn 200 hồ sơ. Năm 2024: tiếp"
        " nhận 11.300 hồ sơ, giải quyết 11.250 hồ sơ, tồn 250 hồ sơ."
    ),
    (
        "Thực hiện chứng thực 1.520 việc, số tiền 15.200.000 đồng; đăng ký khai sinh 45, khai tử "
        "20, kết hôn 18; tổng số hộ tịch 83 trường hợp."
    ),
    (
        "Tổng số thủ tục hành chính: 320 TTHC. Trong đó: 210 TTHC toàn trình, 60 TTHC một phần; "
        "đạt tỷ lệ 84,38% TTHC cung cấp trực tuyến."
    ),
    (
        "Tính đến ngày 14/6/2024, UBND xã đã tiếp nhận 1.012 hồ sơ, đã giải quyết xong 1.000 hồ "
        "sơ (trong đó có 950 hồ sơ trước hạn, 50 hồ sơ đúng hạn), tỷ lệ giải quyết đúng hạn đạt "
        "100%; còn 12 hồ sơ trong hạn giải quyết."
    ),
    (
        "Số TTHC thực hiện theo cơ chế một cửa: 250 TTHC; liên thông: 35 TTHC (liên thông cùng "
        "cấp 10 TTHC, liên thông các cấp 25 TTHC)."
    ),
    (
        "Hồ sơ tiếp nhận qua Cổng DVC quốc gia 450 hồ sơ, qua hệ thống tỉnh 1.200 hồ sơ, trực "
        "tiếp 100 hồ sơ; tổng cộng 1.750 hồ sơ."
    ),
    (
        "Kế hoạch rà soát 20 TTHC; đã rà soát 20/20 TTHC (đạt 100%), kiến nghị đơn giản hóa 8 "
        "TTHC, tỷ lệ cắt giảm chi phí 25,5%."
    ),
    (
        "Trong tháng có 12 hồ sơ quá hạn, chiếm 0,35% tổng số hồ sơ đã giải quyết (giảm 0,1% so "
        "với tháng trước)."
    ),
    (
        "Tổng số phản ánh, kiến nghị tiếp nhận: 18 (trong đó: 11 qua Hệ thống PAKN quốc gia, 07 "
        "qua tổng đài 1022); đã xử lý 17, đang xử lý 01, xử lý đúng hạn 17/17, đạt 100%."
    ),
    (
        "Tổng hồ sơ 1.500; trong đó hồ sơ mới 1.450 (trực tuyến 1.400 – đạt 96,55%; trực tiếp "
        "50), tồn kỳ trước 50. Đã giải quyết 1.460 hồ sơ (sớm hạn 1.000, đúng hạn 455, trễ hạn "
        "5); đang giải quyết 40 hồ sơ."
    ),
)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_no_error(text):
    assert errors(text) == []


def test_right_sentences_are_not_silently_skipped():
    assert sum(len(judged(text).identities) for text in RIGHT) > 2 * len(RIGHT)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0/0 hồ sơ, đạt 0%",
        "5/0 hồ sơ đạt 100%",
        "(((((1",
        "9" * 5000 + "/1 hồ sơ đạt 5%",
        "(trong đó 5 " * 500,
        "Tổng số 5 hồ sơ, 3 hồ sơ, " * 400,
    ],
    ids=["empty", "of nothing", "over nothing", "brackets", "digits", "lists", "totals"],
)
def test_no_text_breaks_the_checker(text):
    assert check(texts.read(text, "bao-cao.txt")).file == "bao-cao.txt"
