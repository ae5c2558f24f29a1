"""Xử lý thay khi vắng mặt: with the absent one's rights, in his place, on the record, until its day."""

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers import access, actions, verification
from motcua.dossiers.actions import By, Finish, delegations, handling
from motcua.dossiers.actions.following import NotYourStep
from motcua.dossiers.models import Delegation, DossierEvent, StandingIn
from motcua.dossiers.queries import delegations as queries
from motcua.organizations.models import Assignment, Role
from motcua.people.models import Account
from motcua.rules.codes import Act
from motcua.web.workspace import telling
from tests import factories
from tests.dossiers import followed
from tests.dossiers import world as worlds
from tests.dossiers.followed import assessed, at, now
from tests.dossiers.world import World, on

pytestmark = pytest.mark.django_db
MONDAY, FRIDAY = "2024-06-17", "2024-06-21"


@pytest.fixture
def here() -> World:
    return followed.a_world()


@pytest.fixture
def colleague(here: World) -> Account:
    return factories.officer(here.agency, Role.OFFICER)


def absent(
    here: World,
    who: Account,
    stand_in: Account,
    *,
    days: tuple[str, str] = (MONDAY, FRIDAY),
    by: Account | None = None,
    document: str = "12/TB-UBND",
) -> Delegation:
    return delegations.delegate(
        agency=here.agency,
        absent=who,
        stand_in=stand_in,
        from_on=on(days[0]),
        to_on=on(days[1]),
        document=document,
        by=here.by(by or who),
    )


def told(dossier_id: int, act: Act) -> tuple[int | None, str]:
    """Who did the latest act of a kind, and in whose place."""
    event = DossierEvent.objects.filter(dossier=dossier_id, act=act).order_by("-seq").first()
    assert event is not None
    return event.actor_id, queries.instead_of(event)


def test_the_one_who_stands_in_finishes_the_step_and_the_record_says_for_whom(
    here: World, colleague: Account
) -> None:
    dossier = assessed(here)
    at("2024-06-18 08:00")
    with pytest.raises(NotYourStep):
        actions.finish_step(dossier_id=dossier.pk, by=here.by(colleague), finish=Finish())
    absent(here, here.officer, colleague, days=("2024-06-18", FRIDAY))
    buttons = access.acts_for(dossier=now(dossier), officer=colleague, on=on("2024-06-18"))
    assert Act.FINISH_STEP in buttons
    actions.finish_step(dossier_id=dossier.pk, by=here.by(colleague), finish=Finish())
    assert told(dossier.pk, Act.FINISH_STEP) == (colleague.pk, here.officer.full_name)
    assert now(dossier).holder_id == here.officer.pk
    history = telling.history(queries_history(dossier.pk))
    assert f"{colleague.full_name} (thay ông/bà {here.officer.full_name})" in history[-1].words
    assert verification.verify().clean


def queries_history(dossier_id: int) -> list[DossierEvent]:
    return list(DossierEvent.objects.filter(dossier=dossier_id).order_by("seq"))


def test_what_is_taken_for_the_absent_one_is_his(here: World, colleague: Account) -> None:
    by_name, by_post = (here.receive("2024-06-17 08:30") for _ in range(2))
    absent(here, here.officer, colleague)
    clerk = here.by(here.clerk)
    actions.hand_over(dossier_id=by_name.pk, by=clerk, post=here.post, to=here.officer)
    actions.hand_over(dossier_id=by_post.pk, by=clerk, post=here.post)
    for one in (by_name, by_post):
        actions.accept_hand_over(dossier_id=one.pk, by=here.by(colleague))
        assert now(one).holder_id == here.officer.pk
        assert told(one.pk, Act.ACCEPT_HAND_OVER) == (colleague.pk, here.officer.full_name)


def test_what_is_offered_to_the_one_who_stands_in_himself_is_his_own(
    here: World, colleague: Account
) -> None:
    dossier = assessed(here)
    absent(here, here.officer, colleague)
    post = Assignment.objects.get(account=colleague).post
    actions.hand_over(dossier_id=dossier.pk, by=here.by(here.officer), post=post, to=colleague)
    actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(colleague))
    assert now(dossier).holder_id == colleague.pk
    assert told(dossier.pk, Act.ACCEPT_HAND_OVER) == (colleague.pk, "")


def test_a_leaders_right_is_lent_and_said(here: World, colleague: Account) -> None:
    dossier = assessed(here)
    give = {"dossier_id": dossier.pk, "to": colleague, "post": here.post}
    with pytest.raises(access.NotAllowed):
        actions.assign(**give, by=here.by(colleague))
    absent(here, here.leader, colleague)
    actions.assign(**give, by=here.by(colleague))
    assert told(dossier.pk, Act.ASSIGN) == (colleague.pk, here.leader.full_name)


