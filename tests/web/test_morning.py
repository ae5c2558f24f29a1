"""What a leader sees in the morning, whom he reminds in one step, and what the reminded one sees."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.base import clock
from motcua.dossiers.models import Dossier
from motcua.notices import actions as notices
from motcua.notices.models import Notice
from motcua.organizations.models import Agency, AgencyKind, Role
from motcua.rules.codes import Level
from tests import factories
from tests.dossiers import routes
from tests.dossiers import world as worlds
from tests.dossiers.world import World, moment
from tests.web import forms

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/buoi-sang/"
LIST = "/can-bo/nhac-viec/"
ALARMS = "/can-bo/canh-bao/"
NAME = "Nguyễn Văn An"
MOST_STATEMENTS = 12


@pytest.fixture
def province() -> Agency:
    return factories.agency(
        "Ủy ban nhân dân tỉnh Lạng Sơn", level=Level.PROVINCE, kind=AgencyKind.PROVINCE
    )


@pytest.fixture
def here(client: Client, province: Agency) -> World:
    made = worlds.world(worlds.procedure(amount=2), name="UBND xã Hữu Lũng", parent=province)
    clock.set_to(moment("2024-06-17 08:00"))
    client.force_login(made.leader)
    return made


def late(here: World) -> Dossier:
    """Late since Wednesday; the morning is Friday's."""
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    clock.set_to(moment("2024-06-21 07:45"))
    dossier.refresh_from_db()
    return dossier


def remind(client: Client, **given: object):
    page = forms.text(client, PAGE)
    group = re.search(r'name="nhom" value="([^"]+)"', page)
    assert group is not None
    return client.post(
        f"{PAGE}nhac/", {"once": forms.key(page), "nhom": group[1], **given}, follow=True
    )


def test_a_quiet_morning_is_one_sentence(client: Client, here: World) -> None:
    page = forms.text(client, PAGE)
    assert "Không có việc nào chậm" in page
    assert "<table" not in page


def test_the_four_alarms_name_unit_person_and_since_and_no_citizen(
    client: Client, here: World
) -> None:
    late(here)
    clock.set_to(moment("2024-06-19 08:00"))
    here.submit("2024-06-19 08:00")
    here.receive("2024-06-19 09:00")
    clock.set_to(moment("2024-06-21 07:45"))
    page = forms.text(client, PAGE)
    for section in ("chua-tra-loi", "chua-chuyen", "qua-han", "sap-han"):
        assert f'id="{section}"' in page
    assert here.officer.full_name in page
    assert "hạn cũ nhất thứ Tư, 19/06/2024" in page
    assert "nộp từ 8 giờ, thứ Tư, 19/06/2024" in page
    assert NAME not in page


def test_a_leader_sees_the_own_agency_and_those_below_and_no_other(
    client: Client, here: World, province: Agency
) -> None:
    late(here)
    for role, at_agency, sees in (
        (Role.LEADER, province, True),
        (Role.CONTROLLER, province, True),
        (Role.LEADER, factories.agency("UBND xã Khác", parent=province), False),
    ):
        client.force_login(factories.officer(at_agency, role))
        assert ("UBND xã Hữu Lũng" in forms.text(client, PAGE)) is sees


def test_every_number_opens_what_it_counts(client: Client, here: World) -> None:
    dossier = late(here)
    address = re.search(r'class="figure" href="([^"]+)"', forms.text(client, PAGE))
    assert address is not None
    assert str(dossier) in forms.text(client, address[1])


def test_equal_steps_of_several_procedures_are_one_row_that_is_reminded_of_once(
    client: Client, here: World, province: Agency
) -> None:
    two = worlds.world(
        worlds.procedure("2.000021", amount=2),
        worlds.procedure("2.000022", amount=2),
        name="UBND xã Chi Lăng",
        parent=province,
    )
    for case in two.cases:
        clock.set_to(moment("2024-06-17 07:45"))
        routes.approve(case, routes.plain())
        two.take_on(two.receive("2024-06-17 08:00", case=case), "2024-06-17 09:00")
    clock.set_to(moment("2024-06-21 07:45"))
    client.force_login(two.leader)
    page = forms.text(client, PAGE)
    assert page.count('name="nhom"') == 1
    assert f"Bước 2 · {two.officer.full_name}" in page
    assert f"Đã nhắc {two.officer.full_name}" in remind(client).content.decode()
    address = re.search(r'class="figure" href="([^"]+)"', page)
    assert address is not None
    opened = forms.text(client, address[1])
    assert all(str(dossier) in opened for dossier in Dossier.objects.all())


