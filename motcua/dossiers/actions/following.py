"""Steps as acts: finished with what was found, sent back with a reason, or left by a leader's word.

Căn cứ: Nghị định 61/2018/NĐ-CP và Nghị định 118/2025/NĐ-CP, Điều 17-19 (certainty: medium: each step of the
approved process has one person who answers for it, a time, and a result passed on).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.base import revisions
from motcua.dossiers import access, queries
from motcua.dossiers.actions import stepping
from motcua.dossiers.actions.core import By, ReasonMissing, begin, write
from motcua.dossiers.actions.stepping import Place
from motcua.dossiers.models import Dossier, DossierEvent, StepRecord, StepRecordKind
from motcua.dossiers.queries import delegations
from motcua.dossiers.queries import steps as asked
from motcua.dossiers.state import State
from motcua.organizations import access as rights
from motcua.organizations.models import Post
from motcua.people.models import Account
from motcua.rules.codes import Act
from motcua.rules.steps import Found, NoWay, Step, Work


class NotOnRoute(Exception):
    """The dossier follows no internal process, or has come to its end."""


class NotYourStep(Exception):
    """Somebody else answers for the step: he finishes it, or a leader moves the dossier."""


class StillOffered(Exception):
    """The dossier is offered to somebody who has not taken it: the step is not the giver's to finish."""


class FindingMissing(Exception):
    """The way on depends on what the step found."""


class PaperMissing(Exception):
    """The step must leave a paper in the dossier, and none came in since it began."""


class SignatureMissing(Exception):
    """The step must leave something signed; ``decides``: the result itself."""

    def __init__(self, *, decides: bool) -> None:
        """Keep what is to be signed for the door that has to explain it."""
        super().__init__(decides)
        self.decides = decides


class OutsideMissing(Exception):
    """The step is done on a ministry's system, and nothing was told of it."""


class OpinionsMissing(Exception):
    """An opinion was asked and not given: going on needs a ground. Silence is not consent."""


class ResultMissing(Exception):
    """The step ends with the result: recorded as decided, or (``returns``) handed back."""

    def __init__(self, *, returns: bool) -> None:
        """Keep which of the two for the door that has to explain it."""
        super().__init__(returns)
        self.returns = returns


class RecipientMissing(Exception):
    """The next step is somebody else's, and several may have it, or nobody."""


class RecipientUnfit(Exception):
    """The recipient does not do the next step of the process."""


class CannotSendBack(Exception):
    """The step does not send back, or there is none before it."""


class UnknownStep(LookupError):
    """The route has no such step."""


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A paper signed in a step that is not the decision: its number, when, and by whom."""

    number: str
    signed_at: datetime
    signatory: str


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What a ministry's system says of the work done there: its number, when, and how it ended."""

    number: str
    happened_at: datetime
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Finish:
    """What finishing a step tells: the finding, to whom it goes, what was signed or done elsewhere.

    ``text`` is a note, and the ground for going on while an opinion is missing.
    """

    found: Found = Found.NONE
    post: Post | None = None
    to: Account | None = None
    text: str = ""
    signed: Signed | None = None
    outside: Outside | None = None


@transaction.atomic
@revisions.held()
def finish_step(*, dossier_id: int, by: By, finish: Finish) -> DossierEvent:
    """Finish the step under way; the next begins in the same act and is offered to whoever has it.

    The giver answers until it is taken. Raise what stands in the way: NotOnRoute, NotYourStep,
    StillOffered, FindingMissing, PaperMissing, SignatureMissing, OutsideMissing, OpinionsMissing,
    ResultMissing, RecipientMissing, RecipientUnfit.
    """
    dossier, before, place = _standing(dossier_id, Act.FINISH_STEP, by)
    _require_owner(before, by)
    if stepping.between_hands(before):
        raise StillOffered(dossier)
    _require_done(dossier, before, place, finish)
    try:
        following = place.route.rule.next(place.step.code, finish.found)
    except NoWay as missing:
        raise FindingMissing(dossier) from missing
    _require_result(before, place.step, following)
    event = write(
        dossier=dossier,
        act=Act.FINISH_STEP,
        by=by,
        before=before,
        text=finish.text,
        found=finish.found.value,
        **_offer(before, place, following, by, finish),
        **stepping.begins(before, place.route, following, by.at),
    )
    _keep(event, finish)
    return event


@transaction.atomic
@revisions.held()
def send_back(*, dossier_id: int, by: By, text: str) -> DossierEvent:
    """Send the dossier back to the step it came from, to whoever finished that one, with the reason.

    Raise ReasonMissing, NotOnRoute, NotYourStep, StillOffered, CannotSendBack.
    """
    if not text.strip():
        raise ReasonMissing(Act.SEND_BACK)
    dossier, before, place = _standing(dossier_id, Act.SEND_BACK, by)
    _require_owner(before, by)
    if stepping.between_hands(before):
        raise StillOffered(dossier)
    came = _came_from(dossier, before)
    if came is None or not place.step.may_return:
        raise CannotSendBack(dossier)
    earlier = place.route.rule.by_code[came.from_step]
    return write(
        dossier=dossier,
        act=Act.SEND_BACK,
        by=by,
        before=before,
        text=text,
        found="",
        **_back_to(before, place, earlier, came),
        **stepping.begins(before, place.route, earlier, by.at),
    )


