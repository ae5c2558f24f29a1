"""Sealed tables, shown on the journal."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.base import clock, journal
from motcua.base.models import JournalEntry, Verb
from tests import sealing

AT = datetime(2026, 9, 10, 8, 0, tzinfo=clock.ZONE)


def _write() -> JournalEntry:
    return journal.write(
        account_id=1, verb=Verb.LOOK, subject_type="dossiers.dossier", subject_id=7, at=AT
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE base_journalentry SET account_id = 2",
        "DELETE FROM base_journalentry",
        "TRUNCATE base_journalentry",
    ],
)
def test_the_database_refuses_to_change_a_sealed_table(statement: str) -> None:
    _write()

    with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic():
        connection.cursor().execute(statement)

    assert JournalEntry.objects.count() == 1


@pytest.mark.django_db
def test_a_test_can_lift_the_seal_and_it_is_back_afterwards() -> None:
    entry = _write()

    with sealing.unsealed():
        JournalEntry.objects.update(account_id=2)

    entry.refresh_from_db()
    assert entry.account_id == 2
    with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic():
        JournalEntry.objects.update(account_id=3)


@pytest.mark.django_db(transaction=True)
def test_cleaning_up_after_a_transactional_test_gets_past_the_seal() -> None:
    _write()
