"""Random lawful histories over several agencies always balance, for every window and every split."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from motcua.base import clock
from motcua.dossiers import actions, queries, sums
from motcua.dossiers.actions import By
from motcua.dossiers.models import Closing, Dossier, DossierEvent
from motcua.dossiers.sums import Question
from motcua.rules import forms, lifecycle, tallies
from motcua.rules.codes import PENDING, WAITING, Act, Outcome, Status, TimeUnit
from motcua.rules.movements import Flows
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db

FIRST = date(2024, 5, 28)
DAYS = 75
PER_DAY = 9


class Walk:
    """A province in which lawful acts happen at random, day after day."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        cases = [
            worlds.procedure("2.1", amount=2),
            worlds.procedure("2.2", amount=None, unit=TimeUnit.NOT_REGULATED, field_name="Đất đai"),
            worlds.procedure("2.3", amount=4, unit=TimeUnit.CALENDAR_DAYS, restarts=True),
        ]
        self.places = [worlds.world(*cases, name=f"UBND xã Thử {n}") for n in range(3)]
        self.cases = cases
        self.now = worlds.moment(f"{FIRST} 08:00")
        self.moments: list[datetime] = []

    def run(self) -> None:
        for number in range(DAYS):
            day = FIRST + timedelta(days=number)
            for place in range(PER_DAY):
                self.now = worlds.moment(f"{day} 08:00") + timedelta(minutes=50 * place)
                clock.set_to(self.now)
                self.step()
            self.turn_the_day(day)

    def turn_the_day(self, day: date) -> None:
        clock.set_to(worlds.moment(f"{day + timedelta(days=1)} 00:10"))
        if self.dice.random() < 0.8:
            actions.seal_past_days()
        if day.day == 18:
            through = day.replace(day=14)
            actions.close_period(
                through=through, label=str(through), by=By(officer=None, at=clock.now())
            )
        if self.dice.random() < 0.05:
            self.moments.append(clock.now())

    def by(self) -> By:
        """Now, or a paper entered up to twelve days late."""
        late = timedelta(days=self.dice.choice([0, 0, 0, 0, 1, 4, 12]))
        return By(officer=None, at=self.now - late)

    def step(self) -> None:
        here = self.dice.choice(self.places)
        if self.dice.random() < 0.35:
            self.begin(here)
            return
        row = Dossier.objects.order_by("?").first()
        if row is not None:
            self.act(row, here)

    def begin(self, here: World) -> None:
        application = here.application(self.dice.choice(self.cases))
        if self.dice.random() < 0.3:
            actions.submit(application=application, by=self.by())
        elif self.dice.random() < 0.1:
            actions.carry_in(
                application=application,
                by=self.by(),
                number=f"CU-{Dossier.objects.count()}",
                received_at=self.now - timedelta(days=40),
                due_at=self.now + timedelta(days=self.dice.randint(-9, 9)),
            )
        else:
            actions.receive(application=application, by=self.by())

    def act(self, row: Dossier, there: World) -> None:
        doings = self.doings(row, there)
        lawful = [act for act in lifecycle.lawful_acts(Status(row.status)) if act in doings]
        if lawful:
            doings[self.dice.choice(lawful)]()

    def doings(self, row: Dossier, there: World) -> dict[Act, Callable[[], object]]:
        by, pk = self.by(), row.pk
        outcome = self.dice.choice([Outcome.GRANTED, Outcome.GRANTED, Outcome.DENIED])
        signed = worlds.result(f"{by.at:%Y-%m-%d %H:%M}", outcome)
        doings: dict[Act, Callable[[], object]] = {
            Act.RECEIVE: lambda: actions.accept(dossier_id=pk, by=by),
            Act.REFUSE: lambda: actions.refuse(dossier_id=pk, by=by, text="a"),
            Act.RETURN_TO_FILER: lambda: actions.return_to_filer(
                dossier_id=pk, by=by, text="a", superior_reason="b"
            ),
            Act.RESUBMIT: lambda: actions.resubmit(dossier_id=pk, by=by),
            Act.PAUSE: lambda: actions.pause(dossier_id=pk, by=by, ground="court", text="a"),
            Act.RESUME: lambda: actions.resume(dossier_id=pk, by=by),
            Act.REQUEST_SUPPLEMENT: lambda: actions.request_supplement(
                dossier_id=pk, by=by, text="a", superior_reason="b"
            ),
            Act.SUPPLEMENT: lambda: actions.supplement(dossier_id=pk, by=by),
            Act.DECIDE: lambda: actions.decide(dossier_id=pk, by=by, result=signed, text="a"),
            Act.WITHDRAW: lambda: actions.withdraw(dossier_id=pk, by=by),
            Act.STOP: lambda: actions.stop(
                dossier_id=pk, by=by, ground="not_supplemented", text="a"
            ),
            Act.RETURN_RESULT: lambda: actions.return_result(dossier_id=pk, by=by),
        }
        if there.agency.pk != row.agency_id:
            doings[Act.TRANSFER] = lambda: actions.transfer(
                dossier_id=pk, by=by, to_agency=there.agency, decision="1/QĐ"
            )
        if queries.effective(row):
            doings[Act.REVERSE] = lambda: actions.reverse(dossier_id=pk, by=by)
        return doings

    def agency_ids(self) -> tuple[int, ...]:
        return tuple(place.agency.pk for place in self.places)

    def windows(self) -> list[tuple[date, date]]:
        last = FIRST + timedelta(days=DAYS + 20)
        chosen = [(date(2024, 6, 1), date(2024, 6, 30)), (date(2024, 5, 1), date(2024, 8, 31))]
        chosen += [(date(2024, 6, 15), date(2024, 9, 14)), (date(2024, 3, 3), date(2024, 6, 20))]
        chosen += [(date(2023, 12, 15), date(2024, 12, 14)), (date(2023, 9, 1), date(2025, 2, 20))]
        for _ in range(12):
            a, b = (FIRST + timedelta(days=self.dice.randint(-3, DAYS + 5)) for _ in "ab")
            chosen.append((min(a, b), max(a, b)))
        return [*chosen, (last, last)]


