"""Whoever must file is reminded the working day before and at the day, once each; the level above sees it."""

import html
import re
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from motcua.base import clock
from motcua.jobs import letters
from motcua.notices import actions as notices
from motcua.notices import queries
from motcua.notices.models import Notice, NoticeKind
from motcua.reporting.campaigns import acts, boards, reminding
from motcua.reporting.models import DutyReminder
from tests.dossiers.world import World, moment
from tests.reporting import campaigning
from tests.reporting.campaigning import Places

pytestmark = pytest.mark.django_db

#: The communes file by Wednesday the 18th, the district by Friday the 20th.
BEFORE, ON, AFTER = "2024-09-17 08:30", "2024-09-18 08:30", "2024-09-19 08:30"


@pytest.fixture
def found() -> Places:
    return campaigning.opened(campaigning.places(("Bằng Mạc", "Vân Thủy"), days=2), ("II.06",))


def run(at: str) -> int:
    clock.set_to(moment(at))
    return reminding.run(at=moment(at))


def told(place: World, at: str) -> list[str]:
    found = queries.of_person(place.leader.pk, moment(at))
    return list(found.values_list("kind", flat=True))


def test_who_must_file_is_told_the_working_day_before_and_at_the_day_once_each(found):
    assert run("2024-09-16 08:30") == 0
    assert run("2024-09-17 06:00") == 0
    assert run(BEFORE) == 2
    assert run("2024-09-17 15:00") == 0
    commune = found.communes[0]
    assert told(commune, BEFORE) == [NoticeKind.REPORT_SOON]
    assert run(ON) == 2
    assert run("2024-09-18 14:00") == 0
    assert told(commune, ON) == [NoticeKind.REPORT_DUE]
    assert run(AFTER) == 2
    assert set(DutyReminder.objects.filter(is_due=True).values_list("account", flat=True)) == {
        one.leader.pk for one in found.communes
    }


def test_what_is_filed_is_not_reminded_of_and_a_notice_of_it_is_taken_back(found):
    commune, other = found.communes
    campaigning.file(found, commune)
    assert run(BEFORE) == 1
    assert told(commune, BEFORE) == []
    campaigning.file(found, other)
    run("2024-09-17 09:30")
    assert told(other, "2024-09-17 09:30") == []
    assert DutyReminder.objects.count() == 1


def test_a_returned_report_is_owed_again(found):
    commune = found.communes[0]
    campaigning.file(found, commune)
    run(BEFORE)
    clock.set_to(moment("2024-09-17 10:00"))
    duty = found.duty(commune)
    acts.give_back(
        duty_id=duty.pk,
        remark="Xem lại.",
        seen=duty.steps.count(),
        by=found.district.leader,
        at=clock.now(),
    )
    assert run("2024-09-17 10:10") == 1
    assert told(commune, "2024-09-17 10:10") == [NoticeKind.REPORT_SOON]


def test_two_reports_of_one_day_are_one_notice_that_counts_them(found):
    run(BEFORE)
    commune = found.communes[0]
    notices.read_all(by=commune.leader, at=moment(BEFORE))
    clock.set_to(moment("2024-09-17 09:00"))
    campaigning.opened(found, ("II.08",))
    assert run("2024-09-17 09:10") == 2
    assert [one.number for one in queries.unread(commune.leader.pk, clock.now())] == [2]


def test_a_day_off_tells_nobody_and_monday_tells_what_fell_due_on_it(found):
    commune = found.communes[0]
    found.campaign.duties.filter(agency=commune.agency).update(due_on=date(2024, 9, 22))
    assert [run(f"2024-09-{day} 08:30") for day in ("20", "21", "22", "23")].count(0) == 2
    kinds = DutyReminder.objects.filter(account=commune.leader).order_by("at")
    days = [clock.local(one.at).day for one in kinds]
    assert (days, [one.is_due for one in kinds]) == ([20, 23], [False, True])


def test_a_withdrawn_round_reminds_nobody(found):
    acts.withdraw(campaign_id=found.campaign.pk, by=found.district.leader, at=clock.now())
    assert run(BEFORE) == 0


def test_the_level_above_sees_who_was_reminded(found):
    run(BEFORE)
    standing = next(one for one in campaigning.board(found) if one.reminders)
    assert standing.reminders[0].account_id in {one.leader.pk for one in found.communes}
    client = Client()
    client.force_login(found.district.leader)
    page = said(client.get(reverse("workspace:campaign", args=[found.campaign.pk])))
    assert "nhắc" in page
    duty = found.duty(found.communes[0])
    page = said(client.get(reverse("workspace:campaign_duty", args=[duty.pk])))
    assert f"{found.communes[0].leader.full_name}, 8 giờ 30, thứ Ba, 17/09/2024 trước hạn" in page


def test_the_notice_says_what_is_owed_and_leads_to_it(found):
    run(ON)
    client = Client()
    client.force_login(found.communes[0].leader)
    page = said(client.get(reverse("workspace:notices")))
    assert "1 báo cáo của Ủy ban nhân dân xã Bằng Mạc đã đến hạn nộp thứ Tư, 18/09/2024" in page
    notice = Notice.objects.get(account=found.communes[0].leader)
    answer = client.post(
        reverse("workspace:notice_read", args=[notice.pk]), {"once": "mo", "mo": "1"}
    )
    assert answer["Location"] == reverse("workspace:campaigns")


def test_it_is_written_by_mail_once(found, settings):
    settings.MAIL_SENT = True
    leader = found.communes[0].leader
    leader.email = "lanh-dao@example.vn"
    leader.save(update_fields=["email"])
    run(BEFORE)
    assert letters.write_reminders(at=clock.now()) == 1
    assert letters.write_reminders(at=clock.now()) == 0


def test_a_reminder_once_written_down_stays(found):
    run(BEFORE)
    with pytest.raises(DatabaseError), transaction.atomic():
        DutyReminder.objects.update(is_due=True)


def test_a_board_without_duties_reminds_nobody():
    assert boards.with_ids([], date(2024, 9, 17)) == []
    assert run(BEFORE) == 0


def said(response) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))
