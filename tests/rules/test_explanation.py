"""Why a due date is what it is, told in Vietnamese."""

from datetime import date, time

import pytest

from motcua.rules import deadline
from motcua.rules.calendar import STANDARD, WorkingCalendar
from motcua.rules.codes import Status, TimeUnit
from motcua.rules.deadline import Limit, Span, Wait
from tests.rules.moments import (
    FRI,
    MON,
    NEXT_MON,
    NEXT_TUE,
    NEXT_WED,
    SAT,
    SUN,
    TET,
    THU,
    TUE,
    WED,
    at,
)


def explain(received_at, limit, *waits, working=STANDARD):
    return deadline.explain(received_at=received_at, limit=limit, calendar=working, waits=waits)


def told(received_at, limit, *waits, working=STANDARD):
    return deadline.sentence(explain(received_at, limit, *waits, working=working))


def limit(amount, unit=TimeUnit.WORKING_DAYS):
    return Limit(amount, unit)


def test_the_whole_sentence_with_a_weekend_and_a_supplement():
    assert told(at(THU, 15, 20), limit(3), Wait(at(FRI, 10), at(NEXT_TUE, 9))) == (
        "Hạn trả kết quả: thứ Năm, 17/09/2026. Tiếp nhận 15 giờ 20, thứ Năm, 10/09; thời hạn 03 "
        "ngày làm việc, tính từ 11/09; không tính 12–13/09 (thứ Bảy, Chủ nhật); tạm dừng 14–15/09 "
        "chờ bổ sung hồ sơ."
    )


def test_the_facts_behind_the_sentence():
    found = explain(at(THU, 15, 20), limit(3), Wait(at(FRI, 10), at(NEXT_TUE, 9)))
    assert found.received_at == at(THU, 15, 20)
    assert found.first_day == FRI
    assert found.due_at == at(date(2026, 9, 17), 17)
    assert found.skipped == (Span(SAT, SUN, "thứ Bảy, Chủ nhật"),)
    assert found.waits == (Span(NEXT_MON, NEXT_TUE, "chờ bổ sung hồ sơ"),)
    assert found.restarted_on is None
    assert found.rolled_from is None


def test_nothing_skipped_and_nothing_waited_is_not_mentioned():
    assert told(at(MON, 8), limit(2)) == (
        "Hạn trả kết quả: thứ Tư, 09/09/2026. Tiếp nhận 08 giờ 00, thứ Hai, 07/09; thời hạn 02 ngày "
        "làm việc, tính từ 08/09."
    )


def test_a_holiday_is_called_by_its_name_once():
    assert told(at(date(2026, 2, 13), 9), limit(1), working=TET) == (
        "Hạn trả kết quả: thứ Hai, 23/02/2026. Tiếp nhận 09 giờ 00, thứ Sáu, 13/02; thời hạn 01 "
        "ngày làm việc, tính từ 23/02."
    )
    assert "không tính 14–22/02 (thứ Bảy, Chủ nhật, Tết Nguyên đán)" in told(
        at(date(2026, 2, 12), 9), limit(2), working=TET
    )


def test_a_nameless_closure_is_a_day_off():
    closed = WorkingCalendar(STANDARD.windows, closed=frozenset({WED}))
    assert explain(at(MON, 8), limit(2), working=closed).skipped == (Span(WED, WED, "ngày nghỉ"),)
    assert "không tính 09/09 (ngày nghỉ)." in told(at(MON, 8), limit(2), working=closed)


def test_two_weekends_are_two_spans():
    assert "không tính 12–13/09 (thứ Bảy, Chủ nhật), 19–20/09 (thứ Bảy, Chủ nhật)." in told(
        at(THU, 8), limit(8)
    )


def test_a_span_over_the_end_of_a_month_or_year_says_both_ends():
    assert "không tính 31/10–01/11 (thứ Bảy, Chủ nhật)" in told(at(date(2026, 10, 29), 8), limit(3))
    new_year = told(at(date(2027, 12, 30), 8), limit(3))
    assert "Tiếp nhận 08 giờ 00, thứ Năm, 30/12/2027" in new_year
    assert "tính từ 31/12/2027" in new_year
    assert "không tính 01–02/01 (thứ Bảy, Chủ nhật)" in new_year
    assert "không tính 31/12/2022–01/01 (thứ Bảy, Chủ nhật)" in told(
        at(date(2022, 12, 29), 8), limit(2)
    )


