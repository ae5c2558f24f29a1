"""Lines of COPY in the column order of the models; an event's line and its canonical form together."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from motcua.dossiers import seals
from motcua.dossiers.models import DossierEvent


class Table:
    """The columns of a table, and the line of a row that says only what differs from the defaults."""

    def __init__(self, model: type[Model]) -> None:
        """Read the columns from the model, so that a new one is not forgotten."""
        self.name = model._meta.db_table  # noqa: SLF001 - documented API
        columns = model._meta.concrete_fields  # noqa: SLF001 - documented API
        self.columns = [column.attname for column in columns]
        self.places = {name: place for place, name in enumerate(self.columns)}
        self.defaults = [cell(column.get_default()) for column in columns]

    def line(self, row: Mapping[str, Any]) -> str:
        """Write a row as a line of COPY."""
        cells = self.defaults.copy()
        places = self.places
        for name, value in row.items():
            cells[places[name]] = cell(value)
        return "\t".join(cells) + "\n"


def cell(value: Any) -> str:  # noqa: ANN401 - columns of many types
    """Write one value as COPY reads it."""
    if value is None:
        return r"\N"
    write = _CELLS.get(type(value))
    return write(value) if write else str(value)


def _truth(value: Any) -> str:  # noqa: ANN401 - one of the writers
    return "t" if value else "f"


_CELLS: dict[type, Callable[[Any], str]] = {
    bool: _truth,
    datetime: datetime.isoformat,
    date: date.isoformat,
}
_EVENTS = Table(DossierEvent)
_HASHED = seals.HASHED_COLUMNS[seals.HASH_VERSION]
_HASHED_PLACES = {name: place for place, name in enumerate(_HASHED)}


def _fragment(name: str, value: object) -> str:
    return f'"{name}":{json.dumps(value, ensure_ascii=False)}'


class EventWriter:
    """Writes the events of one dossier; what an act leaves as it was is not written anew.

    The canonical form is that of ``seals.digest_of``, to the byte: tests and verification hold it.
    """

    def __init__(self) -> None:
        """Begin with every column as a new event has it."""
        self._cells = _EVENT_CELLS.copy()
        self._fragments = _EVENT_FRAGMENTS.copy()

    def write(self, changed: Mapping[str, Any]) -> tuple[str, str]:
        """Return the event's hash and its line; ``changed`` are the columns unlike the event before."""
        cells, fragments = self._cells, self._fragments
        for name, value in changed.items():
            cells[_EVENTS.places[name]], written = _both(value)
            place = _HASHED_PLACES.get(name)
            if place is not None:
                fragments[place] = f'"{name}":{written}'
        canonical = f"{{{','.join(fragments)}}}"
        found = hashlib.sha256(canonical.encode()).hexdigest()
        cells[_HASH] = found
        return found, "\t".join(cells) + "\n"


def _both(value: Any) -> tuple[str, str]:  # noqa: ANN401 - columns of many types
    """Write a value for COPY and for the canonical form."""
    if value is None:
        return r"\N", "null"
    if isinstance(value, datetime):
        said = value.isoformat(timespec="microseconds")
        return said, f'"{said}"'
    if isinstance(value, bool):
        return ("t", "true") if value else ("f", "false")
    if isinstance(value, int):
        return str(value), str(value)
    said = str(value)
    return said, f'"{said}"'


def _first(name: str) -> Any:  # noqa: ANN401 - columns of many types
    return seals.HASH_VERSION if name == "hash_version" else _DEFAULTS[name]


_DEFAULTS = {
    column.attname: column.get_default()
    for column in DossierEvent._meta.concrete_fields  # noqa: SLF001 - documented API
}
_HASH = _EVENTS.places["hash"]
_BEGINNING = {name: _first(name) for name in _EVENTS.columns}
_EVENT_CELLS = [cell(_BEGINNING[name]) for name in _EVENTS.columns]
_EVENT_FRAGMENTS = [_fragment(name, _BEGINNING[name]) for name in _HASHED]
