"""The whole national catalogue, both files: none lost, under a minute, twice the same, edited exactly told."""

import gzip
import json
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection

from motcua.base import clock
from motcua.catalog import actions
from motcua.catalog.models import (
    CaseChannel,
    Conflict,
    Origin,
    Procedure,
    ProcedureState,
    ProcedureVersion,
    SourceRecord,
)
from motcua.catalog.national import reading

pytestmark = pytest.mark.django_db
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = ["procedures_2026.jsonl.gz", "procedures_2026_parsed.jsonl.gz"]
NAMES = {FILES[0]: "ten_thu_tuc", FILES[1]: "ten"}
RECORDS = 2_642
ON, NEXT = date(2026, 3, 2), date(2026, 3, 3)
SECONDS = 60


def bring_in(path, on=ON):
    if not path.exists():
        pytest.skip(f"../shared/data/{path.name} is not beside the project")
    moment = datetime(on.year, on.month, on.day, 9, tzinfo=clock.ZONE)
    begun = time.perf_counter()
    run = actions.import_catalogue(file=reading.read(path), on=on, now=lambda: moment)
    took = time.perf_counter() - begun
    with connection.cursor() as cursor:
        # As the command does: without statistics a question over all of it may take minutes.
        cursor.execute("ANALYZE")
    print(f"{path.name}: {took:.1f} s, {run.added} new, {run.changed} changed")  # noqa: T201 - a figure
    return run, took


def edited(path, folder):
    """Ten records changed, five left out, five lines of junk."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    for record in records[100:110]:
        record[NAMES[path.name]] += " (sửa đổi)"
    kept = [json.dumps(one, ensure_ascii=False) for one in records[:500] + records[505:]]
    junk = ["không phải JSON", "{", "[]", '{"khac": 1}', json.dumps({NAMES[path.name]: "Không mã"})]
    for place, line in enumerate(junk):
        kept.insert(1_000 + 100 * place, line)
    copy = folder / "edited.jsonl"
    copy.write_text("\n".join(kept), encoding="utf-8")
    return copy


@pytest.mark.parametrize("order", [FILES, FILES[::-1]], ids=["texts first", "parsed first"])
def test_both_files_come_in_whole_and_a_second_time_nothing_changes(order):
    for name in order:
        run, took = bring_in(DATA / name)
        assert run.records == RECORDS
        assert run.not_understood == 0
        assert took < SECONDS
    assert Procedure.objects.count() == RECORDS
    assert SourceRecord.objects.count() == 2 * RECORDS
    assert ProcedureVersion.objects.filter(effective_to=None).count() == RECORDS
    before = list(ProcedureVersion.objects.order_by("pk").values_list("pk", "effective_to"))
    for name in FILES:
        run, _took = bring_in(DATA / name, NEXT)
        assert (run.added, run.changed, run.switched_off, run.unchanged) == (0, 0, 0, RECORDS)
    assert list(ProcedureVersion.objects.order_by("pk").values_list("pk", "effective_to")) == before


@pytest.mark.parametrize("name", FILES)
def test_an_edited_copy_is_told_exactly_and_the_province_s_completion_survives(name, tmp_path):
    for each in FILES:
        bring_in(DATA / each)
    local = _complete(_changed_by_the_edit(DATA / name))
    run, _took = bring_in(edited(DATA / name, tmp_path), NEXT)
    told = (run.added, run.changed, run.switched_off, run.not_understood, run.unchanged)
    assert told == (0, 10, 5, 5, RECORDS - 15)
    assert Procedure.objects.count() == RECORDS
    local.refresh_from_db()
    assert local.effective_to is None
    assert Conflict.objects.get().local == local


def test_a_limit_nobody_stated_is_nowhere_guessed():
    run, _took = bring_in(DATA / FILES[0])
    doubted = set(run.problems.filter(kind__startswith="limit").values_list("code", flat=True))
    lacking = CaseChannel.objects.filter(limit_unit="").values_list(
        "case__version__procedure__code", flat=True
    )
    assert set(lacking) == doubted
    assert len(doubted) > 450


def _changed_by_the_edit(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        record = [json.loads(line) for line in lines][100]
    return record.get("ma_thu_tuc") or record["ma"]


def _complete(code):
    """A version of the province's own in the place of the national one."""
    national = ProcedureVersion.objects.get(procedure__code=code)
    made = ProcedureVersion.objects.get(pk=national.pk)
    made.pk, made.number, made.origin = None, 2, Origin.LOCAL
    made.state, made.supplements, made.effective_from = ProcedureState.DRAFT, national, NEXT
    made.save(force_insert=True)
    ProcedureVersion.objects.filter(pk=national.pk).update(effective_to=ON)
    ProcedureVersion.objects.filter(pk=made.pk).update(state=ProcedureState.PUBLISHED)
    return made
