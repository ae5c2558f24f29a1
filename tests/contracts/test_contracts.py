"""A contract that cannot break proves nothing: each is violated once, in a copy."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")

#: contract, the file that violates it, what stands in it.
VIOLATIONS = {
    "a lower floor imports a higher one": (
        "floors",
        "motcua/people/wrong.py",
        "import motcua.dossiers",
    ),
    "siblings know each other": (
        "floors",
        "motcua/quality/__init__.py",
        "import motcua.slips",
    ),
    "a new package has not chosen its floor": ("floors", "motcua/attic/__init__.py", ""),
    "a rule of law asks the database": ("pure", "motcua/rules/wrong.py", "import django.db"),
    "a page writes history": (
        "ledger",
        "motcua/web/wrong.py",
        "from motcua.dossiers import ledger",
    ),
    "the product knows the installation": ("wiring", "motcua/base/wrong.py", "import config.urls"),
    "the portal uses a view of the workspace": (
        "doors",
        "motcua/web/portal/wrong.py",
        "import motcua.web.workspace.urls",
    ),
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    root = tmp_path_factory.mktemp("copy")
    for package in ("motcua", "config"):
        shutil.copytree(
            ROOT / package,
            root / package,
            ignore=lambda folder, names: [
                name
                for name in names
                if not name.endswith(".py") and not (Path(folder) / name).is_dir()
            ],
        )
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def lint(root: Path, contract: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--contract", contract, "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"},
    )


@pytest.mark.parametrize("name", VIOLATIONS)
def test_the_linter_refuses_when(name, copied):
    contract, path, statement = VIOLATIONS[name]
    wrong = copied / path
    made = not wrong.parent.exists()
    wrong.parent.mkdir(exist_ok=True)
    wrong.write_text(f'"""Wrong."""\n{statement}\n', encoding="utf-8")
    try:
        outcome = lint(copied, contract)
    finally:
        wrong.unlink()
        if made:
            shutil.rmtree(wrong.parent)

    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "0 kept, 1 broken" in outcome.stdout


@pytest.mark.parametrize("contract", sorted({contract for contract, _, _ in VIOLATIONS.values()}))
def test_the_linter_accepts_the_tree_as_it_is(contract, copied):
    outcome = lint(copied, contract)

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
