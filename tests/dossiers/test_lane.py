"""The fast lane: a list by decision, by whom it names, on its days; in the books like any dossier."""

from datetime import date

import pytest

from motcua.base import clock
from motcua.dossiers import access, verification
from motcua.dossiers.actions import Application, By, lane
from motcua.dossiers.models import Dossier, DossierEvent, LaneApproval, LaneKind, LaneSitting
from motcua.dossiers.queries import lane as queries
from motcua.organizations.models import Role
from motcua.people.models import Account
from motcua.rules.codes import Act, Outcome, Status, Verdict
from motcua.slips import lane_list
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.slips.test_truth import text_of

pytestmark = pytest.mark.django_db
THURSDAY = 3


@pytest.fixture
def here() -> World:
    made = worlds.world(name="Ủy ban nhân dân xã Chi Lăng")
    clock.set_to(worlds.moment("2026-11-16 08:30"))
    return made


def listed(here: World, *, officers: list[Account] | None = None, **more: object) -> LaneApproval:
    told = {
        "kind": LaneKind.CERTIFICATION,
        "decision_number": "12/QĐ-UBND",
        "decision_on": date(2026, 1, 5),
        "from_on": date(2026, 1, 6),
        "weekday": None,
        **more,
    }
    return lane.approve(
        agency=here.agency,
        procedure=here.cases[0].version.procedure,
        officers=officers or [here.clerk],
        by=here.by(here.leader),
        **told,
    )


def settle(
    here: World,
    approval: LaneApproval,
    *,
    by: By | None = None,
    number: str = "01/SCT",
    copies: int = 1,
    application: Application | None = None,
    outcome: Outcome = Outcome.GRANTED,
) -> Dossier:
    now = f"{clock.now():%Y-%m-%d %H:%M}"
    entry = lane.settle_at_once(
        approval_id=approval.pk,
        application=application or here.application(),
        by=by or here.by(here.clerk),
        result=lane.Result(outcome=outcome, signed_at=worlds.moment(now), number=number),
        copies=copies,
    )
    entry.dossier.refresh_from_db()
    return entry.dossier


def test_one_sitting_receives_decides_and_returns_in_the_books(here: World) -> None:
    dossier = settle(here, listed(here))
    acts = (
        DossierEvent.objects.filter(dossier=dossier).order_by("seq").values_list("act", flat=True)
    )

    assert list(acts) == [Act.RECEIVE, Act.DECIDE, Act.RETURN_RESULT]
    assert dossier.status == Status.RETURNED
    assert dossier.verdict_report == Verdict.EARLY
    assert dossier.results.get().number == "01/SCT"
    assert verification.verify().clean


@pytest.mark.parametrize(
    "more",
    [
        {"from_on": date(2026, 11, 17)},
        {"weekday": THURSDAY},
    ],
)
def test_the_list_holds_on_its_days_alone(here: World, more: dict[str, object]) -> None:
    with pytest.raises(lane.NotInTheLane):
        settle(here, listed(here, **more))
    assert not Dossier.objects.exists()


def test_a_day_without_slips_is_one_day_of_the_week(here: World) -> None:
    approval = listed(here, kind=LaneKind.NO_SLIP, weekday=THURSDAY)
    clock.set_to(worlds.moment("2026-11-19 08:30"))

    assert settle(here, approval).status == Status.RETURNED


def test_only_the_officers_of_the_decision_settle_at_once(here: World) -> None:
    other = factories.officer(here.agency, Role.CLERK)
    approval = listed(here, officers=[other])
    with pytest.raises(lane.NotInTheLane):
        settle(here, approval)

    assert settle(here, approval, by=here.by(other)).status == Status.RETURNED


def test_another_procedure_or_a_denial_goes_the_usual_way(here: World) -> None:
    approval = listed(here)
    second = worlds.procedure("2.000002")
    with pytest.raises(lane.NotInTheLane):
        settle(here, approval, application=here.application(second))
    with pytest.raises(lane.NotInTheLane):
        settle(here, approval, outcome=Outcome.DENIED)


def test_what_was_taken_off_the_list_is_not_settled_any_more_and_what_was_stays(
    here: World,
) -> None:
    approval = listed(here)
    settle(here, approval)
    with pytest.raises(lane.ListedAlready):
        listed(here)
    lane.end(approval_id=approval.pk, by=here.by(here.leader))
    with pytest.raises(lane.NotInTheLane):
        settle(here, approval)

    assert LaneSitting.objects.get().entries.count() == 1
    assert listed(here).pk != approval.pk


def test_the_head_lists_and_nobody_else(here: World) -> None:
    with pytest.raises(access.NotAllowed):
        lane.approve(
            agency=here.agency,
            procedure=here.cases[0].version.procedure,
            kind=LaneKind.ON_THE_SPOT,
            officers=[here.clerk],
            decision_number="1",
            decision_on=date(2026, 1, 5),
            from_on=date(2026, 1, 5),
            weekday=None,
            by=here.by(here.clerk),
        )


def test_one_list_is_the_receipt_of_all_dossiers_of_a_person_on_a_day(here: World) -> None:
    approval = listed(here)
    made = [settle(here, approval, number=f"{n:02d}/SCT", copies=n) for n in (1, 2, 3)]
    sitting = LaneSitting.objects.get()
    said = text_of(lane_list.pdf(sitting, at=clock.now()))

    assert [one.dossier_id for one in queries.entries(sitting)] == [one.pk for one in made]
    assert all(one.number in said for one in made)
    assert "Cộng: 3 hồ sơ, 6 bản kết quả." in said
    assert "Nguyễn Văn An" in said
    assert lane_list.pdf(sitting, at=clock.now()) == lane_list.pdf(sitting, at=clock.now())


def test_a_sitting_whose_dossiers_were_all_taken_back_has_no_list(here: World) -> None:
    dossier = settle(here, listed(here))
    LaneSitting.objects.get().entries.filter(dossier=dossier).delete()
    with pytest.raises(lane_list.NothingSettled):
        lane_list.pdf(LaneSitting.objects.get(), at=clock.now())
