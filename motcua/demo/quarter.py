"""The quarter of huyện Chi Lăng, 15/6 to 14/9/2024: every dossier planned so that the form comes out.

The figures are those of a published report; the dossiers are invented. Column 6 of the quarter is
what was received (or carried in at go-live) before it and is still pending on its first day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from random import Random

from motcua.base import clock
from motcua.demo import invented, lives, places, scripts
from motcua.demo.lives import Draft, Life
from motcua.demo.menu import Choice, Menu
from motcua.demo.places import Place
from motcua.rules.calendar import WorkingCalendar
from motcua.rules.codes import Channel

FROM_ON = date(2024, 6, 15)
TO_ON = date(2024, 9, 14)
#: Dossiers of the old software are carried in on this day.
GO_LIVE = date(2024, 6, 10)
_A_DAY = timedelta(days=1)
#: Dossiers still pending at the end are received in its last days.
_LAST_DAYS = 9
_SUPPLEMENTED = 0.012
_DENIED = 0.01
_TO_AND_FRO = 0.008
_POST = 0.12


class CannotComeOut(Exception):
    """The dossiers planned cannot give the figures asked for."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the form says of one tier: received by channel, brought in, settled, pending."""

    online: int
    other: int
    opening: int
    early: int
    on_time: int
    pending: int
    exact: bool = True

    def scaled(self, scale: float) -> "Figures":
        """About the same proportions, smaller or larger; received and pending are exact."""
        if scale == 1:
            return self
        online, other, opening, pending, early = (
            max(1, round(number * scale))
            for number in (self.online, self.other, self.opening, self.pending, self.early)
        )
        on_time = online + other + opening - pending - early
        return Figures(
            online=online,
            other=other,
            opening=opening,
            early=early,
            on_time=on_time,
            pending=pending,
            exact=False,
        )


DISTRICT = Figures(online=951, other=163, opening=7, early=483, on_time=623, pending=15)
COMMUNES = Figures(online=7708, other=915, opening=69, early=5060, on_time=3598, pending=34)


@dataclass(frozen=True)
class _Tier:
    """The agencies of one tier with the figures they share."""

    places: Sequence[Place]
    figures: Figures
    carried: int


