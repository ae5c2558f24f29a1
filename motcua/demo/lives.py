"""A life: one dossier from its filing to its return, as moments and verbs planned beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from motcua.base import clock
from motcua.demo.menu import Choice
from motcua.rules import deadline
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import Channel
from motcua.rules.limits import Limit, Wait

MORNING = (time(7, 35), time(11, 25))
AFTERNOON = (time(13, 35), time(16, 25))
#: Whoever comes by then is served the same day.
LAST_SAME_DAY = time(14, 40)


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a life: ``verb`` is a method of ``hands.Hands``, ``said`` its words by name."""

    at: datetime
    verb: str
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Life:
    """What is filed where, through which channel, and everything that happens to it.

    ``place`` is the code of the competent agency, ``desk`` of the one that takes it in; ``handler``
    is the user name of the officer when it must be a certain one.
    """

    serial: int
    place: str
    desk: str
    choice: Choice
    channel: Channel
    steps: tuple[Step, ...]
    handler: str = ""


@dataclass
class Draft:
    """A life being planned: its reception is known, its end not yet. ``due_on`` None: no limit."""

    serial: int
    place: str
    desk: str
    choice: Choice
    channel: Channel
    received_at: datetime
    calendar: WorkingCalendar
    rng: Random
    started_at: datetime | None = None
    steps: list[Step] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    handler: str = ""

    def __post_init__(self) -> None:
        """The clock of the competent agency starts with the reception unless told otherwise."""
        if self.started_at is None:
            self.started_at = self.received_at

    @property
    def limit(self) -> Limit:
        """The limit in the life's channel."""
        return self.choice.limits[self.channel]

    @property
    def last_at(self) -> datetime:
        """The moment of the last step planned so far."""
        return self.steps[-1].at if self.steps else self.received_at

    @property
    def due_at(self) -> datetime | None:
        """The due moment with every waiting planned so far, by the rules themselves."""
        return deadline.due(
            received_at=self.started_at or self.received_at,
            limit=self.limit,
            calendar=self.calendar,
            waits=self.waits,
        )

    @property
    def due_on(self) -> date | None:
        """The day of ``due_at``."""
        due_at = self.due_at
        return due_at.date() if due_at else None

    def do(self, verb: str, at: datetime, **said: str) -> "Draft":
        """Plan one more act."""
        self.steps.append(Step(at, verb, said))
        return self

    def life(self) -> Life:
        """The finished plan."""
        return Life(
            serial=self.serial,
            place=self.place,
            desk=self.desk,
            choice=self.choice,
            channel=self.channel,
            steps=tuple(self.steps),
            handler=self.handler,
        )


def during(rng: Random, day: date, *, last: time = AFTERNOON[1]) -> datetime:
    """Choose a moment within office hours of a day, not after ``last``."""
    stretches = [(opens, min(closes, last)) for opens, closes in (MORNING, AFTERNOON)]
    lengths = [max(0, _seconds(closes) - _seconds(opens)) for opens, closes in stretches]
    chosen = rng.randrange(sum(lengths))
    for (opens, _closes), length in zip(stretches, lengths, strict=True):
        if chosen < length:
            return clock.at(day, opens.hour, opens.minute) + timedelta(seconds=chosen)
        chosen -= length
    raise ValueError(last)


def soon(rng: Random, at: datetime, minutes: tuple[int, int]) -> datetime:
    """Choose a moment a few minutes later the same day; lunch is not worked through."""
    later = at + timedelta(seconds=rng.randint(minutes[0] * 60, minutes[1] * 60))
    lunch = clock.at(at.date(), 11, 30)
    if at <= lunch < later:
        later += timedelta(hours=2)
    return max(min(later, clock.at(at.date(), 16, 59)), at + timedelta(seconds=20))


def at_home(rng: Random, before: datetime) -> datetime:
    """Choose when somebody filed online what the office takes in at ``before``: minutes or an evening ago."""
    if rng.random() < 0.6:  # noqa: PLR2004 - the greater part files in office hours
        return before - timedelta(minutes=rng.randint(4, 110), seconds=rng.randrange(60))
    evening = before.date() - timedelta(days=1)
    return clock.at(evening, rng.randint(18, 21), rng.randrange(60))


def _seconds(of: time) -> int:
    return of.hour * 3600 + of.minute * 60
