"""Báo cáo của một đơn vị trong một đợt: its forms, what is missing or differs, its history; filed and judged."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock
from motcua.organizations.models import Role
from motcua.reporting import actions, kept, laid_out, queries
from motcua.reporting.campaigns import acts, boards, drafts
from motcua.reporting.campaigns.boards import Standing
from motcua.reporting.campaigns.drafts import Draft
from motcua.reporting.filled import Filled
from motcua.reporting.models import Duty, FiledForm
from motcua.reporting.signing import queries as signed
from motcua.rules import consolidation
from motcua.rules.definitions import Rows
from motcua.rules.filing import Deed, State
from motcua.rules.filling import Values
from motcua.rules.periods import Window
from motcua.web.shared import guard
from motcua.web.workspace import campaigns, report_signing, statutory, statutory_rows
from motcua.web.workspace.reports_form import OTHER, Asked

_LONGEST = 1000


@dataclass(frozen=True)
class Difference:
    """A difference on the screen: the name of its field, its sentence, the explanation so far."""

    name: str
    sentence: str
    text: str


@dataclass(frozen=True)
class FormShown:
    """A form of a duty on the screen. ``typing`` leads to where its figures are typed."""

    draft: Draft
    badge: tuple[str, str]
    typing: str
    differences: tuple[Difference, ...]
    changes: tuple[str, ...]


def _duty(request: guard.OfficerRequest, duty_id: int) -> Duty:
    """The duty, if the post files or accepts it. Raise ``Http404``."""
    found = Duty.objects.select_related("campaign", "agency", "receiver")
    duty = get_object_or_404(found, pk=duty_id, campaign__withdrawn_at=None)
    if not {duty.agency_id, duty.receiver_id} & campaigns.reach(request):
        raise Http404(duty_id)
    return duty


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def report(request: guard.OfficerRequest, duty_id: int) -> HttpResponse:
    """Everything about a unit's report: forms, problems, differences, history, and what can be done."""
    return _page(request, _duty(request, duty_id))


def _page(
    request: guard.OfficerRequest,
    duty: Duty,
    problem: str = "",
    problems: tuple[str, ...] = (),
) -> HttpResponse:
    (standing,) = boards.standings([duty], clock.today())
    filed = drafts.filed_last([duty])
    open_ = standing.state in {State.WAITING, State.RETURNED}
    found = drafts.of(duty, at=clock.now()) if open_ else []
    here = campaigns.reach(request)
    feeders = drafts.feeding(duty) if duty.whole else []
    context = {
        "duty": duty,
        "part": campaigns.shown(standing),
        "days": Window(duty.campaign.from_on, duty.campaign.to_on),
        "forms": [_shown(duty, one, filed) for one in found],
        "filed": filed,
        "feeders": [campaigns.shown(one) for one in boards.standings(feeders, clock.today())],
        "history": _history(standing),
        "files": open_ and request.desk.role == Role.LEADER and duty.agency_id in here,
        "explains": open_ and duty.agency_id in here,
        "judges": not open_ and (duty.receiver_id or duty.agency_id) in here,
        "accepts": standing.state is State.FILED,
        "problem": problem,
        "refused": problems,
    }
    last = [one.pk for one in filed] if not open_ else []
    context |= report_signing.panel(
        request, signed.of_duty(duty), agency_id=duty.agency_id, forms=last
    )
    status = 422 if problem or problems else 200
    return render(request, "workspace/campaign_duty.html", context, status=status)


def _history(standing: Standing) -> list[tuple[object, str]]:
    """The steps, the latest first, each with its words."""
    words = {
        Deed.FILE: _("ký duyệt và nộp"),
        Deed.RETURN: _("trả lại để hoàn thiện"),
        Deed.ACCEPT: _("tiếp nhận"),
        Deed.REMIND: _("đôn đốc"),
    }
    return [(one, words[Deed(one.deed)]) for one in reversed(standing.steps)]


