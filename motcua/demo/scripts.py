"""How lives go on: taken in, handled, waiting, ended, handed back. Each function plans some acts."""

from datetime import date, datetime, timedelta

from motcua.demo import places
from motcua.demo.lives import LAST_SAME_DAY, Draft, at_home, during, soon
from motcua.rules.codes import Channel, Level, Status
from motcua.rules.limits import Wait

#: The share of results handed back at once where the person waits or the result is electronic.
_AT_ONCE = 0.55
_A_DAY = timedelta(days=1)


def take_in(draft: Draft, *, handed_over: bool) -> Draft:
    """File and receive; ``handed_over`` to a unit that accepts, as at the centre for a department."""
    received_at = draft.received_at
    if draft.channel is Channel.ONLINE:
        draft.do("submit", filed_at(draft)).do("accept", received_at)
    else:
        draft.do("receive", received_at)
    if handed_over or draft.desk != draft.place:
        given_at = soon(draft.rng, received_at, (5, 30))
        taken_at = soon(draft.rng, given_at, (5, 45))
        draft.do("hand_over", given_at).do("accept_hand_over", taken_at)
        if draft.desk != draft.place:
            draft.started_at = taken_at
    return draft


def filed_at(draft: Draft) -> datetime:
    """Choose when it was filed online: not before the agency opened its doors for the first time."""
    at = at_home(draft.rng, draft.received_at)
    opened_on = places.BY_CODE[draft.place].opened_on
    return at if at.date() >= opened_on else draft.received_at - timedelta(minutes=4)


def hands_over(draft: Draft, often: float) -> bool:
    """Tell whether the dossier goes through hands: always above the commune, sometimes there."""
    return draft.choice.level is not Level.COMMUNE or (
        not draft.choice.same_day(draft.channel) and draft.rng.random() < often
    )


def supplement(draft: Draft, *, after_days: int, waited_days: int) -> Draft:
    """Ask for papers after some working days and get them after some more."""
    asked_on = draft.calendar.add_working_days(draft.last_at.date(), after_days)
    asked_at = end_on(draft, asked_on)
    brought_at = during(draft.rng, draft.calendar.add_working_days(asked_on, waited_days))
    draft.waits.append(Wait(asked_at, brought_at, restarts=draft.choice.restarts))
    draft.do("request_supplement", asked_at, text=SUPPLEMENT_ASKED)
    return draft.do("supplement", brought_at)


def pause(draft: Draft, *, after_days: int, paused_days: int) -> Draft:
    """Pause on a ground and go on."""
    paused_on = draft.calendar.add_working_days(draft.last_at.date(), after_days)
    paused_at = during(draft.rng, paused_on)
    resumed_at = during(draft.rng, draft.calendar.add_working_days(paused_on, paused_days))
    draft.waits.append(Wait(paused_at, resumed_at, status=Status.PAUSED))
    draft.do("pause", paused_at, ground="verification", text=PAUSED)
    return draft.do("resume", resumed_at)


def first_end(draft: Draft) -> date:
    """The first day on which the life can be decided: the day of its last step if that is early enough."""
    last = draft.last_at
    if last.time() <= LAST_SAME_DAY and draft.calendar.is_working(last.date()):
        return last.date()
    return draft.calendar.next_working_day(last.date())


def early_days(draft: Draft, through: date | None = None) -> list[date]:
    """The working days on which a decision would be early, not after ``through``."""
    if draft.due_on is None:
        return []
    last = min(draft.due_on - _A_DAY, through or draft.due_on)
    return _working_days(draft, first_end(draft), last)


def end_early(draft: Draft, through: date | None = None) -> datetime:
    """Choose a moment that is before the due day; on the due day where there is none."""
    days = early_days(draft, through)
    return end_on(draft, draft.rng.choice(days)) if days else end_in_time(draft)


def end_in_time(draft: Draft) -> datetime:
    """Choose a moment on the due day; within days where there is no due day."""
    due_on = draft.due_on
    if due_on is None:
        due_on = draft.calendar.add_working_days(first_end(draft), draft.rng.randint(0, 3))
    return end_on(draft, due_on)


def end_late(draft: Draft, days: int) -> datetime:
    """Choose a moment some working days after the due day."""
    due_on = draft.due_on or first_end(draft)
    return end_on(draft, draft.calendar.add_working_days(due_on, days))


def end_on(draft: Draft, day: date) -> datetime:
    """Choose a moment on a day, after everything planned so far."""
    if day == draft.last_at.date():
        return soon(draft.rng, draft.last_at, (6, 70))
    return during(draft.rng, day)


def decide(draft: Draft, at: datetime, *, denied: bool = False) -> Draft:
    """Decide at a moment and hand the result back, at once or within days."""
    if denied:
        draft.do("deny", at, text=DENIED)
    else:
        draft.do("decide", at)
    return hand_back(draft)


def hand_back(draft: Draft) -> Draft:
    """Hand the result back."""
    at = draft.last_at
    if draft.rng.random() < _AT_ONCE:
        return draft.do("return_result", soon(draft.rng, at, (3, 40)))
    later = draft.calendar.add_working_days(at.date(), draft.rng.randint(1, 3))
    return draft.do("return_result", during(draft.rng, later))


def at_centre(level: Level, place: str) -> str:
    """Where dossiers of a place are taken in: those of the province at its centre."""
    return places.CENTRE if level is Level.PROVINCE else place


def _working_days(draft: Draft, first: date, last: date) -> list[date]:
    days = []
    while first <= last:
        if draft.calendar.is_working(first):
            days.append(first)
        first += _A_DAY
    return days


SUPPLEMENT_ASKED = "Đề nghị bổ sung: bản sao giấy tờ chứng minh nơi cư trú."
RETURNED = "Đề nghị nộp lại: tờ khai chưa ghi đủ thông tin, ảnh chụp giấy tờ bị mờ."
REFUSED = "Hồ sơ không thuộc thẩm quyền giải quyết của cơ quan."
DENIED = "Không đủ điều kiện theo quy định của pháp luật chuyên ngành."
PAUSED = "Chờ kết quả xác minh của cơ quan liên quan (Công văn số 15/CV)."
STOPPED = "Người nộp không bổ sung hồ sơ trong thời hạn đã thông báo."
WITHDRAWN = "Người nộp đề nghị rút hồ sơ."
APOLOGY = "Khối lượng hồ sơ trong kỳ lớn, cơ quan xin lỗi và hẹn lại ngày trả kết quả."
CORRECTED = "Đính chính địa chỉ của chủ hồ sơ."
TAKEN_BACK = "Ghi nhầm kết quả, thu hồi để ghi lại."
