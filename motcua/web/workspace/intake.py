"""Tiếp nhận hồ sơ at the counter, from the keyboard alone: procedure, person, papers, receipt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock, journal, middleware, once, revisions
from motcua.base.models import Verb
from motcua.catalog import queries as catalog
from motcua.catalog.models import LIMIT_MISSING, Case, CaseChannel
from motcua.catalog.queries import receiving
from motcua.dossiers import actions
from motcua.dossiers.actions import Application, By
from motcua.dossiers.queries import certified_copies, enclosures
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency, Role
from motcua.rules import explanation
from motcua.rules.codes import Channel, TimeUnit
from motcua.rules.limits import Limit
from motcua.slips import queries as slips
from motcua.web.shared import guard, labels
from motcua.web.workspace import dossier, intake_held, lines, refusals
from motcua.web.workspace.intake_filing import FilingForm
from motcua.web.workspace.intake_forms import HERE, PersonForm, WayForm, fee_of, filled
from motcua.web.workspace.paper_forms import papers_of

_MATCHES = 12
_OWNER = "chu"
_SUBMITTER = "nop"
_RECIPIENT = "nhan"
_PREFIXES = frozenset({_OWNER, _SUBMITTER, _RECIPIENT})
_FILL, _SEND_HOME, _REFUSE = "dien", "bo-sung", "tu-choi"


@dataclass(frozen=True)
class Match:
    """A case one may receive; ``sure`` when its procedure answers everything that was typed."""

    case: Case
    url: str
    here: bool
    sure: bool


@dataclass(frozen=True)
class Way:
    """What a channel means for the person: how long, until when, how much."""

    name: str
    limit: str
    due_at: datetime | None
    why: str
    fee: int


@dataclass(frozen=True)
class Counter:
    """The forms of one reception: the owner, whoever else was told of, and the way in and out."""

    competent: list[Agency]
    owner: PersonForm
    submitter: PersonForm | None
    recipient: PersonForm | None
    way: WayForm
    filing: FilingForm

    @classmethod
    def of(cls, request: guard.OfficerRequest, case: Case) -> Self:
        """Read what was sent; asked for first, empty forms; asked to fill, the owner looked up."""
        competent = _competent(request, case)
        sent = request.POST or None
        if request.POST.get("viec") == _FILL:
            sent, owner = None, _fill(request, _OWNER)
        else:
            owner = PersonForm(sent, prefix=_OWNER)
        others = {
            prefix: PersonForm(sent, prefix=prefix) if sent and _told(request, prefix) else None
            for prefix in (_SUBMITTER, _RECIPIENT)
        }
        way = WayForm(sent, case=case, agencies=competent, here_id=request.desk.agency_id)
        filing = FilingForm(sent, prefix="kem")
        return cls(competent, owner, others[_SUBMITTER], others[_RECIPIENT], way, filing)

    def agency(self, agency_id: int) -> Agency:
        """Return an agency, most often one of those competent."""
        known = next((one for one in self.competent if one.pk == agency_id), None)
        return known or Agency.objects.get(pk=agency_id)

    def bound(self) -> list[PersonForm | WayForm | FilingForm]:
        """Return the forms that were sent."""
        asked = (self.owner, self.submitter, self.recipient, self.filing, self.way)
        return [form for form in asked if form is not None and form.is_bound]

    def valid(self) -> bool:
        """Tell whether everything sent may be used; every form is looked at."""
        found = [form.is_valid() for form in self.bound()]
        if self.filing.is_bound and self.filing["authority"].data and not self.submitter:
            said = _("Ghi người nộp thay ở trên, hoặc bỏ chọn văn bản.")
            self.filing.add_error("authority", said)
            return False
        return bool(found) and all(found)

    def application(self, taken_in_at_id: int, at: datetime) -> Application:
        """Return what the filer asks for; the people are registered, or found, on the way.

        Raise ``IdentityRefused``, ``NameDiffers``, ``SeveralParties``.
        """
        said = self.way.cleaned_data
        here = self.agency(taken_in_at_id)
        return Application(
            case=self.way.case,
            channel=Channel(said["channel"]),
            agency=said["agency"],
            taken_in_at=here,
            return_at=here if said["return_here"] == HERE else said["agency"],
            owner=self.owner.someone(at),
            submitter=self.submitter.someone(at) if self.submitter else None,
            recipient=self.recipient.someone(at) if self.recipient else None,
            papers=papers_of(self.way, self.way.case),
            return_mode=said["return_mode"],
            subject=said["subject"],
            block_id=said["block"].pk if said["block"] else None,
            copies=self.filing.cleaned_data["copies"] or 1,
            authority=self.filing.given,
            together=self.filing.cleaned_data["together"],
        )


@guard.allow(Role.CLERK)
@require_GET
def choose(request: guard.OfficerRequest) -> HttpResponse:
    """Find the procedure and its case; a search with one answer goes straight on."""
    words = request.GET.get("q", "").strip()
    matches = _matches(request, words)
    fragment = request.headers.get("HX-Target") == "thu-tuc"
    sure = [match for match in matches if match.sure] or matches
    if words and len(sure) == 1 and not fragment:
        return redirect(sure[0].url)
    shown = {
        "q": words,
        "matches": matches,
        "agency": request.desk.agency_name,
        "fragment": fragment,
    }
    template = "workspace/_intake_matches.html" if fragment else "workspace/intake.html"
    return render(request, template, shown)


@guard.allow(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: guard.OfficerRequest, case_id: int) -> HttpResponse:
    """Take the dossier in; or send the person home with a numbered notice."""
    with revisions.held():
        case = receiving.case_with_parts(case_id)
        if case is None:
            raise Http404
        desk = Counter.of(request, case)
    if request.POST.get("viec") == _FILL or not desk.valid():
        return _page(request, desk)
    return _received(request, desk)


@guard.allow(Role.CLERK)
@require_POST
def person(request: guard.OfficerRequest, prefix: str) -> HttpResponse:
    """Fill the fields of a person from a scanned card or a known number; nothing is kept."""
    if prefix not in _PREFIXES:
        raise Http404
    form = _fill(request, prefix)
    shown = {"person": form, "look": True, "offers": intake_held.offers(request, form)}
    return render(request, "workspace/_intake_person.html", shown)


@guard.allow(Role.CLERK)
@require_GET
def done(request: guard.OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show the number, the day, and what to print."""
    held = dossier.found(request, dossier_id)
    shown = {
        "dossier": held,
        "left": lines.left(held, at=clock.now()),
        "why": dossier.why(held, at=clock.now()),
        "notices": held.numbers.filter(kind="notice"),
        "held_papers": len(enclosures.held_already(held)),
        "slips": dossier.listed(slips.slips_of(held)),
        "copies": held.received_at is not None and certified_copies.serves(held),
    }
    return render(request, "workspace/intake_done.html", shown)


