"""Cấp số, đóng dấu báo cáo: what the head has signed takes its number from the register, then the agency's seal."""

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock, once
from motcua.documents import seals
from motcua.documents.signing.pades import Mark
from motcua.dossiers.actions import By
from motcua.dossiers.models import RegisterEntry
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.reporting.models import PaperState, ReportPaper
from motcua.reporting.signing import issuing, queries
from motcua.slips import letterhead, marks
from motcua.web.shared import guard
from motcua.web.workspace import admin_acts, results_refusals
from motcua.web.workspace import asked as numbers

#: Each seal is a signature of a device: so many take a few seconds.
MOST_AT_ONCE = 50
_ROLES = (Role.CLERK, Role.OFFICER)


class SealForm(forms.Form):
    """The symbol and the day of the papers."""

    ky_hieu = forms.CharField(label=gettext_lazy("Ký hiệu"), max_length=30, initial="BC-UBND")
    ngay = admin_acts.DayField(label=gettext_lazy("Ngày văn bản"))


@guard.allow(*_ROLES)
@never_cache
@require_GET
def papers(request: guard.OfficerRequest) -> HttpResponse:
    """Show the reports that wait for a number or the seal."""
    return _page(request)


@guard.allow(*_ROLES)
@require_POST
def seal(request: guard.OfficerRequest) -> HttpResponse:
    """Number and seal the chosen papers, one after another; those that fail are named and keep their number."""
    form, chosen = SealForm(request.POST), _chosen(request)
    if not chosen:
        form.add_error(None, _("Hãy chọn ít nhất một báo cáo để đóng dấu."))
    if not form.is_valid():
        return _page(request, form)
    by, refusals, done = By(officer=request.user, at=clock.now()), [], 0
    for paper_id in chosen[:MOST_AT_ONCE]:
        try:
            _issue(request, paper_id, form, by)
            done += 1
        except results_refusals.EXPECTED as refused:
            refusals.append(results_refusals.sentence(refused))
    if done:
        said = ngettext("Đã phát hành %(count)s báo cáo.", "Đã phát hành %(count)s báo cáo.", done)
        messages.success(request, said % {"count": done})
    for words in dict.fromkeys(refusals):
        messages.error(request, words)
    return redirect("workspace:report_issuing")


def _issue(request: guard.OfficerRequest, paper_id: int, form: SealForm, by: By) -> None:
    said = form.cleaned_data
    symbol, on = said["ky_hieu"].strip(), said["ngay"]

    def number() -> str:
        made = issuing.take_number(paper_id=paper_id, symbol=symbol, dated_on=on, by=by)
        return str(made.pk)

    if ReportPaper.objects.filter(pk=paper_id, state=PaperState.SIGNED).exists():
        _once(request, f"so-{paper_id}", number, by)
    sealed = issuing.seal(paper_id, draw=_drawn(request), by=by)

    def issue() -> str:
        return str(issuing.issue(paper_id=paper_id, sealed=sealed, by=by).pk)

    _once(request, f"dau-{paper_id}", issue, by)


def _once(request: guard.OfficerRequest, part: str, act: Callable[[], str], by: By) -> None:
    """One form, many papers: each part has its own turn under the form's key."""
    key = request.POST.get("once", "")
    once.run(key=key and f"{key}-{part}", account_id=request.user.pk, at=by.at, action=act)


def _drawn(request: HttpRequest) -> issuing.Draw:
    """How the head of a report is drawn: the agency's name, its number, the address that verifies it."""

    def draw(paper: ReportPaper, entry: RegisterEntry, at: datetime) -> Mark:
        told = marks.Issued(
            agency=letterhead.of(paper.agency, paper.agency, entry.dated_on).office,
            serial=entry.first,
            symbol=entry.symbol,
            dated_on=entry.dated_on,
            address=request.build_absolute_uri(reverse("portal:issued", args=[paper.code])),
        )
        return marks.head(told, places=paper.places, at=clock.local(at))

    return draw


def _chosen(request: guard.OfficerRequest) -> list[int]:
    found = (numbers.number(word) for word in request.POST.getlist("chon"))
    return [one for one in found if one]


def _page(request: guard.OfficerRequest, form: SealForm | None = None) -> HttpResponse:
    reached = sorted(access.reach([request.desk], Permission.ISSUE))
    rows = list(queries.to_seal(reached)[:MOST_AT_ONCE])
    gone = queries.superseded(rows)
    shown = {
        "rows": [(one, one.pk in gone) for one in rows],
        "form": form or SealForm(initial={"ngay": clock.today()}),
        "has_seal": seals.here().has(Agency.objects.get(pk=request.desk.agency_id).code),
    }
    return render(
        request, "workspace/report_issuing.html", shown, status=422 if form is not None else 200
    )


routes = [
    path("cap-so/bao-cao/", papers, name="report_issuing"),
    path("cap-so/bao-cao/dau/", seal, name="report_seal"),
]
