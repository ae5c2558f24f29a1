"""From an act in the books to its slip: facts, number, and the proof that a reprint is the same."""

import pytest
from django.db import connection, transaction

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.dossiers.actions import Someone
from motcua.dossiers.models import DossierEvent, ParticipantRole
from motcua.organizations import actions as organizations
from motcua.rules.codes import Act, IdentityKind, Level
from motcua.rules.rule_sets import Slip
from motcua.slips import actions, queries
from motcua.slips.models import IssuedSlip
from tests import factories
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db

NAME = "Ủy ban nhân dân xã Chi Lăng"


def last(dossier_id: int, act: Act) -> DossierEvent:
    """The latest event of an act."""
    return DossierEvent.objects.filter(dossier=dossier_id, act=act).latest("seq")


def keep(event: DossierEvent) -> IssuedSlip:
    """Issue the slip of an event now."""
    issued = actions.keep(event_id=event.pk, at=clock.now())
    assert issued is not None
    return issued


def test_a_receipt_tells_the_act_as_it_was() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2026-09-10 15:20")
    facts = queries.facts(last(dossier.pk, Act.RECEIVE))
    assert facts.slip is Slip.RECEIPT
    assert facts.office == NAME
    assert facts.desk == "Trung tâm Phục vụ hành chính công xã Chi Lăng"
    assert facts.place == "Chi Lăng"
    assert facts.dossier_number == dossier.number
    assert facts.submitter.name == "Nguyễn Văn An"
    assert facts.submitter.identity.startswith("Căn cước 0200")
    assert [paper.name for paper in facts.papers] == ["Tờ khai"]
    assert facts.limit_amount == 3
    assert facts.due_at is not None
    assert facts.due_at.date().isoformat() == "2026-09-15"
    assert facts.officer == here.clerk.full_name


def test_before_july_2025_the_desk_had_another_name() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2024-06-17 08:30")
    facts = queries.facts(last(dossier.pk, Act.RECEIVE))
    assert facts.desk == "Bộ phận Tiếp nhận và Trả kết quả"
    assert facts.issued_at.isoformat() == "2024-06-17T08:30:00+07:00"


def test_a_committee_recorded_by_its_short_name_signs_in_full() -> None:
    here = worlds.world(name="UBND phường 5")
    facts = queries.facts(last(here.receive("2026-09-10 15:20").pk, Act.RECEIVE))
    assert facts.office == "Ủy ban nhân dân phường 5"
    assert facts.desk == "Trung tâm Phục vụ hành chính công phường 5"
    assert facts.place == "Phường 5"


def test_a_recorded_desk_lends_its_name_and_telephone() -> None:
    here = worlds.world(name=NAME)
    organizations.open_desk(
        agency=here.agency, name="Một cửa Chi Lăng", from_on=factories.FOUNDED, phone="0205 111"
    )
    dossier = here.receive("2026-09-10 15:20")
    facts = queries.facts(last(dossier.pk, Act.RECEIVE))
    assert (facts.desk, facts.contact) == ("Một cửa Chi Lăng", "0205 111")


