"""The present day: work waiting in every inbox of the people a visitor may be.

Planned per real day at fixed hours, so that a second run adds nothing; what one day leaves open, the
plan of the same day finishes on the days after it, unless a visitor was faster.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random

from motcua.base import clock
from motcua.demo import invented, places, scripts
from motcua.demo.lives import Draft, Life
from motcua.demo.menu import Choice, Menu
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import Channel

_BEGINNING = date(2024, 1, 1)
_SERIALS_PER_DAY = 60
_DAYS_APART = 1600
_A_DAY = timedelta(days=1)
#: The work of a day begins up to so long before it, at agencies that must be open then.
_SETTLED_IN = timedelta(days=21)


@dataclass(frozen=True)
class _Scene:
    """Where something waits: the agency, its desk, who handles it, and what is asked for there."""

    place: str
    desk: str
    handler: str
    codes: tuple[str, ...]


_COMMUNE = _Scene(
    places.SHOWN_COMMUNE, places.SHOWN_COMMUNE, "thuly", ("1.004873", "1.001612", "2.000720")
)
_DEPARTMENT = _Scene(places.SHOWN_DEPARTMENT, places.CENTRE, "soxaydung", ("1.000703", "2.002288"))
_EVENING_FILINGS = (time(18, 40), time(19, 55), time(21, 10))
_MORNING_FILINGS = (time(5, 50), time(6, 35), time(7, 5))


def day_of(serial: int) -> date | None:
    """The real day a serial was planned for; None for serials of the story."""
    if serial < invented.PRESENT_FROM:
        return None
    return _BEGINNING + timedelta(days=(serial - invented.PRESENT_FROM) // _SERIALS_PER_DAY)


def plan(menu: Menu, calendar: WorkingCalendar, *, days: Iterable[date]) -> list[Life]:
    """Plan the work of these real days, and how it is finished later."""
    found: list[Life] = []
    for day in sorted(set(days)):
        number = (day - _BEGINNING).days
        if day >= places.NEW_FROM + _SETTLED_IN and number < _DAYS_APART:
            found += _Day(menu, calendar, day, number).lives()
    return found


class _Day:
    def __init__(self, menu: Menu, calendar: WorkingCalendar, day: date, number: int) -> None:
        self.menu = menu
        self.calendar = calendar
        self.today = day
        self.rng = Random(f"{invented.SEED}|present|{day}")  # noqa: S311 - invented dossiers
        self.serials = count(invented.PRESENT_FROM + number * _SERIALS_PER_DAY)
        self.before = calendar.previous_working_day(day)
        self.next = calendar.next_working_day(day)

    def lives(self) -> list[Life]:
        """Everything that waits on the day, at the commune and at the department."""
        drafts = [*self._online(_COMMUNE), *self._online(_DEPARTMENT)]
        drafts += self._received_today(_COMMUNE)
        for scene in (_COMMUNE, _DEPARTMENT):
            drafts += self._due(scene)
            drafts += [self._waiting(scene), self._offered(scene), self._offered(scene)]
            drafts += [self._decided(scene), self._decided(scene)]
        drafts += [self._entered_late(), self._for_the_leader(), self._apologised()]
        return [draft.life() for draft in drafts]

    def _online(self, scene: _Scene) -> list[Draft]:
        """Submissions of the evening before and of the early morning; taken in the next working day."""
        yesterday = self.today - _A_DAY
        moments = [clock.at(yesterday, at.hour, at.minute) for at in _EVENING_FILINGS]
        moments += [clock.at(self.today, at.hour, at.minute) for at in _MORNING_FILINGS]
        found = []
        for moment in moments[:: 1 if scene is _COMMUNE else 2]:
            draft = self._draft(scene, moment, Channel.ONLINE)
            draft.do("submit", moment)
            draft.do("accept", clock.at(self.next, 8, self.rng.randrange(10, 50)))
            found.append(self._finished(draft))
        return found

    def _received_today(self, scene: _Scene) -> list[Draft]:
        """Taken in this morning; on a day off, what came online and somebody on duty took in."""
        found = []
        for minute in (36, 44, 52):
            moment = clock.at(self.today, 7, minute)
            if self.calendar.is_working(self.today):
                draft = self._draft(scene, moment, Channel.COUNTER).do("receive", moment)
            else:
                draft = self._draft(scene, moment, Channel.ONLINE)
                draft.do("submit", clock.at(self.today, 6, minute)).do("accept", moment)
            found.append(self._finished(draft))
        return found

    def _due(self, scene: _Scene) -> list[Draft]:
        """In the officer's hands: due today, due next, and late by two working days."""
        today = self.calendar.working_day_on_or_after(self.today)
        days = [today, self.calendar.next_working_day(today), self._back(self.before, 1)]
        return [self._finished(self._handled(scene, day)) for day in days]

    def _waiting(self, scene: _Scene) -> Draft:
        """Waits for papers the filer brings next."""
        draft = self._handled(scene, self.next)
        draft.do("request_supplement", self._at(self.before, 16), text=scripts.SUPPLEMENT_ASKED)
        draft.do("supplement", self._at(self.next, 9))
        return self._finished(draft)

    def _offered(self, scene: _Scene) -> Draft:
        """Offered to the officer, who has not accepted yet."""
        draft = self._taken_in(scene, self._at(self.before, 15))
        draft.do("hand_over", self._at(self.before, 16))
        draft.do("accept_hand_over", self._at(self.next, 8))
        return self._finished(draft)

    def _decided(self, scene: _Scene) -> Draft:
        """Its result lies ready at the counter."""
        draft = self._handled(scene, self.next)
        draft.do("decide", self._at(self.before, 16))
        return draft.do("return_result", self._at(self.next, 10))

    def _entered_late(self) -> Draft:
        """Handed back yesterday with a result the unit had not recorded."""
        draft = self._handled(_COMMUNE, self.next)
        draft.do("return_with_result", self._at(self.before, 16), minutes_ago="25")
        return draft.do("confirm_late_entry", self._at(self.next, 9))

    def _for_the_leader(self) -> Draft:
        """Handed to the leader for signature."""
        draft = self._handled(_COMMUNE, self.calendar.next_working_day(self.next))
        return self._finished(draft.do("hand_to_leader", self._at(self.before, 16)))

    def _apologised(self) -> Draft:
        """Late, with an apology and a promised date."""
        late_on = self._back(self.before, 1)
        draft = self._handled(_COMMUNE, late_on)
        asked_on = self.calendar.previous_working_day(late_on)
        draft.do("apologise", self._at(asked_on, 16), text=scripts.APOLOGY)
        return self._finished(draft)

    def _handled(self, scene: _Scene, due_on: date) -> Draft:
        """Received so many days ago that it is due on ``due_on``, and accepted by the officer."""
        choice = self._choice(scene, Channel.COUNTER)
        amount = choice.limits[Channel.COUNTER].count
        received_on = min(self._back(due_on, amount), self._back(self.before, 1))
        draft = self._taken_in(scene, self._at(received_on, 8), choice)
        draft.do("hand_over", self._at(received_on, 9))
        return draft.do("accept_hand_over", self._at(received_on, 10))

    def _taken_in(self, scene: _Scene, at: datetime, choice: Choice | None = None) -> Draft:
        return self._draft(scene, at, Channel.COUNTER, choice).do("receive", at)

    def _finished(self, draft: Draft) -> Draft:
        """The working day after tomorrow somebody settles what is still open."""
        day = self.calendar.add_working_days(max(draft.last_at.date(), self.next), 1)
        if draft.steps[-1].verb not in ("accept_hand_over", "apologise", "supplement"):
            draft.do("hand_over", self._at(day, 8)).do("accept_hand_over", self._at(day, 9))
        draft.do("decide", self._at(day, 14))
        return draft.do("return_result", self._at(day, 15))

    def _draft(
        self, scene: _Scene, at: datetime, channel: Channel, choice: Choice | None = None
    ) -> Draft:
        return Draft(
            serial=next(self.serials),
            place=scene.place,
            desk=scene.desk,
            choice=choice or self._choice(scene, channel),
            channel=channel,
            received_at=at,
            calendar=self.calendar,
            rng=self.rng,
            handler=scene.handler,
        )

    def _choice(self, scene: _Scene, channel: Channel) -> Choice:
        place = places.BY_CODE[scene.place]
        offered = [
            one
            for one in self.menu.offered(place, channel, self.today)
            if one.code in scene.codes and one.limits[channel].amount
        ]
        return self.rng.choice(offered)

    def _back(self, day: date, days: int) -> date:
        for _ in range(days):
            day = self.calendar.previous_working_day(day)
        return day

    def _at(self, day: date, hour: int) -> datetime:
        """A moment in the first half of an hour."""
        return clock.at(day, hour, self.rng.randrange(30)) + timedelta(
            seconds=self.rng.randrange(60)
        )
