"""A province's size of bulk offering: 300 procedures at 106 communes by one decision, and taken back."""

from datetime import datetime

import pytest

from motcua.base import clock
from motcua.catalog.actions import offering_acts
from motcua.catalog.queries import offerings
from motcua.organizations.models import Role
from motcua.rules.codes import Level
from tests import factories

AT = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
PROCEDURES, COMMUNES = 300, 106


@pytest.mark.django_db
def test_one_act_offers_them_all_and_one_takes_them_back() -> None:
    controller = factories.officer(factories.agency(level=Level.PROVINCE), Role.CONTROLLER)
    versions = [factories.procedure() for _ in range(PROCEDURES)]
    communes = [factories.agency() for _ in range(COMMUNES)]
    act = offering_acts.offer_in_bulk(
        procedure_ids=[one.procedure_id for one in versions],
        agency_ids=[one.pk for one in communes],
        from_on=AT.date(),
        to_on=None,
        decision_number="12/QĐ-UBND",
        decision_on=AT.date(),
        expected=PROCEDURES * COMMUNES,
        chosen={"words": ""},
        by=controller,
        at=AT,
    )
    open_now = offerings.open_on(AT.date())
    assert act.made == open_now.count() == PROCEDURES * COMMUNES

    undone = offering_acts.undo(
        act=act, used=lambda _act: (), reason="Giao nhầm cấp", by=controller, at=AT
    )
    assert undone.withdrawn == PROCEDURES * COMMUNES
    assert not open_now.exists()
