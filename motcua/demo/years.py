"""The life around and after the quarter: some dossiers every working day, each with a fate of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from motcua.base import clock
from motcua.demo import invented, lives, places, quarter, scripts
from motcua.demo.lives import Draft, Life, Step
from motcua.demo.menu import Menu
from motcua.demo.places import Place
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import Channel, Level

#: Dossiers of a working day in the whole province at rate 1.
PER_DAY = 11
_SERIALS_FROM = 400_000
#: From this day on nothing complicated begins at an agency that closes with the districts.
_CAUTIOUS_FROM = date(2025, 6, 2)
_CHANNELS = ((Channel.ONLINE, 62), (Channel.COUNTER, 31), (Channel.POST, 7))
_MANY_DAYS = 2
_STOPPED_AFTER = 30


def plan(menu: Menu, calendar: WorkingCalendar, *, rate: float, until: datetime) -> list[Life]:
    """Plan every day up to ``until``; what is planned for a day does not depend on later days."""
    planner = _Planner(menu, calendar, rate)
    days = (until.date() - places.FOUNDED).days
    found: list[Life] = []
    for day in (places.FOUNDED + timedelta(days=n) for n in range(days + 1)):
        if calendar.is_working(day):
            found += planner.day(day)
    return found


class _Planner:
    def __init__(self, menu: Menu, calendar: WorkingCalendar, rate: float) -> None:
        self.menu = menu
        self.calendar = calendar
        self.rate = rate
        self.serials = count(_SERIALS_FROM)

    def day(self, day: date) -> list[Life]:
        rng = Random(f"{invented.SEED}|day|{day}")  # noqa: S311 - invented dossiers
        at_work = [(place.code, place.weight) for place in places.PLACES if _at_work(place, day)]
        share = sum(weight for _code, weight in at_work) / _ALL_WEIGHT
        wanted = PER_DAY * self.rate * share
        number = int(wanted) + (rng.random() < wanted % 1)
        found = []
        for _ in range(number):
            place = places.BY_CODE[invented.pick(rng, at_work)]
            draft = self._draft(place, day, rng)
            if draft is not None:
                found.append(_lived(draft, cautious=place.closes and day >= _CAUTIOUS_FROM))
        return found

    def _draft(self, place: Place, day: date, chance: Random) -> Draft | None:
        """A dossier received on a day; None where nothing is offered through the channel drawn."""
        serial = next(self.serials)
        channel = chance.choices(
            [one for one, _weight in _CHANNELS], [weight for _one, weight in _CHANNELS]
        )[0]
        offered = self.menu.offered(place, channel, day)
        if not offered:
            return None
        choice = chance.choices(offered, [one.weight for one in offered])[0]
        rng = Random(f"{invented.SEED}|life|{serial}")  # noqa: S311 - invented dossiers
        last = lives.LAST_SAME_DAY if choice.same_day(channel) else lives.AFTERNOON[1]
        return Draft(
            serial,
            place.code,
            scripts.at_centre(place.level, place.code),
            choice,
            channel,
            lives.during(rng, day, last=last),
            self.calendar,
            rng,
        )


def _at_work(place: Place, day: date) -> bool:
    """Whether a place takes part on a day; huyện Chi Lăng is planned by ``quarter`` until its end."""
    if not place.weight or day < place.opened_on or (place.closes and day > places.LAST_DAY):
        return False
    own_plan = places.CHI_LANG in (place.code, place.parent) and place.level is not Level.PROVINCE
    return not (own_plan and day <= quarter.TO_ON)


_ALL_WEIGHT = sum(place.weight for place in places.PLACES if not place.closes) or 1


def _lived(draft: Draft, *, cautious: bool) -> Life:
    """Give the dossier its fate; a simple one where another would not fit."""
    fate = draft.rng.choices(_FATES, [one.weight for one in _FATES])[0]
    if fate.before_reception:
        return (_in_time if cautious else fate.play)(draft).life()
    scripts.take_in(draft, handed_over=scripts.hands_over(draft, 0.25))
    fits = len(scripts.early_days(draft)) > _MANY_DAYS or not fate.needs_days
    if cautious and fate.needs_days:
        fits = False
    return (fate.play if fits else _early)(draft).life()


def _early(draft: Draft) -> Draft:
    return scripts.decide(draft, scripts.end_early(draft))


def _in_time(draft: Draft) -> Draft:
    if not draft.steps:
        scripts.take_in(draft, handed_over=scripts.hands_over(draft, 0.25))
    due_on = draft.due_on
    if due_on is not None and due_on < scripts.first_end(draft):
        return scripts.decide(draft, scripts.end_late(draft, 1))
    return scripts.decide(draft, scripts.end_in_time(draft))


def _late(draft: Draft) -> Draft:
    return scripts.decide(draft, scripts.end_late(draft, draft.rng.randint(1, 6)))


def _denied(draft: Draft) -> Draft:
    return scripts.decide(draft, scripts.end_early(draft), denied=True)


def _supplemented(draft: Draft) -> Draft:
    scripts.supplement(draft, after_days=1, waited_days=draft.rng.randint(2, 9))
    return _early(draft)


def _never_supplemented(draft: Draft) -> Draft:
    asked_at = scripts.end_on(draft, scripts.early_days(draft)[1])
    draft.do("request_supplement", asked_at, text=scripts.SUPPLEMENT_ASKED)
    stopped_on = draft.calendar.add_working_days(asked_at.date(), _STOPPED_AFTER)
    return draft.do("stop", lives.during(draft.rng, stopped_on), text=scripts.STOPPED)


def _paused(draft: Draft) -> Draft:
    scripts.pause(draft, after_days=1, paused_days=draft.rng.randint(3, 12))
    return _in_time(draft)


def _withdrawn(draft: Draft) -> Draft:
    return draft.do("withdraw", scripts.end_early(draft), text=scripts.WITHDRAWN)


def _apologised(draft: Draft) -> Draft:
    day = scripts.early_days(draft)[-1]
    draft.do("apologise", scripts.end_on(draft, day), text=scripts.APOLOGY)
    return scripts.decide(draft, scripts.end_late(draft, draft.rng.randint(1, 4)))


def _corrected(draft: Draft) -> Draft:
    draft.do("correct", lives.soon(draft.rng, draft.last_at, (5, 50)), text=scripts.CORRECTED)
    return _early(draft)


def _retaken(draft: Draft) -> Draft:
    """The officer recorded the wrong thing, takes it back and records it again."""
    at = scripts.end_early(draft)
    draft.do("decide", at)
    draft.do("take_back", at + timedelta(minutes=2), text=scripts.TAKEN_BACK)
    draft.do("decide", at + timedelta(minutes=4))
    return scripts.hand_back(draft)


def _entered_late(draft: Draft) -> Draft:
    """The counter hands back what the unit has not recorded; the unit confirms the next day."""
    at = scripts.end_early(draft)
    draft.do("return_with_result", at, minutes_ago="2")
    after = draft.calendar.next_working_day(at.date())
    return draft.do("confirm_late_entry", lives.during(draft.rng, after))


def _claimed(draft: Draft) -> Draft:
    """The same after the due day: judged late until the unit confirms that it was signed in time."""
    signed_on = scripts.early_days(draft)[-1]
    signed_at = scripts.end_on(draft, signed_on)
    at = scripts.end_late(draft, 1)
    minutes = int((at - signed_at).total_seconds() // 60)
    draft.do("return_with_result", at, minutes_ago=str(minutes))
    after = draft.calendar.next_working_day(at.date())
    return draft.do("confirm_late_entry", lives.during(draft.rng, after))


def _refused(draft: Draft) -> Draft:
    draft.channel = Channel.ONLINE if Channel.ONLINE in draft.choice.limits else draft.channel
    draft.do("submit", scripts.filed_at(draft))
    return draft.do("refuse", draft.received_at, text=scripts.REFUSED)


def _to_and_fro(draft: Draft) -> Draft:
    """Returned to the filer, who sends it again some days later."""
    if draft.channel is not Channel.ONLINE:
        return _in_time(draft)
    draft.do("submit", scripts.filed_at(draft))
    draft.do("return_to_filer", draft.received_at, text=scripts.RETURNED)
    again_on = draft.calendar.add_working_days(draft.received_at.date(), draft.rng.randint(2, 5))
    last = lives.LAST_SAME_DAY if draft.choice.same_day(draft.channel) else lives.AFTERNOON[1]
    draft.received_at = draft.started_at = lives.during(draft.rng, again_on, last=last)
    second = len(draft.steps)
    scripts.take_in(draft, handed_over=scripts.hands_over(draft, 0.25))
    draft.steps[second] = Step(clock.at(again_on, 6, 40), "resubmit")
    return _early(draft)


@dataclass(frozen=True)
class _Fate:
    """What may happen to a dossier, how often, and whether it takes some days before the due date."""

    play: Callable[[Draft], Draft]
    weight: float
    needs_days: bool = False
    before_reception: bool = False


_FATES = (
    _Fate(_early, 52),
    _Fate(_in_time, 27),
    _Fate(_late, 2.5),
    _Fate(_denied, 2),
    _Fate(_supplemented, 5, needs_days=True),
    _Fate(_never_supplemented, 0.8, needs_days=True),
    _Fate(_paused, 1.2, needs_days=True),
    _Fate(_withdrawn, 1, needs_days=True),
    _Fate(_apologised, 1.2, needs_days=True),
    _Fate(_corrected, 1, needs_days=True),
    _Fate(_retaken, 0.8),
    _Fate(_entered_late, 1, needs_days=True),
    _Fate(_claimed, 0.5, needs_days=True),
    _Fate(_refused, 1.5, before_reception=True),
    _Fate(_to_and_fro, 2, before_reception=True),
)
