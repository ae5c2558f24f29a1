"""Tại chỗ: received, decided and returned on one screen, the next dossier of the same person with one key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock, journal, middleware, once, revisions
from motcua.base.models import Verb
from motcua.catalog import queries as catalog
from motcua.catalog.models import Case
from motcua.catalog.queries import receiving
from motcua.dossiers.actions import Application, By, Result, Someone, lane
from motcua.dossiers.models import (
    DossierPaper,
    DossierResult,
    LaneApproval,
    LaneEntry,
    LaneSitting,
    Participant,
    ParticipantRole,
)
from motcua.dossiers.queries import certified_copies
from motcua.dossiers.queries import lane as queries
from motcua.organizations.models import Agency, Role
from motcua.rules.codes import Channel, Outcome
from motcua.slips import lane_list
from motcua.web.shared import guard, wording
from motcua.web.workspace import asked, refusals, slips
from motcua.web.workspace.intake_forms import PersonForm
from motcua.web.workspace.paper_forms import add_paper_fields, papers_of

_OWNER = "chu"
_MOST_COPIES = 500


class LaneForm(forms.Form):
    """What is certified or settled, under which number, in how many copies, and signed by whom."""

    terse = True

    subject = forms.CharField(
        label=_("Nội dung"),
        help_text=_("Ví dụ: tên giấy tờ được chứng thực."),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    result_number = forms.CharField(
        label=_("Số, ký hiệu kết quả"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    copies = forms.IntegerField(
        label=_("Số bản"),
        min_value=1,
        max_value=_MOST_COPIES,
        initial=1,
        error_messages={
            "min_value": _("Số bản từ 1 đến 500."),
            "max_value": _("Số bản từ 1 đến 500."),
        },
    )
    signatory = forms.CharField(
        label=_("Người ký"), max_length=200, widget=forms.TextInput({"autocomplete": "off"})
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Ask for the papers of the case."""
        super().__init__(*args, **kwargs)
        self.case = case
        add_paper_fields(self, case, held=set())

    def papers(self) -> list[forms.BoundField]:
        """Return the fields of the papers, in the order of the procedure."""
        return [self[name] for name in self.fields if name.startswith("paper_")]


@dataclass(frozen=True)
class Seat:
    """One screen of the lane: what may be settled on it, for whom, and the sitting under way."""

    approval: LaneApproval
    case: Case
    agency: Agency
    owner: PersonForm
    form: LaneForm
    sitting: LaneSitting | None

    @classmethod
    def of(cls, request: guard.OfficerRequest, approval: LaneApproval, case: Case) -> Self:
        """Read what was sent; asked for first, what the sitting under way had before."""
        sitting = _sitting(request, approval)
        sent = request.POST or None
        last = queries.entries(sitting).last() if sitting and not sent else None
        before = last or queries.last_of(approval, request.user)
        return cls(
            approval=approval,
            case=case,
            agency=Agency.objects.get(pk=request.desk.agency_id),
            owner=PersonForm(sent, prefix=_OWNER, initial=_person(last)),
            form=LaneForm(sent, prefix="kq", case=case, initial=_kept(last, case) | _signs(before)),
            sitting=sitting,
        )

    def valid(self) -> bool:
        """Tell whether everything sent may be used; both forms are looked at."""
        found = [form.is_valid() for form in (self.owner, self.form) if form.is_bound]
        return bool(found) and all(found)

    def application(self, owner: Someone) -> Application:
        """Return what is received and handed out here and now."""
        return Application(
            case=self.case,
            channel=Channel.COUNTER,
            agency=self.agency,
            taken_in_at=self.agency,
            return_at=self.agency,
            owner=owner,
            papers=papers_of(self.form, self.case),
            subject=self.form.cleaned_data["subject"],
        )

    def result(self, at: datetime) -> Result:
        """Return the result signed on the spot."""
        said = self.form.cleaned_data
        return Result(
            outcome=Outcome.GRANTED,
            signed_at=at,
            number=said["result_number"],
            signatory=said["signatory"],
        )


@guard.allow(Role.CLERK)
@require_GET
def choose(request: guard.OfficerRequest) -> HttpResponse:
    """Show what this officer may settle at once today; one possibility is opened at once."""
    found = [
        (case, reverse("workspace:lane_sit", args=[approval.pk, case.pk]), approval)
        for approval in queries.open_to(request.user, request.desk.agency_id, clock.today())
        for case in _cases(request, approval)
    ]
    if len(found) == 1:
        return redirect(found[0][1])
    return render(request, "workspace/lane.html", {"found": found, "today": clock.today()})


