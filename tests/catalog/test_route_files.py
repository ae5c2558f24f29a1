"""A file of internal processes is taken in whole; a faulty row is named, and then nothing is written."""

from datetime import date, datetime
from io import BytesIO

import pytest
import yaml
from openpyxl import Workbook, load_workbook

from motcua.base import clock
from motcua.catalog.actions import route_files
from motcua.catalog.actions.publication import Decision
from motcua.catalog.actions.route_files import NotATable, Outcome
from motcua.catalog.models import Case, Route
from motcua.catalog.queries import routes as queries
from motcua.catalog.route_tables import writing
from motcua.catalog.route_tables.columns import COLUMNS
from motcua.rules.codes import Level
from motcua.rules.step_times import StepUnit, Time
from motcua.rules.steps import Found, PostRole, UnitKind, Way, Work
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
ON = date(2026, 11, 20)
DECISION = Decision(number="12/QĐ-UBND", on=date(2026, 11, 1), signer="UBND tỉnh")
HEADINGS = [one.heading for one in COLUMNS]
CLERK = ("Tiếp nhận", "Bộ phận Một cửa", "Người tiếp nhận và trả kết quả")
EXPERT = ("Thẩm định", "Phòng chuyên môn", "Người thụ lý")
BOSS = ("Ký duyệt", "Lãnh đạo cơ quan", "Lãnh đạo")


@pytest.fixture(autouse=True)
def _hours() -> None:
    factories.default_hours()


def row(step: str, name: str, who: tuple[str, ...], time: str, **more: str) -> dict[str, str]:
    told = {"Bước": step, "Nội dung công việc": name, "Thời gian": time}
    return (
        told
        | dict(zip(("Loại việc", "Đơn vị thực hiện", "Người thực hiện"), who, strict=True))
        | {key.replace("_", " "): word for key, word in more.items()}
    )


def usual(code: str) -> list[dict[str, str]]:
    return [
        {"Mã thủ tục": code} | row("1", "Tiếp nhận", CLERK, "2 giờ"),
        row("2", "Thẩm định", EXPERT, "1,5 ngày làm việc", Yêu_cầu="Được lấy ý kiến phối hợp"),
        row("3", "Ký", BOSS, "4 giờ làm việc", Yêu_cầu="Phải ký", Kết_quả="Kết quả"),
    ]


