"""Who may do which act on which dossier: role × agency, denied by default."""

from collections.abc import Callable, Sequence
from datetime import date

from motcua.dossiers.models import Consultation, Dossier, DossierEvent
from motcua.dossiers.queries import delegations
from motcua.dossiers.queries.delegations import Stand
from motcua.organizations import access as rights
from motcua.organizations import queries as agencies
from motcua.organizations.access import Permission, Posting
from motcua.people.models import Account
from motcua.rules import lifecycle
from motcua.rules.codes import Act, Status

#: The permission an act asks for; an act without a row is nobody's.
PERMISSION = {
    Act.SUBMIT: Permission.RECEIVE,
    Act.RETURN_TO_FILER: Permission.RECEIVE,
    Act.RESUBMIT: Permission.RECEIVE,
    Act.REFUSE: Permission.RECEIVE,
    Act.RECEIVE: Permission.RECEIVE,
    Act.CARRY_IN: Permission.MANAGE_AGENCIES,
    Act.ASSIGN: Permission.OVERSEE,
    Act.HAND_OVER: Permission.HANDLE,
    Act.ACCEPT_HAND_OVER: Permission.HANDLE,
    Act.DECLINE_HAND_OVER: Permission.HANDLE,
    Act.FINISH_STEP: Permission.HANDLE,
    Act.SEND_BACK: Permission.HANDLE,
    Act.MOVE_STEP: Permission.OVERSEE,
    Act.CONSULT: Permission.HANDLE,
    Act.ANSWER: Permission.HANDLE,
    Act.REQUEST_SUPPLEMENT: Permission.HANDLE,
    Act.SUPPLEMENT: Permission.RECEIVE,
    Act.REQUEST_PAYMENT: Permission.HANDLE,
    Act.CONFIRM_PAYMENT: Permission.HANDLE,
    Act.PAUSE: Permission.HANDLE,
    Act.RESUME: Permission.HANDLE,
    Act.APOLOGISE: Permission.HANDLE,
    Act.RESET_DUE: Permission.OVERSEE,
    # The signed decision is recorded by its handler; who signed it is part of the result.
    Act.DECIDE: Permission.HANDLE,
    Act.WITHDRAW: Permission.RECEIVE,
    Act.STOP: Permission.HANDLE,
    Act.RETURN_RESULT: Permission.RETURN_RESULT,
    Act.TRANSFER: Permission.OVERSEE,
    Act.CORRECT: Permission.CORRECT,
    Act.REVERSE: Permission.HANDLE,
}
#: Acts done at the desk: any of the three places of the dossier gives the right.
AT_THE_DESK = frozenset(
    {
        Act.SUBMIT,
        Act.RETURN_TO_FILER,
        Act.RESUBMIT,
        Act.REFUSE,
        Act.RECEIVE,
        Act.HAND_OVER,
        Act.ACCEPT_HAND_OVER,
        Act.DECLINE_HAND_OVER,
        Act.FINISH_STEP,
        Act.SEND_BACK,
        Act.SUPPLEMENT,
        Act.CONFIRM_PAYMENT,
        Act.WITHDRAW,
        Act.RETURN_RESULT,
        Act.REVERSE,
    }
)
#: Acts also done at another agency while the dossier stays there (liên thông).
AT_A_STAY = frozenset(
    {
        Act.ASSIGN,
        Act.HAND_OVER,
        Act.ACCEPT_HAND_OVER,
        Act.DECLINE_HAND_OVER,
        Act.FINISH_STEP,
        Act.SEND_BACK,
        Act.CONSULT,
        Act.DECIDE,
        Act.REVERSE,
    }
)
#: Acts a clerk needs without being the handler: of what was just received, what a step or an opinion
#: asks of him, and of a receipt shown at the desk.
CLERKS_TOO = frozenset(
    {
        Act.HAND_OVER,
        Act.ACCEPT_HAND_OVER,
        Act.DECLINE_HAND_OVER,
        Act.FINISH_STEP,
        Act.SEND_BACK,
        Act.ANSWER,
        Act.REVERSE,
        Act.CORRECT,
        Act.CONFIRM_PAYMENT,
    }
)
#: Acts of whoever a dossier was offered to.
ANSWERS_AN_OFFER = frozenset({Act.ACCEPT_HAND_OVER, Act.DECLINE_HAND_OVER})
#: Acts of whoever answers for the step, or of a leader in his place.
OF_THE_STEP = frozenset({Act.FINISH_STEP, Act.SEND_BACK})


class NotAllowed(Exception):
    """The officer has no post that gives the right to this act at these agencies."""

    def __init__(self, act: Act) -> None:
        """Keep the refused act for the door that has to explain it."""
        super().__init__(act.value)
        self.act = act


def require(*, officer: Account, act: Act, agency_ids: set[int], on: date) -> None:
    """Raise NotAllowed unless a post of ``officer``, or of whom he stands in for, gives the right to ``act``."""
    if not permits(delegations.held(officer.pk, on), act, agency_ids):
        raise NotAllowed(act)


def permits(postings: tuple[Posting, ...], act: Act, agency_ids: set[int]) -> bool:
    """Tell whether one of the posts gives the right to ``act`` at one of the agencies."""
    wanted = {PERMISSION[act]} if act in PERMISSION else set()
    if act in CLERKS_TOO:
        wanted.add(Permission.RECEIVE)
    return any(
        rights.may(postings, permission, agency_id)
        for permission in wanted
        for agency_id in agency_ids
    )


def places(dossier: Dossier, act: Act) -> set[int]:
    """The agencies at which a right to ``act`` on ``dossier`` counts."""
    if act is Act.ANSWER:
        return _asked(dossier)
    here = desks(dossier) if act in AT_THE_DESK else {dossier.agency_id}
    return here | stay(dossier) if act in AT_A_STAY else here


