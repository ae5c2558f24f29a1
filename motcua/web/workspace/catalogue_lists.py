"""Các danh sách theo quyết định: "4 tại chỗ", dịch vụ công thiết yếu, không phiếu hẹn; who is on them when."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.catalog.actions import standing
from motcua.catalog.models import ListMembership, ProcedureList
from motcua.organizations.models import Role
from motcua.organizations.queries import alive
from motcua.web.shared import guard, wording
from motcua.web.workspace import admin_acts, catalogue_drafts
from motcua.web.workspace.admin_acts import DayField
from motcua.web.workspace.catalogue_publication import DecisionForm

PAGE = 50
_SPLIT = re.compile(r"[\s,;]+")


class ListForm(DecisionForm):
    """A new list."""

    ten = forms.CharField(label=gettext_lazy("Tên danh sách"), max_length=200)
    ma = forms.SlugField(
        label=gettext_lazy("Ký hiệu"),
        max_length=40,
        help_text=gettext_lazy("Chữ không dấu và gạch nối, ví dụ bon-tai-cho."),
        error_messages={"invalid": gettext_lazy("Ký hiệu chỉ gồm chữ không dấu, số, gạch nối.")},
    )
    tu_ngay = DayField(label=gettext_lazy("Áp dụng từ ngày"))


class JoinForm(DecisionForm):
    """Procedures that join."""

    ma = forms.CharField(
        label=gettext_lazy("Mã các thủ tục"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Cách nhau bằng dấu phẩy, khoảng trắng hoặc xuống dòng."),
    )
    tu_ngay = DayField(label=gettext_lazy("Từ ngày"))

    def clean_ma(self) -> list[str]:
        """The codes, one by one."""
        return [code for code in _SPLIT.split(self.cleaned_data["ma"]) if code]


class LeaveForm(forms.Form):
    """The last day on the list."""

    ngay = DayField(label=gettext_lazy("Ngày cuối cùng"))


def _usual() -> dict[str, Any]:
    return {"ngay": clock.today(), "tu_ngay": clock.today()}


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def lists(request: guard.OfficerRequest) -> HttpResponse:
    """List the lists, and make one."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    form = ListForm(request.POST or None, initial=_usual())
    done = admin_acts.carry_out(request, form, lambda: _made(request, form))
    if done is not None:
        messages.success(request, _("Đã lập danh sách."))
        return redirect("workspace:catalogue_list", done.reference)
    now = Count("members", filter=_alive_members())
    rows = ProcedureList.objects.annotate(number=now).order_by("code")
    shown = {"rows": rows, "form": form, "tab": "danh-sach"}
    return render(
        request, "workspace/catalogue_lists.html", shown, status=422 if form.is_bound else 200
    )


def _alive_members() -> Q:
    today = clock.today()
    open_now = Q(members__to_on__isnull=True) | Q(members__to_on__gte=today)
    return open_now & Q(members__from_on__lte=today)


def _made(request: guard.OfficerRequest, form: ListForm) -> str:
    given = form.cleaned_data
    return standing.make_list(
        code=given["ma"],
        name=given["ten"],
        decision=form.decision,
        from_on=given["tu_ngay"],
        by=request.user,
        at=clock.now(),
    ).code


@guard.allow(Role.CONTROLLER)
@require_http_methods(["GET", "POST"])
def one_list(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Show who is on a list on a day, and put more on it."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    found = get_object_or_404(ProcedureList, code=code)
    form = JoinForm(request.POST or None, initial=_usual())
    done = admin_acts.carry_out(request, form, lambda: _joined(request, found, form))
    if done is not None:
        said = _("Đã đưa %(number)s thủ tục vào danh sách.")
        messages.success(request, said % {"number": wording.number(int(done.reference))})
        return redirect("workspace:catalogue_list", code)
    return _page(request, found, form)


def _joined(request: guard.OfficerRequest, found: ProcedureList, form: JoinForm) -> int:
    given = form.cleaned_data
    return standing.join(
        of=found,
        codes=given["ma"],
        decision=form.decision,
        from_on=given["tu_ngay"],
        by=request.user,
        at=clock.now(),
    )


def _page(request: guard.OfficerRequest, found: ProcedureList, form: JoinForm) -> HttpResponse:
    on = admin_acts.day_asked(request, "xem")
    everything = request.GET.get("muc") == "tat-ca"
    members = found.members.select_related("procedure").order_by("procedure__code", "-from_on")
    page = Paginator(members if everything else members.filter(alive(on)), PAGE).get_page(
        request.GET.get("trang")
    )
    names = _names([row.procedure.code for row in page.object_list])
    shown = {
        "list": found,
        "page": page,
        "rows": [(row, names.get(row.procedure.code, "–")) for row in page.object_list],
        "on": on,
        "today": clock.today(),
        "everything": everything,
        "form": form,
        "tab": "danh-sach",
    }
    return render(
        request, "workspace/catalogue_list.html", shown, status=422 if form.is_bound else 200
    )


def _names(codes: list[str]) -> dict[str, str]:
    found = catalog.in_force_on(clock.today()).filter(procedure__code__in=codes)
    return {one.procedure.code: one.name for one in found}


@guard.allow(Role.CONTROLLER)
@require_POST
def leave(request: guard.OfficerRequest, code: str, member_id: int) -> HttpResponse:
    """Let a procedure leave the list after a day."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    member = get_object_or_404(ListMembership, pk=member_id, list__code=code)
    form = LeaveForm(request.POST)

    def act() -> int:
        standing.leave(member=member, last_day=form.cleaned_data["ngay"])
        return member.pk

    done = admin_acts.carry_out(request, form, act)
    if done is None:
        wrong = [words for errors in form.errors.values() for words in errors]
        messages.error(request, " ".join(map(str, wrong)))
    else:
        messages.success(request, _("Đã ghi ngày ra khỏi danh sách."))
    return redirect("workspace:catalogue_list", code)


routes = [
    path("danh-muc/danh-sach/", lists, name="catalogue_lists"),
    path("danh-muc/danh-sach/<slug:code>/", one_list, name="catalogue_list"),
    path("danh-muc/danh-sach/<slug:code>/<int:member_id>/", leave, name="leave_list"),
]