def workbook(rows: list[dict[str, str]], above: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for line in above:
        sheet.append([line])
    sheet.append(HEADINGS)
    for one in rows:
        sheet.append([one.get(heading) for heading in HEADINGS])
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def take_in(content: bytes, decision: Decision | None = DECISION, **more: object) -> Outcome:
    return route_files.take_in(
        content=content, decision=decision, effective_from=ON, by=None, at=AT, **more
    )


def told(outcome: Outcome) -> list[tuple[str, str]]:
    return [(one.place, one.sentence) for one in outcome.problems]


def test_routes_for_thirty_procedures_come_in_at_once() -> None:
    codes = [factories.procedure().procedure.code for _ in range(30)]
    content = workbook(
        [one for code in codes for one in usual(code)],
        above=("PHỤ LỤC", "QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"),
    )

    outcome = take_in(content)

    assert told(outcome) == []
    assert len(outcome.made) == Route.objects.filter(state="published").count() == 30
    route = queries.as_rule(outcome.made[0])
    assert [(one.code, one.work, one.unit, one.post) for one in route.steps] == [
        ("1", Work.RECEIVE, UnitKind.ONE_STOP, PostRole.CLERK),
        ("2", Work.ASSESS, UnitKind.PROFESSIONAL, PostRole.OFFICER),
        ("3", Work.SIGN, UnitKind.LEADERS, PostRole.LEADER),
    ]
    assert route.steps[1].time == Time(3, StepUnit.HALF_DAYS)
    assert route.steps[1].may_consult
    assert route.steps[2].must_sign
    assert outcome.made[0].decision_number == "12/QĐ-UBND"


def test_one_faulty_row_of_thirty_procedures_is_named_and_nothing_is_written() -> None:
    codes = [factories.procedure().procedure.code for _ in range(30)]
    rows = [one for code in codes for one in usual(code)]
    rows[40]["Thời gian"] = "vài hôm"

    outcome = take_in(workbook(rows))

    assert [one.place for one in outcome.problems] == ["Dòng 42"]
    assert "Không hiểu thời gian “vài hôm”" in outcome.problems[0].sentence
    assert not Route.objects.exists()


@pytest.mark.parametrize(
    ("place", "column", "word", "said"),
    [
        (0, "Mã thủ tục", "9.999", "Không có thủ tục mã “9.999” đang có hiệu lực."),
        (0, "Trường hợp", "Khác", "Thủ tục không có trường hợp “Khác”."),
        (0, "Áp dụng tại", "Sở Không Có", "Sở Không Có"),
        (1, "Bước", "", "Thiếu “Bước”."),
        (1, "Nội dung công việc", "", "Thiếu “Nội dung công việc”."),
        (1, "Loại việc", "Nghỉ", "“Nghỉ” không có trong các lựa chọn: Tiếp nhận; Phân công;"),
        (1, "Đơn vị thực hiện", "", "Thiếu “Đơn vị thực hiện”."),
        (1, "Người thực hiện", "Ai đó", "“Ai đó” không có trong các lựa chọn"),
        (1, "Cơ quan khác", "Sở Không Có", "Sở Không Có"),
        (1, "Yêu cầu", "Phải cười", "“Phải cười” không có trong các lựa chọn"),
        (1, "Bước tiếp theo", "7", "Bước 2 dẫn đến bước 7"),
        (1, "Bước tiếp theo", "Tốt → 3", "“Tốt” không có trong các lựa chọn: Đủ điều kiện;"),
        (1, "Bước tiếp theo", "1", "quay vòng"),
        (1, "Thời gian", "9 ngày", "dài hơn thời hạn giải quyết (5 ngày làm việc)"),
        (1, "Thời hạn tại cơ quan khác", "1 ngày", "không được chuyển đến cơ quan khác"),
        (1, "Thời hạn tại cơ quan khác", "lâu", "Không hiểu thời gian “lâu”"),
        (1, "Nội dung công việc", "=1+1", "Ô “Nội dung công việc” là công thức."),
        (1, "Kết quả", "x" * 1001, "Ô “Kết quả” dài quá 1.000 ký tự."),
    ],
)
def test_what_is_wrong_is_said_with_its_row(place: int, column: str, word: str, said: str) -> None:
    rows = usual(factories.procedure().procedure.code)
    rows[place][column] = word

    outcome = take_in(workbook(rows))

    assert any(said in one.sentence for one in outcome.problems), told(outcome)
    assert all(one.place.startswith("Dòng ") for one in outcome.problems)
    assert not Route.objects.exists()


def test_every_fault_is_said_at_once_at_its_own_row() -> None:
    rows = usual(factories.procedure().procedure.code)
    rows[0]["Thời gian"] = ""
    rows[2]["Loại việc"] = "Nghỉ"
    assert [one.place for one in take_in(workbook(rows)).problems] == ["Dòng 2", "Dòng 4"]


def test_a_printed_table_is_read_with_its_own_headings_and_its_sum() -> None:
    code = factories.procedure().procedure.code
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Quyết định số 12/QĐ-UBND"])
    headings = ["STT", "Nội dung", "Loại việc", "Bộ phận thực hiện", "Trách nhiệm"]
    sheet.append([*headings, "Thời gian thực hiện", "Kết quả/Sản phẩm", "Mã TTHC"])
    sheet.append(["I. Lĩnh vực hộ tịch"])
    sheet.append([1.0, "Tiếp nhận", *CLERK, "04 giờ", None, code])
    sheet.append(["Bước 2", "Giải quyết", *EXPERT, "2 ngày", "Giấy khai sinh", None])
    sheet.append([None, "Tổng thời gian", None, None, None, "2,5 ngày", None, None])

    outcome = take_in(saved(book))

    assert told(outcome) == []
    assert [one.code for one in queries.as_rule(outcome.made[0]).steps] == ["1", "2"]


def test_branches_and_other_agencies_are_read_and_written_the_same() -> None:
    other = factories.agency("Sở Xây dựng", level=Level.PROVINCE)
    here = factories.agency("UBND xã Tân Thành")
    code = factories.procedure().procedure.code
    first, second, third = usual(code)
    first["Áp dụng tại"] = "UBND xã Tân Thành"
    second |= {"Cơ quan khác": "Sở Xây dựng", "Thời hạn tại cơ quan khác": "2 ngày"}
    second["Bước tiếp theo"] = "Đủ điều kiện → 3; Không đủ điều kiện -> 4"
    third["Bước tiếp theo"] = "Kết thúc"
    fourth = row("4", "Trả lại", CLERK, "30 phút")
    outcome = take_in(workbook([first, second, third, fourth]))
    assert told(outcome) == []
    (made,) = outcome.made
    assert made.agency == here
    kept = queries.as_rule(made)
    assert kept.steps[1].agency == other.code
    assert kept.steps[1].within == Time(2, StepUnit.WORKING_DAYS)
    assert kept.steps[1].ways == (Way("3", Found.ELIGIBLE), Way("4", Found.NOT_ELIGIBLE))
    assert kept.steps[2].ways == (Way(""),)

    every = list(queries.routes())
    for content in (writing.as_workbook(every), writing.as_yaml(every)):
        again = take_in(content)
        assert (told(again), again.unchanged, again.made) == ([], 1, [])


def test_a_level_is_named_as_a_level() -> None:
    rows = usual(factories.procedure().procedure.code)
    rows[0]["Áp dụng tại"] = "Cấp xã"
    (made,) = take_in(workbook(rows)).made
    assert made.level == Level.COMMUNE
    assert writing.scope_words(made) == "Cấp xã"


def test_without_a_decision_the_file_brings_drafts_and_never_overwrites_one() -> None:
    code = factories.procedure().procedure.code
    (draft,) = take_in(workbook(usual(code)), None).made
    assert draft.state == "draft"
    assert take_in(workbook(usual(code)), None).unchanged == 1
    rows = usual(code)
    rows[1]["Nội dung công việc"] = "Khác"
    (problem,) = take_in(workbook(rows)).problems
    assert "Đang có dự thảo" in problem.sentence


def test_a_preview_writes_nothing() -> None:
    content = workbook(usual(factories.procedure().procedure.code))
    assert len(take_in(content, apply=False).made) == 1
    assert not Route.objects.exists()


def test_a_tight_route_comes_in_with_a_note() -> None:
    rows = usual(factories.procedure().procedure.code)
    rows[1]["Thời gian"] = "34 giờ"
    outcome = take_in(workbook(rows))
    assert told(outcome) == []
    assert len(outcome.notes) == 1
    assert "Hồ sơ nhận cuối ngày" in outcome.notes[0].sentence


def test_the_same_route_twice_in_a_file_is_named() -> None:
    one, two = (factories.procedure().procedure.code for _ in range(2))
    outcome = take_in(workbook([*usual(one), *usual(two), *usual(one)]))
    assert told(outcome) == [("Dòng 8", "Quy trình này đã có ở dòng 2.")]


def test_a_day_before_what_holds_is_named_at_the_table() -> None:
    code = factories.procedure().procedure.code
    take_in(workbook(usual(code)))
    rows = usual(code)
    rows[1]["Nội dung công việc"] = "Khác"
    (problem,) = take_in(workbook(rows)).problems
    assert problem.place == "Dòng 2"
    assert "ngày muộn hơn" in problem.sentence


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp YAML phải là một danh sách"),
        (b"\xff\xfe\x00", "không phải là bảng tính"),
        (b"PK\x03\x04 gone", "không phải là bảng tính"),
        (b"a: b", "danh sách các quy trình"),
        (b"[]", "chưa có bước nào"),
        (b"- a\n- b", "danh sách các quy trình"),
        (b"x" * (route_files.MOST_BYTES + 1), "lớn hơn 4 MB"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(NotATable, match=said):
        take_in(content)


def test_missing_columns_are_named() -> None:
    book = Workbook()
    book.worksheets[0].append(["Mã thủ tục", "Bước", "Thời gian", "Người thực hiện"])
    with pytest.raises(NotATable, match="Nội dung công việc, Loại việc, Đơn vị thực hiện"):
        take_in(saved(book))
    with pytest.raises(NotATable, match="chưa có bước nào"):
        take_in(workbook([]))


def test_a_yaml_file_names_the_step_that_is_wrong() -> None:
    code = factories.procedure().procedure.code
    step = {"buoc": 1, "noi_dung_cong_viec": "Nhận", "loai_viec": "Tiếp nhận", "thoi_gian": "2 giờ"}
    told_twice = [{"ma_thu_tuc": code, "cac_buoc": [step, "hai", step | {"mau": "đỏ"}]}, {}]
    problems = told(take_in(yaml.safe_dump(told_twice, allow_unicode=True).encode()))
    assert ("Quy trình 1, bước thứ 2", "Bước phải gồm các cặp “khóa: giá trị”.") in problems
    assert ("Quy trình 1, bước thứ 3", "Không có mục “mau”.") in problems
    assert ("Quy trình 1, bước thứ 1", "Thiếu “Đơn vị thực hiện”.") in problems
    assert ("Quy trình 2", "Thiếu danh sách “cac_buoc”.") in problems


def test_the_template_is_a_table_that_can_be_taken_in() -> None:
    factories.procedure(code="1.000894")
    outcome = take_in(writing.template())
    assert told(outcome) == []
    assert len(queries.as_rule(outcome.made[0]).steps) == 4


def test_words_that_look_like_a_formula_are_written_as_words() -> None:
    content = workbook(usual(factories.procedure().procedure.code))
    take_in(content)
    draft = Route.objects.get()
    case = Case.objects.get(pk=draft.case_id)
    case.version.name = "=1+1"
    draft.case = case
    sheet = load_workbook(BytesIO(writing.as_workbook([draft]))).worksheets[0]
    assert "f" not in {cell.data_type for cells in sheet.iter_rows() for cell in cells}