def stay(dossier: Dossier) -> set[int]:
    """The other agency the dossier stays at, and who took over its work; nothing while it is at home."""
    if dossier.stay_at_id is None:
        return set()
    return {dossier.stay_at_id} | agencies.heirs({dossier.stay_at_id})


def _asked(dossier: Dossier) -> set[int]:
    """The agencies asked for an opinion, also those that gave it."""
    standing = Consultation.objects.filter(dossier=dossier, event__reversed_by=None)
    return set(standing.values_list("agency_id", flat=True))


def desks(dossier: Dossier) -> set[int]:
    """The three places of the dossier, and who took over the work of one that has closed.

    So a result that was ready when its agency closed can still be handed out.
    """
    here = {dossier.agency_id, dossier.taken_in_at_id, dossier.return_at_id}
    return here | agencies.heirs(here)


def acts_for(
    *,
    dossier: Dossier,
    officer: Account,
    on: date,
    events: Sequence[DossierEvent] | None = None,
) -> tuple[Act, ...]:
    """The buttons of the dossier page: lawful acts ∩ what this person may do, and offers answered only by the offered.

    ``events``: its history, if read; it tells who was asked for an opinion.
    """
    postings = delegations.held(officer.pk, on)
    absent = delegations.absent_ids(officer.pk, on)
    asks = events is None or any(event.act == Act.CONSULT for event in events)
    return tuple(
        act
        for act in lifecycle.lawful_acts(Status(dossier.status))
        if (asks or act is not Act.ANSWER)
        and permits(postings, act, places(dossier, act))
        and _fits_the_offer(dossier, act, absent | {officer.pk}, postings)
        and _fits_the_step(dossier, act, absent | {officer.pk}, postings)
    )


def may_see(*, dossier: Dossier, officer: Account, on: date) -> bool:
    """Whether the officer may open the dossier's page: a post that works with dossiers at one of its three places, or oversight of its agency."""
    postings = delegations.held(officer.pk, on)
    return _at_its_places(dossier, postings, Permission.SEARCH) or rights.may(
        postings, Permission.OVERSEE, dossier.agency_id
    )


def may_see_people(*, dossier: Dossier, postings: tuple[Posting, ...]) -> bool:
    """Whether its people may be shown whole, as on a slip: who only oversees from above sees them masked."""
    return _at_its_places(dossier, postings, Permission.SEE_PERSONAL_DATA)


#: Whoever works on a dossier at one of its places may put papers into it.
_ENCLOSING = (Permission.RECEIVE, Permission.HANDLE, Permission.RETURN_RESULT)


def may_enclose(*, dossier: Dossier, officer: Account, on: date) -> bool:
    """Whether the officer may put papers into the dossier, and take out what was put in by mistake."""
    postings = delegations.held(officer.pk, on)
    return any(_at_its_places(dossier, postings, permission) for permission in _ENCLOSING)


def _at_its_places(dossier: Dossier, postings: tuple[Posting, ...], permission: Permission) -> bool:
    def may_at(here: set[int]) -> bool:
        return any(rights.may(postings, permission, one) for one in here)

    return may_at(desks(dossier) | stay(dossier)) or may_at(_asked(dossier))


def _fits_the_offer(
    dossier: Dossier, act: Act, hands: frozenset[int], postings: tuple[Posting, ...]
) -> bool:
    if act not in ANSWERS_AN_OFFER:
        return True
    return any(offered_to(dossier, account_id, postings) for account_id in hands)


def _fits_the_step(
    dossier: Dossier, act: Act, hands: frozenset[int], postings: tuple[Posting, ...]
) -> bool:
    """Whether an act of steps has a step to act on, and it is in the hands of this officer, or of whom he stands in for."""
    if act is Act.MOVE_STEP:
        return bool(dossier.step)
    if act not in OF_THE_STEP:
        return True
    offered = dossier.offered_to_id is not None or dossier.offered_post_id is not None
    if not dossier.step or offered:
        return False
    mine = dossier.holder_id is None or dossier.holder_id in hands
    return mine or permits(postings, Act.MOVE_STEP, {dossier.agency_id})


def stands_for(*, dossier: Dossier, act: Act, officer: Account, on: date) -> Stand | None:
    """In whose place an officer acts on a dossier as it stands now; None when in his own right.

    In place of whoever holds it or is offered it, or of whoever's post alone allows the act.
    """
    stands = delegations.stood_for(officer.pk, on)
    if not stands:
        return None
    own = rights.postings(officer.pk, on)
    if act in ANSWERS_AN_OFFER:
        if offered_to(dossier, officer.pk, own):
            return None
        return _first(stands, lambda one: offered_to(dossier, one.absent_id, _posts(one, on)))
    his = _first(stands, lambda one: one.absent_id == dossier.holder_id)
    if his is not None or permits(own, act, places(dossier, act)):
        return his
    return _first(stands, lambda one: permits(_posts(one, on), act, places(dossier, act)))


def _first(stands: tuple[Stand, ...], fits: Callable[[Stand], bool]) -> Stand | None:
    return next((one for one in stands if fits(one)), None)


def _posts(stand: Stand, on: date) -> tuple[Posting, ...]:
    return delegations.postings_of(stand, on)


def offered_to(dossier: Dossier, account_id: int, postings: tuple[Posting, ...]) -> bool:
    """Whether the dossier's hand-over waits for this officer, by name or by post."""
    if dossier.offered_to_id is not None:
        return dossier.offered_to_id == account_id
    return any(posting.post_id == dossier.offered_post_id for posting in postings)
