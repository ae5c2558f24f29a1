"""What the linters cannot see: the shape of the tree, of the tables and of the vocabulary."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField, Model
from django.urls import URLResolver, get_resolver

from motcua.rules.codes import Act, Status
from motcua.web.shared import guard, labels

ROOT = Path(__file__).resolve().parents[1]
MOTCUA = ROOT / "motcua"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LONGEST_FILE = 400

SOURCES = [
    path
    for folder in ("motcua", "config", "tests")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]
PRODUCT = [path for path in SOURCES if path.is_relative_to(MOTCUA)]
TEMPLATES = [path for path in sorted(MOTCUA.rglob("*.html")) if "templates" in path.parts]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


# -- files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SOURCES, ids=shown)
def test_no_file_is_longer_than_a_person_reads_in_one_go(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", PRODUCT, ids=shown)
def test_no_file_is_a_drawer_for_everything(path):
    drawers = {"utils", "helpers", "common", "manager", "handler", "data", "info"}
    assert not drawers & set(path.with_suffix("").relative_to(MOTCUA).parts)


def test_every_template_is_used():
    texts = [path.read_text(encoding="utf-8") for path in [*SOURCES, *TEMPLATES]]
    texts.append((ROOT / "config" / "urls.py").read_text(encoding="utf-8"))
    unused = [
        shown(template)
        for template in TEMPLATES
        if not any(_template_name(template) in text for text in texts)
    ]
    assert unused == []


def _template_name(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


# -- who writes, who knows the time ----------------------------------------------------------

HISTORY = {"Dossier", "DossierEvent"}
WRITES = {
    *("create", "bulk_create", "get_or_create", "update_or_create"),
    *("update", "bulk_update", "delete", "save"),
}


def _writes_history(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield from _history_written_by(node.func)


def _history_written_by(called: ast.expr) -> Iterator[str]:
    if isinstance(called, ast.Name) and called.id in HISTORY:
        yield f"{called.id}(…) in line {called.lineno}"
    if isinstance(called, ast.Attribute) and called.attr in WRITES:
        names = {
            part.id if isinstance(part, ast.Name) else part.attr
            for part in ast.walk(called.value)
            if isinstance(part, ast.Name | ast.Attribute)
        }
        if names & HISTORY or (called.attr in {"save", "delete"} and names & {"dossier", "event"}):
            yield f".{called.attr}(…) in line {called.lineno}"


@pytest.mark.parametrize("path", PRODUCT, ids=shown)
def test_only_the_ledger_writes_dossiers(path):
    if path == MOTCUA / "dossiers" / "ledger.py":
        assert list(_writes_history(path)), "the search finds what it looks for"
    else:
        assert list(_writes_history(path)) == []


@pytest.mark.parametrize("path", PRODUCT, ids=shown)
def test_only_doors_and_the_ledger_know_what_time_it_is(path):
    doors = [MOTCUA / "cli", MOTCUA / "jobs", MOTCUA / "web", MOTCUA / "integrations"]
    knows = [MOTCUA / "base" / "clock.py", MOTCUA / "dossiers" / "ledger.py"]
    if path in knows or any(path.is_relative_to(door) for door in doors):
        return
    assert not re.search(r"\bclock\.(now|today)\(", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PRODUCT, ids=shown)
def test_unexpected_errors_are_caught_nowhere(path):
    if path.is_relative_to(MOTCUA / "jobs"):
        return
    broad = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert broad == []


# -- tables -----------------------------------------------------------------------------------


def _floors() -> dict[str, int]:
    """The number of each package's floor, read from the linter's contract; siblings share one."""
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["id"] == "floors")
    return {
        name.strip(" ()"): floor
        for floor, layer in enumerate(reversed(layers))
        for name in layer.split("|")
    }


def _foreign_keys() -> Iterator[tuple[str, type[Model], type[Model]]]:
    for model in apps.get_models():
        if model.__module__.startswith("motcua."):
            for field in model._meta.get_fields():
                if isinstance(field, ForeignKey | ManyToManyField):
                    yield field.name, model, field.related_model


def _package(model: type[Model]) -> str:
    return model.__module__.split(".")[1] if model.__module__.startswith("motcua.") else ""


def test_foreign_keys_point_down_and_never_sideways():
    floors = _floors()
    keys = [
        (f"{_package(model)}.{model.__name__}.{name} → {_package(related)}", model, related)
        for name, model, related in _foreign_keys()
        if _package(related) not in {"", _package(model)}
    ]
    assert keys
    wrong = [
        text
        for text, model, related in keys
        if floors[_package(related)] >= floors[_package(model)]
    ]
    assert wrong == []


# -- law and words ----------------------------------------------------------------------------

RULES = [path for path in sorted((MOTCUA / "rules").glob("*.py")) if path.name != "__init__.py"]
CITATION = re.compile(r"Căn cứ:.+certainty:\s+(high|medium|low)", re.DOTALL)


@pytest.mark.parametrize("path", RULES, ids=shown)
def test_every_rule_cites_its_law_and_how_sure_we_are(path):
    assert CITATION.search(ast.get_docstring(tree(path)) or "")


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_vietnamese_name(status):
    assert str(labels.STATUS[status]).strip()


@pytest.mark.parametrize("act", Act)
def test_every_act_has_a_vietnamese_name(act):
    assert str(labels.ACT[act]).strip()


@pytest.mark.parametrize("term", [*Status, *Act], ids=lambda term: term.name)
def test_every_status_and_act_is_in_the_glossary(term):
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert f"| `{term.name}` |" in glossary


# -- doors ------------------------------------------------------------------------------------


def _routes(patterns=None, before="") -> Iterator[tuple[str, object]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, address)
        else:
            yield address, pattern.callback


def test_every_route_says_who_may_enter():
    routes = dict(_routes())
    assert routes
    assert [address for address, view in routes.items() if guard.entry_of(view) is None] == []
