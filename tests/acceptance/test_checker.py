"""The report checker at full size: twelve thousand slips, a hundred pages, a thousand hostile files."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance import hostile
from tests.checking.generator import cases, held_out, layouts, measuring, slips

CASES = 1000
FOUND = 0.95
HOSTILE = 1000
HEAVY = 10
#: Of one file, in seconds of the processor and megabytes above what the checker takes anyway.
MOST_SECONDS, MOST_MEGABYTES = 20, 600
#: Of four hundred pages of claims and the like.
MOST_HEAVY_SECONDS = 60
PAGES, PAGE_LINES = 100, 45
MOST_PAGES_SECONDS, MOST_PAGES_MEGABYTES = 2, 300

#: Checks files one after the other and tells of each how it ended, what was said and what it cost.
RUNNER = """
import io, json, resource, sys, time
from contextlib import redirect_stderr, redirect_stdout
from motcua import cli
cli.main(["check-report", sys.argv[1]])
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for name in sys.stdin.read().split("\\n"):
    said, before = io.StringIO(), time.process_time()
    with redirect_stderr(said), redirect_stdout(io.StringIO()):
        code = cli.main(["check-report", name])
    cost = time.process_time() - before
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) // 1024
    told = [name, code, said.getvalue(), cost, memory]
    print(json.dumps(told), file=sys.__stdout__, flush=True)
"""


def test_a_thousand_honest_reports_give_no_error() -> None:
    outcomes = [measuring.measure(case) for case in measuring.consistent(CASES)]
    wrong = [(one.case.seed, one.invented[0].message) for one in outcomes if one.invented]
    assert wrong == []


@pytest.mark.parametrize("kind", slips.KINDS)
def test_of_a_thousand_slips_of_a_kind_nearly_all_are_found(kind: str) -> None:
    outcomes = [measuring.measure(case) for case in measuring.slipped(kind, CASES)]
    score = measuring.score(outcomes)
    sys.stdout.write(f"{score}\n")
    assert len(outcomes) == CASES
    assert score.rate(kind) >= FOUND
    assert sum(score.invented.values()) <= CASES * (1 - FOUND)


@pytest.mark.parametrize("names", [layouts.OPEN, held_out.HELD_OUT])
def test_layouts_nobody_tuned_for_are_read_as_well(names: dict[str, object]) -> None:
    outcomes = [
        measuring.measure(case)
        for kind in slips.KINDS
        for case in measuring.slipped(kind, CASES // 20, names)
    ]
    assert sum(one.found for one in outcomes) >= len(outcomes) * FOUND


def test_a_hundred_pages_are_read_quickly_and_in_little_memory(tmp_path: Path) -> None:
    text = "\n".join(cases.clean("markdown", seed).printed.text for seed in range(200))
    path = tmp_path / "dai.md"
    path.write_text("\n".join(text.split("\n")[: PAGES * PAGE_LINES]))
    done = subprocess.run(
        [sys.executable, "-m", "motcua.cli", "check-report", str(path)],
        capture_output=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    told = ask_of(path, [path])[0]
    assert told["seconds"] <= MOST_PAGES_SECONDS
    assert peak(path) <= MOST_PAGES_MEGABYTES


def peak(path: Path) -> int:
    """The most memory one run takes, in megabytes."""
    watch = (
        "import resource, subprocess, sys;"
        "subprocess.run([sys.executable, '-m', 'motcua.cli', 'check-report', sys.argv[1]],"
        " stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", watch, str(path)], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def ask_of(first: Path, paths: list[Path]) -> list[dict[str, object]]:
    """Check files in one process; ``first`` warms it up."""
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, str(first)],
        input="\n".join(map(str, paths)),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    keys = ("name", "code", "said", "seconds", "megabytes")
    return [dict(zip(keys, json.loads(line), strict=True)) for line in lines]


def test_a_thousand_hostile_files_end_in_a_sentence(tmp_path: Path) -> None:
    good = tmp_path / "tot.txt"
    good.write_bytes(cases.clean("levels", 1).printed.content)
    paths = list(hostile.files(tmp_path, HOSTILE, hostile.MAKERS))
    told = ask_of(good, paths)
    assert len(told) == HOSTILE
    silent = [one for one in told if one["code"] != 2 or len(str(one["said"]).strip()) < 25]
    assert silent == []
    assert [one for one in told if is_greedy(one)] == []


def test_files_that_are_too_much_cost_no_more_than_others(tmp_path: Path) -> None:
    good = tmp_path / "tot.txt"
    good.write_bytes(cases.clean("levels", 1).printed.content)
    told = ask_of(good, list(hostile.files(tmp_path, HEAVY, hostile.HEAVY)))
    assert {one["code"] for one in told} <= {0, 1, 2}
    assert [one for one in told if is_greedy(one, MOST_HEAVY_SECONDS)] == []


def is_greedy(told: dict[str, object], seconds: int = MOST_SECONDS) -> bool:
    return float(str(told["seconds"])) > seconds or int(str(told["megabytes"])) > MOST_MEGABYTES
