"""What each agency has still to show the public, from its last word on it."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction

from motcua.base import clock
from motcua.catalog import actions
from motcua.catalog.actions import drafts, listings, offering_acts, publication
from motcua.catalog.models import Absence, ImportRun, Listing, ProcedureVersion
from motcua.catalog.queries import drafts as drafted
from motcua.catalog.queries import listings as asked
from motcua.catalog.queries.listings import Change
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
ON = AT.date()


@pytest.fixture
def here() -> Agency:
    return factories.agency()


@pytest.fixture
def by(here: Agency) -> Account:
    return factories.officer(here, Role.CLERK)


def confirm(here: Agency, by: Account, *marks: str, on: date = ON) -> int:
    seen = "" if marks else asked.seen(asked.waiting(here.pk, on))
    return listings.confirm(agency=here, marks=marks, seen=seen, posted_on=on, on=on, by=by, at=AT)


def changes(here: Agency, on: date = ON) -> list[tuple[Change, int]]:
    return [(one.change, one.procedure_id) for one in asked.waiting(here.pk, on)]


def amend(version: ProcedureVersion, by: Account, *, from_on: date = ON) -> ProcedureVersion:
    draft = drafts.draw_up(procedure=version.procedure, by=by, at=AT)
    return publication.publish(
        draft=draft,
        seen=drafted.fingerprint(draft),
        decision=publication.Decision(number="9/QĐ", on=date(2026, 11, 16), signer="UBND tỉnh"),
        effective_from=from_on,
        by=by,
        at=AT,
    )


def test_what_an_agency_offers_and_has_not_confirmed_is_new(here: Agency, by: Account) -> None:
    version = factories.procedure(offered_by=[here])
    factories.procedure(offered_by=[factories.agency()])

    assert changes(here) == [(Change.NEW, version.procedure_id)]
    assert confirm(here, by) == 1
    assert changes(here) == []


def test_a_new_version_is_put_up_anew_even_before_it_holds(here: Agency, by: Account) -> None:
    version = factories.procedure(offered_by=[here])
    confirm(here, by)
    amended = amend(version, by, from_on=date(2026, 12, 15))
    [waiting] = asked.waiting(here.pk, ON)

    assert (waiting.change, waiting.required_id) == (Change.AMENDED, amended.pk)
    assert waiting.known_on == date(2026, 11, 16), "from the day of the decision"
    assert waiting.due_on == date(2026, 11, 23), "five working days, a weekend between"


def test_what_is_abolished_is_taken_down_after_its_last_day(here: Agency, by: Account) -> None:
    version = factories.procedure(offered_by=[here])
    confirm(here, by)
    actions.abolish(version=version, last_day=date(2026, 11, 30))

    assert changes(here) == []
    assert changes(here, date(2026, 12, 1)) == [(Change.REMOVED, version.procedure_id)]
    assert confirm(here, by, on=date(2026, 12, 1)) == 1
    assert Listing.objects.latest("pk").version is None
    assert changes(here, date(2026, 12, 1)) == []


def test_what_was_never_put_up_need_not_be_taken_down(here: Agency) -> None:
    actions.abolish(version=factories.procedure(offered_by=[here]), last_day=date(2026, 11, 1))

    assert changes(here) == []


def test_an_offering_that_ended_is_taken_down(here: Agency, by: Account) -> None:
    version = factories.procedure(offered_by=[here])
    confirm(here, by)
    actions.end_offerings(agency=here, last_day=date(2026, 11, 24))
    [waiting] = asked.waiting(here.pk, date(2026, 11, 25))

    assert (waiting.change, waiting.procedure_id) == (Change.REMOVED, version.procedure_id)
    assert waiting.known_on == date(2026, 11, 24)


def test_an_act_taken_back_is_taken_down_from_the_day_of_the_undoing(
    here: Agency, by: Account
) -> None:
    version = factories.procedure()
    act = offering_acts.offer_in_bulk(
        procedure_ids=[version.procedure_id],
        agency_ids=[here.pk],
        from_on=ON,
        to_on=None,
        decision_number="1/QĐ",
        decision_on=ON,
        expected=1,
        chosen={},
        by=by,
        at=AT,
    )
    [waiting] = asked.waiting(here.pk, ON)
    assert waiting.known_on == ON, "from the day it was given"
    confirm(here, by)
    offering_acts.undo(act=act, used=lambda _act: [], reason="Nhầm", by=by, at=AT)

    assert changes(here) == [(Change.REMOVED, version.procedure_id)]


def test_a_procedure_the_source_no_longer_lists_is_taken_down(here: Agency, by: Account) -> None:
    version = factories.procedure(offered_by=[here])
    confirm(here, by)
    run = ImportRun.objects.create(file_name="x", shape="parsed", started_at=AT, on=ON)
    Absence.objects.create(procedure=version.procedure, from_on=ON, off_run=run)

    assert changes(here) == [(Change.REMOVED, version.procedure_id)]


def test_the_centre_gives_ten_working_days_from_when_it_came_in(here: Agency) -> None:
    version = factories.procedure(factories.version_record(from_on=date(2026, 11, 18)))
    draft = drafts.draw_up(procedure=version.procedure, by=factories.account(), at=AT)
    ProcedureVersion.objects.filter(pk=draft.pk).update(
        origin="national",
        prescribed_by="central",
        decision_on=date(2020, 3, 1),
        effective_from=date(2026, 11, 20),
        written_at=None,
    )
    actions.publish(version=ProcedureVersion.objects.get(pk=draft.pk))
    actions.offer(procedure=version.procedure, agency=here, from_on=date(2025, 7, 1))
    [waiting] = asked.waiting(here.pk, ON)

    assert (waiting.known_on, waiting.due_on) == (ON, date(2026, 12, 4))


def test_the_board_counts_what_the_lists_show(here: Agency, by: Account) -> None:
    sister = factories.agency()
    versions = [factories.procedure(offered_by=[here, sister]) for _ in range(3)]
    confirm(here, by, *(one.mark for one in asked.waiting(here.pk, ON)[:2]))
    amend(next(one for one in versions if (Change.NEW, one.procedure_id) not in changes(here)), by)
    board = asked.standings([here.pk, sister.pk], ON)

    for agency in (here, sister):
        waiting = asked.waiting(agency.pk, ON)
        found = board[agency.pk]
        kinds = [one.change for one in waiting]
        assert (found.new, found.amended, found.removed) == tuple(map(kinds.count, Change))
        assert found.overdue == sum(one.due_on < ON for one in waiting)
        assert found.oldest == min(one.known_on for one in waiting)
    assert board[here.pk].last_at == AT
    assert board[sister.pk].last_at is None
    assert (board[sister.pk].waiting, board[here.pk].waiting) == (3, 2)


@pytest.mark.parametrize("day", range(9, 28))
def test_the_board_and_the_list_agree_on_what_is_late(here: Agency, day: int) -> None:
    version = factories.procedure(factories.version_record(from_on=date(2026, 11, 13)))
    actions.offer(procedure=version.procedure, agency=here, from_on=date(2026, 11, 13))
    on = date(2026, 11, day)
    late = [one for one in asked.waiting(here.pk, on) if one.due_on < on]

    assert asked.standings([here.pk], on)[here.pk].overdue == len(late)
    assert bool(late) == (day > 20)


def test_nobody_confirms_what_he_did_not_see(here: Agency, by: Account) -> None:
    factories.procedure(offered_by=[here])
    [waiting] = asked.waiting(here.pk, ON)
    told = {"agency": here, "posted_on": ON, "on": ON, "by": by, "at": AT}
    with pytest.raises(listings.NothingChosen, match="ít nhất một thủ tục"):
        listings.confirm(marks=[], seen="", **told)
    with pytest.raises(listings.MovedMeanwhile, match="vừa thay đổi"):
        listings.confirm(marks=[], seen="another", **told)
    with pytest.raises(listings.MovedMeanwhile):
        listings.confirm(marks=[waiting.mark, "999999:1"], seen="", **told)
    with pytest.raises(listings.InTheFuture, match="không thể sau hôm nay"):
        listings.confirm(marks=[waiting.mark], seen="", **told | {"posted_on": date(2026, 11, 21)})

    assert not Listing.objects.exists()


def test_a_confirmation_is_a_fact(here: Agency, by: Account) -> None:
    factories.procedure(offered_by=[here])
    confirm(here, by)
    with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic():
        Listing.objects.update(posted_on=date(2026, 1, 1))
