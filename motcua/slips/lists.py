"""A list of an office as a table with its signatures: columns, rows, who signs. Facts in, PDF out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from motcua.base import clock
from motcua.organizations.models import Agency
from motcua.slips import letterhead, typeset, wording
from motcua.slips.sheets import DEMO_LINE

LAYOUT = "slips/layout/list.typ"
#: More lines than this are no longer a list one prints.
MOST = 1000


class TooMany(ValueError):
    """More lines than one print holds."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in millimetres, as a share ("2fr"), or as its words need."""

    name: str
    width: str = ""
    centred: bool = False


@dataclass(frozen=True, kw_only=True)
class List:
    """One list: its title, what stands under it, the rows cell by cell, and who signs."""

    agency: Agency
    on: date
    title: str
    under: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    #: Who signs, from left to right: the title, and the name where it is known.
    signatures: tuple[tuple[str, str], ...]
    said: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    wide: bool = False


def pdf(lists: Sequence[List], *, at: datetime) -> bytes:
    """Set lists as one file. Raise TooMany. Equal lists at ``at`` give equal bytes."""
    if any(len(one.rows) > MOST for one in lists):
        raise TooMany(MOST)
    return typeset.pdf(LAYOUT, {"lists": [_facts(one, at) for one in lists]}, at=at)


def _facts(one: List, at: datetime) -> dict[str, object]:
    head = letterhead.of(one.agency, one.agency, one.on)
    return {
        "superior": head.office if head.desk != head.office else head.superior,
        "office": head.desk,
        "numbers": [{"label": label, "value": value} for label, value in one.numbers],
        "place_date": wording.place_and_date(head.place, clock.local(at)),
        "title": one.title,
        "under": list(one.under),
        "said": list(one.said),
        "columns": [
            {"name": column.name, "width": column.width, "centred": column.centred}
            for column in one.columns
        ],
        "rows": [list(row) for row in one.rows],
        "after": list(one.after),
        "signatures": [{"title": title, "name": name} for title, name in one.signatures],
        "wide": one.wide,
        "demo": DEMO_LINE if settings.DEMO else "",
    }