@pytest.mark.parametrize(
    "word",
    [
        "qua-han",
        "qua-han.0..",
        "khac.1..",
        "qua-han.x..",
        "qua-han.1.9999999999999999999.",
        "qua-han.1.2.khong-phai",
    ],
)
def test_what_is_no_group_has_no_address(client: Client, here: World, word: str) -> None:
    assert client.get(f"{PAGE}ho-so/{word}/").status_code == 404


def test_a_group_of_another_agency_has_no_address(client: Client, here: World) -> None:
    other = factories.agency("UBND xã Khác")
    assert client.get(f"{PAGE}ho-so/qua-han.{other.pk}../").status_code == 404


def test_one_step_reminds_the_owner_who_sees_it_and_opens_the_dossier(
    client: Client, here: World
) -> None:
    dossier = late(here)
    answer = remind(client)
    page = answer.content.decode()
    assert f"Đã nhắc {here.officer.full_name}" in page
    assert "đã nhắc hôm nay" in page

    client.force_login(here.officer)
    told = forms.text(client, LIST)
    assert f"{here.leader.full_name} nhắc: 1 hồ sơ quá hạn, hạn cũ nhất thứ Tư" in told
    notice = Notice.objects.get()
    opened = forms.send(client, LIST, f"{LIST}{notice.pk}/", mo="1")
    assert opened["Location"] == f"/can-bo/ho-so/{dossier.pk}/"
    assert "Không có lời nhắc nào chưa đọc" in forms.text(client, LIST)
    assert "đã đọc" in forms.text(client, f"{LIST}?muc=tat-ca")


def test_a_second_reminder_of_the_day_is_refused_in_words(client: Client, here: World) -> None:
    late(here)
    group = re.search(r'name="nhom" value="([^"]+)"', forms.text(client, PAGE))
    assert group is not None
    remind(client)
    forms_key = {"once": "mot-khoa-khac", "nhom": group[1]}
    again = client.post(f"{PAGE}nhac/", forms_key, follow=True)
    assert "Hôm nay đã nhắc việc này rồi" in again.content.decode()
    assert Notice.objects.count() == 1


def test_what_lies_with_nobody_is_to_be_assigned(client: Client, here: World) -> None:
    dossier = late(here)
    Dossier.objects.filter(pk=dossier.pk).update(holder=here.leader)
    page = remind(client).content.decode()
    assert "Chưa có ai khác phụ trách" in page
    assert not Notice.objects.exists()


def test_what_was_done_meanwhile_is_said_so(client: Client, here: World) -> None:
    dossier = late(here)
    page = forms.text(client, PAGE)
    group = re.search(r'name="nhom" value="([^"]+)"', page)
    assert group is not None
    here.decide(dossier, "2024-06-21 08:00")
    sent = {"once": forms.key(page), "nhom": group[1]}
    assert "vừa được xử lý xong" in client.post(f"{PAGE}nhac/", sent, follow=True).content.decode()


def test_the_morning_asks_little_however_many_units(
    client: Client, here: World, province: Agency
) -> None:
    leader = factories.officer(province, Role.LEADER)
    late(here)
    counts = []
    for number in range(2):
        if number:
            for code in ("2.000011", "2.000012", "2.000013"):
                other = worlds.world(worlds.procedure(code, amount=2), parent=province)
                clock.set_to(moment("2024-06-17 08:00"))
                late(other)
        client.force_login(leader)
        client.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[1] <= MOST_STATEMENTS


