"""Lines of the registers: written, corrected, struck, sealed; by whom."""

import argparse
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.base import upkeep
from motcua.cli import verify
from motcua.control import access, actions, queries, reading, registers
from motcua.control.models import Version
from motcua.jobs import tasks
from motcua.organizations.models import Role
from tests import factories, sealing
from tests.control import books

pytestmark = pytest.mark.django_db
TRAINING = {"on": "05/08/2024", "subject": "Nghiệp vụ một cửa", "classes": "2", "people": "1.120"}
BOOK = "tap-huan"


@pytest.fixture
def there():
    return books.province()


def _written(there, **changes: str):
    return books.write(BOOK, there.commune, there.leader, **TRAINING | changes)


def _corrected(there, entry, reason="Ghi nhầm số lớp", seen=1, **changes: str):
    return actions.correct(
        entry=entry,
        register=registers.of(BOOK),
        said=books.said(BOOK, **TRAINING | changes),
        reason=reason,
        seen=seen,
        by=there.leader,
        at=books.moment(),
    )


def _struck(there, entry, seen=1):
    return actions.strike(
        entry=entry,
        register=registers.of(BOOK),
        reason="Ghi nhầm sổ",
        seen=seen,
        by=there.leader,
        at=books.moment(),
    )


def test_a_line_says_what_was_typed(there):
    _written(there)
    (line,) = queries.lines(there.commune.pk, registers.of(BOOK))
    assert line.values["people"] == 1120
    assert (line.entry.number, line.number, line.on) == (1, 1, date(2024, 8, 5))


def test_lines_are_found_by_words_without_accents_and_by_their_days(there):
    _written(there)
    _written(there, subject="Ký số", on="10/01/2024")
    book = registers.of(BOOK)
    assert [one.entry.number for one in queries.lines(there.commune.pk, book)] == [1, 2]
    (found,) = queries.lines(there.commune.pk, book, words="ky so")
    assert found.entry.number == 2
    (late,) = queries.lines(there.commune.pk, book, from_on=date(2024, 8, 1))
    assert late.entry.number == 1


def test_a_correction_is_a_new_version_and_the_old_one_stays(there):
    entry = _written(there)
    _corrected(there, entry, classes="3")
    told = [(one.act, one.values["classes"]) for one in queries.history(entry.pk)]
    assert told == [("write", 2), ("correct", 3)]
    (now,) = queries.lines(there.commune.pk, registers.of(BOOK))
    assert now.values["classes"] == 3


def test_whoever_corrects_second_is_told(there):
    entry = _written(there)
    _corrected(there, entry, classes="3")
    with pytest.raises(actions.ChangedMeanwhile):
        _corrected(there, entry, classes="4")


def test_a_correction_says_why_and_changes_something(there):
    entry = _written(there)
    with pytest.raises(actions.Refused, match="Hãy ghi lý do"):
        _corrected(there, entry, reason="  ", classes="3")
    with pytest.raises(actions.Refused, match="Không có gì khác"):
        _corrected(there, entry)


def test_a_struck_line_is_read_and_never_written_again(there):
    entry = _written(there)
    _struck(there, entry)
    (line,) = queries.lines(there.commune.pk, registers.of(BOOK))
    assert line.struck
    with pytest.raises(actions.Struck):
        _corrected(there, entry, seen=2, classes="3")


def test_the_level_above_reads_and_does_not_write(there):
    with pytest.raises(access.NotAllowed):
        books.write(BOOK, there.commune, there.controller, **TRAINING)
    clerk = factories.officer(there.commune, Role.CLERK)
    with pytest.raises(access.NotAllowed):
        books.write(BOOK, there.commune, clerk, **TRAINING)


def test_the_province_opens_a_register_for_those_below_and_a_commune_its_own(there):
    book = registers.of(BOOK)
    books.keep(BOOK, there.controller, there.province, there.commune)
    books.keep(BOOK, there.leader, there.commune, from_on=date(2024, 6, 15))
    kept = queries.kept_from([there.province.pk, there.commune.pk], [book.code])
    assert kept == {
        (there.province.pk, book.code): date(2024, 1, 1),
        (there.commune.pk, book.code): date(2024, 6, 15),
    }
    with pytest.raises(access.NotAllowed):
        books.keep(BOOK, there.leader, there.province)


@pytest.mark.parametrize(
    "sql", ["UPDATE control_version SET number = 9", "DELETE FROM control_version"]
)
def test_the_database_refuses_to_change_a_line(there, sql):
    _written(there)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_line_that_was_touched_is_named_and_verification_fails(there, capsys):
    entry = _written(there)
    _corrected(there, entry, classes="3")
    assert list(queries.broken()) == []
    assert queries.summary([]) == "Sổ kiểm soát: không có sai lệch."
    with sealing.unsealed():
        Version.objects.filter(number=1).update(reason="khác")
    (named,) = list(queries.broken())
    assert "lần ghi 1" in named
    assert verify.run(argparse.Namespace(limit=9)) == 1
    assert "Sổ kiểm soát: 1 sai lệch." in capsys.readouterr().out
    tasks.verify()
    kept = upkeep.latest("verify")
    assert (kept.ok, "Sổ kiểm soát: 1 sai lệch." in kept.detail) == (False, True)


@pytest.mark.parametrize(
    ("register", "texts", "field", "words"),
    [
        (BOOK, {"on": ""}, "on", "Chưa ghi “Ngày”"),
        (BOOK, {"on": "31/02/2024"}, "on", "ngày/tháng/năm"),
        (BOOK, {"on": "21/08/2024"}, "on", "sau hôm nay"),
        (BOOK, {"on": "01/01/1024"}, "on", "xem lại năm"),
        (BOOK, {"classes": "hai"}, "classes", "ghi bằng chữ số"),
        (BOOK, {"classes": "-1"}, "classes", "ghi bằng chữ số"),
        (BOOK, {"subject": "x" * 501}, "subject", "dài quá 500"),
        ("truyen-thong", {"form": "Bồ câu"}, "form", "chỉ nhận một trong"),
        ("kiem-tra", {"inspected": "Sở Trời"}, "inspected", "không có cơ quan nào"),
        ("cong-bo", {"procedures": "9.999999"}, "procedures", "danh mục không có mã 9.999999"),
        ("kiem-tra", {"found": "1", "settled": "2"}, "settled", "lớn hơn 1"),
        ("can-bo-dau-moi", {"until": "01/01/2024"}, "until", "trở đi"),
    ],
)
def test_what_is_wrong_in_a_line_is_said_at_its_field(there, register, texts, field, words):
    told = {
        BOOK: TRAINING,
        "truyen-thong": {"on": "05/08/2024", "subject": "TTHC", "items": "1", "form": "Báo, đài"},
        "kiem-tra": {"on": "05/08/2024", "subject": "both", "inspected": str(there.commune.pk)},
        "cong-bo": {"on": "05/08/2024", "number": "12/QĐ-UBND", "area": "Đất đai"},
        "can-bo-dau-moi": {"on": "05/08/2024", "officer_name": "Lý Văn Bình"},
    }[register]
    found = reading.read(registers.of(register), told | texts, today=books.TODAY)
    assert set(found.errors) == {field}
    assert words in found.errors[field]


def test_two_lines_that_say_the_same_have_one_fingerprint_whatever_their_order():
    assert reading.digest({"a": 1, "b": None}) == reading.digest({"b": "", "a": 1})
    assert reading.digest({"a": 1}) != reading.digest({"a": 2})
