"""Giao nhiệm vụ: what I am asked, what my office asked; one task with all that was said of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock, once
from motcua.control.actions import tasks as actions
from motcua.control.models import Task, TaskAct, TaskState, TaskStep
from motcua.control.queries import tasks as queries
from motcua.organizations.models import Role
from motcua.web.shared import guard, wording
from motcua.web.workspace import admin_acts, task_refusals

PAGE = 25
ROLES = (Role.CLERK, Role.OFFICER, Role.LEADER, Role.CONTROLLER)
_LONGEST = 2000


@dataclass(frozen=True)
class Entry:
    """One thing said, as the timeline tells it."""

    at: datetime
    words: str
    note: str
    tone: str = ""
    tags: Sequence[str] = ()


class AnswerForm(forms.Form):
    """What the owner answers."""

    text = forms.CharField(
        label=_lazy("Trả lời"), widget=forms.Textarea(attrs={"rows": 4}), max_length=_LONGEST
    )


class JudgingForm(forms.Form):
    """What the leader says of the answer: done, once more, or no longer wanted."""

    text = forms.CharField(
        label=_lazy("Ý kiến"),
        help_text=_lazy("Phải ghi khi yêu cầu trả lời lại hoặc thu hồi nhiệm vụ."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=_LONGEST,
        required=False,
    )
    answer_on = admin_acts.DayField(label=_lazy("Hạn trả lời mới"), required=False)


@guard.allow(*ROLES)
@require_GET
def tasks(request: guard.OfficerRequest) -> HttpResponse:
    """Show what this person is asked, or what is asked of the agencies he looks over."""
    today = clock.today()
    lists = {
        "duoc-giao": queries.owed_by(request.user.pk),
        "da-giao": queries.given_at(request.desk),
    }
    leads = request.desk.role == Role.LEADER
    wanted = request.GET.get("muc", "")
    chosen = wanted if wanted in lists and leads else "da-giao" if leads else "duoc-giao"
    ended = request.GET.get("xong") == "1"
    found = lists[chosen] if ended else queries.alive(lists[chosen])
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    names = {"da-giao": _("Đã giao"), "duoc-giao": _("Được giao")}
    shown = {
        "tabs": [
            {
                "key": key,
                "name": name,
                "number": queries.alive(lists[key]).count(),
                "current": key == chosen,
            }
            for key, name in names.items()
        ],
        "chosen": chosen,
        "name": names[chosen],
        "ended": ended,
        "leads": leads,
        "late": queries.late(lists[chosen], today).count(),
        "page": page,
        "rows": [(task, queries.is_late(task, today)) for task in page.object_list],
    }
    return render(request, "workspace/tasks.html", shown)


@guard.allow(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: guard.OfficerRequest, task_id: int) -> HttpResponse:
    """Show a task; its owner answers here, whoever gave it judges the answer."""
    found = queries.visible(task_id, request.user.pk, request.desk)
    if found is None:
        raise Http404
    answering, judging = AnswerForm(None), JudgingForm(None)
    if request.method == "POST":
        is_answer = request.POST.get("viec") == TaskAct.ANSWER
        form: forms.Form = AnswerForm(request.POST) if is_answer else JudgingForm(request.POST)
        if _said(request, found, form):
            return redirect("workspace:task", found.pk)
        answering, judging = (form, judging) if is_answer else (answering, form)  # type: ignore[assignment]
        found.refresh_from_db()
    return render(
        request,
        "workspace/task.html",
        _shown(request, found, answering, judging),
        status=422 if answering.is_bound or judging.is_bound else 200,
    )


def _shown(
    request: guard.OfficerRequest, found: Task, answering: forms.Form, judging: forms.Form
) -> dict[str, object]:
    judges = actions.may_judge(found, request.user, request.desk)
    alive = found.state in queries.ALIVE
    steps = found.steps.select_related("by").order_by("number")
    return {
        "task": found,
        "late": queries.is_late(found, clock.today()),
        "entries": [_told(step) for step in steps],
        "dossiers": found.dossiers.select_related("dossier__version").order_by("pk"),
        # What was typed when somebody else was quicker stays on the page.
        "answering": answering if answering.is_bound or _is_asked(request, found) else None,
        "judging": judging if judging.is_bound or (judges and alive) else None,
        "answered": found.state == TaskState.ANSWERED,
    }


def _is_asked(request: guard.OfficerRequest, found: Task) -> bool:
    return found.owner_id == request.user.pk and found.state == TaskState.OPEN


def _told(step: TaskStep) -> Entry:
    words = _("%(name)s %(act)s") % {"name": step.by.full_name, "act": TaskAct(step.act).label}
    until = ""
    if step.act in (TaskAct.GIVE, TaskAct.ASK_AGAIN):
        until = _("trả lời trước khi hết %(day)s") % {"day": wording.long_day(step.answer_on)}
    # What was asked first stands above as the task itself.
    note = "" if step.act == TaskAct.GIVE else step.text
    return Entry(at=step.at, words=words, note=note, tags=(until,) if until else ())


def _said(request: guard.OfficerRequest, found: Task, form: forms.Form) -> bool:
    """Do what the form says, once; say at the form what stood in the way."""
    act = _act(request, found, form) if form.is_valid() else None
    if act is None:
        return False
    try:
        key = request.POST.get("once", "")
        once.run(key=key, account_id=request.user.pk, at=clock.now(), action=lambda: str(act().pk))
    except task_refusals.EXPECTED as refused:
        form.add_error(None, task_refusals.sentence(refused))
        return False
    messages.success(request, _("Đã ghi vào nhiệm vụ."))
    return True


def _act(request: guard.OfficerRequest, found: Task, form: forms.Form) -> Callable[[], Task] | None:
    """Return what the pressed button does; None for a button that is none."""
    at, text = clock.now(), form.cleaned_data["text"]
    mine = {"task_id": found.pk, "by": request.user, "at": at, "text": text}
    judged = mine | {"posting": request.desk}
    until: date = form.cleaned_data.get("answer_on") or found.answer_on
    acts: dict[str, Callable[[], Task]] = {
        TaskAct.ANSWER: lambda: actions.answer(**mine),
        TaskAct.ACCEPT: lambda: actions.accept(**judged),
        TaskAct.ASK_AGAIN: lambda: actions.ask_again(**judged, answer_on=until),
        TaskAct.WITHDRAW: lambda: actions.withdraw(**judged),
    }
    return acts.get(request.POST.get("viec", ""))


routes = [
    path("nhiem-vu/", tasks, name="tasks"),
    path("nhiem-vu/<int:task_id>/", task, name="task"),
]
