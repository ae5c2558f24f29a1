"""A district with communes and a campaign of their quarter; everybody's work done by the real acts."""

from dataclasses import dataclass
from datetime import timedelta

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.organizations.models import Agency
from motcua.reporting import actions, queries
from motcua.reporting.campaigns import acts, boards, drafts
from motcua.reporting.filled import Typed
from motcua.reporting.models import Campaign, Duty
from motcua.rules import periods
from motcua.rules.codes import Level
from motcua.rules.filing import State
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World

QUARTER = periods.quarter(2024, 3)
AFTER = "2024-09-16 09:00"
COMMUNES = ("Bằng Mạc", "Chi Lăng", "Vân Thủy")
FORMS = ("II.06", "II.08")
#: What II.08 asks somebody to type.
TYPED_EIGHT = {"1.4": 0, "3.2": 0, "3.3": 0, "3.4": 0, "4.1": 0, "4.4": 0, "4.5": 0, "4.7": 0}


@dataclass
class Places:
    """The province above, the district and its communes, and the campaign once it is open."""

    top: Agency
    district: World
    communes: list[World]
    campaign: Campaign | None = None

    def duty(self, place: World, *, whole: bool = False) -> Duty:
        return Duty.objects.get(campaign=self.campaign, agency=place.agency, whole=whole)


def places(names: tuple[str, ...] = COMMUNES, *, days: int = 4) -> Places:
    """A district and its communes, each with ``days`` dossiers received and all but one settled."""
    top = factories.agency("Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE)
    cases = [worlds.procedure(), worlds.procedure("2.000002", field_name="Đất đai")]
    upper = worlds.world(
        *cases, name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT, parent=top
    )
    lower = [
        worlds.world(*cases, name=f"Ủy ban nhân dân xã {name}", parent=upper.agency)
        for name in names
    ]
    start = worlds.moment("2024-06-17 08:00")
    for order, unit in enumerate([upper, *lower]):
        for day in range(days):
            received = start + timedelta(days=7 * day, minutes=order)
            work(unit, f"{received:%Y-%m-%d %H:%M}", settled=day > 0, case=day % 2)
    clock.set_to(worlds.moment(AFTER))
    return Places(top, upper, lower)


def work(unit: World, received: str, *, settled: bool, case: int = 0) -> None:
    """Receive a dossier, and settle it the day after."""
    at = worlds.moment(received)
    dossier = unit.receive(received, unit.cases[case])
    if settled:
        unit.take_on(dossier, f"{at + timedelta(hours=1):%Y-%m-%d %H:%M}")
        unit.decide(dossier, f"{at + timedelta(days=1):%Y-%m-%d %H:%M}")


def opened(found: Places, forms: tuple[str, ...] = FORMS) -> Places:
    """The campaign of the quarter, owned by the district, all communes asked."""
    found.campaign = acts.open_campaign(
        owner=found.district.agency,
        name="Báo cáo quý III năm 2024",
        document="Công văn số 12/UBND-KSTT",
        window=QUARTER,
        forms=forms,
        chosen={one.agency.pk for one in found.communes},
        due={},
        by=found.district.leader,
        at=clock.now(),
    )
    return found


def file(found: Places, place: World, *, whole: bool = False):
    """The leader of a unit signs off and files, as the history stands."""
    duty = found.duty(place, whole=whole)
    return acts.file(duty_id=duty.pk, seen=duty.steps.count(), by=place.leader, at=clock.now())


def accept(found: Places, place: World) -> None:
    """The district accepts a commune's report."""
    duty = found.duty(place)
    acts.accept(
        duty_id=duty.pk,
        remark="",
        seen=duty.steps.count(),
        by=found.district.leader,
        at=clock.now(),
    )


def all_accepted(found: Places) -> None:
    """Everybody below files and is accepted; the district files its own figures."""
    for commune in found.communes:
        file(found, commune)
        accept(found, commune)
    file(found, found.district)


def state(found: Places, place: World, *, whole: bool = False) -> State:
    return drafts.state(found.duty(place, whole=whole))


def board(found: Places) -> list[boards.Standing]:
    assert found.campaign is not None
    return boards.of(found.campaign, clock.today())


def type_eight(place, code: str = "II.08a", seen: int = 0, **values: int) -> None:
    actions.type_in(
        definition=queries.current(code, agency_id=place.agency.pk, window=QUARTER).definition,
        agency_id=place.agency.pk,
        window=QUARTER,
        rows=[Typed("", TYPED_EIGHT | {name.replace("_", "."): n for name, n in values.items()})],
        seen=seen,
        by=place.leader,
        at=clock.now(),
    )


def late_entry(six: Places, place) -> None:
    """The second quarter was filed; then a dossier of its last day was entered."""
    clock.set_to(worlds.moment("2024-06-15 08:00"))
    actions.file(
        code="II.06a",
        agency_id=place.agency.pk,
        window=periods.quarter(2024, 2),
        by=place.leader,
        at=clock.now(),
    )
    clock.set_to(worlds.moment("2024-06-17 08:05"))
    dossiers.receive(
        application=place.application(),
        by=dossiers.By(officer=place.clerk, at=worlds.moment("2024-06-14 08:00")),
    )
    clock.set_to(worlds.moment(AFTER))
