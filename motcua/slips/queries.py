"""Questions about slips: which one an act prints, what it says, whether a reprint says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import (
    Dossier,
    DossierEvent,
    DossierNumber,
    DossierPaper,
    LateApology,
    NumberKind,
    Participant,
    ParticipantRole,
)
from motcua.dossiers.queries import delegations, filing
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.rules import rule_sets
from motcua.rules.codes import (
    Act,
    Channel,
    IdentityKind,
    Outcome,
    PaperForm,
    RuleSet,
    TimeUnit,
)
from motcua.rules.grounds import GroundKind
from motcua.rules.rule_sets import Slip
from motcua.slips import handovers, letterhead, printing
from motcua.slips.facts import Paper, Person, SlipFacts, digest
from motcua.slips.letterhead import Letterhead
from motcua.slips.models import IssuedSlip
from motcua.slips.printing import PaperSize
from motcua.slips.sheets import OF_THE_OFFICE, UNNUMBERED

#: The slip an act prints; an act without a row prints none.
SLIP_OF_ACT = {
    Act.RECEIVE: Slip.RECEIPT,
    Act.RETURN_TO_FILER: Slip.SUPPLEMENT_REQUEST,
    Act.REQUEST_SUPPLEMENT: Slip.SUPPLEMENT_REQUEST,
    Act.REFUSE: Slip.REFUSAL,
    Act.APOLOGISE: Slip.APOLOGY,
    Act.WITHDRAW: Slip.STOP_NOTICE,
    Act.STOP: Slip.STOP_NOTICE,
}
#: The closed list a slip's ground is a code of.
_GROUNDS = {Slip.STOP_NOTICE: GroundKind.STOP, Slip.APOLOGY: GroundKind.LATENESS}
#: Acts whose slip bears the notice number the dossier took with the act.
_NUMBERED_BY_ACT = frozenset({Act.RETURN_TO_FILER, Act.REFUSE})
_IDENTITY_LABELS = {
    IdentityKind.CITIZEN_ID: "Căn cước",
    IdentityKind.OLD_ID: "Chứng minh nhân dân",
    IdentityKind.PASSPORT: "Hộ chiếu",
    IdentityKind.TAX_CODE: "Mã số thuế",
    IdentityKind.ENTERPRISE_CODE: "Mã số doanh nghiệp",
}


#: What the facts of an event are read from, in one question.
AROUND = (
    "dossier",
    "version",
    "case",
    "actor",
    "text",
    "taken_in_at",
    "return_at",
    "to_agency",
    "late_apology__signed_by",
    "late_apology__agency",
    delegations.BESIDE,
)


class NoSlip(LookupError):
    """The act prints no slip under the dossier's rule set."""


class NotYetIssued(LookupError):
    """The slip has no number yet: ``actions.keep`` gives it one."""


@dataclass(frozen=True)
class Printed:
    """A slip as PDF; ``same`` tells whether it says what was first issued."""

    pdf: bytes
    file_name: str
    same: bool


def slip_of(event: DossierEvent) -> Slip | None:
    """Return the slip the act prints, None when it prints none or its rule set has no such form."""
    found = SLIP_OF_ACT.get(Act(event.act))
    return found if found in rule_sets.RULES[RuleSet(event.rule_set)].slips else None


def slips_on(event: DossierEvent) -> tuple[Slip, ...]:
    """Return every slip of an act: a decision may deny, and may owe an apology."""
    found = slip_of(event)
    if found is not None:
        return (found,)
    denied = event.act == Act.DECIDE and event.outcome == Outcome.DENIED
    late = hasattr(event, "late_apology")
    return tuple(slip for slip, there in ((Slip.REFUSAL, denied), (Slip.APOLOGY, late)) if there)


def slips_of(
    dossier: Dossier, events: Sequence[DossierEvent] | None = None
) -> list[tuple[DossierEvent, Slip, str]]:
    """List the slips of a dossier's acts with their titles, the latest first.

    ``events`` is the dossier's history in its order, where it has been read already.
    """
    history = dossiers.history(dossier) if events is None else events
    return [
        (event, slip, rule_sets.slip(RuleSet(event.rule_set), slip).title)
        for event in reversed(history)
        for slip in slips_on(event)
    ]


def printed(
    event: DossierEvent, *, paper: PaperSize, slip: Slip | None = None, track_url: str = ""
) -> Printed:
    """Print a slip of an act. Raise NoSlip; raise NotYetIssued while it lacks its own number."""
    said, same = ready(event, slip=slip, track_url=track_url)
    return Printed(
        pdf=printing.render(said, paper=paper),
        file_name=f"mau-{rule_sets.slip(said.rule_set, said.slip).number}-{event.dossier_id}-{event.seq}.pdf",
        same=same,
    )


