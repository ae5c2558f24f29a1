"""What a leader is told in the morning: each alarm by unit, step and person, the oldest first."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.base import clock
from motcua.dossiers.queries import alarms
from motcua.dossiers.queries.alarms import Alarm, Group
from motcua.notices import queries as notices
from motcua.organizations import queries as agencies
from motcua.people.models import Account
from motcua.web.workspace import morning_words


@dataclass(frozen=True)
class Row:
    """One group, in words; ``key`` is how forms name it."""

    group: Group
    unit: str
    step: str
    person: str
    since: str
    reminded: bool

    @property
    def key(self) -> str:
        """Return the group as an address and a form carry it."""
        return key(self.group)

    @property
    def where(self) -> str:
        """Return unit, step and person in one line."""
        return " · ".join(part for part in (self.unit, self.step, self.person) if part)


@dataclass(frozen=True)
class Section:
    """One alarm: all its dossiers, and its rows."""

    alarm: Alarm
    rows: Sequence[Row]

    @property
    def number(self) -> int:
        """Return how many dossiers it is about."""
        return sum(row.group.number for row in self.rows)

    @property
    def name(self) -> str:
        """Return what it is called."""
        return str(morning_words.NAMES[self.alarm])

    @property
    def key(self) -> str:
        """Return how addresses name it."""
        return morning_words.KEYS[self.alarm]

    @property
    def tone(self) -> str:
        """Return its tone; an empty one has none."""
        return morning_words.TONES[self.alarm] if self.rows else ""


def sections(agency_ids: Iterable[int], at: datetime, *, reader_id: int) -> list[Section]:
    """Return the four alarms of these agencies; what is the reader's own says so."""
    here = sorted(agency_ids)
    found = {alarm: alarms.groups(alarm, here, at) for alarm in Alarm}
    every = [group for groups in found.values() for group in groups]
    said = notices.reminded_today(here, at)
    units = (
        agencies.names_on({group.desk_id for group in every}, clock.local(at).date())
        if every
        else {}
    )
    people = _people(every)
    return [
        Section(
            alarm,
            [
                Row(
                    group=group,
                    unit=units.get(group.desk_id, ""),
                    step=group.step_name,
                    person=_person(group, people, reader_id),
                    since=morning_words.since(alarm, group.since),
                    reminded=notices.was_reminded(group, said),
                )
                for group in groups
            ],
        )
        for alarm, groups in found.items()
    ]


def key(group: Group) -> str:
    """Write a group as one word: alarm, unit, person, step."""
    parts = (
        morning_words.KEYS[group.alarm],
        group.desk_id,
        group.holder_id or "",
        group.step,
    )
    return ".".join(str(part) for part in parts)


def parsed(word: str, at: datetime) -> Group | None:
    """Read a group as ``key`` writes it; None when it is none."""
    found = _WORD.fullmatch(word)
    alarm = _ALARMS.get(found[1]) if found else None
    if found is None or alarm is None:
        return None
    return Group(
        alarm=alarm,
        desk_id=int(found[2]),
        step=found[4] or "",
        step_name="",
        holder_id=int(found[3]) if found[3] else None,
        number=0,
        since=at,
    )


#: Alarm, unit, perhaps a person, perhaps a step: ids the database may be asked for, and a step as groups write it.
_WORD = re.compile(r"([a-z-]+)\.([0-9]{1,18})\.([0-9]{1,18})?\.([0-9a-f]{20})?")
_ALARMS = {name: alarm for alarm, name in morning_words.KEYS.items()}


def _people(groups: Iterable[Group]) -> dict[int, str]:
    ids = {group.holder_id for group in groups if group.holder_id is not None}
    return dict(Account.objects.filter(pk__in=ids).values_list("pk", "full_name")) if ids else {}


def _person(group: Group, people: Mapping[int, str], reader_id: int) -> str:
    if group.holder_id is None:
        return "" if group.alarm is Alarm.UNANSWERED else _("chưa có người xử lý")
    return _("ông/bà") if group.holder_id == reader_id else people.get(group.holder_id, "")
