"""Danh sách giải quyết tại chỗ: the head of an agency lists procedures and officers by decision, and ends a row."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base import clock, once
from motcua.catalog import queries as catalog
from motcua.dossiers.actions import By, lane
from motcua.dossiers.models import LaneApproval, LaneKind
from motcua.dossiers.queries import lane as queries
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from motcua.web.shared import guard
from motcua.web.workspace import refusals
from motcua.web.workspace.moments import DayField

_WEEKDAYS = (
    ("", _("Mọi ngày làm việc")),
    ("0", _("Thứ Hai")),
    ("1", _("Thứ Ba")),
    ("2", _("Thứ Tư")),
    ("3", _("Thứ Năm")),
    ("4", _("Thứ Sáu")),
    ("5", _("Thứ Bảy")),
)


class ApprovalForm(forms.Form):
    """One row of the list: the procedure, why it needs no slip, who settles it, and the decision."""

    procedure = forms.TypedChoiceField(label=_("Thủ tục"), coerce=int)
    kind = forms.ChoiceField(label=_("Loại"), choices=LaneKind.choices)
    weekday = forms.TypedChoiceField(
        label=_("Ngày trong tuần"), choices=_WEEKDAYS, coerce=int, empty_value=None, required=False
    )
    officers = forms.ModelMultipleChoiceField(
        label=_("Người được giải quyết"),
        queryset=Account.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    decision_number = forms.CharField(label=_("Số quyết định"), max_length=80)
    decision_on = DayField(label=_("Ngày quyết định"))
    from_on = DayField(label=_("Áp dụng từ ngày"))

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Offer what the agency settles and who works at its counter."""
        super().__init__(*args, **kwargs)
        self.today = clock.today()
        self.versions = catalog.offered_by(agency, self.today)
        names = [(version.procedure_id, version.name) for version in self.versions]
        self.fields["procedure"].choices = [("", "–"), *names]  # type: ignore[attr-defined]
        field = self.fields["officers"]
        field.queryset = _clerks(agency)  # type: ignore[attr-defined]
        field.label_from_instance = _full_name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A decision comes before its first day."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        decided_on, from_on = said.get("decision_on"), said.get("from_on")
        if decided_on and decided_on > self.today:
            self.add_error("decision_on", _now("Ngày quyết định không thể sau hôm nay."))
        if decided_on and from_on and from_on < decided_on:
            self.add_error("from_on", _now("Ngày áp dụng không thể trước ngày quyết định."))
        return said


@guard.allow(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def approvals(request: guard.OfficerRequest) -> HttpResponse:
    """Show the list of the agency; put a procedure on it."""
    agency = Agency.objects.get(pk=request.desk.agency_id)
    form = ApprovalForm(request.POST or None, agency=agency)
    if request.method == "POST" and form.is_valid() and _approved(request, form, agency):
        return redirect("workspace:lane_approvals")
    names = {version.procedure_id: version.name for version in form.versions}
    shown = {
        "form": form,
        "agency": agency,
        "rows": [
            (row, names.get(row.procedure_id, row.procedure.code), _weekday(row))
            for row in queries.approvals(agency.pk)
        ],
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/lane_approvals.html", shown, status=status)


@guard.allow(Role.LEADER)
@require_POST
def ended(request: guard.OfficerRequest, approval_id: int) -> HttpResponse:
    """Take a procedure off the list from today on."""
    here = LaneApproval.objects.filter(pk=approval_id, agency=request.desk.agency_id)
    if not here.exists():
        raise Http404
    at = clock.now()
    by = By(officer=request.user, at=at)

    def end() -> str:
        return str(lane.end(approval_id=approval_id, by=by).pk)

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=at, action=end)
    except refusals.EXPECTED as refused:
        messages.error(request, refusals.sentence(refused))
    else:
        messages.success(request, _now("Đã đưa thủ tục ra khỏi danh sách từ hôm nay."))
    return redirect("workspace:lane_approvals")


def _approved(request: guard.OfficerRequest, form: ApprovalForm, agency: Agency) -> bool:
    at, said = clock.now(), form.cleaned_data
    version = next(one for one in form.versions if one.procedure_id == said["procedure"])

    def approve() -> str:
        made = lane.approve(
            agency=agency,
            procedure=version.procedure,
            kind=LaneKind(said["kind"]),
            officers=list(said["officers"]),
            decision_number=said["decision_number"],
            decision_on=said["decision_on"],
            from_on=said["from_on"],
            weekday=said["weekday"],
            by=By(officer=request.user, at=at),
        )
        return str(made.pk)

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=at, action=approve)
    except refusals.EXPECTED as refused:
        form.add_error(None, refusals.sentence(refused))
        return False
    messages.success(request, _now("Đã đưa thủ tục vào danh sách giải quyết tại chỗ."))
    return True


def _clerks(agency: Agency) -> QuerySet[Account]:
    """Return who works at the counter of an agency: only they receive and hand out."""
    found = Account.objects.filter(
        is_active=True,
        assignments__to_on=None,
        assignments__post__agency=agency,
        assignments__post__role=Role.CLERK.value,
    )
    return found.distinct().order_by("full_name_key", "pk")


def _full_name(account: Account) -> str:
    return account.full_name


def _weekday(row: LaneApproval) -> str:
    key = "" if row.weekday is None else str(row.weekday)
    return str(dict(_WEEKDAYS).get(key, ""))


routes = [
    path("tai-cho/phe-duyet/", approvals, name="lane_approvals"),
    path("tai-cho/phe-duyet/<int:approval_id>/", ended, name="lane_ended"),
]