def plan(menu: Menu, calendar: WorkingCalendar, *, scale: float) -> list[Life]:
    """Plan the quarter and the fortnight before it; the same for the same scale, always."""
    district = DISTRICT.scaled(scale)
    communes = COMMUNES.scaled(scale)
    serials = count(invented.STORY_FROM)
    found: list[Life] = []
    for tier in (
        _Tier([places.BY_CODE[places.CHI_LANG]], district, min(2, district.opening)),
        _Tier(places.CHI_LANG_COMMUNES, communes, communes.opening // 4),
    ):
        found += _Planner(menu, calendar, tier, serials).lives()
    return found


class _Planner:
    """Plans one tier: receptions first, then who ends early, who on the day, who stays pending."""

    def __init__(
        self, menu: Menu, calendar: WorkingCalendar, tier: _Tier, serials: Iterator[int]
    ) -> None:
        self.menu = menu
        self.calendar = calendar
        self.tier = tier
        self.serials = serials
        self.rng = Random(f"{invented.SEED}|quarter|{tier.places[0].code}")  # noqa: S311
        self.weights = [(place.code, place.weight) for place in tier.places]
        self.days = self._working(FROM_ON, TO_ON)
        self._offered: dict[tuple[str, Channel], list[Choice]] = {}

    def lives(self) -> list[Life]:
        """Plan everything and hold it against the figures."""
        figures = self.tier.figures
        opening = [self._brought_in(carried=n < self.tier.carried) for n in range(figures.opening)]
        pending = self._pending(figures.pending)
        kinds = [Channel.ONLINE] * figures.online + [Channel.COUNTER] * figures.other
        for draft in pending:
            kinds.remove(Channel.ONLINE if draft.channel is Channel.ONLINE else Channel.COUNTER)
        fresh = [self._received(kind) for kind in kinds]
        self._settle([*opening, *fresh], figures)
        for draft in pending:
            scripts.decide(draft, scripts.end_in_time(draft))
        others = [self._refused() for _ in range(max(1, len(fresh) // 250))]
        return [draft.life() for draft in [*opening, *fresh, *pending, *others]]

    def _settle(self, drafts: list[Draft], figures: Figures) -> None:
        """Choose who is settled on the due day: whoever cannot be early, then as many as the figure says."""
        forced = [draft for draft in drafts if not scripts.early_days(draft, TO_ON)]
        free = [
            draft
            for draft in drafts
            if scripts.early_days(draft, TO_ON) and self._can_be_in_time(draft)
        ]
        wanted = figures.on_time - len(forced)
        possible = min(max(wanted, 0), len(free))
        if figures.exact and possible != wanted:
            raise CannotComeOut(figures, len(forced), len(free))
        in_time = {draft.serial for draft in self.rng.sample(free, possible)}
        in_time |= {draft.serial for draft in forced}
        for draft in drafts:
            end = scripts.end_in_time if draft.serial in in_time else _end_early
            denied = draft.rng.random() < _DENIED
            scripts.decide(draft, end(draft), denied=denied)

    def _can_be_in_time(self, draft: Draft) -> bool:
        due_on = draft.due_on
        return due_on is not None and scripts.first_end(draft) <= due_on <= TO_ON

    def _received(self, kind: Channel) -> Draft:
        """A dossier received in the quarter that can be settled in it."""
        while True:
            draft = self._draft(kind, self.rng.choice(self.days))
            scripts.take_in(draft, handed_over=scripts.hands_over(draft, 0.08))
            if not self._fits(draft):
                continue
            if draft.rng.random() < _SUPPLEMENTED:
                self._supplemented(draft)
            elif draft.channel is Channel.ONLINE and draft.rng.random() < _TO_AND_FRO:
                _to_and_fro(draft)
            return draft

    def _fits(self, draft: Draft) -> bool:
        """Whether it can be settled in time within the quarter."""
        return bool(scripts.early_days(draft, TO_ON)) or self._can_be_in_time(draft)

    def _supplemented(self, draft: Draft) -> None:
        """Let it wait for papers where it can still be settled well within the quarter."""
        days = scripts.early_days(draft)
        if len(days) > 1 and days[-1] < TO_ON - timedelta(days=14):
            scripts.supplement(draft, after_days=0, waited_days=draft.rng.randint(1, 4))

    def _pending(self, number: int) -> list[Draft]:
        """Dossiers of the last days whose due date lies after the quarter."""
        found: list[Draft] = []
        while len(found) < number:
            kind = Channel.ONLINE if self.rng.random() < 0.8 else Channel.COUNTER  # noqa: PLR2004
            draft = self._draft(kind, self.rng.choice(self.days[-_LAST_DAYS:]))
            scripts.take_in(draft, handed_over=scripts.hands_over(draft, 0.5))
            if draft.due_on is not None and draft.due_on > TO_ON:
                found.append(draft)
        return found

    def _brought_in(self, *, carried: bool) -> Draft:
        """A dossier of before the quarter, due in it; ``carried`` in from the old software."""
        while True:
            draft = self._draft(Channel.ONLINE, self.rng.choice(self._working(*_BEFORE)))
            if carried:
                _carry(draft)
            else:
                scripts.take_in(draft, handed_over=scripts.hands_over(draft, 0.3))
            due_on = draft.due_on
            if due_on is not None and FROM_ON + _A_DAY * 2 < due_on <= TO_ON:
                return _not_before(draft, self.days[0])

    def _refused(self) -> Draft:
        """A submission that never enters the books."""
        draft = self._draft(Channel.ONLINE, self.rng.choice(self.days))
        draft.do("submit", scripts.filed_at(draft))
        return draft.do("refuse", draft.received_at, text=scripts.REFUSED)

    def _draft(self, kind: Channel, day: date) -> Draft:
        place = places.BY_CODE[invented.pick(self.rng, self.weights)]
        channel = kind
        if kind is Channel.COUNTER and self.rng.random() < _POST:
            channel = Channel.POST
        offered = self._offers(place, channel)
        choice = self.rng.choices(offered, [one.weight for one in offered])[0]
        last = lives.LAST_SAME_DAY if choice.same_day(channel) else lives.AFTERNOON[1]
        serial = next(self.serials)
        rng = Random(f"{invented.SEED}|life|{serial}")  # noqa: S311 - invented dossiers
        received_at = lives.during(rng, day, last=last)
        return Draft(
            serial, place.code, place.code, choice, channel, received_at, self.calendar, rng
        )

    def _offers(self, place: Place, channel: Channel) -> list[Choice]:
        key = (place.level.value, channel)
        if key not in self._offered:
            self._offered[key] = self.menu.offered(place, channel, FROM_ON)
        return self._offered[key]

    def _working(self, first: date, last: date) -> list[date]:
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        return [day for day in days if self.calendar.is_working(day)]


_BEFORE = (GO_LIVE + _A_DAY, FROM_ON - _A_DAY)


def _end_early(draft: Draft) -> datetime:
    return scripts.end_early(draft, TO_ON)


def _carry(draft: Draft) -> None:
    """Make it a dossier of the old software, received the week before and carried in at go-live."""
    draft.received_at -= timedelta(days=7)
    draft.started_at = draft.received_at
    due_at = draft.due_at
    draft.do(
        "carry_in",
        lives.during(draft.rng, GO_LIVE),
        received_at=draft.received_at.isoformat(),
        due_at=due_at.isoformat() if due_at else "",
        stem=places.BY_CODE[draft.place].long_code,
    )


def _not_before(draft: Draft, day: date) -> Draft:
    """Let somebody take it up on the first day of the quarter, so that it cannot end before."""
    if draft.last_at.date() < day:
        draft.do("assign", clock.at(day, 7, 35 + draft.rng.randrange(20)))
    return draft


def _to_and_fro(draft: Draft) -> None:
    """Let the filer send it twice: returned the day before, and resubmitted before it is taken in."""
    first_at = draft.steps[0].at
    day = draft.calendar.previous_working_day(first_at.date())
    returned_at = lives.during(draft.rng, day)
    submitted = draft.steps.pop(0)
    draft.steps.insert(0, lives.Step(submitted.at, "resubmit"))
    draft.steps.insert(0, lives.Step(returned_at, "return_to_filer", {"text": scripts.RETURNED}))
    draft.steps.insert(0, lives.Step(lives.at_home(draft.rng, returned_at), "submit"))
