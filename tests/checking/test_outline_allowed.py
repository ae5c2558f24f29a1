"""Outlines that are right though their rows add up to nothing: parts only, overlaps, other years."""

import pytest

from tests.checking.judged import errors

HEAD = """BÁO CÁO
Tình hình tiếp nhận, giải quyết hồ sơ tháng 5 năm 2025
(Kỳ báo cáo từ ngày 15/4/2025 đến ngày 14/5/2025)

"""

#: Rows beside each other that are no sums, tellings that leave unsaid what came before.
RIGHT = (
    """I. TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ
1. Tổng số hồ sơ: 500
- Đã giải quyết: 420
- Trong đó trước hạn: 400
- Đang giải quyết: 80
2. Tổng số cán bộ tại Bộ phận Một cửa: 24
- Nam: 9
- Nữ: 15
- Đảng viên: 20
""",
    """I. KẾT QUẢ GIẢI QUYẾT TTHC
- Tổng số: 1.250 hồ sơ
- Đã giải quyết: 1.100 hồ sơ
- Trước hạn: 900 hồ sơ
- Đang giải quyết: 150 hồ sơ
II. Kết quả giải quyết đơn thư
- Đã nhận: 40 đơn
- Đã giải quyết: 31 đơn
- Tổng cộng kinh phí: 1.250 triệu đồng
""",
    """1. Lĩnh vực đất đai
- Tiếp nhận: 1.204
- Đã giải quyết: 1.150
- Quá hạn: 12
2. Lĩnh vực hộ tịch
- Tiếp nhận: 540
- Đã giải quyết: 539
- Quá hạn: 0
3. Tổng
- Tiếp nhận: 1.900
- Đã giải quyết: 1.829
""",
    """1. Phân theo lĩnh vực (một số lĩnh vực chính)
- Tổng số hồ sơ: 3.200
1.1. Theo lĩnh vực
- Đất đai: 1.204
- Hộ tịch: 850
- Xây dựng: 310
1.2. Theo hình thức
- Trực tuyến: 2.400
- Trực tiếp: 800
""",
    """1. Công tác tuyên truyền
- Số hội nghị: 12
- Số lượt người: 1.240
- Số tờ rơi: 3.000
- Tổng kinh phí: 45 triệu đồng
2. Kiểm tra
- Số cơ quan được kiểm tra: 15
- Số cơ quan có sai sót: 4
- Đã khắc phục: 3
- Đang khắc phục: 1
- Tỷ lệ: 75%
""",
    """1. Tiếp nhận
1.1. Tổng số: 1.500 hồ sơ
1.2. Trực tuyến: 1.200 hồ sơ
1.3. Trong đó thanh toán trực tuyến: 900 hồ sơ
1.4. Trực tiếp: 300 hồ sơ
1.5. Qua bưu chính: 45 hồ sơ (nằm trong số trực tiếp)
2. Giải quyết
2.1. Đã giải quyết: 1.460 hồ sơ
2.2. Trước hạn: 1.100 hồ sơ
2.3. Đúng hạn: 350 hồ sơ
2.4. Quá hạn: 10 hồ sơ
3. Đang giải quyết: 70 hồ sơ (kỳ trước chuyển qua 30 hồ sơ)
""",
    """Năm 2023
- Tiếp nhận: 10.200 hồ sơ
- Giải quyết: 10.000 hồ sơ
- Còn lại: 200 hồ sơ
Năm 2024
- Tiếp nhận: 11.300 hồ sơ
- Giải quyết: 11.250 hồ sơ
- Còn lại: 250 hồ sơ
""",
    """I. Điểm chỉ số
1. Công khai, minh bạch
- Điểm đạt: 17,2
- Xếp hạng: 12/34
2. Tiến độ giải quyết
- Điểm đạt: 18,5
- Xếp hạng: 3/34
3. Số hóa hồ sơ: 15/22 đơn vị hoàn thành
""",
    """1. Khảo sát hài lòng
- Số phiếu phát ra: 500
- Số phiếu thu về: 480
- Số phiếu hài lòng: 470
- Tỷ lệ: 94%
2. Số hóa
- Hồ sơ tiếp nhận: 1.000
- Hồ sơ số hóa: 800
- Kết quả số hóa: 700
- Tỷ lệ: 80%
""",
    """1. Về số lượng
- Số xã hoàn thành: 60
- Số xã chưa hoàn thành: 12
- Số xã được kiểm tra: 20
- Tổng: 72
""",
    """1. Tổng số hồ sơ tiếp nhận trong kỳ: 2.000
a) Cấp tỉnh: 700
- Sở Xây dựng: 300
- Sở Tư pháp: 250
b) Cấp xã: 1.300
2. Đã giải quyết: 1.950
a) Cấp tỉnh: 680
b) Cấp xã: 1.270
3. Chuyển kỳ sau: 90
Trong đó quá hạn: 4
""",
    """A. KẾT QUẢ
I. Tiếp nhận
Tổng số: 800 hồ sơ
- Lĩnh vực tư pháp: 300 hồ sơ
- Lĩnh vực đất đai: 200 hồ sơ
- Còn lại là các lĩnh vực khác.
II. Giải quyết
Tổng số: 790 hồ sơ
- Sớm hạn: 500 hồ sơ
- Quá hạn: 2 hồ sơ
III. Đang giải quyết
Tổng số: 25 hồ sơ
""",
    """1. Hồ sơ tiếp nhận: 900
1.1. Trực tuyến: 700
1.2. Trực tiếp: 200
1.3. Hồ sơ liên thông: 150
1.4. Hồ sơ phi địa giới: 20
1.5. Cộng hồ sơ đặc thù: 170
2. Hồ sơ đã giải quyết: 880
2.1. Trước hạn: 600
2.2. Đúng hạn: 270
2.3. Quá hạn: 10
2.4. Số hồ sơ có văn bản xin lỗi: 10
""",
    """- Tổng số TTHC cấp xã: 411
+ Toàn trình: 200
+ Một phần: 150
+ Đã tích hợp lên Cổng quốc gia: 350
- Tổng số dịch vụ công trực tuyến: 350 dịch vụ công
+ Có phát sinh hồ sơ: 120
+ Không phát sinh hồ sơ: 230
""",
    """1. UBND huyện
- Tiếp nhận: 1.000 hồ sơ
- Đã giải quyết: 960 hồ sơ
- Đang giải quyết: 40 hồ sơ
2. UBND các xã
- Tiếp nhận: 3.000 hồ sơ
- Đã giải quyết: 2.990 hồ sơ
- Đang giải quyết: 15 hồ sơ
- Kỳ trước chuyển sang: 5 hồ sơ
3. Chi nhánh VPĐK đất đai
- Tiếp nhận: 1.400 hồ sơ
- Đã giải quyết: 1.350 hồ sơ
- Đang giải quyết: 80 hồ sơ
- Tồn: 30 hồ sơ
""",
    """Kết quả giải quyết
Tổng số: 1.200 hồ sơ
- Đã giải quyết: 1.100 hồ sơ
+ Trước hạn: 800
+ Đúng hạn: 300
- Đang giải quyết: 100 hồ sơ
Tổng số trả kết quả: 1.050 hồ sơ
- Trực tiếp: 250
- Bưu chính: 800
""",
)


@pytest.mark.parametrize("outline", RIGHT)
def test_rows_beside_each_other_need_be_no_sum(outline):
    assert errors(outline, head=HEAD) == []
