"""Questions about what ended with a dossier, and what a ministry's system says of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from motcua.dossiers.models import Concluded, Dossier, SourceWord, StepRecord, StepRecordKind
from motcua.rules.codes import Act

#: The acts with which everything that is still open ends.
ENDING = frozenset({Act.STOP, Act.WITHDRAW})


@dataclass(frozen=True)
class Word:
    """What another system said: which (empty where only the step names it), by which number, when, and what."""

    system: str
    number: str
    at: datetime
    said: str


def told_elsewhere() -> Exists:
    """Say of each dossier asked for whether anybody noted what a ministry's system says of it."""
    return Exists(SourceWord.objects.filter(dossier=OuterRef("pk")))


def concluded(dossier: Dossier) -> QuerySet[Concluded]:
    """What ended with the dossier, by the ending that stands."""
    rows = Concluded.objects.filter(event__dossier=dossier, event__reversed_by=None)
    return rows.order_by("pk")


def source_words(dossier: Dossier) -> QuerySet[SourceWord]:
    """What officers read of the dossier in a ministry's system, the latest first."""
    rows = SourceWord.objects.filter(dossier=dossier).select_related("told_by")
    return rows.order_by("-happened_at", "-pk")


def outside(dossier: Dossier) -> tuple[Word, ...]:
    """Everything other systems said of the dossier, steps of its process included, in the order it happened."""
    return tuple(sorted(_words(dossier), key=lambda word: word.at))


def _words(dossier: Dossier) -> Iterator[Word]:
    for word in source_words(dossier):
        yield Word(word.system, word.number, word.happened_at, word.said)
    steps = StepRecord.objects.filter(
        dossier=dossier, kind=StepRecordKind.OUTSIDE, event__reversed_by=None
    )
    for step in steps:
        yield Word("", step.number, step.happened_at, step.said)
