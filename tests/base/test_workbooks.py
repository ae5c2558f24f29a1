"""A workbook somebody handed in is read within bounds; what is none is refused in words."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from motcua.base import workbooks
from motcua.base.workbooks import Bounds, Unusable

BOUNDS = Bounds(rows=3, size_bytes=workbooks.MEGABYTE, columns=2)


def sheet(*rows: tuple[object, ...]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    return book


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_rows_come_as_values_or_as_cells() -> None:
    content = saved(sheet(("Tên", "Số", "ngoài phạm vi"), ("An", "=1+1")))
    assert workbooks.values(content, BOUNDS) == [("Tên", "Số"), ("An", None)]
    told = [
        [(cell.value, cell.data_type) for cell in row] for row in workbooks.cells(content, BOUNDS)
    ]
    assert told[1] == [("An", "s"), ("=1+1", "f")]


def test_empty_rows_below_the_bound_are_no_rows() -> None:
    book = sheet(("Tên",), ("An",))
    book.worksheets[0].cell(row=40, column=1).number_format = "@"
    assert [row[0] for row in workbooks.values(saved(book), BOUNDS)[:2]] == ["Tên", "An"]
    assert workbooks.cells(saved(book), BOUNDS)


@pytest.mark.parametrize("read", [workbooks.values, workbooks.cells])
def test_a_row_below_the_bound_is_refused_wherever_it_stands(read) -> None:
    assert len(read(saved(sheet(*[("x",)] * 4)), BOUNDS)) == 4
    book = sheet(("Tên",))
    book.worksheets[0].cell(row=9, column=1, value="x")
    with pytest.raises(Unusable, match="dài hơn 3 dòng"):
        read(saved(book), BOUNDS)


def test_numbers_of_rows_are_said_with_dots() -> None:
    with pytest.raises(Unusable, match=r"dài hơn 1\.000 dòng"):
        workbooks.values(saved(sheet(*[("x",)] * 1002)), Bounds(rows=1000))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 gone", "họ tên;số\n".encode()])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(Unusable, match="không phải là bảng tính XLSX"):
        workbooks.values(content, BOUNDS)


def test_large_files_and_files_that_unpack_to_huge_ones_are_refused() -> None:
    with pytest.raises(Unusable, match="lớn hơn 1 MB"):
        workbooks.values(bytes(workbooks.MEGABYTE + 1), BOUNDS)
    packed = BytesIO(saved(sheet(("Tên",))))
    with ZipFile(packed, "a", ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/image1.png", bytes(17 * workbooks.MEGABYTE))
    with pytest.raises(Unusable, match="không phải là bảng tính XLSX"):
        workbooks.values(packed.getvalue(), BOUNDS)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, ""),
        (0, "0"),
        (912345678.0, "912345678"),
        (1.5, "1.5"),
        (date(2026, 9, 5), "05/09/2026"),
        (datetime(2026, 9, 5, 8, 0), "05/09/2026"),  # noqa: DTZ001 - a sheet has no zone
        ("  Nguyễn \n Văn  An ", "Nguyễn Văn An"),
    ],
)
def test_a_value_is_said_as_people_read_it(value: object, told: str) -> None:
    assert workbooks.said(value) == told
