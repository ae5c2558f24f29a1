"""Reception: a dossier is submitted, returned to its filer, refused, received, or carried in.

Căn cứ: Nghị định 118/2025/NĐ-CP sửa đổi bởi 309/2026/NĐ-CP, Điều 14, 17 (certainty: high).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from django.db import transaction

from motcua.base import clock, once, revisions, text
from motcua.catalog import queries as catalog
from motcua.catalog.models import Case, ProcedureState, ProcedureVersion
from motcua.dossiers import access, ledger, queries
from motcua.dossiers.actions import contents, courtesy, filing, numbering, stepping
from motcua.dossiers.actions.contents import PaperIn, Someone
from motcua.dossiers.actions.core import By, ReasonMissing, begin, write
from motcua.dossiers.actions.filing import Authority, Together
from motcua.dossiers.models import (
    Dossier,
    DossierEvent,
    NumberKind,
    ParticipantRole,
)
from motcua.dossiers.state import State
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.rules import deadline, limits, rule_sets
from motcua.rules.codes import Act, Channel, Status, TimeUnit


class NotOffered(Exception):
    """The agency does not settle this procedure on this day: nothing is received without competence."""


class NotInForce(Exception):
    """The procedure's version is not published or not in force on the day."""


class SwitchedOff(Exception):
    """The source the procedure came from no longer lists it: no new dossier is taken in."""


@dataclass(frozen=True, kw_only=True)
class Application:
    """What a filer asks for: one case of a procedure, at an agency, through a channel."""

    case: Case
    channel: Channel
    agency: Agency
    taken_in_at: Agency
    owner: Someone
    submitter: Someone | None = None
    recipient: Someone | None = None
    papers: tuple[PaperIn, ...] = ()
    return_at: Agency | None = None
    return_mode: str = "counter"
    subject: str = ""
    national_number: str = ""
    digitised: bool = False
    block_id: int | None = None
    copies: int = 1
    authority: Authority | None = None
    together: tuple[Together, ...] = ()


@transaction.atomic
def submit(*, application: Application, by: By) -> Dossier:
    """Open a dossier that waits to be received; the reception clock of 8 working hours starts."""
    _require_listed(application, by)
    dossier = _open(application, by)
    write(
        dossier=dossier,
        act=Act.SUBMIT,
        by=by,
        before=State.of_row(dossier),
        submitted_at=by.at,
    )
    _fill(dossier, application, by)
    return dossier


@once.joined
def receive(*, application: Application, by: By) -> Dossier:
    """Receive a complete dossier at the counter or from the post: number, due date, receipt.

    Raise NotOffered, NotInForce, SwitchedOff, catalog.NotThroughThisChannel,
    catalog.LimitMissing, PapersMissing, access.NotAllowed.
    """
    with revisions.held():
        _require_listed(application, by)
        contents.check_papers(
            application.case, {paper.case_paper_id for paper in application.papers}
        )
        dossier = _open(application, by)
        enter_books(dossier, State.of_row(dossier), by, block_id=application.block_id)
        _fill(dossier, application, by)
    return dossier


@transaction.atomic
def accept(
    *, dossier_id: int, by: By, papers: tuple[PaperIn, ...] = (), block_id: int | None = None
) -> DossierEvent:
    """Receive a dossier that was submitted online, or whose filer came back with the papers."""
    dossier, _ = begin(dossier_id, Act.RECEIVE, by)
    contents.add_papers(dossier, papers, seq=dossier.seq + 1)
    contents.check_papers(dossier.case, contents.papers_there(dossier))
    return enter_books(dossier, State.of_row(dossier), by, block_id=block_id)


def accept_late(*, dossier_id: int, by: By) -> DossierEvent:
    """Receive on the unit's behalf a dossier whose result already exists. Inside a transaction only."""
    dossier, before = begin(dossier_id, Act.RECEIVE, by)
    return enter_books(dossier, before, by)