def test_days_off_inside_a_wait_are_told_as_waited():
    found = explain(at(MON, 8), limit(5), Wait(at(THU, 9), at(NEXT_TUE, 9)))
    assert found.waits == (Span(FRI, NEXT_TUE, "chờ bổ sung hồ sơ"),)
    assert found.skipped == ()


def test_a_wait_ends_on_the_last_working_day_it_took():
    found = explain(at(MON, 8), limit(5), Wait(at(TUE, 9), at(SUN, 9)))
    assert found.waits == (Span(WED, FRI, "chờ bổ sung hồ sơ"),)


def test_a_wait_that_cost_no_day_is_not_told():
    assert explain(at(MON, 8), limit(3), Wait(at(TUE, 9), at(TUE, 15))).waits == ()
    assert explain(at(MON, 8), limit(9), Wait(at(FRI, 9), at(SUN, 15))).waits == ()


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status.AWAITING_SUPPLEMENT, "chờ bổ sung hồ sơ"),
        (Status.AWAITING_PAYMENT, "chờ thực hiện nghĩa vụ tài chính"),
        (Status.PAUSED, "theo văn bản tạm dừng"),
    ],
)
def test_each_kind_of_waiting_has_its_words(status, reason):
    sentence = told(at(MON, 8), limit(3), Wait(at(TUE, 9), at(WED, 9), status=status))
    assert sentence.endswith(f"; tạm dừng 09/09 {reason}.")


def test_a_limit_counted_anew_says_since_when():
    found = explain(at(MON, 8), limit(2), Wait(at(TUE, 9), at(THU, 9), restarts=True))
    assert found.restarted_on == THU
    assert deadline.sentence(found) == (
        "Hạn trả kết quả: thứ Hai, 14/09/2026. Tiếp nhận 08 giờ 00, thứ Hai, 07/09; thời hạn 02 "
        "ngày làm việc, tính lại từ 11/09 sau khi nhận đủ bổ sung ngày 10/09; không tính 12–13/09 "
        "(thứ Bảy, Chủ nhật)."
    )


def test_hours_are_told_with_their_moment():
    assert told(at(FRI, 16), limit(8, TimeUnit.WORKING_HOURS)) == (
        "Hạn trả kết quả: 16 giờ 30, thứ Hai, 14/09/2026. Tiếp nhận 16 giờ 00, thứ Sáu, 11/09; thời "
        "hạn 08 giờ làm việc, tính từ 11/09; không tính 12–13/09 (thứ Bảy, Chủ nhật)."
    )
    assert explain(at(FRI, 18), limit(1, TimeUnit.WORKING_HOURS)).first_day == NEXT_MON


def test_a_wait_of_hours_is_told_by_its_days():
    found = explain(
        at(MON, 8), limit(8, TimeUnit.WORKING_HOURS), Wait(at(MON, 9), at(TUE, 9), restarts=False)
    )
    assert found.waits == (Span(MON, TUE, "chờ bổ sung hồ sơ"),)


def test_calendar_days_skip_nothing_and_say_when_the_last_day_moved():
    assert told(at(MON, 8), limit(5, TimeUnit.CALENDAR_DAYS)) == (
        "Hạn trả kết quả: thứ Hai, 14/09/2026. Tiếp nhận 08 giờ 00, thứ Hai, 07/09; thời hạn 05 "
        "ngày, tính từ 08/09; ngày cuối 12/09 (thứ Bảy) chuyển sang ngày làm việc tiếp theo."
    )
    assert told(at(MON, 8), limit(8, TimeUnit.CALENDAR_DAYS)).endswith("tính từ 08/09.")


def test_months_and_waited_calendar_days():
    assert told(at(MON, 8), limit(1, TimeUnit.MONTHS), Wait(at(TUE, 9), at(SAT, 9))).endswith(
        "thời hạn 01 tháng, tính từ 08/09; tạm dừng 09–12/09 chờ bổ sung hồ sơ; ngày cuối "
        "11/10 (Chủ nhật) chuyển sang ngày làm việc tiếp theo."
    )


def test_within_the_day_is_told_as_such():
    assert told(at(MON, 15, 30), Limit(None, TimeUnit.SAME_DAY)) == (
        "Hạn trả kết quả: thứ Ba, 08/09/2026. Tiếp nhận 15 giờ 30, thứ Hai, 07/09; thời hạn trong "
        "ngày, tính từ 08/09."
    )
    assert explain(at(MON, 9), Limit(None, TimeUnit.SAME_DAY)).first_day == MON


