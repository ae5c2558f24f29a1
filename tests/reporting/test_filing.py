"""Typing into forms and filing them: what is refused, what is kept, what is printed again."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from motcua.base import clock
from motcua.reporting import (
    actions,
    definitions,
    form_papers,
    form_sheets,
    kept,
    queries,
)
from motcua.reporting.filled import Typed
from motcua.reporting.models import FiledForm, TypedForm
from motcua.rules import periods
from motcua.rules.codes import Level
from motcua.rules.definitions import Rows
from tests.dossiers import world as worlds
from tests.dossiers.world import World
from tests.reporting import filled_by_hand

pytestmark = pytest.mark.django_db

QUARTER = periods.quarter(2024, 3)
AFTER = "2024-09-16 09:00"
PETITION = {"4": 1, "5": 0, "6": 0, "7": 1, "8": 0, "10": 1, "11": 0, "12": 0, "13": 1}


@pytest.fixture
def here() -> World:
    found = worlds.world(name="Ủy ban nhân dân huyện Chi Lăng", level=Level.DISTRICT)
    dossier = found.receive("2024-06-17 08:00")
    found.take_on(dossier, "2024-06-17 09:00")
    found.decide(dossier, "2024-06-18 09:00")
    clock.set_to(worlds.moment(AFTER))
    return found


def type_in(here: World, code: str, *rows: Typed, seen: int = 0) -> TypedForm:
    return actions.type_in(
        definition=definitions.in_force(code, QUARTER.to_on),
        agency_id=here.agency.pk,
        window=QUARTER,
        rows=rows,
        seen=seen,
        by=here.leader,
        at=clock.now(),
    )


def file(here: World, code: str) -> FiledForm:
    return actions.file(
        code=code, agency_id=here.agency.pk, window=QUARTER, by=here.leader, at=clock.now()
    )


def current(here: World, code: str):
    return queries.current(code, agency_id=here.agency.pk, window=QUARTER)


def test_what_was_typed_last_counts_and_the_others_tell_who_said_what(here):
    type_in(here, "II.05b", Typed("Hộ tịch", PETITION))
    second = type_in(here, "II.05b", Typed("Đất đai", PETITION | {"4": 2}), seen=1)
    assert second.number == 2
    (line,) = current(here, "II.05b").lines
    assert (line.name, line.values["3"]) == ("Đất đai", 2)
    assert TypedForm.objects.count() == 2


def test_two_people_do_not_write_over_each_other(here):
    type_in(here, "II.05b", Typed("Hộ tịch", PETITION))
    with pytest.raises(actions.TypedMeanwhile):
        type_in(here, "II.05b", Typed("Đất đai", PETITION))


@pytest.mark.parametrize("code", ["3.1.1", "1.4.1", "3.1", "1.4"])
def test_what_the_system_knows_is_not_typed(here, code):
    with pytest.raises(actions.Locked, match=code):
        type_in(here, "CCHC.3", Typed("", {code: 5}))


def test_only_who_reports_for_an_agency_types_and_files(here):
    stranger = worlds.world(*here.cases, name="Ủy ban nhân dân xã Xa")
    for act in (lambda: type_in(here, "II.05b"), lambda: file(here, "II.05b")):
        here.leader = stranger.leader
        with pytest.raises(actions.NotAllowed):
            act()


def test_a_form_with_a_broken_formula_is_not_filed_and_the_formula_is_named(here):
    type_in(here, "II.05b", Typed("Hộ tịch", PETITION | {"7": 5}))
    with pytest.raises(actions.NotReady) as refused:
        file(here, "II.05b")
    assert refused.value.problems == (
        "Hộ tịch: Cột 3 phải bằng 6 + 7 + 8: 1 nhỏ hơn 0 + 5 + 0. Hãy xem lại các số này.",
    )


def test_a_form_with_something_left_to_type_is_not_filed(here):
    with pytest.raises(actions.NotReady, match=r"Chưa nhập: 1\.1, 1\.2, 1\.3, 3\.4\.1, 3\.4\.2"):
        file(here, "CCHC.3")


def test_a_form_is_filed_when_its_window_is_over(here):
    clock.set_to(worlds.moment("2024-09-14 16:00"))
    with pytest.raises(actions.NotReady, match="hết ngày 14/09/2024"):
        file(here, "II.07b")
    clock.set_to(worlds.moment("2024-09-15 08:00"))
    assert file(here, "II.07b").number == 1


def reform(code: str) -> Typed:
    """Everything a form of indicators asks for: zeros."""
    definition = definitions.in_force(code, QUARTER.to_on)
    return Typed("", {cell.code: 0 for cell in definition.cells if cell.typed})


def test_forms_of_an_agency_must_agree(here):
    four, six = reform("CCHC.4"), reform("CCHC.6")
    type_in(here, "CCHC.4", Typed("", {**four.values, "1.5.1": 2, "1.5.2": 7}))
    file(here, "CCHC.4")
    type_in(here, "CCHC.6", Typed("", {**six.values, "2.2": 8}))
    with pytest.raises(actions.NotReady, match=r"phải bằng chỉ tiêu .* của CCHC.*: 8 khác 9"):
        file(here, "CCHC.6")
    type_in(here, "CCHC.6", Typed("", {**six.values, "2.2": 9}), seen=1)
    assert file(here, "CCHC.6").number == 1


def test_a_filed_form_is_printed_again_the_same_after_a_thousand_things_happened(here):
    type_in(here, "THANG", Typed("", reform("THANG").values | {"5.1": Decimal("49.94")}))
    filed = file(here, "THANG")

    def printed():
        again = kept.form_again(FiledForm.objects.get(pk=filed.pk).content)
        told = json.dumps(again.as_json(), ensure_ascii=False)
        return told, form_sheets.workbook(again), form_papers.pdf(again)

    before = printed()
    assert kept.form_again(filed.content) == queries.current(
        "THANG", agency_id=here.agency.pk, window=QUARTER, as_of=clock.now()
    )
    late = here.receive("2024-09-16 10:00")
    here.take_on(late, "2024-09-16 10:05")
    here.decide(late, "2024-09-17 10:00")
    here.cases[0].version.procedure.offerings.update(to_on=date(2024, 7, 1))
    type_in(here, "THANG", Typed("", reform("THANG").values), seen=1)
    assert printed() == before
    assert current(here, "THANG").lines != kept.form_again(filed.content).lines


def test_what_was_filed_and_typed_is_sealed(here):
    type_in(here, "II.05b", Typed("Hộ tịch", PETITION))
    file(here, "II.05b")
    for rows in (TypedForm.objects, FiledForm.objects):
        with pytest.raises(DatabaseError, match="chỉ được ghi thêm"), transaction.atomic():
            rows.update(number=9)
    assert str(FiledForm.objects.get()).startswith("II.05b of")


@pytest.mark.parametrize(
    "one",
    [one for one in definitions.every() if one.rows is not Rows.BOOKS],
    ids=lambda one: one.key,
)
def test_every_form_is_kept_whole(one):
    form = filled_by_hand.filled(one)
    assert kept.form_again(json.loads(json.dumps(kept.form(form)))) == form
