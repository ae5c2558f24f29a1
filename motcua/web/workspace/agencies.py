"""Cơ quan, đơn vị: the tree of any day, and each agency's dated story with the acts that continue it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock
from motcua.dossiers.models import Dossier
from motcua.organizations import access, actions, queries
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, AgencyKind, Assignment, Role
from motcua.rules.codes import PENDING, Level
from motcua.web.shared import guard
from motcua.web.workspace import admin_acts, agencies_forms, agencies_story

A_DAY = timedelta(days=1)
#: How many days of change the list offers to look back to.
TURNING_POINTS = 3


@dataclass(frozen=True)
class Act:
    """One act on an agency: the form that asks, the deed, and what is said when it is done."""

    form: type[agencies_forms.AgencyForm]
    name: Promise
    deed: Callable[[Agency, dict[str, Any]], object]
    done: Promise
    grave: bool = False


def _rename(agency: Agency, given: dict[str, Any]) -> object:
    return actions.rename_agency(
        agency=agency, name=given["ten"], from_on=given["tu_ngay"], decision=given["can_cu"]
    ).pk


def _move(agency: Agency, given: dict[str, Any]) -> object:
    return actions.put_under(agency=agency, parent=given["cap_tren"], from_on=given["tu_ngay"]).pk


def _alias(agency: Agency, given: dict[str, Any]) -> object:
    return actions.add_alias(agency=agency, alias=given["ten_khac"]).pk


def _number(agency: Agency, given: dict[str, Any]) -> object:
    return actions.number_with(
        agency=agency,
        agency_code=given["ma"],
        pattern=given["mau_so"],
        from_on=given["tu_ngay"],
    ).pk


def _succeed(agency: Agency, given: dict[str, Any]) -> object:
    return actions.record_successor(
        predecessor=agency,
        successor=given["ke_thua"],
        on=given["tu_ngay"],
        decision=given["can_cu"],
    ).pk


def _close(agency: Agency, given: dict[str, Any]) -> object:
    return actions.close_agency(agency=agency, last_day=given["ngay_cuoi"]).pk


def _desk(agency: Agency, given: dict[str, Any]) -> object:
    return actions.open_desk(
        agency=agency,
        name=given["ten"],
        from_on=given["tu_ngay"],
        address=given["dia_chi"],
        phone=given["dien_thoai"],
    ).pk


def _post(agency: Agency, given: dict[str, Any]) -> object:
    return actions.open_post(
        agency=agency,
        name=given["ten"],
        role=Role(given["vai_tro"]),
        unit=given["phong"],
        desk=given["quay"],
    ).pk


#: In the order of likelihood.
ACTS = {
    "vi-tri": Act(
        agencies_forms.PostForm,
        gettext_lazy("Thêm vị trí công tác"),
        _post,
        gettext_lazy("Đã thêm vị trí."),
    ),
    "bo-phan": Act(
        agencies_forms.DeskForm,
        gettext_lazy("Mở bộ phận một cửa"),
        _desk,
        gettext_lazy("Đã mở bộ phận một cửa."),
    ),
    "ten-khac": Act(
        agencies_forms.AliasForm,
        gettext_lazy("Thêm tên gọi khác"),
        _alias,
        gettext_lazy("Đã ghi tên gọi khác."),
    ),
    "doi-ten": Act(
        agencies_forms.RenameForm,
        gettext_lazy("Đổi tên"),
        _rename,
        gettext_lazy("Đã ghi tên mới. Tên cũ vẫn đúng cho những ngày trước đó."),
    ),
    "cap-tren": Act(
        agencies_forms.MoveForm,
        gettext_lazy("Đổi cơ quan cấp trên"),
        _move,
        gettext_lazy("Đã ghi cơ quan cấp trên mới."),
    ),
    "so-ho-so": Act(
        agencies_forms.NumberForm,
        gettext_lazy("Đổi cách đánh số hồ sơ"),
        _number,
        gettext_lazy("Đã ghi cách đánh số hồ sơ."),
    ),
    "ke-thua": Act(
        agencies_forms.SuccessorForm,
        gettext_lazy("Ghi cơ quan kế thừa"),
        _succeed,
        gettext_lazy("Đã ghi cơ quan kế thừa."),
    ),
    "ket-thuc": Act(
        agencies_forms.CloseForm,
        gettext_lazy("Kết thúc hoạt động"),
        _close,
        gettext_lazy("Đã ghi ngày kết thúc hoạt động."),
        grave=True,
    ),
}
#: What can still be recorded about an agency that has ended.
AFTER_THE_END = frozenset({"ten-khac", "ke-thua"})


@guard.allow(Role.ADMIN)
@require_GET
def agencies(request: guard.OfficerRequest) -> HttpResponse:
    """Show the tree of a day."""
    on = admin_acts.day_asked(request)
    mine = access.reach([request.desk], Permission.MANAGE_AGENCIES)
    branches = [branch for branch in queries.tree(on) if branch.agency.pk in mine]
    ends = Agency.objects.filter(pk__in=mine, closed_on__isnull=False)
    shown = {
        "branches": branches,
        "on": on,
        "today": clock.today(),
        "turning_points": ends.order_by("-closed_on")
        .values_list("closed_on", flat=True)
        .distinct()[:TURNING_POINTS],
        "may_open": guard.may(request, Permission.MANAGE_AGENCIES, None),
    }
    return render(request, "workspace/agencies.html", shown)


@guard.allow(Role.ADMIN)
@require_http_methods(["GET", "POST"])
def open_agency(request: guard.OfficerRequest) -> HttpResponse:
    """Open an agency."""
    if not guard.may(request, Permission.MANAGE_AGENCIES, None):
        return guard.refuse(request)
    form = agencies_forms.OpenForm(
        request.POST or None, agency=None, initial={"tu_ngay": clock.today()}
    )
    done = admin_acts.carry_out(request, form, lambda: _opened(form.cleaned_data).pk)
    if done is None:
        return render(request, "workspace/agencies_open.html", {"form": form})
    messages.success(request, _("Đã thêm cơ quan."))
    return redirect("workspace:agency", done.reference)


def _opened(given: dict[str, Any]) -> Agency:
    aliases = [alias.strip() for alias in given["ten_khac"].split(";") if alias.strip()]
    return actions.open_agency(
        code=given["ma"],
        name=given["ten"],
        level=Level(given["cap"]),
        kind=AgencyKind(given["loai"]),
        parent=given["cap_tren"],
        opened_on=given["tu_ngay"],
        aliases=aliases,
        pattern=given["mau_so"],
        decision=given["can_cu"],
        address=given["dia_chi"],
        phone=given["dien_thoai"],
    )


@guard.allow(Role.ADMIN)
@require_GET
def agency(request: guard.OfficerRequest, agency_id: int) -> HttpResponse:
    """Show one agency: what it is, its dated story, its desks and posts."""
    found = get_object_or_404(Agency, pk=agency_id)
    if not guard.may(request, Permission.MANAGE_AGENCIES, found.pk):
        return guard.refuse(request)
    return _page(request, found)


@guard.allow(Role.ADMIN)
@require_POST
def act(request: guard.OfficerRequest, agency_id: int, deed: str) -> HttpResponse:
    """Do one act on an agency."""
    found = get_object_or_404(Agency, pk=agency_id)
    if not guard.may(request, Permission.MANAGE_AGENCIES, found.pk):
        return guard.refuse(request)
    if deed not in _lawful(found):
        raise Http404
    chosen = ACTS[deed]
    form = chosen.form(request.POST, agency=found, prefix=deed)
    if deed == "ket-thuc":
        _hold_open(form, found)
    done = admin_acts.carry_out(request, form, lambda: chosen.deed(found, form.cleaned_data))
    if done is None:
        return _page(request, found, deed, form)
    messages.success(request, str(chosen.done))
    return redirect("workspace:agency", found.pk)


def _lawful(found: Agency) -> list[str]:
    """Return the acts that make sense for the agency now."""
    return [key for key in ACTS if found.closed_on is None or key in AFTER_THE_END]


def _open_dossiers(found: Agency) -> int:
    return Dossier.objects.filter(agency=found, status__in=PENDING).count()


def _hold_open(form: agencies_forms.AgencyForm, found: Agency) -> None:
    """Refuse to close an agency over its open dossiers."""
    count = _open_dossiers(found)
    if count and form.is_valid():
        form.add_error(
            None,
            _(
                "Còn %(count)d hồ sơ đang giải quyết tại cơ quan. "
                "Hãy chuyển hồ sơ sang cơ quan kế thừa trước khi kết thúc hoạt động."
            )
            % {"count": count},
        )


def _page(
    request: guard.OfficerRequest,
    found: Agency,
    tried: str = "",
    form: agencies_forms.AgencyForm | None = None,
) -> HttpResponse:
    """Render one agency, with the form that was tried as it stands."""
    today = clock.today()
    first = {"tu_ngay": today, "ngay_cuoi": today, "ma": found.code}
    acts = [
        {
            "key": key,
            "name": ACTS[key].name,
            "grave": ACTS[key].grave,
            "tried": key == tried,
            "form": form
            if key == tried
            else ACTS[key].form(agency=found, prefix=key, initial=first),
        }
        for key in _lawful(found)
    ]
    shown = {
        "agency": found,
        "parent": queries.parent_on(found.pk, _as_it_stands(found, today)),
        "successors": queries.successors(found.pk),
        "story": agencies_story.tell(found),
        "desks": found.desks.order_by("pk"),
        "posts": _posts(found, today),
        "aliases": found.aliases.order_by("pk"),
        "open_dossiers": _open_dossiers(found),
        "acts": acts,
        "today": today,
    }
    return render(request, "workspace/agencies_one.html", shown)


def _as_it_stands(found: Agency, today: date) -> date:
    """Return the day to look at an agency: today, or its last one."""
    return min(today, found.closed_on) if found.closed_on else today


def _posts(found: Agency, today: date) -> list[dict[str, Any]]:
    """Return the open posts with who fills them today."""
    in_force = Assignment.objects.filter(queries.alive(today), post__agency=found)
    people: dict[int, list[str]] = {}
    for row in in_force.select_related("account").order_by("account__full_name_key"):
        people.setdefault(row.post_id, []).append(row.account.full_name)
    posts = queries.posts_open(agency_ids={found.pk}, on=today)
    return [{"post": post, "people": people.get(post.pk, [])} for post in posts]


routes = [
    path("co-quan/", agencies, name="agencies"),
    path("co-quan/moi/", open_agency, name="open_agency"),
    path("co-quan/<int:agency_id>/", agency, name="agency"),
    path("co-quan/<int:agency_id>/<slug:deed>/", act, name="agency_act"),
]