def told(parts: dict[tuple[int, ...], Flows]) -> forms.Row:
    """Fold every part and sum: each part must obey the form by itself."""
    for flows in parts.values():
        flows.movement()
    return forms.total(forms.fold(flows) for flows in parts.values())


def by_hand(question: Question) -> dict[int, tuple[int, ...]]:
    """Columns 3 to 13 of each agency, counted dossier by dossier without SQL, sums or ``Flows``."""
    cells: dict[int, Counter[int]] = {agency_id: Counter() for agency_id in question.agency_ids}
    known = DossierEvent.objects.filter(recorded_at__lt=question.before).order_by("seq")
    events: dict[int, list[DossierEvent]] = defaultdict(list)
    for event in known.select_related("reverses"):
        events[event.dossier_id].append(event)
    for history in events.values():
        count_one(history, question, cells)
    for row in cells.values():
        row[7], row[11] = row[8] + row[9] + row[10], row[12] + row[13]
        row[3] = row[4] + row[5] + row[6]
    return {key: tuple(row[n] for n in range(3, 14)) for key, row in cells.items()}


def standing(events: list[DossierEvent], from_on: date) -> dict[int, DossierEvent]:
    """The settlings posted in the window that no reopening took back."""
    found = {}
    for event in events:
        if event.movement == "settled" and event.posted_on >= from_on:
            found[event.pk] = event
        if event.movement == "reopened":
            found.pop(event.reverses_id, None)
    return found


