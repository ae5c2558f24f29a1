"""Finding on the portal: near words, narrowing, the tenth page, limits nobody stated, data to take away."""

import csv
import io
import json
from datetime import date

import pytest
from django.urls import reverse

from motcua.base import clock
from motcua.catalog import actions
from motcua.catalog.models import LIMIT_MISSING, Absence, CaseChannel, Field, ImportRun, Procedure
from motcua.rules.codes import Level
from motcua.web.shared import display
from tests import factories

pytestmark = pytest.mark.django_db
HEAVIEST = 150_000
NAMES = ("Đăng ký khai sinh", "Đăng ký kết hôn", "Đăng ký thường trú")


@pytest.fixture(autouse=True)
def _today() -> None:
    clock.set_to(clock.at(date(2026, 11, 20), 9))


@pytest.fixture
def commune():
    """A commune that settles the first of three procedures; a fourth is the province's."""
    here = factories.agency("UBND xã Chi Lăng", code="H37.1")
    for number, name in enumerate(NAMES):
        factories.procedure(
            factories.version_record(name),
            code=f"1.00000{number}",
            offered_by=[here] if number == 0 else [],
        )
    factories.procedure(
        factories.version_record("Cấp phiếu lý lịch tư pháp", level=Level.PROVINCE, field="LLTP"),
        code="2.000001",
    )
    return here


def text(response):
    return response.content.decode()


def browse(client, **asked):
    return text(client.get(reverse("portal:browse"), asked))


@pytest.mark.usefixtures("commune")
def test_spoken_words_show_what_they_were_taken_for(client):
    page = browse(client, q="chuyển hộ khẩu")
    assert "Đã tìm cả theo tên chính thức" in page
    assert "đăng ký thường trú" in page
    assert reverse("portal:procedure", args=["1.000002"]) in page


@pytest.mark.usefixtures("commune")
def test_what_only_comes_near_is_offered_as_a_question(client):
    page = browse(client, q="khai hôn")
    assert "Chưa tìm thấy thủ tục nào có đủ các từ" in page
    assert "Có phải ông/bà tìm" in page
    assert "Đăng ký khai sinh" in page


def test_field_tier_agency_and_words_narrow_together(client, commune):
    assert "1.000001" not in browse(client, **{"co-quan": commune.code})
    assert "1.000000" in browse(client, **{"co-quan": commune.code, "q": "khai sinh"})
    assert "2.000001" in browse(client, **{"linh-vuc": "LLTP", "cap": "province"})
    assert "Chưa tìm thấy" in browse(client, **{"linh-vuc": "LLTP", "cap": "commune"})
    assert 'name="co-quan" value="H37.1"' in browse(client, **{"co-quan": commune.code})


@pytest.mark.usefixtures("commune")
def test_a_search_costs_few_statements(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get(reverse("portal:browse"), {"q": "khai sinh"})


def test_the_tenth_page_is_there_and_the_list_is_light(client):
    for number in range(185):
        factories.procedure(
            factories.version_record(f"Cấp phép hoạt động số {number}"), code=f"3.{number:06}"
        )
    response = client.get(reverse("portal:browse"), {"q": "cấp phép", "trang": "10"})
    assert text(response).count('class="result-more"') == 5
    assert len(response.content) < HEAVIEST


@pytest.fixture
def without_limit():
    """A procedure whose channels nobody stated a limit for."""
    field = Field.objects.create(code="HT", name="Hộ tịch", name_key="h")
    version = actions.draft(
        procedure=Procedure.objects.create(code="4.000001"),
        record=factories.version_record("Đăng ký giám hộ"),
        field=field,
        origin="high",
    )
    CaseChannel.objects.filter(case__version=version).update(
        limit_amount=None, limit_unit=LIMIT_MISSING
    )
    return actions.publish(version=version)


@pytest.mark.usefixtures("without_limit")
def test_a_missing_limit_is_said_with_whom_to_ask(client):
    for route in ("procedure", "procedure_print"):
        page = text(client.get(reverse(f"portal:{route}", args=["4.000001"])))
        assert "Chưa có thời hạn giải quyết" in page
        assert "trực tiếp" in page
        assert "Xin hỏi" in page


@pytest.mark.usefixtures("commune")
def test_a_procedure_its_source_no_longer_lists_is_not_found_and_says_so(client):
    run = ImportRun.objects.create(
        file_name="tap.jsonl",
        file_digest="0",
        shape="parsed",
        started_at=factories.BEGINNING,
        on=date(2026, 1, 1),
    )
    Absence.objects.create(
        procedure=Procedure.objects.get(code="1.000000"), from_on=date(2026, 1, 1), off_run=run
    )
    assert "1.000000" not in browse(client, q="khai sinh")
    page = text(client.get(reverse("portal:procedure", args=["1.000000"])))
    assert "Thủ tục này hiện không được áp dụng" in page
    assert "Nộp ở đâu" not in page


def streamed(client, route, **headers):
    response = client.get(reverse(f"portal:{route}"), headers=headers)
    body = b"".join(response.streaming_content).decode() if response.streaming else ""
    return response, body


@pytest.mark.usefixtures("commune")
def test_the_catalogue_is_given_as_json_lines(client):
    response, body = streamed(client, "open_data_json")
    rows = [json.loads(line) for line in body.splitlines()]
    assert [row["code"] for row in rows] == ["1.000000", "1.000001", "1.000002", "2.000001"]
    way = rows[0]["cases"][0]["ways"][0]
    assert way["limit"]["unit"]
    assert response["Content-Type"].startswith("application/x-ndjson")


@pytest.mark.usefixtures("commune")
def test_what_did_not_change_is_not_sent_again(client):
    first, _ = streamed(client, "open_data_csv")
    again, body = streamed(client, "open_data_csv", if_none_match=first["ETag"])
    assert (again.status_code, body) == (304, "")
    factories.procedure(factories.version_record("Đăng ký khai tử"), code="1.000009")
    assert streamed(client, "open_data_csv", if_none_match=first["ETag"])[0].status_code == 200


def test_the_sheet_opens_in_vietnamese_and_runs_no_formula(client):
    factories.procedure(factories.version_record('=HYPERLINK("x")'), code="1.000007")
    _, body = streamed(client, "open_data_csv")
    assert body.startswith("\ufeffMã thủ tục")
    rows = list(csv.reader(io.StringIO(body.removeprefix("\ufeff"))))
    assert all(len(row) == len(rows[0]) for row in rows)
    assert rows[1][1] == '\'=HYPERLINK("x")'
    assert rows[1][0] == "1.000007"


@pytest.mark.usefixtures("commune")
def test_the_sheet_is_the_same_in_whatever_language_the_page_is_read(client):
    _, vietnamese = streamed(client, "open_data_csv")
    client.cookies[display.LANGUAGE] = "en"
    assert "Cấp xã" in vietnamese
    assert streamed(client, "open_data_csv")[1] == vietnamese


@pytest.mark.usefixtures("commune")
def test_what_there_is_to_take_away_is_told_on_a_page(client):
    page = text(client.get(reverse("portal:open_data")))
    assert reverse("portal:open_data_csv") in page
    assert reverse("portal:open_data_json") in page
