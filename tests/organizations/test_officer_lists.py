"""A list of officers is taken over whole or not at all, and every problem is told by its row."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from motcua.base import clock
from motcua.organizations import access, actions
from motcua.organizations.models import Agency, Post, Role
from motcua.people.models import Account
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()
HEADINGS = (
    "Họ và tên",
    "Tên đăng nhập",
    "Cơ quan",
    "Phòng, bộ phận",
    "Vị trí",
    "Vai trò",
    "Điện thoại",
    "Thư điện tử",
)
AN = ("Nguyễn Văn An", "an.nv", "Xã Vạn Linh", "Một cửa", "Tiếp nhận", "Tiếp nhận và trả kết quả")
BINH = ("Trần Thị Bình", "", "H37.107", "", "Chủ tịch", "lanh dao don vi", "0912345678", "a@b.vn")


def workbook(*rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headings, *rows):
        sheet.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def commune() -> Agency:
    return factories.agency("UBND xã Vạn Linh", code="H37.107", aliases=["Xã Vạn Linh"])


def take(content: bytes, *, apply: bool = True) -> actions.ImportOutcome:
    return actions.import_officers(content=content, from_on=TODAY, at=NOW, apply=apply)


def sentences(*rows: Sequence[object], **how: Sequence[str]) -> list[tuple[int, str]]:
    outcome = take(workbook(*rows, **how))
    assert outcome.created == [] or not Account.objects.filter(must_change_password=True).exists()
    return [(problem.row, problem.sentence) for problem in outcome.problems]


def test_a_list_makes_accounts_posts_and_assignments() -> None:
    agency = commune()

    outcome = take(workbook(AN, BINH))

    assert outcome.problems == []
    assert [officer.username for officer in outcome.created] == ["an.nv", "binh.tt"]
    leader = Account.objects.get(username="binh.tt")
    assert leader.must_change_password
    assert leader.check_password(outcome.created[1].first_password)
    held = access.postings(leader.pk, TODAY)
    assert [(p.role, p.agency_id, p.post_name) for p in held] == [
        (Role.LEADER, agency.pk, "Chủ tịch")
    ]


def test_a_preview_shows_the_same_and_writes_nothing() -> None:
    commune()

    outcome = take(workbook(AN, BINH), apply=False)

    assert [officer.username for officer in outcome.created] == ["an.nv", "binh.tt"]
    assert not any(officer.first_password for officer in outcome.created)
    assert not Account.objects.exists()
    assert not Post.objects.exists()


def test_the_same_list_again_changes_nothing() -> None:
    commune()
    take(workbook(AN, BINH))

    outcome = take(workbook(AN, BINH))

    assert (outcome.created, outcome.unchanged, outcome.problems) == ([], [2, 3], [])
    assert Account.objects.count() == 2


def test_one_person_with_two_posts_has_one_account() -> None:
    commune()
    second = (*AN[:4], "Văn thư", "Thụ lý hồ sơ")

    outcome = take(workbook(AN, second))

    assert [officer.username for officer in outcome.created] == ["an.nv", "an.nv"]
    assert Account.objects.count() == 1
    assert outcome.created[1].first_password == ""


def test_one_bad_row_keeps_the_whole_list_out() -> None:
    commune()
    wrong_role = (*BINH[:5], "Giám đốc")

    outcome = take(workbook(AN, wrong_role))

    assert [problem.row for problem in outcome.problems] == [3]
    assert "Không có vai trò “Giám đốc”" in outcome.problems[0].sentence
    assert not Account.objects.exists()


def test_an_unknown_agency_is_answered_with_the_nearest_name() -> None:
    commune()

    [(row, sentence)] = sentences((*AN[:2], "UBND xã Vạn Lin", *AN[3:]))

    assert row == 2
    assert "UBND xã Vạn Linh" in sentence


def test_a_closed_agency_takes_nobody() -> None:
    actions.close_agency(agency=commune(), last_day=date(2025, 6, 30))

    assert sentences(AN) == [(2, "“UBND xã Vạn Linh” đã kết thúc hoạt động.")]


def test_a_closed_post_takes_nobody() -> None:
    agency = commune()
    post = actions.open_post(agency=agency, name="Tiếp nhận", role=Role.CLERK, unit="Một cửa")
    actions.close_post(post=post, last_day=date(2025, 6, 30))

    assert sentences(AN) == [(2, "Vị trí này đã đóng.")]


def test_a_repeated_row_names_the_first_one() -> None:
    commune()

    assert sentences(AN, BINH, AN) == [(4, "Trùng với dòng 2.")]


def test_missing_cells_are_all_named() -> None:
    commune()

    assert sentences(("", "an.nv", "Xã Vạn Linh", "", "", "Thụ lý hồ sơ")) == [
        (2, "Thiếu “Họ và tên”."),
        (2, "Thiếu “Vị trí”."),
    ]


def test_a_formula_is_not_believed() -> None:
    commune()

    [(row, sentence)] = sentences(("=A1", *AN[1:]))

    assert row == 2
    assert "là công thức" in sentence


def test_a_user_name_of_somebody_else_is_not_taken_over() -> None:
    commune()
    factories.account("Trần Văn Khác", username="an.nv")

    assert sentences(AN) == [(2, "Tên đăng nhập “an.nv” là của người khác (Trần Văn Khác).")]


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (1, "nguyễn an", "chữ không dấu"),
        (7, "khong-co-a-cong", "Thư điện tử"),
        (3, "x" * 201, "dài quá 200"),
    ],
)
def test_what_cannot_be_kept_is_told(place: int, value: str, said: str) -> None:
    commune()
    row = [*AN, "", ""]
    row[place] = value

    [(_row, sentence)] = sentences(row)

    assert said in sentence


def test_a_number_typed_as_a_number_is_read_as_written() -> None:
    commune()

    take(workbook((*AN, 912345678.0)))

    assert Account.objects.get().phone == "912345678"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không phải là bảng tính"),
        (b"ho ten;ten dang nhap\n", "không phải là bảng tính"),
        (b"PK\x03\x04 khong phai", "không phải là bảng tính"),
        (b"\x00" * (1024 * 1024 + 1), "lớn hơn 1 MB"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(actions.NotAWorkbook, match=said):
        take(content)


def test_a_list_without_rows_or_with_other_columns_is_refused_in_words() -> None:
    with pytest.raises(actions.NotAWorkbook, match="chưa có dòng nào"):
        take(workbook())
    with pytest.raises(actions.NotAWorkbook, match="Cơ quan, Vị trí, Vai trò"):
        take(workbook(headings=["Họ và tên", "Tên đăng nhập"]))


def test_a_list_without_end_is_refused() -> None:
    with pytest.raises(actions.NotAWorkbook, match=r"2\.000"):
        take(workbook(*([AN] * 2001)))


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused() -> None:
    packed = BytesIO(workbook(AN))
    with ZipFile(packed, "a", ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/image1.png", bytes(40 * 1024 * 1024))

    assert len(packed.getvalue()) < actions.MOST_BYTES
    with pytest.raises(actions.NotAWorkbook, match="không phải là bảng tính"):
        take(packed.getvalue())


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_with_a_broken_part_is_refused_in_words(part: str) -> None:
    broken = BytesIO()
    with ZipFile(BytesIO(workbook(AN))) as whole, ZipFile(broken, "w") as parts:
        for name in whole.namelist():
            parts.writestr(name, whole.read(name)[:-40] if name == part else whole.read(name))

    with pytest.raises(actions.NotAWorkbook, match="không phải là bảng tính"):
        take(broken.getvalue())


def test_the_template_can_be_filled_and_taken_over() -> None:
    factories.agency("UBND xã Tân Thành")

    outcome = take(actions.officer_list_template())

    assert [officer.full_name for officer in outcome.created] == ["Nguyễn Văn An"]
    sheet = load_workbook(BytesIO(actions.officer_list_template())).active
    assert sheet is not None
    assert tuple(cell.value for cell in sheet[1]) == HEADINGS
