"""The fast lane: received, decided and returned in one sitting, for what a decision lists and by whom it names.

Căn cứ: Nghị định 61/2018/NĐ-CP, Điều 17 và Nghị định 118/2025/NĐ-CP, Điều 17 (certainty: medium: no slip of
appointment where the result is given at once); Nghị định 23/2015/NĐ-CP, Điều 7 (certainty: high: certified
within the day).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction

from motcua.base import clock
from motcua.catalog.models import Procedure
from motcua.dossiers import access
from motcua.dossiers.actions import ending, intake, returning
from motcua.dossiers.actions.core import By, locked
from motcua.dossiers.actions.ending import Result
from motcua.dossiers.actions.intake import Application
from motcua.dossiers.models import LaneApproval, LaneEntry, LaneKind, LaneSitting
from motcua.dossiers.queries import lane as queries
from motcua.dossiers.state import State
from motcua.organizations import access as rights
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.rules.codes import Act, Outcome


class NotInTheLane(Exception):
    """The list does not let this officer settle this procedure at once on this day."""


class ListedAlready(Exception):
    """The procedure stands in the agency's list."""


@transaction.atomic
def settle_at_once(
    *, approval_id: int, application: Application, by: By, result: Result, copies: int = 1
) -> LaneEntry:
    """Receive, decide and hand out in one sitting; the list of the sitting is the receipt.

    The decision rests on the approved list instead of a post. Raise NotInTheLane, and what
    ``intake.receive`` raises; a denial goes the usual way.
    """
    if by.officer is None or result.outcome is not Outcome.GRANTED:
        raise NotInTheLane(approval_id)
    on = clock.local(by.at).date()
    approval = queries.open_to(by.officer, application.agency.pk, on).filter(pk=approval_id).first()
    listed = approval is not None and (
        approval.procedure_id == application.case.version.procedure_id
    )
    if approval is None or not listed:
        raise NotInTheLane(approval_id)
    received = intake.receive(application=application, by=by)
    dossier = locked(received.pk)
    then = replace(by, seen=None)
    ending.write_decision(dossier, State.of_row(dossier), then, result)
    returning.hand_out(dossier_id=dossier.pk, by=then)
    sitting, _ = LaneSitting.objects.get_or_create(
        approval=approval,
        party=application.owner.party,
        officer=by.officer,
        on=on,
        defaults={"began_at": by.at},
    )
    return LaneEntry.objects.create(sitting=sitting, dossier=dossier, copies=copies)


@transaction.atomic
def approve(
    *,
    agency: Agency,
    procedure: Procedure,
    kind: LaneKind,
    officers: Sequence[Account],
    decision_number: str,
    decision_on: date,
    from_on: date,
    weekday: int | None,
    by: By,
) -> LaneApproval:
    """Put a procedure on an agency's list by a decision of its head. Raise ListedAlready, access.NotAllowed."""
    officer = _leads(by, agency.pk)
    if LaneApproval.objects.filter(agency=agency, procedure=procedure, to_on=None).exists():
        raise ListedAlready(procedure)
    made = LaneApproval.objects.create(
        agency=agency,
        procedure=procedure,
        kind=kind,
        weekday=weekday,
        decision_number=decision_number.strip(),
        decision_on=decision_on,
        from_on=from_on,
        noted_by=officer,
        noted_at=by.at,
    )
    made.officers.set(officers)
    return made


@transaction.atomic
def end(*, approval_id: int, by: By) -> LaneApproval:
    """Take a procedure off the list from today on; what was settled by it stays. Raise access.NotAllowed."""
    approval = LaneApproval.objects.select_for_update().get(pk=approval_id)
    _leads(by, approval.agency_id)
    if approval.to_on is None:
        approval.to_on = clock.local(by.at).date() - timedelta(days=1)
        approval.save(update_fields=["to_on"])
    return approval


def _leads(by: By, agency_id: int) -> Account:
    """Return the officer, who must lead the agency."""
    officer = by.officer
    if officer is None:
        raise access.NotAllowed(Act.DECIDE)
    if not rights.may(rights.postings(officer.pk, by.rights_on), Permission.DECIDE, agency_id):
        raise access.NotAllowed(Act.DECIDE)
    return officer
