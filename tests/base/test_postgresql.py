"""A connection kept between requests notices that the server has gone, without asking it."""

import contextlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    other = connection.copy("kept")
    other.connect()
    yield other
    other.close()


def test_a_living_connection_is_usable_and_nobody_is_asked(kept) -> None:
    with CaptureQueriesContext(kept) as asked:
        assert kept.is_usable()
    assert len(asked) == 0


def test_a_connection_the_server_has_ended_is_not_usable(kept) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 30000)", [kept.connection.info.backend_pid])
        assert cursor.fetchone()[0]

    assert not kept.is_usable()


def test_a_notice_that_waits_does_not_make_a_connection_unusable(kept) -> None:
    with kept.cursor() as cursor:
        cursor.execute("LISTEN motcua_test")
    with contextlib.closing(connection.copy("other")) as other, other.cursor() as cursor:
        cursor.execute("NOTIFY motcua_test")

    assert kept.is_usable()


def test_a_closed_connection_is_not_usable(kept) -> None:
    kept.connection.close()

    assert not kept.is_usable()


def test_no_statement_is_compiled_before_it_runs(kept) -> None:
    with kept.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone()[0] == "off"
