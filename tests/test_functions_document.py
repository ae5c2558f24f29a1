"""Every test that docs/functions.md names exists, and all 31 functions are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAID = (ROOT / "docs" / "functions.md").read_text(encoding="utf-8")


def test_every_proof_named_is_a_test() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    written = {
        name for source in sources for name in re.findall(r"^def (test_\w+)", source, re.MULTILINE)
    }
    named = set(re.findall(r"`(test_\w+)`", SAID))
    assert named
    assert named - written == set()


def test_all_functions_are_listed_once_and_in_their_order() -> None:
    assert re.findall(r"^\| (CN\d\d) ", SAID, re.MULTILINE) == [f"CN{n:02d}" for n in range(1, 32)]
