"""Soạn, công bố, bãi bỏ, so sánh: the pages of who keeps the catalogue."""

from datetime import date, datetime

import pytest
from django.test import Client

from motcua.base import clock
from motcua.catalog import queries
from motcua.catalog.models import CaseChannel, Field, ProcedureState, ProcedureVersion
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from tests import factories
from tests.acceptance import visiting
from tests.dossiers.world import world
from tests.web.forms import send, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
LIST = "/can-bo/danh-muc/du-thao/"
DECISION = {"so": "99/QĐ-UBND", "ngay": "10/11/2026", "ky": "UBND tỉnh"}


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


@pytest.fixture
def controller(client: Client, province: Agency) -> Account:
    account = factories.officer(province, Role.CONTROLLER)
    client.force_login(account)
    return account


def draw_up(client: Client, version: ProcedureVersion) -> str:
    """Draw a draft up from the page of the procedure, and return its address."""
    page = f"/can-bo/danh-muc/{version.procedure.code}/"
    return send(client, page, f"{page}soan/")["Location"]


def as_it_stands(page: str) -> dict[str, object]:
    """What the main form of a page would send untouched."""
    form = next(one for one in visiting.forms(page) if "seen" in one.fields)
    return form.ticked | form.fields


@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.LEADER, Role.ADMIN])
def test_only_the_controller_writes_drafts(client: Client, province: Agency, role: Role) -> None:
    version = factories.procedure()
    client.force_login(factories.officer(province, role))
    code = version.procedure.code

    for page in ("du-thao/", "du-thao/moi/", "du-thao/1/", "du-thao/1/cong-bo/"):
        assert client.get(f"/can-bo/danh-muc/{page}").status_code == 403
    assert client.post(f"/can-bo/danh-muc/{code}/soan/").status_code == 403
    assert client.get(f"/can-bo/danh-muc/{code}/bai-bo/").status_code == 403
    assert "Soạn bản sửa đổi" not in text(client, f"/can-bo/danh-muc/{code}/")


def test_a_controller_below_the_province_writes_no_draft(client: Client, province: Agency) -> None:
    version = factories.procedure()
    client.force_login(factories.officer(factories.agency(parent=province), Role.CONTROLLER))

    assert client.get(LIST).status_code == 403
    assert client.post(f"/can-bo/danh-muc/{version.procedure.code}/bai-bo/").status_code == 403


def test_a_draft_is_written_part_by_part_and_published(
    client: Client, province: Agency, controller: Account
) -> None:
    here = world(parent=province)
    clock.set_to(NOW)
    version = here.cases[0].version
    running = here.receive("2026-11-19 08:00")
    clock.set_to(NOW)
    draft = draw_up(client, version)
    facts = as_it_stands(text(client, f"{draft}thong-tin/"))
    facts |= {"name": "Đăng ký khai sinh (sửa đổi)", "levels": ["commune", "province"]}
    facts |= {"steps": "Nộp.\nNhận.", "audience": "Cá nhân", "agency_text": "UBND cấp xã"}
    assert client.post(f"{draft}thong-tin/", facts)["Location"] == draft
    case = ProcedureVersion.objects.get(state=ProcedureState.DRAFT).cases.get()
    page = f"{draft}truong-hop/{case.pk}/"
    told = as_it_stands(text(client, page))
    told |= {"cach-0-limit_amount": "2", "phi-0-amount": "8.000", "phi-0-note": "Bản giấy"}
    told |= {"giay-2-name": "Giấy chứng sinh", "giay-2-originals": "1"}
    assert client.post(page, told)["Location"] == draft
    told = as_it_stands(text(client, f"{draft}ket-qua/"))
    told |= {"kq-0-name": "Giấy khai sinh", "cc-0-number": "60/2014/QH13", "cc-0-title": "Luật"}
    assert client.post(f"{draft}ket-qua/", told | {"them": "1"})["Location"] == f"{draft}ket-qua/"
    shown = text(client, draft)
    for words in (
        "sửa đổi",
        "02 ngày làm việc",
        "Phí 8.000 đồng (Bản giấy)",
        "Giấy chứng sinh",
        "60/2014/QH13",
    ):
        assert words in shown
    answer = client.post(
        f"{draft}cong-bo/",
        as_it_stands(text(client, f"{draft}cong-bo/")) | DECISION | {"hieu_luc": "01/12/2026"},
    )
    made = queries.by_code(version.procedure.code, date(2026, 12, 1))
    running.refresh_from_db()

    assert answer["Location"] == f"/can-bo/danh-muc/{version.procedure.code}/"
    assert made is not None
    assert (made.name, made.levels) == ("Đăng ký khai sinh (sửa đổi)", ["commune", "province"])
    assert queries.by_code(version.procedure.code, NOW.date()) == version
    assert running.version == version, "a running dossier keeps its version"
    counter = CaseChannel.objects.get(case__version=made, channel="counter")
    assert (counter.limit_amount, counter.fees.get().amount_dong) == (2, 8000)
    assert "Đã công bố, chưa có hiệu lực" in text(client, f"{answer['Location']}phien-ban/")


