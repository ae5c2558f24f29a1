"""An administrator sees whether people are reminded and whether letters go out, and sends a stuck one again."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.base import clock, upkeep
from motcua.exchange.models import Message, MessageState
from motcua.integrations.mail import outbound
from motcua.integrations.mail.outbound import Letter
from motcua.organizations.models import Role
from tests import factories
from tests.web import forms

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/he-thong/"


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(factories.officer(factories.agency(), Role.ADMIN))
    return client


def page_of(client: Client) -> str:
    return re.sub(r"\s+", " ", forms.text(client, PAGE))


def stuck() -> Message:
    letter = Letter(factories.account().pk, "Nhắc việc", "Kính gửi", "<p>Kính gửi</p>")
    message = outbound.keep(letter, kind="reminder", key="1:1", at=clock.now())
    outbound.send(message.pk, at=clock.now())
    message.refresh_from_db()
    return message


def test_reminders_that_stopped_are_told(admin: Client) -> None:
    assert "Chưa nhắc lần nào" in page_of(admin)
    upkeep.note(name="reminders", at=clock.now() - timedelta(hours=3), ok=True, detail="0")
    assert "nhắc gộp những việc đã lỡ" in page_of(admin)
    upkeep.note(name="reminders", at=clock.now(), ok=True, detail="0")
    assert "Đang nhắc" in page_of(admin)


def test_an_installation_without_a_mail_server_is_told_so_and_not_blamed(admin: Client) -> None:
    assert "Chưa cấu hình; lời nhắc chỉ hiện trên hệ thống" in page_of(admin)


def test_a_letter_that_did_not_go_is_shown_without_its_address_and_tried_again(
    admin: Client, settings
) -> None:
    settings.MAIL_SENT = True
    message = stuck()
    assert message.state == MessageState.STUCK
    page = page_of(admin)
    assert "1 thư không gửi được" in page
    assert "Cán bộ không còn địa chỉ thư điện tử." in page
    ProcrastinateJob.objects.all().delete()
    forms.send(admin, PAGE, f"{PAGE}ban-tin/", ban_tin=message.pk)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("jobs.send_mail", {"message_id": message.pk})
