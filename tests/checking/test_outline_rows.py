"""Outlines whose rows are headings, hang by their indent, begin with their figure or are sentences."""

import pytest

from tests.checking.judged import errors

HEAD = """BÁO CÁO
Tình hình tiếp nhận, giải quyết hồ sơ tháng 5 năm 2025
(Kỳ báo cáo từ ngày 15/4/2025 đến ngày 14/5/2025)

"""

#: An outline, and slips in it: what is printed, what it becomes.
OUTLINES = (
    (
        """## 1. Thủ tục hành chính
- Tổng số thủ tục: 1.628
    - Cấp tỉnh: 1.217
    - Cấp xã: 411
- Dịch vụ công trực tuyến: 1.102
    - Toàn trình: 703
    - Một phần: 399
## 2. Hồ sơ
- Tiếp nhận: 4.862
    - Mới: 4.517
        - Trực tuyến: 3.906
        - Trực tiếp: 611
    - Kỳ trước: 345
- Đã giải quyết: 4.493
    - Trước hạn: 3.874
    - Đúng hạn: 568
    - Quá hạn: 51
- Đang giải quyết: 369
    - Trong hạn: 352
    - Quá hạn: 17
## 3. Phản ánh, kiến nghị
- Tổng số: 41
    - Kỳ trước: 4
    - Trong kỳ: 37
    - Về quy định: 12
    - Về hành vi: 29
- Đã xử lý: 38
- Đang xử lý: 3
## 4. Phí, lệ phí
- Tổng thu: 512.340.000 đồng
    - Phí: 401.125.000 đồng
    - Lệ phí: 111.215.000 đồng
""",
        (
            ("Cấp tỉnh: 1.217", "Cấp tỉnh: 1.207"),
            ("1.102", "1.012"),
            ("Đúng hạn: 568", "Đúng hạn: 658"),
            ("111.215", "111.125"),
        ),
    ),
    (
        """I. TỔNG SỐ HỒ SƠ PHẢI GIẢI QUYẾT: 5.941 HỒ SƠ
1. Mới tiếp nhận: 5.702 hồ sơ
2. Kỳ trước: 239 hồ sơ
II. ĐÃ GIẢI QUYẾT: 5.688 HỒ SƠ
1. Trước hạn: 4.415 hồ sơ
2. Đúng hạn: 1.236 hồ sơ
3. Quá hạn: 37 hồ sơ
III. ĐANG GIẢI QUYẾT: 253 HỒ SƠ
1. Trong hạn: 244 hồ sơ
2. Quá hạn: 9 hồ sơ
""",
        (
            ("5.688 HỒ SƠ", "5.868 HỒ SƠ"),
            ("239", "293"),
        ),
    ),
    (
        """I. Tổng số hồ sơ phải giải quyết là 5.941 hồ sơ, trong đó:
1. Mới tiếp nhận: 5.702 hồ sơ
2. Kỳ trước: 239 hồ sơ
II. Đã giải quyết 5.688 hồ sơ, gồm có:
1. Trước hạn: 4.415 hồ sơ
2. Đúng hạn: 1.236 hồ sơ
3. Quá hạn: 37 hồ sơ
III. Còn 253 hồ sơ đang giải quyết, gồm có:
1. Trong hạn: 244 hồ sơ
2. Quá hạn: 9 hồ sơ
""",
        (
            ("244", "224"),
            ("5.702", "5.720"),
        ),
    ),
    (
        """**1. Tổng số hồ sơ phải giải quyết: 5.941 hồ sơ**
- Mới tiếp nhận: 5.702 hồ sơ
- Kỳ trước: 239 hồ sơ
**2. Đã giải quyết: 5.688 hồ sơ**
- Trước hạn: 4.415 hồ sơ
- Đúng hạn: 1.236 hồ sơ
- Quá hạn: 37 hồ sơ
**3. Đang giải quyết: 253 hồ sơ**
- Trong hạn: 244 hồ sơ
- Quá hạn: 9 hồ sơ
""",
        (("1.236", "1.263"),),
    ),
    (
        """1. Hồ sơ phải giải quyết ..... 5.941
   1.1 Mới tiếp nhận ......... 5.702
   1.2 Kỳ trước .............. 239
2. Hồ sơ đã giải quyết ....... 5.688
   2.1 Trước hạn ............. 4.415
   2.2 Đúng hạn .............. 1.236
   2.3 Quá hạn ............... 37
3. Đang giải quyết ........... 253
   3.1 Trong hạn ............. 244
   3.2 Quá hạn ............... 9
""",
        (("... 5.688", "... 5.668"),),
    ),
    (
        """1. 5.941 hồ sơ phải giải quyết
- 5.702 hồ sơ mới tiếp nhận
- 239 hồ sơ kỳ trước chuyển qua
2. 5.688 hồ sơ đã giải quyết
- 4.415 hồ sơ trước hạn
- 1.236 hồ sơ đúng hạn
- 37 hồ sơ quá hạn
3. 253 hồ sơ đang giải quyết
- 244 hồ sơ trong hạn
- 9 hồ sơ quá hạn
""",
        (
            ("239 hồ", "293 hồ"),
            ("1.236", "1.326"),
        ),
    ),
    (
        """1. Trong quý, đơn vị tiếp nhận tổng số 5.941 hồ sơ.
1.1. Số mới tiếp nhận là 5.702 hồ sơ.
1.2. Số từ kỳ trước chuyển sang là 239 hồ sơ.
1.3. Nộp trực tuyến 4.911 hồ sơ, đạt 86,13%.
1.4. Nộp trực tiếp hoặc qua bưu chính 791 hồ sơ.
2. Đơn vị đã giải quyết xong 5.688 hồ sơ.
2.1. Giải quyết trước hạn 4.415 hồ sơ, chiếm 77,62%.
2.2. Giải quyết đúng hạn 1.236 hồ sơ.
2.3. Giải quyết quá hạn 37 hồ sơ, chiếm 0,65%.
3. Còn lại 253 hồ sơ đang trong thời gian giải quyết.
3.1. Chưa đến hạn 244 hồ sơ.
3.2. Đã quá hạn 9 hồ sơ.
4. Trong quý tiếp nhận 46 phản ánh, kiến nghị.
4.1. Phản ánh về hành vi hành chính 34.
4.2. Phản ánh về quy định hành chính 12.
4.3. Đã trả lời 44 phản ánh, kiến nghị.
4.4. Đang xem xét 2 phản ánh, kiến nghị.
5. Có 1.628 thủ tục hành chính đang thực hiện.
5.1. Thủ tục cấp tỉnh 1.217.
5.2. Thủ tục cấp xã 411.
5.3. Thủ tục do Trung ương quy định 1.590.
5.4. Thủ tục do địa phương quy định 38.
5.5. Dịch vụ công trực tuyến toàn trình 703.
5.6. Dịch vụ công trực tuyến một phần 399.
5.7. Thủ tục chưa cung cấp trực tuyến 526.
""",
        (
            ("quy định 38", "quy định 83"),
            ("399", "339"),
            ("411", "441"),
        ),
    ),
)


@pytest.mark.parametrize(("outline", "slips"), OUTLINES)
def test_a_row_is_one_however_it_is_printed(outline, slips):
    assert errors(outline, head=HEAD) == []
    for printed, wrong in slips:
        assert errors(outline.replace(printed, wrong, 1), head=HEAD), (printed, wrong)
