"""Random walks through random routes: each ends, one person answers at any time, and the books balance."""

import random
from datetime import timedelta

import pytest

from motcua.base import clock
from motcua.catalog.queries import following as followed
from motcua.dossiers import actions, sums, verification
from motcua.dossiers.actions import Finish, Signed, following
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.sums import Question
from motcua.organizations.models import Post, Role
from motcua.people.models import Account
from motcua.rules import forms
from motcua.rules.codes import Outcome, Status
from motcua.rules.movements import Flows
from motcua.rules.steps import END, Found, Step, Way
from tests import factories
from tests.dossiers import routes
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db
WORKS = ("receive", "assign", "assess", "draft", "sign", "issue")
MOST_ACTS = 60


def rows(dice: random.Random, elsewhere: str) -> list[Step]:
    """Steps that lead on: some branch, some send back, some are done at another agency."""
    made = []
    count = dice.randint(3, 7)
    for place in range(1, count + 1):
        away = {"agency": elsewhere} if 1 < place < count and dice.random() < 0.25 else {}
        branch = place < count - 1 and dice.random() < 0.4
        ways = (Way(str(place + 1), Found.ELIGIBLE), Way(str(place + 2), Found.NOT_ELIGIBLE))
        last = "return" if place == count else dice.choice(WORKS)
        made.append(
            routes.step(
                str(place),
                f"{last} {dice.randint(1, 3)} giờ",
                ways=ways if branch else (Way(str(place + 1) if place < count else END),),
                may_return=dice.random() < 0.5,
                must_sign=dice.random() < 0.3,
                may_consult=True,
                **away,
            )
        )
    return made


class Walk:
    """A dossier in the hands of whoever has its step, doing something lawful at random."""

    def __init__(self, seed: int, here: World, there: World) -> None:
        self.dice = random.Random(seed)
        self.here, self.there = here, there
        self.now = worlds.moment("2024-06-18 08:00")
        clock.set_to(self.now)
        self.dossier = actions.receive(
            application=here.application(here.cases[0]), by=here.by(here.clerk)
        )

    def row(self) -> Dossier:
        return Dossier.objects.get(pk=self.dossier.pk)

    def run(self) -> None:
        for _ in range(MOST_ACTS):
            row = self.row()
            self.one_answers(row)
            if not row.step:
                return
            self.now += timedelta(minutes=self.dice.randint(5, 90))
            clock.set_to(self.now)
            self.act(row)
        pytest.fail("the walk does not end")

    def one_answers(self, row: Dossier) -> None:
        """One person answers, the step is the route's, and it is due no later than the dossier."""
        assert row.holder_id is not None
        assert row.route_id is not None
        codes = followed.followed(row.route_id).rule.by_code
        assert not row.step or row.step in codes
        if row.step and row.due_at and row.settled_at is None:
            assert row.step_due_at is not None
            assert row.step_due_at <= row.due_at
        away = codes[row.step].agency if row.step else ""
        assert (row.stay_at_id is not None) is bool(away)

    def act(self, row: Dossier) -> None:
        if row.offered_post_id is not None or row.offered_to_id is not None:
            self.answer_the_offer(row)
            return
        holder = Account.objects.get(pk=row.holder_id)
        if row.status == Status.DECIDED and self.dice.random() < 0.6:
            actions.return_result(dossier_id=row.pk, by=self.here.by(self.here.clerk))
            return
        try:
            self.go_on(row, holder)
        except following.CannotSendBack:
            return
        except following.SignatureMissing:
            actions.decide(dossier_id=row.pk, by=self.here.by(None), result=self.result())
        except following.ResultMissing as missing:
            self.with_a_result(row, returns=missing.returns)

    def with_a_result(self, row: Dossier, *, returns: bool) -> None:
        if returns and row.status == Status.DECIDED:
            actions.return_result(dossier_id=row.pk, by=self.here.by(self.here.clerk))
        else:
            actions.decide(dossier_id=row.pk, by=self.here.by(None), result=self.result())

    def go_on(self, row: Dossier, holder: Account) -> None:
        luck = self.dice.random()
        if luck < 0.1 and row.status != Status.DECIDED:
            actions.send_back(dossier_id=row.pk, by=self.here.by(holder), text="Làm lại")
        elif luck < 0.15 and row.status != Status.DECIDED:
            actions.consult(
                dossier_id=row.pk,
                by=self.here.by(None),
                agency=self.there.agency,
                due_at=self.now + timedelta(days=1),
                text="Có ý kiến gì không?",
            )
        elif luck < 0.2 and row.status != Status.DECIDED:
            actions.decide(dossier_id=row.pk, by=self.here.by(None), result=self.result())
        else:
            self.finish(row, holder)

    def finish(self, row: Dossier, holder: Account) -> None:
        rule = followed.followed(row.route_id or 0).rule
        step = rule.by_code[row.step]
        found = self.dice.choice(step.asks) if step.asks else Found.NONE
        following_step = rule.next(step.code, found)
        signed = Signed(number="1", signed_at=self.now, signatory="Lê Văn C")
        actions.finish_step(
            dossier_id=row.pk,
            by=self.here.by(holder),
            finish=Finish(
                found=found,
                signed=signed,
                text="Đi tiếp, hết hạn lấy ý kiến",
                post=self.post_for(following_step) if following_step else None,
            ),
        )

    def post_for(self, step: Step) -> Post | None:
        there = self.there if step.agency else self.here
        role = {"clerk": Role.CLERK, "officer": Role.OFFICER, "leader": Role.LEADER}[step.post]
        return Post.objects.filter(agency=there.agency, role=role).order_by("pk").first()

    def answer_the_offer(self, row: Dossier) -> None:
        taker = row.offered_to or row.offered_post.assignments.first().account  # type: ignore[union-attr]
        if self.dice.random() < 0.15:
            actions.decline_hand_over(dossier_id=row.pk, by=self.here.by(taker), text="Chưa đủ")
        else:
            actions.accept_hand_over(dossier_id=row.pk, by=self.here.by(taker))

    def result(self) -> actions.Result:
        return worlds.result(f"{self.now:%Y-%m-%d %H:%M}", Outcome.GRANTED)


@pytest.mark.parametrize("seed", range(4))
def test_random_walks_end_with_one_person_answering_and_balanced_books(seed: int) -> None:
    dice = random.Random(seed)
    clock.set_to(worlds.moment("2024-06-17 07:45"))
    there = worlds.world(worlds.procedure("2.000009"))
    factories.officer(there.agency, Role.OFFICER)
    places = []
    for number in range(3):
        here = worlds.world(worlds.procedure(f"2.00010{number}", amount=20))
        routes.approve(here.cases[0], rows(dice, there.agency.code))
        places.append(here)
    for number in range(9):
        Walk(seed * 100 + number, places[number % 3], there).run()
    question = Question(
        agency_ids=tuple(one.agency.pk for one in (*places, there)),
        from_on=worlds.on("2024-06-01"),
        to_on=worlds.on("2024-09-14"),
    )
    folded = sums.flows(question)
    assert folded == sums.recount(question)
    whole = forms.fold(sum(folded.values(), start=Flows()))
    assert (whole.c3, whole.c7, whole.c11) == (9, 9, 0)
    assert DossierEvent.objects.filter(act="finish_step").count() > 9
    assert not verification.verify().findings
