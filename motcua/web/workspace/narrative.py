"""Báo cáo thuyết minh: sentences made of the figures, sections people write; DOCX, PDF and JSON."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock, journal, middleware, once
from motcua.base.models import Verb
from motcua.documents import drafting
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Role
from motcua.reporting.actions import NotAllowed, NotReady, TypedMeanwhile
from motcua.reporting.models import FiledNarrative
from motcua.reporting.narrative import actions, composed, gathering, paper, queries
from motcua.reporting.narrative.composed import Composed, Part
from motcua.reporting.narrative.composing import Draft, draft
from motcua.reporting.narrative.outline import outline
from motcua.reporting.signing import queries as signed
from motcua.rules.definitions import NotInForce
from motcua.slips import typeset
from motcua.web.shared import guard
from motcua.web.workspace import report_signing, reports_form, statutory_rows
from motcua.web.workspace.narrative_form import NarrativeForm
from motcua.web.workspace.reports_form import Asked

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


@dataclass(frozen=True)
class Shown:
    """A section on the page: what it says by its figures, what it waits for, what people write in it.

    ``form_url`` opens the form its figures are typed into; form II.06 is typed by nobody.
    """

    part: Part
    awaited: tuple[str, ...]
    form_url: str = ""
    text: BoundField | None = None
    nothing: BoundField | None = None


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: guard.OfficerRequest) -> HttpResponse:
    """Show the report as it stands and keep what is written."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/narrative.html", {"choice": choice}, status=400)
    asked = choice.asked(view="")
    if request.method != "POST":
        return _page(request, asked)
    form = NarrativeForm(request.POST, written=queries.written(asked.agency, asked.window))
    problem = _("Có ô ghi chưa đúng; chưa ghi gì.")
    if form.is_valid():
        problem = _kept(request, asked, form)
    if problem:
        return _page(request, asked, form=form, problem=problem, status=422)
    messages.success(request, _("Đã ghi báo cáo."))
    return redirect(f"{request.path}?{asked.query()}")


def _kept(request: guard.OfficerRequest, asked: Asked, form: NarrativeForm) -> str:
    """Keep what was written; say what stands against it, or nothing."""
    seen = statutory_rows.number(request.POST.get("seen", ""))

    def act() -> str:
        made = actions.write(
            agency_id=asked.agency.pk,
            window=asked.window,
            written=form.written(),
            seen=seen,
            by=request.user,
            at=clock.now(),
        )
        return str(made.pk)

    return _done(request, act)


def _done(request: guard.OfficerRequest, act: Callable[[], str]) -> str:
    try:
        once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=clock.now(),
            action=act,
        )
    except TypedMeanwhile:
        return _(
            "Người khác vừa ghi vào báo cáo này. Chữ ông/bà viết còn nguyên bên dưới; hãy mở báo cáo ở một "
            "trang khác để đối chiếu rồi viết lại phần còn thiếu."
        )
    except NotAllowed:
        return _("Vị trí công tác hiện tại không lập báo cáo của đơn vị này.")
    except once.BadKey:
        return _("Biểu mẫu đã hết hạn. Hãy kiểm tra lại rồi gửi lần nữa.")
    return ""


