"""The pages of agencies: who may keep the house, the tree, the acts."""

from datetime import date, datetime

import pytest
from django.test import Client

from motcua.base import clock
from motcua.organizations import actions, queries
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from motcua.rules.codes import Level
from tests import factories
from tests.dossiers.world import world
from tests.web.forms import key, send, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


@pytest.mark.parametrize("page", ["co-quan", "co-quan/moi", "nhan-su", "nhan-su/nhap", "lich"])
@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.LEADER, Role.CONTROLLER])
def test_only_administrators_keep_the_house(client: Client, role: Role, page: str) -> None:
    client.force_login(factories.officer(factories.agency(), role))

    assert client.get(f"/can-bo/{page}/").status_code == 403


def test_an_administrator_of_a_commune_stays_in_the_commune(
    client: Client, province: Agency
) -> None:
    commune, sister = factories.agency(parent=province), factories.agency(parent=province)
    client.force_login(factories.officer(commune, Role.ADMIN))
    stranger = factories.officer(sister)

    assert sister.name not in text(client, "/can-bo/co-quan/")
    assert commune.name in text(client, "/can-bo/co-quan/")
    for forbidden in (
        f"co-quan/{sister.pk}",
        f"nhan-su/{stranger.pk}",
        "co-quan/moi",
        "nhan-su/nhap",
    ):
        assert client.get(f"/can-bo/{forbidden}/").status_code == 403
    assert client.get("/can-bo/lich/")["Location"].endswith(f"?co_quan={commune.pk}")
    assert client.get(f"/can-bo/lich/?co_quan={sister.pk}").status_code == 403
    assert client.post("/can-bo/lich/2027/de-xuat/").status_code == 403


def test_a_commune_does_not_reset_the_password_of_who_also_works_above(
    client: Client, province: Agency
) -> None:
    commune = factories.agency(parent=province)
    both = factories.officer(province, Role.ADMIN)
    factories.assignment(both, factories.post(commune))
    client.force_login(factories.officer(commune, Role.ADMIN))

    page = text(client, f"/can-bo/nhan-su/{both.pk}/")

    assert "Cấp lại mật khẩu" not in page
    answer = client.post(f"/can-bo/nhan-su/{both.pk}/tai-khoan/mat-khau/", {"once": key(page)})
    assert answer.status_code == 403


def test_the_tree_is_shown_as_it_stood_on_a_day(
    client: Client, province: Agency, admin: Account
) -> None:
    district = factories.agency("UBND huyện Chi Lăng", level=Level.DISTRICT, parent=province)
    actions.close_agency(agency=district, last_day=date(2025, 6, 30))

    today = text(client, "/can-bo/co-quan/")
    before = text(client, "/can-bo/co-quan/?ngay=30/06/2025")

    assert "UBND huyện Chi Lăng" not in today
    assert "Trước sắp xếp 30/06/2025" in today
    assert "UBND huyện Chi Lăng" in before
    assert "UBND huyện Chi Lăng" in text(client, "/can-bo/co-quan/?ngay=2025-06-30")
    assert "UBND huyện Chi Lăng" not in text(client, "/can-bo/co-quan/?ngay=hom-qua")


def test_an_agency_is_opened_once_however_often_the_form_is_sent(
    client: Client, province: Agency, admin: Account
) -> None:
    given = {
        "once": key(text(client, "/can-bo/co-quan/moi/")),
        "ten": "UBND xã Vạn Linh",
        "ma": "H37.107",
        "cap": "commune",
        "loai": "commune",
        "cap_tren": province.pk,
        "tu_ngay": "01/07/2025",
        "ten_khac": "Xã Vạn Linh; Van Linh cu",
        "mau_so": "{agency}-{yymmdd}-{nnnn}",
    }

    first = client.post("/can-bo/co-quan/moi/", given)
    second = client.post("/can-bo/co-quan/moi/", given)

    assert first["Location"] == second["Location"]
    made = queries.find("Vạn Linh cũ")
    assert (made.code, queries.parent_on(made.pk, TODAY)) == ("H37.107", province)
    assert queries.numbering(made.pk, TODAY).agency_code == "H37.107"
    page = text(client, first["Location"])
    assert "Bắt đầu hoạt động với tên “UBND xã Vạn Linh”" in page


