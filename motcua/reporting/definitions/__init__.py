"""The forms there are: one file each beside this one, read once and held against their own vocabulary."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import yaml

from motcua.reporting.measures import MEASURES, SERVICES
from motcua.rules import definitions
from motcua.rules.codes import Level
from motcua.rules.definitions import (
    BadDefinition,
    Carry,
    Cell,
    Crossing,
    Definition,
    Kind,
    Rows,
    Rule,
    Source,
)

_FORM_WORDS = frozenset(
    {"code", "name", "title", "basis", "certainty", "addressee", "version", "valid_from"}
    | {"valid_to", "rows", "row_heading", "unit_line", "cells", "rules", "crossings", "note"}
    | {"variants", "alone", "carries"}
)
_CELL_WORDS = frozenset(
    {"code", "label", "headings", "from", "kind", "unit", "measure", "level", "service", "sum"}
    | {"ratio", "choices", "note"}
)
_RULE_WORDS = frozenset({"whole", "equal", "at_most"})
_CERTAINTIES = frozenset({"high", "medium", "low"})
_PLAIN = ("name", "title", "basis", "certainty", "addressee", "version", "valid_from", "valid_to")
_LAID_OUT = ("row_heading", "unit_line", "alone", "note")


@cache
def every() -> tuple[Definition, ...]:
    """Every version of every form, in the order of their codes."""
    files = sorted(resources.files(__name__).iterdir(), key=lambda one: one.name)
    told = [one.read_text(encoding="utf-8") for one in files if one.name.endswith(".yaml")]
    found = [made for text in told for made in parse(yaml.safe_load(text))]
    return tuple(sorted(found, key=lambda one: (one.code, one.version)))


def in_force(code: str, on: date) -> Definition:
    """The version of a form that is valid on a day. Raise ``definitions.NotInForce``."""
    return definitions.in_force(every(), code, on)


def codes() -> tuple[str, ...]:
    """The codes of the forms, each once."""
    return tuple(dict.fromkeys(one.code for one in every()))


def bases() -> tuple[str, ...]:
    """The codes without the letter that tells a unit alone from a unit with all under it."""
    return tuple(dict.fromkeys(base(code) for code in codes()))


def base(code: str) -> str:
    """The code without that letter."""
    return code.rstrip("ab")


def variant(base: str, *, whole: bool) -> str:
    """The form of a code without its letter: of a unit alone, or of the whole; itself where it has none."""
    code = base + ("b" if whole else "a")
    return code if code in codes() else base


def parse(told: Mapping[str, Any]) -> Iterator[Definition]:
    """Make the versions a file tells of: one, or one for each of its variants. Raise BadDefinition."""
    _only(told, _FORM_WORDS, told["code"])
    for letter, changes in (told.get("variants") or {"": {}}).items():
        yield _definition({**told, **changes, "code": f"{told['code']}{letter}"})


def _definition(told: Mapping[str, Any]) -> Definition:
    if told["certainty"] not in _CERTAINTIES:
        raise BadDefinition(f"{told['code']}: certainty {told['certainty']}")
    given = {name: told[name] for name in (*_PLAIN, *_LAID_OUT) if name in told}
    return Definition(
        code=told["code"],
        rows=Rows(told["rows"]),
        cells=tuple(_cell(one, told["code"]) for one in told["cells"]),
        rules=tuple(_rule(one, told["code"]) for one in told.get("rules", ())),
        crossings=tuple(Crossing(**one) for one in told.get("crossings", ())),
        carries=tuple(Carry(**one) for one in told.get("carries", ())),
        **given,
    )


def _cell(told: Mapping[str, Any], form: str) -> Cell:
    _only(told, _CELL_WORDS, form)
    choices = tuple(sorted((told.get("choices") or {}).items()))
    cell = Cell(
        code=told["code"],
        headings=tuple(told["headings"]) if "headings" in told else (told["label"],),
        source=_source(told),
        kind=Kind.CHOICE if choices else Kind(told.get("kind", Kind.COUNT)),
        unit=told.get("unit", ""),
        measure=told.get("measure", ""),
        level=Level(told["level"]) if "level" in told else None,
        service=told.get("service", ""),
        parts=tuple(told.get("sum") or told.get("ratio") or ()),
        choices=choices,
        note=told.get("note", ""),
    )
    if cell.measure not in MEASURES.get(cell.source, {""}) or cell.service not in SERVICES:
        raise BadDefinition(f"{form} [{cell.code}]: {cell.measure} {cell.service}")
    return cell


def _source(told: Mapping[str, Any]) -> Source:
    for word, source in (("sum", Source.SUM), ("ratio", Source.RATIO)):
        if word in told:
            return source
    return Source(told.get("from", Source.TYPED))


def _rule(told: Mapping[str, Any], form: str) -> Rule:
    _only(told, _RULE_WORDS, form)
    return Rule(
        whole=told["whole"],
        parts=tuple(told.get("equal") or told["at_most"]),
        at_most="at_most" in told,
    )


def _only(told: Mapping[str, Any], words: frozenset[str], form: str) -> None:
    """Refuse a word nobody would read."""
    strange = set(told) - words
    if strange:
        raise BadDefinition(f"{form}: {', '.join(sorted(strange))}")
