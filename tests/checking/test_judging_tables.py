"""Tables and lists of indicators: columns, total rows, shares, blanks, units."""

from motcua.checking.check import check
from motcua.checking.reading import texts
from tests.checking.judged import codes

HEADINGS = (
    "STT\tLĩnh vực\tTổng số tiếp nhận\tTrực tuyến\tTrực tiếp, bưu chính\tTừ kỳ trước\t"
    "Tổng đã giải quyết\tTrước hạn\tĐúng hạn\tQuá hạn\tTổng đang giải quyết\tTrong hạn\tQuá hạn"
)
ROWS = (
    "1\tHộ tịch\t421\t388\t29\t4\t416\t310\t106\t0\t5\t5\t0",
    "2\tĐất đai\t237\t164\t51\t22\t209\t129\t76\t4\t28\t26\t2",
    "\tTổng cộng\t658\t552\t80\t26\t625\t439\t182\t4\t33\t31\t2",
)
INDICATORS = "Biểu mẫu 3\nSTT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\tGhi chú\n"


def found(text: str) -> list[tuple[str, str]]:
    checked = check(texts.read(text, "bieu.txt"))
    return [(each.code.value, each.severity.value) for each in checked.findings]


def table(*rows: str) -> str:
    return "\n".join(["Biểu số II.06a/VPCP/KSTT", HEADINGS, *rows])


def test_a_form_that_adds_up_has_every_row_and_column_listed():
    checked = check(texts.read(table(*ROWS), "bieu.txt"))
    listed = {each.statement for each in checked.identities if each.holds}

    assert checked.findings == ()
    assert {"388 + 29 + 4 = 421", "209 + 28 = 237", "421 + 237 = 658", "26 + 2 = 28"} <= listed


def test_a_mistyped_cell_breaks_its_row_and_its_column():
    wrong = ROWS[1].replace("\t28\t26\t2", "\t82\t26\t2")
    checked = check(texts.read(table(ROWS[0], wrong, ROWS[2]), "bieu.txt"))

    assert codes(list(checked.findings)) == ["SUM", "BALANCE", "SUM"]
    assert {each.repair for each in checked.findings} == {"28"}


def test_a_wrong_total_row_is_an_error_in_its_column_alone():
    assert found(table(*ROWS[:2], ROWS[2].replace("\t80\t", "\t90\t"))) == [
        ("SUM", "error"),
        ("SUM", "error"),
    ]


def test_a_blank_that_a_sum_needs_is_told_with_its_figure():
    checked = check(texts.read(table(ROWS[0].replace("\t416\t", "\t\t"), *ROWS[1:]), "bieu.txt"))

    assert {each.code.value for each in checked.findings} == {"MISSING"}
    assert "416" in {each.computed for each in checked.findings}


def test_a_blank_that_stands_for_nothing_is_left_alone():
    assert found(table(ROWS[0].replace("\t106\t0\t5", "\t106\t\t5"), *ROWS[1:])) == []


def test_printed_formulas_are_held_to():
    text = (
        "STT\tĐơn vị\tTổng\tA\tB\n(1)\t(2)\t(3)=(4)+(5)\t(4)\t(5)\n"
        "1\tSở Y tế\t30\t10\t20\n2\tSở Nội vụ\t45\t22\t32\n"
    )

    assert found(text) == [("SUM", "error")]


def test_a_column_of_shares_is_held_to_the_columns_it_is_of():
    rows = ("1\tA\t200\t190\t95\n", "2\tB\t300\t270\t90\n", "3\tC\t80\t60\t57\n")
    text = "STT\tĐơn vị\tĐã giải quyết\tĐúng hạn\tTỷ lệ đúng hạn (%)\n" + "".join(rows)

    assert found(text) == [("PCT", "error")]


def test_a_share_among_indicators_is_held_to_its_counts():
    text = INDICATORS + (
        "3.1.\tTỷ lệ hồ sơ TTHC được giải quyết đúng hạn\t%\t99,41\t\n"
        "3.1.1.\tTổng số hồ sơ TTHC đã giải quyết xong\tHồ sơ\t7.391\t\n"
        "3.1.2.\tSố hồ sơ TTHC giải quyết đúng hạn\tHồ sơ\t7.439\t\n"
    )

    assert sorted(found(text)) == [("LE", "error"), ("PCT", "error")]


def test_a_blank_share_with_both_counts_is_noted():
    text = INDICATORS + (
        "3.1.\tTỷ lệ hồ sơ TTHC được giải quyết đúng hạn\t%\t\t\n"
        "3.1.1.\tTổng số hồ sơ TTHC đã giải quyết xong\tHồ sơ\t200\t\n"
        "3.1.2.\tSố hồ sơ TTHC giải quyết đúng hạn\tHồ sơ\t190\t\n"
    )

    assert found(text) == [("MISSING", "info")]


def test_a_count_under_percent_is_asked_about():
    text = INDICATORS + (
        "4.1.\tSố cơ quan, đơn vị được thanh tra\t%\t02\t\n4.2.\tSố cuộc kiểm tra\tCuộc\t05\t\n"
    )

    assert found(text) == [("UNIT", "warning")]


def test_levels_of_government_add_up_to_the_whole():
    text = INDICATORS + (
        "1.4.\tTổng số TTHC thuộc thẩm quyền giải quyết tại địa phương\tThủ tục\t1.902\t\n"
        "1.4.1.\tSố TTHC cấp tỉnh\tThủ tục\t1.471\t\n"
        "1.4.2.\tSố TTHC cấp huyện\tThủ tục\t287\t\n"
        "1.4.3.\tSố TTHC cấp xã\tThủ tục\t154\t\n"
    )

    assert found(text) == [("SUM", "error")]


def test_what_stands_below_a_narrower_name_is_no_second_value_of_the_wider():
    text = (
        "Số thủ tục trực tuyến: %s thủ tục toàn trình, 20 thủ tục một phần.\n\n"
        + INDICATORS
        + (
            "1.1\tSố thủ tục cung cấp dịch vụ công trực tuyến\tThủ tục\t48\t\n"
            "1.1.1\tToàn trình\tThủ tục\t28\t\n"
            "1.1.2\tMột phần\tThủ tục\t20\t\n"
            "1.2\tSố dịch vụ công trực tuyến có phát sinh hồ sơ\tThủ tục\t41\t\n"
            "1.2.1\tToàn trình\tThủ tục\t27\t\n"
            "1.2.2\tMột phần\tThủ tục\t14\t\n"
        )
    )

    assert found(text % 28) == []
    assert ("REPEAT", "error") in found(text % 27)
