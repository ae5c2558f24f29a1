"""Whoever must file is reminded: the working day before the day of the duty, and at it; once each.

The people are the leaders and the focal officers of the agency, or of those that answer for one that has ended. A
day off tells nobody; what fell due on it, or in a silence of a few days, is told on the next working day.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from motcua.base import clock, once
from motcua.notices import actions as notices
from motcua.notices.models import NoticeKind
from motcua.organizations import queries as organizations
from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.reporting.campaigns import boards
from motcua.reporting.campaigns.boards import Standing
from motcua.reporting.models import Duty, DutyReminder
from motcua.rules import alarms
from motcua.rules.filing import State

#: So long after its day somebody is still reminded who was not before.
AFTER = timedelta(days=7)
#: No two working days are further apart.
_AHEAD = timedelta(days=14)
_TOLD_TO = (Role.LEADER, Role.CONTROLLER)
_OPEN = frozenset({State.WAITING, State.RETURNED})


@once.joined
def run(*, at: datetime) -> int:
    """Remind of what is to be filed today or on the next working day; take back what was filed meanwhile.

    Run again it tells nobody twice. Return how many people were told of how many duties, each once.
    """
    today = clock.local(at).date()
    near = Duty.objects.select_for_update(of=("self",)).filter(
        campaign__withdrawn_at=None, due_on__gte=today - AFTER, due_on__lte=today + _AHEAD
    )
    ids = list(near.order_by("pk").values_list("pk", flat=True))
    there = boards.with_ids(ids, today)
    told = 0
    by_day: dict[tuple[int, date], list[Standing]] = defaultdict(list)
    for one in there:
        by_day[one.duty.agency_id, one.duty.due_on].append(one)
    for (agency_id, due_on), found in by_day.items():
        open_ = [one for one in found if one.state in _OPEN]
        notices.take_back_reports(
            agency_id=agency_id, moment=clock.at(due_on, 0), number=len(open_), at=at
        )
        told += _tell(agency_id, due_on, open_, at)
    return told


def _tell(agency_id: int, due_on: date, found: list[Standing], at: datetime) -> int:
    kind = _kind(agency_id, due_on, at) if found else None
    if kind is None:
        return 0
    moment, told = clock.at(due_on, 0), 0
    if kind is NoticeKind.REPORT_DUE:
        notices.pass_on(agency_id=agency_id, moment=moment, at=at)
    for account in _people(found, clock.local(at).date()):
        new = [one.duty for one in found if _is_new(one.duty, account, kind, at)]
        if new:
            notices.remind_of_reports(
                account_ids=[account.pk],
                agency_id=agency_id,
                kind=kind,
                moment=moment,
                number=len(new),
                at=at,
            )
        told += len(new)
    return told


def _kind(agency_id: int, due_on: date, at: datetime) -> NoticeKind | None:
    """What the agency is told of a day now; nothing while its office has not opened, or too early."""
    span = alarms.due_tomorrow(at, organizations.working_calendar(agency_id))
    if span is None:
        return None
    first, last = span
    if due_on < first:
        return NoticeKind.REPORT_DUE
    return NoticeKind.REPORT_SOON if due_on <= last else None


def _people(found: Iterable[Standing], on: date) -> list[Account]:
    """Who is told, each once: of one that has ended, the people of those that answer for it."""
    agency_ids = {
        agency_id
        for one in found
        for agency_id in ([heir.pk for heir in one.heirs] or [one.duty.agency_id])
    }
    people: dict[int, Account] = {}
    for agency_id in sorted(agency_ids):
        for role in _TOLD_TO:
            people |= {one.pk: one for one in organizations.holders_of(agency_id, role, on)}
    return list(people.values())


def _is_new(duty: Duty, account: Account, kind: NoticeKind, at: datetime) -> bool:
    """Write down that a person is reminded of a duty; False where he was before."""
    _reminder, is_new = DutyReminder.objects.get_or_create(
        duty=duty,
        account=account,
        is_due=kind is NoticeKind.REPORT_DUE,
        defaults={"at": at},
    )
    return is_new
