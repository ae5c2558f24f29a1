"""Xử lý thay khi vắng mặt: a colleague handles for an absent officer, by a document, until a day.

It gives the rights of the absent one's posts at that agency and nothing more: who signs a result signs with his
own hand and title.

Căn cứ: Nghị định 61/2018/NĐ-CP và Nghị định 118/2025/NĐ-CP, Điều 18 (certainty: medium: somebody answers for each
dossier at every moment; how an absence is covered is the agency's own rule).
"""

from datetime import date

from django.db import transaction

from motcua.base import clock
from motcua.dossiers.actions.core import By
from motcua.dossiers.models import Delegation
from motcua.dossiers.queries import delegations as queries
from motcua.organizations import access as rights
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency
from motcua.people.models import Account

_HANDLING = (Permission.HANDLE, Permission.RECEIVE)


class NotYourAbsence(Exception):
    """Only the absent officer, or a leader of the agency, says who handles for him."""


class NotColleagues(Exception):
    """Both must work with dossiers at the agency."""


class BadSpan(Exception):
    """An absence begins today or later and ends no earlier than it begins."""


class DocumentMissing(Exception):
    """A delegation rests on a document."""


class Chained(Exception):
    """Who stands in is absent himself then, or the absent one stands in for somebody: no chains."""


class AbsentAlready(Exception):
    """The officer has somebody to stand in for him on some of these days."""


class DelegationOver(Exception):
    """The delegation has ended."""


@transaction.atomic
def delegate(
    *,
    agency: Agency,
    absent: Account,
    stand_in: Account,
    from_on: date,
    to_on: date,
    document: str,
    by: By,
) -> Delegation:
    """Let ``stand_in`` handle for ``absent`` from one day through another.

    Raise NotYourAbsence, DocumentMissing, BadSpan, NotColleagues, AbsentAlready, Chained.
    """
    officer = _sayer(agency.pk, absent.pk, by)
    if not document.strip():
        raise DocumentMissing
    if from_on < by.rights_on or to_on < from_on:
        raise BadSpan
    if absent == stand_in or not all(_handles(one, agency.pk, by) for one in (absent, stand_in)):
        raise NotColleagues
    # Two delegations at one agency at once wait for each other, and each sees the other.
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    meanwhile = queries.overlapping(from_on, to_on)
    if meanwhile.filter(absent=absent).exists():
        raise AbsentAlready
    if meanwhile.filter(absent=stand_in).exists() or meanwhile.filter(stand_in=absent).exists():
        raise Chained
    return Delegation.objects.create(
        agency=agency,
        absent=absent,
        stand_in=stand_in,
        from_on=from_on,
        to_on=to_on,
        document=document.strip(),
        made_by=officer,
        made_at=by.at,
    )


@transaction.atomic
def end_delegation(*, delegation_id: int, by: By) -> Delegation:
    """End a delegation before its last day: the absent officer is back. Raise DelegationOver, NotYourAbsence."""
    row = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation_id)
    officer = _sayer(row.agency_id, row.absent_id, by)
    if row.ended_at is not None or row.to_on < clock.local(by.at).date():
        raise DelegationOver(row.pk)
    row.ended_at, row.ended_by = by.at, officer
    row.save(update_fields=["ended_at", "ended_by"])
    return row


def _sayer(agency_id: int, absent_id: int, by: By) -> Account:
    """Return who says it: whose absence it is, or for somebody who cannot, a leader of the agency."""
    if by.officer is None:
        raise NotYourAbsence
    own = rights.postings(by.officer.pk, by.rights_on)
    if by.officer.pk != absent_id and not rights.may(own, Permission.DECIDE, agency_id):
        raise NotYourAbsence
    return by.officer


def _handles(account: Account, agency_id: int, by: By) -> bool:
    own = rights.postings(account.pk, by.rights_on)
    return any(rights.may(own, permission, agency_id) for permission in _HANDLING)