def test_a_late_hour_of_its_own_is_explained_too():
    found = deadline.explain(
        received_at=at(MON, 14),
        limit=Limit(None, TimeUnit.SAME_DAY),
        calendar=STANDARD,
        late_after=time(13),
    )
    assert found.due_at == at(TUE, 17)


def test_no_limit_is_explained_as_no_limit():
    found = explain(
        at(MON, 8), Limit(None, TimeUnit.NOT_REGULATED), Wait(at(TUE, 8), at(NEXT_WED, 9))
    )
    assert (found.first_day, found.due_at) == (None, None)
    assert deadline.sentence(found) == (
        "Pháp luật không quy định thời hạn giải quyết; hồ sơ không có hạn trả kết quả."
    )


def test_hours_are_counted_from_the_opening_they_were_received_in():
    assert explain(at(FRI, 16, 30), limit(2, TimeUnit.WORKING_HOURS)).first_day == FRI


def test_a_wait_of_hours_may_begin_or_end_on_a_day_off():
    eight = limit(8, TimeUnit.WORKING_HOURS)
    begun = explain(at(FRI, 16), eight, Wait(at(SAT, 9), at(NEXT_MON, 8, 30)))
    assert begun.waits == (Span(SAT, NEXT_MON, "chờ bổ sung hồ sơ"),)
    assert begun.skipped == ()
    ended = explain(at(FRI, 16), eight, Wait(at(FRI, 16, 30), at(SAT, 9)))
    assert ended.waits == (Span(FRI, SAT, "chờ bổ sung hồ sơ"),)
    assert ended.skipped == (Span(SUN, SUN, "Chủ nhật"),)


HISTORIES = [
    (limit(3), ()),
    (limit(3), (Wait(at(FRI, 10), at(NEXT_TUE, 9), restarts=True),)),
    (limit(3), (Wait(at(FRI, 10), at(NEXT_TUE, 9)),)),
    (limit(10, TimeUnit.CALENDAR_DAYS), (Wait(at(FRI, 10), at(NEXT_MON, 9), restarts=True),)),
    (limit(1, TimeUnit.MONTHS), (Wait(at(SAT, 10), at(SUN, 9)),)),
    (limit(12, TimeUnit.WORKING_HOURS), (Wait(at(FRI, 10), at(NEXT_MON, 9), restarts=True),)),
    (limit(None, TimeUnit.SAME_DAY), (Wait(at(THU, 16), at(FRI, 9)),)),
    (limit(None, TimeUnit.NOT_REGULATED), ()),
]


@pytest.mark.parametrize(("the_limit", "waits"), HISTORIES)
@pytest.mark.parametrize("received_at", [at(MON, 8), at(THU, 15, 20), at(SAT, 9), at(FRI, 16, 59)])
@pytest.mark.parametrize("calendar", [STANDARD, TET])
def test_both_clocks_are_explained_by_what_computes_them(the_limit, waits, received_at, calendar):
    said = {
        "received_at": received_at,
        "limit": the_limit,
        "calendar": calendar,
        "waits": [wait for wait in waits if wait.started_at >= received_at],
    }
    assert deadline.explain(**said).due_at == deadline.due(**said)
    assert deadline.explain_index(**said).due_at == deadline.index_due(**said)


def test_the_clock_of_the_index_never_begins_anew():
    wait = Wait(at(FRI, 10), at(NEXT_TUE, 9), restarts=True)
    said = {"received_at": at(THU, 8), "limit": limit(3), "calendar": STANDARD, "waits": [wait]}
    assert deadline.index_sentence(deadline.explain_index(**said)) == (
        "Hạn tính vào Bộ chỉ số: thứ Năm, 17/09/2026. Tiếp nhận 08 giờ 00, thứ Năm, 10/09; thời hạn "
        "03 ngày làm việc, tính từ 11/09; không tính 12–13/09 (thứ Bảy, Chủ nhật); tạm dừng "
        "14–15/09 chờ bổ sung hồ sơ."
    )
    assert "tính lại từ" in deadline.sentence(deadline.explain(**said))


def test_asking_twice_is_told_with_what_it_costs():
    found = deadline.explain_index(
        received_at=at(MON, 8), limit=limit(2), calendar=STANDARD, waits=()
    )
    told_of = deadline.index_sentence(found, supplement_no=2)
    assert told_of.endswith(
        "Đã yêu cầu bổ sung 2 lần: Bộ chỉ số tính hồ sơ quá hạn dù trả trước hạn này."
    )
    assert "lần:" not in deadline.index_sentence(found, supplement_no=1)
