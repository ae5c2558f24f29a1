"""The page that tells an administrator how the installation stands."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.base import clock, once, queue, upkeep
from motcua.dossiers import actions
from motcua.exchange.models import Message, MessageState
from motcua.integrations.national_portal import inbound
from motcua.organizations.models import Role
from tests import factories
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/he-thong/"


@pytest.fixture
def admin(client: Client) -> Client:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM procrastinate_workers")
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    client.force_login(factories.officer(factories.agency(), Role.ADMIN))
    return client


def page_of(client: Client) -> str:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def failed_job() -> int:
    queue.defer("jobs.keep_slip", event_id=7)
    job = ProcrastinateJob.objects.get(task_name="jobs.keep_slip", status="todo")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [job.pk])
    return job.pk


def test_only_administrators_enter(client: Client) -> None:
    client.force_login(factories.officer(factories.agency(), Role.CLERK))
    assert client.get(PAGE).status_code == 403


def test_a_new_installation_is_told_what_was_never_done(admin: Client) -> None:
    page = page_of(admin)
    assert "Chưa sao lưu lần nào" in page
    assert "Chưa đối soát lần nào" in page
    assert "1 mục cần xử lý" in page


def test_a_well_kept_one_is_told_that_all_is_well(admin: Client) -> None:
    here = worlds.world()
    here.receive("2024-06-17 08:30")
    clock.reset()
    actions.seal_past_days()
    for name in ("backup", "verify"):
        upkeep.note(name=name, at=clock.now(), ok=True, detail=f"{name} tốt")
    page = page_of(admin)
    assert "Hoạt động tốt" in page
    assert "backup tốt" in page
    assert "Đến hết" in page


def test_differences_found_and_days_left_open_are_told(admin: Client) -> None:
    worlds.world().receive("2024-06-17 08:30")
    clock.reset()
    upkeep.note(name="verify", at=clock.now(), ok=False, detail="1 sai lệch")
    upkeep.note(name="backup", at=clock.now() - timedelta(days=3), ok=True)
    page = page_of(admin)
    assert "Có sai lệch" in page
    assert "Đã quá hai ngày hoặc bị lỗi" in page
    assert "2 mục cần xử lý" in page
    assert "Chưa có ngày nào" in page


def test_a_dead_worker_is_told(admin: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 h'")
    assert "Không có tiến trình xử lý" in page_of(admin)


def test_a_failed_job_is_shown_in_words_and_runs_again_once(admin: Client) -> None:
    job_id = failed_job()
    assert "Lưu phiếu đã cấp" in page_of(admin)

    sent = {"viec": str(job_id), "once": once.new_key()}
    answer = admin.post(f"{PAGE}chay-lai/", sent, follow=True)

    assert "Đã xếp 1 việc vào hàng đợi." in answer.content.decode()
    assert ProcrastinateJob.objects.get(pk=job_id).status == "todo"
    assert "Không có việc nào bị lỗi." in page_of(admin)


def test_all_failed_jobs_run_again_together(admin: Client) -> None:
    for _time in range(2):
        failed_job()
    admin.post(f"{PAGE}chay-lai/", {"once": once.new_key()})
    assert not ProcrastinateJob.objects.filter(status="failed").exists()


def test_a_stuck_message_is_shown_with_its_problem_and_handled_again(admin: Client) -> None:
    inbound.take_in({"MaHoSo": "H99-1"}, place=1, at=clock.now())
    message = Message.objects.get()
    page = page_of(admin)
    assert "Cổng Dịch vụ công quốc gia" in page
    assert "Thiếu MaTTHC." in page

    admin.post(f"{PAGE}ban-tin/", {"ban_tin": str(message.pk), "once": once.new_key()})

    job = ProcrastinateJob.objects.get(task_name="jobs.take_in_submission")
    assert job.args == {"message_id": message.pk}
    assert message.state != MessageState.DONE


def test_a_form_without_its_key_does_nothing(admin: Client) -> None:
    job_id = failed_job()
    admin.post(f"{PAGE}chay-lai/", {"viec": str(job_id)})
    assert ProcrastinateJob.objects.get(pk=job_id).status == "failed"


@pytest.mark.parametrize("name", ["chay-lai", "ban-tin"])
def test_looking_retries_nothing(admin: Client, name: str) -> None:
    assert admin.get(f"{PAGE}{name}/").status_code == 405


def test_the_demonstration_shows_how_far_it_has_come(admin: Client, settings) -> None:
    settings.DEMO = True
    upkeep.keep(
        name=upkeep.DEMO,
        at=worlds.moment("2024-08-01 08:00"),
        ok=False,
        detail='{"phase": "Quý III/2024", "done": 5, "total": 10}',
    )
    page = page_of(admin)
    assert "Đang dựng đến ngày 01/08/2024: 50%" in page
    assert "50%" in page
