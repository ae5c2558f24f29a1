"""The hands of the story: each verb of a plan is one act of a person of the province, done for real."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.base import clock
from motcua.demo import invented, places
from motcua.demo.lives import Life, Step
from motcua.demo.menu import Menu
from motcua.demo.roster import Roster
from motcua.dossiers import actions
from motcua.dossiers.actions import Application, By, Result, Someone
from motcua.dossiers.models import Dossier, LateEntry, LateEntryState, Participant, ParticipantRole
from motcua.organizations import queries as agencies
from motcua.organizations.models import Post
from motcua.people import actions as people
from motcua.people.models import Account
from motcua.rules.codes import Channel, IdentityKind, Outcome

#: An apology promises the result this many working days after the due date.
_PROMISED_DAYS = 5


@dataclass
class Known:
    """Where the dossier of a life is: its id, the competent agency, where it is handed back."""

    pk: int
    agency_id: int
    return_at_id: int


class Hands:
    """Does the steps of lives. The clock must stand at the step's moment."""

    def __init__(self, menu: Menu, roster: Roster) -> None:
        """Find the dossiers of an earlier part of the story again."""
        self.menu = menu
        self.roster = roster
        self.known: dict[int, Known] = {}
        self.look_again()

    def look_again(self) -> None:
        """Read where every dossier of the story is, as after a merger."""
        rows = Participant.objects.filter(role=ParticipantRole.OWNER).values_list(
            "identity_value", "dossier_id", "dossier__agency_id", "dossier__return_at_id"
        )
        for value, pk, agency_id, return_at_id in rows.iterator(chunk_size=5000):
            serial = invented.serial_of(value)
            if serial is not None:
                self.known[serial] = Known(pk, agency_id, return_at_id)

    def serial_of(self, dossier_id: int) -> int:
        """The serial of the life a dossier belongs to; the dossier's id where a visitor made it."""
        found = (serial for serial, known in self.known.items() if known.pk == dossier_id)
        return next(found, dossier_id)

    def do(self, life: Life, step: Step) -> None:
        """Do one step of a life."""
        _VERBS[step.verb](self, life, step)

    # -- taking in ----------------------------------------------------------------------------

    def submit(self, life: Life, step: Step) -> None:
        """The filer sends it online."""
        dossier = actions.submit(
            application=self._application(life, step.at), by=By(officer=None, at=step.at)
        )
        self._know(life, dossier)

    def receive(self, life: Life, step: Step) -> None:
        """The clerk receives it at the counter or from the post."""
        by = By(officer=self._at_desk(life, step), at=step.at)
        dossier = actions.receive(application=self._application(life, step.at), by=by)
        self._know(life, dossier)

    def carry_in(self, life: Life, step: Step) -> None:
        """The dossier of the old software is taken over with its number and dates."""
        received_at = datetime.fromisoformat(step.said["received_at"])
        due_at = datetime.fromisoformat(step.said["due_at"])
        number = f"{step.said['stem']}-{received_at:%y%m%d}-{life.serial % 9000 + 1000}"
        dossier = actions.carry_in(
            application=self._application(life, step.at),
            by=By(officer=None, at=step.at),
            number=number,
            received_at=received_at,
            due_at=due_at,
        )
        self._know(life, dossier)

    def accept(self, life: Life, step: Step) -> None:
        """The clerk receives what was sent online."""
        actions.accept(dossier_id=self._pk(life), by=self._clerk(life, step))

    def resubmit(self, life: Life, step: Step) -> None:
        """The filer sends the completed dossier again."""
        actions.resubmit(dossier_id=self._pk(life), by=By(officer=None, at=step.at))

    def return_to_filer(self, life: Life, step: Step) -> None:
        """The clerk asks for what is missing before receiving."""
        actions.return_to_filer(
            dossier_id=self._pk(life), by=self._clerk(life, step), text=step.said["text"]
        )

    def refuse(self, life: Life, step: Step) -> None:
        """The clerk refuses with the reason."""
        actions.refuse(
            dossier_id=self._pk(life), by=self._clerk(life, step), text=step.said["text"]
        )

    # -- handling -----------------------------------------------------------------------------

    def hand_over(self, life: Life, step: Step) -> None:
        """The clerk offers it to the officer whose turn it is."""
        officer, post = self._handler(life, step)
        by = self._clerk(life, step)
        actions.hand_over(dossier_id=self._pk(life), by=by, post=post, to=officer)

    def accept_hand_over(self, life: Life, step: Step) -> None:
        """The officer accepts it."""
        actions.accept_hand_over(dossier_id=self._pk(life), by=self._officer(life, step))

    def assign(self, life: Life, step: Step) -> None:
        """The leader gives it to an officer."""
        officer, post = self._handler(life, step)
        leader = self.roster.leader(self.known[life.serial].agency_id, step.at.date())
        by = By(officer=leader, at=step.at)
        actions.assign(dossier_id=self._pk(life), by=by, to=officer, post=post)

    def hand_to_leader(self, life: Life, step: Step) -> None:
        """The officer offers it to the leader for signature."""
        agency_id = self.known[life.serial].agency_id
        account, post = self.roster.leading(agency_id, step.at.date())
        by = self._officer(life, step)
        actions.hand_over(dossier_id=self._pk(life), by=by, post=post, to=account)

    def request_supplement(self, life: Life, step: Step) -> None:
        """The officer asks for papers."""
        actions.request_supplement(
            dossier_id=self._pk(life), by=self._officer(life, step), text=step.said["text"]
        )

    def supplement(self, life: Life, step: Step) -> None:
        """The clerk takes the papers in."""
        actions.supplement(dossier_id=self._pk(life), by=self._clerk(life, step))

    def pause(self, life: Life, step: Step) -> None:
        """The officer pauses it on a ground."""
        actions.pause(
            dossier_id=self._pk(life),
            by=self._officer(life, step),
            ground=step.said["ground"],
            text=step.said["text"],
        )

    def resume(self, life: Life, step: Step) -> None:
        """The officer goes on."""
        actions.resume(dossier_id=self._pk(life), by=self._officer(life, step))

    def apologise(self, life: Life, step: Step) -> None:
        """The officer apologises and promises a later date."""
        dossier = Dossier.objects.only("due_at", "agency_id").get(pk=self._pk(life))
        calendar = agencies.working_calendar(dossier.agency_id)
        due_on = clock.local(dossier.due_at or step.at).date()
        promised_on = calendar.add_working_days(max(due_on, step.at.date()), _PROMISED_DAYS)
        actions.apologise(
            dossier_id=dossier.pk,
            by=self._officer(life, step),
            promised_at=calendar.closing(promised_on),
            reason="workload",
            text=step.said["text"],
        )

    # -- ending -------------------------------------------------------------------------------

    def decide(self, life: Life, step: Step) -> None:
        """The officer records the signed decision."""
        self._decided(life, step, Outcome.GRANTED)

    def deny(self, life: Life, step: Step) -> None:
        """The officer records a denial with its reasons."""
        self._decided(life, step, Outcome.DENIED)

    def withdraw(self, life: Life, step: Step) -> None:
        """The filer takes it back at the counter."""
        actions.withdraw(
            dossier_id=self._pk(life), by=self._clerk(life, step), text=step.said["text"]
        )

    def stop(self, life: Life, step: Step) -> None:
        """The officer stops it."""
        actions.stop(
            dossier_id=self._pk(life),
            by=self._officer(life, step),
            ground="not_supplemented",
            text=step.said["text"],
        )

    def return_result(self, life: Life, step: Step) -> None:
        """The clerk hands the result back."""
        actions.return_result(dossier_id=self._pk(life), by=self._clerk(life, step))

    def return_with_result(self, life: Life, step: Step) -> None:
        """The clerk hands back a result nobody has recorded; it was signed some minutes before."""
        signed_at = step.at - timedelta(minutes=int(step.said["minutes_ago"]))
        actions.return_with_result(
            dossier_id=self._pk(life),
            by=self._clerk(life, step),
            result=self._result(life, signed_at, Outcome.GRANTED),
        )

    def confirm_late_entry(self, life: Life, step: Step) -> None:
        """The unit says that what the counter entered for it is true."""
        entry = LateEntry.objects.get(dossier_id=self._pk(life), state=LateEntryState.OPEN)
        actions.confirm_late_entry(late_entry_id=entry.pk, by=self._officer(life, step))

    # -- mending ------------------------------------------------------------------------------

    def take_back(self, life: Life, step: Step) -> None:
        """The officer takes back the decision just recorded."""
        actions.take_back(
            dossier_id=self._pk(life), by=self._officer(life, step), text=step.said["text"]
        )

    def correct(self, life: Life, step: Step) -> None:
        """The officer corrects the owner's address."""
        owner = Participant.objects.select_related("party").get(
            dossier=self._pk(life), role=ParticipantRole.OWNER
        )
        corrected = Someone(
            party=owner.party,
            name=owner.name,
            identity_kind=IdentityKind(owner.identity_kind),
            identity_value=owner.identity_value,
            born_on=owner.born_on,
            address=f"Số 7, {owner.address}",
            phone=owner.phone,
        )
        actions.correct(
            dossier_id=self._pk(life),
            by=self._officer(life, step),
            text=step.said["text"],
            people={ParticipantRole.OWNER: corrected},
        )

    # -- who and what -------------------------------------------------------------------------

    def _pk(self, life: Life) -> int:
        return self.known[life.serial].pk

    def _know(self, life: Life, dossier: Dossier) -> None:
        self.known[life.serial] = Known(dossier.pk, dossier.agency_id, dossier.return_at_id)

    def _at_desk(self, life: Life, step: Step) -> Account:
        return self.roster.clerk(self.roster.by_code[life.desk].pk, step.at.date())

    def _clerk(self, life: Life, step: Step) -> By:
        account = self.roster.clerk(self.known[life.serial].return_at_id, step.at.date())
        return By(officer=account, at=step.at)

    def _handler(self, life: Life, step: Step) -> tuple[Account, Post]:
        if life.handler:
            return self.roster.named(life.handler, step.at.date())
        agency_id = self.known[life.serial].agency_id
        return self.roster.officer(agency_id, step.at.date(), life.serial)

    def _officer(self, life: Life, step: Step) -> By:
        return By(officer=self._handler(life, step)[0], at=step.at)

    def _decided(self, life: Life, step: Step, outcome: Outcome) -> None:
        actions.decide(
            dossier_id=self._pk(life),
            by=self._officer(life, step),
            result=self._result(life, step.at, outcome),
            text=step.said.get("text", ""),
        )

    def _result(self, life: Life, signed_at: datetime, outcome: Outcome) -> Result:
        agency_id = self.known[life.serial].agency_id
        return Result(
            outcome=outcome,
            signed_at=signed_at,
            number=f"{life.serial % 9000 + 1}/{signed_at.year}",
            signatory=self.roster.leader(agency_id, signed_at.date()).full_name,
        )

    def _application(self, life: Life, at: datetime) -> Application:
        owner = invented.owner(
            life.serial,
            place_name=places.BY_CODE[life.place].name,
            organisation=life.choice.for_organisations,
        )
        party = people.register_party(
            kind=owner.kind,
            name=owner.name,
            identities=[people.GivenIdentity(owner.identity_kind, owner.identity_value)],
            born_on=owner.born_on,
            sex=owner.sex,
            address=owner.address,
            phone=owner.phone,
            at=at,
        )
        return Application(
            case=self.menu.cases[life.choice.case_id],
            channel=life.channel,
            agency=self.roster.by_code[life.place],
            taken_in_at=self.roster.by_code[life.desk],
            owner=Someone(
                party=party,
                name=owner.name,
                identity_kind=owner.identity_kind,
                identity_value=owner.identity_value,
                born_on=owner.born_on,
                address=owner.address,
                phone=owner.phone,
            ),
            papers=self.menu.papers(life.choice.case_id),
            return_mode="online" if life.channel is Channel.ONLINE else "counter",
            digitised=life.channel is Channel.ONLINE or life.serial % 5 > 0,
        )


_VERBS: dict[str, Callable[[Hands, Life, Step], None]] = {
    verb.__name__: verb
    for verb in (
        Hands.submit,
        Hands.receive,
        Hands.carry_in,
        Hands.accept,
        Hands.resubmit,
        Hands.return_to_filer,
        Hands.refuse,
        Hands.hand_over,
        Hands.accept_hand_over,
        Hands.assign,
        Hands.hand_to_leader,
        Hands.request_supplement,
        Hands.supplement,
        Hands.pause,
        Hands.resume,
        Hands.apologise,
        Hands.decide,
        Hands.deny,
        Hands.withdraw,
        Hands.stop,
        Hands.return_result,
        Hands.return_with_result,
        Hands.confirm_late_entry,
        Hands.take_back,
        Hands.correct,
    )
}
