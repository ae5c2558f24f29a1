"""What was filed in September is printed again after a thousand later events: the same to the last byte."""

import json
from datetime import timedelta

import pytest

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import DossierEvent
from motcua.organizations.models import Role
from motcua.reporting import form_sheets, kept, restated, spreadsheets, tables
from motcua.reporting.models import FiledForm
from motcua.rules.codes import Act
from tests import factories
from tests.dossiers import world as worlds
from tests.reporting import campaigning
from tests.reporting.campaigning import QUARTER, Places

pytestmark = pytest.mark.django_db

#: Dossiers received, taken on and decided later: four events each.
LATER = 250
#: So many of them were received within the closed quarter and entered late.
LATE = 7


@pytest.fixture
def filed() -> Places:
    """The quarter is filed upward and closed."""
    found = campaigning.opened(campaigning.places(("Bằng Mạc",), days=3), ("II.06",))
    campaigning.all_accepted(found)
    campaigning.file(found, found.district, whole=True)
    dossiers.close_period(
        through=QUARTER.to_on,
        label="Quý III năm 2024",
        by=dossiers.By(officer=factories.officer(found.top, Role.CONTROLLER), at=clock.now()),
    )
    return found


def a_thousand_things(found: Places) -> None:
    commune = found.communes[0]
    start = worlds.moment("2024-09-17 08:00")
    for order in range(LATER):
        at = start + timedelta(minutes=2 * order)
        clock.set_to(at)
        received = worlds.moment("2024-09-13 09:00") if order < LATE else at
        dossier = dossiers.receive(
            application=commune.application(),
            by=dossiers.By(officer=commune.clerk, at=received),
        )
        commune.take_on(dossier, f"{at:%Y-%m-%d %H:%M}")
        commune.decide(dossier, f"{at + timedelta(minutes=1):%Y-%m-%d %H:%M}")


def test_a_filed_report_is_the_same_after_a_thousand_events_and_the_restatement_lists_those_between(
    filed,
):
    commune = filed.communes[0].agency
    moment = clock.now()

    def printed() -> list[bytes | str]:
        forms = [kept.form_again(one.content) for one in FiledForm.objects.order_by("pk")]
        told = [json.dumps(form.as_json(), ensure_ascii=False) for form in forms]
        two_six = tables.two_six(
            agency=commune, from_on=QUARTER.from_on, to_on=QUARTER.to_on, as_of=moment, by="a"
        )
        return [
            *told,
            *(form_sheets.workbook(form) for form in forms),
            json.dumps(two_six.as_json(), ensure_ascii=False),
            spreadsheets.workbook(two_six),
        ]

    before, events = printed(), DossierEvent.objects.count()
    a_thousand_things(filed)
    assert DossierEvent.objects.count() - events >= 1000
    assert printed() == before
    found = restated.two_six(agency=commune, window=QUARTER, by="a")
    assert [one.act for one in found.causes] == [Act.RECEIVE] * LATE
    assert {one.occurred_on.isoformat() for one in found.causes} == {"2024-09-13"}
    assert found.changes["c5"] == LATE
