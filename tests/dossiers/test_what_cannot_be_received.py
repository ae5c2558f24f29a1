"""A limit nobody stated and a procedure its source dropped refuse new dossiers, and say what to do."""

from datetime import date, datetime

import pytest

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.catalog.models import (
    Absence,
    Case,
    CaseChannel,
    CasePaper,
    ImportRun,
    ProcedureState,
    ProcedureVersion,
)
from motcua.dossiers import actions
from motcua.dossiers.actions import intake
from motcua.dossiers.models import Dossier
from motcua.rules.codes import Channel
from motcua.web.workspace import refusals
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db
MONDAY = "2024-06-17 08:30"


def without_a_limit_at_the_counter() -> Case:
    """The same procedure as ``worlds.procedure`` makes, its counter without a limit."""
    first = worlds.procedure("2.000077")
    version = ProcedureVersion.objects.get(pk=first.version_id)
    version.pk, version.number, version.state = None, 2, ProcedureState.DRAFT
    version.effective_from = date(2024, 1, 1)
    version.save(force_insert=True)
    case = Case.objects.create(version=version, order=1, name="Thông thường")
    CaseChannel.objects.create(case=case, channel=Channel.COUNTER, limit_unit="")
    CaseChannel.objects.create(
        case=case, channel=Channel.ONLINE, limit_amount=3, limit_unit="working_days"
    )
    CasePaper.objects.create(case=case, order=1, name="Tờ khai")
    ProcedureVersion.objects.filter(pk=first.version_id).update(effective_to=date(2023, 12, 31))
    ProcedureVersion.objects.filter(pk=version.pk).update(state=ProcedureState.PUBLISHED)
    return Case.objects.get(pk=case.pk)


def switch_off(case: Case, from_on: date) -> None:
    run = ImportRun.objects.create(
        file_name="a", shape="texts", started_at=datetime(2024, 6, 1, tzinfo=clock.ZONE), on=from_on
    )
    Absence.objects.create(procedure=case.version.procedure, from_on=from_on, off_run=run)


def test_a_channel_without_a_limit_refuses_and_another_channel_receives():
    here = worlds.world(without_a_limit_at_the_counter())
    with pytest.raises(catalog.LimitMissing) as missing:
        here.receive(MONDAY)
    assert "chưa có thời hạn" in refusals.sentence(missing.value)
    assert not Dossier.objects.exists()
    assert here.submit(MONDAY).limit_amount == 3


def test_a_procedure_switched_off_takes_no_new_dossier_and_lets_running_ones_end():
    here = worlds.world()
    running = here.receive(MONDAY)
    switch_off(here.cases[0], date(2024, 6, 18))
    for begin in (here.receive, here.submit):
        with pytest.raises(intake.SwitchedOff) as off:
            begin("2024-06-18 09:00")
        assert "không còn trong danh mục quốc gia" in refusals.sentence(off.value)
    here.take_on(running, "2024-06-18 10:00")
    here.decide(running, "2024-06-19 15:00")
    here.give_back(running, "2024-06-20 09:00")


def test_a_dossier_carried_in_from_older_books_is_not_a_new_one():
    here = worlds.world()
    switch_off(here.cases[0], date(2024, 6, 1))
    clock.set_to(worlds.moment(MONDAY))
    carried = actions.carry_in(
        application=here.application(),
        by=here.by(here.clerk),
        number="H55-240501-0001",
        received_at=worlds.moment("2024-05-01 08:00"),
        due_at=worlds.moment("2024-06-20 17:00"),
    )
    assert carried.number == "H55-240501-0001"
