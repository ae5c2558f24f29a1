"""Duties of certain days that are nobody's dossier: the books of a quarter are closed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.base import clock
from motcua.demo import places
from motcua.demo.hands import Hands
from motcua.dossiers import actions
from motcua.dossiers.actions import By

#: The last days of the reporting quarters, by month.
_ENDS = {3: "I", 6: "II", 9: "III", 12: "IV"}
_LAST_DAY = 14
_DAYS_AFTER = 4
_HOUR = 17


@dataclass(frozen=True)
class Duty:
    """Something done once at a moment of the story."""

    at: datetime
    act: Callable[[Hands], None]


def duties(until: datetime) -> dict[date, Duty]:
    """The closing of every quarter that is over, by the day on which it is done."""
    found = {}
    for through, label in _quarters(until.date()):
        at = clock.at(through + timedelta(days=_DAYS_AFTER), _HOUR, 20)
        found[at.date()] = Duty(at, _closing(through, label, at))
    return found


def _closing(through: date, label: str, at: datetime) -> Callable[[Hands], None]:
    def close(hands: Hands) -> None:
        controller = hands.roster.controller(at.date())
        actions.close_period(through=through, label=label, by=By(officer=controller, at=at))

    return close


def _quarters(until: date) -> Iterator[tuple[date, str]]:
    for year in range(places.FOUNDED.year, until.year + 1):
        for month, name in _ENDS.items():
            through = date(year, month, _LAST_DAY)
            if through > places.FOUNDED and through + timedelta(days=_DAYS_AFTER) <= until:
                yield through, f"quý {name} năm {year}"