def count_one(
    history: list[DossierEvent], question: Question, cells: dict[int, Counter[int]]
) -> None:
    """Count one dossier: where it stood at the end, what was settled in the window and stands."""
    then = [event for event in history if event.posted_on <= question.to_on]
    if not then:
        return
    last = then[-1]
    settled = standing(then, question.from_on)
    column = {"early": 8, "on_time": 9, "late": 10}
    for event in settled.values():
        cells[event.to_agency_id][column[event.verdict_report]] += 1
    if last.to_status in PENDING:
        due_on = clock.local(last.to_due_at).date() if last.to_due_at else None
        overdue = last.to_status not in WAITING and due_on and due_on < question.to_on
        cells[last.to_agency_id][13 if overdue else 12] += 1
    if not settled and last.to_status not in PENDING:
        return
    receipts = [e for e in then if e.movement == "received"]
    fresh = receipts and receipts[-1].posted_on >= question.from_on
    if fresh and last.received_posted_on == receipts[-1].posted_on:
        cells[last.to_agency_id][4 if last.channel == "online" else 5] += 1
    else:
        cells[last.to_agency_id][6] += 1


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_histories_balance_in_every_window_and_split(seed: int) -> None:
    walk = Walk(seed)
    walk.run()
    assert Closing.objects.exists()
    assert Dossier.objects.count() > 150
    for from_on, to_on in walk.windows():
        for as_of in (None, *walk.moments[:2]):
            question = Question(
                agency_ids=walk.agency_ids(), from_on=from_on, to_on=to_on, as_of=as_of
            )
            folded = sums.flows(question)
            assert folded == sums.recount(question)
            whole = told(folded)
            by_agency = {
                key: told({k: v for k, v in folded.items() if k[0] == key})
                for key in walk.agency_ids()
            }
            assert {k: tuple(v.cells().values()) for k, v in by_agency.items()} == by_hand(question)
            by_dossier = sums.recount(question, by="dossier")
            assert told(by_dossier) == whole
            by_field = sums.flows(question, by="field")
            assert by_field == sums.recount(question, by="field")
            assert told(by_field) == whole
            assert sums.told(question).pending_before == sum(f.opening for f in folded.values())
            unregulated = Counter[int]()
            for (_agency, procedure_id, _field), flows in folded.items():
                unregulated[procedure_id] += flows.not_regulated
            assert sums.by_procedure(question, "not_regulated") == +unregulated
            column = walk.dice.choice(list(forms.NEEDED))
            behind = queries.behind_cell(question, column, forms.DEFAULT)
            legs = forms.DEFAULT.legs[column]
            by_hand_too: Counter[int] = Counter()
            for (*_key, dossier_id), flows in by_dossier.items():
                told_too = tallies.leaves_of(flows)
                by_hand_too[dossier_id] += sum(
                    n * told_too.get(leaf, 0) for leaf, n in legs.items()
                )
            assert [(each.dossier_id, each.times) for each in behind.rows] == sorted(
                (key, times) for key, times in by_hand_too.items() if times
            )
            assert (behind.figure if behind.rows else 0) == whole.cells()[column]
            page = queries.behind_cell(question, column, forms.DEFAULT, first=1, most=2)
            assert page.rows == behind.rows[1:3]
            if page.rows:
                assert (page.dossiers, page.figure, page.signed) == (
                    len(behind.rows),
                    behind.figure,
                    any(each.times != 1 for each in behind.rows),
                )


@pytest.mark.parametrize("seed", [4])
def test_column_6_is_column_11_of_the_period_before_up_to_the_printed_memo_lines(seed: int) -> None:
    walk = Walk(seed)
    walk.run()
    cut = date(2024, 6, 30)
    for agency_id in walk.agency_ids():
        before = Question(agency_ids=(agency_id,), from_on=date(2024, 4, 1), to_on=cut)
        after = Question(
            agency_ids=(agency_id,), from_on=cut + timedelta(days=1), to_on=date(2024, 9, 30)
        )
        flows = sum(sums.flows(after).values(), start=Flows())
        moved = (
            flows.carried_in
            + flows.reopened_before
            + flows.transferred_in_before
            - flows.transferred_out_before
            - flows.annulled_before
        )
        assert forms.fold(flows).c6 == told(sums.flows(before)).c11 + moved


def test_every_status_can_record_a_result_already_handed_over() -> None:
    walk = Walk(5)
    walk.run()
    seen = set()
    for row in Dossier.objects.order_by("pk"):
        seen.add(row.status)
        clock.set_to(worlds.moment("2024-08-20 09:00"))
        actions.return_with_result(
            dossier_id=row.pk,
            by=By(officer=None, at=clock.now()),
            result=worlds.result("2024-08-19 16:00"),
        )
        row.refresh_from_db()
        assert row.status == Status.RETURNED
    assert seen >= {s.value for s in Status} - {Status.AWAITING_PAYMENT, Status.IN_PROGRESS}
    question = Question(
        agency_ids=walk.agency_ids(), from_on=date(2024, 8, 20), to_on=date(2024, 8, 20)
    )
    assert told(sums.flows(question)) == told(sums.recount(question))
