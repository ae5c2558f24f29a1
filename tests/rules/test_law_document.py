"""docs/law.md says what the rules say, and every rule says where it comes from."""

import ast
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "motcua" / "rules").glob("[!_]*.py"))


def generator():
    spec = importlib.util.spec_from_file_location("generate_law", ROOT / "docs" / "generate_law.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_document_is_what_the_rules_say_now():
    wanted = generator().render()
    assert (ROOT / "docs" / "law.md").read_text(encoding="utf-8") == wanted, (
        "run: python docs/generate_law.py"
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_rule_module_cites_its_source_with_its_certainty(path):
    cited = generator().basis(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))))
    assert "(" in cited
    assert "certainty:" in cited


def test_a_basis_is_the_paragraph_that_names_it():
    basis = generator().basis
    assert basis("One.\n\nCăn cứ: Luật A, Điều 1\n(certainty: high).\n\nMore.") == (
        "Luật A, Điều 1 (certainty: high)."
    )
    assert basis("Nothing to cite.") == ""
