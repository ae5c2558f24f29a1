"""The whole of a form: what units filed, added up cell by cell, beside what the books say of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from motcua.base import text
from motcua.reporting import definitions, filled
from motcua.reporting.facts import Reading
from motcua.reporting.filled import Filled, Line, Typed
from motcua.rules import consolidation, filling
from motcua.rules.consolidation import Difference
from motcua.rules.definitions import Definition, Rows
from motcua.rules.filling import Values
from motcua.rules.forms import LEVEL_LABELS
from motcua.rules.periods import Window

#: The order of the headings of form II.06.
_GROUPS = ("", *LEVEL_LABELS.values())


@dataclass(frozen=True)
class Whole:
    """A consolidated form, and where it is not what the books say."""

    form: Filled
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class _Adding:
    """What a whole is made of: the form as books and agency fill it, the filed parts, the cells to add."""

    books: Filled
    parts: Sequence[Filled]
    varied: bool
    codes: frozenset[str]
    told: Definition


def is_varied(code: str) -> bool:
    """Tell whether units file a variant of their own of the form of the whole."""
    return code not in definitions.bases()


def of(
    code: str,
    *,
    agency_id: int,
    window: Window,
    parts: Sequence[Filled],
    typed: Sequence[Typed] = (),
    as_of: datetime | None = None,
    reading: Reading | None = None,
) -> Whole:
    """Add filed forms up.

    ``typed`` is what the consolidating agency typed into the form. Where units have no variant of their
    own, that is the agency's own part and is added; where they have, only what cannot be added is taken
    from it. Raise ``definitions.NotInForce``.
    """
    varied = is_varied(code)
    books = filled.build(
        code, agency_id=agency_id, window=window, as_of=as_of, typed=typed, reading=reading
    )
    codes = consolidation.added_cells(books.definition, varied=varied)
    told = consolidation.locked(books.definition, codes)
    adding = _Adding(books, parts, varied, codes, told)
    form = replace(
        books,
        definition=told,
        lines=tuple(_LINES[told.rows](adding)),
        parts=tuple(Line(part.agency, part.result) for part in parts),
    )
    differences = consolidation.unlike_books(books.definition, form.result, books.result)
    return Whole(form, tuple(differences) if varied else ())


def _indicators(adding: _Adding) -> Iterable[Line]:
    parts: list[Values] = [part.result for part in adding.parts]
    if not adding.varied:
        parts.append(adding.books.result)
    given = {**adding.books.result, **consolidation.added_up(adding.codes, parts)}
    yield Line("", filling.complete(adding.told, given))


def _agencies(adding: _Adding) -> Iterable[Line]:
    """The rows of units, one below the other."""
    return (line for part in adding.parts for line in part.lines)


def _named(adding: _Adding) -> Iterable[Line]:
    """The rows of units, those of one name and one heading made one; a register tells the whole at once."""
    if adding.told.rows is Rows.OPEN and not adding.codes:
        yield from adding.books.lines
        return
    rows = [line for part in adding.parts for line in part.lines]
    rows += () if adding.varied else adding.books.lines
    for group in _GROUPS:
        here = [(row.name, row.values) for row in rows if row.group == group]
        found = consolidation.merged(adding.books.definition, here)
        if group:
            found.sort(key=lambda row: text.sort_key(row[0]))
        yield from (Line(name, values, group) for name, values in found)


_LINES = {
    Rows.ONE: _indicators,
    Rows.AGENCIES: _agencies,
    Rows.OPEN: _named,
    Rows.BOOKS: _named,
}
