"""Typing figures into a form, and filing it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from motcua.base import clock
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.reporting import kept, queries
from motcua.reporting.filled import Filled, Typed
from motcua.reporting.models import FiledForm, LocalPeriod, TypedForm
from motcua.rules import filling, periods
from motcua.rules.definitions import Definition
from motcua.rules.filling import Values
from motcua.rules.periods import Window


class AlreadyAPeriod(Exception):
    """The days are a statutory period, or have a name already; the text is what they are called."""


class NotAllowed(Exception):
    """The person may not report for the agency."""


class TypedMeanwhile(Exception):
    """Somebody else typed into the form since the page was made."""


class Locked(ValueError):
    """A figure for a cell that nobody types; the message is its code."""


class NotReady(Exception):
    """The form cannot be filed; ``problems`` are Vietnamese sentences that say why."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep the sentences."""
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@transaction.atomic
def type_in(
    *,
    definition: Definition,
    agency_id: int,
    window: Window,
    rows: Sequence[Typed],
    seen: int,
    by: Account,
    at: datetime,
) -> TypedForm:
    """Keep what was typed into a form; ``seen`` is the number of what the page showed, 0 for nothing.

    Raise ``NotAllowed``, ``Locked``, ``TypedMeanwhile``.
    """
    _permitted(by, agency_id, at)
    for row in rows:
        for code in row.values:
            if not definition.by_code[code].typed:
                raise Locked(code)
    _alone(agency_id)
    last = queries.typed(agency_id, definition.code, window)
    number = last.number if last else 0
    if number != seen:
        raise TypedMeanwhile(definition.code)
    return TypedForm.objects.create(
        agency_id=agency_id,
        form=definition.code,
        from_on=window.from_on,
        to_on=window.to_on,
        number=number + 1,
        content=kept.rows(rows),
        at=at,
        by=by,
    )


@transaction.atomic
def file(*, code: str, agency_id: int, window: Window, by: Account, at: datetime) -> FiledForm:
    """File a form: its cells are kept as they are now. Raise ``NotAllowed``, ``NotReady``.

    Căn cứ: Thông tư 01/2020/TT-VPCP (certainty: medium that a form is filed when its window is over).
    """
    _permitted(by, agency_id, at)
    _alone(agency_id)
    form = queries.current(code, agency_id=agency_id, window=window, as_of=at)
    problems = problems_of(form, at=at)
    if problems:
        raise NotReady(problems)
    return FiledForm.objects.create(
        agency_id=agency_id,
        form=code,
        from_on=window.from_on,
        to_on=window.to_on,
        number=queries.filings(agency_id, code, window).count() + 1,
        content=kept.form(form),
        at=at,
        by=by,
    )


@transaction.atomic
def name_period(
    *, name: str, window: Window, document: str, by: Account, at: datetime
) -> LocalPeriod:
    """Make days a period of reports, by a document. Raise ``NotAllowed``, ``AlreadyAPeriod``."""
    _of_the_province(by, at)
    statutory = periods.recognise(window)
    there = queries.named(window).named or (statutory.label() if statutory else "")
    if there:
        raise AlreadyAPeriod(there)
    return LocalPeriod.objects.create(
        name=name, from_on=window.from_on, to_on=window.to_on, document=document, at=at, by=by
    )


@transaction.atomic
def withdraw_period(*, period_id: int, by: Account, at: datetime) -> None:
    """Offer a period no more. Raise ``NotAllowed``; one withdrawn already stays as it is."""
    _of_the_province(by, at)
    queries.local_periods().filter(pk=period_id).update(withdrawn_at=at, withdrawn_by=by)


def problems_of(
    form: Filled, *, at: datetime, beside: Mapping[str, Values] | None = None
) -> list[str]:
    """Say in Vietnamese everything for which a form cannot be filed at a moment.

    ``beside`` are the forms it goes with, by code; None takes those the agency filed before.
    """
    told = faults_of(form, beside)
    if clock.local(at).date() <= form.window.to_on:
        told.append(
            f"Kỳ báo cáo còn kéo dài đến hết ngày {form.window.to_on:%d/%m/%Y}. Hãy nộp sau ngày đó."
        )
    waiting = [_place(name, cell.code) for name, cell in form.missing if cell.kind != "text"]
    if waiting:
        told.append(f"Chưa nhập: {', '.join(waiting)}. Không có thì ghi 0.")
    return told


def faults_of(form: Filled, beside: Mapping[str, Values] | None = None) -> list[str]:
    """Say in Vietnamese every formula that what is known so far breaks, also between forms."""
    told = [_placed(name, fault.sentence) for name, fault in form.broken]
    others = _filed_beside(form) if beside is None else beside
    crossed = filling.crossed(form.definition, form.result, others)
    return [*told, *(fault.sentence for fault in crossed)]


def _filed_beside(form: Filled) -> dict[str, Values]:
    """What the agency filed for the same days in the forms this one is held against."""
    found = {
        one.form: queries.filings(form.agency_id, one.form, form.window).first()
        for one in form.definition.crossings
    }
    return {
        code: kept.form_again(filed.content).result
        for code, filed in found.items()
        if filed is not None
    }


def _placed(name: str, sentence: str) -> str:
    return f"{name}: {sentence}" if name else sentence


def _place(name: str, code: str) -> str:
    return f"{name} ({code})" if name else code


def _permitted(by: Account, agency_id: int, at: datetime) -> None:
    held = access.postings(by.pk, clock.local(at).date())
    if not access.may(held, Permission.REPORT, agency_id):
        raise NotAllowed(agency_id)


def _of_the_province(by: Account, at: datetime) -> None:
    held = access.postings(by.pk, clock.local(at).date())
    if not access.may(held, Permission.CLOSE_PERIOD, None):
        raise NotAllowed


def _alone(agency_id: int) -> None:
    """Let one person at a time write the forms of an agency."""
    Agency.objects.select_for_update().get(pk=agency_id)
