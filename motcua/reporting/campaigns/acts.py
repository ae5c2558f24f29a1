"""The acts of a campaign: opened, explained, filed, returned, accepted, reminded, withdrawn."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from motcua.base import clock
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from motcua.reporting import definitions, kept, queries
from motcua.reporting.actions import NotAllowed, NotReady
from motcua.reporting.campaigns import drafts, tree
from motcua.reporting.campaigns.drafts import Draft
from motcua.reporting.filled import Filled
from motcua.reporting.models import (
    Campaign,
    Duty,
    DutyStep,
    Explanation,
    FiledForm,
    StepForm,
)
from motcua.rules import consolidation, filing
from motcua.rules.codes import Level
from motcua.rules.filing import Deed, State
from motcua.rules.periods import Window


class NobodyAsked(ValueError):
    """A campaign in which nobody reports, or about nothing."""


class SeenOtherwise(Exception):
    """Somebody has done something to the report since the page was made."""


class WholeFiled(Exception):
    """The report is a part of a whole that has gone upward already."""


class AlreadyFiled(Exception):
    """Somebody has filed in the campaign: it stays."""


@transaction.atomic
def open_campaign(
    *,
    owner: Agency,
    name: str,
    document: str,
    window: Window,
    forms: Sequence[str],
    chosen: Collection[int],
    due: Mapping[Level, date],
    by: Account,
    at: datetime,
) -> Campaign:
    """Ask agencies for forms of some days. ``due`` sets days in place of the usual ones, by level.

    Raise ``NotAllowed``, ``NobodyAsked``, ``definitions.NotInForce``.
    """
    _permitted(by, owner.pk, at)
    places = tree.places(owner, window, chosen)
    if not forms or all(one.agency.pk == owner.pk for one in places):
        raise NobodyAsked(name)
    for base in forms:
        definitions.in_force(definitions.variant(base, whole=True), window.to_on)
    campaign = Campaign.objects.create(
        owner=owner,
        name=name,
        document=document,
        from_on=window.from_on,
        to_on=window.to_on,
        forms=list(forms),
        at=at,
        by=by,
    )
    Duty.objects.bulk_create(
        Duty(
            campaign=campaign,
            agency=one.agency,
            receiver_id=one.receiver_id,
            whole=one.whole,
            due_on=_due(one, window, due),
        )
        for one in places
    )
    return campaign


@transaction.atomic
def withdraw(*, campaign_id: int, by: Account, at: datetime) -> None:
    """Take back a campaign opened by mistake. Raise ``NotAllowed``, ``AlreadyFiled``."""
    campaign = Campaign.objects.select_for_update().get(pk=campaign_id)
    _permitted(by, campaign.owner_id, at)
    if DutyStep.objects.filter(duty__campaign=campaign, deed=Deed.FILE).exists():
        raise AlreadyFiled(campaign.name)
    campaign.withdrawn_at, campaign.withdrawn_by = at, by
    campaign.save(update_fields=["withdrawn_at", "withdrawn_by"])


@transaction.atomic
def explain(
    *, duty_id: int, told: Mapping[tuple[str, str], tuple[str, str]], by: Account, at: datetime
) -> None:
    """Keep why figures differ: by form and key, the sentence that was read and the words. Raise ``NotAllowed``."""
    duty = _held(duty_id)
    _permitted(by, duty.agency_id, at)
    before = drafts.explained(duty)
    Explanation.objects.bulk_create(
        Explanation(duty=duty, form=form, key=key, sentence=sentence, text=text, at=at, by=by)
        for (form, key), (sentence, text) in told.items()
        if text and before.get((form, key)) != (sentence, text)
    )


@transaction.atomic
def file(*, duty_id: int, seen: int, by: Account, at: datetime) -> DutyStep:
    """Sign off and file every form of a duty as it stands; ``seen`` is how long the history was on the page.

    A leader does it. What an agency files to itself is accepted with it. Raise ``NotAllowed``,
    ``SeenOtherwise``, ``filing.Unlawful``, ``NotReady``.

    Căn cứ: Thông tư 01/2020/TT-VPCP; Nghị định 30/2020/NĐ-CP, Điều 13 (certainty: high that the head of
    the agency signs).
    """
    duty = _held(duty_id)
    leading(by, duty.agency_id, at)
    step = _step(duty, Deed.FILE, seen=seen, by=by, at=at)
    found = drafts.of(duty, at=at)
    problems = [f"{one.code}: {problem}" for one in found for problem in one.problems]
    problems += [sentence for one in found for sentence in _unexplained(one)]
    if problems:
        raise NotReady(problems)
    StepForm.objects.bulk_create(
        [StepForm(step=step, filed=_kept(_with_explanations(one), by, at)) for one in found]
    )
    if duty.receiver_id == duty.agency_id:
        _step(duty, Deed.ACCEPT, seen=step.number, by=by, at=at)
    return step


@transaction.atomic
def give_back(*, duty_id: int, remark: str, seen: int, by: Account, at: datetime) -> DutyStep:
    """Return a report with a remark, to be filed again.

    Raise ``NotAllowed``, ``SeenOtherwise``, ``WholeFiled``, ``filing.Unlawful``.
    """
    duty = _held(duty_id)
    _permitted(by, _judge(duty), at)
    above = Duty.objects.filter(campaign=duty.campaign_id, agency=duty.receiver_id, whole=True)
    for whole in above.select_for_update():
        if drafts.state(whole) in {State.FILED, State.ACCEPTED}:
            raise WholeFiled(duty.agency.name)
    return _step(duty, Deed.RETURN, seen=seen, by=by, at=at, remark=remark)


@transaction.atomic
def accept(*, duty_id: int, remark: str, seen: int, by: Account, at: datetime) -> DutyStep:
    """Accept a report. Raise ``NotAllowed``, ``SeenOtherwise``, ``filing.Unlawful``."""
    duty = _held(duty_id)
    _permitted(by, _judge(duty), at)
    return _step(duty, Deed.ACCEPT, seen=seen, by=by, at=at, remark=remark)


@transaction.atomic
def remind(*, campaign_id: int, receiver_id: int, remark: str, by: Account, at: datetime) -> int:
    """Remind everybody who is late with what the receiver awaits; return how many. Raise ``NotAllowed``."""
    _permitted(by, receiver_id, at)
    today = clock.local(at).date()
    late = Duty.objects.filter(campaign=campaign_id, receiver=receiver_id, due_on__lt=today)
    duties = list(late.exclude(agency=receiver_id).select_for_update().order_by("pk"))
    told = drafts.histories(duties)
    waiting = [
        one for one in duties if drafts.state_of(told[one.pk]) in {State.WAITING, State.RETURNED}
    ]
    for duty in waiting:
        _step(duty, Deed.REMIND, seen=len(told[duty.pk]), by=by, at=at, remark=remark)
    return len(waiting)


def _due(place: tree.Place, window: Window, due: Mapping[Level, date]) -> date:
    level = Level(place.agency.level)
    usual = filing.due_on(level, window, whole=place.whole and place.receiver_id is None)
    return usual if place.receiver_id is None else due.get(level, usual)


def _held(duty_id: int) -> Duty:
    """Lock a duty: one person at a time acts on it."""
    held = Duty.objects.select_for_update(of=("self",)).select_related("campaign", "agency")
    return held.get(pk=duty_id, campaign__withdrawn_at=None)


def _judge(duty: Duty) -> int:
    """Who returns or accepts; of the topmost whole the agency itself, which tells what it was answered."""
    return duty.receiver_id or duty.agency_id


def _step(
    duty: Duty, deed: Deed, *, seen: int, by: Account, at: datetime, remark: str = ""
) -> DutyStep:
    """Add a line to the history. Raise ``SeenOtherwise``, ``filing.Unlawful``."""
    there = drafts.histories([duty])[duty.pk]
    if len(there) != seen:
        raise SeenOtherwise(duty.pk)
    filing.after(drafts.state_of(there), deed)
    return DutyStep.objects.create(
        duty=duty, number=len(there) + 1, deed=deed, remark=remark, at=at, by=by
    )


def _unexplained(draft: Draft) -> list[str]:
    told = {one.key: one.sentence for one in draft.differences if draft.told.get(one.key)}
    return [
        f"{draft.code}: {one.sentence}. Hãy giải trình."
        for one in consolidation.unexplained(draft.differences, told)
    ]


def _with_explanations(draft: Draft) -> Filled:
    """The form with its explanations among its remarks: they are filed with it."""
    told = [f"{one.sentence}. Giải trình: {draft.told[one.key]}" for one in draft.differences]
    return replace(draft.form, notes=(*draft.form.notes, *told))


def _kept(form: Filled, by: Account, at: datetime) -> FiledForm:
    code, window = form.definition.code, form.window
    return FiledForm.objects.create(
        agency_id=form.agency_id,
        form=code,
        from_on=window.from_on,
        to_on=window.to_on,
        number=queries.filings(form.agency_id, code, window).count() + 1,
        content=kept.form(form),
        at=at,
        by=by,
    )


def _permitted(by: Account, agency_id: int, at: datetime) -> None:
    held = access.postings(by.pk, clock.local(at).date())
    if not access.may(held, Permission.REPORT, agency_id):
        raise NotAllowed(agency_id)


def leading(by: Account, agency_id: int, at: datetime) -> None:
    """Raise ``NotAllowed`` unless a person leads where an agency's reports are signed."""
    held = access.postings(by.pk, clock.local(at).date())
    leading = [posting for posting in held if posting.role == Role.LEADER]
    if not access.may(leading, Permission.REPORT, agency_id):
        raise NotAllowed(agency_id)
