"""The registers there are: one file each beside this one, read once and held against the vocabulary."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from motcua.control.registers.vocabulary import (
    BadRegister,
    Count,
    Field,
    Kind,
    Life,
    Limit,
    Register,
    Taking,
    unfolded,
)
from motcua.rules.codes import Level

_WORDS = frozenset(
    {"code", "name", "part", "order", "basis", "certainty", "note", "fields", "counts", "limits"}
    | {"life", "row", "levels"}
)
_FIELD_WORDS = frozenset({"code", "label", "kind", "required", "choices", "help", "ahead", "dated"})
_COUNT_WORDS = frozenset({"cells", "take", "of", "by", "where", "level", "whole_year"})
_CERTAINTIES = frozenset({"high", "medium", "low"})
_PLAIN = ("code", "name", "part", "basis", "certainty")


@cache
def every() -> tuple[Register, ...]:
    """Every register, in the order of the pages. Raise ``BadRegister``."""
    files = [one for one in resources.files(__name__).iterdir() if one.name.endswith(".yaml")]
    told = [yaml.safe_load(one.read_text(encoding="utf-8")) for one in files]
    found = tuple(parse(one) for one in sorted(told, key=lambda one: one["order"]))
    _each_cell_once(found)
    return found


@cache
def _by_code() -> Mapping[str, Register]:
    return {one.code: one for one in every()}


def of(code: str) -> Register:
    """The register of a code. Raise ``KeyError``."""
    return _by_code()[code]


@cache
def feeding(form: str) -> Mapping[str, tuple[Register, Count]]:
    """What feeds the cells of a form: register and count, by cell."""
    return {
        cell: (register, count)
        for register in every()
        for (code, cell), count in register.feeds.items()
        if code == form
    }


def parse(told: Mapping[str, Any]) -> Register:
    """Make the register a file tells of. Raise ``BadRegister``."""
    _only(told, _WORDS, told["code"])
    if told["certainty"] not in _CERTAINTIES:
        raise BadRegister(f"{told['code']}: certainty {told['certainty']}")
    return Register(
        **{name: told[name] for name in _PLAIN},
        note=told.get("note", ""),
        fields=unfolded(_field(one, told["code"]) for one in told["fields"]),
        counts=tuple(_count(one, told["code"]) for one in told.get("counts", ())),
        limits=tuple(Limit(one["part"], tuple(one["of"])) for one in told.get("limits", ())),
        life=Life(**told["life"]) if "life" in told else None,
        row=told.get("row", ""),
        levels=frozenset(Level(one) for one in told.get("levels", Level)),
    )


def _field(told: Mapping[str, Any], register: str) -> Field:
    _only(told, _FIELD_WORDS, register)
    given = dict(told) | {"kind": Kind(told["kind"])}
    return Field(**given | {"choices": tuple((told.get("choices") or {}).items())})


def _count(told: Mapping[str, Any], register: str) -> Count:
    _only(told, _COUNT_WORDS, register)
    where = told.get("where") or {}
    return Count(
        cells=tuple(told["cells"].items()),
        take=Taking(told["take"]),
        of=tuple(told.get("of", ())),
        by=told.get("by", "on"),
        where=tuple((code, frozenset(values)) for code, values in where.items()),
        level=Level(told["level"]) if "level" in told else None,
        whole_year=told.get("whole_year", False),
    )


def _only(told: Mapping[str, Any], words: frozenset[str], register: str) -> None:
    """Refuse a word nobody would read."""
    strange = set(told) - words
    if strange:
        raise BadRegister(f"{register}: {', '.join(sorted(strange))}")


def _each_cell_once(found: tuple[Register, ...]) -> None:
    seen: set[tuple[str, str]] = set()
    for register in found:
        for count in register.counts:
            for cell in count.cells:
                if cell in seen:
                    raise BadRegister(f"{register.code}: {cell[0]} [{cell[1]}] tính hai lần")
                seen.add(cell)
