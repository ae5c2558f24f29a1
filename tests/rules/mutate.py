"""Break the rules one place at a time and see whether a test notices.

``python -m tests.rules.mutate [module …]`` prints every survivor as ``module:line what``. A mutant is
one changed comparison, operator, truth value, number, key or flow word; wording (strings with a
blank) and the bare vocabularies of ``codes`` are left alone. Survivors and why they may live stand in
``docs/mutants.md``. A mutant that never ends is stopped and named too, for somebody to look at.
"""

import ast
import importlib.abc
import importlib.util
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis.strategies  # noqa: F401 - imported once here instead of in every child
import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[2]
RULES = ROOT / "motcua" / "rules"
#: Of its own processor time, so that a busy machine names no mutant that merely waits.
LIMIT_SECONDS = 150
JOBS = 2
Site = tuple[int, str, Callable[[], None]]

COMPARISONS = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
OPERATORS = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
CHOICES = {"min": "max", "max": "min", "any": "all", "all": "any"}


def sites(tree: ast.Module) -> Iterator[Site]:
    """Yield every place that can be broken: line, description, and what breaks it in ``tree``."""
    left_alone = set(_left_alone(tree))
    for node in ast.walk(tree):
        if id(node) not in left_alone:
            yield from _of(node)


def _left_alone(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        skipped: list[ast.AST | None] = [
            getattr(node, "annotation", None),
            getattr(node, "returns", None),
        ]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.append(node.value)
        if isinstance(node, ast.Assign) and _is_naming(node):
            skipped.append(node.value)
        for part in skipped:
            if part is not None:
                yield from (id(inner) for inner in ast.walk(part))


def _is_naming(node: ast.Assign) -> bool:
    """Tell whether the assignment only names types or what the module offers."""
    target = node.targets[0]
    offers = isinstance(target, ast.Name) and target.id == "__all__"
    return offers or isinstance(node.value, ast.Subscript)


def _of(node: ast.AST) -> Iterator[Site]:
    breakers = BREAKERS.get(type(node))
    if breakers is not None:
        yield from breakers(node)


def _compare(node: ast.Compare) -> Iterator[Site]:
    for index, operator in enumerate(node.ops):
        other = COMPARISONS[type(operator)]
        yield _site(node, f"{_name(operator)} → {other.__name__}", node.ops, index, other())


def _operator(node: ast.BinOp | ast.BoolOp) -> Iterator[Site]:
    other = OPERATORS.get(type(node.op))
    if other is not None:
        yield _set(node, f"{_name(node.op)} → {other.__name__}", "op", other())


def _not(node: ast.UnaryOp) -> Iterator[Site]:
    if isinstance(node.op, ast.Not):
        yield _set(node, "not dropped", "op", ast.UAdd())


def _branch(node: ast.If | ast.IfExp) -> Iterator[Site]:
    yield _set(node, "if never", "test", ast.Constant(value=False))
    yield _set(node, "if always", "test", ast.Constant(value=True))


def _choice(node: ast.Name) -> Iterator[Site]:
    if node.id in CHOICES:
        yield _set(node, f"{node.id} → {CHOICES[node.id]}", "id", CHOICES[node.id])


def _constant(node: ast.Constant) -> Iterator[Site]:
    value = node.value
    if isinstance(value, bool):
        yield _set(node, f"{value} → {not value}", "value", not value)
    elif isinstance(value, int):
        yield _set(node, f"{value} → {value + 1}", "value", value + 1)
    elif isinstance(value, str) and value and " " not in value:
        yield _set(node, f"{value!r} → 'x…'", "value", f"x{value}")


BREAKERS = {
    ast.Compare: _compare,
    ast.BinOp: _operator,
    ast.BoolOp: _operator,
    ast.UnaryOp: _not,
    ast.If: _branch,
    ast.IfExp: _branch,
    ast.Name: _choice,
    ast.Constant: _constant,
}


def _name(node: ast.AST) -> str:
    return type(node).__name__


def _set(node: ast.AST, what: str, field: str, value: object) -> Site:
    return node.lineno, what, lambda: setattr(node, field, value)


def _site(node: ast.AST, what: str, values: list, index: int, value: object) -> Site:
    return node.lineno, what, lambda: values.__setitem__(index, value)


class Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Import one module from a broken tree."""

    def __init__(self, name: str, tree: ast.Module, path: Path) -> None:
        self.name, self.tree, self.path = name, tree, path

    def find_spec(self, fullname, path=None, target=None):
        """Claim the one module."""
        if fullname == self.name:
            return importlib.util.spec_from_loader(fullname, self, origin=str(self.path))
        return None

    def exec_module(self, module):
        """Run the broken tree as the module."""
        exec(compile(self.tree, str(self.path), "exec"), module.__dict__)


def _tests(module: str) -> list[list[str]]:
    """Return what to run, the likeliest to notice first."""
    own = {"limits": "deadline", "steps": "route"}.get(module, module)
    others = sorted(
        str(path)
        for path in (ROOT / "tests" / "rules").glob("test_*.py")
        if path.stem not in {"test_law_document", f"test_{own}"}
    )
    return [[str(ROOT / "tests" / "rules" / f"test_{own}.py")], others]


def _dies(path: Path, number: int) -> None:
    """In a child: import the broken module and leave with 0 when no test notices."""
    signal.setitimer(signal.ITIMER_PROF, LIMIT_SECONDS)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    list(sites(tree))[number][2]()
    ast.fix_missing_locations(tree)
    sys.meta_path.insert(0, Loader(f"motcua.rules.{path.stem}", tree, path))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    options = ["-x", "-q", "--noconftest", "-c", os.devnull, f"--rootdir={ROOT}"]
    options += ["-p", "no:cacheprovider", "-p", "no:django", "-p", "no:randomly"]
    for files in _tests(path.stem):
        if pytest.main([*options, *files]) != 0:
            os._exit(1)
    os._exit(0)


def run(path: Path) -> Iterator[str]:
    """Break the module everywhere, ``JOBS`` at a time; yield the survivors."""
    found = list(sites(ast.parse(path.read_text(encoding="utf-8"))))
    running: dict[int, int] = {}
    for number in range(len(found) + JOBS):
        if number < len(found):
            child = os.fork()
            if child == 0:
                _dies(path, number)
            running[child] = number
        if running and (len(running) == JOBS or number >= len(found)):
            child, status = os.wait()
            line, what, _ = found[running.pop(child)]
            if status == 0 or os.WIFSIGNALED(status):
                ended = " (never ended)" if status else ""
                yield f"{path.stem}:{line} {what}{ended}"
    sys.stderr.write(f"{path.stem}: {len(found)} mutants\n")


def main(names: list[str]) -> None:
    """Run the named modules, or all of them."""
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = os.devnull
    # On a busy machine a test that is merely slow would be taken for one that noticed.
    settings.register_profile("slow", deadline=None, suppress_health_check=list(HealthCheck))
    settings.load_profile("slow")
    for path in sorted(RULES.glob("[!_]*.py")):
        if path.stem != "codes" and (not names or path.stem in names):
            for survivor in run(path):
                sys.stdout.write(f"{survivor}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
