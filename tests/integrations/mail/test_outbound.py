"""Letters reach a server that takes them; one that fails on purpose costs no work and loses no letter."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.base import clock, env
from motcua.exchange.models import Message, MessageState
from motcua.integrations.mail import fake, outbound
from motcua.integrations.mail.outbound import Letter
from motcua.people.models import Account
from tests import factories

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 17, 7, 45, tzinfo=clock.ZONE)


@pytest.fixture
def officer() -> Account:
    made = factories.account("Trần Thị Bình")
    made.email = "binh@langson.example"
    made.save(update_fields=["email"])
    return made


@contextmanager
def serving(settings, failing: str = "") -> Iterator[fake.Server]:
    """A real server on a free port, and the settings that lead to it."""
    with fake.Server(failing=failing) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.MAIL_SENT = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 1 if failing == "hangs" else 15
        settings.DEFAULT_FROM_EMAIL = "motcua@langson.example"
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def letter(account: Account) -> Letter:
    return Letter(account.pk, "Nhắc việc: 3 hồ sơ", "Kính gửi ông/bà\n.\nHết", "<p>Kính gửi</p>")


def kept(account: Account, key: str = "17/9") -> Message:
    return outbound.keep(letter(account), kind="reminder", key=key, at=AT)


def waiting() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name=outbound.TASK).order_by("pk"))


def test_a_letter_arrives_in_both_forms_word_for_word(settings, officer: Account) -> None:
    with serving(settings) as server:
        assert outbound.send(kept(officer).pk, at=AT) == MessageState.DONE
    (taken,) = server.letters
    assert server.recipients == [["binh@langson.example"]]
    assert taken["Subject"] == "Nhắc việc: 3 hồ sơ"
    assert taken["From"] == "motcua@langson.example"
    plain, page = taken.get_body(("plain",)), taken.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert plain.get_content().split() == ["Kính", "gửi", "ông/bà", ".", "Hết"]
    assert "<p>Kính gửi</p>" in page.get_content()


def test_what_is_kept_names_no_address_and_is_deferred_once(officer: Account) -> None:
    first, second = kept(officer), kept(officer)
    assert first == second
    assert "langson.example" not in str(first.payload)
    assert len(waiting()) == 1


def test_a_letter_that_was_sent_is_not_sent_again(settings, officer: Account) -> None:
    with serving(settings) as server:
        message = kept(officer)
        outbound.send(message.pk, at=AT)
        assert outbound.send(message.pk, at=AT) == MessageState.DONE
    assert len(server.letters) == 1


def test_who_is_not_known_there_is_told_at_once(settings, officer: Account) -> None:
    with serving(settings, "refuses"):
        message = kept(officer)
        assert outbound.send(message.pk, at=AT) == MessageState.STUCK
    message.refresh_from_db()
    assert message.problem == "Máy chủ thư từ chối người nhận."


@pytest.mark.parametrize("failing", ["later", "hangs", "drops"])
def test_a_server_out_of_order_is_asked_again_later_and_less_and_less(
    settings, officer: Account, failing: str
) -> None:
    with serving(settings, failing) as server:
        message = kept(officer)
        assert outbound.send(message.pk, at=AT) == MessageState.WAITING
    assert server.letters == []
    first, again = waiting()
    assert first.scheduled_at is None
    assert again.scheduled_at == AT + timedelta(minutes=1)


def test_after_the_last_try_it_is_told_and_a_server_mended_takes_it(
    settings, officer: Account
) -> None:
    message = kept(officer)
    with serving(settings, "later"):
        states = [outbound.send(message.pk, at=AT) for _ in range(len(outbound.WAITS) + 1)]
    assert states == [*[MessageState.WAITING] * len(outbound.WAITS), MessageState.STUCK]
    with serving(settings) as server:
        assert outbound.send(message.pk, at=AT) == MessageState.DONE
    assert len(server.letters) == 1
    message.refresh_from_db()
    assert (message.state, message.problem) == (MessageState.DONE, "")


def test_nobody_listens_at_all(settings, officer: Account) -> None:
    with serving(settings):
        pass
    message = kept(officer)
    assert outbound.send(message.pk, at=AT) == MessageState.WAITING
    message.refresh_from_db()
    assert message.problem == "Không liên lạc được với máy chủ thư."


def test_who_has_no_address_any_more_is_told_at_once(settings, officer: Account) -> None:
    message = kept(officer)
    Account.objects.filter(pk=officer.pk).update(email="")
    with serving(settings) as server:
        assert outbound.send(message.pk, at=AT) == MessageState.STUCK
    assert server.calls == 0


def test_without_a_server_nothing_is_tried(officer: Account) -> None:
    assert not outbound.works()
    assert outbound.send(kept(officer).pk, at=AT) == MessageState.STUCK


@pytest.mark.parametrize(
    ("url", "reached"),
    [
        ("smtp://10.0.0.5", ("10.0.0.5", 25, "", "", False, False)),
        ("smtp+starttls://a:b%40c@mail.vn", ("mail.vn", 587, "a", "b@c", True, False)),
        ("smtps://a:b@mail.vn:1465", ("mail.vn", 1465, "a", "b", False, True)),
    ],
)
def test_the_address_of_the_server_says_how_it_is_reached(url: str, reached: tuple) -> None:
    server = env.Environment(mail_url=url, mail_from="a@mail.vn").mail_server
    assert server is not None
    assert (
        server.host,
        server.port,
        server.user,
        server.password,
        server.starttls,
        server.tls,
    ) == reached
    assert "password" not in repr(server)


@pytest.mark.parametrize("url", ["http://mail.vn", "smtp://", "mail.vn:25"])
def test_another_address_is_refused_in_words(url: str) -> None:
    with pytest.raises(ValueError, match="MOTCUA_MAIL_URL"):
        _ = env.Environment(mail_url=url, mail_from="a@mail.vn").mail_server


def test_a_server_without_a_sender_is_refused() -> None:
    with pytest.raises(ValueError, match="MOTCUA_MAIL_FROM"):
        _ = env.Environment(mail_url="smtp://mail.vn", mail_from="").mail_server