def _shown(duty: Duty, draft: Draft, filed: list[FiledForm]) -> FormShown:
    types = any(cell.typed for cell in draft.form.definition.cells)
    last = next((one for one in filed if one.form == draft.code), None)
    before: Values = kept.form_again(last.content).result if last else draft.form.result
    return FormShown(
        draft=draft,
        badge=_badge(draft),
        typing=_asked(duty).query() if types and not _is_typed_here(duty, draft.form) else "",
        differences=tuple(
            Difference(f"g:{draft.code}:{one.key}", one.sentence, draft.told.get(one.key, ""))
            for one in draft.differences
        ),
        changes=tuple(consolidation.changed(draft.form.definition, draft.form.result, before)),
    )


def _badge(draft: Draft) -> tuple[str, str]:
    """How far a form has come: its tone and picture are one, and its words."""
    if draft.problems:
        return "near", _("Chưa xong")
    if any(one.key not in draft.told for one in draft.differences):
        return "near", _("Cần giải trình")
    return "in-time", _("Số liệu đủ và khớp")


def _is_typed_here(duty: Duty, form: Filled) -> bool:
    """Whether what cannot be added up is typed on the page of the consolidated form."""
    varied = form.definition.code not in duty.campaign.forms
    return duty.whole and varied and form.definition.rows is Rows.ONE


def _asked(duty: Duty) -> Asked:
    """The form as the page of statutory forms is asked for it: by the days themselves."""
    return Asked(
        form="a",
        agency=duty.agency,
        window=Window(duty.campaign.from_on, duty.campaign.to_on),
        rule="",
        as_of=None,
        period=OTHER,
    )


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_POST
def explain(request: guard.OfficerRequest, duty_id: int) -> HttpResponse:
    """Keep why figures differ, for the very figures the page showed."""
    duty = _duty(request, duty_id)
    now = {
        (draft.code, one.key): one.sentence
        for draft in drafts.of(duty, at=clock.now())
        for one in draft.differences
    }
    told = {}
    for (code, key), sentence in now.items():
        name = f"g:{code}:{key}"
        text = " ".join(request.POST.get(name, "").split())[:_LONGEST]
        if text and request.POST.get(f"c:{name}") == sentence:
            told[code, key] = (sentence, text)

    def act() -> int:
        acts.explain(duty_id=duty.pk, told=told, by=request.user, at=clock.now())
        return duty.pk

    problem = campaigns.done(request, act)
    if problem:
        return _page(request, duty, problem)
    if len(told) == len(now):
        messages.success(request, _("Đã ghi giải trình."))
    else:
        messages.warning(
            request, _("Còn chênh lệch chưa giải trình, hoặc số liệu vừa thay đổi. Hãy xem lại.")
        )
    return redirect("workspace:campaign_duty", duty.pk)


@guard.allow(Role.LEADER)
@require_POST
def file(request: guard.OfficerRequest, duty_id: int) -> HttpResponse:
    """Sign off and file; what stands against it is said above the forms."""
    duty = _duty(request, duty_id)

    def act() -> int:
        seen = statutory_rows.number(request.POST.get("seen", ""))
        return acts.file(duty_id=duty.pk, seen=seen, by=request.user, at=clock.now()).pk

    try:
        problem = campaigns.done(request, act)
    except actions.NotReady as not_ready:
        return _page(request, duty, problems=not_ready.problems)
    if problem:
        return _page(request, duty, problem)
    messages.success(request, _("Đã ký duyệt và nộp báo cáo. Bản nộp được giữ nguyên."))
    return redirect("workspace:campaign_duty", duty.pk)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_POST
