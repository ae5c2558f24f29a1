"""Verification names exactly what was touched behind the ledger's back."""

import importlib
from types import SimpleNamespace

import pytest
from django.db import connection

from motcua.base import clock
from motcua.dossiers import actions, sums, verification
from motcua.dossiers.models import Dossier, DossierEvent, OpenBalance, PeriodSum
from motcua.dossiers.verification import Kind, Report
from tests import sealing
from tests.dossiers import world as worlds
from tests.dossiers.test_random_histories import Walk
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db


def tamper(sql: str, *values: object) -> None:
    """Change the database as somebody with its keys could, the seals lifted."""
    with sealing.unsealed(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def subjects(report: Report) -> set[tuple[Kind, int | None, str]]:
    return {(each.kind, each.dossier_id, each.subject) for each in report.findings}


def dossiers_named(report: Report) -> set[int | None]:
    return {each.dossier_id for each in report.findings if each.kind is Kind.DOSSIER}


@pytest.fixture
def here() -> World:
    """A commune with three dossiers, two of them settled, whose days are sealed."""
    place = worlds.world()
    for day in ("17", "18", "19"):
        dossier = place.receive(f"2024-06-{day} 08:30")
        place.take_on(dossier, f"2024-06-{day} 10:00")
        if day != "19":
            place.decide(dossier, f"2024-06-{day} 15:00")
    clock.set_to(worlds.moment("2024-07-02 08:00"))
    actions.seal_past_days()
    return place


@pytest.fixture
def middle(here: World) -> Dossier:
    """The second of them."""
    return Dossier.objects.order_by("pk")[1]


def test_random_lawful_histories_are_found_whole() -> None:
    Walk(7).run()
    report = verification.verify()
    assert report.findings == ()
    assert report.notes == ()
    assert report.dossiers == Dossier.objects.count()
    assert report.events == DossierEvent.objects.count()
    assert report.days > 0


def test_a_changed_status_names_the_dossier_and_nothing_else(middle: Dossier) -> None:
    tamper("UPDATE dossiers_dossier SET status = 'received' WHERE id = %s", middle.pk)
    report = verification.verify()
    (finding,) = report.findings
    assert finding.dossier_id == middle.pk
    assert middle.number in finding.subject
    assert "trạng thái" in finding.sentence


def test_a_changed_due_date_names_both_readings(middle: Dossier) -> None:
    tamper("UPDATE dossiers_dossier SET due_at = '2024-12-31 17:00+07' WHERE id = %s", middle.pk)
    (finding,) = verification.verify().findings
    assert finding.dossier_id == middle.pk
    assert "31/12/2024 17:00" in finding.sentence
    assert "21/06/2024" in finding.sentence


@pytest.mark.parametrize(
    "change",
    [
        "occurred_at = occurred_at - interval '1 day'",
        "posted_on = posted_on + 40",
        "verdict_report = 'late'",
        "actor_id = NULL",
        "reason = 'x'",
    ],
)
def test_a_change_inside_an_event_names_its_dossier_and_nothing_else(
    middle: Dossier, change: str
) -> None:
    tamper(
        f"UPDATE dossiers_dossierevent SET {change} WHERE dossier_id = %s AND seq = 2", middle.pk
    )
    report = verification.verify()
    assert {each.dossier_id for each in report.findings} == {middle.pk}
    assert any("số 2" in each.sentence for each in report.findings)


def test_a_removed_event_names_its_dossier_and_the_sealed_day(middle: Dossier) -> None:
    tamper("DELETE FROM dossiers_dossierevent WHERE dossier_id = %s AND seq = 2", middle.pk)
    report = verification.verify()
    assert dossiers_named(report) == {middle.pk}
    (day,) = [each for each in report.findings if each.kind is Kind.DAY]
    assert str(day.day) == "2024-06-18"
    assert "4" in day.sentence
    assert "3" in day.sentence


def test_the_last_event_removed_is_missed_by_the_row(middle: Dossier) -> None:
    tamper("DELETE FROM dossiers_dossierresult WHERE dossier_id = %s", middle.pk)
    tamper("DELETE FROM dossiers_dossierevent WHERE dossier_id = %s AND seq = 4", middle.pk)
    assert dossiers_named(verification.verify()) == {middle.pk}


def test_a_whole_dossier_removed_is_found_by_the_sealed_day(middle: Dossier) -> None:
    for table in ("result", "number", "paper", "event"):
        tamper(f"DELETE FROM dossiers_dossier{table} WHERE dossier_id = %s", middle.pk)
    tamper("DELETE FROM dossiers_participant WHERE dossier_id = %s", middle.pk)
    tamper("DELETE FROM dossiers_dossier WHERE id = %s", middle.pk)
    report = verification.verify()
    (finding,) = report.findings
    assert str(finding.day) == "2024-06-18"
    assert finding.sentence == "niêm phong 4 sự kiện, nay còn 0."
    assert report.notes


@pytest.mark.django_db(transaction=True)
def test_a_row_removed_without_its_history_is_found(middle: Dossier) -> None:
    tamper("DELETE FROM dossiers_dossier WHERE id = %s", middle.pk)
    report = verification.verify()
    assert {each.dossier_id for each in report.findings} == {middle.pk}


def test_a_history_rewritten_with_fresh_digests_is_found_by_the_sealed_day(middle: Dossier) -> None:
    event = DossierEvent.objects.get(dossier=middle, seq=4)
    event.reason = "khác"
    tamper(
        "UPDATE dossiers_dossierevent SET reason = 'khác', hash = %s WHERE id = %s",
        verification.histories.seals.digest(event),
        event.pk,
    )
    tamper(
        "UPDATE dossiers_dossier SET last_hash = %s WHERE id = %s",
        verification.histories.seals.digest(event),
        middle.pk,
    )
    (finding,) = verification.verify().findings
    assert str(finding.day) == "2024-06-18"


def test_a_removed_seal_is_found(here: World) -> None:
    tamper("DELETE FROM dossiers_dayseal WHERE day = '2024-06-18'")
    report = verification.verify()
    assert {each.kind for each in report.findings} == {Kind.DAY}
    assert {str(each.day) for each in report.findings} == {"2024-06-18", "2024-06-19"}


def test_an_edited_text_names_its_dossier_and_an_erased_one_does_not(here: World) -> None:
    dossier = Dossier.objects.order_by("pk")[2]
    clock.set_to(worlds.moment("2024-07-02 09:00"))
    actions.request_supplement(
        dossier_id=dossier.pk, by=here.by(here.officer), text="Thiếu tờ khai"
    )
    tamper("UPDATE dossiers_eventtext SET text = 'Đủ'")
    (finding,) = verification.verify().findings
    assert finding.dossier_id == dossier.pk
    assert "văn bản" in finding.sentence
    tamper("UPDATE dossiers_eventtext SET text = '', erased_at = now()")
    assert verification.verify().clean


@pytest.mark.parametrize(
    ("grain", "block"), [("q", "quý từ 15/06/2024"), ("h", "nửa tháng từ 15/06/2024")]
)
def test_an_edited_sum_names_agency_procedure_and_block(
    here: World, grain: str, block: str
) -> None:
    tamper(
        "UPDATE dossiers_periodsum SET received_counter = received_counter + 1 WHERE grain = %s",
        grain,
    )
    (finding,) = verification.verify().findings
    assert finding.kind is Kind.SUM
    assert block in finding.subject
    assert here.agency.name in finding.subject
    assert "2.000001" in finding.subject
    assert "received_counter 4 ≠ 3" in finding.sentence


def test_an_edited_balance_names_agency_procedure_and_day(here: World) -> None:
    here.receive("2024-07-02 09:00")
    clock.set_to(worlds.moment("2024-07-03 08:00"))
    actions.seal_past_days()
    assert verification.verify().clean
    tamper("UPDATE dossiers_openbalance SET number = 5 WHERE ends_on = '2024-06-30'")
    (finding,) = verification.verify().findings
    assert finding.kind is Kind.SUM
    assert here.agency.name in finding.subject
    assert "hết ngày 30/06/2024" in finding.subject
    assert finding.sentence == "số dư ghi 5, đếm lại 1."


def test_a_sum_removed_is_found(here: World) -> None:
    tamper("DELETE FROM dossiers_periodsum WHERE grain = 'd' AND posted_on = '2024-06-18'")
    (finding,) = verification.verify().findings
    assert finding.kind is Kind.SUM
    assert "ngày 18/06/2024" in finding.subject


def test_an_edited_running_balance_is_found(here: World) -> None:
    tamper("UPDATE dossiers_openbalance SET number = 7 WHERE ends_on = '9999-12-31'")
    (finding,) = verification.verify().findings
    assert finding.sentence == "số dư ghi 7, đếm lại 1."


def test_sums_built_anew_or_by_the_upgrade_are_the_sums_folded_day_by_day() -> None:
    Walk(11).run()

    def kept() -> list[list[tuple[object, ...]]]:
        rows = (PeriodSum.objects.values_list(), OpenBalance.objects.values_list())
        return [sorted((row[1:] for row in of), key=repr) for of in rows]

    day_by_day = kept()
    sums.rebuild()
    assert kept() == day_by_day
    PeriodSum.objects.all().delete()
    OpenBalance.objects.all().delete()
    first, then = (
        importlib.import_module(f"motcua.dossiers.migrations.{name}")
        for name in (
            "0015_sums_of_quarters_halves_and_days",
            "0019_sums_of_years_and_rare_movements",
        )
    )
    connection.check_constraints()
    # The first was written for a table without the columns that the second adds with zeros.
    for name in then._NEW:
        tamper(f"ALTER TABLE dossiers_periodsum ALTER COLUMN {name} SET DEFAULT 0")
    for migration in (first, then):
        migration.fill(None, SimpleNamespace(connection=connection))
    assert kept() == day_by_day
    assert verification.verify().clean


def test_a_number_taken_from_a_dossier_names_it(middle: Dossier) -> None:
    tamper("UPDATE dossiers_dossiernumber SET value = 'KHAC' WHERE dossier_id = %s", middle.pk)
    (finding,) = verification.verify().findings
    assert finding.dossier_id == middle.pk


def test_a_result_taken_away_names_its_dossier(middle: Dossier) -> None:
    tamper("DELETE FROM dossiers_dossierresult WHERE dossier_id = %s", middle.pk)
    (finding,) = verification.verify().findings
    assert finding.dossier_id == middle.pk