@guard.allow(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def sit(request: guard.OfficerRequest, approval_id: int, case_id: int) -> HttpResponse:
    """Receive, decide and hand out; be ready for the next dossier of the same person."""
    here = queries.open_to(request.user, request.desk.agency_id, clock.today())
    approval = here.filter(pk=approval_id).first()
    with revisions.held():
        case = receiving.case_with_parts(case_id)
    if approval is None or case is None or case.version.procedure_id != approval.procedure_id:
        raise Http404
    seat = Seat.of(request, approval, case)
    if not seat.valid():
        return _page(request, seat)
    return _settled(request, seat)


@guard.allow(Role.CLERK)
@require_GET
def printed(request: guard.OfficerRequest, sitting_id: int) -> HttpResponse:
    """Print the list of a sitting, the receipt of all its dossiers; written down like any export."""
    sitting = queries.sitting(sitting_id, request.user)
    if sitting is None:
        raise Http404
    at = clock.now()
    try:
        made = lane_list.pdf(sitting, at=at)
    except lane_list.NothingSettled as empty:
        raise Http404 from empty
    journal.write(
        account_id=request.user.pk,
        verb=Verb.PRINT,
        subject_type="slips.lane_list",
        subject_id=sitting.pk,
        at=at,
        request_id=middleware.request_id(request),
    )
    return slips.pdf(made, f"danh-sach-tai-cho-{sitting.pk}.pdf")


def _settled(request: guard.OfficerRequest, seat: Seat) -> HttpResponse:
    now = clock.now()
    by = By(officer=request.user, at=now)

    def settle() -> str:
        entry = lane.settle_at_once(
            approval_id=seat.approval.pk,
            application=seat.application(seat.owner.someone(now)),
            by=by,
            result=seat.result(now),
            copies=seat.form.cleaned_data["copies"],
        )
        return str(entry.sitting_id)

    try:
        key = request.POST.get("once", "")
        made = once.run(key=key, account_id=request.user.pk, at=now, action=settle)
    except refusals.EXPECTED as refused:
        seat.form.add_error(None, refusals.sentence(refused))
        return _page(request, seat)
    return redirect(f"{request.path}?luot={made.reference}")


def _page(request: guard.OfficerRequest, seat: Seat) -> HttpResponse:
    done = list(queries.entries(seat.sitting)) if seat.sitting else []
    shown = {
        "seat": seat,
        "forms": [form for form in (seat.owner, seat.form) if form.is_bound],
        "done": list(enumerate(done, start=1))[::-1],
        "copies": sum(one.copies for one in done),
        "again": bool(done) and not seat.owner.is_bound,
        "electronic": certified_copies.listed(seat.approval.procedure.code),
    }
    wrong = any(form.errors for form in shown["forms"])  # type: ignore[attr-defined]
    return render(request, "workspace/lane_sit.html", shown, status=422 if wrong else 200)


def _cases(request: guard.OfficerRequest, approval: LaneApproval) -> list[Case]:
    """Return the cases of a listed procedure that this agency settles today."""
    today = clock.today()
    agency = Agency.objects.get(pk=request.desk.agency_id)
    versions = catalog.offered_by(agency, today)
    own = [version.pk for version in versions if version.procedure_id == approval.procedure_id]
    return list(Case.objects.filter(version__in=own).select_related("version").order_by("order"))


def _sitting(request: guard.OfficerRequest, approval: LaneApproval) -> LaneSitting | None:
    """Return the sitting the address names: this officer's, of this procedure, of today."""
    number = asked.number(request.GET.get("luot", ""))
    sitting = queries.sitting(number, request.user) if number is not None else None
    fits = sitting and sitting.approval_id == approval.pk and sitting.on == clock.today()
    return sitting if fits else None


def _person(last: LaneEntry | None) -> dict[str, Any]:
    """The person of the dossier just settled, to be kept for the next one."""
    if last is None:
        return {}
    row = Participant.objects.select_related("party").get(
        dossier=last.dossier_id, role=ParticipantRole.OWNER
    )
    return {
        "number": row.identity_value,
        "kind": row.identity_kind,
        "ground": row.identity_ground,
        "name": row.name,
        "born_on": wording.day(row.born_on) if row.born_on else "",
        "sex": row.party.sex,
        "address": row.address,
        "phone": row.phone,
    }


def _kept(last: LaneEntry | None, case: Case) -> dict[str, Any]:
    """What the next dossier has in common with the one just settled."""
    if last is None:
        return {}
    papers = DossierPaper.objects.filter(dossier=last.dossier_id, removed_seq=None)
    return {
        "subject": last.dossier.subject,
        **{f"paper_{paper.pk}": "" for paper in case.papers.all()},
        **{f"paper_{paper.case_paper_id}": paper.form for paper in papers},
    }


def _signs(before: LaneEntry | None) -> dict[str, str]:
    """Who signed last, most often signs next."""
    if before is None:
        return {}
    result = DossierResult.objects.filter(dossier=before.dossier_id).order_by("-pk").first()
    return {"signatory": result.signatory} if result else {}


routes = [
    path("tai-cho/", choose, name="lane"),
    path("tai-cho/<int:approval_id>/<int:case_id>/", sit, name="lane_sit"),
    path("tai-cho/danh-sach/<int:sitting_id>/", printed, name="lane_list"),
]
