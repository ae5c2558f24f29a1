"""From the portal's words to an application of ours: which agency, procedure, case, people, papers."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.base import clock, text
from motcua.catalog import queries as catalog
from motcua.catalog.models import Case, CasePaper, ProcedureVersion
from motcua.dossiers.actions import Application, PaperIn, Someone
from motcua.integrations.national_portal.messages import (
    Applicant,
    Paper,
    PaperKind,
    Person,
    Submission,
)
from motcua.organizations import queries as organizations
from motcua.organizations.models import Agency, AgencyNumbering
from motcua.people import actions as people
from motcua.people.models import PartyKind
from motcua.rules.codes import Channel, IdentityKind, PaperForm

#: A paper of the portal as one of ours; an electronic copy is a copy until a reused result proves it.
_FORMS = {
    PaperKind.ORIGINAL: PaperForm.ORIGINAL,
    PaperKind.COPY: PaperForm.COPY,
    PaperKind.ELECTRONIC: PaperForm.COPY,
}
_CITIZEN_ID_DIGITS = 12
_OLD_ID_DIGITS = 9
_ENTERPRISE_DIGITS = 10


class Unplaced(LookupError):
    """The record names something this province does not have; ``args[0]`` says what, in Vietnamese."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return str(self.args[0])


def of(submission: Submission, *, at: datetime) -> Application:
    """Build the application, registering its people.

    Raise ``Unplaced``, ``people.IdentityRefused``, ``people.NameDiffers``, ``people.SeveralParties``.
    """
    on = clock.local(submission.submitted_at).date()
    taken_in_at = _agency(submission.agency_code, on)
    version = _version(submission.procedure_code, on)
    agency = _competent(version, taken_in_at, on)
    case = _case(version, submission.papers)
    owner = _someone(submission.owner, at=at)
    same = submission.owner == submission.filer
    return Application(
        case=case,
        channel=Channel.ONLINE,
        agency=agency,
        taken_in_at=taken_in_at,
        owner=owner,
        submitter=owner if same else _someone(submission.filer, at=at),
        papers=tuple(_paper(case, paper) for paper in submission.papers),
        national_number=submission.number,
    )


def _agency(code: str, on: date) -> Agency:
    """The agency of a code: its own, an alias, or the one it numbers with. Never one of our ids."""
    found = Agency.objects.filter(code__iexact=code).first() or _numbering_with(code)
    if found is None and not code.isdecimal():
        try:
            found = organizations.find(code)
        except organizations.AgencyUnknown as unknown:
            raise Unplaced(str(unknown)) from unknown
    if found is None:
        raise Unplaced(_("Không có cơ quan mã “%(code)s”.") % {"code": code})
    if found.closed_on is not None and found.closed_on < on:
        raise Unplaced(
            _("Cơ quan “%(name)s” đã kết thúc hoạt động trước ngày nộp.") % {"name": found.name}
        )
    return found


def _numbering_with(code: str) -> Agency | None:
    row = (
        AgencyNumbering.objects.filter(agency_code__iexact=code)
        .select_related("agency")
        .order_by("-from_on")
        .first()
    )
    return None if row is None else row.agency


def _version(code: str, on: date) -> ProcedureVersion:
    version = catalog.by_code(code, on)
    if version is None:
        told = {"code": code, "day": f"{on:%d/%m/%Y}"}
        raise Unplaced(
            _("Danh mục không có thủ tục mã “%(code)s” có hiệu lực vào ngày %(day)s.") % told
        )
    return version


def _competent(version: ProcedureVersion, taken_in_at: Agency, on: date) -> Agency:
    """Who settles it: the agency that takes it in, or the only one of the province that does."""
    offering = [row.agency for row in catalog.agencies_offering(version.procedure, on)]
    if taken_in_at in offering:
        return taken_in_at
    if len(offering) == 1:
        return offering[0]
    told = {"agency": taken_in_at.name, "code": version.procedure.code}
    raise Unplaced(_("Cơ quan “%(agency)s” không giải quyết thủ tục %(code)s.") % told)


def _case(version: ProcedureVersion, papers: tuple[Paper, ...]) -> Case:
    """The case whose papers the record names most of; the first of equals."""
    cases = list(version.cases.order_by("order").prefetch_related("papers"))
    online = [case for case in cases if case.channels.filter(channel=Channel.ONLINE).exists()]
    if not online:
        raise Unplaced(
            _("Thủ tục %(code)s không nhận hồ sơ trực tuyến.") % {"code": version.procedure.code}
        )
    return max(online, key=lambda case: sum(_match(case, paper) is not None for paper in papers))


def _match(case: Case, paper: Paper) -> CasePaper | None:
    """The paper of the case's list that is meant, by code or else by name."""
    for listed in case.papers.all():
        if paper.code and paper.code in (listed.code, listed.form_code):
            return listed
    named = text.fold(paper.name)
    return next((row for row in case.papers.all() if named and text.fold(row.name) == named), None)


def _paper(case: Case, paper: Paper) -> PaperIn:
    listed = _match(case, paper)
    form = PaperForm.HELD_DATA if paper.reused else _FORMS[paper.kind]
    is_original = form is PaperForm.ORIGINAL
    source = _("Cổng Dịch vụ công quốc gia, %(files)d tệp") % {"files": paper.files}
    return PaperIn(
        name=listed.name if listed else paper.name or paper.code,
        form=form,
        case_paper_id=listed.pk if listed else None,
        originals=paper.quantity if is_original else 0,
        copies=0 if is_original else paper.quantity,
        source=f"{source}; {paper.code}"[:120],
    )


def _someone(person: Person, *, at: datetime) -> Someone:
    identity = _identity(person)
    kind = PartyKind.PERSON if person.kind is Applicant.CITIZEN else PartyKind.ORGANISATION
    party = people.register_party(
        kind=kind,
        name=person.name,
        identities=[identity],
        born_on=person.born_on,
        address=person.address,
        phone=person.phone,
        email=person.email,
        at=at,
    )
    return Someone(
        party=party,
        name=person.name,
        identity_kind=identity.kind,
        identity_value=identity.value,
        identity_ground=identity.ground,
        born_on=person.born_on,
        address=person.address,
        phone=person.phone,
        email=person.email,
    )


def _identity(person: Person) -> people.GivenIdentity:
    """The paper the number is on, told by whose it is and by its length."""
    if not person.number:
        return people.GivenIdentity(
            IdentityKind.NONE_YET,
            ground=_("Cổng Dịch vụ công quốc gia không gửi số định danh"),
        )
    number = person.number.replace(" ", "")
    if person.kind is Applicant.CITIZEN:
        return people.GivenIdentity(
            _PERSONAL.get(_digits(number), IdentityKind.PASSPORT),
            value=number,
            issued_on=person.issued_on,
        )
    is_enterprise = person.kind is Applicant.ENTERPRISE and _digits(number) == _ENTERPRISE_DIGITS
    kind = IdentityKind.ENTERPRISE_CODE if is_enterprise else IdentityKind.TAX_CODE
    return people.GivenIdentity(kind, value=number, issued_on=person.issued_on)


_PERSONAL = {
    _CITIZEN_ID_DIGITS: IdentityKind.CITIZEN_ID,
    _OLD_ID_DIGITS: IdentityKind.OLD_ID,
}


def _digits(number: str) -> int:
    """How many digits the number is; 0 when it is not digits alone."""
    return len(number) if number.isascii() and number.isdecimal() else 0