def test_a_draft_that_lacks_a_required_part_is_not_published(
    client: Client, province: Agency, controller: Account
) -> None:
    draft = draw_up(client, factories.procedure())
    version = ProcedureVersion.objects.get(state=ProcedureState.DRAFT)
    CaseChannel.objects.filter(case__version=version, channel="post").update(
        limit_amount=None, limit_unit=""
    )
    given = as_it_stands(text(client, f"{draft}cong-bo/")) | DECISION | {"hieu_luc": "01/12/2026"}
    answer = client.post(f"{draft}cong-bo/", given)

    assert "còn thiếu: thời hạn giải quyết" in answer.content.decode()
    assert "1 cách nộp chưa có thời hạn" in answer.content.decode()


def test_a_late_decision_is_published_and_pointed_out(
    client: Client, province: Agency, controller: Account
) -> None:
    draft = draw_up(client, factories.procedure())
    given = as_it_stands(text(client, f"{draft}cong-bo/")) | DECISION
    answer = client.post(
        f"{draft}cong-bo/", given | {"ngay": "19/11/2026", "hieu_luc": "20/11/2026"}, follow=True
    )

    assert "ít nhất 5 ngày trước ngày có hiệu lực" in answer.content.decode()
    again = client.get(f"{draft}cong-bo/", follow=True)
    assert "đã được công bố" in again.content.decode()


def test_mistakes_are_said_at_their_fields_and_nothing_is_lost(
    client: Client, province: Agency, controller: Account
) -> None:
    draft = draw_up(client, factories.procedure())
    case = ProcedureVersion.objects.get(state=ProcedureState.DRAFT).cases.get()
    page = f"{draft}truong-hop/{case.pk}/"
    told = as_it_stands(text(client, page)) | {"cach-0-limit_amount": "", "name": "Tên vừa nhập"}
    told |= {
        "phi-0-amount": "1,5",
        "phi-0-currency": "VND",
        "phi-1-currency": "",
        "phi-1-amount": "7",
    }
    answer = client.post(page, told)
    shown = answer.content.decode()

    assert answer.status_code == 422
    for words in ("Ghi số lượng của thời hạn", "là số nguyên", "Ghi mức thu bằng lời"):
        assert words in shown
    assert "Tên vừa nhập" in shown
    facts = as_it_stands(text(client, f"{draft}thong-tin/")) | {"name": "", "levels": ["commune"]}
    assert client.post(f"{draft}thong-tin/", facts).status_code == 422
    publish = as_it_stands(text(client, f"{draft}cong-bo/")) | {"so": ""}
    assert client.post(f"{draft}cong-bo/", publish).status_code == 422
    case.refresh_from_db()
    assert case.name == "Trường hợp chung"


def test_two_people_write_one_draft(client: Client, province: Agency, controller: Account) -> None:
    draft = draw_up(client, factories.procedure())
    page = f"{draft}thong-tin/"
    first = as_it_stands(text(client, page)) | {"levels": ["commune"], "name": "Thứ nhất"}
    second = as_it_stands(text(client, page)) | {"levels": ["commune"], "name": "Thứ hai"}

    assert client.post(page, first).status_code == 302
    answer = client.post(page, second)
    assert answer.status_code == 422
    assert "Người khác vừa sửa dự thảo này" in answer.content.decode()
    assert 'value="Thứ hai"' in answer.content.decode(), "what was typed is still there"


