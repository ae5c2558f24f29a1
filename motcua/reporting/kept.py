"""A filled form as plain JSON and back: what is filed keeps its labels, whatever becomes of the definition."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from motcua.reporting.filled import Filled, Line, Typed
from motcua.rules.codes import Level
from motcua.rules.definitions import Carry, Cell, Crossing, Definition, Kind, Rows, Rule, Source
from motcua.rules.filling import Value, Values
from motcua.rules.periods import Window


def form(filled: Filled) -> dict[str, Any]:
    """Write a filled form as plain JSON."""
    definition = asdict(filled.definition)
    for name in ("valid_from", "valid_to"):
        definition[name] = definition[name] and definition[name].isoformat()
    return {
        "definition": definition,
        "agency_id": filled.agency_id,
        "agency": filled.agency,
        "receiver": filled.receiver,
        "place": filled.place,
        "from_on": filled.window.from_on.isoformat(),
        "to_on": filled.window.to_on.isoformat(),
        "named": filled.window.named,
        "as_of": filled.as_of.isoformat() if filled.as_of else None,
        "lines": rows(filled.lines),
        "parts": rows(filled.parts),
        "notes": list(filled.notes),
        "demo": filled.demo,
    }


def form_again(content: Mapping[str, Any]) -> Filled:
    """Read a filled form back."""
    definition = _definition(content["definition"])
    as_of = content["as_of"]
    return Filled(
        definition=definition,
        agency_id=content["agency_id"],
        agency=content["agency"],
        receiver=content["receiver"],
        place=content["place"],
        window=Window(
            date.fromisoformat(content["from_on"]),
            date.fromisoformat(content["to_on"]),
            named=content.get("named", ""),
        ),
        as_of=datetime.fromisoformat(as_of) if as_of else None,
        lines=_lines(definition, content["lines"]),
        parts=_lines(definition, content.get("parts", ())),
        notes=tuple(content["notes"]),
        demo=content["demo"],
    )


def rows(lines: Sequence[Line | Typed]) -> list[dict[str, Any]]:
    """Write rows as plain JSON; a number with decimals is written in letters, to stay exact."""
    return [
        {
            "name": line.name,
            **({"group": line.group} if isinstance(line, Line) and line.group else {}),
            "values": {
                code: str(value) if isinstance(value, Decimal) else value
                for code, value in line.values.items()
            },
        }
        for line in lines
    ]


def rows_again(definition: Definition, content: Sequence[Mapping[str, Any]]) -> tuple[Typed, ...]:
    """Read typed rows back; what the form no longer asks for is left out."""
    return tuple(Typed(row["name"], _values(definition, row["values"])) for row in content)


def _lines(definition: Definition, told: Sequence[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple(
        Line(row["name"], _values(definition, row["values"]), row.get("group", "")) for row in told
    )


def _values(definition: Definition, told: Mapping[str, Any]) -> Values:
    cells = definition.by_code
    return {code: _value(cells[code], value) for code, value in told.items() if code in cells}


def _value(cell: Cell, told: int | str | None) -> Value:
    if isinstance(told, str) and cell.kind is not Kind.TEXT:
        return Decimal(told)
    return told


def _definition(told: Mapping[str, Any]) -> Definition:
    given = dict(told)
    ended = given.pop("valid_to")
    return Definition(
        **given
        | {
            "valid_from": date.fromisoformat(given["valid_from"]),
            "valid_to": date.fromisoformat(ended) if ended else None,
            "rows": Rows(given["rows"]),
            "cells": tuple(_cell(one) for one in given["cells"]),
            "rules": tuple(Rule(**one | {"parts": tuple(one["parts"])}) for one in given["rules"]),
            "crossings": tuple(Crossing(**one) for one in given["crossings"]),
            "carries": tuple(Carry(**one) for one in given.get("carries", ())),
        }
    )


def _cell(told: Mapping[str, Any]) -> Cell:
    return Cell(
        **dict(told)
        | {
            "headings": tuple(told["headings"]),
            "source": Source(told["source"]),
            "kind": Kind(told["kind"]),
            "level": Level(told["level"]) if told["level"] else None,
            "parts": tuple(told["parts"]),
            "choices": tuple((code, words) for code, words in told["choices"]),
        }
    )
