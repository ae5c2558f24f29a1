"""The filer's financial obligation within a dossier: asked for, the clock stops; carried out, it goes on.

Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 19 (certainty: medium: time for a financial obligation is not the
agency's); the money itself is booked elsewhere.
"""

from django.db import transaction

from motcua.dossiers.actions.core import By, ReasonMissing, begin, write
from motcua.dossiers.actions.handling import end_waiting
from motcua.dossiers.models import DossierEvent
from motcua.rules.codes import Act


@transaction.atomic
def request_payment(*, dossier_id: int, by: By, text: str) -> DossierEvent:
    """Ask for a financial obligation by its notice (number, day, amount); the clock stops.

    Raise ReasonMissing without the notice.
    """
    if not text.strip():
        raise ReasonMissing(Act.REQUEST_PAYMENT)
    dossier, before = begin(dossier_id, Act.REQUEST_PAYMENT, by)
    return write(
        dossier=dossier,
        act=Act.REQUEST_PAYMENT,
        by=by,
        before=before,
        text=text,
        waiting_since=by.at,
        came_from=before.status.value,
    )


@transaction.atomic
def confirm_payment(*, dossier_id: int, by: By, text: str) -> DossierEvent:
    """The obligation was carried out, by the proof stated; the due date moves by the waited time.

    Raise ReasonMissing without the proof.
    """
    if not text.strip():
        raise ReasonMissing(Act.CONFIRM_PAYMENT)
    dossier, before = begin(dossier_id, Act.CONFIRM_PAYMENT, by)
    return end_waiting(dossier, before, Act.CONFIRM_PAYMENT, by, text)
