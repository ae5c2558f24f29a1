"""The national catalogue comes in: kept, published, switched off, never deleted, never overwriting."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.base import clock
from motcua.catalog import queries
from motcua.catalog.models import (
    Absence,
    CaseChannel,
    Conflict,
    NotAskedPaper,
    Origin,
    Procedure,
    ProcedureState,
    ProcedureVersion,
    SourceRecord,
)
from motcua.rules.codes import Channel, ServiceLevel, Tier
from tests import factories
from tests.catalog.national_records import ON, bring_in, parted, portal, texts

pytestmark = pytest.mark.django_db
TWENTY = [f"1.{number:06d}" for number in range(1, 21)]
NEXT = ON + timedelta(days=1)
LATER = ON + timedelta(days=30)


def counts(run):
    return (
        run.added,
        run.changed,
        run.switched_off,
        run.switched_on,
        run.not_understood,
        run.unchanged,
    )


def versions(code):
    return list(ProcedureVersion.objects.filter(procedure__code=code).order_by("number"))


def everything():
    """Every row of the catalogue as it stands, without what notes when a record was last seen."""
    tables = (Procedure, ProcedureVersion, CaseChannel, Absence, Conflict)
    rows = [list(table.objects.order_by("pk").values()) for table in tables]
    return rows, list(SourceRecord.objects.order_by("pk").values("code", "digest", "current"))


@pytest.mark.parametrize("make", [texts, parted, portal])
def test_a_second_import_changes_nothing(tmp_path, make):
    first = bring_in(tmp_path, [make(code) for code in TWENTY])
    assert counts(first) == (20, 0, 0, 0, 0, 0)
    before = everything()
    second = bring_in(tmp_path, [make(code) for code in TWENTY], LATER)
    assert counts(second) == (0, 0, 0, 0, 0, 20)
    assert everything() == before
    assert second.problems.count() == 0


def test_a_version_says_what_the_record_told(tmp_path):
    bring_in(tmp_path, [texts("1.000001")])
    version = queries.with_parts(queries.by_code("1.000001", ON))
    assert version.origin == Origin.NATIONAL
    assert (version.level, version.levels) == (Tier.COMMUNE, [Tier.COMMUNE, Tier.PROVINCE])
    assert version.service_level == ServiceLevel.PARTIAL
    assert version.prescriber == "Bộ Xây dựng"
    case = version.cases.get()
    assert [paper.form_code for paper in case.papers.all()] == ["Mau DDN01.docx", ""]
    assert NotAskedPaper.objects.get().name == "Sổ hộ khẩu gia đình"
    counter = queries.case_channel(case, Channel.COUNTER)
    assert (counter.limit_amount, counter.limit_unit) == (5, "working_days")


def test_a_channel_without_a_limit_is_published_and_refuses_reception(tmp_path):
    bring_in(tmp_path, [texts("1.000001")])
    case = queries.by_code("1.000001", ON).cases.get()
    assert case.channels.filter(channel=Channel.ONLINE).exists()
    with pytest.raises(queries.LimitMissing):
        queries.case_channel(case, Channel.ONLINE)


def test_an_edited_copy_is_told_exactly(tmp_path):
    codes = [f"1.{number:06d}" for number in range(1, 101)]
    bring_in(tmp_path, [texts(code) for code in codes])
    edited = [
        texts(code, **({"ten_thu_tuc": f"Tên mới {code}"} if place < 10 else {}))
        for place, code in enumerate(codes)
        if place < 95
    ]
    junk = [
        "rác",
        '{"ma_thu_tuc": 5',
        {"ten_thu_tuc": "Không mã"},
        [],
        texts("1.000020", ten_thu_tuc="Khác"),
    ]
    run = bring_in(tmp_path, [*edited[:40], *junk, *edited[40:]], LATER)
    assert counts(run) == (0, 10, 5, 0, 5, 85)
    assert all(problem.sentence.startswith("Dòng 4") for problem in run.problems.filter(whole=True))
    assert SourceRecord.objects.filter(understood=False).count() == 5
    assert counts(bring_in(tmp_path, [*edited[:40], *junk, *edited[40:]], LATER)) == (
        0,
        0,
        0,
        0,
        5,
        95,
    )
    assert SourceRecord.objects.filter(understood=False).count() == 5


def test_a_changed_record_is_the_next_version_and_the_last_one_stays(tmp_path):
    bring_in(tmp_path, [texts("1.000001")])
    bring_in(tmp_path, [texts("1.000001", ten_thu_tuc="Tên mới")], LATER)
    first, second = versions("1.000001")
    assert (first.effective_to, second.effective_from) == (LATER - timedelta(days=1), LATER)
    assert queries.by_code("1.000001", LATER).name == "Tên mới"
    assert queries.by_code("1.000001", ON).name == first.name
    assert SourceRecord.objects.filter(current=True).count() == 1
    assert SourceRecord.objects.count() == 2


def test_a_change_on_the_day_of_the_first_import_replaces_it_whole(tmp_path):
    bring_in(tmp_path, [texts("1.000001")])
    bring_in(tmp_path, [texts("1.000001", ten_thu_tuc="Tên mới")])
    first, second = versions("1.000001")
    assert queries.by_code("1.000001", ON) == second
    assert first.effective_to == ON - timedelta(days=1)


def test_a_text_that_comes_back_is_a_change_again(tmp_path):
    for day, name in enumerate(["A", "B", "A"]):
        run = bring_in(tmp_path, [texts("1.000001", ten_thu_tuc=name)], ON + timedelta(days=day))
    assert run.changed == 1
    assert [version.name for version in versions("1.000001")] == ["A", "B", "A"]


def test_a_change_of_what_no_version_shows_is_counted_and_makes_none(tmp_path):
    bring_in(tmp_path, [texts("1.000001")])
    run = bring_in(tmp_path, [texts("1.000001", detail_url="khác")], LATER)
    assert counts(run) == (0, 1, 0, 0, 0, 0)
    assert len(versions("1.000001")) == 1


def test_a_missing_procedure_is_switched_off_and_on_again_and_nothing_is_deleted(tmp_path):
    bring_in(tmp_path, [texts(code) for code in TWENTY])
    run = bring_in(tmp_path, [texts(code) for code in TWENTY[1:]], NEXT)
    assert run.switched_off == 1
    assert queries.by_code("1.000001", ON) is not None
    assert queries.by_code("1.000001", NEXT) is None
    assert queries.switched_off(Procedure.objects.get(code="1.000001"), NEXT)
    assert bring_in(tmp_path, [texts(code) for code in TWENTY[1:]], NEXT).switched_off == 0
    back = bring_in(tmp_path, [texts(code) for code in TWENTY], LATER)
    assert counts(back) == (0, 0, 0, 1, 0, 20)
    assert queries.by_code("1.000001", LATER) is not None
    assert queries.by_code("1.000001", LATER - timedelta(days=1)) is None


def test_only_procedures_of_the_same_authority_are_switched_off(tmp_path):
    written = factories.procedure()
    bring_in(tmp_path, [texts("2.000001", nguon_bo="bo-tu-phap")])
    bring_in(tmp_path, [texts(code) for code in TWENTY])
    run = bring_in(tmp_path, [texts(code) for code in TWENTY[:15]], NEXT)
    assert run.switched_off == 5
    assert queries.by_code("2.000001", NEXT) is not None
    assert queries.in_force(written.procedure, NEXT) == written


def test_an_excerpt_switches_nothing_off_unless_it_is_said_to_be_whole(tmp_path):
    bring_in(tmp_path, [texts(code) for code in TWENTY])
    run = bring_in(tmp_path, [texts("1.000001")], NEXT)
    assert run.switched_off == 0
    assert run.problems.get().kind == "too_many_missing"
    assert bring_in(tmp_path, [texts("1.000001")], NEXT, whole=True).switched_off == 19


def test_a_part_switches_nothing_off(tmp_path):
    bring_in(tmp_path, [texts(code) for code in TWENTY])
    assert bring_in(tmp_path, [texts(code) for code in TWENTY[1:]], whole=False).switched_off == 0


def test_one_record_of_lay_thu_tuc_says_nothing_of_the_others(tmp_path):
    bring_in(tmp_path, [portal(code) for code in TWENTY])
    assert bring_in(tmp_path, [portal(code) for code in TWENTY[:15]]).switched_off == 0


def test_a_record_the_portal_no_longer_shows_is_switched_off(tmp_path):
    bring_in(tmp_path, [portal("1.000001"), portal("1.000002")])
    hidden = [portal("1.000001", TRANGTHAI="0"), portal("1.000002")]
    assert bring_in(tmp_path, hidden, NEXT).switched_off == 1
    assert counts(bring_in(tmp_path, hidden, LATER)) == (0, 0, 0, 0, 0, 2)
    assert bring_in(tmp_path, [portal("1.000001"), portal("1.000002")], LATER).switched_on == 1


def test_a_broken_line_does_not_switch_its_procedure_off(tmp_path):
    bring_in(tmp_path, [texts(code) for code in TWENTY])
    broken = [texts(code) for code in TWENTY]
    broken[4] = '{"ma_thu_tuc": "1.000005", "ten_thu'
    broken[9] = "không còn gì đọc được"
    run = bring_in(tmp_path, broken, NEXT)
    assert counts(run) == (0, 0, 0, 0, 2, 18)


def test_the_second_shape_doubles_nothing_and_degrades_nothing(tmp_path):
    bring_in(tmp_path, [texts(code) for code in TWENTY])
    before = [version.pk for version in ProcedureVersion.objects.all()]
    run = bring_in(tmp_path, [parted(code) for code in TWENTY], NEXT)
    assert counts(run) == (0, 0, 0, 0, 0, 20)
    assert [version.pk for version in ProcedureVersion.objects.all()] == before
    assert SourceRecord.objects.count() == 40


def test_the_fuller_shape_adds_what_the_first_one_lacked(tmp_path):
    bring_in(tmp_path, [parted("1.000001")])
    bring_in(tmp_path, [texts("1.000001")], NEXT)
    first, second = versions("1.000001")
    assert first.steps == ""
    assert second.steps.startswith("Bước 1")


def test_what_changes_in_the_poorer_shape_counts_all_the_same(tmp_path):
    bring_in(tmp_path, [texts("1.000001")])
    bring_in(tmp_path, [parted("1.000001")])
    run = bring_in(tmp_path, [parted("1.000001", ten="Tên mới")], NEXT)
    assert run.changed == 1
    version = queries.by_code("1.000001", NEXT)
    assert version.name == "Tên mới"
    assert version.steps.startswith("Bước 1")


def test_a_version_of_the_starter_is_followed_by_the_national_one(tmp_path):
    written = factories.procedure(
        factories.version_record(from_on=date(2025, 1, 1)), code="1.000001"
    )
    bring_in(tmp_path, [texts("1.000001")])
    second = queries.by_code("1.000001", ON)
    assert (second.number, second.origin) == (2, Origin.NATIONAL)
    assert second.plain_summary == written.plain_summary
    assert queries.by_code("1.000001", ON - timedelta(days=1)) == written


def completed(version):
    """The province's own version of a national one, as its completion leaves it."""
    made = ProcedureVersion.objects.get(pk=version.pk)
    made.pk, made.number = None, version.number + 1
    made.state, made.origin, made.supplements = ProcedureState.DRAFT, Origin.LOCAL, version
    made.effective_from = NEXT
    made.save(force_insert=True)
    ProcedureVersion.objects.filter(pk=version.pk).update(effective_to=ON)
    ProcedureVersion.objects.filter(pk=made.pk).update(state=ProcedureState.PUBLISHED)
    return made