def _matches(request: guard.OfficerRequest, words: str) -> list[Match]:
    """What the agency settles comes first; what it only takes in for others follows."""
    today = clock.today()
    own = Agency.objects.get(pk=request.desk.agency_id)
    here = catalog.find(words, agency=own, on=today)
    found = [(version, True) for version in catalog.in_order(here.ids[:_MATCHES])]
    whole = here.whole
    if words:
        known = {version.pk for version, _here in found}
        others = catalog.find(words, on=today)
        whole |= others.whole
        elsewhere = [pk for pk in others.ids[:_MATCHES] if pk not in known]
        found += [(version, False) for version in catalog.in_order(elsewhere)]
    cases: dict[int, list[Case]] = {}
    shown = [version.pk for version, _here in found[:_MATCHES]]
    for case in Case.objects.filter(version__in=shown).select_related("version__procedure"):
        cases.setdefault(case.version_id, []).append(case)
    return [
        Match(
            case,
            reverse("workspace:receive", args=[case.pk]),
            here=is_here,
            sure=version.pk in whole,
        )
        for version, is_here in found[:_MATCHES]
        for case in cases.get(version.pk, [])
    ]


def _competent(request: guard.OfficerRequest, case: Case) -> list[Agency]:
    """Return who settles the procedure today, this agency first."""
    offered = catalog.agencies_offering(case.version.procedure, clock.today())
    return sorted((row.agency for row in offered), key=lambda one: one.pk != request.desk.agency_id)


