"""Tài khoản của tôi: who I am here, my password, my second factor."""

from django import forms
from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock
from motcua.organizations import access, queries
from motcua.people import actions
from motcua.web.shared import guard
from motcua.web.workspace import admin_acts, signin


class PresentPasswordForm(forms.Form):
    """The present password, to prove that it is the person who asks."""

    hien_tai = forms.CharField(
        label=gettext_lazy("Mật khẩu hiện tại"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ChangePasswordForm(signin.NewPasswordForm):
    """The present password and a new one, twice."""

    hien_tai = forms.CharField(
        label=gettext_lazy("Mật khẩu hiện tại"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("hien_tai", "moi", "lap_lai")


@guard.signed_in
@never_cache
@require_GET
def account(request: guard.OfficerRequest) -> HttpResponse:
    """Show the own account."""
    return _page(request)


@guard.signed_in
@sensitive_post_parameters("hien_tai", "moi", "lap_lai")
@require_POST
def change_password(request: guard.OfficerRequest) -> HttpResponse:
    """Replace the own password; every other session of the account ends."""
    form = ChangePasswordForm(request.POST, auto_id="mk_%s")
    done = admin_acts.carry_out(
        request,
        form,
        lambda: (
            actions.change_password(
                account=request.user,
                present=form.cleaned_data["hien_tai"],
                password=form.cleaned_data["moi"],
            ).pk
        ),
    )
    if done is None:
        return _page(request, password=form)
    auth.update_session_auth_hash(request, request.user)
    messages.success(
        request, _("Đã đổi mật khẩu. Các nơi khác đang dùng tài khoản này đã bị đăng xuất.")
    )
    return redirect("workspace:account")


@guard.signed_in
@sensitive_post_parameters("hien_tai")
@require_POST
def begin_code(request: guard.OfficerRequest) -> HttpResponse:
    """Begin to set up the second factor, or set it up again on another telephone."""
    form = PresentPasswordForm(request.POST, auto_id="xt_%s")
    done = admin_acts.carry_out(
        request,
        form,
        lambda: (
            actions.renew_totp(
                account=request.user, present=form.cleaned_data["hien_tai"]
            ).account_id
        ),
    )
    return _page(request, begin=form) if done is None else redirect("workspace:account")


@guard.signed_in
@require_POST
def confirm_code(request: guard.OfficerRequest) -> HttpResponse:
    """Finish setting up with a code the telephone shows."""
    form = signin.CodeForm(request.POST, auto_id="ma_%s")
    done = admin_acts.carry_out(
        request,
        form,
        lambda: (
            actions.confirm_totp(
                account=request.user, code=form.cleaned_data["ma"], at=clock.now()
            ).pk
        ),
    )
    if done is None:
        return _page(request, code=form)
    messages.success(request, _("Đã bật mã xác thực. Lần đăng nhập sau sẽ hỏi mã."))
    return redirect("workspace:account")


def _page(
    request: guard.OfficerRequest,
    *,
    password: forms.Form | None = None,
    begin: forms.Form | None = None,
    code: forms.Form | None = None,
) -> HttpResponse:
    """Render the account with the forms as they stand."""
    pending = actions.pending_enrolment(request.user)
    shown = {
        "person": request.user,
        "assignments": queries.assignments_of(request.user.pk),
        "today": clock.today(),
        "second_factor_due": access.needs_second_factor(request.places.all),
        "password": password or ChangePasswordForm(auto_id="mk_%s"),
        "begin": begin or PresentPasswordForm(auto_id="xt_%s"),
        "code": code or signin.CodeForm(auto_id="ma_%s"),
        "pending": pending,
        "secret": signin.spaced(pending.secret) if pending else "",
        "picture": signin.qr(pending.uri) if pending else "",
    }
    return render(request, "workspace/accounts.html", shown)


routes = [
    path("tai-khoan/", account, name="account"),
    path("tai-khoan/mat-khau/", change_password, name="change_password"),
    path("tai-khoan/xac-thuc/", begin_code, name="begin_code"),
    path("tai-khoan/xac-thuc/xac-nhan/", confirm_code, name="confirm_code"),
]
