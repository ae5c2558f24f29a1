"""What is still open ends with the dossier that is stopped or withdrawn, each told; and words of a ministry's system.

Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 18, 21 (certainty: medium: nothing of an ended dossier is asked of anybody
any more; a dossier handled on a ministry's system is told as that system tells it).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from motcua.base import once
from motcua.dossiers import access
from motcua.dossiers.actions import results
from motcua.dossiers.actions.core import By, ReasonMissing, locked
from motcua.dossiers.models import (
    CertifiedCopy,
    Concluded,
    ConcludedKind,
    Dossier,
    DossierEvent,
    PhonePass,
    ResultState,
    ResultVersion,
    SourceWord,
)
from motcua.dossiers.models.results import TO_SIGN
from motcua.dossiers.queries import certified_copies, steps
from motcua.dossiers.state import State
from motcua.rules.codes import Act, Status

_WHY = "Hồ sơ đã kết thúc, không ban hành kết quả."
#: A person has signed it, and it is not issued yet.
_SIGNED = (ResultState.SIGNED, ResultState.NUMBERED)


class NotYet(Exception):
    """What a ministry's system says cannot be of a moment that has not come."""


def conclude(*, dossier: Dossier, before: State, event: DossierEvent, by: By) -> list[Concluded]:
    """End what is still open of a dossier that ``event`` ended, and write down how many of what.

    Inside a transaction only.
    """
    numbers = {kind: ended(dossier, before, by) for kind, ended in _ENDED.items()}
    return Concluded.objects.bulk_create(
        Concluded(event=event, kind=kind, number=number)
        for kind, number in numbers.items()
        if number
    )


@once.joined
def tell(
    *, dossier_id: int, system: str, number: str, happened_at: datetime, said: str, by: By
) -> SourceWord:
    """Write down what a ministry's system says of a dossier. Raise NotYet, ReasonMissing, ``access.NotAllowed``."""
    dossier = locked(dossier_id)
    officer = results.who(by)
    if not access.may_enclose(dossier=dossier, officer=officer, on=by.rights_on):
        raise access.NotAllowed(Act.CORRECT)
    told = [" ".join(words.split()) for words in (system, number, said)]
    if not all(told):
        raise ReasonMissing(Act.CORRECT)
    if happened_at > by.at:
        raise NotYet(happened_at)
    return SourceWord.objects.create(
        dossier=dossier,
        system=told[0],
        number=told[1],
        said=told[2],
        happened_at=happened_at,
        told_by=officer,
        told_at=by.at,
    )


def _consultations(dossier: Dossier, _before: State, _by: By) -> int:
    return steps.waited_for().filter(dossier=dossier).count()


def _stay(_dossier: Dossier, before: State, _by: By) -> int:
    return int(before.stay_at_id is not None)


def _hand_over(_dossier: Dossier, before: State, _by: By) -> int:
    return int(before.offered_to_id is not None or before.offered_post_id is not None)


def _payment(_dossier: Dossier, before: State, _by: By) -> int:
    return int(before.status == Status.AWAITING_PAYMENT)


def _signing(dossier: Dossier, _before: State, by: By) -> int:
    """What waits to be signed goes back to its drafter; what is signed and not issued counts no more."""
    rows = ResultVersion.objects.filter(dossier=dossier, state__in=(*TO_SIGN, *_SIGNED))
    found = list(rows.select_related("made_by"))
    for version in found:
        who = replace(by, officer=by.officer or version.made_by)
        if version.state in _SIGNED:
            results.replace(version, who, _WHY)
        else:
            results.send_back(version, who, _WHY)
    return len(found)


def _copies(dossier: Dossier, _before: State, _by: By) -> int:
    waiting = certified_copies.to_make(dossier.pk).values("pk")
    return CertifiedCopy.objects.filter(pk__in=waiting).update(fault=_WHY)


def _phones(dossier: Dossier, _before: State, by: By) -> int:
    at = by.entered_at or by.at
    return PhonePass.objects.filter(dossier=dossier, used_at=None, ends_at__gt=at).update(
        ends_at=at
    )


_ENDED: dict[ConcludedKind, Callable[[Dossier, State, By], int]] = {
    ConcludedKind.CONSULTATION: _consultations,
    ConcludedKind.STAY: _stay,
    ConcludedKind.HAND_OVER: _hand_over,
    ConcludedKind.PAYMENT: _payment,
    ConcludedKind.SIGNING: _signing,
    ConcludedKind.COPY: _copies,
    ConcludedKind.PHONE: _phones,
}
