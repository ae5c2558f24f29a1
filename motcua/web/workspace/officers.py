"""Cán bộ, công chức: who works where; one screen to move somebody; the account's own keys."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import clock
from motcua.dossiers.actions import By, moving
from motcua.organizations import access, actions, queries
from motcua.organizations.access import Permission
from motcua.organizations.models import Assignment, Role
from motcua.people import actions as people
from motcua.people.models import Account, AccountKind
from motcua.web.shared import guard
from motcua.web.workspace import admin_acts, officers_forms, officers_import, sought

PAGE = 50
#: A first password just made, shown once on the next page.
SHOWN_ONCE = "first_password"


@guard.allow(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def officers(request: guard.OfficerRequest) -> HttpResponse:
    """List who works at the agencies in reach."""
    if request.method == "POST":
        return redirect(_narrowed(request))
    mine = access.reach([request.desk], Permission.MANAGE_OFFICERS)
    choices = [one for one in queries.agencies_open(clock.today()) if one.pk in mine]
    chosen = next((one for one in choices if str(one.pk) == request.GET.get("co_quan")), None)
    wanted = sought.words(request, request.GET.get("lan", ""))
    found = queries.officers(
        on=clock.today(),
        agency_ids={chosen.pk} if chosen else mine,
        wanted=wanted,
        with_unassigned=chosen is None and request.desk.at_the_top,
    )
    shown = {
        "page": Paginator(found, PAGE).get_page(request.GET.get("trang")),
        "choices": choices,
        "chosen": chosen,
        "wanted": wanted,
    }
    return render(request, "workspace/officers.html", shown)


@guard.allow(Role.ADMIN)
@never_cache
@require_http_methods(["GET", "POST"])
def new_officer(request: guard.OfficerRequest) -> HttpResponse:
    """Make an account and assign it to its first post."""
    mine = access.reach([request.desk], Permission.MANAGE_OFFICERS)
    form = officers_forms.NewOfficerForm(
        request.POST or None, agency_ids=mine, initial={"tu_ngay": clock.today()}
    )
    password = people.first_password()
    done = admin_acts.carry_out(request, form, lambda: _appointed(form.cleaned_data, password).pk)
    if done is None:
        return render(request, "workspace/officers_new.html", {"form": form})
    if done.fresh:
        request.session[SHOWN_ONCE] = {"account": int(done.reference), "password": password}
    messages.success(request, _("Đã tạo tài khoản và phân công vị trí."))
    return redirect("workspace:officer", done.reference)


def _appointed(given: dict[str, Any], password: str) -> Account:
    return actions.appoint_officer(
        full_name=given["ho_ten"],
        username=given["ten"],
        post=given["vi_tri"],
        from_on=given["tu_ngay"],
        password=password,
        phone=given["dien_thoai"],
        email=given["thu"],
        at=clock.now(),
    )


@guard.allow(Role.ADMIN)
@never_cache
@require_GET
def officer(request: guard.OfficerRequest, account_id: int) -> HttpResponse:
    """Show one officer: posts, the move, the account."""
    person = _person(account_id)
    if not _in_reach(request, person):
        return guard.refuse(request)
    return _page(request, person)


@guard.allow(Role.ADMIN)
@require_POST
def move(request: guard.OfficerRequest, account_id: int, assignment_id: int) -> HttpResponse:
    """Move the officer out of one post, and hand over the open dossiers."""
    assignment = get_object_or_404(
        Assignment.objects.select_related("post__agency", "account"),
        queries.alive(clock.today()),
        pk=assignment_id,
        account_id=account_id,
    )
    if not guard.may(request, Permission.MANAGE_OFFICERS, assignment.post.agency_id):
        return guard.refuse(request)
    form = _move_form(request, assignment, request.POST)
    done = admin_acts.carry_out(
        request, form, lambda: _moved(request, assignment, form.cleaned_data)
    )
    if done is None:
        return _page(request, assignment.account, form)
    messages.success(request, _("Đã chuyển. Quyền ở vị trí cũ đã hết ngay."))
    return redirect("workspace:officer", account_id)


def _moved(request: guard.OfficerRequest, assignment: Assignment, given: dict[str, Any]) -> str:
    made = moving.move_officer(
        assignment=assignment,
        to_post=given["den"],
        on=given["tu_ngay"],
        heir=given["nguoi_nhan"],
        decision=given["can_cu"],
        by=By(officer=request.user, at=clock.now()),
    )
    return str(made.pk) if made else "-"


@guard.allow(Role.ADMIN)
@require_POST
def assign(request: guard.OfficerRequest, account_id: int) -> HttpResponse:
    """Give the officer one more post."""
    person = _person(account_id)
    if not _in_reach(request, person):
        return guard.refuse(request)
    form = _assign_form(request, request.POST)
    done = admin_acts.carry_out(
        request,
        form,
        lambda: (
            actions.assign_officer(
                account=person,
                post=form.cleaned_data["vi_tri"],
                from_on=form.cleaned_data["tu_ngay"],
                decision=form.cleaned_data["can_cu"],
            ).pk
        ),
    )
    if done is None:
        return _page(request, person, form)
    messages.success(request, _("Đã phân công thêm vị trí."))
    return redirect("workspace:officer", account_id)


@guard.allow(Role.ADMIN)
@require_POST
def account_act(request: guard.OfficerRequest, account_id: int, deed: str) -> HttpResponse:
    """Reset the password or the second factor, or switch the account off or on."""
    person = _person(account_id)
    if not _wholly_in_reach(request, person):
        return guard.refuse(request)
    if deed not in ACCOUNT_ACTS or (deed == "khoa" and person.pk == request.user.pk):
        raise Http404
    form = forms.Form(request.POST)
    done = admin_acts.carry_out(request, form, lambda: ACCOUNT_ACTS[deed](request, person))
    if done is None:
        return _page(request, person, form)
    if done.fresh:
        messages.success(request, done.reference)
    return redirect("workspace:officer", account_id)


def _reset_password(request: guard.OfficerRequest, person: Account) -> str:
    password = people.first_password()
    people.set_password(account=person, password=password, must_change=True)
    request.session[SHOWN_ONCE] = {"account": person.pk, "password": password}
    return _("Đã cấp lại mật khẩu. Mật khẩu cũ không dùng được nữa.")


def _drop_code(_request: guard.OfficerRequest, person: Account) -> str:
    people.drop_totp(account=person)
    return _("Đã xóa mã xác thực cũ. Lần đăng nhập sau sẽ thiết lập lại nếu vị trí bắt buộc.")


def _switch_off(_request: guard.OfficerRequest, person: Account) -> str:
    people.switch_off_account(account=person)
    return _("Đã khóa tài khoản. Việc đã làm vẫn giữ tên người này.")


def _switch_on(_request: guard.OfficerRequest, person: Account) -> str:
    people.switch_on_account(account=person)
    return _("Đã mở lại tài khoản.")


ACCOUNT_ACTS: dict[str, Callable[[guard.OfficerRequest, Account], str]] = {
    "mat-khau": _reset_password,
    "xac-thuc": _drop_code,
    "khoa": _switch_off,
    "mo": _switch_on,
}


def _person(account_id: int) -> Account:
    return get_object_or_404(Account, pk=account_id, kind=AccountKind.OFFICER)


def _agencies_of(person: Account) -> set[int]:
    held = person.assignments.filter(queries.alive(clock.today()))
    return set(held.values_list("post__agency_id", flat=True))


def _in_reach(request: guard.OfficerRequest, person: Account) -> bool:
    """Whether the person works at an agency in reach, or nowhere and we stand at the top."""
    places = _agencies_of(person)
    if not places:
        return guard.may(request, Permission.MANAGE_OFFICERS, None)
    return bool(places & access.reach([request.desk], Permission.MANAGE_OFFICERS))


def _wholly_in_reach(request: guard.OfficerRequest, person: Account) -> bool:
    """Whether every post of the person is in reach: an account opens all of them."""
    reach = access.reach([request.desk], Permission.MANAGE_OFFICERS)
    return _in_reach(request, person) and _agencies_of(person) <= reach


def _move_form(
    request: guard.OfficerRequest,
    assignment: Assignment,
    given: Any = None,  # noqa: ANN401
) -> officers_forms.MoveForm:
    return officers_forms.MoveForm(
        given,
        assignment=assignment,
        agency_ids=access.reach([request.desk], Permission.MANAGE_OFFICERS),
        prefix=f"di{assignment.pk}",
        initial={"tu_ngay": clock.today()},
    )


def _assign_form(
    request: guard.OfficerRequest,
    given: Any = None,  # noqa: ANN401
) -> officers_forms.AssignForm:
    return officers_forms.AssignForm(
        given,
        agency_ids=access.reach([request.desk], Permission.MANAGE_OFFICERS),
        prefix="them",
        initial={"tu_ngay": clock.today()},
    )


def _page(
    request: guard.OfficerRequest, person: Account, tried: forms.Form | None = None
) -> HttpResponse:
    """Render one officer, with the form that was tried as it stands."""
    today = clock.today()
    mine = access.reach([request.desk], Permission.MANAGE_OFFICERS)
    everything = queries.assignments_of(person.pk)
    moves = []
    for one in everything:
        if one.from_on <= today and (one.to_on is None or one.to_on >= today):
            own = isinstance(tried, officers_forms.MoveForm) and tried.assignment.pk == one.pk
            form = tried if own else _move_form(request, one)
            count = moving.left_behind(person.pk, one.post.agency_id).count()
            movable = one.post.agency_id in mine
            moves.append(
                {"assignment": one, "form": form, "tried": own, "count": count, "movable": movable}
            )
    assigning = isinstance(tried, officers_forms.AssignForm)
    shown = {
        "person": person,
        "moves": moves,
        "past": [one for one in everything if one.to_on and one.to_on < today],
        "assign_form": tried if assigning else _assign_form(request),
        "assign_tried": assigning,
        "account_tried": tried if tried is not None and type(tried) is forms.Form else None,
        "whole": _wholly_in_reach(request, person),
        "oneself": person.pk == request.user.pk,
        "first_password": _first_password(request, person),
        "today": today,
    }
    return render(request, "workspace/officers_one.html", shown)


def _first_password(request: guard.OfficerRequest, person: Account) -> str:
    """Return the password made a moment ago for this person, and forget it."""
    held = request.session.get(SHOWN_ONCE)
    if held is None or held["account"] != person.pk:
        return ""
    del request.session[SHOWN_ONCE]
    return str(held["password"])


def _narrowed(request: guard.OfficerRequest) -> str:
    asked = {"co_quan": request.POST.get("co_quan", "")[:20]}
    if wanted := sought.asked(request, "ten"):
        asked["lan"] = sought.keep(request, wanted)
    return f"{reverse('workspace:officers')}?{urlencode({k: v for k, v in asked.items() if v})}"


routes = [
    path("nhan-su/", officers, name="officers"),
    path("nhan-su/moi/", new_officer, name="new_officer"),
    *officers_import.routes,
    path("nhan-su/<int:account_id>/", officer, name="officer"),
    path("nhan-su/<int:account_id>/chuyen/<int:assignment_id>/", move, name="move_officer"),
    path("nhan-su/<int:account_id>/phan-cong/", assign, name="assign_officer"),
    path("nhan-su/<int:account_id>/tai-khoan/<slug:deed>/", account_act, name="officer_account"),
]
