"""Registers feed the forms: what they count is locked, opens to its lines, and a closed period keeps it."""

from datetime import date

import pytest

from motcua.base import clock
from motcua.control import registers
from motcua.dossiers import actions as dossiers
from motcua.dossiers.actions import By
from motcua.reporting import actions as reporting
from motcua.reporting import definitions, filled, form_sheets, kept
from motcua.reporting.campaigns import consolidated
from motcua.reporting.filled import Typed
from motcua.rules import periods
from motcua.rules.definitions import Rows, Source
from tests import factories
from tests.control import books

pytestmark = pytest.mark.django_db
II, III = periods.quarter(2024, 2), periods.quarter(2024, 3)
IN_III = date(2024, 8, 5)
AFTER = date(2024, 9, 16)
DECISION = {
    "on": "05/08/2024",
    "number": "12/QĐ-UBND",
    "area": "Đất đai",
    "texts": "2",
    "new": "3",
    "amended": "4",
    "abolished": "1",
}


@pytest.fixture
def there():
    return books.province()


def form(code: str, agency, window=III, **more):
    return filled.build(code, agency_id=agency.pk, window=window, **more)


def test_every_cell_that_waits_for_a_register_is_fed_by_one():
    waiting = {
        (one.code, cell.code)
        for one in definitions.every()
        for cell in one.cells
        if cell.source is Source.CONTROL
    }
    assert waiting == {cell for one in registers.every() for cell in one.feeds}


def test_a_form_that_lists_rows_has_a_register_that_names_them():
    for one in definitions.every():
        feeding = registers.feeding(one.code).values()
        if feeding and one.rows is Rows.OPEN:
            assert {register.row for register, _count in feeding} != {""}


def test_until_the_register_is_kept_the_cell_is_typed_and_says_so(there):
    books.write("cong-bo", there.province, there.controller, **DECISION)
    typed = [Typed("", {"1.2": 7})]
    told = form("CCHC.3", there.province, typed=typed)
    assert told.lines[0].values["1.2"] == 7
    assert "Đơn vị tự nhập vì chưa mở đủ sổ kiểm soát: 1.1, 1.2, 1.3." in told.under_the_form()
    assert any("Quyết định công bố" in note for note in told.under_the_form())


def test_when_it_is_kept_its_lines_are_the_figure_and_nobody_types_over_it(there):
    books.keep("cong-bo", there.controller, there.province)
    books.write("cong-bo", there.province, there.controller, **DECISION)
    books.write("cong-bo", there.province, there.controller, **DECISION | {"new": "5"})
    told = form("CCHC.3", there.province, typed=[Typed("", {"1.2": 7, "1.1": 2})])
    assert (told.lines[0].values["1.2"], told.lines[0].values["1.3"]) == (8, 2)
    assert told.lines[0].values["1.1"] == 2
    locked = filled.offered("CCHC.3", agency_id=there.province.pk, window=III).definition
    assert (locked.by_code["1.2"].source, locked.by_code["1.1"].source) == (
        Source.REGISTER,
        Source.CONTROL,
    )
    with pytest.raises(reporting.Locked, match=r"1\.2"):
        reporting.type_in(
            definition=locked,
            agency_id=there.province.pk,
            window=III,
            rows=[Typed("", {"1.2": 7})],
            seen=0,
            by=there.controller,
            at=books.moment(),
        )


def test_a_register_opened_within_the_window_counts_from_the_next_one_on(there):
    books.keep("cong-bo", there.controller, there.province, from_on=date(2024, 7, 1))
    books.write("cong-bo", there.province, there.controller, **DECISION)
    assert form("CCHC.3", there.province).lines[0].values["1.2"] is None


def test_a_figure_of_many_units_waits_until_each_keeps_the_register(there):
    texts = {"on": "05/08/2024", "subject": "Một cửa", "classes": "1", "people": "30"}
    books.keep("tap-huan", there.controller, there.province)
    books.write("tap-huan", there.province, there.controller, **texts)
    books.write("tap-huan", there.commune, there.leader, **texts)
    alone = form("TM", there.province)
    assert alone.lines[0].values["8.4"] is None
    assert any("Tập huấn, bồi dưỡng nghiệp vụ (1 đơn vị)" in one for one in alone.notes)
    books.keep("tap-huan", there.controller, there.commune)
    assert form("TM", there.province).lines[0].values["8.4"] == 60
    assert form("TM", there.commune).lines[0].values["8.4"] == 30


def test_the_rows_of_a_list_are_those_of_its_register(there):
    books.keep("cong-bo", there.controller, there.province)
    for area in ("Hộ tịch", "Đất đai", "Đất đai"):
        texts = DECISION | {"area": area, "shown_on": "06/08/2024", "put_up": "7"}
        books.write("cong-bo", there.province, there.controller, **texts)
    told = form("II.03b", there.province)
    rows = [(one.name, one.values["3"], one.values["5"], one.values["10"]) for one in told.lines]
    assert rows == [("Đất đai", 2, 16, 14), ("Hộ tịch", 1, 8, 7)]
    assert told.total is not None
    assert (told.total.values["3"], told.missing, told.broken) == (3, (), ())
    assert form_sheets.workbook(told)


