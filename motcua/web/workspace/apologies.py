"""Xin lỗi, hẹn lại ngày trả: whom the desk must apologise to, and what its head has to sign."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock, once
from motcua.dossiers import actions, queries
from motcua.dossiers.actions import By
from motcua.dossiers.models import LateApology
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.rules.grounds import GroundKind
from motcua.rules.rule_sets import Slip
from motcua.slips.actions import keep
from motcua.web.shared import guard
from motcua.web.workspace import dossier, lines, reason_forms, refusals

PAGE = 25
_ROLES = (Role.OFFICER, Role.LEADER, Role.CONTROLLER)


class SigningForm(forms.Form):
    """The cause, of the closed list, and what the unit has to say to its head."""

    cause = forms.ChoiceField(label=gettext_lazy("Nguyên nhân"))
    text = forms.CharField(
        label=gettext_lazy("Giải trình"),
        help_text=gettext_lazy("Gửi thủ trưởng cơ quan; không in trên văn bản gửi người nộp."),
        widget=forms.Textarea,
        max_length=4000,
    )


@guard.allow(*_ROLES)
@require_GET
def apologies(request: guard.OfficerRequest) -> HttpResponse:
    """Show the dossiers to apologise for, the most urgent first, and the apologies to be signed."""
    at = clock.now()
    agency_ids = _answers_for(request)
    board = queries.to_apologise(agency_ids, calendar_of=request.desk.agency_id, at=at)
    page = Paginator(board, PAGE).get_page(request.GET.get("trang"))
    to_sign = [
        (one, queries.may_sign(one, [request.desk]))
        for one in queries.late_apologies(agency_ids)[:PAGE]
    ]
    shown = {
        "at": at,
        "page": page,
        "lines": lines.of(page.object_list, at=at),
        "to_sign": to_sign,
        "unsigned": queries.late_apologies(agency_ids).count(),
    }
    return render(request, "workspace/apologies.html", shown)


@guard.allow(*_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def apology(request: guard.OfficerRequest, apology_id: int) -> HttpResponse:
    """Show the drafted apology; the head of the unit signs it here, once."""
    owed = LateApology.objects.select_related("event", "agency", "text").filter(pk=apology_id)
    found = owed.first()
    if found is None:
        raise Http404
    held = dossier.found(request, found.dossier_id)
    may_sign = queries.may_sign(found, [request.desk])
    form = SigningForm(request.POST or None, initial=_drafted(found))
    choices = reason_forms.ground_choices(GroundKind.LATENESS, clock.today())
    form.fields["cause"].choices = choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and _signed(request, found, form):
        return redirect("workspace:dossier", held.pk)
    shown = {
        "apology": found,
        "dossier": held,
        "form": form,
        "may_sign": may_sign,
        "taken_back": hasattr(found.event, "reversed_by"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/apology.html", shown, status=status)


def _answers_for(request: guard.OfficerRequest) -> list[int]:
    """Return the agencies whose lateness concerns this post: those below a leader, else its own."""
    below = access.reach([request.desk], Permission.OVERSEE)
    return sorted(below) or [request.desk.agency_id]


def _drafted(found: LateApology) -> dict[str, str]:
    kept = found.text
    text = kept.text if kept is not None and kept.erased_at is None else ""
    return {"cause": found.cause, "text": text}


def _signed(request: guard.OfficerRequest, found: LateApology, form: SigningForm) -> bool:
    """Sign and give the paper its number, in one transaction; say what stood in the way."""
    at = clock.now()
    by = By(officer=request.user, at=at)
    said = form.cleaned_data

    def sign() -> str:
        actions.sign_apology(apology_id=found.pk, by=by, cause=said["cause"], text=said["text"])
        keep(event_id=found.event_id, at=at, slip=Slip.APOLOGY)
        return str(found.pk)

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=at, action=sign)
    except refusals.EXPECTED as refused:
        form.add_error(None, refusals.sentence(refused))
        return False
    messages.success(request, _("Đã ký văn bản xin lỗi. Có thể in và gửi người nộp."))
    return True


routes = [
    path("xin-loi/", apologies, name="apologies"),
    path("xin-loi/<int:apology_id>/", apology, name="apology"),
]
