"""Biểu báo cáo: every statutory form of a unit and a period, prefilled, typed into, filed, printed."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock, journal, middleware, once
from motcua.base.models import Verb
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.reporting import (
    actions,
    definitions,
    filled,
    form_papers,
    form_sheets,
    kept,
    laid_out,
    queries,
)
from motcua.reporting.filled import Filled, Typed
from motcua.reporting.models import FiledForm, TypedForm
from motcua.reporting.signing import queries as signed
from motcua.rules import filling
from motcua.rules.definitions import Definition, NotInForce, Rows, Source
from motcua.web.shared import guard, wording
from motcua.web.workspace import (
    control_cell,
    report_signing,
    reports_form,
    reports_periods,
    statutory_cell,
    statutory_rows,
)
from motcua.web.workspace.reports_form import Asked, ReportForm

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _json(form: Filled) -> bytes:
    return (json.dumps(form.as_json(), ensure_ascii=False, indent=2) + "\n").encode()


_FILES: dict[str, tuple[Callable[[Filled], bytes], str]] = {
    "xlsx": (form_sheets.workbook, _XLSX),
    "pdf": (form_papers.pdf, "application/pdf"),
    "json": (_json, "application/json"),
}
#: The kinds of file a form is handed out as.
KINDS = tuple(_FILES)


@dataclass(frozen=True)
class Listed:
    """A form in the list: where it is opened, and how far it has come."""

    definition: Definition
    url: str
    state: str
    done: bool


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def forms(request: guard.OfficerRequest) -> HttpResponse:
    """Show every form of a unit and a period, and how far each has come."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/statutory.html", {"form": choice}, status=400)
    asked = choice.asked(view="")
    valid = [one for one in definitions.every() if one.holds_on(asked.window.to_on)]
    return render(
        request,
        "workspace/statutory.html",
        {
            "form": choice,
            "asked": asked,
            "listed": _listed(asked, valid),
            "owns": guard.may(request, Permission.CLOSE_PERIOD, None),
        },
    )


