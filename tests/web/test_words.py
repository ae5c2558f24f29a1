"""Numbers, dates and remaining time as people here write them; every code has a label."""

from datetime import date, datetime

import pytest

from motcua.base import clock
from motcua.rules import codes
from motcua.rules.codes import Status, TimeUnit, Verdict
from motcua.rules.deadline import Remaining
from motcua.web.shared import charts, labels, time_left, wording
from motcua.web.shared.time_left import Tone

MOMENT = datetime(2026, 9, 10, 15, 20, tzinfo=clock.ZONE)


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (999, "999"), (1121, "1.121"), (1234567, "1.234.567")]
)
def test_thousands_are_grouped_with_dots(value: int, written: str) -> None:
    assert wording.number(value) == written


def test_a_share_is_written_with_a_comma_and_nothing_of_nothing_is_a_dash() -> None:
    assert wording.percent(1106, 1121) == "98,66%"
    assert wording.percent(1, 0) == "–"


def test_days_and_moments_are_written_as_deadlines_are() -> None:
    assert wording.long_day(date(2026, 9, 17)) == "thứ Năm, 17/09/2026"
    assert wording.moment(MOMENT) == "15 giờ 20, thứ Năm, 10/09/2026"
    assert wording.hour(MOMENT.replace(minute=0)) == "15 giờ"
    assert wording.hour(MOMENT.replace(minute=5)) == "15 giờ 05"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("NA5 (1).doc", "mẫu NA5 (1).doc"),
        ("Mẫu số 01.docx", "Mẫu số 01.docx"),
        ("MAU DON.doc", "MAU DON.doc"),
        ("Tờ khai.pdf", "Tờ khai.pdf"),
        ("Đơn đề nghị.doc", "Đơn đề nghị.doc"),
        ("Đơngia.doc", "mẫu Đơngia.doc"),
    ],
)
def test_a_form_that_says_what_it_is_is_not_called_a_form_again(name: str, told: str) -> None:
    assert wording.form(name) == told


def test_nothing_to_pay_is_said_in_words() -> None:
    assert wording.money(0) == "Không thu"
    assert wording.money(8000) == "8.000 đồng"


@pytest.mark.parametrize(
    "vocabulary",
    [
        codes.Status,
        codes.Act,
        codes.Channel,
        codes.Level,
        codes.ServiceLevel,
        codes.Outcome,
        codes.Ending,
        codes.Verdict,
        codes.TimeUnit,
        codes.MovementKind,
        codes.IdentityKind,
        codes.PaperForm,
        codes.RuleSet,
    ],
)
def test_every_value_has_a_label(vocabulary: type) -> None:
    assert all(labels.of(value) for value in vocabulary)


def remaining(
    days: int = 0, *, overdue: bool = False, unit: TimeUnit = TimeUnit.WORKING_DAYS
) -> Remaining:
    return Remaining(overdue=overdue, days=days, hours=days, unit=unit)


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (remaining(2), "còn 2 ngày làm việc", Tone.IN_TIME),
        (remaining(1), "còn 1 ngày làm việc", Tone.NEAR),
        (remaining(0), "đến hạn hôm nay", Tone.NEAR),
        (remaining(1, overdue=True), "quá hạn 1 ngày làm việc", Tone.LATE),
        (remaining(3, unit=TimeUnit.CALENDAR_DAYS), "còn 3 ngày", Tone.IN_TIME),
        (remaining(6, unit=TimeUnit.WORKING_HOURS), "còn 6 giờ làm việc", Tone.IN_TIME),
        (remaining(4360, unit=TimeUnit.WORKING_HOURS), "còn 4.360 giờ làm việc", Tone.IN_TIME),
        (remaining(0, unit=TimeUnit.WORKING_HOURS), "còn chưa đến 1 giờ làm việc", Tone.NEAR),
        (None, "không quy định thời hạn", Tone.UNTIMED),
    ],
)
def test_the_time_left_is_said_in_words(left: Remaining | None, words: str, tone: Tone) -> None:
    said = time_left.of(status=Status.IN_PROGRESS, remaining=left)

    assert (said.words, said.tone) == (words, tone)


def test_waiting_and_ended_dossiers_have_no_time_left() -> None:
    waiting = time_left.of(status=Status.AWAITING_SUPPLEMENT, remaining=remaining(9, overdue=True))
    ended = time_left.of(status=Status.RETURNED, remaining=None, verdict=Verdict.LATE)

    assert (waiting.words, waiting.tone) == ("chờ người nộp bổ sung hồ sơ", Tone.WAITING)
    assert (ended.words, ended.tone) == ("xong quá hạn", Tone.ENDED)


def test_bars_stand_on_one_scale_and_parts_add_up() -> None:
    series = (charts.Series("a", "#000"), charts.Series("b", "#111"))
    picture = charts.stacked(title="t", series=series, rows=[("Một", (30, 10)), ("Hai", (0, 20))])
    first, second = picture.bars

    assert sum(part.width for part in first.parts) == pytest.approx(
        2 * sum(part.width for part in second.parts)
    )
    assert [part.value for part in second.parts] == [20]


def test_an_empty_chart_is_drawn_too() -> None:
    assert charts.stacked(title="t", series=(), rows=[]).height > 0
