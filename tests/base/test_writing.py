"""Rows leave together, in their order, and before anybody reads."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base import clock, writing
from motcua.base.models import JournalEntry, OnceKey, Verb

pytestmark = pytest.mark.django_db


def key(name: str) -> OnceKey:
    return OnceKey(account_id=1, key=name, created_at=clock.now())


def write_and_fail(name: str) -> None:
    writing.insert(key(name))
    raise LookupError


def names() -> list[str]:
    return list(OnceKey.objects.order_by("pk").values_list("key", flat=True))


def test_outside_of_a_block_a_row_is_written_at_once() -> None:
    writing.insert(key("a"), key("b"))

    assert names() == ["a", "b"]


def test_nothing_to_write_is_no_statement() -> None:
    with CaptureQueriesContext(connection) as sent:
        writing.insert()

    assert len(sent) == 0


def test_rows_of_a_block_leave_in_one_statement_at_its_end() -> None:
    with CaptureQueriesContext(connection) as sent, writing.together():
        writing.insert(key("a"))
        writing.insert(JournalEntry(account_id=1, verb=Verb.LOOK, subject_type="x", at=clock.now()))
        writing.execute("UPDATE base_oncekey SET reference = %s WHERE key = %s", ["7", "a"])
        assert len(sent) == 0

    assert len(sent) == 1
    assert OnceKey.objects.get().reference == "7"
    assert JournalEntry.objects.count() == 1


def test_whoever_reads_inside_a_block_finds_what_was_written_before() -> None:
    with writing.together(), writing.together():
        writing.insert(key("a"))
        assert names() == ["a"]
        writing.insert(key("b"))

    assert names() == ["a", "b"]


def test_a_row_keeps_the_id_it_was_promised_and_its_columns_can_be_written_again() -> None:
    (first, second) = writing.ask(writing.next_id(OnceKey), writing.next_id(OnceKey))
    row = key("a")
    row.pk = second
    writing.insert(row)
    row.reference = "9"
    row.key = "not written"
    writing.update(row, ["reference"])

    assert second == first + 1
    assert list(OnceKey.objects.values_list("pk", "key", "reference")) == [(second, "a", "9")]


def test_several_questions_are_one_round_trip_with_their_parameters() -> None:
    with CaptureQueriesContext(connection) as sent:
        answers = writing.ask("SELECT %s::int + 1", "SELECT %s", parameters=[1, "hai"])

    assert answers == [2, "hai"]
    assert len(sent) == 1


def test_what_the_database_refuses_ends_the_block() -> None:
    writing.insert(key("a"))

    with pytest.raises(IntegrityError), transaction.atomic(), writing.together():
        writing.insert(key("b"), key("a"))

    assert names() == ["a"]


def test_a_block_that_fails_writes_nothing() -> None:
    with pytest.raises(LookupError), writing.together():
        write_and_fail("a")

    assert names() == []
    writing.insert(key("b"))
    assert names() == ["b"]


def test_a_savepoint_taken_back_takes_back_what_was_written_inside_it_alone() -> None:
    with transaction.atomic(), writing.together():
        writing.insert(key("a"))
        with pytest.raises(LookupError), transaction.atomic():
            write_and_fail("b")
        writing.insert(key("c"))

    assert names() == ["a", "c"]
