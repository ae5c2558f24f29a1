"""The page of the province's own periods, and the choice they become."""

import html
import re

import pytest
from django.test import Client

from motcua.base import clock
from motcua.organizations.models import Agency, Role
from motcua.reporting.models import LocalPeriod
from motcua.rules.codes import Level
from tests import factories
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db

PAGE = "/can-bo/bao-cao/ky-rieng/"
MARCH = {
    "name": "tháng 3 năm 2024",
    "from_on": "21/02/2024",
    "to_on": "20/03/2024",
    "document": "Công văn 7964/BNN-VP",
}


@pytest.fixture
def client() -> Client:
    """The browser of the province's controller."""
    clock.set_to(worlds.moment("2024-03-25 08:00"))
    top = factories.agency("Ủy ban nhân dân tỉnh", level=Level.PROVINCE)
    browser = Client()
    browser.force_login(factories.officer(top, Role.CONTROLLER))
    return browser


def said(response) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def send(client: Client, *, key: str = "mot", **changes: str):
    return client.post(PAGE, {"once": key} | MARCH | changes)


def test_a_period_is_named_chosen_and_withdrawn(client):
    assert send(client).status_code == 302
    assert "21/02/2024 – 20/03/2024 Công văn 7964/BNN-VP" in said(client.get(PAGE))
    made = LocalPeriod.objects.get()
    report = said(client.get("/can-bo/bao-cao/", {"ky": f"rieng-{made.pk}"}))
    assert "tháng 3 năm 2024. Từ ngày 21/02/2024 đến ngày 20/03/2024" in report
    free = {"ky": "khac", "tu": "21/02/2024", "den": "20/03/2024"}
    assert "tháng 3 năm 2024. Từ ngày 21/02/2024" in said(client.get("/can-bo/bao-cao/", free))
    form = client.get("/can-bo/bao-cao/bieu/THANG/", {"ky": f"rieng-{made.pk}"})
    assert "tháng 3 năm 2024. Từ ngày 21/02/2024" in said(form)
    client.post(f"{PAGE}{made.pk}/bo/", {"once": "hai"})
    assert "Chưa ghi kỳ nào" in said(client.get(PAGE))
    gone = client.get("/can-bo/bao-cao/", {"ky": f"rieng-{made.pk}"})
    assert gone.status_code == 400


def test_days_that_are_a_period_already_are_refused_in_words(client):
    send(client)
    answer = send(client, key="hai", name="khác")
    assert answer.status_code == 422
    assert "Những ngày này đã là kỳ “tháng 3 năm 2024”" in said(answer)
    quarter = send(client, key="ba", from_on="15/06/2024", to_on="14/09/2024")
    assert "Những ngày này đã là kỳ “quý III năm 2024”" in said(quarter)
    assert LocalPeriod.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"to_on": "01/02/2024"}, "trước ngày đầu kỳ"),
        ({"from_on": "31/02/2024"}, "Ghi ngày theo dạng ngày/tháng/năm"),
        ({"once": ""}, "Biểu mẫu đã hết hạn"),
    ],
)
def test_what_cannot_be_a_period_is_said_and_kept_to_be_mended(client, changes, sentence):
    answer = send(client, **changes)
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert "Công văn 7964/BNN-VP" in answer.content.decode()
    assert not LocalPeriod.objects.exists()


def test_a_unit_below_sees_and_does_not_name(client):
    send(client)
    browser = Client()
    top = Agency.objects.get(level=Level.PROVINCE)
    browser.force_login(factories.officer(factories.agency(parent=top), Role.CONTROLLER))
    assert "tháng 3 năm 2024" in said(browser.get(PAGE))
    assert send(browser, key="hai").status_code == 403
    place = f"{PAGE}{LocalPeriod.objects.get().pk}/bo/"
    assert browser.post(place, {"once": "ba"}).status_code == 403
    assert "Biểu mẫu đã hết hạn" in said(client.post(place, {"once": ""}, follow=True))
