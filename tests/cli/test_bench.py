"""Books filled by COPY are books: verification finds nothing, and both ways of counting agree."""

from datetime import date, timedelta

import pytest
from django.db import connection

from motcua.base import clock
from motcua.cli.bench import desk, figures, filling, forms, harness, province, reminders
from motcua.cli.bench.filling import Year
from motcua.cli.bench.harness import Bound, Measure
from motcua.cli.bench.lines import EventWriter
from motcua.dossiers import verification
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.rules.codes import Act

_TODAY = date(2026, 12, 14)


@pytest.mark.django_db(transaction=True)
def test_two_thousand_invented_dossiers_are_found_whole_and_counted_alike() -> None:
    own = connection.settings_dict["NAME"]
    with harness.throw_away_database("test"):
        found = province.found(began_on=date(2016, 6, 1), number=6)
        now = clock.at(_TODAY, 16)
        clock.set_to(now)
        years = [
            Year(date(2025, 12, 15), _TODAY, 1500, 1),
            Year(date(2024, 12, 15), date(2025, 12, 14), 500, 1501),
        ]
        filling.fill(found, years, until=now)
        filling.seal_and_fold(_TODAY - timedelta(days=1))

        report = verification.verify()
        assert report.findings == ()
        assert report.dossiers == Dossier.objects.count() > 1900
        acts = set(DossierEvent.objects.values_list("act", flat=True))
        assert {Act.TRANSFER, Act.REVERSE, Act.REQUEST_SUPPLEMENT, Act.WITHDRAW} <= acts
        assert DossierEvent.objects.filter(recorded_on=_TODAY).exists()
        # Raises when the recount and the form differ.
        figures.prepare()
        figures.measure(found.top_id, date(2025, 12, 15), _TODAY, "")
        told = forms.measure(found.top_id, date(2026, 9, 15), _TODAY)
        assert "biểu từ các tổng" in told.floor_name
    assert connection.settings_dict["NAME"] == own


@pytest.fixture
def _alone(transactional_db) -> None:
    """End what servers of earlier tests still hold open: a database somebody is in is not copied."""
    name = connection.settings_dict["NAME"]
    connection.close()
    with harness.server(dbname="postgres") as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            [name],
        )


@pytest.mark.usefixtures("_alone")
def test_a_run_that_reminds_tells_what_one_statement_finds() -> None:
    with harness.put_aside("test") as copy, harness.pointed_at(copy):
        try:
            pages = desk.filled(500)
            # Raises when the run and the bare statement do not tell the same number.
            statements, first, later = reminders.measure()
        finally:
            clock.reset()
    assert len({page.url for page in pages}) == len(pages)
    assert statements.holds
    assert "(0 lời nhắc)" not in first.name
    assert later.bound is not None


def test_the_table_says_whether_a_bound_is_kept() -> None:
    quick = Measure("Tên", 100, 4, "sàn", Bound("≥", 20, aim=50))
    slow = Measure("Tên", 100, 10, "sàn", Bound("≥", 20))
    assert (quick.holds, slow.holds) == (True, False)
    assert "đạt" in quick.as_line()
    assert "KHÔNG ĐẠT" in slow.as_line()
    assert quick.as_json()["ratio"] == 25


def test_a_line_says_what_it_was_told_and_keeps_the_rest() -> None:
    writer = EventWriter()
    first, line = writer.write({"seq": 1, "act": "receive"})
    second, next_line = writer.write({"seq": 2})
    assert first != second
    assert "receive" in line
    assert "receive" in next_line
