"""The buttons of a dossier: lawful acts this person may do, the likeliest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.catalog.queries import following
from motcua.dossiers import access, queries
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.organizations import access as rights
from motcua.people.models import Account
from motcua.rules.codes import Act, Status
from motcua.rules.steps import Work
from motcua.web.shared import labels

#: Address, key and icon of each act a person does on a dossier, in the order of likelihood.
DEEDS: dict[Act, tuple[str, str, str]] = {
    Act.ACCEPT_HAND_OVER: ("nhan-ban-giao", "n", "ended"),
    Act.RECEIVE: ("tiep-nhan", "t", "receive"),
    Act.RETURN_RESULT: ("tra-ket-qua", "r", "handout"),
    Act.SUPPLEMENT: ("nhan-bo-sung", "b", "plus"),
    Act.CONFIRM_PAYMENT: ("da-thuc-hien-nghia-vu", "b", "ended"),
    Act.RESUME: ("tiep-tuc", "t", "right"),
    Act.FINISH_STEP: ("xong-buoc", "o", "ended"),
    Act.DECIDE: ("ket-qua", "q", "stamp"),
    Act.ANSWER: ("cho-y-kien", "e", "notice"),
    Act.HAND_OVER: ("ban-giao", "h", "swap"),
    Act.RETURN_TO_FILER: ("yeu-cau-nop-lai", "y", "undo"),
    Act.REQUEST_SUPPLEMENT: ("yeu-cau-bo-sung", "y", "waiting"),
    Act.SEND_BACK: ("tra-lai-buoc", "", "undo"),
    Act.CONSULT: ("lay-y-kien", "l", "notice"),
    Act.ASSIGN: ("phan-cong", "p", "user"),
    Act.MOVE_STEP: ("khac-quy-trinh", "", "right"),
    Act.DECLINE_HAND_OVER: ("khong-nhan", "", "close"),
    Act.APOLOGISE: ("xin-loi", "x", "calendar"),
    Act.REQUEST_PAYMENT: ("yeu-cau-nghia-vu", "", "waiting"),
    Act.PAUSE: ("tam-dung", "", "waiting"),
    Act.REFUSE: ("tu-choi", "", "stop"),
    Act.CORRECT: ("dinh-chinh", "c", "edit"),
    Act.TRANSFER: ("chuyen-co-quan", "", "right"),
    Act.RESET_DUE: ("dat-lai-han", "", "calendar"),
    Act.WITHDRAW: ("rut-ho-so", "", "undo"),
    Act.STOP: ("dung-xu-ly", "", "stop"),
}
#: Two deeds that are more than one act of the lifecycle.
RETURN_WITH_RESULT = "tra-co-ket-qua"
TAKE_BACK = "thu-hoi"
RECEIVE_AGAIN = "tiep-nhan-lai"
GRAVE = frozenset({Act.REFUSE, Act.STOP, Act.WITHDRAW})
#: Never among the first buttons, however few there are.
_ENDS_IT = frozenset({Act.STOP, Act.WITHDRAW})
_FIRST = 3


@dataclass(frozen=True)
class Choice:
    """One button."""

    words: str
    url: str
    key: str
    icon: str
    grave: bool = False


@dataclass(frozen=True)
class Choices:
    """The buttons shown at once, and those behind "Việc khác"."""

    first: tuple[Choice, ...]
    more: tuple[Choice, ...]


def of(
    *, dossier: Dossier, officer: Account, on: date, events: Sequence[DossierEvent] | None = None
) -> Choices:
    """Return the buttons this officer sees on this dossier on a day; ``events``: its history, if read."""
    acts = set(access.acts_for(dossier=dossier, officer=officer, on=on, events=events))
    likely = [act for act in DEEDS if act in acts and act not in _ENDS_IT]
    likely = _by_step(dossier, likely)
    first = [_choice(dossier, act) for act in likely[:_FIRST]]
    rest = [*likely[_FIRST:], *(act for act in DEEDS if act in acts & _ENDS_IT)]
    more = [_choice(dossier, act) for act in rest]
    return Choices(tuple(first), (*more, *_special(dossier, officer, on, acts, events)))


def _by_step(dossier: Dossier, likely: list[Act]) -> list[Act]:
    """Put first what the step under way is for: its decision, or else its end; a decision comes later."""
    if dossier.route_id is None or not dossier.step:
        return likely
    rule = following.followed(dossier.route_id).rule
    if rule.by_code[dossier.step].work is Work.RETURN_RESULT:
        return [act for act in likely if act is not Act.FINISH_STEP]
    last = Act.FINISH_STEP if rule.decides(dossier.step) else Act.DECIDE
    return [act for act in likely if act is not last] + [act for act in likely if act is last]


def is_offered(*, dossier: Dossier, officer: Account, on: date, deed: str) -> bool:
    """Tell whether a deed is among the buttons of this dossier for this officer."""
    found = of(dossier=dossier, officer=officer, on=on)
    wanted = address(dossier, deed)
    return any(choice.url == wanted for choice in (*found.first, *found.more))


def address(dossier: Dossier, deed: str) -> str:
    """Return where a deed on a dossier is done."""
    return reverse("workspace:deed", args=[dossier.pk, deed])


def _choice(dossier: Dossier, act: Act) -> Choice:
    deed, key, icon = DEEDS[act]
    return Choice(labels.of(act), address(dossier, deed), key, icon, act in GRAVE)


def _special(
    dossier: Dossier,
    officer: Account,
    on: date,
    acts: set[Act],
    events: Sequence[DossierEvent] | None,
) -> list[Choice]:
    found = []
    places = access.places(dossier, Act.RETURN_RESULT)
    may_return = access.permits(rights.postings(officer.pk, on), Act.RETURN_RESULT, places)
    if may_return and dossier.status not in (Status.RETURNED, Status.DECIDED):
        words = _("Ghi kết quả có trong tay và trả")
        found.append(Choice(words, address(dossier, RETURN_WITH_RESULT), "", "handout"))
    if Act.CORRECT in acts and dossier.received_at and dossier.settled_at is None:
        words = _("Tiếp nhận lại với thủ tục khác")
        found.append(Choice(words, address(dossier, RECEIVE_AGAIN), "", "receive"))
    last = take_back(dossier, officer, events)
    return [*found, last] if last else found


def take_back(
    dossier: Dossier, officer: Account, events: Sequence[DossierEvent] | None = None
) -> Choice | None:
    """Return the button that takes the last act back, while its author still may."""
    history = queries.effective(dossier, events)
    last = history[-1] if history else None
    if last is None or last.actor_id != officer.pk or last.seq != dossier.seq:
        return None
    return Choice(_("Thu hồi việc vừa làm"), address(dossier, TAKE_BACK), "z", "undo")
