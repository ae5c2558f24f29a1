"""Dossiers picked in a list, and one act on all of them: what stood in the way is told for each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.base import clock, once
from motcua.dossiers.actions import By, bulk
from motcua.dossiers.models import Dossier
from motcua.web.shared import guard
from motcua.web.workspace import asked, refusals

#: The dossiers picked, each with the place in its history that was shown.
Picked = dict[int, int]


@dataclass(frozen=True)
class Named:
    """A dossier that stood in the way: its number, its page, and why."""

    number: str
    url: str
    why: str


def read(request: guard.OfficerRequest) -> Picked:
    """Return the ids chosen, each with the place in its history that was shown."""
    pairs = (value.partition(":") for value in request.POST.getlist("ho_so"))
    read = ((asked.number(one), asked.number(seen)) for one, _colon, seen in pairs)
    return {one: seen for one, seen in read if one is not None and seen is not None}


def done(request: guard.OfficerRequest, act: Callable[[By], object]) -> dict[int, str]:
    """Do one act on all that were picked; return why each dossier that stood in the way did.

    All are done, or none. What concerns none of them in particular is said above the page, under no id.
    """
    at = clock.now()
    by = By(officer=request.user, at=at)

    def all_of_them() -> str:
        act(by)
        return ""

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=at, action=all_of_them)
    except bulk.SomeRefused as some:
        messages.error(request, _("Chưa ghi gì: có hồ sơ trong danh sách không thực hiện được."))
        return {one.dossier_id: refusals.sentence(one.why) for one in some.refused}
    except refusals.EXPECTED as refused:
        messages.error(request, refusals.sentence(refused))
        return {0: refusals.sentence(refused)}
    return {}


def named(refused: Mapping[int, str]) -> list[Named]:
    """Name each dossier that stood in the way, in the order of their numbers."""
    rows = Dossier.objects.filter(pk__in=refused).order_by("number", "pk")
    return [
        Named(row.number or "", reverse("workspace:dossier", args=[row.pk]), refused[row.pk])
        for row in rows
    ]
