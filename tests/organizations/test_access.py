"""Who may do what where: denied unless a post at that agency allows it."""

from datetime import date

import pytest

from motcua.organizations import access, actions
from motcua.organizations.access import Permission
from motcua.organizations.models import AgencyKind, Role
from motcua.rules.codes import Level
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
LAST = date(2025, 6, 30)
MERGED = date(2025, 7, 1)


def test_an_account_without_a_post_may_nothing() -> None:
    held = access.postings(factories.account().pk, TODAY)

    assert held == ()
    assert not any(access.may(held, p, factories.agency().pk) for p in Permission)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_allows_its_own_permissions_at_its_agency_and_no_others(role: Role) -> None:
    commune, other = factories.agency(), factories.agency()
    held = access.postings(factories.officer(commune, role).pk, TODAY)

    allowed = {p for p in Permission if access.may(held, p, commune.pk)}

    assert allowed == access.GRANTS[role]
    assert not any(access.may(held, p, other.pk) for p in Permission)


def test_only_the_clerk_receives_and_only_the_leader_decides() -> None:
    receivers = {role for role, granted in access.GRANTS.items() if Permission.RECEIVE in granted}
    deciders = {role for role, granted in access.GRANTS.items() if Permission.DECIDE in granted}

    assert receivers == {Role.CLERK}
    assert deciders == {Role.LEADER}


def test_a_leader_above_sees_the_figures_below_but_decides_nothing_there() -> None:
    province = factories.agency(level=Level.PROVINCE, kind=AgencyKind.PROVINCE)
    commune = factories.agency(parent=province)
    held = access.postings(factories.officer(province, Role.LEADER).pk, TODAY)

    assert access.may(held, Permission.REPORT, commune.pk)
    assert not access.may(held, Permission.DECIDE, commune.pk)
    assert not access.may(held, Permission.SEE_PERSONAL_DATA, commune.pk)
    assert access.reach(held, Permission.REPORT) == {province.pk, commune.pk}
    assert access.reach(held, Permission.DECIDE) == {province.pk}


def test_a_leader_below_does_not_look_up_or_aside() -> None:
    province = factories.agency(level=Level.PROVINCE, kind=AgencyKind.PROVINCE)
    commune, sister = factories.agency(parent=province), factories.agency(parent=province)
    held = access.postings(factories.officer(commune, Role.LEADER).pk, TODAY)

    assert access.reach(held, Permission.REPORT) == {commune.pk}
    assert not access.may(held, Permission.REPORT, sister.pk)


def test_only_a_post_at_the_top_acts_for_the_whole_province() -> None:
    province = factories.agency(level=Level.PROVINCE, kind=AgencyKind.PROVINCE)
    commune = factories.agency(parent=province)
    above = access.postings(factories.officer(province, Role.ADMIN).pk, TODAY)
    below = access.postings(factories.officer(commune, Role.ADMIN).pk, TODAY)

    assert access.may(above, Permission.MANAGE_CALENDAR, None)
    assert not access.may(below, Permission.MANAGE_CALENDAR, None)
    assert not access.may(above, Permission.RECEIVE, None)


def test_a_closed_district_gives_no_rights_but_its_figures_stay_open_to_the_province() -> None:
    province = factories.agency(level=Level.PROVINCE, kind=AgencyKind.PROVINCE)
    district = factories.agency(level=Level.DISTRICT, parent=province)
    commune = factories.agency(parent=district)
    clerk = factories.officer(district, Role.CLERK)
    leader = factories.officer(province, Role.LEADER)
    actions.put_under(agency=commune, parent=province, from_on=MERGED)
    actions.close_agency(agency=district, last_day=LAST)

    assert access.may(access.postings(clerk.pk, LAST), Permission.RECEIVE, district.pk)
    assert access.postings(clerk.pk, MERGED) == ()
    held = access.postings(leader.pk, MERGED)
    assert access.reach(held, Permission.REPORT) == {province.pk, district.pk, commune.pk}


def test_a_merged_commune_leaves_its_figures_to_the_commune_that_took_it_over() -> None:
    former, present = factories.agency(), factories.agency()
    district = factories.agency(level=Level.DISTRICT)
    actions.close_agency(agency=former, last_day=LAST)
    for predecessor in (former, district):
        actions.record_successor(predecessor=predecessor, successor=present, on=MERGED)

    held = access.postings(factories.officer(present, Role.CONTROLLER).pk, TODAY)

    assert access.reach(held, Permission.REPORT) == {present.pk, former.pk}


def test_several_posts_add_up_each_at_its_own_agency() -> None:
    here, there = factories.agency(), factories.agency()
    person = factories.officer(here, Role.CLERK)
    factories.assignment(person, factories.post(there, Role.LEADER))

    held = access.postings(person.pk, TODAY)

    assert access.may(held, Permission.RECEIVE, here.pk)
    assert access.may(held, Permission.DECIDE, there.pk)
    assert not access.may(held, Permission.RECEIVE, there.pk)
    assert not access.may(held, Permission.DECIDE, here.pk)


def test_rights_begin_and_end_with_the_assignment() -> None:
    commune = factories.agency()
    person = factories.officer(commune, from_on=MERGED)
    actions.end_assignment(assignment=person.assignments.get(), last_day=TODAY)

    assert access.postings(person.pk, LAST) == ()
    assert len(access.postings(person.pk, TODAY)) == 1
    assert access.postings(person.pk, date(2026, 11, 21)) == ()


def test_a_closed_post_and_a_switched_off_account_give_nothing() -> None:
    commune = factories.agency()
    retired, dismissed = factories.officer(commune), factories.officer(commune)
    actions.close_post(post=retired.assignments.get().post, last_day=LAST)
    dismissed.is_active = False
    dismissed.save(update_fields=["is_active"])

    assert access.postings(retired.pk, TODAY) == ()
    assert access.postings(dismissed.pk, TODAY) == ()


@pytest.mark.parametrize(
    ("role", "needed"),
    [
        (Role.CLERK, False),
        (Role.OFFICER, False),
        (Role.CONTROLLER, False),
        (Role.LEADER, True),
        (Role.ADMIN, True),
    ],
)
def test_leaders_and_administrators_need_a_second_factor(role: Role, *, needed: bool) -> None:
    held = access.postings(factories.officer(factories.agency(), role).pk, TODAY)

    assert access.needs_second_factor(held) is needed
