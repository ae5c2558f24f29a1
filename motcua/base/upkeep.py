"""The moments of upkeep the status page shows: the last backup, restore, verify, upgrade."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.base.models import Upkeep

#: The row the player of the demonstration keeps.
DEMO = "demo"


def note(*, name: str, at: datetime, ok: bool, detail: str = "") -> Upkeep:
    """Remember that ``name`` (``"backup"``, ``"verify"`` …) was done at ``at`` and how it went."""
    return Upkeep.objects.create(name=name, at=at, ok=ok, detail=detail[:500])


def latest(name: str) -> Upkeep | None:
    """The last time ``name`` was done, whether it went well or not."""
    return Upkeep.objects.filter(name=name).order_by("-at", "-id").first()


@transaction.atomic
def keep(*, name: str, at: datetime, ok: bool, detail: str = "") -> Upkeep:
    """Like ``note``, but one row for ever: how far something long has come."""
    row, made = Upkeep.objects.get_or_create(
        name=name, defaults={"at": at, "ok": ok, "detail": detail[:500]}
    )
    if not made:
        row.at, row.ok, row.detail = at, ok, detail[:500]
        row.save(update_fields=["at", "ok", "detail"])
    return row


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the demonstration has come: ``moment`` is where its clock stands, in the story's time."""

    phase: str
    moment: datetime
    done: int
    total: int
    finished: bool

    @property
    def percent(self) -> int:
        """0 to 100; 100 only when all is played."""
        if self.finished:
            return 100
        return min(99, self.done * 100 // max(self.total, 1))


def demo_progress() -> Progress | None:
    """How far the demonstration has been played; None where there is none."""
    row = latest(DEMO)
    if row is None:
        return None
    told = json.loads(row.detail)
    return Progress(told["phase"], row.at, told["done"], told["total"], row.ok)


def demo_is_playing() -> bool:
    """Whether past days are still being played, so that nobody else may seal days meanwhile."""
    row = latest(DEMO)
    return row is not None and not row.ok
