"""Commands run as an operator runs them: in a process of their own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "motcua.cli"]


def environment(data: Path, database_url: str = "") -> dict[str, str]:
    # Nor is it measured which lines they run, which slows every call they make.
    left_out = ("MOTCUA_", "COVERAGE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    kept.pop("DATABASE_URL", None)
    if database_url:
        kept["DATABASE_URL"] = database_url
    return kept | {"MOTCUA_DATA": str(data), "MOTCUA_HTTPS": "0"}


def motcua(*words, data: Path, database_url: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        cwd=ROOT,
        env=environment(data, database_url),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