def test_a_department_stands_under_its_committee_and_at_its_place() -> None:
    top = factories.agency("Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE)
    here = worlds.world(name="Sở Tư pháp", level=Level.PROVINCE, parent=top)
    dossier = here.receive("2026-09-10 08:00")
    here.take_on(dossier, "2026-09-10 09:00")
    clock.set_to(worlds.moment("2026-09-14 09:00"))
    dossiers.apologise(
        dossier_id=dossier.pk,
        by=here.by(here.officer),
        promised_at=worlds.moment("2026-09-18 17:00"),
        reason="verification",
        text="Chờ xác minh",
    )
    facts = queries.facts(last(dossier.pk, Act.APOLOGISE))
    assert facts.superior == "Ủy ban nhân dân tỉnh Lạng Sơn"
    assert facts.place == "Lạng Sơn"
    assert facts.promised_at is not None


def test_an_issued_slip_is_kept_once_and_its_reprint_is_the_same() -> None:
    here = worlds.world(name=NAME)
    event = last(here.receive("2026-09-10 15:20").pk, Act.RECEIVE)
    first = keep(event)
    assert keep(event).pk == first.pk
    one = queries.printed(event, paper="A5")
    clock.set_to(worlds.moment("2026-12-01 08:00"))
    other = queries.printed(event, paper="A5")
    assert one.same
    assert one.pdf == other.pdf
    assert other.file_name.startswith("mau-01-")


def test_a_correction_shows_in_the_digest_of_a_reprint() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2026-09-10 15:20")
    event = last(dossier.pk, Act.RECEIVE)
    keep(event)
    corrected = Someone(
        party=here.person, name="Nguyễn Văn Ân", identity_kind=IdentityKind.CITIZEN_ID
    )
    dossiers.correct(
        dossier_id=dossier.pk,
        by=here.by(here.clerk),
        text="Sai dấu trong tên",
        people={ParticipantRole.OWNER: corrected},
    )
    assert not queries.printed(event, paper="A5").same


def test_a_person_sent_home_gets_the_notice_number_of_the_act() -> None:
    here = worlds.world(name=NAME)
    clock.set_to(worlds.moment("2026-09-10 09:00"))
    dossier = dossiers.send_home(
        application=here.application(papers=False),
        by=here.by(here.clerk),
        text="- Tờ khai",
        refused=False,
    )
    event = last(dossier.pk, Act.RETURN_TO_FILER)
    assert queries.slip_of(event) is Slip.SUPPLEMENT_REQUEST
    issued = keep(event)
    assert issued.number == f"01/2026/{here.agency.code}"
    assert queries.facts(event).dossier_number == ""


def test_slips_of_a_form_are_numbered_in_a_row_per_agency_and_year() -> None:
    here = worlds.world(name=NAME)
    numbers = []
    for hour in (8, 9):
        dossier = here.receive(f"2026-09-10 {hour:02d}:00")
        here.take_on(dossier, f"2026-09-10 {hour:02d}:30")
        dossiers.request_supplement(
            dossier_id=dossier.pk, by=here.by(here.officer), text="- Giấy chứng sinh"
        )
        numbers.append(keep(last(dossier.pk, Act.REQUEST_SUPPLEMENT)).number)
    assert numbers == [f"0{n}/2026/YCBS-{here.agency.code}" for n in (1, 2)]


def test_a_slip_that_needs_a_number_is_not_printed_before_it_has_one() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2026-09-10 08:00")
    dossiers.withdraw(dossier_id=dossier.pk, by=here.by(here.clerk), text="Không còn nhu cầu")
    event = last(dossier.pk, Act.WITHDRAW)
    with pytest.raises(queries.NotYetIssued):
        queries.printed(event, paper="A4")
    assert keep(event).number == f"01/2026/TBD-{here.agency.code}"
    assert queries.printed(event, paper="A4").same


def test_acts_without_a_paper_keep_nothing() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2024-06-17 08:30")
    here.take_on(dossier, "2024-06-17 10:00")
    assert actions.keep(event_id=last(dossier.pk, Act.HAND_OVER).pk, at=clock.now()) is None
    dossiers.withdraw(dossier_id=dossier.pk, by=here.by(here.clerk), text="Rút")
    withdrawn = last(dossier.pk, Act.WITHDRAW)
    assert actions.keep(event_id=withdrawn.pk, at=clock.now()) is None
    with pytest.raises(queries.NoSlip):
        queries.facts(withdrawn)


def test_the_slips_of_a_dossier_are_listed_latest_first() -> None:
    here = worlds.world(name=NAME)
    dossier = here.receive("2026-09-10 08:00")
    dossiers.withdraw(dossier_id=dossier.pk, by=here.by(here.clerk), text="Rút")
    assert [title for _, _, title in queries.slips_of(dossier)] == [
        "Thông báo dừng giải quyết hồ sơ",
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    ]


def test_issuing_takes_few_questions_to_the_database(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    here = worlds.world(name=NAME)
    event = last(here.receive("2026-09-10 15:20").pk, Act.RECEIVE)
    with transaction.atomic(), django_assert_max_num_queries(30):  # type: ignore[operator]
        actions.keep(event_id=event.pk, at=clock.now())
    assert connection.in_atomic_block
