"""Xử lý thay khi vắng mặt: who handles for whom, from when, through when; both see it, either side of it ends it."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from motcua.dossiers.actions import By, delegations
from motcua.dossiers.models import Delegation
from motcua.dossiers.queries import delegations as queries
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency, Assignment, Role
from motcua.people.models import Account
from motcua.web.shared import guard
from motcua.web.workspace import refusals
from motcua.web.workspace.moments import DayField

_MOST = 100


@dataclass(frozen=True)
class Row:
    """One delegation, as this person sees it."""

    said: Delegation
    state: str
    may_end: bool


class DelegationForm(forms.Form):
    """Who is absent (a leader says it for anybody), who stands in, which days, by which document."""

    absent = forms.ModelChoiceField(label=_("Người vắng mặt"), queryset=Account.objects.none())
    stand_in = forms.ModelChoiceField(
        label=_("Người xử lý thay"), queryset=Account.objects.none(), empty_label="–"
    )
    from_on = DayField(label=_("Từ ngày"))
    to_on = DayField(label=_("Đến hết ngày"))
    document = forms.CharField(
        label=_("Văn bản, căn cứ"),
        max_length=200,
        help_text=_("Ví dụ: Thông báo phân công số 12/TB-UBND ngày 02/11/2026."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own arguments
        who: Account,
        colleagues: QuerySet[Account],
        **kwargs: Any,  # noqa: ANN401 - Django's own arguments
    ) -> None:
        """Offer the people of the agency; whoever leads nothing is absent himself."""
        super().__init__(*args, **kwargs)
        for name in ("absent", "stand_in"):
            field = self.fields[name]
            field.queryset = colleagues  # type: ignore[attr-defined]
            field.label_from_instance = _full_name  # type: ignore[attr-defined]
        self.fields["absent"].initial = who.pk
        self.fields["absent"].empty_label = None  # type: ignore[attr-defined]


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: guard.OfficerRequest) -> HttpResponse:
    """Show who stands in for whom; say who stands in from a day on."""
    leads = request.desk.role is Role.LEADER
    form = DelegationForm(
        request.POST or None, who=request.user, colleagues=_colleagues(request, everybody=leads)
    )
    if not leads:
        form.fields["absent"].queryset = Account.objects.filter(pk=request.user.pk)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and _delegated(request, form):
        return redirect("workspace:absences")
    shown = {
        "form": form,
        "leads": leads,
        "rows": _rows(request, everybody=leads),
        "agency": request.desk.agency_name,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/absences.html", shown, status=status)


@guard.allow(Role.CLERK, Role.OFFICER, Role.LEADER)
@require_POST
def ended(request: guard.OfficerRequest, delegation_id: int) -> HttpResponse:
    """End a delegation today: the absent officer is back."""
    if not Delegation.objects.filter(pk=delegation_id, agency_id=request.desk.agency_id).exists():
        raise Http404
    at = clock.now()
    by = By(officer=request.user, at=at)

    def end() -> str:
        return str(delegations.end_delegation(delegation_id=delegation_id, by=by).pk)

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=at, action=end)
    except refusals.EXPECTED as refused:
        messages.error(request, refusals.sentence(refused))
    else:
        messages.success(request, _now("Đã kết thúc việc xử lý thay."))
    return redirect("workspace:absences")


def _delegated(request: guard.OfficerRequest, form: DelegationForm) -> bool:
    at, said = clock.now(), form.cleaned_data

    def delegate() -> str:
        made = delegations.delegate(
            agency=Agency.objects.get(pk=request.desk.agency_id),
            by=By(officer=request.user, at=at),
            **said,
        )
        return str(made.pk)

    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=at, action=delegate)
    except refusals.EXPECTED as refused:
        form.add_error(None, refusals.sentence(refused))
        return False
    messages.success(
        request, _now("Đã ghi người xử lý thay; cả hai người đều thấy trong danh sách việc.")
    )
    return True


def _rows(request: guard.OfficerRequest, *, everybody: bool) -> Sequence[Row]:
    agency_id, today = request.desk.agency_id, clock.today()
    found = (
        queries.of_agency(agency_id)
        if everybody
        else queries.of_officer(agency_id, request.user.pk)
    )
    return [
        Row(one, _state(one), _open(one) and (everybody or one.absent_id == request.user.pk))
        for one in found.filter(to_on__year__gte=today.year - 1)[:_MOST]
    ]


def _open(one: Delegation) -> bool:
    return one.ended_at is None and one.to_on >= clock.today()


def _state(one: Delegation) -> str:
    if one.ended_at is not None:
        return _now("kết thúc sớm ngày %(day)s") % {"day": f"{clock.local(one.ended_at):%d/%m/%Y}"}
    if one.to_on < clock.today():
        return _now("đã hết hạn")
    return _now("đang xử lý thay") if one.from_on <= clock.today() else _now("chưa đến ngày")


def _colleagues(request: guard.OfficerRequest, *, everybody: bool) -> QuerySet[Account]:
    """Return who works with dossiers at the agency today; for oneself without oneself."""
    posts = Assignment.objects.filter(
        agencies.alive(clock.today()),
        post__agency_id=request.desk.agency_id,
        post__role__in=(Role.CLERK, Role.OFFICER, Role.LEADER),
    )
    found = Account.objects.filter(pk__in=posts.values("account"), is_active=True)
    mine = found if everybody else found.exclude(pk=request.user.pk)
    return mine.order_by("full_name_key", "pk")


def _full_name(account: Account) -> str:
    return account.full_name


routes = [
    path("vang-mat/", absences, name="absences"),
    path("vang-mat/<int:delegation_id>/ket-thuc/", ended, name="absence_ended"),
]
