"""Procedures as citizens read them: found by words, told plainly, printed, ended ones pointing on."""

from datetime import date

import pytest
from django.urls import reverse

from motcua.base import clock
from motcua.catalog import actions, records
from motcua.catalog.models import Procedure
from motcua.organizations.models import AgencyKind
from motcua.rules.codes import Level
from tests import factories

pytestmark = pytest.mark.django_db
HEAVIEST = 150_000


@pytest.fixture
def province():
    clock.set_to(clock.at(date(2026, 11, 20), 9))
    actions.load(catalogue=records.read())
    factories.agency(
        "Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE, kind=AgencyKind.PROVINCE
    )
    commune = factories.agency("UBND xã Chi Lăng")
    procedures = Procedure.objects.filter(versions__level=Level.COMMUNE).distinct()
    actions.offer_all(procedures=procedures, agency=commune, from_on=date(2025, 7, 1))
    return commune


def text(response):
    return response.content.decode()


@pytest.mark.usefixtures("province")
def test_the_first_page_asks_one_question_and_offers_the_moments_of_life(client):
    page = text(client.get(reverse("portal:home")))
    assert "Ông/bà cần làm thủ tục gì?" in page
    assert "?su-kien=sinh-con" in page
    assert reverse("portal:track") in page


def test_the_first_page_of_an_empty_province_says_so(client):
    assert "Danh mục thủ tục đang được cập nhật" in text(client.get(reverse("portal:home")))


@pytest.mark.usefixtures("province")
def test_words_without_diacritics_find_the_procedure_first(client):
    page = text(client.get(reverse("portal:browse"), {"q": "khai sinh"}))
    assert page.index("Đăng ký khai sinh") < page.index("Đăng ký lại khai sinh")


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("asked", "there", "absent"),
    [
        ({"su-kien": "sinh-con"}, "1.001193", "2.000815"),
        ({"linh-vuc": "CT"}, "2.000815", "1.001193"),
        ({"cap": "province"}, "1.004756", "1.001193"),
        ({"cap": "commune", "q": "kết hôn"}, "1.000894", "1.004756"),
        ({"cap": "hanh-tinh"}, "thủ tục", "Không tìm thấy trang"),
        ({"q": "\x00"}, "thủ tục", "Không tìm thấy trang"),
    ],
)
def test_the_list_is_narrowed_by_what_was_chosen(client, asked, there, absent):
    page = text(client.get(reverse("portal:browse"), asked))
    assert there in page
    assert absent not in page


@pytest.mark.usefixtures("province")
def test_a_search_that_finds_nothing_says_what_to_do(client):
    page = text(client.get(reverse("portal:browse"), {"q": "<b>đĩa bay</b>"}))
    assert "Chưa tìm thấy thủ tục nào" in page
    assert "<b>đĩa" not in page


def test_a_procedure_is_told_plainly_and_then_officially(client, province):
    page = text(client.get(reverse("portal:procedure", args=["1.001193"])))
    assert page.index("Tóm tắt") < page.index("Nội dung công bố")
    for words in (
        "Giấy chứng sinh",
        "Trong ngày",
        "03 ngày làm việc",
        "Lệ phí 5.000 đồng",
        "Không thu hoặc lệ phí 5.000 đồng, tùy trường hợp",
        "60/2014/QH13",
        province.name,
    ):
        assert words in page


@pytest.mark.usefixtures("province")
def test_an_ended_procedure_names_who_follows_it(client):
    page = text(client.get(reverse("portal:procedure", args=["9.000101"])))
    assert "đã hết hiệu lực sau ngày 30/06/2025" in page
    assert reverse("portal:procedure", args=["1.012784"]) in page
    assert "Nộp ở đâu" not in page


@pytest.mark.usefixtures("province")
def test_work_of_the_district_is_told_as_the_commune_does_it_now(client):
    page = text(client.get(reverse("portal:procedure", args=["1.001612"])))
    assert "Cấp xã" in page
    assert "Cấp huyện" not in page


@pytest.mark.usefixtures("province")
def test_the_printed_page_says_the_same(client):
    page = text(client.get(reverse("portal:procedure_print", args=["1.001193"])))
    assert "Giấy chứng sinh" in page
    assert "Nội dung tại ngày 20/11/2026" in page


@pytest.mark.parametrize("code", ["1.999999", "\x00"])
def test_an_unknown_code_leads_to_a_designed_page(client, code):
    response = client.get(reverse("portal:procedure", args=[code]))
    assert response.status_code == 404
    assert "Không tìm thấy trang" in text(response)


@pytest.mark.usefixtures("province")
def test_every_procedure_in_force_has_a_light_page(client):
    for code in Procedure.objects.values_list("code", flat=True):
        response = client.get(reverse("portal:procedure", args=[code]))
        assert response.status_code == 200
        assert len(response.content) < HEAVIEST


@pytest.mark.usefixtures("province")
def test_every_page_opens_for_everybody_and_is_light(client):
    for route in ("home", "browse", "track", "accessibility", "offline"):
        response = client.get(reverse(f"portal:{route}"))
        assert response.status_code == 200, route
        assert len(response.content) < HEAVIEST, route
        assert "!" not in text(response).split("<body", 1)[1].replace("<!--", ""), route


def test_the_worker_comes_from_the_root_and_spares_the_workspace(client):
    response = client.get("/tho-phu.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert "/can-bo/" in text(response)