def ready(
    event: DossierEvent, *, slip: Slip | None = None, track_url: str = ""
) -> tuple[SlipFacts, bool]:
    """Return what a slip says and whether it says what was first issued. Raise as ``printed`` does."""
    kind = _slip(event, slip)
    issued = IssuedSlip.objects.filter(event=event, form=kind.value).first()
    numbered = kind not in UNNUMBERED and not own_number(event) and not unsigned(event, kind)
    if issued is None and numbered:
        raise NotYetIssued(kind.value)
    said = facts(event, slip=kind, number=issued.number if issued else "", track_url=track_url)
    return said, issued is None or issued.facts_digest == digest(said)


def unsigned(event: DossierEvent, slip: Slip) -> bool:
    """Whether the slip is an apology for a late decision that nobody has signed yet: a draft."""
    late = slip is Slip.APOLOGY and event.act == Act.DECIDE
    return late and event.late_apology.signed_at is None


def facts(
    event: DossierEvent, *, slip: Slip | None = None, number: str = "", track_url: str = ""
) -> SlipFacts:
    """Gather what a slip of an act says. Raise NoSlip for a slip the act does not print.

    ``number`` is the number already given to the slip, if any. The people are those of today: a
    correction since then makes a reprint differ, which its digest shows.
    """
    kind = _slip(event, slip)
    dossier = event.dossier
    decided = event.act == Act.DECIDE
    head = letterhead.of(office(event, kind), event.taken_in_at, event.occurred_on)
    people = {row.role: row for row in Participant.objects.filter(dossier=dossier)}
    owner = people[ParticipantRole.OWNER]
    said = SlipFacts(
        slip=kind,
        rule_set=RuleSet(event.rule_set),
        superior=head.superior,
        office=head.office,
        desk=head.desk,
        place=head.place,
        contact=head.contact,
        issued_at=clock.local(event.occurred_at),
        number=number or own_number(event),
        dossier_number=_dossier_number(dossier, event),
        track_code=dossier.track_code if event.received_at else "",
        track_url=track_url if event.received_at else "",
        procedure=event.version.name,
        case=event.case.name,
        subject=dossier.subject,
        owner=_person(owner),
        submitter=_person(people.get(ParticipantRole.SUBMITTER, owner)),
        papers=_papers(event) if kind is Slip.RECEIPT else (),
        copies_of_dossier=_copies(dossier) if kind is Slip.RECEIPT else 1,
        authority=filing.authority_of(dossier) if kind is Slip.RECEIPT else "",
        co_applicants=filing.together_with(dossier) if kind is Slip.RECEIPT else "",
        limit_amount=event.limit_amount,
        limit_unit=TimeUnit(event.limit_unit),
        received_at=_local(event.received_at),
        due_at=_local(event.to_due_at if kind is Slip.RECEIPT else event.first_due_at),
        promised_at=_local(event.promised_at),
        responsible=head.office if kind is Slip.APOLOGY else "",
        text=dossiers.text_of(event),
        ground=_ground(event, kind),
        return_at=_returned_at(event, head) if kind is Slip.RECEIPT or decided else "",
        return_mode=dossier.return_mode,
        fee_dong=_fee(event) if kind is Slip.RECEIPT else None,
        officer=delegations.actor_named(event),
        at_applicants_request=event.act == Act.WITHDRAW,
        demo=settings.DEMO,
        ended_at=_local(event.occurred_at) if decided else None,
    )
    return _signed(said, event.late_apology) if decided and kind is Slip.APOLOGY else said


def office(event: DossierEvent, slip: Slip) -> Agency:
    """Return the agency whose head stands over a slip, and in whose row it is numbered."""
    if event.act == Act.DECIDE:
        return event.late_apology.agency if slip is Slip.APOLOGY else event.to_agency
    return event.to_agency if slip in OF_THE_OFFICE else event.taken_in_at


