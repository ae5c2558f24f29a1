"""What is remembered is forgotten with the statement that changes it, whoever sends it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.base import clock, revisions
from motcua.catalog import queries as catalog
from motcua.catalog.models import Offering
from motcua.catalog.queries import receiving
from motcua.dossiers.queries import delegations
from motcua.organizations import access
from motcua.organizations import queries as organizations
from motcua.organizations.models import Agency, Assignment, CalendarDay, CalendarDayKind, Role
from motcua.people.models import Account
from motcua.reporting import tables
from motcua.rules.periods import Window
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
YESTERDAY = date(2026, 11, 19)
QUARTER = Window(date(2026, 9, 15), date(2026, 12, 14))


@pytest.fixture
def here() -> World:
    return worlds.world()


def in_sql(statement: str, *parameters: object) -> None:
    """Change a table as somebody else would: not through our models."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_a_revoked_right_is_gone_at_once(here: World) -> None:
    assert access.postings(here.clerk.pk, TODAY)

    Assignment.objects.filter(account=here.clerk).update(to_on=YESTERDAY)

    assert access.postings(here.clerk.pk, TODAY) == ()


def test_a_right_revoked_by_hand_in_the_database_is_gone_as_well(here: World) -> None:
    assert access.postings(here.clerk.pk, TODAY)

    in_sql("DELETE FROM organizations_assignment WHERE account_id = %s", here.clerk.pk)

    assert access.postings(here.clerk.pk, TODAY) == ()


def test_an_account_switched_off_has_no_post(here: World) -> None:
    assert access.postings(here.clerk.pk, TODAY)

    Account.objects.filter(pk=here.clerk.pk).update(is_active=False)

    assert access.postings(here.clerk.pk, TODAY) == ()


def test_signing_in_forgets_nothing(here: World) -> None:
    before = revisions.tokens()

    Account.objects.filter(pk=here.clerk.pk).update(last_login=clock.at(TODAY))

    assert revisions.tokens() == before


def test_a_closed_agency_gives_no_post(here: World) -> None:
    assert access.postings(here.clerk.pk, TODAY)

    Agency.objects.filter(pk=here.agency.pk).update(closed_on=YESTERDAY)

    assert access.postings(here.clerk.pk, TODAY) == ()


def test_a_new_holiday_counts_at_once(here: World) -> None:
    assert organizations.working_calendar(here.agency.pk).is_working(TODAY)

    CalendarDay.objects.create(
        day=TODAY,
        kind=CalendarDayKind.CLOSED,
        name="Lễ",
        source="QĐ 1",
        recorded_at=clock.at(TODAY),
    )

    assert not organizations.working_calendar(here.agency.pk).is_working(TODAY)


def test_an_ended_offering_is_no_longer_competence(here: World) -> None:
    procedure = here.cases[0].version.procedure
    assert catalog.offering(procedure, here.agency, TODAY)

    Offering.objects.filter(procedure=procedure).update(to_on=YESTERDAY)

    assert catalog.offering(procedure, here.agency, TODAY) is None
    assert catalog.agencies_offering(procedure, TODAY) == []


def test_a_renamed_agency_is_offered_under_its_new_name(here: World) -> None:
    procedure = here.cases[0].version.procedure
    catalog.agencies_offering(procedure, TODAY)

    Agency.objects.filter(pk=here.agency.pk).update(name="UBND xã Mới")

    assert [row.agency.name for row in catalog.agencies_offering(procedure, TODAY)] == [
        "UBND xã Mới"
    ]


def test_a_case_is_asked_for_with_all_its_parts_and_without_a_question_more(here: World) -> None:
    receiving.case_with_parts(here.cases[0].pk)

    with CaptureQueriesContext(connection) as asked:
        known = receiving.case_with_parts(here.cases[0].pk)
        assert known is not None
        assert known.version.procedure.code
        assert [paper.case_id for paper in known.papers.all()] == [known.pk]
        assert [list(one.fees.all()) for one in known.channels.all()]

    assert len(asked) == 1


