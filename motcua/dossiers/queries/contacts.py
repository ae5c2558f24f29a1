"""Results nobody has come for: whom to call today, who said when he comes, what is to be posted, what is on its way."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from motcua.base import clock
from motcua.dossiers.models import (
    CallOutcome,
    ContactCall,
    DeliveryState,
    Direction,
    Dossier,
    ReturnWay,
    Shipment,
)
from motcua.dossiers.queries import desks

#: Who was told and has not come is told again after so many days.
TELL_AGAIN = timedelta(days=7)


class Waiting(StrEnum):
    """Why a result still lies at the counter."""

    TO_CALL = "can-goi"
    COMING = "se-den"
    TO_POST = "can-gui"
    WRONG = "sai-so"
    UNDER_WAY = "dang-gui"


def waiting(agency_ids: Iterable[int], why: Waiting, *, at: datetime) -> QuerySet[Dossier]:
    """Return the results that lie at the counter of agencies for one reason, those waiting longest first.

    Each row bears ``last_outcome``, ``last_called_at`` and ``coming_on`` of its last call. A parcel that
    came back is called about again.
    """
    calls = ContactCall.objects.filter(dossier=OuterRef("pk")).order_by("-called_at", "-pk")
    sent = Shipment.objects.filter(dossier=OuterRef("pk"), direction=Direction.OUT)
    back = sent.filter(state=DeliveryState.CAME_BACK).order_by("-ended_at")
    rows = desks.counter(agency_ids).annotate(
        # Never NULL: what is not equal to nothing must be known to be unequal.
        last_outcome=Coalesce(Subquery(calls.values("outcome")[:1]), Value("")),
        last_called_at=Subquery(calls.values("called_at")[:1]),
        coming_on=Subquery(calls.values("coming_on")[:1]),
        came_back_at=Subquery(back.values("ended_at")[:1]),
    )
    under_way = Exists(sent.filter(state=DeliveryState.POSTED))
    if why is Waiting.UNDER_WAY:
        return rows.filter(under_way)
    return rows.filter(~under_way & _reasons(at)[why])


def counted(agency_ids: Iterable[int], *, at: datetime) -> dict[Waiting, int]:
    """Return how many results wait for each reason."""
    here = list(agency_ids)
    return {why: waiting(here, why, at=at).count() for why in Waiting}


def calls_of(dossier: Dossier) -> QuerySet[ContactCall]:
    """Return every call about a dossier, the latest first."""
    rows = ContactCall.objects.filter(dossier=dossier)
    return rows.select_related("called_by").order_by("-called_at", "-pk")


def parcels_of(dossier: Dossier) -> QuerySet[Shipment]:
    """Return every parcel of a dossier with its steps, the latest first."""
    rows = Shipment.objects.filter(dossier=dossier)
    return rows.prefetch_related("steps__recorded_by").order_by("-posted_at", "-pk")


def _reasons(at: datetime) -> dict[Waiting, Q]:
    """Each result that is not on its way waits for exactly one reason."""
    today = clock.local(at).date()
    begun = clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    back = Q(came_back_at__isnull=False) & (
        Q(last_called_at=None) | Q(last_called_at__lt=F("came_back_at"))
    )
    never = Q(last_outcome="")
    silent = Q(last_outcome=CallOutcome.NO_ANSWER, last_called_at__lt=begun)
    forgot = Q(last_outcome=CallOutcome.WILL_COME, coming_on__lt=today)
    told = Q(last_outcome=CallOutcome.REACHED, last_called_at__lt=at - TELL_AGAIN)
    wrong = Q(last_outcome=CallOutcome.WRONG_NUMBER) & ~back
    to_post = (
        Q(last_outcome=CallOutcome.ASKS_POST) | (never & Q(return_mode=ReturnWay.POST))
    ) & ~back
    to_call = (back | never | silent | forgot | told) & ~to_post
    return {
        Waiting.TO_CALL: to_call,
        Waiting.WRONG: wrong,
        Waiting.TO_POST: to_post,
        Waiting.COMING: ~(to_call | wrong | to_post),
    }
