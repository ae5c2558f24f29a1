"""Form II.06 from the books: units, levels, windows, moments and what they leave out."""

from datetime import date, timedelta

import pytest

from motcua.base import clock
from motcua.catalog.models import Field
from motcua.dossiers import actions as dossiers
from motcua.organizations import actions as organizations
from motcua.organizations.models import Agency
from motcua.reporting import tables
from motcua.reporting.figures import Report
from motcua.rules import forms, periods
from motcua.rules.codes import Level, TimeUnit
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db

QUARTER = (date(2024, 6, 15), date(2024, 9, 14))


def report(agency: Agency, window: tuple[date, date] = QUARTER, **how: str) -> Report:
    """Build the form for a window; every check must hold."""
    made = tables.two_six(agency=agency, from_on=window[0], to_on=window[1], **how)  # type: ignore[arg-type]
    assert [check for check in made.checks if not check.holds] == []
    return made


def district() -> tuple[World, World]:
    """A district and a commune under it, each with a procedure of its own field."""
    upper = worlds.world(
        worlds.procedure("1.000001", field_name="Đất đai"),
        name="Ủy ban nhân dân huyện Chi Lăng",
        level=Level.DISTRICT,
    )
    lower = worlds.world(
        worlds.procedure("2.000001", field_name="Hộ tịch"),
        name="Ủy ban nhân dân xã Bằng Mạc",
        parent=upper.agency,
    )
    return upper, lower


def settle(here: World, received: str, decided: str) -> None:
    """Receive, take on and decide one dossier."""
    dossier = here.receive(received)
    here.take_on(dossier, received)
    here.decide(dossier, decided)


def test_form_a_counts_the_unit_and_form_b_everything_under_it() -> None:
    upper, lower = district()
    settle(upper, "2024-06-17 08:00", "2024-06-19 08:00")
    settle(lower, "2024-06-18 08:00", "2024-06-20 08:00")
    lower.receive("2024-09-13 08:00")
    alone, together = report(upper.agency, by="a"), report(upper.agency, by="b")
    assert (alone.total.c3, alone.levels) == (1, (Level.DISTRICT,))
    assert (together.total.c3, together.total.c7, together.total.c11) == (3, 2, 1)
    assert together.levels == (Level.DISTRICT, Level.COMMUNE)
    assert together.subtotal(Level.COMMUNE).row.c3 == 2
    assert [line.field for line in together.leaves] == ["Đất đai", "Hộ tịch"]


def test_the_first_and_the_last_day_belong_to_the_window_and_no_minute_more() -> None:
    here = worlds.world()
    for moment in ("2024-06-14 16:59", "2024-06-15 00:00", "2024-09-14 23:59", "2024-09-15 00:00"):
        here.receive(moment)
    found = report(here.agency).total
    assert (found.c5, found.c6, found.c11) == (2, 1, 3)
    following = report(here.agency, (date(2024, 9, 15), date(2024, 12, 14))).total
    assert (following.c5, following.c6) == (1, found.c11)


def test_what_was_recorded_later_is_left_out_as_of_a_moment() -> None:
    here = worlds.world()
    dossier = here.receive("2024-09-10 08:00")
    here.take_on(dossier, "2024-09-10 09:00")
    filed_at = worlds.moment("2024-09-12 17:00")
    here.decide(dossier, "2024-09-12 17:01")
    then = tables.two_six(agency=here.agency, from_on=QUARTER[0], to_on=QUARTER[1], as_of=filed_at)
    now = report(here.agency)
    assert (then.total.c7, then.total.c11) == (0, 1)
    assert (now.total.c7, now.total.c11) == (1, 0)
    assert then.as_of == filed_at


