"""One decision offers many procedures at many agencies; one act takes exactly that back."""

from collections.abc import Sequence
from datetime import date, datetime
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.base import clock
from motcua.catalog import actions
from motcua.catalog.actions import offering_acts
from motcua.catalog.models import Offering, OfferingAct, OfferingUndo, ProcedureVersion
from motcua.catalog.queries import offering_acts as asked
from motcua.catalog.queries import offerings
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from motcua.rules.codes import Level
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
ON = AT.date()


@pytest.fixture
def controller() -> Account:
    return factories.officer(factories.agency(level=Level.PROVINCE), Role.CONTROLLER)


def chosen(number: int) -> list[ProcedureVersion]:
    return [factories.procedure() for _ in range(number)]


def offer(
    versions: Sequence[ProcedureVersion],
    agencies: Sequence[Agency],
    by: Account,
    *,
    expected: int | None = None,
    from_on: date = ON,
    to_on: date | None = None,
) -> OfferingAct:
    return offering_acts.offer_in_bulk(
        procedure_ids=[one.procedure_id for one in versions],
        agency_ids=[one.pk for one in agencies],
        from_on=from_on,
        to_on=to_on,
        decision_number="12/QĐ-UBND",
        decision_on=ON,
        expected=len(versions) * len(agencies) if expected is None else expected,
        chosen={"words": ""},
        by=by,
        at=AT,
    )


def undo(act: OfferingAct, by: Account, *used: tuple[int, int]) -> OfferingUndo:
    return offering_acts.undo(act=act, used=lambda _act: used, reason="Giao nhầm cấp", by=by, at=AT)


def pairs(on: date = ON) -> set[tuple[int, int]]:
    return set(offerings.open_on(on).values_list("procedure_id", "agency_id"))


def test_every_agency_offers_every_procedure_after_one_act(controller: Account) -> None:
    versions, agencies = chosen(3), [factories.agency() for _ in range(4)]
    act = offer(versions, agencies, controller)

    assert (act.made, act.held) == (12, 0)
    assert pairs() == {(v.procedure_id, a.pk) for v in versions for a in agencies}
    assert set(Offering.objects.values_list("act", flat=True)) == {act.pk}


def test_what_holds_already_is_left_as_it_is(controller: Account) -> None:
    versions, agencies = chosen(2), [factories.agency(), factories.agency()]
    first = actions.offer(
        procedure=versions[0].procedure, agency=agencies[0], from_on=date(2025, 7, 1)
    )
    act = offer(versions, agencies, controller, expected=3)
    first.refresh_from_db()

    assert (act.made, act.held, first.act_id) == (3, 1, None)
    assert len(pairs()) == 4


def test_undoing_takes_back_exactly_what_the_act_made(controller: Account) -> None:
    versions, agencies = chosen(2), [factories.agency(), factories.agency()]
    before = actions.offer(procedure=versions[0].procedure, agency=agencies[0], from_on=ON)
    act = offer(versions, agencies, controller, expected=3)
    undone = undo(act, controller)

    assert pairs() == {(before.procedure_id, before.agency_id)}
    assert (undone.withdrawn, undone.kept_used, undone.kept_changed) == (3, 0, 0)
    assert act.offerings.count() == 3, "what was is not erased"


def test_what_was_taken_back_can_be_offered_again_from_the_same_day(controller: Account) -> None:
    versions, agencies = chosen(1), [factories.agency()]
    undo(offer(versions, agencies, controller), controller)
    again = offer(versions, agencies, controller)
    undo(again, controller)
    alone = actions.offer(procedure=versions[0].procedure, agency=agencies[0], from_on=ON)

    assert pairs() == {(alone.procedure_id, alone.agency_id)}


def test_an_earlier_day_is_not_held_by_what_was_taken_back(controller: Account) -> None:
    versions, agencies = chosen(1), [factories.agency()]
    undo(offer(versions, agencies, controller, from_on=date(2027, 1, 1)), controller)

    assert offer(versions, agencies, controller).made == 1


