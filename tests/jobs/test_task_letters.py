"""What is written of tasks: given, asked again, answered, owed; once each, and never what was asked or said."""

import threading
from datetime import date

import pytest

from motcua.base import clock
from motcua.control.actions import tasks as actions
from motcua.control.models import Task
from motcua.exchange.models import Message, MessageState
from motcua.integrations.mail import fake, outbound
from motcua.jobs import letters, tasks
from motcua.organizations import access
from motcua.people.models import Account
from tests.dossiers import world as worlds
from tests.dossiers.world import World, moment

pytestmark = pytest.mark.django_db
FRIDAY = date(2024, 6, 21)
SECRET = "Báo cáo về hồ sơ của bà Hoàng Thị Bích"


@pytest.fixture(autouse=True)
def _mail(settings) -> None:
    settings.MAIL_SENT = True
    settings.CSRF_TRUSTED_ORIGINS = ["https://motcua.langson.example"]


@pytest.fixture
def here() -> World:
    made = worlds.world(worlds.procedure(amount=2), name="UBND xã Hữu Lũng")
    for account in (made.leader, made.officer):
        Account.objects.filter(pk=account.pk).update(email=f"a{account.pk}@langson.example")
    clock.set_to(moment("2024-06-17 08:00"))
    return made


@pytest.fixture
def task(here: World) -> Task:
    return given(here)


def judging(here: World) -> dict[str, object]:
    posting = access.postings(here.leader.pk, clock.today())[0]
    return {"by": here.leader, "posting": posting, "at": clock.now()}


def given(here: World, **more: object) -> Task:
    asked = {"what": SECRET, "owner": here.officer, "agency_id": here.agency.pk}
    return actions.give(**asked | {"answer_on": FRIDAY} | judging(here) | more)  # type: ignore[arg-type]


def written(at: str) -> int:
    clock.set_to(moment(at))
    return letters.write_tasks(at=moment(at))


def latest() -> dict[str, str]:
    payload = Message.objects.filter(kind="task").latest("pk").payload
    assert isinstance(payload, dict)
    return payload


def test_the_owner_is_written_once_and_not_what_was_asked(here: World, task: Task) -> None:
    assert [written("2024-06-17 08:10"), written("2024-06-17 08:20")] == [1, 0]
    letter = latest()
    assert letter["account"] == here.officer.pk
    assert letter["subject"] == "Nhiệm vụ được giao, trả lời trước khi hết thứ Sáu, 21/06/2024"
    for form in (letter["text"], letter["html"]):
        assert f"{here.leader.full_name} giao ông/bà một nhiệm vụ" in form
        assert "UBND xã Hữu Lũng" in form
        assert "https://motcua.langson.example/can-bo/nhiem-vu/" in form
        assert "Hoàng" not in form


def test_whoever_gave_it_is_written_of_the_answer(here: World, task: Task) -> None:
    written("2024-06-17 08:10")
    actions.answer(task_id=task.pk, text=SECRET, by=here.officer, at=clock.now())
    assert written("2024-06-17 08:20") == 1
    assert latest()["account"] == here.leader.pk
    assert f"{here.officer.full_name} đã trả lời" in latest()["text"]
    assert "Hoàng" not in latest()["text"] + latest()["html"]


def test_what_is_asked_again_is_written_with_its_new_day(here: World, task: Task) -> None:
    actions.answer(task_id=task.pk, text="Xong", by=here.officer, at=clock.now())
    clock.set_to(moment("2024-06-17 08:05"))
    actions.ask_again(task_id=task.pk, text=SECRET, answer_on=date(2024, 6, 25), **judging(here))
    assert written("2024-06-17 08:10") == 1
    assert latest()["subject"] == "Nhiệm vụ cần trả lời lại trước khi hết thứ Ba, 25/06/2024"


def test_on_the_day_it_is_owed_the_owner_is_written_when_the_office_opens(
    here: World, task: Task
) -> None:
    written("2024-06-17 08:10")
    days = ["2024-06-20 09:00", "2024-06-21 07:00", "2024-06-21 07:30", "2024-06-21 07:40"]
    assert [written(at) for at in days] == [0, 0, 1, 0]
    assert latest()["subject"] == "Nhiệm vụ đến hạn trả lời hôm nay, thứ Sáu, 21/06/2024"


def test_owed_on_a_day_off_it_is_written_on_the_next_open_day(here: World) -> None:
    given(here, answer_on=date(2024, 6, 22))
    written("2024-06-17 08:10")
    assert [written("2024-06-22 09:00"), written("2024-06-24 08:00")] == [0, 1]
    assert latest()["subject"] == "Nhiệm vụ đã quá hạn trả lời từ thứ Bảy, 22/06/2024"


def test_what_was_withdrawn_or_done_is_not_written(here: World, task: Task) -> None:
    actions.withdraw(task_id=task.pk, text="Giao nhầm", **judging(here))  # type: ignore[arg-type]
    assert written("2024-06-17 08:10") == 0
    assert written("2024-06-21 08:00") == 0


def test_nobody_is_written_of_what_he_asked_himself_and_nobody_without_an_address(
    here: World,
) -> None:
    given(here, owner=here.leader)
    given(here)
    Account.objects.filter(pk=here.officer.pk).update(email="")
    assert written("2024-06-17 08:10") == 0


def test_a_server_that_fails_is_asked_again_and_no_second_letter_is_kept(
    here: World, task: Task, settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 5
    settings.DEFAULT_FROM_EMAIL = "motcua@langson.example"
    clock.set_to(moment("2024-06-17 08:10"))
    tasks.remind()
    message = Message.objects.get(kind="task")
    for failing, state in (("later", MessageState.WAITING), ("", MessageState.DONE)):
        with fake.Server(failing=failing) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            settings.EMAIL_PORT = server.port
            assert outbound.send(message.pk, at=clock.now()) == state
            server.shutdown()
    assert [one["To"] for one in server.letters] == [f"a{here.officer.pk}@langson.example"]
    tasks.remind()
    assert Message.objects.filter(kind="task").count() == 1