def test_what_is_wrong_is_told_at_the_form_and_nothing_is_made(
    client: Client, province: Agency, admin: Account
) -> None:
    given = {"ten": "X", "ma": province.code, "cap": "commune", "loai": "commune"}

    blank = send(client, "/can-bo/co-quan/moi/", "/can-bo/co-quan/moi/", **given)
    given |= {"tu_ngay": "1/7/2025"}
    alone = send(client, "/can-bo/co-quan/moi/", "/can-bo/co-quan/moi/", **given)
    given |= {"cap_tren": province.pk}
    taken = send(client, "/can-bo/co-quan/moi/", "/can-bo/co-quan/moi/", **given)

    assert 'aria-invalid="true"' in blank.content.decode()
    assert "Chọn cơ quan cấp trên trực tiếp" in alone.content.decode()
    assert "đã thuộc về một cơ quan khác" in taken.content.decode()
    assert Agency.objects.count() == 1


def test_a_form_without_its_key_does_nothing(
    client: Client, province: Agency, admin: Account
) -> None:
    answer = client.post(
        f"/can-bo/co-quan/{province.pk}/doi-ten/",
        {"doi-ten-ten": "X", "doi-ten-tu_ngay": "1/7/2025"},
    )

    assert "Biểu mẫu đã hết hạn" in answer.content.decode()
    assert queries.name_on(province, TODAY) == "Ủy ban nhân dân tỉnh Lạng Sơn"


def test_every_act_on_an_agency_can_be_done_from_its_page(
    client: Client, province: Agency, admin: Account
) -> None:
    commune = factories.agency("UBND xã Cũ", parent=province)
    successor = factories.agency("UBND xã Kế Thừa", parent=province)
    department = factories.agency("Sở Nội vụ", level=Level.PROVINCE, parent=province)
    page = f"/can-bo/co-quan/{commune.pk}/"
    deeds: dict[str, dict[str, object]] = {
        "vi-tri": {"ten": "Công chức hộ tịch", "vai_tro": "officer"},
        "bo-phan": {"ten": "Bộ phận Một cửa", "tu_ngay": "01/07/2025"},
        "ten-khac": {"ten_khac": "Xã Cũ"},
        "doi-ten": {"ten": "UBND xã Mới", "tu_ngay": "01/07/2025", "can_cu": "NQ 1672"},
        "cap-tren": {"cap_tren": department.pk, "tu_ngay": "01/07/2025"},
        "so-ho-so": {
            "ma": "H37.9",
            "mau_so": "{agency}-{yymmdd}-{nnnn}",
            "tu_ngay": "01/07/2025",
        },
        "ke-thua": {"ke_thua": successor.pk, "tu_ngay": "01/12/2026", "can_cu": "NQ 2"},
        "ket-thuc": {"ngay_cuoi": "30/11/2026"},
    }

    for deed, given in deeds.items():
        prefixed = {f"{deed}-{name}": value for name, value in given.items()}
        answer = send(client, page, f"{page}{deed}/", **prefixed)
        assert answer.status_code == 302, (deed, answer.content.decode())

    told = text(client, page)
    for words in (
        "Mang tên “UBND xã Mới”",
        "Trực thuộc Sở Nội vụ",
        "Đánh số hồ sơ bằng mã H37.9",
        "UBND xã Kế Thừa kế thừa nhiệm vụ",
        "Kết thúc hoạt động sau 30/11/2026",
    ):
        assert words in told
    assert "Đổi tên" not in told
    late = {"doi-ten-ten": "Z", "doi-ten-tu_ngay": "01/12/2026", "once": "x"}
    assert client.post(f"{page}doi-ten/", late).status_code == 404


def test_a_refused_act_opens_its_form_again_with_the_sentence(
    client: Client, province: Agency, admin: Account
) -> None:
    factories.agency("UBND xã Con", parent=province)
    page = f"/can-bo/co-quan/{province.pk}/"

    answer = send(client, page, f"{page}ket-thuc/", **{"ket-thuc-ngay_cuoi": "30/11/2026"})

    assert "Còn đơn vị trực thuộc chưa được chuyển: UBND xã Con." in answer.content.decode()
    assert "<details open>" in answer.content.decode()


def test_an_agency_with_open_dossiers_is_not_closed(
    client: Client, province: Agency, admin: Account
) -> None:
    here = world(parent=province)
    here.receive("2026-11-17 08:30")
    clock.set_to(NOW)
    page = f"/can-bo/co-quan/{here.agency.pk}/"

    answer = send(client, page, f"{page}ket-thuc/", **{"ket-thuc-ngay_cuoi": "30/11/2026"})

    assert "Còn 1 hồ sơ đang giải quyết tại cơ quan" in answer.content.decode()
    here.agency.refresh_from_db()
    assert here.agency.closed_on is None
