"""What a row of marks asks of a text before it looks is never missing where it would find something."""

from pathlib import Path

import pytest

from motcua.checking.reading import dates, marks
from motcua.checking.reading.claims import Claims

HERE = Path(__file__).parent
ROWS = [*marks.FIRST, *marks.SECOND]
SHOWN = (
    "Xem tại https://dichvucong.gov.vn hoặc dichvucong.gov.vn/TTHC, thư tthc@nhabe.gov.vn, máy 10.1.12.4, máy 5.",
    "Thực hiện Quyết định số 12/QĐ-UBND, 63/2010/NĐ-CP, 46-CTr/TU và Công văn số: 15, 16.",
    "Mã V10.1-234.05 và 12A-345.67; các tháng 4, 5, 6 năm 2024; ngày 5, 12, 19/6/2024.",
    "Từ 05 đến 10 ngày; lớp 1: 210; Lớp 2: 195; ISO 9001:2015; TCVN ISO 9001; QCVN 12:2014.",
    "Biểu số II.06b/VPCP/KSTT, 2a/BTP, 1.TTHC; theo Điều 19, khoản 2, Chương II.3, tại điểm 3.1.",
    "Gọi (028) 3 829 3179, 0283.829.3179, 1900 1022, 18006388; tổng đài hỗ trợ người dân 1022.",
    "Mã 079123456789; trực 24/7; lúc 8h30, 15 giờ 30 phút, 15:45; đất 120,5 m², 12 ha, 30 km2, 37 °C.",
    "Trong 03 ngày làm việc, 24 giờ, 15 tuổi; mức độ 3, 4; mức 2; cấp độ 3; cấp 2; nghị quyết 18.",
    "Xếp thứ 12/63, đứng vị trí thứ 3; phụ lục 2, mẫu số 05, Công nghiệp 4.0, phiên bản 2.1, covid 19.",
    "Số 12 đường 30, phường 5, quận 3, tổ 7, km 12; “5 tại chỗ”, “3 không” và 4 tại chỗ; [1] [2].",
    "Ngày 15/6/2024, ngày 3/4/24, ngày … tháng 6 năm 2024, 05 tháng 6, quý II/2024, 6 tháng đầu năm 2025,",
    "9T/2025, ngày 15/6, T6/2024, tháng 7, 6/2024, tháng 5 và 6 năm 2024, 2021-2025, năm 2024, (2023).",
)


def texts() -> list[str]:
    reports = [*HERE.glob("reports/*.t*"), *HERE.glob("exam/*.[tm]*")]
    lines = [line for path in reports for line in path.read_text().splitlines()]
    return [*SHOWN, *map(str.upper, SHOWN), *lines]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.sign}-{ROWS.index(row)}")
def test_a_row_that_finds_something_is_not_passed_over(row):
    found = [text for text in texts() if row.pattern.search(text)]
    assert found
    assert [text for text in found if not row.may_stand(Claims(text))] == []


@pytest.mark.parametrize("form", dates.FORMS, ids=lambda form: str(dates.FORMS.index(form)))
def test_a_form_of_dates_that_finds_something_is_not_passed_over(form):
    pattern, _unit, needed = form
    found = [text for text in texts() if pattern.search(text)]
    assert found
    assert [text for text in found if not Claims(text).holds(needed)] == []
