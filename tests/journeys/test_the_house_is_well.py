"""An administrator opens the state of the system, lets failed work run again, and all is well."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from motcua.base import clock, queue, upkeep
from motcua.integrations.national_portal import inbound
from motcua.organizations.models import Role
from tests import factories
from tests.journeys import browsing

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(context: BrowserContext, base: str) -> Page:
    """Sign an administrator in without the steps another journey walks."""
    client = Client()
    client.force_login(factories.officer(factories.agency(), Role.ADMIN))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": base}])
    return context.new_page()


def test_what_failed_is_told_in_words_and_runs_again(context, live_server) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    for _time in range(2):
        queue.defer("jobs.keep_slip", event_id=7)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
    inbound.take_in({"MaHoSo": "H99.01-20261120-0000001"}, place=1, at=clock.now())
    upkeep.note(name="verify", at=clock.now(), ok=True, detail="Đã đối soát 0 hồ sơ.")
    page = signed_in(context, live_server.url)

    page.goto("/can-bo/he-thong/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tình trạng hệ thống")
    expect(page.get_by_text("Chưa sao lưu lần nào")).to_be_visible()
    expect(page.get_by_text("Thiếu MaTTHC.")).to_be_visible()
    browsing.look(page, "tinh-trang-he-thong")

    page.get_by_role("button", name="Chạy lại tất cả").click()
    expect(page.get_by_text("Đã xếp 2 việc vào hàng đợi.")).to_be_visible()
    expect(page.get_by_text("Không có việc nào bị lỗi.")).to_be_visible()
