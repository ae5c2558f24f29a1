"""In phiếu hàng loạt: many slips of a day, chosen together, in one file."""

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock, once
from motcua.dossiers.models import DossierEvent
from motcua.organizations.models import Role
from motcua.rules import rule_sets
from motcua.rules.codes import Act, RuleSet
from motcua.rules.rule_sets import Slip
from motcua.slips import actions, printing, queries
from motcua.web.shared import guard
from motcua.web.workspace import admin_acts, asked, refusals, slips

MOST = 100
#: Acts of which some print a slip.
_PRINTING = (*(act.value for act in queries.SLIP_OF_ACT), Act.DECIDE.value)


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: guard.OfficerRequest) -> HttpResponse:
    """Show the slips of a day; those chosen are issued where they lack a number, then printed."""
    day = admin_acts.day_asked(request)
    found = _slips(request, day)
    if request.method == "POST":
        return _issued(request, day)
    shown = {
        "day": day,
        "rows": found,
        "kinds": list(dict.fromkeys((kind.value, title) for _event, kind, title, _key in found)),
        "chosen": request.GET.get("chon", ""),
        "most": MOST,
    }
    return render(request, "workspace/slips_batch.html", shown)


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_GET
def batch_file(request: guard.OfficerRequest) -> HttpResponse:
    """Print the slips named in the address as one file; each is written down."""
    wanted = _wanted(request.GET.getlist("phieu"))
    events = _of_desk(request).filter(pk__in=[event_id for event_id, _kind in wanted]).in_bulk()
    chosen = [(events[pk], kind) for pk, kind in wanted if pk in events]
    try:
        said = [
            queries.ready(event, slip=kind, track_url=slips.track_url(request))[0]
            for event, kind in chosen
        ]
    except (queries.NoSlip, queries.NotYetIssued) as missing:
        raise Http404 from missing
    if not said:
        raise Http404
    for event, kind in chosen:
        slips.remember(request, event, kind)
    made = printing.render_many(said, paper=slips.size(request))
    return slips.pdf(made, f"phieu-{clock.today():%Y%m%d}.pdf")


def _issued(request: guard.OfficerRequest, day: date) -> HttpResponse:
    """Give every slip chosen its number, all or none, and go to the file."""
    wanted = _wanted(request.POST.getlist("phieu"))
    known = _of_desk(request).filter(pk__in=[pk for pk, _kind in wanted]).in_bulk()
    chosen = [
        (pk, kind) for pk, kind in wanted if pk in known and kind in queries.slips_on(known[pk])
    ]
    back = f"{reverse('workspace:slips_batch')}?{urlencode({'ngay': f'{day:%d/%m/%Y}'})}"
    if not chosen:
        messages.error(request, _("Chọn ít nhất một phiếu để in."))
        return redirect(back)
    at = clock.now()

    def issue() -> str:
        for event_id, kind in chosen:
            actions.keep(event_id=event_id, at=at, slip=kind)
        return str(len(chosen))

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=at, action=issue)
    except actions.NotSigned:
        messages.error(
            request, _("Có văn bản xin lỗi chưa ký nên chưa có số. Bỏ chọn văn bản ấy rồi in lại.")
        )
        return redirect(back)
    except refusals.EXPECTED as refused:
        messages.error(request, refusals.sentence(refused))
        return redirect(back)
    asked_for = [("phieu", f"{pk}:{kind.value}") for pk, kind in chosen]
    paper = request.POST.get("kho", "")
    return redirect(f"{reverse('workspace:slips_file')}?{urlencode([*asked_for, ('kho', paper)])}")


def _slips(request: guard.OfficerRequest, day: date) -> list[tuple[DossierEvent, Slip, str, str]]:
    """Return the slips of the acts recorded on a day here: act, slip, title, and its key on the form."""
    events = _of_desk(request).filter(recorded_on=day).order_by("recorded_at", "pk")[:MOST]
    return [
        (
            event,
            kind,
            rule_sets.slip(RuleSet(event.rule_set), kind).title,
            f"{event.pk}:{kind.value}",
        )
        for event in events
        for kind in queries.slips_on(event)
        if not queries.unsigned(event, kind)
    ]


def _of_desk(request: guard.OfficerRequest) -> QuerySet[DossierEvent]:
    """Return the acts that stand and may print, of this agency's desk or of the agency itself."""
    here = request.desk.agency_id
    prints = Q(act__in=_PRINTING) & (
        ~Q(act=Act.DECIDE) | Q(outcome="denied") | ~Q(late_apology=None)
    )
    return DossierEvent.objects.filter(
        prints, Q(taken_in_at_id=here) | Q(to_agency_id=here), reversed_by=None
    ).select_related(*queries.AROUND)


def _wanted(keys: list[str]) -> list[tuple[int, Slip]]:
    """Read which slips of which acts are asked for; what is no slip is left out."""
    kinds = {kind.value: kind for kind in Slip}
    pairs = (key.partition(":") for key in keys[:MOST])
    read = ((asked.number(one), kinds.get(kind)) for one, _colon, kind in pairs)
    return [(pk, kind) for pk, kind in read if pk is not None and kind is not None]


routes = [
    path("in-phieu/", batch, name="slips_batch"),
    path("in-phieu/tep/", batch_file, name="slips_file"),
]
