"""A register as a workbook: filled in, taken in whole or not at all, exported and taken in again."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from motcua.base import text
from motcua.control import access, actions, queries, reading, registers, sheets
from motcua.control.models import Entry
from tests.control import books

pytestmark = pytest.mark.django_db
BOOK = registers.of("kiem-tra")


@pytest.fixture
def there():
    return books.province()


def workbook(*rows, head=None) -> bytes:
    book = Workbook()
    book.active.append(list(head or (one.label for one in BOOK.fields)))
    for row in rows:
        book.active.append(list(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def taken(there, content: bytes) -> actions.Imported:
    return actions.import_lines(
        register=BOOK,
        agency=there.province,
        content=content,
        by=there.controller,
        at=books.moment(),
    )


def row(inspected: str, on="05/08/2024", found=3, settled=1) -> tuple:
    return (on, "Kiểm soát TTHC", inspected, "15/KL-UBND", "06/08/2024", "", found, settled)


def test_a_sheet_is_taken_in_once_however_often_it_is_sent(there):
    content = workbook(row(there.commune.name), row(there.commune.name, found=4), ())
    assert taken(there, content) == actions.Imported(added=2, there=0)
    assert taken(there, content) == actions.Imported(added=0, there=2)
    more = workbook(row(there.commune.name), row(there.commune.name))
    assert taken(there, more) == actions.Imported(added=1, there=1)


def test_a_line_corrected_or_struck_does_not_come_back_with_its_sheet(there):
    content = workbook(row(there.commune.name), row(there.commune.name, found=4))
    taken(there, content)
    first, second = Entry.objects.order_by("number")
    said = books.said("kiem-tra", on="05/08/2024", subject="control", inspected=there.commune.name)
    why = {"register": BOOK, "reason": "Nhầm", "seen": 1, "by": there.controller}
    actions.correct(entry=first, said=said, at=books.moment(), **why)
    actions.strike(entry=second, at=books.moment(), **why)
    assert taken(there, content) == actions.Imported(added=0, there=2)


def test_one_bad_row_and_nothing_is_taken_in_each_row_is_named(there):
    content = workbook(
        row(there.commune.name), row("Sở Trời"), row(there.commune.name, on="hôm qua", settled=9)
    )
    with pytest.raises(actions.Faulty) as caught:
        taken(there, content)
    told = [str(one) for one in caught.value.problems]
    assert [one.split(":")[0] for one in told] == ["Dòng 3", "Dòng 4"]
    assert "không có cơ quan nào" in told[0]
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK", "không phải là bảng tính"),
        (b"x" * (4 * 1024**2 + 1), "lớn hơn 4 MB"),
        (workbook(), "chưa có dòng nào"),
        (workbook(("05/08/2024",), head=["Ngày kiểm tra"]), "thiếu cột: Nội dung kiểm tra"),
        (
            workbook((), head=[*(one.label for one in BOOK.fields), "Số vấn để"]),
            "không có cột: Số vấn để",
        ),
    ],
)
def test_what_is_no_sheet_of_the_register_is_refused_in_words(there, content, words):
    with pytest.raises(sheets.NotASheet, match=words):
        taken(there, content)


def test_only_who_keeps_the_register_takes_a_sheet_in(there):
    with pytest.raises(access.NotAllowed):
        actions.import_lines(
            register=BOOK,
            agency=there.province,
            content=workbook(row(there.commune.name)),
            by=there.leader,
            at=books.moment(),
        )


def test_what_is_exported_adds_nothing_when_it_is_taken_in(there):
    taken(there, workbook(row(there.commune.name), row(there.commune.name, found=1234)))
    lines = list(queries.lines(there.province.pk, BOOK))
    names = reading.agencies_in(BOOK, [one.values for one in lines])
    content = sheets.export(BOOK, lines, names)
    sheet = load_workbook(BytesIO(content)).active
    assert [cell.value for cell in sheet[1]][:2] == ["Số dòng", "Ngày kiểm tra"]
    assert {sheet["H2"].value, sheet["H3"].value} == {1234, 3}
    assert taken(there, content) == actions.Imported(added=0, there=2)


@pytest.mark.parametrize("register", registers.every(), ids=lambda one: one.code)
def test_the_template_of_every_register_has_its_columns_and_a_guide(register):
    book = load_workbook(BytesIO(sheets.template(register)))
    labels = [one.label for one in register.fields]
    assert [cell.value for cell in book.worksheets[0][1]] == labels
    assert len({text.fold(label) for label in labels}) == len(labels)
    assert book.worksheets[1].max_row == len(labels) + 1
