"""The first records of the real national catalogue, where they are beside the project."""

import gzip
import itertools
from datetime import date, datetime
from pathlib import Path

import pytest

from motcua.base import clock
from motcua.catalog import actions
from motcua.catalog.models import CaseChannel, Procedure, SourceRecord
from motcua.catalog.national import reading

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
ON = date(2026, 3, 2)
HOW_MANY = 150


def bring_in(folder, name):
    source = DATA / name
    if not source.exists():
        pytest.skip(f"../shared/data/{name} is not beside the project")
    path = folder / "slice.jsonl"
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        path.write_text("".join(itertools.islice(lines, HOW_MANY)), encoding="utf-8")
    return actions.import_catalogue(
        file=reading.read(path), on=ON, now=lambda: datetime(2026, 3, 2, 9, tzinfo=clock.ZONE)
    )


def test_both_files_bring_the_same_procedures_in_once(tmp_path):
    first = bring_in(tmp_path, "procedures_2026.jsonl.gz")
    assert (first.added, first.not_understood) == (HOW_MANY, 0)
    second = bring_in(tmp_path, "procedures_2026_parsed.jsonl.gz")
    assert (second.added, second.changed, second.unchanged) == (0, 0, HOW_MANY)
    assert Procedure.objects.count() == HOW_MANY
    assert SourceRecord.objects.count() == 2 * HOW_MANY
    again = bring_in(tmp_path, "procedures_2026.jsonl.gz")
    assert (again.added, again.changed, again.unchanged) == (0, 0, HOW_MANY)


def test_no_channel_of_a_real_record_has_a_limit_its_file_does_not_state(tmp_path):
    bring_in(tmp_path, "procedures_2026.jsonl.gz")
    missing = CaseChannel.objects.filter(limit_unit="")
    assert missing.exists()
    assert not missing.filter(limit_amount__isnull=False).exists()
