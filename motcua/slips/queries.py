"""Questions about slips: which one an act prints, what it says, whether a reprint says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    NumberKind,
    Participant,
    ParticipantRole,
)
from motcua.rules import rule_sets
from motcua.rules.codes import Act, Channel, IdentityKind, PaperForm, RuleSet, TimeUnit
from motcua.rules.rule_sets import Slip
from motcua.slips import letterhead, printing
from motcua.slips.facts import Paper, Person, SlipFacts, digest
from motcua.slips.letterhead import Letterhead
from motcua.slips.models import IssuedSlip
from motcua.slips.printing import PaperSize

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
#: Slips of the competent office; all others come from the one-stop that took the dossier in.
_OF_THE_OFFICE = frozenset({Slip.APOLOGY, Slip.STOP_NOTICE})
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


def slips_of(
    dossier: Dossier, events: Sequence[DossierEvent] | None = None
) -> list[tuple[DossierEvent, str]]:
    """List the acts of a dossier that print a slip with the slip's title, the latest first.

    ``events`` is the dossier's history in its order, where it has been read already.
    """
    history = dossiers.history(dossier) if events is None else events
    printing_acts = [event for event in reversed(history) if event.act in SLIP_OF_ACT]
    listed = [(event, slip_of(event)) for event in printing_acts]
    return [
        (event, rule_sets.slip(RuleSet(event.rule_set), slip).title)
        for event, slip in listed
        if slip is not None
    ]


def printed(event: DossierEvent, *, paper: PaperSize, track_url: str = "") -> Printed:
    """Print the slip of an act. Raise NoSlip; raise NotYetIssued while it lacks its own number."""
    slip = _slip(event)
    issued = IssuedSlip.objects.filter(event=event, form=slip.value).first()
    if issued is None and slip is not Slip.RECEIPT and not own_number(event):
        raise NotYetIssued(slip.value)
    said = facts(event, number=issued.number if issued else "", track_url=track_url)
    return Printed(
        pdf=printing.render(said, paper=paper),
        file_name=f"mau-{rule_sets.slip(said.rule_set, slip).number}-{event.dossier_id}-{event.seq}.pdf",
        same=issued is None or issued.facts_digest == digest(said),
    )


def facts(event: DossierEvent, *, number: str = "", track_url: str = "") -> SlipFacts:
    """Gather what the slip of an act says. Raise NoSlip for an act that prints none.

    ``number`` is the number already given to the slip, if any. The people are those of today: a
    correction since then makes a reprint differ, which its digest shows.
    """
    slip = _slip(event)
    dossier = event.dossier
    office = event.to_agency if slip in _OF_THE_OFFICE else event.taken_in_at
    head = letterhead.of(office, event.taken_in_at, event.occurred_on)
    people = {row.role: row for row in Participant.objects.filter(dossier=dossier)}
    owner = people[ParticipantRole.OWNER]
    return SlipFacts(
        slip=slip,
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
        papers=_papers(event) if slip is Slip.RECEIPT else (),
        limit_amount=event.limit_amount,
        limit_unit=TimeUnit(event.limit_unit),
        received_at=_local(event.received_at),
        due_at=_local(event.to_due_at if slip is Slip.RECEIPT else event.first_due_at),
        promised_at=_local(event.promised_at),
        responsible=head.office if slip is Slip.APOLOGY else "",
        text=dossiers.text_of(event),
        return_at=_returned_at(event, head) if slip is Slip.RECEIPT else "",
        return_mode=dossier.return_mode,
        fee_dong=_fee(event) if slip is Slip.RECEIPT else None,
        officer=event.actor.full_name if event.actor else "",
        at_applicants_request=event.act == Act.WITHDRAW,
        demo=settings.DEMO,
    )


def own_number(event: DossierEvent) -> str:
    """Return the notice number the dossier took with the act; empty for acts that take none."""
    if event.act not in _NUMBERED_BY_ACT:
        return ""
    numbers = DossierNumber.objects.filter(
        dossier=event.dossier_id, kind=NumberKind.NOTICE, issued_at__lte=event.occurred_at
    )
    found = numbers.order_by("-issued_at", "-pk").first()
    return found.value if found else ""


def _slip(event: DossierEvent) -> Slip:
    slip = slip_of(event)
    if slip is None:
        raise NoSlip(event.act)
    return slip


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


def _returned_at(event: DossierEvent, head: Letterhead) -> str:
    if event.return_at_id == event.taken_in_at_id:
        return head.desk
    return letterhead.desk_of(event.return_at, event.occurred_on)[0]


def _fee(event: DossierEvent) -> int:
    channel = catalog.case_channel(event.case, Channel(event.channel))
    return sum(fee.amount_dong or 0 for fee in channel.fees.all())


def _local(moment: datetime | None) -> datetime | None:
    return clock.local(moment) if moment else None
