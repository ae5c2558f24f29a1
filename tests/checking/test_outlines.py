"""Outlines: a figure a row, rows under rows, numbered in every way; points told in every way."""

import pytest

from tests.checking.judged import errors

MARKS = {
    "decimal": ("{0}.", "{0}.{1}.", "{0}.{1}.{2}."),
    "letters": ("{0}.", "{a})", "-"),
    "dashes": ("-", "+", "*"),
    "roman": ("{I}.", "{1}.", "{b})"),
    "capitals": ("{A}.", "{1}.", "{1}.{2}."),
}
JOINS = (
    "{mark} {name}: {figure}",
    "{mark} {name}: {figure} hồ sơ;",
    "{mark} {name} {figure} hồ sơ",
)
ROWS = (
    ("Hồ sơ phải giải quyết", "1.234", 0),
    ("Nhận mới", "1.200", 1),
    ("Qua mạng", "1.000", 2),
    ("Tại quầy", "200", 2),
    ("Chuyển từ kỳ trước", "34", 1),
    ("Hồ sơ đã giải quyết", "1.100", 0),
    ("Trước hạn", "900", 1),
    ("Đúng hạn", "190", 1),
    ("Trễ hạn", "10", 1),
    ("Hồ sơ đang giải quyết", "134", 0),
    ("Trong hạn", "130", 1),
    ("Quá hạn", "4", 1),
)
SLIPS = {0: "1.243", 2: "1.010", 4: "43", 5: "1.010", 6: "930", 8: "18", 9: "143", 10: "103"}
GROUPS = (
    ("Công khai, minh bạch", "16,35", "18"),
    ("Tiến độ giải quyết", "19,12", "20"),
    ("Cung cấp dịch vụ công trực tuyến", "9,80", "12"),
    ("Thanh toán trực tuyến", "8,40", "10"),
    ("Mức độ hài lòng", "17,60", "18"),
    ("Số hóa hồ sơ", "17,20", "22"),
)
POINTS = (
    "{group}: {points}/{most}",
    "{group}: {points} điểm (tối đa {most} điểm)",
    "{group} ({most} điểm): {points} điểm",
    "{group} (tối đa {most} điểm): {points}",
    "{group} đạt {points} điểm trên tối đa {most} điểm.",
    "{group}: {points} trên {most}",
    "{group}: {points} điểm",
    "Điểm {group}: {points}",
)
TOTALS = (
    "Tổng điểm: {total}/100",
    "Tổng cộng: {total} điểm",
    "Toàn tỉnh đạt {total} điểm, xếp loại: Tốt",
)


def outline(marks: tuple[str, ...], join: str, slips: dict[int, str]) -> str:
    counted = [0, 0, 0]
    lines = []
    for at, (name, figure, level) in enumerate(ROWS):
        counted[level] += 1
        counted[level + 1 :] = [0] * (2 - level)
        mark = marks[level].format(
            *counted,
            A="ABC"[counted[0] - 1],
            I=("I", "II", "III")[counted[0] - 1],
            a="abc"[counted[1] - 1],
            b="abc"[counted[2] - 1],
        )
        lines.append(join.format(mark=mark, name=name, figure=slips.get(at, figure)))
    return "\n".join(lines)


@pytest.mark.parametrize("join", JOINS)
@pytest.mark.parametrize("marks", MARKS)
def test_an_outline_of_dossiers_is_held_to_its_rows(marks: str, join: str):
    assert errors(outline(MARKS[marks], join, {})) == []
    for at, wrong in SLIPS.items():
        assert errors(outline(MARKS[marks], join, {at: wrong})), (at, wrong)


def test_rows_under_a_row_are_its_parts_whatever_they_count():
    rows = "{0} Thủ tục hành chính đang áp dụng: {3}\n{1} Toàn trình: 1.057\n{2} Một phần: 571\n"

    for marks in (("1.", "1.1.", "1.2."), ("2.", "a)", "b)"), ("-", "+", "+")):
        assert errors(rows.format(*marks, "1.628") + "\nII. ĐÁNH GIÁ\n") == []


def test_a_level_of_service_before_a_figure_is_no_part_of_a_law():
    text = "Tổng số thủ tục 1.923 (toàn trình 1.057, một phần {}, còn lại 295)."

    assert errors(text.format("571")) == []
    assert [each.printed for each in errors(text.format("517"))] == ["1.923"]


def points(form: str, total: str, figures: dict[int, str], of_all: str = "88,47") -> str:
    lines = [
        f"{at}. " + form.format(group=group, points=figures.get(at, given), most=most)
        for at, (group, given, most) in enumerate(GROUPS, start=1)
    ]
    head = "Kết quả Bộ chỉ số theo Quyết định số 766/QĐ-TTg tháng 5 năm 2025:\n"
    return head + "\n".join([*lines, "7. " + total.format(total=of_all)])


@pytest.mark.parametrize("total", TOTALS)
@pytest.mark.parametrize("form", POINTS)
def test_points_are_held_to_their_maxima_and_their_total(form: str, total: str):
    assert errors(points(form, total, {})) == []
    assert "SCORE" in {each.code for each in errors(points(form, total, {1: "18,90"}))}
    assert "SCORE" in {each.code for each in errors(points(form, total, {}, "84,47"))}