@transaction.atomic
def return_to_filer(
    *,
    dossier_id: int,
    by: By,
    text: str,
    superior_reason: str = "",
    superior: Account | None = None,
) -> DossierEvent:
    """Ask the filer once for everything that is missing (Mẫu 02), before reception.

    Raise courtesy.SupplementAgain, courtesy.NotASuperior for a second request (R-1.4).
    """
    if not text.strip():
        raise ReasonMissing(Act.RETURN_TO_FILER)
    dossier, before = begin(dossier_id, Act.RETURN_TO_FILER, by)
    again = courtesy.superiors_word(
        dossier=dossier,
        by=by,
        asked=queries.asked_before(dossier, Act.RETURN_TO_FILER),
        superior=superior,
        reason=superior_reason,
        agency_id=before.taken_in_at_id,
    )
    _notice(dossier, by)
    said = f"{text}\n\n{again}".strip()
    return write(dossier=dossier, act=Act.RETURN_TO_FILER, by=by, before=before, text=said)


@transaction.atomic
def resubmit(*, dossier_id: int, by: By, papers: tuple[PaperIn, ...] = ()) -> DossierEvent:
    """The filer sends the completed dossier again; the reception clock starts anew."""
    dossier, before = begin(dossier_id, Act.RESUBMIT, by)
    contents.add_papers(dossier, papers, seq=dossier.seq + 1)
    return write(dossier=dossier, act=Act.RESUBMIT, by=by, before=before, submitted_at=by.at)


@transaction.atomic
def refuse(*, dossier_id: int, by: By, text: str) -> DossierEvent:
    """Refuse to receive, with the written reason (Mẫu 03); the dossier never enters the books."""
    if not text.strip():
        raise ReasonMissing(Act.REFUSE)
    dossier, before = begin(dossier_id, Act.REFUSE, by)
    _notice(dossier, by)
    return write(dossier=dossier, act=Act.REFUSE, by=by, before=before, text=text)


@transaction.atomic
def send_home(*, application: Application, by: By, text: str, refused: bool) -> Dossier:
    """A person at the counter cannot be received: Mẫu 02 (or 03 when ``refused``) with its own number."""
    dossier = submit(application=application, by=by)
    again = replace(by, seen=None)
    if refused:
        refuse(dossier_id=dossier.pk, by=again, text=text)
    else:
        return_to_filer(dossier_id=dossier.pk, by=again, text=text)
    dossier.refresh_from_db()
    return dossier


@transaction.atomic
def carry_in(
    *, application: Application, by: By, number: str, received_at: datetime, due_at: datetime | None
) -> Dossier:
    """Take over an open dossier at go-live or merger: original number and dates, column 6 only."""
    dossier = _open(application, by)
    write(
        dossier=dossier,
        act=Act.CARRY_IN,
        by=by,
        before=State.of_row(dossier),
        received_at=received_at,
        service_level=_level(State.of_row(dossier), received_at),
        clock_started_at=received_at,
        due_at=due_at,
        first_due_at=due_at,
        index_due_at=due_at,
        number=lambda: number,
    )
    _fill(dossier, application, by)
    numbering.give(dossier=dossier, kind=NumberKind.LEGACY, value=number, at=by.at)
    return dossier


def _open(application: Application, by: By) -> Dossier:
    """Prepare the row of a new dossier, all checked; its first act writes it."""
    on = clock.local(by.at).date()
    case, version = application.case, application.case.version
    if not _holds(version, on):
        raise NotInForce(version)
    if catalog.offering(version.procedure, application.agency, on) is None:
        raise NotOffered(version)
    if by.officer is not None:
        places = {application.taken_in_at.pk, application.agency.pk}
        access.require(officer=by.officer, act=Act.RECEIVE, agency_ids=places, on=by.rights_on)
    return_at = application.return_at or application.taken_in_at
    return ledger.open_row(
        beginning=with_case(
            State(
                status=Status.VOID,
                agency_id=application.agency.pk,
                rule_set=rule_sets.in_force(on).value,
                version_id=version.pk,
                case_id=case.pk,
                procedure_id=version.procedure_id,
                field_id=version.field_id,
                level=application.agency.level,
                channel=application.channel.value,
                service_level=catalog.service_level_of(version.pk, on).value,
                taken_in_at_id=application.taken_in_at.pk,
                return_at_id=return_at.pk,
                limit_unit=TimeUnit.NOT_REGULATED.value,
                digitised=application.digitised,
            ),
            case,
        ),
        owner_fold=text.fold(application.owner.name)[:300],
        subject=application.subject[:300],
        return_mode=application.return_mode,
    )