@transaction.atomic
@revisions.held()
def move_step(
    *,
    dossier_id: int,
    by: By,
    step: str,
    text: str,
    post: Post | None = None,
    to: Account | None = None,
) -> DossierEvent:
    """Move the dossier to any step of its route by a leader's word: what the process did not foresee.

    With ``to`` that person answers from now on; with a post alone it is offered there. Raise
    ReasonMissing, NotOnRoute, UnknownStep.
    """
    if not text.strip():
        raise ReasonMissing(Act.MOVE_STEP)
    dossier, before, place = _standing(dossier_id, Act.MOVE_STEP, by)
    chosen = place.route.rule.by_code.get(step)
    if chosen is None:
        raise UnknownStep(step)
    hands: dict[str, Any] = {"offered_to_id": None, "offered_post_id": None}
    if to is not None and post is not None:
        hands |= {"holder_id": to.pk, "post_id": post.pk}
    elif post is not None:
        hands["offered_post_id"] = post.pk
    return write(
        dossier=dossier,
        act=Act.MOVE_STEP,
        by=by,
        before=before,
        text=text,
        found="",
        **hands,
        **stepping.begins(before, place.route, chosen, by.at),
    )


def _standing(dossier_id: int, act: Act, by: By) -> tuple[Dossier, State, Place]:
    dossier, before = begin(dossier_id, act, by)
    place = stepping.place_of(before)
    if place is None:
        raise NotOnRoute(dossier)
    return dossier, before, place


def _require_owner(before: State, by: By) -> None:
    """Whoever answers for the dossier finishes its step; who stands in for him, or a leader, may do it for him."""
    if by.officer is None or before.holder_id in {None, by.officer.pk}:
        return
    if before.holder_id in delegations.absent_ids(by.officer.pk, by.rights_on):
        return
    postings = delegations.held(by.officer.pk, by.rights_on)
    if not access.permits(postings, Act.MOVE_STEP, {before.agency_id}):
        raise NotYourStep(before.holder_id)


def _require_done(dossier: Dossier, before: State, place: Place, finish: Finish) -> None:
    """Look for what the step owes: what another system told, opinions, its paper, its signature."""
    step = place.step
    if step.on_ministry_system and finish.outside is None:
        raise OutsideMissing(dossier)
    if not finish.text.strip() and asked.unanswered(dossier.pk):
        raise OpinionsMissing(dossier)
    if step.must_attach and not asked.has_paper(dossier, before.step_began_at or dossier.opened_at):
        raise PaperMissing(dossier)
    if step.must_sign and finish.found is not Found.NOT_AGREED:
        _require_signature(dossier, place, finish)


def _require_signature(dossier: Dossier, place: Place, finish: Finish) -> None:
    """The decision is signed as a result; any other signature is a number, a day and a name."""
    decides = place.route.rule.decides(place.step.code)
    told = finish.signed is not None and not decides
    if not told and not asked.has_signature(dossier):
        raise SignatureMissing(decides=decides)


def _require_result(before: State, step: Step, following: Step | None) -> None:
    """A result is handed back by its own act, and what ends or is handed back has been decided."""
    if step.work is Work.RETURN_RESULT:
        raise ResultMissing(returns=True)
    ends = following is None or following.work is Work.RETURN_RESULT
    if ends and before.settled_at is None:
        raise ResultMissing(returns=False)


def _offer(
    before: State, place: Place, following: Step | None, by: By, finish: Finish
) -> dict[str, Any]:
    """Say to whom the next step goes; nobody else where the holder goes on or the counter hands out."""
    if following is None:
        return {}
    if finish.post is not None:
        if not asked.fits(before, place.route, following, finish.post):
            raise RecipientUnfit(following.code)
        return _hands(finish.post, finish.to)
    if following.work is Work.RETURN_RESULT or _goes_on(before, place, following, by):
        return {}
    posts = asked.candidates(before, place.route, following)
    if len(posts) != 1:
        raise RecipientMissing(following.code)
    return _hands(posts[0], None)


def _goes_on(before: State, place: Place, following: Step, by: By) -> bool:
    """Whether the holder does the next step as well."""
    if before.holder_id is None:
        return False
    postings = rights.postings(before.holder_id, by.rights_on)
    return asked.fits_one(before, place.route, following, postings)


def _came_from(dossier: Dossier, before: State) -> DossierEvent | None:
    """Return the act by which the dossier went on to the step it stands in, from another one."""
    history: Sequence[DossierEvent] = queries.effective(dossier)
    went_on = (e for e in reversed(history) if e.act != Act.SEND_BACK)
    came = (e for e in went_on if e.from_step != e.to_step and e.to_step == before.step)
    found = next(came, None)
    return found if found is not None and found.from_step else None


def _back_to(before: State, place: Place, earlier: Step, came: DossierEvent) -> dict[str, Any]:
    """Say who did the step before: he is offered the dossier, unless he holds it already."""
    if came.from_holder_id in {None, before.holder_id}:
        return {}
    post = came.from_post or next(iter(asked.candidates(before, place.route, earlier)), None)
    return {
        "offered_to_id": came.from_holder_id,
        "offered_post_id": post.pk if post is not None else None,
    }


def _hands(post: Post, to: Account | None) -> dict[str, Any]:
    return {"offered_to_id": to.pk if to else None, "offered_post_id": post.pk}


def _keep(event: DossierEvent, finish: Finish) -> None:
    """Keep what the step brought beside its event."""
    if finish.outside is not None:
        told = finish.outside
        _record(event, StepRecordKind.OUTSIDE, told.number, told.happened_at, told.outcome)
    elif finish.signed is not None:
        paper = finish.signed
        _record(event, StepRecordKind.SIGNED, paper.number, paper.signed_at, paper.signatory)


def _record(event: DossierEvent, kind: str, number: str, at: datetime, said: str) -> None:
    StepRecord.objects.create(
        dossier_id=event.dossier_id,
        event=event,
        kind=kind,
        number=number,
        happened_at=at,
        said=said,
    )
