"""Taking a sheet into a register: all of it or nothing, and what is there already is not added again."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from motcua.base import clock
from motcua.control import access, reading, sheets
from motcua.control.actions import writing
from motcua.control.models import Version
from motcua.control.registers.vocabulary import Register
from motcua.dossiers import actions as dossiers
from motcua.organizations.models import Agency
from motcua.people.models import Account


@dataclass(frozen=True)
class Problem:
    """What is wrong in one row of a sheet."""

    row: int
    words: str

    def __str__(self) -> str:
        """Say where and what."""
        return _("Dòng %(row)s: %(words)s") % {"row": self.row, "words": self.words}


class Faulty(Exception):
    """Rows of the sheet cannot be written; nothing was."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep every problem of every row."""
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Imported:
    """How many lines were added, and how many rows were in the register already."""

    added: int
    there: int


@transaction.atomic
def import_lines(
    *, register: Register, agency: Agency, content: bytes, by: Account, at: datetime
) -> Imported:
    """Add the rows of a sheet as lines.

    A row that says what a line says, or once said, is that line; so a second import adds nothing.
    Raise ``access.NotAllowed``, ``sheets.NotASheet``, ``Faulty``.
    """
    access.require(by, agency.pk, at)
    closed = dossiers.closed_through()
    writing.alone(agency.pk)
    today = clock.local(at).date()
    problems, told = [], []
    for row in sheets.read(register, content):
        found = reading.read(register, row.texts, today=today)
        problems += [Problem(row.number, words) for words in found.errors.values()]
        told.append(found.said)
    if problems:
        raise Faulty(problems)
    digests = [reading.digest(said) for said in told]
    there = _there(register, agency, digests)
    added = 0
    for said, digest in zip(told, digests, strict=True):
        if there[digest]:
            there[digest] -= 1
            continue
        writing.add(register=register, agency=agency, said=said, by=by, at=at, closed=closed)
        added += 1
    return Imported(added, len(told) - added)


def _there(register: Register, agency: Agency, digests: list[str]) -> Counter[str]:
    """How many lines of the register say, or once said, each of these."""
    rows = (
        Version.objects.filter(
            entry__agency=agency, entry__register=register.code, digest__in=digests
        )
        .values_list("digest")
        .annotate(lines=Count("entry", distinct=True))
    )
    return Counter(dict(rows))
