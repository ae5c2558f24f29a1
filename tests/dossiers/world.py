"""A small province for histories: two communes, a district, procedures of several units, officers."""

from dataclasses import dataclass, field
from datetime import date, datetime

from motcua.base import clock
from motcua.catalog.models import (
    Case,
    CaseChannel,
    CasePaper,
    Field,
    Offering,
    Procedure,
    ProcedureState,
    ProcedureVersion,
)
from motcua.dossiers import actions
from motcua.dossiers.actions import Application, By, PaperIn, Result, Someone
from motcua.dossiers.models import Dossier
from motcua.organizations.models import Agency, Post, Role
from motcua.people.models import Account, Party
from motcua.rules.codes import Channel, IdentityKind, Level, Outcome, PaperForm, TimeUnit
from tests import factories


def procedure(
    code: str = "2.000001",
    *,
    amount: int | None = 3,
    unit: TimeUnit = TimeUnit.WORKING_DAYS,
    field_name: str = "Hộ tịch",
    restarts: bool = False,
) -> Case:
    """Publish a procedure with one case, one required paper and the same limit on every channel."""
    row = Procedure.objects.create(code=code)
    the_field, _ = Field.objects.get_or_create(code=field_name, defaults={"name": field_name})
    version = ProcedureVersion.objects.create(
        procedure=row,
        number=1,
        name=f"Thủ tục {code}",
        field=the_field,
        level=Level.COMMUNE.value,
        service_level="full",
        effective_from=factories.FOUNDED,
    )
    case = Case.objects.create(version=version, order=1, name="Thông thường")
    for channel in Channel:
        CaseChannel.objects.create(
            case=case,
            channel=channel.value,
            limit_amount=amount,
            limit_unit=unit.value,
            restarts_after_supplement=restarts,
        )
    CasePaper.objects.create(case=case, order=1, name="Tờ khai")
    version.state = ProcedureState.PUBLISHED
    version.save(update_fields=["state"])
    return case


def moment(text: str) -> datetime:
    """Read "2024-06-17 08:30" as a local moment."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.ZONE)


@dataclass
class World:
    """One agency with a clerk, an officer and a leader; procedures are offered to it."""

    agency: Agency
    clerk: Account
    officer: Account
    leader: Account
    post: Post
    person: Party
    cases: list[Case] = field(default_factory=list)

    def application(
        self,
        case: Case | None = None,
        *,
        channel: Channel = Channel.COUNTER,
        papers: bool = True,
        taken_in_at: Agency | None = None,
        **more: str,
    ) -> Application:
        """An application with its one paper handed in."""
        case = case or self.cases[0]
        paper = CasePaper.objects.get(case=case)
        return Application(
            case=case,
            channel=channel,
            agency=self.agency,
            taken_in_at=taken_in_at or self.agency,
            owner=Someone(
                party=self.person,
                name="Nguyễn Văn An",
                identity_kind=IdentityKind.CITIZEN_ID,
                identity_value=self.person.identities.get().value,
            ),
            papers=(PaperIn(name=paper.name, form=PaperForm.ORIGINAL, case_paper_id=paper.pk),)
            if papers
            else (),
            **more,
        )

    def receive(self, at: str, case: Case | None = None) -> Dossier:
        """Receive at the counter, the clock stopped at ``at``."""
        clock.set_to(moment(at))
        return actions.receive(application=self.application(case), by=self.by(self.clerk))

    def submit(self, at: str) -> Dossier:
        """Submit online."""
        clock.set_to(moment(at))
        return actions.submit(
            application=self.application(channel=Channel.ONLINE), by=self.by(None)
        )

    def by(self, officer: Account | None, at: str | None = None) -> By:
        """Act now, or at a moment."""
        return By(officer=officer, at=moment(at) if at else clock.now())

    def take_on(self, dossier: Dossier, at: str) -> None:
        """Hand over to the officer's post, who accepts."""
        clock.set_to(moment(at))
        actions.hand_over(dossier_id=dossier.pk, by=self.by(self.clerk), post=self.post)
        actions.accept_hand_over(dossier_id=dossier.pk, by=self.by(self.officer))

    def decide(self, dossier: Dossier, at: str, outcome: Outcome = Outcome.GRANTED) -> None:
        """Record a decision signed at the moment it is recorded."""
        clock.set_to(moment(at))
        actions.decide(
            dossier_id=dossier.pk,
            by=self.by(self.officer),
            result=result(at, outcome),
            text="Không đủ điều kiện" if outcome is Outcome.DENIED else "",
        )

    def give_back(self, dossier: Dossier, at: str) -> None:
        """Hand the result over."""
        clock.set_to(moment(at))
        actions.return_result(dossier_id=dossier.pk, by=self.by(self.clerk))


def result(at: str, outcome: Outcome = Outcome.GRANTED) -> Result:
    """A signed result."""
    return Result(outcome=outcome, signed_at=moment(at), number="12/QĐ-UBND", signatory="Lê Văn C")


def world(
    *cases: Case, name: str = "", level: Level = Level.COMMUNE, parent: Agency | None = None
) -> World:
    """Open an agency that offers ``cases`` (one simple procedure when none is given)."""
    agency = factories.agency(name, level=level, parent=parent)
    offered = list(cases) or [procedure()]
    for case in offered:
        Offering.objects.create(
            procedure=case.version.procedure, agency=agency, from_on=factories.FOUNDED
        )
    post = factories.post(agency, Role.OFFICER)
    officer = factories.account()
    factories.assignment(officer, post)
    return World(
        agency=agency,
        clerk=factories.officer(agency, Role.CLERK),
        officer=officer,
        leader=factories.officer(agency, Role.LEADER),
        post=post,
        person=factories.person(),
        cases=offered,
    )


def on(text: str) -> date:
    """Read an ISO day."""
    return date.fromisoformat(text)
