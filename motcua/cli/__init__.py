"""What an operator types. One module per command, found by its name and loaded only when called.

A command module has a docstring (its first line is the help), ``configure(parser)`` and
``run(args) -> int``. Before the import Django is set up, except for ``LIGHT`` commands, which work
without the server's libraries; before ``run`` the database is started, unless the module says
``DATABASE = False``; one that says ``MIGRATED = True`` runs on a database of this version only.
A command raises ``Stop`` with a sentence the operator can act on.
"""

import argparse
import ast
import importlib
import keyword
import os
import pkgutil
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

#: Commands that serve people who run no server: no Django, no database, no settings.
LIGHT = frozenset({"check_report", "sign_agent"})
#: The exit codes a shell expects.
_INTERRUPTED = 130
_NOBODY_READS = 141
_NOT_MIGRATED = (
    "Cơ sở dữ liệu chưa theo phiên bản đang cài. Chạy “motcua init” với bản cài mới, "
    "hoặc “motcua upgrade” với bản đang dùng, rồi chạy lại lệnh này."
)


class Stop(Exception):
    """The command cannot go on; ``str(stop)`` tells the operator why and what to do."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        """``sentence`` is shown; ``code`` becomes the exit code."""
        super().__init__(sentence)
        self.code = code


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the entry point of ``motcua``."""
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    words = list(sys.argv[1:] if argv is None else argv)
    known = names()
    if not words or module_name(words[0]) not in known:
        _list(known, asked=words[:1])
        return 0 if words[:1] in ([], ["-h"], ["--help"]) else 2
    try:
        return _run(module_name(words[0]), words)
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return stop.code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _NOBODY_READS


def names() -> list[str]:
    """The module names of all commands there are."""
    return sorted(
        found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_")
    )


def module_name(command: str) -> str:
    """The module of a command as typed: ``check-report`` is ``check_report``, ``import`` ``import_``."""
    name = command.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def _run(name: str, words: list[str]) -> int:
    light = name in LIGHT
    installation = None if light else importlib.import_module("motcua.base.installation")
    if installation:
        installation.load()
    command = importlib.import_module(f"motcua.cli.{name}")
    arguments = _parser(name, command).parse_args(words[1:])
    if installation and getattr(command, "DATABASE", True):
        _connect(installation)
        if getattr(command, "MIGRATED", False) and not installation.is_migrated():
            raise Stop(_NOT_MIGRATED)
    return int(command.run(arguments))


def _connect(installation: Any) -> None:  # noqa: ANN401 - a module loaded by name
    embedded = importlib.import_module("motcua.base.embedded")
    try:
        installation.connect()
    except embedded.WillNotStart as failure:
        raise Stop(str(failure)) from failure


def _parser(name: str, command: ModuleType) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"motcua {_typed(name)}",
        description=command.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.configure(parser)
    return parser


def _list(known: list[str], asked: list[str]) -> None:
    """Print the commands with one line each, read from their files without running them."""
    out = sys.stderr if asked and not asked[0].startswith("-") else sys.stdout
    if out is sys.stderr:
        out.write(f"motcua: không có lệnh “{asked[0]}”.\n\n")
    out.write("Cách dùng: motcua <lệnh> [tùy chọn]   (motcua <lệnh> --help để xem tùy chọn)\n\n")
    for name in known:
        out.write(f"  {_typed(name):14} {_summary(name)}\n")


def _typed(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _summary(name: str) -> str:
    package = Path(__path__[0]) / name / "__init__.py"
    file = package if package.exists() else Path(__path__[0]) / f"{name}.py"
    source = file.read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").split("\n", 1)[0]