def test_what_is_rolled_back_leaves_what_was_remembered_true(here: World) -> None:
    held = access.postings(here.clerk.pk, TODAY)

    with transaction.atomic():
        Assignment.objects.filter(account=here.clerk).update(to_on=YESTERDAY)
        assert access.postings(here.clerk.pk, TODAY) == ()
        transaction.set_rollback(True)

    assert access.postings(here.clerk.pk, TODAY) == held


def test_a_change_in_one_room_forgets_nothing_of_another(here: World) -> None:
    before = revisions.tokens()

    Offering.objects.filter(agency=here.agency).update(unit="Một cửa")

    after = revisions.tokens()
    assert after[revisions.CATALOG] != before[revisions.CATALOG]
    assert after[revisions.ORGANIZATIONS] == before[revisions.ORGANIZATIONS]


def test_nothing_is_remembered_while_a_room_was_never_written_to() -> None:
    in_sql("DELETE FROM base_revision")
    asked = []

    @revisions.remembered("never written to")
    def question() -> int:
        asked.append(1)
        return len(asked)

    assert (question(), question()) == (1, 2)


def test_what_could_not_be_answered_is_asked_again(here: World) -> None:
    asked = []

    @revisions.remembered(revisions.CATALOG)
    def question() -> int:
        asked.append(1)
        if len(asked) == 1:
            raise LookupError
        return len(asked)

    with pytest.raises(LookupError):
        question()
    assert (question(), question()) == (2, 2)


def test_tokens_are_asked_for_once_inside_a_block(here: World) -> None:
    with CaptureQueriesContext(connection) as asked, revisions.held():
        for _ in range(3):
            with revisions.held():
                revisions.tokens()

    assert len(asked) == 1


def test_a_block_that_asks_nothing_remembered_asks_for_no_token() -> None:
    with CaptureQueriesContext(connection) as asked, revisions.held():
        pass
    assert len(asked) == 0


def test_a_page_that_is_only_read_asks_for_the_tokens_once(here: World, client: Client) -> None:
    client.force_login(here.clerk)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("workspace:inbox")).status_code == 200
    assert len([query for query in asked if "base_revision" in query["sql"]]) == 1


def test_every_table_a_remembered_question_reads_is_watched(here: World) -> None:
    """A question that begins to read another table fails here until a migration watches it."""
    factories.officer(here.agency, Role.LEADER)
    leader = Assignment.objects.order_by("-pk")[0].account_id
    procedure, case = here.cases[0].version.procedure, here.cases[0]
    questions: list[tuple[set[str], Callable[[], object]]] = [
        ({revisions.ORGANIZATIONS}, lambda: access.postings(leader, TODAY)),
        ({revisions.ORGANIZATIONS}, lambda: organizations.working_calendar(here.agency.pk, TODAY)),
        ({revisions.ORGANIZATIONS}, lambda: organizations.numbering(here.agency.pk, TODAY)),
        ({revisions.ORGANIZATIONS}, lambda: delegations.stood_for(leader, TODAY)),
        ({revisions.CATALOG}, lambda: receiving.case_with_parts(case.pk)),
        ({revisions.CATALOG}, lambda: catalog.switched_off(procedure, TODAY)),
        ({revisions.CATALOG}, lambda: catalog.service_level_of(case.version_id, TODAY)),
        ({revisions.ORGANIZATIONS}, lambda: tables.scope(here.agency.pk, QUARTER, "b")),
        ({revisions.CATALOG}, tables.fields),
        (
            {revisions.CATALOG, revisions.ORGANIZATIONS},
            lambda: catalog.agencies_offering(procedure, TODAY),
        ),
    ]
    in_sql("UPDATE base_revision SET token = gen_random_uuid()")
    for rooms, question in questions:
        with CaptureQueriesContext(connection) as asked:
            question()
        read = {
            table for query in asked for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])
        }
        assert read
        assert {table: _room(table) for table in read if _room(table) not in rooms} == {}


def _room(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(tgargs, 'escape') FROM pg_trigger WHERE tgname = %s AND tgenabled = 'O'",
            [revisions.trigger(table)],
        )
        row = cursor.fetchone()
    return row[0].removesuffix("\\000") if row else ""
