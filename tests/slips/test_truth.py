"""Every number and date a slip prints is the ledger's, whatever happened to the dossier."""

import random
import re
from datetime import timedelta
from itertools import pairwise

import pypdfium2
import pytest

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.rules.codes import Act, Outcome
from motcua.rules.rule_sets import Slip
from motcua.slips import actions, handovers, printing, queries
from motcua.slips.models import IssuedSlip
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db

NAME = "Ủy ban nhân dân xã Chi Lăng"
_DATE = re.compile(r"\d{2}/\d{2}/\d{4}")


def text_of(pdf: bytes) -> str:
    """The whole text of a file, spaces and line ends made one."""
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return re.sub(r"\s+", " ", " ".join(pages))


def known_dates(dossier: Dossier) -> set[str]:
    """Every day the history of a dossier knows, as a slip writes days."""
    names = ("occurred_at", "to_due_at", "first_due_at", "promised_at", "received_at")
    events = DossierEvent.objects.filter(dossier=dossier)
    return {
        f"{clock.local(moment):%d/%m/%Y}"
        for event in events
        for moment in (getattr(event, name) for name in names)
        if moment is not None
    }


def lived(here: World, dice: random.Random) -> Dossier:
    """A dossier with a life of its own: asked again or not, apologised for or not, granted or denied."""
    at = worlds.moment("2026-09-07 08:05") + timedelta(minutes=dice.randrange(480))
    dossier = here.receive(f"{at:%Y-%m-%d %H:%M}")
    here.take_on(dossier, f"{at + timedelta(minutes=5):%Y-%m-%d %H:%M}")
    if dice.random() < 0.5:
        dossiers.request_supplement(
            dossier_id=dossier.pk, by=here.by(here.officer), text="- Bản sao giấy chứng sinh"
        )
        clock.set_to(clock.now() + timedelta(days=dice.randrange(1, 4), hours=1))
        dossiers.supplement(dossier_id=dossier.pk, by=here.by(here.clerk))
    if dice.random() < 0.5:
        dossier.refresh_from_db()
        assert dossier.due_at is not None
        dossiers.apologise(
            dossier_id=dossier.pk,
            by=here.by(here.officer),
            promised_at=dossier.due_at + timedelta(days=dice.randrange(1, 5)),
            reason="workload",
            text="Nhiều hồ sơ",
        )
    clock.set_to(clock.now() + timedelta(days=dice.randrange(12), hours=1))
    ended = f"{clock.now():%Y-%m-%d %H:%M}"
    if dice.random() < 0.2:
        dossiers.withdraw(dossier_id=dossier.pk, by=here.by(here.clerk), text="Không cần nữa")
    else:
        here.decide(dossier, ended, dice.choice([Outcome.GRANTED, Outcome.DENIED]))
        here.give_back(dossier, ended)
    return dossier


def sign_what_is_owed(here: World, event: DossierEvent) -> None:
    """Let the head sign the apology of a late decision, if it is owed."""
    if hasattr(event, "late_apology"):
        dossiers.sign_apology(
            apology_id=event.late_apology.pk,
            by=here.by(here.leader),
            cause="staff",
            text="Thiếu người.",
        )
        event.refresh_from_db()


@pytest.mark.parametrize("seed", range(12))
def test_dates_and_numbers_of_every_slip_are_those_of_the_books(seed: int) -> None:
    here = worlds.world(name=NAME)
    dossier = lived(here, random.Random(seed))
    dossier.refresh_from_db()
    days, seen = known_dates(dossier), 0
    events = DossierEvent.objects.filter(dossier=dossier).select_related(*queries.AROUND)
    for event in events.order_by("seq"):
        sign_what_is_owed(here, event)
        for kind in queries.slips_on(event):
            issued = actions.keep(event_id=event.pk, at=clock.now(), slip=kind)
            assert issued is not None
            said = text_of(queries.printed(event, paper="A4", slip=kind).pdf)
            assert set(_DATE.findall(said)) <= days, kind
            assert dossier.number in said
            assert issued.number in said
            seen += 1
    assert seen >= 2
    said = text_of(printing.render(queries.control(dossier), paper="A4"))
    assert set(_DATE.findall(said)) <= days


@pytest.mark.parametrize("seed", range(6))
def test_who_gives_on_the_control_slip_is_who_took_before(seed: int) -> None:
    here = worlds.world(name=NAME)
    dossier = lived(here, random.Random(seed))
    steps = queries.control(dossier).steps
    assert steps[0].giver.startswith(here.clerk.full_name)
    for before, after in pairwise(steps):
        assert before.taker == after.giver
        assert before.at <= after.at
    moments = {
        clock.local(event.occurred_at) for event in DossierEvent.objects.filter(dossier=dossier)
    }
    assert {step.at for step in steps} <= moments


def test_a_dossier_nobody_handed_over_has_an_empty_control_slip() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2026-09-07 08:05")
    assert queries.control(dossier).steps == ()
    assert "PHIẾU KIỂM SOÁT" in text_of(printing.render(queries.control(dossier), paper="A4"))


def test_a_dossier_that_was_never_received_has_no_control_slip() -> None:
    here = worlds.world(name=NAME)
    with pytest.raises(queries.NoSlip):
        queries.control(here.submit("2026-09-07 08:05"))


def test_a_step_taken_back_is_not_on_the_control_slip() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2026-09-07 08:05")
    here.take_on(dossier, "2026-09-07 09:00")
    before = queries.control(dossier).steps
    clock.set_to(worlds.moment("2026-09-07 10:00"))
    dossiers.take_back(dossier_id=dossier.pk, by=here.by(here.officer))
    assert len(before) == 1
    assert queries.control(dossier).steps == ()


