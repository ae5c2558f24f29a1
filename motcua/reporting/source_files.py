"""Figures of ministries' systems taken in from files, each kept with its file and the day it was taken on."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from motcua.documents import actions as documents
from motcua.documents.actions import Stored
from motcua.people.models import Account
from motcua.reporting import actions, queries, sources
from motcua.reporting.filled import Typed
from motcua.reporting.models import SourceFile, TypedForm
from motcua.reporting.source_sheets import Told
from motcua.rules.periods import Window

_LONGEST_FILE_NAME = 120


def files(agency_id: int, code: str, window: Window) -> QuerySet[SourceFile]:
    """The files the figures of a system were read from, the last first."""
    return (
        SourceFile.objects.filter(
            typed__agency=agency_id,
            typed__form=code,
            typed__from_on=window.from_on,
            typed__to_on=window.to_on,
        )
        .order_by("-pk")
        .select_related("typed__by", "file")
    )


@transaction.atomic
def take_in(
    *,
    code: str,
    agency_id: int,
    window: Window,
    told: Told,
    stored: Stored,
    stated_on: date,
    by: Account,
    at: datetime,
) -> TypedForm:
    """Keep the figures of a file, and the file with the day it was taken on; they replace what was typed before.

    Raise ``actions.NotAllowed``.
    """
    definition = sources.systems()[code]
    stated = f"Tệp {stored.name[:_LONGEST_FILE_NAME]}, trích ngày {stated_on:%d/%m/%Y}"
    last = queries.typed(agency_id, code, window)
    typed = actions.type_in(
        definition=definition,
        agency_id=agency_id,
        window=window,
        rows=[Typed(row.name, {**row.values, sources.STATED: stated}) for row in told.rows],
        seen=last.number if last else 0,
        by=by,
        at=at,
    )
    SourceFile.objects.create(
        typed=typed,
        file=documents.keep_file(stored, at=at),
        name=stored.name[:_LONGEST_FILE_NAME],
        stated_on=stated_on,
    )
    return typed