def test_what_has_a_dossier_or_was_changed_stays(controller: Account) -> None:
    versions, agencies = chosen(3), [factories.agency()]
    act = offer(versions, agencies, controller)
    used = (versions[0].procedure_id, agencies[0].pk)
    ended = Offering.objects.get(procedure=versions[1].procedure)
    actions.end_offering(offering=ended, last_day=date(2026, 12, 31))
    undone = undo(act, controller, used)
    ended.refresh_from_db()

    assert (undone.withdrawn, undone.kept_used, undone.kept_changed) == (1, 1, 1)
    assert ended.to_on == date(2026, 12, 31)
    assert used in pairs()
    assert asked.changed_since(act).count() == 2, "the one ended, the one taken back"


def test_an_act_is_taken_back_once(controller: Account) -> None:
    act = offer(chosen(1), [factories.agency()], controller)
    undo(act, controller)

    with pytest.raises(offering_acts.AlreadyUndone, match="đã được hoàn tác"):
        undo(act, controller)


def test_an_act_wholly_in_use_is_not_taken_back(controller: Account) -> None:
    versions, agencies = chosen(1), [factories.agency()]
    act = offer(versions, agencies, controller)

    with pytest.raises(offering_acts.NothingToUndo, match="đã có hồ sơ"):
        undo(act, controller, (versions[0].procedure_id, agencies[0].pk))
    assert not OfferingUndo.objects.exists()


def test_what_cannot_be_done_is_said_in_a_sentence(controller: Account) -> None:
    versions, agencies = chosen(1), [factories.agency()]
    with pytest.raises(offering_acts.NothingChosen, match="ít nhất một thủ tục"):
        offer([], agencies, controller)
    with pytest.raises(offering_acts.EndsBeforeItBegins, match="ngày bắt đầu"):
        offer(versions, agencies, controller, to_on=date(2026, 11, 19))
    with pytest.raises(offering_acts.MovedMeanwhile, match="khi xem trước có 5 dòng mới, nay là 1"):
        offer(versions, agencies, controller, expected=5)
    offer(versions, agencies, controller)
    with pytest.raises(offering_acts.NothingNew, match="không có dòng nào mới"):
        offer(versions, agencies, controller)


def test_an_offering_that_begins_after_the_window_does_not_hold(controller: Account) -> None:
    versions, agencies = chosen(1), [factories.agency()]
    actions.offer(procedure=versions[0].procedure, agency=agencies[0], from_on=date(2027, 6, 1))
    act = offer(versions, agencies, controller, to_on=date(2026, 12, 31))

    assert act.made == 1
    assert len(pairs(date(2027, 6, 1))) == 1


def test_acts_and_undoings_are_facts(controller: Account) -> None:
    act = offer(chosen(1), [factories.agency()], controller)
    undone = undo(act, controller)
    for row in (act, undone):
        with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(at=AT)


def test_procedures_are_found_by_words_level_and_field() -> None:
    birth = factories.procedure()
    land = factories.procedure(
        factories.version_record("Tách thửa", field="DD", level=Level.PROVINCE)
    )

    def found(**wanted: object) -> list[ProcedureVersion]:
        return list(asked.to_offer(on=ON, **wanted))

    assert set(found()) == {birth, land}
    assert found(words="tach THỬA") == [land]
    assert found(words=land.procedure.code) == [land]
    assert found(level=Level.COMMUNE) == [birth]
    assert found(field_id=land.field_id) == [land]
    ids = [birth.procedure_id, land.procedure_id]
    agencies = [factories.agency()]
    assert asked.other_levels(procedure_ids=ids, agencies=agencies, on=ON) == {
        ("province", "commune"): 1
    }


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_make_each_offering_once(controller: Account) -> None:
    versions, agencies = chosen(5), [factories.agency() for _ in range(6)]
    together, said = Barrier(2), []

    def act() -> None:
        together.wait()
        try:
            said.append(offer(versions, agencies, controller).made)
        except offering_acts.Refused as refused:
            said.append(str(refused))
        finally:
            connection.close()

    people = [Thread(target=act) for _ in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert len(pairs()) == Offering.objects.count() == 30
    assert sorted(map(type, said), key=str) == [int, str]