def judge(request: guard.OfficerRequest, duty_id: int) -> HttpResponse:
    """Accept a report, or return it with a remark."""
    duty = _duty(request, duty_id)
    returns = "tra_lai" in request.POST
    remark = request.POST.get("remark", "").strip()[:_LONGEST]
    if returns and not remark:
        return _page(request, duty, _("Hãy ghi rõ đơn vị phải hoàn thiện gì, rồi trả lại."))
    deed: Callable[..., object] = acts.give_back if returns else acts.accept

    def act() -> int:
        seen = statutory_rows.number(request.POST.get("seen", ""))
        deed(duty_id=duty.pk, remark=remark, seen=seen, by=request.user, at=clock.now())
        return duty.pk

    problem = campaigns.done(request, act)
    if problem:
        return _page(request, duty, problem)
    done = _("Đã trả lại để hoàn thiện.") if returns else _("Đã tiếp nhận báo cáo.")
    messages.success(request, done)
    return redirect("workspace:campaign_duty", duty.pk)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: guard.OfficerRequest, duty_id: int, code: str) -> HttpResponse:
    """A form as it would be filed now; of a whole, what cannot be added up is typed here."""
    duty = _duty(request, duty_id)
    told = _form(duty, code)
    if request.method != "POST":
        return _form_page(request, duty, told)
    sent = statutory_rows.read(told.definition, request.POST.dict())
    if sent.errors:
        return _form_page(request, duty, told, sent=sent)

    def act() -> int:
        return actions.type_in(
            definition=told.definition,
            agency_id=duty.agency_id,
            window=told.window,
            rows=sent.rows,
            seen=statutory_rows.number(request.POST.get("seen", "")),
            by=request.user,
            at=clock.now(),
        ).pk

    problem = campaigns.done(request, act)
    if problem:
        return _form_page(request, duty, told, sent=sent, problem=problem)
    messages.success(request, _("Đã ghi số liệu."))
    return redirect("workspace:campaign_form", duty.pk, code)


def _form(duty: Duty, code: str) -> Filled:
    if code not in drafts.codes(duty):
        raise Http404(code)
    return drafts.one(duty, code, at=clock.now()).form


def _form_page(
    request: guard.OfficerRequest,
    duty: Duty,
    told: Filled,
    *,
    sent: statutory_rows.Sent | None = None,
    problem: str = "",
) -> HttpResponse:
    code = told.definition.code
    here = _is_typed_here(duty, told) and drafts.state(duty) in {State.WAITING, State.RETURNED}
    last = queries.typed(duty.agency_id, code, told.window)
    types = here and any(cell.typed for cell in told.definition.cells)
    errors = sent.errors.items() if sent else ()
    context = {
        "duty": duty,
        "told": told,
        "definition": told.definition,
        "laid": laid_out.of(told),
        "rows": statutory_rows.of(told, sent, typing=types),
        "units": laid_out.units(told),
        "unit_rows": statutory_rows.of_units(told),
        "types": types,
        "seen": last.number if last else 0,
        "faults": actions.faults_of(told, {}),
        "problem": problem,
        "problems": [{"target": f"o-{name}", "words": said} for name, said in errors],
    }
    status = 422 if problem or errors else 200
    return render(request, "workspace/campaign_form.html", context, status=status)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def form_file(request: guard.OfficerRequest, duty_id: int, code: str, kind: str) -> HttpResponse:
    """Hand out a form as it stands; who took it is written down."""
    return statutory.handed_out(request, _form(_duty(request, duty_id), code), kind)


_HERE = "dot-bao-cao/phan/<int:duty_id>/"
routes = [
    path(_HERE, report, name="campaign_duty"),
    path(f"{_HERE}giai-trinh/", explain, name="campaign_explain"),
    path(f"{_HERE}nop/", file, name="campaign_file"),
    path(f"{_HERE}xet/", judge, name="campaign_judge"),
    path(f"{_HERE}<str:code>/", form, name="campaign_form"),
    *(
        path(
            f"{_HERE}<str:code>/tai/{kind}/",
            form_file,
            {"kind": kind},
            name=f"campaign_form_{kind}",
        )
        for kind in statutory.KINDS
    ),
]
