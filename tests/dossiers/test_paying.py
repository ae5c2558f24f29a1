"""The filer's financial obligation: asked for by its notice, carried out by its proof, at no cost to the agency."""

import pytest

from motcua.base import clock
from motcua.dossiers import access, actions
from motcua.dossiers.actions.core import ReasonMissing
from motcua.rules.codes import Status
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db
NOTICE = "Lệ phí trước bạ 1.250.000 đồng, Thông báo số 15/TB-CT ngày 17/6/2024"


def test_a_financial_obligation_does_not_cost_the_agency_time() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    actions.request_payment(dossier_id=dossier.pk, by=here.by(here.officer), text=NOTICE)
    dossier.refresh_from_db()
    assert dossier.status == Status.AWAITING_PAYMENT
    clock.set_to(worlds.moment("2024-06-19 09:00"))
    actions.confirm_payment(
        dossier_id=dossier.pk, by=here.by(here.clerk), text="Giấy nộp tiền số 01"
    )
    dossier.refresh_from_db()

    assert dossier.status == Status.IN_PROGRESS
    # Three working days from Monday; Tuesday and Wednesday were waited.
    assert clock.local(dossier.due_at).date() == worlds.on("2024-06-24")


def test_neither_the_notice_nor_its_proof_may_be_missing() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    with pytest.raises(ReasonMissing):
        actions.request_payment(dossier_id=dossier.pk, by=here.by(here.officer), text=" ")
    actions.request_payment(dossier_id=dossier.pk, by=here.by(here.officer), text=NOTICE)
    with pytest.raises(ReasonMissing):
        actions.confirm_payment(dossier_id=dossier.pk, by=here.by(here.clerk), text="")


def test_the_clerk_confirms_but_does_not_ask() -> None:
    here = worlds.world()
    dossier = here.receive("2024-06-17 08:00")
    with pytest.raises(access.NotAllowed):
        actions.request_payment(dossier_id=dossier.pk, by=here.by(here.clerk), text=NOTICE)