def _page(
    request: guard.OfficerRequest,
    asked: Asked,
    *,
    form: NarrativeForm | None = None,
    problem: str = "",
    refused: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    last = queries.texts(asked.agency.pk, asked.window).first()
    written = queries.written(asked.agency, asked.window)
    bound = form or NarrativeForm(None, written=written)
    made = _made(asked, form)
    carried = queries.before(asked.agency.pk, asked.window) if last is None else None
    shown: dict[str, Any] = {
        "asked": asked,
        "report": made.report,
        "form": bound,
        "sections": list(_sections(made, bound, asked)),
        "seen": request.POST.get("seen", "") if form else (last.number if last else 0),
        "last": last,
        "carried": carried,
        "query": asked.query(),
        "problem": problem,
        "refused": refused,
        "awaited": len(made.problems),
        "filings": queries.filings(asked.agency.pk, asked.window),
        "over": clock.today() > asked.window.to_on,
        "list": reverse("workspace:statutory") + f"?{asked.query()}",
    }
    return render(request, "workspace/narrative.html", shown, status=status)


def _made(asked: Asked, form: NarrativeForm | None = None) -> Draft:
    """The report as it stands, or with what was just sent."""
    try:
        if form is not None:
            return draft(
                agency=asked.agency,
                window=asked.window,
                written=form.written(),
                as_of=clock.now(),
            )
        return queries.current(agency=asked.agency, window=asked.window, as_of=clock.now())
    except NotInForce as missing:
        raise Http404(str(missing)) from missing


def _sections(made: Draft, form: NarrativeForm, asked: Asked) -> Iterator[Shown]:
    parts = {part.key: part for part in made.report.parts}
    codes = gathering.codes(asked.agency, asked.window)
    for section in outline().sections:
        part, awaited = parts[section.key], made.awaited.get(section.key, ())
        if section.written:
            typed = [codes[base] for base in section.forms if base in codes]
            url = reverse("workspace:statutory_form", args=typed[:1]) if typed else ""
            form_url = f"{url}?{asked.query()}" if url else ""
            yield Shown(part, awaited, form_url, *form.of(section))
        else:
            yield Shown(part, awaited)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_POST
def file(request: guard.OfficerRequest) -> HttpResponse:
    """File the report as it stands; what is against it is said above it."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/narrative.html", {"choice": choice}, status=400)
    asked = choice.asked(view="")

    def act() -> str:
        made = actions.file(
            agency_id=asked.agency.pk, window=asked.window, by=request.user, at=clock.now()
        )
        return str(made.pk)

    try:
        problem = _done(request, act)
    except NotReady as not_ready:
        return _page(request, asked, refused=not_ready.problems, status=422)
    except NotInForce as missing:
        raise Http404(str(missing)) from missing
    if problem:
        return _page(request, asked, problem=problem, status=422)
    messages.success(
        request, _("Đã chốt báo cáo. Bản chốt không đổi nữa, in lại lúc nào cũng như nhau.")
    )
    return redirect(f"{reverse('workspace:narrative')}?{asked.query()}")


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def report_file(request: guard.OfficerRequest, kind: str) -> HttpResponse:
    """Hand out the report as it stands; who took it is written down."""
    choice = reports_form.read(request)
    if not choice.is_valid():
        return render(request, "workspace/narrative.html", {"choice": choice}, status=400)
    asked = choice.asked(view="")
    back = f"{reverse('workspace:narrative')}?{asked.query()}"
    return _handed_out(request, _made(asked).report, asked.agency.pk, kind, back)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def filed(request: guard.OfficerRequest, filing_id: int) -> HttpResponse:
    """Show a report as it was filed."""
    found = _filing(request, filing_id)
    shown = {
        "filing": found,
        "report": composed.again(found.content),
        "list": reverse("workspace:statutory"),
    }
    shown |= report_signing.panel(
        request, signed.of_filed(found), agency_id=found.agency_id, narratives=[found.pk]
    )
    return render(request, "workspace/narrative_filed.html", shown)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def filed_file(request: guard.OfficerRequest, filing_id: int, kind: str) -> HttpResponse:
    """Hand out a filed report: the same bytes every time."""
    found = _filing(request, filing_id)
    back = reverse("workspace:narrative_filed", args=[filing_id])
    return _handed_out(request, composed.again(found.content), found.agency_id, kind, back)


def _filing(request: guard.OfficerRequest, filing_id: int) -> FiledNarrative:
    reach = access.reach([request.desk], Permission.REPORT)
    rows = FiledNarrative.objects.select_related("by")
    return get_object_or_404(rows, pk=filing_id, agency__in=reach)


def _content(told: Composed, kind: str) -> bytes | None:
    """The report as a file; None where this machine cannot set a PDF."""
    if kind == "json":
        return (json.dumps(told.as_json(), ensure_ascii=False, indent=2) + "\n").encode()
    written = paper.docx_of(told)
    return drafting.as_pdf(written, fonts=typeset.FONTS) if kind == "pdf" else written


def _handed_out(
    request: guard.OfficerRequest, told: Composed, agency_id: int, kind: str, back: str
) -> HttpResponse:
    content = _content(told, kind)
    if content is None:
        messages.error(
            request,
            _(
                "Máy chủ chưa lập được PDF vì không có LibreOffice. Hãy tải DOCX rồi lưu thành PDF, hoặc đề "
                "nghị quản trị cài gói libreoffice-writer."
            ),
        )
        return redirect(back)
    journal.write(
        account_id=request.user.pk,
        verb=Verb.EXPORT,
        subject_type="organizations.agency",
        subject_id=agency_id,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    response = HttpResponse(content, content_type=_TYPES[kind])
    name = quote(f"Báo cáo {told.agency} {told.period}.{kind}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


_HERE = "bao-cao/thuyet-minh/"
routes = [
    path(_HERE, report, name="narrative"),
    path(f"{_HERE}chot/", file, name="narrative_file"),
    path(f"{_HERE}ban-chot/<int:filing_id>/", filed, name="narrative_filed"),
    *(
        path(f"{_HERE}tai/{kind}/", report_file, {"kind": kind}, name=f"narrative_{kind}")
        for kind in _TYPES
    ),
    *(
        path(
            f"{_HERE}ban-chot/<int:filing_id>/tai/{kind}/",
            filed_file,
            {"kind": kind},
            name=f"narrative_filed_{kind}",
        )
        for kind in _TYPES
    ),
]
