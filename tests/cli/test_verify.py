"""Verifying from the command line: every difference in a line, the exit code for whoever watches."""

import argparse

import pytest

from motcua.base import clock, upkeep
from motcua.cli import verify
from motcua.dossiers.models import Dossier
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db


def run(limit: int = 200) -> int:
    parser = argparse.ArgumentParser()
    verify.configure(parser)
    return verify.run(parser.parse_args(["--limit", str(limit)]))


@pytest.fixture
def dossiers() -> list[Dossier]:
    here = worlds.world()
    made = [here.receive(f"2024-06-17 08:3{minute}") for minute in range(3)]
    clock.reset()
    return made


def test_whole_books_say_so_and_the_moment_is_remembered(dossiers, capsys):
    assert run() == 0
    assert capsys.readouterr().out == (
        "Đã đối soát 3 hồ sơ, 3 sự kiện, 0 ngày niêm phong: không có sai lệch.\n"
    )
    assert upkeep.latest("verify").ok


def test_each_difference_is_a_line_that_names_the_dossier(dossiers, capsys):
    Dossier.objects.filter(pk=dossiers[1].pk).update(status="decided")
    assert run() == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"Hồ sơ {dossiers[1].number} (id {dossiers[1].pk}): trạng thái")
    assert last.endswith("1 sai lệch.")
    assert not upkeep.latest("verify").ok


def test_all_are_counted_even_when_few_are_printed(dossiers, capsys):
    Dossier.objects.update(status="decided")
    assert run(limit=1) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "…"
    assert lines[2].endswith("3 sai lệch.")