def control(dossier: Dossier) -> SlipFacts:
    """Gather the control slip of a dossier as it stands: every hand-over so far.

    Raise NoSlip before the dossier is received.
    """
    around = (*AROUND, *handovers.AROUND)
    events = DossierEvent.objects.filter(dossier=dossier).select_related(*dict.fromkeys(around))
    history = dossiers.effective(dossier, list(events.order_by("seq")))
    received = [event for event in history if event.received_at]
    if not received:
        raise NoSlip(Slip.CONTROL)
    first, last = received[0], received[-1]
    head = letterhead.of(first.taken_in_at, first.taken_in_at, last.occurred_on)
    owner = Participant.objects.get(dossier=dossier, role=ParticipantRole.OWNER)
    asked = any(event.act == Act.CONSULT for event in history)
    return SlipFacts(
        slip=Slip.CONTROL,
        rule_set=RuleSet(last.rule_set),
        superior=head.superior,
        office=head.office,
        desk=head.desk,
        place=head.place,
        contact=head.contact,
        issued_at=clock.local(last.occurred_at),
        dossier_number=dossier.number or "",
        procedure=last.version.name,
        case=last.case.name,
        owner=_person(owner),
        submitter=_person(owner),
        limit_amount=last.limit_amount,
        limit_unit=TimeUnit(last.limit_unit),
        received_at=_local(last.received_at),
        due_at=_local(last.first_due_at),
        promised_at=_local(last.promised_at),
        responsible=last.to_agency.name,
        together_with="……………" if asked else "",
        demo=settings.DEMO,
        steps=handovers.steps(received),
    )


def explained(event: DossierEvent) -> tuple[SlipFacts, str]:
    """Gather an explanation to the head: the apology's facts with every hand-over, and what was written.

    Raise NoSlip for an act without an apology.
    """
    said = replace(facts(event, slip=Slip.APOLOGY), steps=control(event.dossier).steps)
    if event.act != Act.DECIDE:
        return said, said.text
    kept = event.late_apology.text
    return said, kept.text if kept is not None and kept.erased_at is None else ""


def own_number(event: DossierEvent) -> str:
    """Return the notice number the dossier took with the act; empty for acts that take none."""
    if event.act not in _NUMBERED_BY_ACT:
        return ""
    numbers = DossierNumber.objects.filter(
        dossier=event.dossier_id, kind=NumberKind.NOTICE, issued_at__lte=event.occurred_at
    )
    found = numbers.order_by("-issued_at", "-pk").first()
    return found.value if found else ""


def _slip(event: DossierEvent, wanted: Slip | None) -> Slip:
    there = slips_on(event)
    if not there or (wanted is not None and wanted not in there):
        raise NoSlip(event.act)
    return wanted or there[0]


def _signed(said: SlipFacts, apology: LateApology) -> SlipFacts:
    """Say who made it late, and who signed for it and when; a draft until then."""
    agency = agencies.name_on(apology.agency, apology.event.occurred_on)
    signed_at = apology.signed_at
    return replace(
        said,
        responsible=f"{apology.unit}, {agency}" if apology.unit else agency,
        ground=dossiers.ground_words(GroundKind.LATENESS, apology.cause) if apology.cause else "",
        issued_at=clock.local(signed_at) if signed_at else said.issued_at,
        draft=signed_at is None,
        signatory=apology.signed_by.full_name if apology.signed_by else "",
    )


def _ground(event: DossierEvent, slip: Slip) -> str:
    """Return the words of the ground chosen for the act, if it asks for one."""
    if not event.reason or slip not in _GROUNDS:
        return ""
    return dossiers.ground_words(_GROUNDS[slip], event.reason)


def _dossier_number(dossier: Dossier, event: DossierEvent) -> str:
    if event.received_at:
        return dossier.number or ""
    national = DossierNumber.objects.filter(dossier=dossier, kind=NumberKind.NATIONAL).first()
    return national.value if national else ""


def _person(row: Participant) -> Person:
    kind = IdentityKind(row.identity_kind)
    label = _IDENTITY_LABELS.get(kind, "")
    return Person(
        name=row.name,
        identity=f"{label} {row.identity_value}" if row.identity_value else row.identity_ground,
        address=row.address,
        phone=row.phone,
        email=row.email,
    )


def _papers(event: DossierEvent) -> tuple[Paper, ...]:
    """The papers as the act found them: what came or went by later acts is left out."""
    rows = DossierPaper.objects.filter(dossier=event.dossier_id, added_seq__lte=event.seq)
    kept = rows.exclude(removed_seq__lte=event.seq).order_by("order", "pk")
    return tuple(
        Paper(
            name=row.name,
            form=PaperForm(row.form),
            originals=row.originals,
            copies=row.copies,
            source=row.source,
        )
        for row in kept
    )


def _copies(dossier: Dossier) -> int:
    return filing.copies_of([dossier.pk]).get(dossier.pk, 1)


def _returned_at(event: DossierEvent, head: Letterhead) -> str:
    if event.return_at_id == event.taken_in_at_id:
        return head.desk
    return letterhead.desk_of(event.return_at, event.occurred_on)[0]


def _fee(event: DossierEvent) -> int:
    channel = catalog.case_channel(event.case, Channel(event.channel))
    return sum(fee.amount_dong or 0 for fee in channel.fees.all())


def _local(moment: datetime | None) -> datetime | None:
    return clock.local(moment) if moment else None
