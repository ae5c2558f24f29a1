"""A move takes effect at once, and nobody leaves open dossiers to nobody."""

from datetime import date, datetime

import pytest

from motcua.base import clock
from motcua.organizations import access, actions, queries
from motcua.organizations.models import Assignment, Role
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()


def test_a_move_revokes_the_old_rights_on_the_day_itself() -> None:
    here, there = factories.agency(), factories.agency()
    person = factories.officer(here)

    made = actions.move_officer(
        account=person,
        from_assignment=person.assignments.get(),
        to_post=factories.post(there, Role.OFFICER),
        on=TODAY,
        heir=None,
        at=NOW,
    )

    held = access.postings(person.pk, TODAY)
    assert [posting.agency_id for posting in held] == [there.pk]
    assert made is not None
    assert access.postings(person.pk, date(2026, 11, 19))[0].agency_id == here.pk


def test_an_assignment_of_today_revoked_today_gave_rights_on_no_day() -> None:
    person = factories.officer(factories.agency(), from_on=TODAY)

    made = actions.move_officer(
        account=person,
        from_assignment=person.assignments.get(),
        to_post=None,
        on=TODAY,
        heir=None,
        at=NOW,
    )

    assert made is None
    assert access.postings(person.pk, TODAY) == ()


def test_open_dossiers_need_somebody_to_take_them() -> None:
    person = factories.officer(factories.agency())

    with pytest.raises(actions.OpenDossiersNeedHeir, match="Còn 3 hồ sơ"):
        actions.move_officer(
            account=person,
            from_assignment=person.assignments.get(),
            to_post=None,
            on=TODAY,
            heir=None,
            at=NOW,
            open_dossiers=3,
        )

    assert person.assignments.get().to_on is None


def test_who_takes_them_works_at_the_same_agency_and_is_somebody_else() -> None:
    agency = factories.agency()
    person, colleague = factories.officer(agency), factories.officer(agency)
    stranger = factories.officer(factories.agency())

    for heir in (person, stranger):
        with pytest.raises(actions.HeirUnfit):
            actions.move_officer(
                account=person,
                from_assignment=person.assignments.get(),
                to_post=None,
                on=TODAY,
                heir=heir,
                at=NOW,
                open_dossiers=3,
            )
    actions.move_officer(
        account=person,
        from_assignment=person.assignments.get(),
        to_post=None,
        on=TODAY,
        heir=colleague,
        at=NOW,
        open_dossiers=3,
    )
    assert access.postings(person.pk, TODAY) == ()


def test_a_post_is_opened_and_filled_once() -> None:
    agency = factories.agency()
    post = actions.open_post(agency=agency, name="Công chức tư pháp", role=Role.OFFICER)
    person = factories.account()
    factories.assignment(person, post)

    with pytest.raises(actions.PostExists):
        actions.open_post(agency=agency, name="Công chức tư pháp", role=Role.OFFICER)
    with pytest.raises(actions.AlreadyThere):
        factories.assignment(person, post)


def test_nobody_is_assigned_to_what_has_ended() -> None:
    agency = factories.agency()
    post, other = factories.post(agency), factories.post(agency)
    actions.close_post(post=post, last_day=date(2025, 6, 30))

    with pytest.raises(actions.AgencyClosed):
        factories.assignment(factories.account(), post, from_on=TODAY)
    actions.close_agency(agency=agency, last_day=date(2025, 6, 30))
    other.refresh_from_db()
    with pytest.raises(actions.AgencyClosed):
        factories.assignment(factories.account(), other, from_on=TODAY)


def test_an_earlier_end_is_kept() -> None:
    person = factories.officer(factories.agency())
    assignment = person.assignments.get()
    actions.end_assignment(assignment=assignment, last_day=date(2025, 6, 30))
    actions.end_assignment(assignment=assignment, last_day=TODAY)

    assert Assignment.objects.get().to_on == date(2025, 6, 30)


def test_a_closed_agency_takes_its_desks_and_posts_with_it() -> None:
    agency = factories.agency()
    desk = factories.desk(agency)
    post = factories.post(agency, at_desk=desk)
    actions.close_agency(agency=agency, last_day=date(2025, 6, 30))
    desk.refresh_from_db()
    post.refresh_from_db()

    assert (desk.to_on, post.closed_on) == (date(2025, 6, 30), date(2025, 6, 30))


def test_officers_are_listed_with_their_posts_of_the_day_by_given_name() -> None:
    here, there = factories.agency(), factories.agency()
    binh = factories.officer(here, full_name="Trần Thị Bình")
    an = factories.officer(here, full_name="Nguyễn Văn An")
    factories.officer(there, full_name="Lê Văn Cường")
    nobody = factories.account("Phạm Thị Dung")

    listed = queries.officers(on=TODAY, agency_ids={here.pk})
    with_others = queries.officers(on=TODAY, agency_ids={here.pk}, with_unassigned=True)

    assert [row.account for row in listed] == [an, binh]
    assert [len(row.assignments) for row in listed] == [1, 1]
    assert [row.account for row in with_others] == [an, binh, nobody]
    assert [
        o.account for o in queries.officers(on=TODAY, agency_ids={here.pk}, wanted="tran binh")
    ] == [binh]


def test_colleagues_and_free_posts_are_those_of_the_day() -> None:
    agency = factories.agency()
    an, binh = factories.officer(agency), factories.officer(agency)
    actions.end_assignment(assignment=binh.assignments.get(), last_day=date(2026, 11, 19))
    closed = factories.post(agency)
    actions.close_post(post=closed, last_day=date(2026, 11, 19))

    assert queries.colleagues(agency_id=agency.pk, on=TODAY, without=binh) == [an]
    assert closed not in queries.posts_open(agency_ids={agency.pk}, on=TODAY)
    assert len(queries.posts_open(agency_ids={agency.pk}, on=TODAY)) == 2
    assert queries.assignments_of(binh.pk)[0].to_on == date(2026, 11, 19)
