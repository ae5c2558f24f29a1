"""docs/seeds-coverage.md: every figure has a cell or says why not, and every figure is in its report."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"


def generator():
    spec = importlib.util.spec_from_file_location(
        "generate_seeds_coverage", ROOT / "docs" / "generate_seeds_coverage.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


COVERAGE = generator()
REPORTS = COVERAGE.figures()


def test_the_document_is_what_the_definitions_say_now():
    told = (ROOT / "docs" / "seeds-coverage.md").read_text(encoding="utf-8")
    assert told == COVERAGE.render(), "run: python docs/generate_seeds_coverage.py"


@pytest.mark.parametrize("seed", REPORTS)
def test_every_figure_has_a_cell_or_says_why_not(seed):
    for figure in REPORTS[seed]:
        if not figure.cells:
            assert re.fullmatch(rf"{COVERAGE.NONE}( riêng)?: .+", figure.places)


@pytest.mark.parametrize("seed", REPORTS)
def test_every_figure_is_printed_in_its_report(seed):
    found = sorted(SEEDS.glob(f"{seed}_*.txt"))
    if not found:
        pytest.skip("the published reports are not at ../shared/seeds")
    text = " ".join(found[0].read_text(encoding="utf-8").split())
    missing = [
        figure.printed
        for figure in REPORTS[seed]
        if not re.search(rf"(?<![\d.,]){re.escape(figure.printed)}(?![\d])", text)
    ]
    assert missing == []