def test_cases_are_added_and_taken_out_and_drafts_dropped(
    client: Client, province: Agency, controller: Account
) -> None:
    version = factories.procedure()
    draft = draw_up(client, version)
    seen = as_it_stands(text(client, draft))
    client.post(f"{draft}viec/them-truong-hop/", seen | {"name": "Có yếu tố nước ngoài"})
    page = text(client, draft)
    assert "Có yếu tố nước ngoài" in page
    first = ProcedureVersion.objects.get(state=ProcedureState.DRAFT).cases.earliest("order")
    client.post(f"{draft}viec/bo-truong-hop/", as_it_stands(page) | {"truong_hop": first.pk})
    blank = as_it_stands(text(client, draft)) | {"name": " "}
    assert client.post(f"{draft}viec/them-truong-hop/", blank).status_code == 302
    assert ProcedureVersion.objects.get(state=ProcedureState.DRAFT).cases.count() == 1
    last = as_it_stands(text(client, draft))
    dropped = client.post(f"{draft}viec/bo/", last)
    assert dropped["Location"] == LIST
    assert client.post(f"{draft}viec/bo/", last)["Location"] == LIST, "a second click"
    assert client.post(f"{draft}viec/khong-co/", last).status_code == 404
    assert "Chưa có dự thảo nào" in text(client, LIST)


def test_a_procedure_of_the_province_is_begun(
    client: Client, province: Agency, controller: Account
) -> None:
    field = Field.objects.create(code="HT", name="Hộ tịch")
    given = {"ma": "9.000123", "ten": "Cấp thẻ", "linh_vuc": field.pk, "cap": "commune"}
    made = send(client, f"{LIST}moi/", f"{LIST}moi/", **given)
    again = send(client, f"{LIST}moi/", f"{LIST}moi/", **given)
    odd = send(client, f"{LIST}moi/", f"{LIST}moi/", **given | {"ma": "mã lạ"})

    assert "Chưa có cách nộp nào" in text(client, made["Location"])
    assert "đã có trong danh mục" in again.content.decode()
    assert "Mã chỉ gồm chữ, số" in odd.content.decode()
    assert "Cấp thẻ" in text(client, LIST)


def test_a_procedure_is_abolished(client: Client, province: Agency, controller: Account) -> None:
    version = factories.procedure(offered_by=[province])
    page = f"/can-bo/danh-muc/{version.procedure.code}/"
    early = send(client, f"{page}bai-bo/", f"{page}bai-bo/", **DECISION, het="01/01/2019")
    done = send(client, f"{page}bai-bo/", f"{page}bai-bo/", **DECISION, het="20/11/2026")

    assert early.status_code == 422
    assert "từ ngày có hiệu lực trở đi" in early.content.decode()
    assert done["Location"] == page
    clock.set_to(NOW.replace(day=21))
    shown = text(client, page)
    assert "99/QĐ-UBND" in text(client, f"{page}phien-ban/")
    assert "Bãi bỏ" not in shown
    assert client.get(f"{page}bai-bo/").status_code == 302
    assert queries.offered_by(province, date(2026, 11, 21)) == []


def test_versions_are_compared_side_by_side(
    client: Client, province: Agency, controller: Account
) -> None:
    version = factories.procedure()
    draft = draw_up(client, version)
    facts = as_it_stands(text(client, f"{draft}thong-tin/"))
    facts |= {"name": "Đăng ký khai sinh lưu động", "levels": ["commune"]}
    client.post(f"{draft}thong-tin/", facts)
    address = f"/can-bo/danh-muc/{version.procedure.code}/so-sanh/"
    page = text(client, f"{address}?cu=1&moi=2")

    assert "Đăng ký khai sinh <ins>lưu động</ins>" in page
    assert "không đổi" in page
    assert "Hai phiên bản giống nhau" in text(client, f"{address}?cu=1&moi=1")
    assert client.get(f"{address}?cu=1&moi=77").status_code == 404
    assert client.get(f"{address}?cu=x").status_code == 404
    client.force_login(factories.officer(province, Role.CLERK))
    assert client.get(f"{address}?cu=1&moi=2").status_code == 404, "a draft is its writer's"
    history = text(client, f"/can-bo/danh-muc/{version.procedure.code}/phien-ban/")
    assert "Dự thảo" not in history
