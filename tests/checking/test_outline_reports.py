"""Outlines as offices write them: totals below or beside, titles that say what is counted, bodies."""

import pytest

from tests.checking.judged import errors

HEAD = """BÁO CÁO
Tình hình tiếp nhận, giải quyết hồ sơ tháng 5 năm 2025
(Kỳ báo cáo từ ngày 15/4/2025 đến ngày 14/5/2025)

"""

#: An outline, and slips in it: what is printed, what it becomes.
OUTLINES = (
    (
        """I. Kết quả tiếp nhận
- Tổng số hồ sơ tiếp nhận: 2.148
  + Từ kỳ trước chuyển sang: 136
  + Mới tiếp nhận trong kỳ: 2.012
    * Qua Cổng dịch vụ công: 1.745
    * Tại Bộ phận Một cửa: 267
II. Kết quả giải quyết
- Đã giải quyết: 1.986
  + Trước và đúng hạn: 1.958
  + Trễ hạn: 28
- Đang giải quyết: 162
  + Chưa đến hạn: 155
  + Quá hạn: 7
""",
        (
            ("1.745", "1.752"),
            ("1.958", "1.965"),
            ("155", "162"),
        ),
    ),
    (
        """PHẦN I. KẾT QUẢ
I. Tiếp nhận và giải quyết hồ sơ
1. Cấp tỉnh: 2.460 hồ sơ
a. Đã giải quyết: 2.301 hồ sơ
b. Đang giải quyết: 159 hồ sơ
2. Cấp huyện: 3.918 hồ sơ
a. Đã giải quyết: 3.722 hồ sơ
b. Đang giải quyết: 196 hồ sơ
3. Cấp xã: 7.583 hồ sơ
a. Đã giải quyết: 7.514 hồ sơ
b. Đang giải quyết: 69 hồ sơ
4. Toàn tỉnh: 13.961 hồ sơ
a. Đã giải quyết: 13.537 hồ sơ
b. Đang giải quyết: 424 hồ sơ
""",
        (
            ("2.301", "2.308"),
            ("3.722", "3.729"),
            ("424", "431"),
        ),
    ),
    (
        """I. KẾT QUẢ GIẢI QUYẾT HỒ SƠ
1. Hồ sơ tiếp nhận
Tổng số: 8.415 hồ sơ, gồm:
- Kỳ trước chuyển qua: 402 hồ sơ
- Mới tiếp nhận: 8.013 hồ sơ
2. Hồ sơ đã giải quyết
Tổng số: 7.958 hồ sơ, gồm:
- Trước hạn: 6.127 hồ sơ
- Đúng hạn: 1.780 hồ sơ
- Quá hạn: 51 hồ sơ
3. Hồ sơ đang giải quyết
Tổng số: 457 hồ sơ, gồm:
- Trong hạn: 439 hồ sơ
- Quá hạn: 18 hồ sơ
4. Số hóa hồ sơ
- Số hồ sơ được số hóa khi tiếp nhận: 7.664/8.013 hồ sơ, đạt 95,64%
- Số kết quả được số hóa: 7.400/7.958 hồ sơ, đạt 92,99%
""",
        (
            ("6.127", "6.134"),
            ("1.780", "1.787"),
            ("457", "464"),
        ),
    ),
    (
        """I. VỀ HỒ SƠ
Hồ sơ tiếp nhận
- Trực tuyến: 1.405
- Trực tiếp: 238
- Bưu chính: 17
- Tổng: 1.660
Hồ sơ đã trả kết quả
- Sớm hạn: 1.243
- Đúng hạn: 318
- Trễ hạn: 9
- Tổng: 1.570
Hồ sơ còn lại
- Trong hạn: 88
- Trễ hạn: 2
- Tổng: 90
""",
        (
            ("1.405", "1.412"),
            ("318", "325"),
            ("90", "97"),
        ),
    ),
    (
        """I. Hồ sơ tiếp nhận
1. Tổng số: 5.941
2. Trong đó tiếp nhận mới: 5.702
3. Trong đó kỳ trước chuyển qua: 239
II. Hồ sơ đã giải quyết
1. Tổng số: 5.688
2. Trong đó trước hạn: 4.415
3. Trong đó đúng hạn: 1.236
4. Trong đó quá hạn: 37
III. Hồ sơ đang giải quyết
1. Tổng số: 253
2. Trong đó trong hạn: 244
3. Trong đó quá hạn: 9
""",
        (
            ("5.702", "5.709"),
            ("1.236", "1.243"),
            ("253", "260"),
        ),
    ),
    (
        """3. Giải quyết thủ tục hành chính
3.1. Đầu vào
3.1.1. Kỳ trước: 188 hồ sơ
3.1.2. Trong kỳ: 7.045 hồ sơ
3.1.3. Cộng: 7.233 hồ sơ
3.2. Đầu ra
3.2.1. Trước hạn: 5.827 hồ sơ
3.2.2. Đúng hạn: 1.196 hồ sơ
3.2.3. Quá hạn: 22 hồ sơ
3.2.4. Cộng: 7.045 hồ sơ
3.3. Còn lại
3.3.1. Trong hạn: 181 hồ sơ
3.3.2. Quá hạn: 7 hồ sơ
3.3.3. Cộng: 188 hồ sơ
""",
        (
            ("7.233", "7.240"),
            ("1.196", "1.203"),
            ("181", "188"),
        ),
    ),
    (
        """II. KẾT QUẢ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH
1. Danh mục thủ tục hành chính
1.1. Tổng số thủ tục hành chính thuộc thẩm quyền giải quyết: 1.874
1.1.1. Cấp tỉnh: 1.463
1.1.2. Cấp xã: 411
1.2. Theo cơ quan ban hành
1.2.1. Do Trung ương quy định: 1.842
1.2.2. Do địa phương quy định: 32
1.3. Theo mức độ cung cấp dịch vụ công trực tuyến
1.3.1. Toàn trình: 826
1.3.2. Một phần: 705
1.3.3. Cung cấp thông tin: 343
2. Công bố thủ tục hành chính
2.1. Số quyết định công bố: 14
2.2. Số thủ tục được công bố: 86
2.2.1. Ban hành mới: 23
2.2.2. Sửa đổi, bổ sung: 48
2.2.3. Bãi bỏ: 15
""",
        (
            ("411", "418"),
            ("32", "39"),
            ("705", "712"),
            ("48", "55"),
        ),
    ),
    (
        """3. Thủ tục hành chính của tỉnh
Tổng số: 2.045 thủ tục
+ Thực hiện tại cấp tỉnh: 1.592 thủ tục
+ Thực hiện tại cấp huyện: 268 thủ tục
+ Thực hiện tại cấp xã: 185 thủ tục
Trong tổng số nêu trên:
+ Dịch vụ công toàn trình: 987 thủ tục
+ Dịch vụ công một phần: 640 thủ tục
+ Còn lại: 418 thủ tục
""",
        (
            ("1.592", "1.599"),
            ("640", "647"),
        ),
    ),
    (
        """4. Tiếp nhận, xử lý phản ánh, kiến nghị
4.1. Tổng số phản ánh, kiến nghị: 63
4.1.1. Kỳ trước chuyển sang: 5
4.1.2. Tiếp nhận mới: 58
4.2. Phân theo nội dung
4.2.1. Về quy định hành chính: 17
4.2.2. Về hành vi hành chính: 46
4.3. Kết quả xử lý
4.3.1. Đã xử lý: 60
4.3.2. Đang xử lý: 3
""",
        (
            ("17", "24"),
            ("46", "53"),
        ),
    ),
    (
        """A. TẠI UBND HUYỆN
1. Tiếp nhận
1.1. Tổng số: 3.307 hồ sơ
1.2. Mới trong kỳ: 3.198 hồ sơ
1.3. Kỳ trước: 109 hồ sơ
1.4. Trực tuyến: 2.704 hồ sơ
1.5. Trực tiếp: 494 hồ sơ
2. Giải quyết
2.1. Tổng số: 3.181 hồ sơ
2.2. Trước hạn: 2.560 hồ sơ
2.3. Đúng hạn: 612 hồ sơ
2.4. Quá hạn: 9 hồ sơ
3. Đang giải quyết
3.1. Tổng số: 126 hồ sơ
3.2. Trong hạn: 121 hồ sơ
3.3. Quá hạn: 5 hồ sơ
B. TẠI UBND CẤP XÃ
1. Tiếp nhận
1.1. Tổng số: 6.840 hồ sơ
1.2. Mới trong kỳ: 6.771 hồ sơ
1.3. Kỳ trước: 69 hồ sơ
1.4. Trực tuyến: 5.018 hồ sơ
1.5. Trực tiếp: 1.753 hồ sơ
2. Giải quyết
2.1. Tổng số: 6.764 hồ sơ
2.2. Trước hạn: 5.930 hồ sơ
2.3. Đúng hạn: 827 hồ sơ
2.4. Quá hạn: 7 hồ sơ
3. Đang giải quyết
3.1. Tổng số: 76 hồ sơ
3.2. Trong hạn: 73 hồ sơ
3.3. Quá hạn: 3 hồ sơ
""",
        (
            ("3.181", "3.188"),
            ("612", "619"),
            ("5.930", "5.937"),
            ("76", "83"),
        ),
    ),
    (
        """KẾT QUẢ CHẤM ĐIỂM BỘ CHỈ SỐ PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP (QUYẾT ĐỊNH 766/QĐ-TTg)
1. Nhóm công khai, minh bạch
Điểm tối đa: 18
Điểm đạt được: 15,42
2. Nhóm tiến độ giải quyết
Điểm tối đa: 20
Điểm đạt được: 18,76
3. Nhóm cung cấp dịch vụ công trực tuyến
Điểm tối đa: 12
Điểm đạt được: 9,05
4. Nhóm thanh toán trực tuyến
Điểm tối đa: 10
Điểm đạt được: 7,31
5. Nhóm mức độ hài lòng
Điểm tối đa: 18
Điểm đạt được: 17,64
6. Nhóm số hóa hồ sơ
Điểm tối đa: 22
Điểm đạt được: 16,48
Tổng điểm: 84,66
Xếp loại: Tốt
""",
        (
            ("15,42", "18,42"),
            ("84,66", "86,46"),
        ),
    ),
    (
        """I. SỐ LIỆU CHÍNH
1. Thủ tục hành chính: 1.688
2. Hồ sơ tiếp nhận: 12.345
3. Hồ sơ đã giải quyết: 11.972
4. Tỷ lệ đúng hạn: 99,41%
II. CHI TIẾT
1. Tổng số thủ tục hành chính: 1.688, gồm cấp tỉnh 1.329, cấp xã 359.
2. Tổng số hồ sơ tiếp nhận: 12.345, gồm mới 11.893, kỳ trước 452.
3. Đã giải quyết: 11.972, gồm trước hạn 9.540, đúng hạn 2.361, quá hạn 71.
4. Đang giải quyết: 373, gồm trong hạn 361, quá hạn 12.
5. Tỷ lệ giải quyết trước hạn, đúng hạn: 99,41%.
""",
        (
            ("11.972", "11.872"),
            ("12.345", "12.435"),
            ("99,41%\nII", "97,20%\nII"),
        ),
    ),
    (
        """PHẦN THỨ NHẤT: CẤP TỈNH
I. Tiếp nhận: 4.028 hồ sơ
1. Trực tuyến: 3.517 hồ sơ
2. Trực tiếp, bưu chính công ích: 511 hồ sơ
II. Giải quyết: 3.895 hồ sơ
1. Trước hạn: 3.306 hồ sơ
2. Đúng hạn: 571 hồ sơ
3. Quá hạn: 18 hồ sơ
III. Đang xử lý: 133 hồ sơ
1. Trong hạn: 129 hồ sơ
2. Quá hạn: 4 hồ sơ
PHẦN THỨ HAI: CẤP XÃ
I. Tiếp nhận: 8.316 hồ sơ
1. Trực tuyến: 7.902 hồ sơ
2. Trực tiếp, bưu chính công ích: 414 hồ sơ
II. Giải quyết: 8.241 hồ sơ
1. Trước hạn: 7.625 hồ sơ
2. Đúng hạn: 603 hồ sơ
3. Quá hạn: 13 hồ sơ
III. Đang xử lý: 75 hồ sơ
1. Trong hạn: 73 hồ sơ
2. Quá hạn: 2 hồ sơ
""",
        (("133 hồ sơ\n1. Trong hạn: 129", "150 hồ sơ\n1. Trong hạn: 146"),),
    ),
    (
        """V. SỐ HÓA, THANH TOÁN TRỰC TUYẾN
1. Số hóa
1.1. Hồ sơ mới tiếp nhận: 4.318
1.2. Hồ sơ được số hóa: 3.902
1.3. Tỷ lệ: 90,37%
2. Kết quả điện tử
2.1. Hồ sơ đã giải quyết: 4.127
2.2. Kết quả điện tử được cấp: 3.516
2.3. Tỷ lệ: 85,20%
3. Thanh toán
3.1. Hồ sơ có nghĩa vụ tài chính: 1.640
3.2. Hồ sơ thanh toán trực tuyến: 1.207
3.3. Tỷ lệ: 73,60%
4. Khảo sát hài lòng
4.1. Phiếu phát ra: 900
4.2. Phiếu thu về: 874
4.3. Phiếu hài lòng: 861
4.4. Tỷ lệ hài lòng: 98,51%
""",
        (
            ("90,37", "87,17"),
            ("3.516", "3.615"),
            ("861", "681"),
        ),
    ),
)


@pytest.mark.parametrize(("outline", "slips"), OUTLINES)
def test_an_outline_is_right_as_it_is_and_wrong_with_a_slip(outline, slips):
    assert errors(outline, head=HEAD) == []
    for printed, wrong in slips:
        assert errors(outline.replace(printed, wrong, 1), head=HEAD), (printed, wrong)