def test_no_import_overwrites_what_the_province_completed(tmp_path):
    bring_in(tmp_path, [texts("1.000001")])
    local = completed(versions("1.000001")[0])
    assert bring_in(tmp_path, [texts("1.000001")], LATER).conflicts == 0
    run = bring_in(tmp_path, [texts("1.000001", ten_thu_tuc="Trung ương đổi")], LATER)
    assert (run.changed, run.conflicts) == (1, 1)
    assert queries.by_code("1.000001", LATER) == local
    conflict = Conflict.objects.get()
    assert (conflict.local, conflict.national.name) == (local, "Trung ương đổi")
    assert conflict.national.state == ProcedureState.DRAFT
    bring_in(tmp_path, [texts("1.000001", ten_thu_tuc="Đổi nữa")], LATER)
    assert [row.outcome for row in Conflict.objects.order_by("pk")] == ["overtaken", ""]


def test_what_was_read_is_kept_letter_by_letter_and_cannot_be_changed(tmp_path):
    bring_in(tmp_path, [texts("1.000001"), "rác\x00"])
    record = SourceRecord.objects.get(code="1.000001")
    assert '"ma_thu_tuc": "1.000001"' in record.text
    assert SourceRecord.objects.get(understood=False).text == "rác\\x00"
    for change in (
        lambda: SourceRecord.objects.filter(pk=record.pk).update(text="khác"),
        lambda: SourceRecord.objects.filter(pk=record.pk).delete(),
    ):
        with pytest.raises(IntegrityError, match="source record"), transaction.atomic():
            change()


def test_a_field_is_one_however_it_is_spelt(tmp_path):
    bring_in(
        tmp_path, [texts("1.000001", linh_vuc="Văn hoá"), texts("1.000002", linh_vuc="Văn hóa")]
    )
    first, second = (queries.by_code(code, ON).field for code in ("1.000001", "1.000002"))
    assert first == second


def test_a_published_version_takes_no_more_rows(tmp_path):
    bring_in(tmp_path, [texts("1.000001")])
    case = queries.by_code("1.000001", ON).cases.get()
    with pytest.raises(IntegrityError, match="published version"), transaction.atomic():
        NotAskedPaper.objects.create(case=case, name="Sổ hộ khẩu", ground="–")


def test_progress_is_told_to_whoever_asks(tmp_path):
    told = []
    bring_in(
        tmp_path,
        [texts(code) for code in TWENTY],
        progress=lambda done, of: told.append((done, of)),
    )
    assert told[0] == (1, 20)
    assert told[-1] == (20, 20)


def test_a_run_knows_its_moments(tmp_path):
    run = bring_in(tmp_path, [texts("1.000001")])
    assert run.started_at == run.finished_at == datetime(2026, 3, 2, 9, tzinfo=clock.ZONE)
