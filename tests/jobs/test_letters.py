"""What officers are written: once, when their office is open, with nothing of any citizen in it."""

from datetime import date

import pytest

from motcua.base import clock
from motcua.dossiers import actions as dossiers
from motcua.exchange.models import Message
from motcua.jobs import letters, tasks
from motcua.notices import actions as notices
from motcua.notices.models import Notice
from motcua.organizations import actions as organizations
from motcua.organizations.models import CalendarDayKind
from motcua.people.models import Account
from tests import factories
from tests.dossiers import followed
from tests.dossiers import world as worlds
from tests.dossiers.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail(settings) -> None:
    settings.MAIL_SENT = True
    settings.CSRF_TRUSTED_ORIGINS = ["https://motcua.langson.example"]


@pytest.fixture
def here() -> World:
    made = worlds.world(worlds.procedure(amount=2), name="UBND xã Hữu Lũng")
    for account in (made.leader, made.officer):
        Account.objects.filter(pk=account.pk).update(email=f"a{account.pk}@langson.example")
    return made


def held(here: World, number: int = 1) -> None:
    for _ in range(number):
        dossier = here.receive("2024-06-17 08:00")
        here.take_on(dossier, "2024-06-17 09:00")


def mornings(at: str) -> int:
    clock.set_to(moment(at))
    return letters.write_mornings(at=moment(at))


def said(kind: str) -> dict[str, str]:
    """The one letter of a kind."""
    payload = Message.objects.get(interface="mail", kind=kind).payload
    assert isinstance(payload, dict)
    return payload


def test_a_leader_is_written_once_each_working_morning(here: World) -> None:
    held(here, 2)
    assert mornings("2024-06-21 07:29") == 0
    assert [mornings("2024-06-21 07:30"), mornings("2024-06-21 07:45")] == [1, 0]
    assert [mornings("2024-06-22 09:00"), mornings("2024-06-23 09:00")] == [0, 0]
    assert mornings("2024-06-24 10:00") == 1


def test_on_a_holiday_nobody_is_written(here: World) -> None:
    organizations.add_calendar_day(
        day=date(2024, 6, 21),
        kind=CalendarDayKind.CLOSED,
        name="Nghỉ",
        source="QĐ",
        at=factories.BEGINNING,
    )
    assert mornings("2024-06-21 08:00") == 0


def test_the_morning_says_what_the_page_says_and_names_no_citizen(here: World) -> None:
    held(here, 2)
    mornings("2024-06-21 07:45")
    letter = said("morning")
    assert letter["subject"] == "Buổi sáng thứ Sáu, 21/06/2024: 2 hồ sơ cần đôn đốc"
    for form in (letter["text"], letter["html"]):
        assert "UBND xã Hữu Lũng" in form
        assert here.officer.full_name in form
        assert "hạn cũ nhất thứ Tư, 19/06/2024" in form
        assert "https://motcua.langson.example/can-bo/buoi-sang/" in form
        assert "Nguyễn" not in form
        assert here.person.identities.get().value not in form


def test_a_quiet_morning_is_one_sentence(here: World) -> None:
    mornings("2024-06-21 07:45")
    letter = said("morning")
    assert letter["subject"] == "Buổi sáng thứ Sáu, 21/06/2024: không có việc nào chậm"
    assert "Không có việc nào chậm" in letter["text"]


def test_who_leads_nothing_or_has_no_address_is_not_written(here: World) -> None:
    Account.objects.filter(pk=here.leader.pk).update(email="")
    assert mornings("2024-06-21 07:45") == 0


def test_an_owner_is_written_what_he_was_told_once(here: World) -> None:
    held(here, 2)
    clock.set_to(moment("2024-06-18 08:00"))
    tasks.remind()
    tasks.remind()
    letter = said("reminder")
    assert letter["subject"] == "Nhắc việc: 2 việc"
    assert "Hồ sơ đến hạn trả kết quả ngày làm việc tiếp theo: 17 giờ" in letter["text"]
    assert "Thủ tục 2.000001" in letter["html"]
    assert "Nguyễn" not in letter["text"] + letter["html"]
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_what_no_longer_holds_is_not_written(here: World) -> None:
    held(here)
    clock.set_to(moment("2024-06-18 08:00"))
    notices.run(at=clock.now())
    dossier = Notice.objects.get().dossier
    assert dossier is not None
    dossiers.request_supplement(dossier_id=dossier.pk, by=here.by(here.officer), text="Thiếu")
    assert letters.write_reminders(at=clock.now()) == 0


def test_who_read_it_in_time_is_not_written(here: World) -> None:
    held(here)
    clock.set_to(moment("2024-06-18 08:00"))
    notices.run(at=clock.now())
    notices.read_all(by=here.officer, at=clock.now())
    assert letters.write_reminders(at=clock.now()) == 0


def test_without_a_mail_server_nothing_is_kept(here: World, settings) -> None:
    settings.MAIL_SENT = False
    held(here)
    clock.set_to(moment("2024-06-18 08:00"))
    tasks.remind()
    tasks.write_mornings()
    assert Notice.objects.count() == 1
    assert not Message.objects.exists()


def test_without_an_address_of_its_own_a_letter_has_no_link(here: World, settings) -> None:
    settings.CSRF_TRUSTED_ORIGINS = []
    held(here)
    mornings("2024-06-21 07:45")
    assert "http" not in said("morning")["text"]
    assert "tại Trang buổi sáng của hệ thống" in said("morning")["text"]


def test_more_than_a_letter_holds_is_counted(here: World) -> None:
    held(here, letters.letters.REMINDERS + 2)
    clock.set_to(moment("2024-06-18 08:00"))
    tasks.remind()
    assert "và 2 việc nữa" in said("reminder")["text"]
    assert followed.now(Notice.objects.latest("pk").dossier).holder == here.officer