@pytest.mark.parametrize("how", ["over", "by hand", "left"])
def test_it_ends_by_itself_by_hand_and_with_the_post(
    here: World, colleague: Account, how: str
) -> None:
    dossier = assessed(here)
    made = absent(here, here.officer, colleague, days=(MONDAY, "2024-06-18"))
    at("2024-06-18 09:00")
    if how == "by hand":
        delegations.end_delegation(delegation_id=made.pk, by=here.by(here.officer))
        with pytest.raises(delegations.DelegationOver):
            delegations.end_delegation(delegation_id=made.pk, by=here.by(here.officer))
    elif how == "left":
        Assignment.objects.filter(account=colleague).update(to_on=on(MONDAY))
    else:
        at("2024-06-19 08:00")
    with pytest.raises((NotYourStep, access.NotAllowed)):
        actions.finish_step(dossier_id=dossier.pk, by=here.by(colleague), finish=Finish())


def test_it_is_for_colleagues_of_one_agency(here: World) -> None:
    elsewhere = worlds.world(*here.cases, name="Sở Tư pháp")
    for stranger in (elsewhere.officer, here.officer, factories.account()):
        with pytest.raises(delegations.NotColleagues):
            absent(here, here.officer, stranger)


def test_it_cannot_be_chained(here: World, colleague: Account) -> None:
    third = factories.officer(here.agency, Role.OFFICER)
    absent(here, here.officer, colleague, days=("2024-06-18", "2024-06-19"))
    with pytest.raises(delegations.Chained):
        absent(here, colleague, third, days=("2024-06-19", FRIDAY))
    with pytest.raises(delegations.Chained):
        absent(here, third, here.officer, days=(MONDAY, "2024-06-18"))
    with pytest.raises(delegations.AbsentAlready):
        absent(here, here.officer, third, days=("2024-06-19", "2024-06-20"))
    absent(here, colleague, third, days=("2024-06-20", FRIDAY))


def test_nothing_passes_through_two_hands(here: World, colleague: Account) -> None:
    dossier = assessed(here)
    absent(here, here.officer, colleague)
    third = factories.officer(here.agency, Role.OFFICER)
    with pytest.raises(NotYourStep):
        actions.finish_step(dossier_id=dossier.pk, by=here.by(third), finish=Finish())


@pytest.mark.parametrize("days", [("2024-06-16", FRIDAY), (FRIDAY, MONDAY)])
def test_it_begins_today_or_later_and_ends_no_earlier(
    here: World, colleague: Account, days: tuple[str, str]
) -> None:
    with pytest.raises(delegations.BadSpan):
        absent(here, here.officer, colleague, days=days)


def test_it_rests_on_a_document_and_on_a_leader_or_the_absent_one(
    here: World, colleague: Account
) -> None:
    with pytest.raises(delegations.DocumentMissing):
        absent(here, here.officer, colleague, document="  ")
    with pytest.raises(delegations.NotYourAbsence):
        absent(here, here.officer, colleague, by=colleague)
    with pytest.raises(delegations.NotYourAbsence):
        delegations.delegate(
            agency=here.agency,
            absent=here.officer,
            stand_in=colleague,
            from_on=on(MONDAY),
            to_on=on(FRIDAY),
            document="12",
            by=By(officer=None, at=here.by(None).at),
        )
    made = absent(here, here.officer, colleague, by=here.leader)
    with pytest.raises(delegations.NotYourAbsence):
        delegations.end_delegation(delegation_id=made.pk, by=here.by(colleague))


def test_someone_elses_offer_stays_his(here: World, colleague: Account) -> None:
    dossier = here.receive("2024-06-17 08:30")
    absent(here, here.leader, colleague)
    post = here.post
    actions.hand_over(dossier_id=dossier.pk, by=here.by(here.clerk), post=post, to=here.officer)
    with pytest.raises(handling.NothingOffered):
        actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(colleague))


def test_in_whose_place_an_act_was_done_is_never_changed(here: World, colleague: Account) -> None:
    dossier = here.receive("2024-06-17 08:30")
    absent(here, here.officer, colleague)
    actions.hand_over(dossier_id=dossier.pk, by=here.by(here.clerk), post=here.post)
    actions.accept_hand_over(dossier_id=dossier.pk, by=here.by(colleague))
    with pytest.raises(IntegrityError), transaction.atomic():
        StandingIn.objects.update(delegation=None)
