"""Plays the story: day by day, one transaction each, the clock at the moment of every act.

What is played is read from the database, so that a story cut short goes on where it stopped.
"""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import structlog
from django.db import connection, transaction

from motcua.base import clock, queue
from motcua.demo import (
    closings,
    founding,
    places,
    present,
    progress,
    quarter,
    reform,
    registers,
    roster,
    years,
)
from motcua.demo.hands import Hands
from motcua.demo.lives import Life, Step
from motcua.demo.menu import Menu
from motcua.demo.progress import Mark
from motcua.dossiers import access, actions
from motcua.dossiers.actions import amending, core, ending, handling
from motcua.organizations import access as rights
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.rules import lifecycle

log = structlog.get_logger("motcua.demo")

#: The advisory lock of whoever plays.
_STORY_LOCK = 7_366_002
#: A visitor of the demonstration, or the closing of an agency, was faster: the step is left out.
OVERTAKEN = (
    lifecycle.Unlawful,
    access.NotAllowed,
    core.Stale,
    handling.NothingOffered,
    handling.AlreadyPromised,
    ending.AlreadyAnswered,
    amending.NotYours,
    amending.NothingToReverse,
    roster.Nobody,
)


class PlayedElsewhere(Exception):
    """Another process is playing the story."""


class NotADemonstration(Exception):
    """The database holds agencies that are not the story's: nothing is played into real books."""


@dataclass(frozen=True)
class _Task:
    """One thing to do at a moment of the story; ``rank`` orders tasks of one moment."""

    at: datetime
    rank: int
    life: Life
    step: Step


Tell = Callable[[Mark], None]


def play(*, until: datetime, scale: float, rate: float, tell: Tell) -> Mark:
    """Play everything up to ``until`` that has not been played; return how far the story is.

    ``scale`` sizes the Chi Lăng quarter (1: its real figures), ``rate`` the years after it; both
    count on the first call only. ``tell`` hears of every day. Raise ``NotADemonstration`` or
    ``PlayedElsewhere``.
    """
    with _alone():
        mark = progress.read() or _begin(scale, rate, until)
        if until <= mark.moment:
            return mark
        with clock.moved_to(mark.moment), agencies.held_calendars():
            return _Player(mark, until, tell).run()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the story for this process; the database lets go of it when the process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_STORY_LOCK])
        if not cursor.fetchone()[0]:
            raise PlayedElsewhere
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_STORY_LOCK])


def _begin(scale: float, rate: float, until: datetime) -> Mark:
    if Agency.objects.exists():
        raise NotADemonstration
    at = clock.at(places.FOUNDED, 6)
    mark = Mark(moment=at, scale=scale, rate=rate)
    with clock.moved_to(at), transaction.atomic():
        founding.found(at=at, last_year=until.year)
        progress.write(mark)
    return mark


class _Player:
    """Holds the plan of the whole story and the place it has come to."""

    def __init__(self, mark: Mark, until: datetime, tell: Tell) -> None:
        self.mark = mark
        self.until = until
        self.tell = tell
        self.menu = Menu()
        self.hands = Hands(self.menu, roster.Roster())
        self.days = self._planned()
        self.duties = {
            **closings.duties(until),
            **reform.duties(until),
            **registers.duties(until),
        }

    def _planned(self) -> dict[date, list[_Task]]:
        """The tasks up to ``until`` by day, in their order; the mark learns how many there are."""
        calendar = agencies.working_calendar(self.hands.roster.by_code[places.PROVINCE].pk)
        lives = quarter.plan(self.menu, calendar, scale=self.mark.scale)
        lives += years.plan(self.menu, calendar, rate=self.mark.rate, until=self.until)
        begun = {day for serial in self.hands.known if (day := present.day_of(serial))}
        lives += present.plan(self.menu, calendar, days=begun | {self.until.date()})
        tasks = [
            _Task(step.at, rank, life, step)
            for life in lives
            for rank, step in enumerate(life.steps)
            if step.at <= self.until
        ]
        tasks.sort(key=lambda task: (task.at, task.life.serial, task.rank))
        left = [task for task in tasks if task.at > self.mark.moment]
        self.mark = replace(self.mark, done=len(tasks) - len(left), total=len(tasks))
        days: dict[date, list[_Task]] = defaultdict(list)
        for task in left:
            days[task.at.date()].append(task)
        return days

    def run(self) -> Mark:
        """Play the days that are left, then seal what is over."""
        due = {day for day in self.duties if day >= self.mark.moment.date()}
        for day in sorted(set(self.days) | due):
            if clock.at(day, 0) > self.until:
                break
            self._seal_before(day)
            self._play(day)
        self._seal_before(self.until.date())
        return self._remember(replace(self.mark, moment=self.until, finished=True))

    def _play(self, day: date) -> None:
        end = min(clock.at(day, 23, 59), self.until)
        reacting = queue.gathered(
            "jobs.react", into="jobs.react_day", arguments={"day": day.isoformat()}
        )
        with transaction.atomic(), reacting, rights.held_postings():
            self._act(day, end)
            done = self.mark.done + len(self.days.get(day, ()))
            mark = replace(self.mark, moment=end, done=done, phase=_phase(day), finished=False)
            progress.write(mark)
        self.mark = mark
        self.tell(mark)

    def _act(self, day: date, end: datetime) -> None:
        """Do the tasks of a day and its duty, in the order of their moments."""
        tasks = self.days.get(day, [])
        duty = self.duties.get(day)
        if duty is None or not self.mark.moment < duty.at <= end:
            self._do(tasks)
            return
        self._do(task for task in tasks if task.at < duty.at)
        clock.set_to(duty.at)
        duty.act(self.hands)
        self._do(task for task in tasks if task.at >= duty.at)

    def _do(self, tasks: Iterable[_Task]) -> None:
        for task in tasks:
            clock.set_to(task.at)
            if (task.life.serial in self.hands.known) is (task.rank == 0):
                continue
            with contextlib.suppress(*OVERTAKEN):
                self.hands.do(task.life, task.step)

    def _seal_before(self, day: date) -> None:
        """Seal the days that are over when ``day`` begins."""
        clock.set_to(max(clock.at(day, 0, 5), self.mark.moment))
        actions.seal_past_days()

    def _remember(self, mark: Mark) -> Mark:
        progress.write(mark)
        self.tell(mark)
        return mark


def _phase(day: date) -> str:
    """Which part of the story a day belongs to."""
    if day < quarter.FROM_ON:
        return "opening"
    if day <= quarter.TO_ON:
        return "quarter"
    return "districts" if day <= places.LAST_DAY else "communes"
