"""A batch signed from afar: asked for, silent, declined, confirmed on the telephone, fetched once."""

import pytest
from playwright.sync_api import Page, expect

from motcua.base import clock
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.signing.inspection import inspect
from motcua.dossiers.models import ResultState, ResultVersion
from tests.dossiers import resulting
from tests.integrations.esign.afar import service
from tests.journeys import browsing
from tests.journeys.test_results import DAY, PATIENCE, enter, office, prepared, press

__all__ = ["office"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_leader_signs_with_the_telephone_and_nothing_is_signed_twice(
    page: Page, office, live_server, settings
) -> None:
    page.set_default_timeout(PATIENCE)
    documents.register_certificate(
        content=office.chair.chain[0].dump(), account=office.leader, at=clock.now()
    )
    for _one in range(2):
        dossier = office.receive(DAY)
        office.take_on(dossier, DAY)
        resulting.sent(office, resulting.drafted(office, dossier=dossier))
    enter(page, office.leader, live_server.url)
    with service("silent", key=office.chair.key) as running:
        settings.REMOTE_SIGNER = running.address
        page.goto("/can-bo/ky-so/")
        page.get_by_role("button", name="Chọn tất cả").click()
        press(page, "Ký các kết quả đã chọn")
        prepared()
        expect(page.get_by_role("button", name="Ký bằng điện thoại")).to_be_visible(
            timeout=PATIENCE
        )
        browsing.look(page, "ky-tu-xa")
        press(page, "Ký bằng điện thoại")
        expect(page.locator("main")).to_contain_text("chưa trả lời")
        browsing.look(page, "ky-tu-xa-im-lang")
    with service("declines", key=office.chair.key) as running:
        settings.REMOTE_SIGNER = running.address
        press(page, "Ký bằng điện thoại")
        expect(page.locator("main")).to_contain_text("Người ký từ chối")
        browsing.look(page, "ky-tu-xa-tu-choi")
    with service(key=office.chair.key) as running:
        settings.REMOTE_SIGNER = running.address
        press(page, "Ký bằng điện thoại")
        expect(page.get_by_role("button", name="Lấy chữ ký")).to_be_visible()
        browsing.look(page, "ky-tu-xa-da-gui")
        press(page, "Lấy chữ ký")
        expect(page.locator("main")).to_contain_text("Đã ký 2 kết quả")
        browsing.look(page, "ky-tu-xa-xong")
        assert set(running.times.values()) == {1}
    signed = ResultVersion.objects.filter(state=ResultState.SIGNED).select_related("signed")
    for one in signed:
        content = store.content_of(one.signed.digest)
        [found] = inspect(content, roots=office.authority.roots, at=clock.now())
        assert found.is_sound
    assert len(signed) == 2
