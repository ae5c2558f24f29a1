"""Quy trình nội bộ: the pages of who draws up, compares, approves and takes in internal processes."""

from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.base import clock
from motcua.catalog.models import Case, ProcedureVersion, Route
from motcua.catalog.queries import routes as queries
from motcua.catalog.route_tables import writing
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from motcua.rules.steps import Found, Way
from tests import factories
from tests.acceptance import visiting
from tests.web.forms import key, send, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
LIST = "/can-bo/danh-muc/quy-trinh/"
DECISION = {"so": "12/QĐ-UBND", "ngay": "10/11/2026", "ky": "UBND tỉnh", "hieu_luc": "20/11/2026"}
STEP = {
    "name": "Thẩm định",
    "work": "assess",
    "unit": "professional",
    "post": "officer",
    "time": "1 ngày làm việc",
}


@pytest.fixture(autouse=True)
def _now() -> None:
    clock.set_to(NOW)


@pytest.fixture
def controller(client: Client, province: Agency) -> Account:
    account = factories.officer(province, Role.CONTROLLER)
    client.force_login(account)
    return account


@pytest.fixture
def version() -> ProcedureVersion:
    return factories.procedure()


def page_of(version: ProcedureVersion) -> str:
    return f"{LIST}thu-tuc/{version.procedure.code}/"


def draw_up(client: Client, version: ProcedureVersion, where: object = "") -> str:
    """Begin a draft from the page of the procedure, and return the address of the route."""
    case = Case.objects.get(version=version)
    answer = send(client, page_of(version), f"{LIST}soan/{case.pk}/", noi=where)
    return answer["Location"].removesuffix("sua/")


