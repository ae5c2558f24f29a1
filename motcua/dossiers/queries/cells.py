"""Every number opens: the dossiers that a cell of a statutory form counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.dossiers import sums
from motcua.dossiers.sums import Question
from motcua.rules import forms
from motcua.rules.forms import CountingRule


@dataclass(frozen=True)
class Counted:
    """A dossier a cell counts, and how often (a transfer out and in again counts minus and plus one)."""

    dossier_id: int
    times: int


@dataclass(frozen=True)
class Behind:
    """One page of the dossiers behind a cell, and what all of them come to.

    ``figure`` is the figure in the cell; ``signed``: some dossier counts other than once.
    """

    rows: list[Counted]
    dossiers: int
    figure: int
    signed: bool


def behind_cell(
    question: Question,
    column: str,
    rule: CountingRule,
    *,
    field_ids: frozenset[int] | None = None,
    first: int = 0,
    most: int | None = None,
) -> Behind:
    """The dossiers that ``column`` ("c3" … "c13") counts for the question, in the order of their ids.

    From the one at ``first``, at most ``most``; a page after the last is empty and tells no totals.
    """
    return behind_leaves(
        question,
        rule.legs[column],
        parts=forms.NEEDED[column],
        field_ids=field_ids,
        first=first,
        most=most,
    )


def behind_leaves(
    question: Question,
    signs: Mapping[str, int],
    *,
    parts: frozenset[str],
    field_ids: frozenset[int] | None = None,
    first: int = 0,
    most: int | None = None,
) -> Behind:
    """The dossiers that leaves of the books with their signs count, as ``behind_cell`` tells them."""
    found = sums.by_dossier(
        question, signs, parts=parts, field_ids=field_ids, first=first, most=most
    )
    _id, _times, dossiers, figure, signed = found[0] if found else (0, 0, 0, 0, False)
    return Behind([Counted(row[0], row[1]) for row in found], dossiers, figure, signed)
