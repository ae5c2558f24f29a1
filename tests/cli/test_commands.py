"""The list of commands and how they are found."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from motcua import cli

COMMANDS = cli.names()


def test_without_a_command_all_are_listed_with_a_line_each(capsys):
    assert cli.main([]) == 0

    shown = capsys.readouterr().out
    for name in COMMANDS:
        assert f"  {name.rstrip('_').replace('_', '-')} " in shown


def test_an_unknown_command_is_named_and_the_list_shown(capsys):
    assert cli.main(["fly"]) == 2

    assert "không có lệnh “fly”" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "module"),
    [("check-report", "check_report"), ("import", "import_"), ("up", "up")],
)
def test_a_command_is_found_by_its_name(typed, module):
    assert cli.module_name(typed) == module


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_vietnamese(name, capsys):
    with pytest.raises(SystemExit) as leaving:
        cli.main([name.rstrip("_").replace("_", "-"), "--help"])

    assert leaving.value.code == 0
    assert not capsys.readouterr().out.isascii()


def test_the_dispatcher_itself_needs_nothing_that_a_light_install_lacks():
    code = "import sys, motcua.cli; print(*sorted(m.partition('.')[0] for m in sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", code],
        cwd=Path(cli.__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert not {"django", "psycopg", "pydantic", "structlog"} & set(loaded)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        ["verify"],
        ["search", "khai sinh"],
        ["import", "catalog", "x.jsonl"],
        ["report", "II.06b", "--agency", "x", "--from", "2024-06-15", "--to", "2024-09-14"],
    ],
    ids=lambda typed: typed[0],
)
def test_on_an_older_database_a_command_says_what_to_run_first(typed, capsys):
    [newest] = MigrationLoader(connection).graph.leaf_nodes("slips")
    MigrationRecorder(connection).record_unapplied(*newest)

    assert cli.main(typed) == 1
    assert "motcua upgrade" in capsys.readouterr().err