def _ways(desk: Counter, at: datetime) -> list[Way]:
    if not desk.competent:
        return []
    channels = desk.way.case.channels.all()
    return [_way(one, desk.competent[0], at) for one in channels if one.channel != Channel.ONLINE]


def _way(one: CaseChannel, agency: Agency, at: datetime) -> Way:
    name = labels.of(Channel(one.channel))
    if one.limit_unit == LIMIT_MISSING:
        why = refusals.sentence(catalog.LimitMissing())
        return Way(name, str(labels.LIMIT_MISSING), due_at=None, why=why, fee=fee_of(one))
    unit = TimeUnit(one.limit_unit)
    told = explanation.explain(
        received_at=at,
        limit=Limit(one.limit_amount, unit),
        calendar=agencies.working_calendar(agency.pk),
    )
    amount = f"{one.limit_amount:02d} " if one.limit_amount else ""
    limit = f"{amount}{labels.of(unit)}"
    return Way(
        name=name,
        limit=limit,
        due_at=told.due_at,
        why=explanation.sentence(told),
        fee=fee_of(one),
    )


def _told(request: HttpRequest, prefix: str) -> bool:
    """Tell whether somebody was written into the fields of a second or third person."""
    return any(request.POST.get(f"{prefix}-{name}", "").strip() for name in ("number", "name"))


def _fill(request: guard.OfficerRequest, prefix: str) -> PersonForm:
    """Look a person up; whose records were looked into, and by whom, is written down."""
    typed = request.POST.get(f"{prefix}-number", "")
    form = filled(typed, prefix=prefix, kind=request.POST.get(f"{prefix}-kind", ""))
    party_id = form.initial.get("party_id")
    if party_id is not None:
        journal.write(
            account_id=request.user.pk,
            verb=Verb.LOOK,
            subject_type="people.party",
            subject_id=party_id,
            at=clock.now(),
            request_id=middleware.request_id(request),
        )
    return form


def _page(request: guard.OfficerRequest, desk: Counter) -> HttpResponse:
    shown = {
        "case": desk.way.case,
        "competent": desk.competent,
        "one_agency": len(desk.competent) == 1,
        "ways": _ways(desk, clock.now()),
        "owner": desk.owner,
        "offers": intake_held.offers(request, desk.owner),
        "submitter": desk.submitter or PersonForm(prefix=_SUBMITTER),
        "recipient": desk.recipient or PersonForm(prefix=_RECIPIENT),
        "way": desk.way,
        "filing": desk.filing,
        "forms": desk.bound(),
    }
    wrong = any(form.errors for form in desk.bound())
    return render(request, "workspace/intake_form.html", shown, status=422 if wrong else 200)


def _received(request: guard.OfficerRequest, desk: Counter) -> HttpResponse:
    now = clock.now()
    happened_at = desk.way.cleaned_data["happened_at"] or now
    by = By(officer=request.user, at=happened_at, entered_at=now)
    todo = request.POST.get("viec", "")

    def take_in() -> str:
        application = desk.application(request.desk.agency_id, now)
        if todo in (_SEND_HOME, _REFUSE):
            text, refused = desk.way.cleaned_data["text"], todo == _REFUSE
            held = actions.send_home(application=application, by=by, text=text, refused=refused)
        else:
            held = actions.receive(application=application, by=by)
            intake_held.use(request, held, officer=request.user, at=now)
        return str(held.pk)

    try:
        key = request.POST.get("once", "")
        made = once.run(key=key, account_id=request.user.pk, at=now, action=take_in)
    except refusals.EXPECTED as refused:
        desk.way.add_error(None, refusals.sentence(refused))
        return _page(request, desk)
    if not made.fresh:
        messages.info(request, _("Hồ sơ này đã được ghi nhận ở lần gửi trước; không tạo thêm."))
    return redirect("workspace:intake_done", int(made.reference))


routes = [
    path("tiep-nhan/", choose, name="intake"),
    path("tiep-nhan/nguoi/<slug:prefix>/", person, name="intake_person"),
    path("tiep-nhan/xong/<int:dossier_id>/", done, name="intake_done"),
    path("tiep-nhan/<int:case_id>/", receive, name="receive"),
]