def test_district_rows_exist_exactly_when_the_window_begins_by_30_june_2025() -> None:
    top = factories.agency("Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE)
    upper = worlds.world(name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT, parent=top)
    upper.receive("2025-06-16 08:00")
    clock.set_to(worlds.moment("2025-06-30 18:00"))
    organizations.close_agency(agency=upper.agency, last_day=date(2025, 6, 30))
    last = report(top, (date(2025, 6, 30), date(2025, 9, 14)))
    assert Level.DISTRICT in last.levels
    assert last.subtotal(Level.DISTRICT).agency == "Cấp huyện"
    after = report(top, (date(2025, 7, 1), date(2025, 9, 14)))
    assert Level.DISTRICT not in after.levels


def test_an_agency_bears_the_name_it_had_in_the_window() -> None:
    here = worlds.world(name="Ủy ban nhân dân xã Cũ")
    here.receive("2024-06-17 08:00")
    organizations.rename_agency(
        agency=here.agency, name="Ủy ban nhân dân xã Mới", from_on=date(2024, 12, 1)
    )
    assert report(here.agency).leaves[0].agency == "Ủy ban nhân dân xã Cũ"
    later = report(here.agency, (date(2024, 12, 15), date(2025, 3, 14)))
    assert later.leaves[0].agency == "Ủy ban nhân dân xã Mới"


def test_a_name_that_changes_is_on_the_next_report() -> None:
    here = worlds.world(name="Ủy ban nhân dân xã Cũ")
    here.receive("2024-06-17 08:00")
    assert report(here.agency).agency == "Ủy ban nhân dân xã Cũ"
    organizations.rename_agency(
        agency=here.agency, name="Ủy ban nhân dân xã Mới", from_on=date(2024, 8, 1)
    )
    renamed = report(here.agency)
    assert (renamed.agency, renamed.leaves[0].agency) == ("Ủy ban nhân dân xã Mới",) * 2


def test_a_field_that_is_renamed_is_on_the_next_report() -> None:
    here = worlds.world(worlds.procedure("1.000001", field_name="Đất đai"))
    here.receive("2024-06-17 08:00")
    assert report(here.agency).leaves[0].field == "Đất đai"
    Field.objects.filter(name="Đất đai").update(name="Đất đai, đo đạc")
    assert report(here.agency).leaves[0].field == "Đất đai, đo đạc"


def test_a_transferred_dossier_is_counted_by_its_new_agency_and_named_in_the_memo() -> None:
    upper, lower = district()
    other = worlds.world(*lower.cases, name="Ủy ban nhân dân xã Khác", parent=upper.agency)
    dossier = lower.receive("2024-06-10 08:00")
    clock.set_to(worlds.moment("2024-07-01 08:00"))
    dossiers.transfer(
        dossier_id=dossier.pk,
        by=lower.by(lower.leader),
        to_agency=other.agency,
        decision="Quyết định số 1",
    )
    assert report(lower.agency, by="a").total.c6 == 0
    arrived = report(other.agency, by="a")
    assert (arrived.total.c6, arrived.memo["transferred_in"]) == (1, 1)
    assert report(upper.agency).total.c6 == 1


def test_a_procedure_without_a_limit_is_named_under_the_table() -> None:
    free = worlds.procedure("2.000009", amount=None, unit=TimeUnit.NOT_REGULATED)
    here = worlds.world(free)
    settle(here, "2024-06-17 08:00", "2024-06-19 08:00")
    found = report(here.agency)
    assert found.total.c9 == 1
    assert found.notes == (
        "Thủ tục không quy định thời hạn, luôn tính trong hạn: Thủ tục 2.000009 (1).",
    )


def test_the_counting_rule_moves_a_withdrawn_dossier_and_nothing_else() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:00")
    clock.set_to(worlds.moment("2024-06-18 08:00"))
    dossiers.withdraw(dossier_id=dossier.pk, by=here.by(here.clerk), text="Rút")
    plain = report(here.agency).total
    moved = report(here.agency, counting_rule=forms.WITHDRAWN_ON_TIME.code).total
    assert (plain.c8, plain.c9) == (1, 0)
    assert (moved.c8, moved.c9) == (0, 1)
    assert plain.c7 == moved.c7


def test_an_unknown_rule_and_a_backward_window_are_refused() -> None:
    agency = factories.agency()
    with pytest.raises(tables.CountingRuleUnknown):
        report(agency, counting_rule="khac")
    with pytest.raises(periods.BadWindow):
        report(agency, (QUARTER[1], QUARTER[0]))


def test_halves_of_a_window_join_where_they_meet() -> None:
    here = worlds.world()
    start = worlds.moment("2024-06-17 08:00")
    for n in range(6):
        received = start + timedelta(days=7 * n)
        settle(here, f"{received:%Y-%m-%d %H:%M}", f"{received + timedelta(days=2):%Y-%m-%d %H:%M}")
    here.receive("2024-07-25 08:00")
    whole = report(here.agency, (date(2024, 6, 15), date(2024, 8, 14))).total
    first = report(here.agency, (date(2024, 6, 15), date(2024, 7, 10))).total
    second = report(here.agency, (date(2024, 7, 11), date(2024, 8, 14))).total
    assert whole.c5 == first.c5 + second.c5
    assert whole.c7 == first.c7 + second.c7
    assert (second.c6, whole.c11) == (first.c11, second.c11)
