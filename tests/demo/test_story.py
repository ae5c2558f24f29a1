"""The story played small: it balances, goes on where it stopped, and closes the districts."""

from datetime import date, datetime

import pytest

from motcua.base import clock, upkeep
from motcua.demo import places, player, quarter
from motcua.demo.progress import Mark
from motcua.dossiers.models import DaySeal, Dossier, DossierEvent
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.people import queries as people
from motcua.reporting import tables
from motcua.rules.codes import PENDING, Level
from motcua.rules.forms import Row
from tests import factories

pytestmark = pytest.mark.django_db

SCALE = 0.01


def play(day: date, *, hour: int = 23, rate: float = 0.0) -> Mark:
    return player.play(until=clock.at(day, hour, 58), scale=SCALE, rate=rate, tell=lambda _: None)


def row(level: Level, from_on: date, to_on: date) -> Row:
    report = tables.two_six(
        agency=agencies.find("Huyện Chi Lăng"), from_on=from_on, to_on=to_on, by="b"
    )
    return report.subtotal(level).row


def events() -> list[tuple[str, datetime, str]]:
    rows = DossierEvent.objects.order_by("pk").select_related("dossier")
    return [(event.act, event.occurred_at, event.dossier.number or "") for event in rows]


def test_a_week_leaves_sealed_days_and_its_progress_and_a_second_run_adds_nothing():
    mark = play(date(2024, 6, 21), rate=0.2)
    assert mark.finished
    assert mark.done == mark.total > 0
    shown = upkeep.demo_progress()
    assert shown is not None
    assert (shown.finished, shown.percent, shown.moment) == (True, 100, mark.moment)
    recorded = set(DossierEvent.objects.values_list("recorded_on", flat=True))
    assert set(DaySeal.objects.values_list("day", flat=True)) == recorded - {date(2024, 6, 21)}
    before = events()
    assert play(date(2024, 6, 21), rate=0.2) == mark
    assert events() == before


def test_a_story_cut_short_goes_on_as_if_it_had_not_been(monkeypatch):
    stopped_at = date(2024, 6, 18)
    real = player._Player._play

    def killed(self, day):
        if day > stopped_at:
            raise KeyboardInterrupt
        real(self, day)

    with monkeypatch.context() as patch:
        patch.setattr(player._Player, "_play", killed)
        with pytest.raises(KeyboardInterrupt):
            play(date(2024, 6, 28))
    assert upkeep.demo_is_playing()
    play(date(2024, 6, 28))
    in_two = events()
    assert len({number for _act, _at, number in in_two}) > 1
    planned = len(in_two)
    assert planned == upkeep.demo_progress().done


def test_the_small_quarter_balances_and_opens_the_next_one():
    play(date(2024, 12, 20))
    for level, figures in (
        (Level.DISTRICT, quarter.DISTRICT.scaled(SCALE)),
        (Level.COMMUNE, quarter.COMMUNES.scaled(SCALE)),
    ):
        found = row(level, quarter.FROM_ON, quarter.TO_ON)
        assert (found.c4, found.c5, found.c6) == (
            figures.online,
            figures.other,
            figures.opening,
        )
        assert (found.c10, found.c11, found.c13) == (0, figures.pending, 0)
        following = row(level, date(2024, 9, 15), date(2024, 12, 14))
        assert following.c6 == found.c11


def test_the_districts_close_and_nothing_stays_with_them():
    play(date(2025, 7, 4), rate=0.1)
    closed = Agency.objects.filter(closed_on=places.LAST_DAY)
    assert closed.count() == sum(place.closes for place in places.PLACES)
    assert not Dossier.objects.filter(agency__in=closed, status__in=PENDING).exists()
    assert not Dossier.objects.filter(return_at__in=closed, status="decided").exists()
    moved = DossierEvent.objects.filter(act="transfer")
    assert moved.exists()
    assert set(moved.values_list("occurred_on", flat=True)) == {places.LAST_DAY}
    for level in (Level.DISTRICT, Level.COMMUNE):
        second = row(level, date(2025, 3, 15), date(2025, 6, 14))
        third = row(level, date(2025, 6, 15), date(2025, 9, 14))
        assert third.c11 == 0
        assert third.c3 == third.c7
        assert second.c3 == second.c7 + second.c11


def test_whoever_may_be_tried_has_work_waiting():
    play(date(2026, 9, 9), hour=9)
    shown = {account.username for account in people.demo_accounts()}
    assert shown == {
        "tiepnhan",
        "thuly",
        "lanhdao",
        "trungtam",
        "soxaydung",
        "kiemsoat",
        "quantri",
    }
    for username in ("thuly", "soxaydung"):
        account = people.account_named(username)
        held = Dossier.objects.filter(holder=account)
        assert held.filter(status="in_progress", due_at__lt=clock.at(date(2026, 9, 9), 0)).exists()
        assert held.filter(status="awaiting_supplement").exists()
        assert Dossier.objects.filter(offered_to=account).exists()
    assert Dossier.objects.filter(status="submitted").count() >= 6
    assert Dossier.objects.filter(status="decided").count() >= 4
    waiting = set(Dossier.objects.filter(status__in=PENDING).values_list("pk", flat=True))
    play(date(2026, 9, 14), hour=9)
    still = Dossier.objects.filter(pk__in=waiting, status__in=PENDING).count()
    assert len(waiting) > 10
    assert still == 0
    assert play(date(2026, 9, 1)).moment == clock.at(date(2026, 9, 14), 9, 58)


def test_nothing_is_played_into_real_books():
    factories.agency()
    with pytest.raises(player.NotADemonstration):
        play(date(2024, 6, 21))