def test_waiting_is_remarked_where_it_happened() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2026-09-07 08:05")
    here.take_on(dossier, "2026-09-07 09:00")
    dossiers.request_supplement(dossier_id=dossier.pk, by=here.by(here.officer), text="- Bản sao")
    clock.set_to(worlds.moment("2026-09-08 09:00"))
    dossiers.supplement(dossier_id=dossier.pk, by=here.by(here.clerk))
    here.decide(dossier, "2026-09-08 10:00")
    here.give_back(dossier, "2026-09-08 11:00")
    steps = queries.control(dossier).steps
    assert [step.note for step in steps] == ["", "Chờ bổ sung hồ sơ"]
    assert handovers.AROUND


def test_a_denied_decision_prints_its_refusal_with_the_reasons() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2026-09-07 08:05")
    here.take_on(dossier, "2026-09-07 09:00")
    here.decide(dossier, "2026-09-08 10:00", Outcome.DENIED)
    event = DossierEvent.objects.get(dossier=dossier, act=Act.DECIDE)
    assert queries.slips_on(event) == (Slip.REFUSAL,)
    with pytest.raises(queries.NotYetIssued):
        queries.printed(event, paper="A4")
    assert actions.keep(event_id=event.pk, at=clock.now()) is None
    issued = actions.keep(event_id=event.pk, at=clock.now(), slip=Slip.REFUSAL)
    assert issued is not None
    assert issued.number == f"01/2026/TC-{here.agency.code}"
    said = text_of(queries.printed(event, paper="A5").pdf)
    assert "Không đủ điều kiện" in said
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in said


def test_the_apology_for_a_late_decision_is_a_draft_until_it_is_signed() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2026-09-07 08:05")
    here.take_on(dossier, "2026-09-07 09:00")
    here.decide(dossier, "2026-09-14 10:00")
    event = DossierEvent.objects.get(dossier=dossier, act=Act.DECIDE)
    draft = text_of(queries.printed(event, paper="A4", slip=Slip.APOLOGY).pdf)
    assert "(Dự thảo, chưa ký)" in draft
    with pytest.raises(actions.NotSigned):
        actions.keep(event_id=event.pk, at=clock.now(), slip=Slip.APOLOGY)
    assert not IssuedSlip.objects.filter(event=event).exists()
    clock.set_to(worlds.moment("2026-09-15 08:00"))
    sign_what_is_owed(here, event)
    event = DossierEvent.objects.select_related(*queries.AROUND).get(pk=event.pk)
    actions.keep(event_id=event.pk, at=clock.now(), slip=Slip.APOLOGY)
    signed = queries.printed(event, paper="A4", slip=Slip.APOLOGY)
    said = text_of(signed.pdf)
    assert signed.same
    assert "Dự thảo" not in said
    assert "Lý do: Thiếu người giải quyết" in said
    assert "giải quyết xong vào thứ Hai, ngày 14/09/2026" in said
    assert "ngày 15 tháng 9 năm 2026" in said
    assert here.leader.full_name in said


def test_the_explanation_tells_the_head_how_late_and_through_whose_hands() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2026-09-07 08:05")
    here.take_on(dossier, "2026-09-07 09:00")
    here.decide(dossier, "2026-09-14 10:00")
    event = DossierEvent.objects.get(dossier=dossier, act=Act.DECIDE)
    sign_what_is_owed(here, event)
    event = DossierEvent.objects.select_related(*queries.AROUND).get(pk=event.pk)
    said, written = queries.explained(event)
    assert written == "Thiếu người."
    assert said.ground == "Thiếu người giải quyết"
    assert [step.taker for step in said.steps] == [f"{here.officer.full_name}, {here.agency.name}"]


def test_several_slips_go_into_one_file_and_the_same_ones_into_the_same_file() -> None:
    here = worlds.world(name=NAME)
    said = [
        queries.facts(DossierEvent.objects.get(dossier=here.receive(f"2026-09-07 {hour:02d}:05")))
        for hour in (8, 9, 10)
    ]
    made = printing.render_many(said, paper="A5")
    assert made == printing.render_many(said, paper="A5")
    assert len(pypdfium2.PdfDocument(made)) == 6
    whole = text_of(made)
    assert all(facts.dossier_number in whole for facts in said)


def test_an_agencys_own_head_is_printed_from_its_day_on() -> None:
    here = worlds.world(name=NAME)
    clock.set_to(worlds.moment("2026-09-04 08:00"))
    lines = {
        "superior": "",
        "office": "",
        "desk": "Một cửa số 1",
        "place": "Đồng Mỏ",
        "contact": "",
    }
    with pytest.raises(actions.LetterheadOfThePast):
        actions.set_letterhead(
            agency=here.agency,
            lines=lines,
            from_on=clock.today(),
            officer=here.leader,
            at=clock.now(),
        )
    actions.set_letterhead(
        agency=here.agency,
        lines=lines,
        from_on=worlds.moment("2026-09-08 00:00").date(),
        officer=here.leader,
        at=clock.now(),
    )
    heads = []
    for day in ("2026-09-07", "2026-09-08"):
        event = DossierEvent.objects.get(dossier=here.receive(f"{day} 08:05"))
        facts = queries.facts(event)
        heads.append((facts.desk, facts.place, facts.office))
    assert heads == [
        ("Trung tâm Phục vụ hành chính công xã Chi Lăng", "Chi Lăng", NAME),
        ("Một cửa số 1", "Đồng Mỏ", NAME),
    ]
