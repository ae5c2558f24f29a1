"""How far a campaign has come: everybody's part, who is late, what was said last."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from motcua.base import clock
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.reporting.campaigns import drafts, tree
from motcua.reporting.models import Campaign, Duty, DutyReminder, DutyStep
from motcua.rules import filing
from motcua.rules.filing import Deed, State


@dataclass(frozen=True)
class Standing:
    """One duty on the board. ``heirs`` file for an agency that has ended."""

    duty: Duty
    name: str
    state: State
    steps: tuple[DutyStep, ...]
    late: bool
    heirs: tuple[Agency, ...]
    #: Who was reminded of it by the system, the latest first.
    reminders: tuple[DutyReminder, ...] = ()

    @property
    def filed(self) -> DutyStep | None:
        """The last time it was filed."""
        return next((one for one in reversed(self.steps) if one.deed == Deed.FILE), None)

    @property
    def last(self) -> DutyStep | None:
        """What was done last."""
        return self.steps[-1] if self.steps else None


def campaigns(agency_ids: Collection[int]) -> QuerySet[Campaign]:
    """The campaigns some agencies own, file or accept in, the latest first."""
    duties = Duty.objects.filter(Q(agency__in=agency_ids) | Q(receiver__in=agency_ids))
    found = Campaign.objects.filter(
        Q(owner__in=agency_ids) | Q(pk__in=duties.values("campaign")), withdrawn_at=None
    )
    return found.select_related("owner", "by").order_by("-to_on", "-pk")


def standings(duties: Iterable[Duty], today: date) -> list[Standing]:
    """Where each duty stands; an agency bears the name of the campaign's last day."""
    found = list(duties)
    told = drafts.histories(found)
    names = _names(found)
    reminded = _reminded(found)
    return [
        replace(
            _standing(duty, names[duty.pk], tuple(told[duty.pk]), today),
            reminders=tuple(reminded[duty.pk]),
        )
        for duty in found
    ]


def of(campaign: Campaign, today: date) -> list[Standing]:
    """The whole board, in the order parts were asked for."""
    return standings(_duties(campaign=campaign.pk), today)


def with_ids(ids: Collection[int], today: date) -> list[Standing]:
    """Where some duties stand."""
    return standings(_duties(pk__in=ids), today)


def owed(agency_ids: Collection[int], today: date) -> list[Standing]:
    """What some agencies still have to file, the most pressing first."""
    duties = _duties(agency__in=agency_ids, campaign__withdrawn_at=None)
    found = standings(duties, today)
    open_ = [one for one in found if one.state in {State.WAITING, State.RETURNED}]
    return sorted(open_, key=lambda one: (one.duty.due_on, one.duty.pk))


def counts(found: Collection[Standing]) -> dict[State, int]:
    """How many parts stand where."""
    return {state: sum(1 for one in found if one.state is state) for state in State}


def _duties(**narrowed: object) -> QuerySet[Duty]:
    found = Duty.objects.filter(**narrowed).order_by("pk")
    return found.select_related("agency", "receiver", "campaign")


def _reminded(duties: Collection[Duty]) -> dict[int, list[DutyReminder]]:
    found: dict[int, list[DutyReminder]] = {duty.pk: [] for duty in duties}
    rows = DutyReminder.objects.filter(duty__in=found).select_related("account")
    for row in rows.order_by("-at", "pk"):
        found[row.duty_id].append(row)
    return found


def _names(duties: Collection[Duty]) -> dict[int, str]:
    """By duty: the name on the last day, or on the last day the agency had."""
    by_day: dict[date, set[int]] = {}
    days: dict[int, date] = {}
    for duty in duties:
        day = min(duty.campaign.to_on, duty.agency.closed_on or duty.campaign.to_on)
        days[duty.pk] = day
        by_day.setdefault(day, set()).add(duty.agency_id)
    names = {day: agencies.names_on(ids, day) for day, ids in by_day.items()}
    return {duty.pk: names[days[duty.pk]][duty.agency_id] for duty in duties}


def _standing(duty: Duty, name: str, steps: tuple[DutyStep, ...], today: date) -> Standing:
    filings = [clock.local(one.at).date() for one in steps if one.deed == Deed.FILE]
    ended = duty.agency.closed_on is not None and duty.agency.closed_on < today
    return Standing(
        duty=duty,
        name=name,
        state=drafts.state_of(steps),
        steps=steps,
        late=filing.is_late(duty.due_on, filings[0] if filings else None, today),
        heirs=tuple(tree.answering(duty.agency)) if ended else (),
    )
