"""Many dossiers in one act: each gets its own event; all are done, or none and whatever stands in the way is named.

Căn cứ: Nghị định 61/2018/NĐ-CP và Nghị định 118/2025/NĐ-CP, Điều 18 (certainty: medium: each dossier is handed
over to a person who answers for it; a list signed by both sides goes with them).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from motcua.base import revisions
from motcua.dossiers import access
from motcua.dossiers.actions import handling
from motcua.dossiers.actions.core import By, DossierUnknown, Stale
from motcua.dossiers.models import DossierEvent
from motcua.organizations.models import Post
from motcua.people.models import Account
from motcua.rules import lifecycle

#: So many dossiers are one list: what two people can check and sign.
MOST = 200
#: What may stand in the way of one dossier and not of the next.
_OF_ONE = (
    Stale,
    DossierUnknown,
    lifecycle.Unlawful,
    access.NotAllowed,
    handling.NothingOffered,
)

#: The dossiers of a list, each with the place in its history (``seq``) that was shown.
Picked = Mapping[int, int]


class TooManyAtOnce(Exception):
    """A list has at most ``MOST`` dossiers."""


@dataclass(frozen=True)
class Refused:
    """A dossier that could not be done, and why."""

    dossier_id: int
    why: Exception


class SomeRefused(Exception):
    """Some dossiers of a list could not be done, so none was; each is named."""

    def __init__(self, refused: tuple[Refused, ...]) -> None:
        """Keep them for the door that has to explain each."""
        super().__init__(len(refused))
        self.refused = refused


def hand_over(
    *, picked: Picked, by: By, post: Post, to: Account | None = None, text: str = ""
) -> list[DossierEvent]:
    """Offer all to a post, or one officer of it; the giver answers for each until it is accepted.

    Raise SomeRefused, TooManyAtOnce.
    """

    def hand(dossier_id: int, one: By) -> DossierEvent:
        return handling.hand_over(dossier_id=dossier_id, by=one, post=post, to=to, text=text)

    return _each(picked, by, hand)


def accept(*, picked: Picked, by: By) -> list[DossierEvent]:
    """Accept all that were offered. Raise SomeRefused, TooManyAtOnce."""

    def take(dossier_id: int, one: By) -> DossierEvent:
        return handling.accept_hand_over(dossier_id=dossier_id, by=one)

    return _each(picked, by, take)


def assign(
    *, picked: Picked, by: By, to: Account, post: Post, text: str = ""
) -> list[DossierEvent]:
    """Give all to an officer, who answers for them from now on. Raise SomeRefused, TooManyAtOnce."""

    def give(dossier_id: int, one: By) -> DossierEvent:
        return handling.assign(dossier_id=dossier_id, by=one, to=to, post=post, text=text)

    return _each(picked, by, give)


@transaction.atomic
@revisions.held()
def _each(picked: Picked, by: By, do: Callable[[int, By], DossierEvent]) -> list[DossierEvent]:
    """Do one act on each, in the order of their ids: two lists at once cannot lock each other out."""
    if len(picked) > MOST:
        raise TooManyAtOnce(len(picked))
    done: list[DossierEvent] = []
    refused: list[Refused] = []
    for dossier_id, seen in sorted(picked.items()):
        try:
            done.append(do(dossier_id, replace(by, seen=seen)))
        except _OF_ONE as why:
            refused.append(Refused(dossier_id, why))
    if refused:
        raise SomeRefused(tuple(refused))
    return done