def test_words_of_a_list_come_from_its_register(there):
    books.keep("danh-gia-tac-dong", there.controller, there.province)
    texts = {"on": "05/08/2024", "draft": "Nghị quyết về phí", "new": "2", "assessed": "2"}
    for note in ("Đủ biểu mẫu", "Lấy ý kiến lần 2"):
        books.write("danh-gia-tac-dong", there.province, there.controller, note=note, **texts)
    (row,) = form("II.01", there.province).lines
    assert (row.name, row.values["3"], row.values["7"]) == ("Nghị quyết về phí", 4, 4)
    assert row.values["8"] == "Đủ biểu mẫu; Lấy ý kiến lần 2"


def test_tasks_are_counted_by_how_they_stood(there):
    books.keep("nhiem-vu-giao", there.controller, there.province, there.commune)
    tasks = [
        {"due_on": "20/08/2024", "done_on": "19/08/2024"},
        {"due_on": "01/08/2024", "done_on": "19/08/2024"},
        {"due_on": "01/09/2024"},
        {"due_on": "01/12/2024"},
    ]
    for number, task in enumerate(tasks):
        told = {"on": "01/07/2024", "source": "government", "task": f"Nhiệm vụ {number}"}
        books.write("nhiem-vu-giao", there.province, there.controller, **told | task)
    values = form("CCHC.1", there.province).lines[0].values
    assert [values[code] for code in ("5.1", "5.2", "5.3", "5.4")] == [4, 1, 1, 1]
    assert form("CCHC.1", there.province).broken == ()


def test_a_closed_quarter_keeps_its_figure_and_the_next_one_says_what_was_changed(there):
    books.keep("cong-bo", there.controller, there.province)
    entry = books.write("cong-bo", there.province, there.controller, **DECISION)
    clock.set_to(books.moment(AFTER))
    dossiers.close_period(
        through=III.to_on, label="quý III", by=By(officer=there.controller, at=clock.now())
    )
    before = form("CCHC.3", there.province, as_of=books.moment(AFTER))
    books.correct(
        entry, there.controller, at=books.moment(date(2024, 9, 18)), **DECISION | {"new": "9"}
    )
    books.write(
        "cong-bo", there.province, there.controller, at=books.moment(date(2024, 9, 18)), **DECISION
    )
    now = form("CCHC.3", there.province)
    assert now.lines[0].values["1.2"] == before.lines[0].values["1.2"] == 3
    following = form("CCHC.3", there.province, window=periods.following(III))
    assert following.lines[0].values["1.2"] == 6 + 3
    assert any("điều chỉnh sau chốt" in note for note in following.notes)


def test_as_of_a_moment_later_lines_are_not_known(there):
    books.keep("cong-bo", there.controller, there.province)
    books.write("cong-bo", there.province, there.controller, **DECISION)
    late = books.moment(date(2024, 8, 27))
    books.write("cong-bo", there.province, there.controller, at=late, **DECISION)
    then = form("CCHC.3", there.province, as_of=books.moment())
    assert (then.lines[0].values["1.2"], form("CCHC.3", there.province).lines[0].values["1.2"]) == (
        3,
        6,
    )


def test_a_filed_form_keeps_that_a_register_counted_it(there):
    books.keep("cong-bo", there.controller, there.province)
    told = form("II.03a", there.province)
    again = kept.form_again(kept.form(told))
    assert again.definition == told.definition
    assert again.definition.by_code["3"].locked


def test_one_inspected_twice_is_one_agency(there):
    books.keep("kiem-tra", there.controller, there.province, there.commune)
    other = factories.agency("Sở Xây dựng", level=there.province.level, parent=there.province)
    books.keep("kiem-tra", there.controller, other)
    for inspected in (other, other, there.commune):
        told = {"on": "05/08/2024", "subject": "both", "inspected": inspected.name, "found": "2"}
        books.write("kiem-tra", there.province, there.controller, settled="1", **told)
    values = form("CCHC.1", there.province).lines[0].values
    assert [values[code] for code in ("3.1", "3.3.1", "3.3.2")] == [1, 6, 3]
    assert form("TM", there.province).lines[0].values["8.5"] == 2


def test_the_whole_of_a_report_is_what_the_registers_say_and_not_that_twice(there):
    texts = {"on": "05/08/2024", "group": "Hộ tịch", "keep": "2", "done": "1"}
    books.keep("ra-soat", there.controller, there.province, there.commune)
    books.write("ra-soat", there.province, there.controller, **texts)
    books.write("ra-soat", there.commune, there.leader, **texts)
    part = form("II.04", there.commune)
    whole = consolidated.of("II.04", agency_id=there.province.pk, window=III, parts=[part]).form
    assert [(one.name, one.values["4"]) for one in part.lines] == [("Hộ tịch", 2)]
    assert [(one.name, one.values["4"]) for one in whole.lines] == [("Hộ tịch", 4)]
