"""Nhập danh sách cán bộ: a workbook is read, shown as it would be taken over, then taken over whole."""

import base64
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock
from motcua.organizations import actions
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import officers_forms

#: The list between preview and import rests in the session of whoever uploaded it.
LIST_KEY = "officer_list"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@guard.allow(Role.ADMIN)
@require_http_methods(["GET", "POST"])
def preview(request: guard.OfficerRequest) -> HttpResponse:
    """Ask for a list, and show what it would bring."""
    if not guard.may(request, Permission.MANAGE_OFFICERS, None):
        return guard.refuse(request)
    form = officers_forms.ListForm(
        request.POST or None, request.FILES or None, initial={"tu_ngay": clock.today()}
    )
    outcome = _previewed(request, form) if form.is_valid() else None
    return render(request, "workspace/officers_import.html", {"form": form, "outcome": outcome})


def _previewed(
    request: guard.OfficerRequest, form: officers_forms.ListForm
) -> actions.ImportOutcome | None:
    """Read the list and keep it for the import; None when it cannot be read, and the form says why."""
    from_on: date = form.cleaned_data["tu_ngay"]
    content: bytes = form.cleaned_data["tep"].read(actions.MOST_BYTES + 1)
    try:
        outcome = actions.import_officers(
            content=content, from_on=from_on, at=clock.now(), apply=False
        )
    except actions.NotAWorkbook as bad:
        form.add_error("tep", str(bad))
        return None
    request.session[LIST_KEY] = {
        "content": base64.b64encode(content).decode(),
        "from_on": from_on.isoformat(),
    }
    return outcome


@guard.allow(Role.ADMIN)
@never_cache
@require_POST
def take_over(request: guard.OfficerRequest) -> HttpResponse:
    """Take over the list that was previewed; repeating it changes nothing."""
    if not guard.may(request, Permission.MANAGE_OFFICERS, None):
        return guard.refuse(request)
    held = request.session.get(LIST_KEY)
    if held is None:
        messages.error(request, _("Danh sách không còn ở đây. Hãy chọn lại tệp."))
        return redirect("workspace:import_officers")
    outcome = actions.import_officers(
        content=base64.b64decode(held["content"]),
        from_on=date.fromisoformat(held["from_on"]),
        at=clock.now(),
    )
    if not outcome.problems:
        del request.session[LIST_KEY]
    return render(request, "workspace/officers_imported.html", {"outcome": outcome})


@guard.allow(Role.ADMIN)
@require_GET
def template(_request: guard.OfficerRequest) -> HttpResponse:
    """Give the empty list to fill in."""
    response = HttpResponse(actions.officer_list_template(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="danh-sach-can-bo.xlsx"'
    return response


routes = [
    path("nhan-su/nhap/", preview, name="import_officers"),
    path("nhan-su/nhap/thuc-hien/", take_over, name="take_over_officers"),
    path("nhan-su/nhap/tep-mau/", template, name="officers_template"),
]