def test_an_alarm_with_many_rows_is_shown_whole_on_a_page_of_its_own(
    client: Client, here: World
) -> None:
    for number in range(9):
        officer = factories.account(f"Cán bộ thứ {number}")
        factories.assignment(officer, here.post)
        dossier = late(here)
        Dossier.objects.filter(pk=dossier.pk).update(holder=officer)
        clock.set_to(moment("2024-06-17 08:00"))
    clock.set_to(moment("2024-06-21 07:45"))
    first = forms.text(client, PAGE)
    whole = forms.text(client, f"{PAGE}?muc=qua-han")
    assert "Xem cả 9 dòng" in first
    assert (first.count('name="nhom"'), whole.count('name="nhom"')) == (8, 9)
    back = remind(client, **{"ca-muc": "1"})
    assert back.redirect_chain[-1][0].endswith("?muc=qua-han")


def test_a_reminder_of_the_day_before_shows_with_a_bell(client: Client, here: World) -> None:
    dossier = here.receive("2024-06-17 08:00")
    here.take_on(dossier, "2024-06-17 09:00")
    clock.set_to(moment("2024-06-18 08:00"))
    notices.run(at=clock.now())
    client.force_login(here.officer)
    page = forms.text(client, LIST)
    assert "Hồ sơ đến hạn trả kết quả ngày làm việc tiếp theo: 17 giờ, thứ Tư, 19/06/2024" in page
    assert '1<span class="out"> lời nhắc chưa đọc' in page
    assert str(dossier) in page
    forms.send(client, LIST, f"{LIST}doc-het/")
    assert "lời nhắc chưa đọc" not in forms.text(client, LIST)


def test_what_was_missed_is_told_in_one_sentence(client: Client, here: World) -> None:
    notices.run(at=moment("2024-06-17 07:00"))
    for _ in range(2):
        late(here)
        clock.set_to(moment("2024-06-17 08:00"))
    clock.set_to(moment("2024-06-21 07:45"))
    notices.run(at=clock.now())
    client.force_login(here.officer)
    page = forms.text(client, LIST)
    assert "từ 7 giờ, thứ Hai, 17/06/2024, 2 hồ sơ của ông/bà đã đến hạn" in page
    assert page.count("<tr>") == 2


def test_a_form_without_its_key_reads_nothing(client: Client, here: World) -> None:
    late(here)
    remind(client)
    client.force_login(here.officer)
    notice = Notice.objects.get()
    answer = client.post(f"{LIST}{notice.pk}/", {"mo": "1"}, follow=True)
    assert "Hãy bấm lại lần nữa" in answer.content.decode()
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_notice_of_another_person_has_no_address(client: Client, here: World) -> None:
    late(here)
    remind(client)
    page = forms.text(client, PAGE)
    sent = {"once": "mot-khoa-khac-nua"}
    assert page
    assert client.post(f"{LIST}{Notice.objects.get().pk}/", sent).status_code == 404


def test_the_clerk_sees_what_was_to_be_answered_and_handed_over(
    client: Client, here: World
) -> None:
    client.force_login(here.clerk)
    clock.set_to(moment("2024-06-21 07:45"))
    assert "Không có hồ sơ nào chậm trả lời" in forms.text(client, ALARMS)

    here.submit("2024-06-19 08:00")
    received = here.receive("2024-06-20 09:00")
    clock.set_to(moment("2024-06-21 07:45"))
    page = forms.text(client, ALARMS)
    assert '2<span class="out"> hồ sơ chậm' in page
    assert "Quá 8 giờ làm việc chưa trả lời" in page
    page = forms.text(client, f"{ALARMS}?muc=chua-chuyen")
    assert str(received) in page
    assert "hạn thứ Năm, 20/06/2024" in page
    assert "quá hạn chưa đến 1 giờ làm việc" in page


def test_who_oversees_sees_the_alarms_of_all_below(
    client: Client, here: World, province: Agency
) -> None:
    here.submit("2024-06-19 08:00")
    clock.set_to(moment("2024-06-21 07:45"))
    client.force_login(factories.officer(province, Role.LEADER))
    assert "Thủ tục 2.000001" in forms.text(client, ALARMS)


def test_a_leaders_day_begins_with_the_morning(client: Client, here: World) -> None:
    assert client.get("/can-bo/")["Location"] == PAGE
