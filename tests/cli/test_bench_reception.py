"""The floor of a reception writes the very rows that a reception writes."""

import pytest
from django.db import connection

from motcua.base import clock, once
from motcua.cli.bench import floor
from motcua.dossiers import actions
from motcua.dossiers.actions import By
from motcua.dossiers.models import Dossier, DossierEvent
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db
#: What the queue's own triggers write is counted as well.
TABLES = (
    *("base_oncekey", "people_party", "people_identity", "dossiers_dossier"),
    *("dossiers_participant", "dossiers_dossierpaper", "dossiers_dossiernumber"),
    *("dossiers_dossierevent", "procrastinate_jobs", "procrastinate_events"),
)


def counted() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def added(before: dict[str, int]) -> dict[str, int]:
    return {table: number - before[table] for table, number in counted().items()}


@pytest.fixture
def received() -> dict[str, int]:
    """Receive one dossier with its form's key; return how many rows that wrote."""
    clock.set_to(worlds.moment("2024-06-17 08:30"))
    here = worlds.world()
    application = here.application()
    before = counted()

    def take_in() -> str:
        by = By(officer=here.clerk, at=clock.now())
        return str(actions.receive(application=application, by=by).pk)

    once.run(key="k", account_id=here.clerk.pk, at=clock.now(), action=take_in)
    return added(before)


def write(statements: list[floor.Statement]) -> None:
    names: dict[str, object] = {"n": 987654321, "agency": 0}
    for one in statements:
        cursor = connection.connection.execute(one.text.format_map(floor.Placed()), names)
        if one.gives:
            names[one.gives] = cursor.fetchone()[0]


def test_the_floor_writes_as_many_rows_as_a_reception(received: dict[str, int]) -> None:
    statements = floor.statements(connection.connection)
    before = counted()

    write(statements)

    bare = added(before)
    assert received["dossiers_dossierevent"] == 1
    assert bare == received | {"people_party": 1, "people_identity": 1}
    assert DossierEvent.objects.filter(dossier=Dossier.objects.order_by("-pk")[0]).count() == 1


def test_the_floor_has_one_statement_per_table_with_the_counter_last(
    received: dict[str, int],
) -> None:
    statements = floor.statements(connection.connection)

    tables = [one.text.split()[2].strip('"') for one in statements]
    assert sorted(tables) == sorted({*TABLES, "dossiers_numbercounter"} - {"procrastinate_events"})
    assert statements[-1].text.startswith("INSERT INTO dossiers_numbercounter")


def test_no_name_of_pgbench_hides_in_what_people_typed() -> None:
    written = floor.literal("a:b {c} 'd' \\ 100%")

    assert written == "E'a\\x3ab \\x7bc\\x7d ''d'' \\\\ 100\\x25'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {written.format()}")
        assert cursor.fetchone() == ("a:b {c} 'd' \\ 100%",)


def test_nothing_received_is_no_floor() -> None:
    connection.ensure_connection()
    with pytest.raises(LookupError):
        floor.statements(connection.connection)


def test_an_address_is_told_without_showing_its_password() -> None:
    told = floor.environment("postgresql://me:p%40ss@/books?host=/run/pg&port=5433")

    assert told == {
        "PGDATABASE": "books",
        "PGUSER": "me",
        "PGPASSWORD": "p@ss",
        "PGHOST": "/run/pg",
        "PGPORT": "5433",
    }