def write(client: Client, route: str, *rows: dict[str, object], **more: object) -> object:
    """Send the editor's table with these rows in place of whatever it shows."""
    page = text(client, f"{route}sua/")
    form = next(one for one in visiting.forms(page) if "seen" in one.fields)
    kept = {name: value for name, value in form.fields.items() if not name.startswith("buoc-")}
    sent = {f"buoc-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    counts = {"buoc-TOTAL_FORMS": len(rows), "buoc-INITIAL_FORMS": 0}
    return client.post(f"{route}sua/", kept | counts | sent | more)


def approve(client: Client, route: str, **more: object) -> object:
    page = text(client, f"{route}phe-duyet/")
    form = next(one for one in visiting.forms(page) if "seen" in one.fields)
    return client.post(f"{route}phe-duyet/", form.fields | DECISION | more)


def codes(route: Route) -> list[str]:
    return [one.code for one in queries.as_rule(queries.routes().get(pk=route.pk)).steps]


@pytest.mark.parametrize("role", [Role.CLERK, Role.OFFICER, Role.LEADER, Role.ADMIN])
def test_only_the_controller_draws_up_and_everybody_reads(
    client: Client, province: Agency, version: ProcedureVersion, role: Role
) -> None:
    case = Case.objects.get(version=version)
    draft = Route.objects.create(case=case, number=1, written_at=NOW)
    client.force_login(factories.officer(province, role))

    assert client.get(f"{LIST}nhap/").status_code == 403
    assert client.get(f"{LIST}{draft.pk}/sua/").status_code == 403
    assert client.get(f"{LIST}{draft.pk}/phe-duyet/").status_code == 403
    assert client.post(f"{LIST}soan/{case.pk}/").status_code == 403
    assert client.post(f"{LIST}{draft.pk}/bo/").status_code == 403
    assert client.get(f"{LIST}{draft.pk}/").status_code == 404
    assert "dự thảo" not in text(client, f"{LIST}?muc=du-thao")
    assert "Soạn quy trình" not in text(client, page_of(version))


def test_a_controller_below_the_province_draws_up_nothing(
    client: Client, province: Agency, version: ProcedureVersion
) -> None:
    client.force_login(factories.officer(factories.agency(parent=province), Role.CONTROLLER))
    case = Case.objects.get(version=version)
    assert client.post(f"{LIST}soan/{case.pk}/").status_code == 403
    assert client.get(f"{LIST}nhap/").status_code == 403


def test_a_route_is_drawn_up_as_a_table_and_approved(
    client: Client, controller: Account, version: ProcedureVersion
) -> None:
    route = draw_up(client, version)
    assert "Chưa có bước nào" in text(client, route)
    first = STEP | {"name": "Tiếp nhận", "work": "receive", "unit": "one_stop", "post": "clerk"}
    branch = STEP | {"to": "Đủ điều kiện → 3; Không đủ điều kiện → Kết thúc", "may_consult": "on"}

    write(client, route, first, branch, STEP | {"name": "Ký", "work": "sign", "must_sign": "on"})

    shown = text(client, route)
    assert "Không đủ điều kiện → Kết thúc" in shown
    assert "Được lấy ý kiến phối hợp" in shown
    approve(client, route)
    made = queries.routes().get()
    assert made.state == "published"
    assert made.effective_from == date(2026, 11, 20)
    assert made.written_by == controller
    steps = queries.as_rule(made).steps
    assert steps[1].ways == (Way("3", Found.ELIGIBLE), Way("", Found.NOT_ELIGIBLE))
    assert steps[2].must_sign
    assert "1 đang áp dụng" in text(client, LIST)
    assert "12/QĐ-UBND" in text(client, route)
    assert version.name in text(client, f"{LIST}?muc=co")
    assert version.name not in text(client, f"{LIST}?muc=chua")


def test_steps_are_moved_by_their_place_and_taken_out(
    client: Client, controller: Account, version: ProcedureVersion
) -> None:
    route = draw_up(client, version)
    rows = [STEP | {"code": code, "name": f"Bước {code}"} for code in ("a", "b", "c")]
    rows[0]["place"], rows[1]["place"], rows[2]["place"] = 30, 20, 10
    rows[1]["DELETE"] = "on"

    write(client, route, *rows, {}, STEP | {"name": "Cuối"})

    assert codes(Route.objects.get()) == ["c", "a", "3"]


def test_more_rows_are_offered_when_asked_for(
    client: Client, controller: Account, version: ProcedureVersion
) -> None:
    route = draw_up(client, version)
    answer = write(client, route, STEP, them="1")
    page = text(client, answer["Location"])
    assert page.count("Bước mới") == 3
    assert "Bước mới" not in text(client, f"{route}sua/")


@pytest.mark.parametrize(
    ("field", "word", "said"),
    [
        ("time", "vài hôm", "Không hiểu thời gian “vài hôm”"),
        ("within", "0 ngày", "Không hiểu thời gian “0 ngày”"),
        ("to", "Tốt → 3", "“Tốt” không có trong các lựa chọn"),
        ("agency", "Sở Không Có", "Sở Không Có"),
        ("work", "", "Trường này"),
    ],
)
def test_a_cell_that_is_not_understood_is_said_and_nothing_lost(
    client: Client,
    controller: Account,
    version: ProcedureVersion,
    field: str,
    word: str,
    said: str,
) -> None:
    route = draw_up(client, version)
    answer = write(client, route, STEP | {"name": "Việc còn dở", field: word})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Việc còn dở" in page
    assert said in page or field == "work"
    assert codes(Route.objects.get()) == []


def test_what_cannot_work_is_kept_and_said_and_not_approved(
    client: Client, controller: Account, version: ProcedureVersion
) -> None:
    route = draw_up(client, version)
    write(client, route, STEP | {"time": "9 ngày", "post": ""})
    shown = text(client, route)
    assert "Bước 1 chưa có người thực hiện" in shown
    assert "Phê duyệt</a>" not in shown
    answer = approve(client, route)
    assert answer.status_code == 422
    assert "Chưa phê duyệt được" in answer.content.decode()
    write(client, route, STEP | {"time": "9 ngày"})
    assert "dài hơn thời hạn giải quyết (5 ngày làm việc)" in text(client, route)


def test_two_versions_stand_side_by_side(
    client: Client, controller: Account, version: ProcedureVersion
) -> None:
    here = factories.agency(code="H99.77")
    first = draw_up(client, version)
    write(client, first, STEP, STEP | {"name": "Ký"})
    approve(client, first, hieu_luc="01/11/2026")
    assert client.get(f"{first}so-sanh/").status_code == 404
    assert draw_up(client, version) != first
    again = draw_up(client, version)
    write(client, again, STEP | {"time": "4 giờ", "agency": "H99.77"}, STEP | {"name": "Ký duyệt"})

    shown = text(client, f"{again}so-sanh/")

    assert "<ins>duyệt</ins>" in shown
    assert here.name in shown
    assert "Không đổi:" in shown
    other = draw_up(client, version, "commune")
    assert other not in {first, again}
    write(client, other, STEP)
    assert "Cấp xã" in text(client, page_of(version))


def test_an_older_page_writes_nothing(
    client: Client, controller: Account, version: ProcedureVersion
) -> None:
    route = draw_up(client, version)
    answer = write(client, route, STEP, seen="cũ")
    assert answer.status_code == 422
    assert "Người khác vừa sửa dự thảo này" in answer.content.decode()


def test_a_draft_is_dropped_once_and_an_approved_route_stays(
    client: Client, controller: Account, version: ProcedureVersion
) -> None:
    route = draw_up(client, version)
    seen = next(one for one in visiting.forms(text(client, route)) if "seen" in one.fields)
    client.post(f"{route}bo/", seen.fields)
    assert not Route.objects.exists()
    assert client.post(f"{route}bo/", seen.fields)["Location"] == LIST
    route = draw_up(client, version)
    write(client, route, STEP)
    approve(client, route)
    assert client.get(f"{route}sua/")["Location"] == route
    assert client.get(f"{route}phe-duyet/")["Location"] == route
    page = text(client, page_of(version))
    assert client.post(f"{route}bo/", {"once": key(page), "seen": ""})["Location"] == route
    assert Route.objects.get().state == "published"


def sent(content: bytes, name: str = "quy-trinh.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_is_previewed_then_taken_in_whole(client: Client, controller: Account) -> None:
    factories.procedure(code="1.000894")
    page = f"{LIST}nhap/"
    answer = send(client, page, page, tep=sent(writing.template()), xem="1", **DECISION)
    assert "Đọc được 1 quy trình, chưa ghi gì" in answer.content.decode()
    assert not Route.objects.exists()
    once = key(text(client, page))
    given = {"once": once} | DECISION
    answer = client.post(page, given | {"tep": sent(writing.template())})
    assert "Đã nhập 1 quy trình" in answer.content.decode()
    answer = client.post(page, given | {"tep": sent(writing.template())})
    assert "Tệp này đã được nhập ở lần gửi trước." in answer.content.decode()
    assert Route.objects.get().state == "published"


def test_a_faulty_file_names_rows_and_writes_nothing(client: Client, controller: Account) -> None:
    page = f"{LIST}nhap/"
    answer = send(client, page, page, tep=sent(writing.template()), **DECISION)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "1 chỗ cần sửa, chưa nhập quy trình nào" in said
    assert "<strong>Dòng 5:</strong> Không có thủ tục mã “1.000894”" in said
    answer = send(client, page, page, tep=sent(b"x"), **DECISION)
    assert "danh sách các quy trình" in answer.content.decode()
    answer = send(client, page, page, tep=sent(b"x"), **(DECISION | {"ngay": ""}))
    assert "Ghi ngày ký quyết định." in answer.content.decode()
    assert not Route.objects.exists()


def test_files_go_out(client: Client, controller: Account) -> None:
    factories.procedure(code="1.000894")
    page = f"{LIST}nhap/"
    send(client, page, page, tep=sent(writing.template()), **DECISION)
    assert client.get(f"{LIST}nhap/tep-mau/").content.startswith(b"PK")
    assert client.get(f"{LIST}tai-ve/xlsx/").content.startswith(b"PK")
    assert "1.000894" in client.get(f"{LIST}tai-ve/yaml/?ma=1.000894").content.decode()
    assert client.get(f"{LIST}tai-ve/yaml/?ma=9").content.strip() == b"[]"
    assert client.get(f"{LIST}tai-ve/pdf/").status_code == 404


def test_odd_addresses_are_answered(client: Client, controller: Account) -> None:
    assert client.get(f"{LIST}thu-tuc/9.9/").status_code == 404
    assert client.get(f"{LIST}999/").status_code == 404
    version = factories.procedure()
    case = Case.objects.get(version=version)
    page = page_of(version)
    answer = client.post(f"{LIST}soan/{case.pk}/", {"once": key(text(client, page)), "noi": "x"})
    assert answer["Location"] == page
    assert not Route.objects.exists()
    ProcedureVersion.objects.filter(pk=version.pk).update(effective_to=date(2026, 11, 1))
    assert "Soạn quy trình" not in text(client, page)
    answer = client.post(f"{LIST}soan/{case.pk}/", {"once": key(text(client, LIST + "nhap/"))})
    assert answer["Location"] == page
    assert not Route.objects.exists()
