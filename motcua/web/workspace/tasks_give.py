"""Giao nhiệm vụ: the form a leader fills, filled beforehand from a row of the morning's page."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from motcua.base import clock, once
from motcua.control.actions import tasks as actions
from motcua.dossiers.queries import alarms
from motcua.dossiers.queries.alarms import Group
from motcua.organizations import access
from motcua.organizations import queries as organizations
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.people.models import Account
from motcua.web.shared import guard
from motcua.web.workspace import admin_acts, asked, morning_rows, morning_words, task_refusals

_LONGEST = 2000


class GivingForm(forms.Form):
    """Who owes an answer about what until when."""

    owner = forms.ChoiceField(label=_lazy("Người được giao"))
    what = forms.CharField(
        label=_lazy("Việc phải làm"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=_LONGEST,
    )
    answer_on = admin_acts.DayField(label=_lazy("Hạn trả lời"))


@dataclass(frozen=True)
class About:
    """Which agency a task is for, and the dossiers a row of the morning's page counts."""

    agency: Agency
    group: Group | None
    dossier_ids: tuple[int, ...]


@guard.allow(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: guard.OfficerRequest) -> HttpResponse:
    """Give a task to somebody of an agency one leads."""
    at = clock.now()
    about = _about(request, at)
    people = organizations.officers(on=clock.today(), agency_ids=[about.agency.pk])
    form = GivingForm(request.POST or None, initial=_proposed(about, at))
    form.fields["owner"].choices = [  # type: ignore[attr-defined]
        ("", _("Chọn người được giao")),
        *((str(one.account.pk), one.account.full_name) for one in people),
    ]
    if request.method == "POST" and form.is_valid():
        done = _given(request, form, about, at)
        if done is not None:
            messages.success(request, _("Đã giao nhiệm vụ."))
            return redirect("workspace:task", int(done))
    below = sorted(access.reach([request.desk], Permission.OVERSEE))
    shown = {
        "form": form,
        "about": about,
        "agencies": Agency.objects.filter(pk__in=below, closed_on=None).order_by("name_key"),
        "number": len(about.dossier_ids),
    }
    return render(request, "workspace/task_give.html", shown, status=422 if form.errors else 200)


def _about(request: guard.OfficerRequest, at: datetime) -> About:
    """Read the address: a row of the morning's page, an agency, or one's own agency."""
    word = request.GET.get("nhom", "")
    group = morning_rows.parsed(word, at) if word else None
    if word and group is None:
        raise Http404
    wanted = asked.number(request.GET.get("co_quan", "")) or request.desk.agency_id
    agency_id = group.desk_id if group else wanted
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None or not actions.leads(request.desk, agency.pk):
        raise Http404
    ids = alarms.behind(group, at).values_list("pk", flat=True) if group else ()
    return About(agency, group, tuple(ids[: actions.MOST_DOSSIERS]))


def _proposed(about: About, at: datetime) -> dict[str, object]:
    """Propose whom, what and until when; everything may be changed."""
    calendar = organizations.working_calendar(about.agency.pk)
    until = calendar.next_working_day(clock.local(at).date())
    if about.group is None:
        return {"answer_on": until}
    counted = morning_words.counted(about.group.alarm, len(about.dossier_ids))
    what = _("Xử lý %(counted)s; báo cáo nguyên nhân và ngày xong từng hồ sơ.")
    return {
        "owner": str(about.group.holder_id or ""),
        "what": what % {"counted": counted},
        "answer_on": until,
    }


def _given(
    request: guard.OfficerRequest, form: GivingForm, about: About, at: datetime
) -> str | None:
    said = form.cleaned_data

    def act() -> str:
        task = actions.give(
            what=said["what"],
            owner=Account.objects.get(pk=int(said["owner"])),
            agency_id=about.agency.pk,
            answer_on=said["answer_on"],
            by=request.user,
            posting=request.desk,
            at=at,
            dossier_ids=about.dossier_ids,
        )
        return str(task.pk)

    try:
        key = request.POST.get("once", "")
        return once.run(key=key, account_id=request.user.pk, at=at, action=act).reference
    except task_refusals.EXPECTED as refused:
        form.add_error(None, task_refusals.sentence(refused))
        return None


routes = [path("nhiem-vu/giao/", give, name="task_give")]