def _fill(dossier: Dossier, application: Application, by: By) -> None:
    """Write the people, the papers and the national number of a dossier just opened."""
    people = {
        ParticipantRole.OWNER: application.owner,
        ParticipantRole.SUBMITTER: application.submitter or application.owner,
        ParticipantRole.RECIPIENT: application.recipient,
    }
    contents.write_people(dossier, people)
    contents.write_papers(dossier, application.papers, seq=1, after=0)
    filing.write(
        dossier,
        copies=application.copies,
        authority=application.authority,
        together=application.together,
    )
    if application.national_number:
        numbering.give(
            dossier=dossier, kind=NumberKind.NATIONAL, value=application.national_number, at=by.at
        )


def enter_books(
    dossier: Dossier, before: State, by: By, *, block_id: int | None = None
) -> DossierEvent:
    """Record the reception of a locked dossier: number, clock, due dates. Inside a transaction only."""
    # taken in for another body, the legal clock starts when that body accepts it.
    started_at = by.at if before.agency_id == before.taken_in_at_id else None
    due_at, index_due_at = first_due(before, started_at)
    numbered = dossier.number is not None
    event = write(
        dossier=dossier,
        act=Act.RECEIVE,
        by=by,
        before=before,
        received_at=by.at,
        clock_started_at=started_at,
        due_at=due_at,
        first_due_at=due_at,
        index_due_at=index_due_at,
        service_level=_level(before, by.at),
        holder_id=by.officer.pk if by.officer else None,
        **stepping.bound(before, by.at, due_at),
        number=None if numbered else partial(_number, dossier, block_id, by),
    )
    if dossier.number and not numbered:
        numbering.give_own(dossier=dossier, value=dossier.number, at=by.at)
    return event


def with_case(before: State, case: Case) -> State:
    """The state with the procedure, case and limit of ``case`` in the dossier's channel.

    Raise catalog.NotThroughThisChannel, or catalog.LimitMissing when the procedure states no limit
    for the channel: it is completed first, never guessed.
    """
    limit = catalog.case_channel(case, Channel(before.channel))
    version = case.version
    return replace(
        before,
        version_id=version.pk,
        case_id=case.pk,
        procedure_id=version.procedure_id,
        field_id=version.field_id,
        limit_amount=limit.limit_amount,
        limit_unit=limit.limit_unit,
        limit_restarts=limit.restarts_after_supplement,
    )


def first_due(
    before: State, started_at: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """Compute the legal and the index due moments of a clock that starts at ``started_at``."""
    if started_at is None:
        return None, None
    limit = limits.Limit(before.limit_amount, TimeUnit(before.limit_unit))
    calendar = agencies.working_calendar(before.agency_id)
    due_at = deadline.due(received_at=started_at, limit=limit, calendar=calendar)
    return due_at, due_at


def _level(before: State, received_at: datetime) -> str:
    """The service level in force on the day of reception: a later decision changes no dossier."""
    on = clock.local(received_at).date()
    return catalog.service_level_of(before.version_id, on).value


def _require_listed(application: Application, by: By) -> None:
    """A dossier carried in from older books, or running, stays; a new one is not begun."""
    if catalog.switched_off(application.case.version.procedure, clock.local(by.at).date()):
        raise SwitchedOff(application.case.version)


def _holds(version: ProcedureVersion, on: date) -> bool:
    """R-1.11: only what is published and in force can be received."""
    begun = version.state != ProcedureState.DRAFT and version.effective_from <= on
    return begun and (version.effective_to is None or on <= version.effective_to)


def _number(dossier: Dossier, block_id: int | None, by: By) -> str:
    on = clock.local(by.at).date()
    if block_id is not None:
        return numbering.from_block(block_id=block_id, on=on)
    return numbering.own_number(agency_id=dossier.taken_in_at_id, on=on)


def _notice(dossier: Dossier, by: By) -> None:
    on = clock.local(by.at).date()
    agency = Agency.objects.get(pk=dossier.taken_in_at_id)
    value = numbering.notice_number(agency=agency, on=on)
    numbering.give(dossier=dossier, kind=NumberKind.NOTICE, value=value, at=by.at)