def _listed(asked: Asked, valid: list[Definition]) -> list[Listed]:
    window = {"agency": asked.agency, "from_on": asked.window.from_on, "to_on": asked.window.to_on}
    filed = dict(FiledForm.objects.filter(**window).order_by("at").values_list("form", "at"))
    typed = dict(TypedForm.objects.filter(**window).order_by("at").values_list("form", "at"))
    found = []
    for one in valid:
        if one.rows is Rows.BOOKS:
            query = asked.query(bieu="a" if one.alone else "b")
            url = f"{reverse('workspace:reports')}?{query}"
            state = _("Lập từ sổ hồ sơ")
        else:
            url = f"{reverse('workspace:statutory_form', args=[one.code])}?{asked.query()}"
            state = _("Chưa nộp")
        if one.code in typed:
            state = _("Đã nhập, ghi lúc %(at)s") % {"at": wording.short_moment(typed[one.code])}
        if one.code in filed:
            state = _("Đã nộp lúc %(at)s") % {"at": wording.short_moment(filed[one.code])}
        found.append(Listed(one, url, state, one.code in filed))
    return found


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def one_form(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """Show a form as it stands and keep what is typed; ``xem`` only looks at it."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/statutory.html", {"form": choice}, status=400)
    asked = choice.asked(view="")
    definition = _definition(code, asked)
    if request.method != "POST":
        return _page(request, choice, asked, definition)
    sent = statutory_rows.read(definition, request.POST.dict())
    if "xem" in request.POST:
        return _page(request, choice, asked, definition, sent=sent)
    problem = _("Có ô ghi chưa đúng; chưa ghi gì.") if sent.errors else ""
    if not problem:
        problem = _typed(request, asked, definition, sent.rows)
    if problem:
        return _page(request, choice, asked, definition, sent=sent, problem=problem, status=422)
    messages.success(request, _("Đã ghi số liệu."))
    return redirect(f"{request.path}?{asked.query()}")


def _definition(code: str, asked: Asked) -> Definition:
    """The form with the cells it has in this window; what registers count is locked."""
    try:
        told = filled.offered(code, agency_id=asked.agency.pk, window=asked.window)
    except NotInForce as missing:
        raise Http404(str(missing)) from missing
    if told.definition.rows is Rows.BOOKS:
        raise Http404(code)
    return told.definition


def _typed(
    request: guard.OfficerRequest, asked: Asked, definition: Definition, rows: tuple[Typed, ...]
) -> str:
    """Keep the rows; say what stands against it, or nothing."""
    seen = statutory_rows.number(request.POST.get("seen", ""))

    def keep() -> str:
        made = actions.type_in(
            definition=definition,
            agency_id=asked.agency.pk,
            window=asked.window,
            rows=rows,
            seen=seen,
            by=request.user,
            at=clock.now(),
        )
        return str(made.pk)

    return _done(request, keep)


def _done(request: guard.OfficerRequest, act: Callable[[], str]) -> str:
    try:
        once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=clock.now(),
            action=act,
        )
    except actions.TypedMeanwhile:
        return _(
            "Người khác vừa ghi vào biểu này. Số ông/bà nhập còn nguyên bên dưới; hãy mở biểu ở một "
            "trang khác để đối chiếu rồi nhập lại phần còn thiếu."
        )
    except actions.NotAllowed:
        return _("Vị trí công tác hiện tại không lập báo cáo của đơn vị này.")
    except once.BadKey:
        return _("Biểu mẫu đã hết hạn. Hãy kiểm tra lại rồi gửi lần nữa.")
    return ""


def _page(
    request: guard.OfficerRequest,
    choice: ReportForm,
    asked: Asked,
    definition: Definition,
    *,
    sent: statutory_rows.Sent | None = None,
    problem: str = "",
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    last = queries.typed(asked.agency.pk, definition.code, asked.window)
    kept_rows = kept.rows_again(definition, last.content) if last else ()
    form = filled.build(
        definition.code,
        agency_id=asked.agency.pk,
        window=asked.window,
        typed=sent.rows if sent else kept_rows,
    )
    types = any(cell.typed for cell in definition.cells)
    shown: dict[str, Any] = {
        "form": choice,
        "asked": asked,
        "told": form,
        "definition": definition,
        "laid": laid_out.of(form),
        "rows": statutory_rows.of(form, sent, opens=_opener(definition, asked)),
        "count": statutory_rows.rows_offered(form, sent),
        "types": types,
        "seen": request.POST.get("seen", "") if sent else (last.number if last else 0),
        "last": last,
        "query": asked.query(),
        "problem": problem,
        "problems": [{"target": f"o-{name}", "words": said} for name, said in _errors(sent)],
        "faults": actions.faults_of(form),
        "computed": _computed(form),
        "missing": sum(1 for _name, cell in form.missing if cell.kind != "text"),
        "refused": problems,
        "filings": queries.filings(asked.agency.pk, definition.code, asked.window),
        "over": clock.today() > asked.window.to_on,
        "list": reverse("workspace:statutory") + f"?{asked.query()}",
    }
    return render(request, "workspace/statutory_form.html", shown, status=status)


def _opener(definition: Definition, asked: Asked) -> Callable[[str, str | None], str]:
    """Where each figure opens: lines of a register, or the page of the cell."""
    lines = control_cell.opener(definition.code, asked)

    def address(code: str, row: str | None) -> str:
        cell = definition.by_code[code]
        if cell.source is Source.REGISTER:
            return lines(code, row)
        return statutory_cell.address(definition, cell, asked.query())

    return address


def _errors(sent: statutory_rows.Sent | None) -> list[tuple[str, str]]:
    return list(sent.errors.items()) if sent else []


def _computed(form: Filled) -> list[str]:
    """What the system made of the figures so far, cell by cell; of a list, of its last row."""
    line = form.total or form.lines[0]
    return [
        f"{cell.code} = {filling.shown(value)}"
        for cell in form.definition.computed
        if (value := line.values.get(cell.code)) is not None
    ]


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_POST
def file_form(request: guard.OfficerRequest, code: str) -> HttpResponse:
    """File a form as it stands; what is against it is said above the form."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/statutory.html", {"form": choice}, status=400)
    asked = choice.asked(view="")
    definition = _definition(code, asked)

    def act() -> str:
        made = actions.file(
            code=code,
            agency_id=asked.agency.pk,
            window=asked.window,
            by=request.user,
            at=clock.now(),
        )
        return str(made.pk)

    try:
        problem = _done(request, act)
    except actions.NotReady as not_ready:
        told = not_ready.problems
        return _page(request, choice, asked, definition, problems=told, status=422)
    if problem:
        return _page(request, choice, asked, definition, problem=problem, status=422)
    messages.success(
        request, _("Đã nộp biểu. Bản nộp không đổi nữa, in lại lúc nào cũng như nhau.")
    )
    return redirect(f"{reverse('workspace:statutory_form', args=[code])}?{asked.query()}")


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def form_file(request: guard.OfficerRequest, code: str, kind: str) -> HttpResponse:
    """Hand out a form as it stands; who took it is written down."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/statutory.html", {"form": choice}, status=400)
    asked = choice.asked(view="")
    _definition(code, asked)
    at = clock.now()
    form = queries.current(code, agency_id=asked.agency.pk, window=asked.window, as_of=at)
    return handed_out(request, form, kind)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def filed(request: guard.OfficerRequest, filing_id: int) -> HttpResponse:
    """Show a form as it was filed."""
    found = _filing(request, filing_id)
    form = kept.form_again(found.content)
    shown = {
        "filing": found,
        "told": form,
        "definition": form.definition,
        "laid": laid_out.of(form),
        "rows": statutory_rows.of(form, typing=False),
        "units": laid_out.units(form),
        "unit_rows": statutory_rows.of_units(form),
        "list": reverse("workspace:statutory"),
    }
    shown |= report_signing.panel(
        request, signed.of_filed(found), agency_id=found.agency_id, forms=[found.pk]
    )
    return render(request, "workspace/statutory_filed.html", shown)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def filed_file(request: guard.OfficerRequest, filing_id: int, kind: str) -> HttpResponse:
    """Hand out a filed form: the same bytes every time."""
    found = _filing(request, filing_id)
    return handed_out(request, kept.form_again(found.content), kind)


def _filing(request: guard.OfficerRequest, filing_id: int) -> FiledForm:
    reach = access.reach([request.desk], Permission.REPORT)
    return get_object_or_404(FiledForm.objects.select_related("by"), pk=filing_id, agency__in=reach)


def handed_out(request: guard.OfficerRequest, form: Filled, kind: str) -> HttpResponse:
    """Hand out a form as a file of a kind; who took it is written down."""
    write, media_type = _FILES[kind]
    journal.write(
        account_id=request.user.pk,
        verb=Verb.EXPORT,
        subject_type="organizations.agency",
        subject_id=form.agency_id,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    response = HttpResponse(write(form), content_type=media_type)
    name = quote(f"{form.definition.code} {form.agency} {form.period}.{kind}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


_HERE = "bao-cao/bieu/"
routes = [
    path(_HERE, forms, name="statutory"),
    path(f"{_HERE}ban-nop/<int:filing_id>/", filed, name="statutory_filed"),
    *(
        path(
            f"{_HERE}ban-nop/<int:filing_id>/tai/{kind}/",
            filed_file,
            {"kind": kind},
            name=f"statutory_filed_{kind}",
        )
        for kind in _FILES
    ),
    path(f"{_HERE}<str:code>/", one_form, name="statutory_form"),
    path(f"{_HERE}<str:code>/nop/", file_form, name="statutory_file"),
    *(
        path(f"{_HERE}<str:code>/tai/{kind}/", form_file, {"kind": kind}, name=f"statutory_{kind}")
        for kind in _FILES
    ),
    *statutory_cell.routes,
    *reports_periods.routes,
]
