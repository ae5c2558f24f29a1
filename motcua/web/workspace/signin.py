"""Vào hệ thống: name and password, then whatever is still due before the work begins.

Between the steps the session remembers who is signing in, for ten minutes; nobody is signed in
until the last step is done.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from django import forms
from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.base import clock
from motcua.organizations import access
from motcua.people import actions, queries
from motcua.people.models import Account
from motcua.web.shared import guard

STEPS_KEY = "signing_in"
NEXT = "tiep"
PATIENCE = timedelta(minutes=10)
BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignInForm(forms.Form):
    """Name and password."""

    ten = forms.CharField(
        label=gettext_lazy("Tên đăng nhập"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    mat_khau = forms.CharField(
        label=gettext_lazy("Mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """The six digits on the telephone."""

    ma = forms.CharField(
        label=gettext_lazy("Mã xác thực"),
        max_length=12,
        help_text=gettext_lazy(
            "6 chữ số trong ứng dụng xác thực trên điện thoại, đổi mỗi 30 giây."
        ),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )


class NewPasswordForm(forms.Form):
    """A password of one's own, twice."""

    moi = forms.CharField(
        label=gettext_lazy("Mật khẩu mới"),
        max_length=200,
        strip=False,
        help_text=gettext_lazy("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ tốt hơn một từ khó nhớ."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    lap_lai = forms.CharField(
        label=gettext_lazy("Nhập lại mật khẩu mới"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_lap_lai(self) -> str:
        """Hold the second writing to the first."""
        again: str = self.cleaned_data["lap_lai"]
        if again != self.cleaned_data.get("moi"):
            raise forms.ValidationError(_("Hai lần nhập mật khẩu chưa giống nhau."))
        return again


@dataclass(frozen=True)
class Underway:
    """Somebody who proved the password and has not finished signing in."""

    account: Account
    coded: bool
    onward: str


@guard.public
@never_cache
@sensitive_post_parameters("mat_khau")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password."""
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(_onward(request))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        answer = _signed_in(request, form)
        if answer is not None:
            return answer
    shown = {
        "form": form,
        "onward": _onward(request),
        "demo_accounts": queries.demo_accounts() if settings.DEMO else [],
        "demo_password": queries.DEMO_PASSWORD if settings.DEMO else "",
    }
    return render(request, "workspace/signin.html", shown)


def _signed_in(request: HttpRequest, form: SignInForm) -> HttpResponse | None:
    """Go on with whom the form proves; None when it proves nobody, and the form says why."""
    now = clock.now()
    try:
        account = actions.sign_in(
            username=form.cleaned_data["ten"],
            password=form.cleaned_data["mat_khau"],
            totp="",
            at=now,
        )
    except actions.CodeNeeded as needed:
        _remember(request, needed.account, coded=False, at=now)
        return redirect("workspace:sign_in_code")
    except actions.Refused as refused:
        form.add_error(None, str(refused))
        return None
    _remember(request, account, coded=True, at=now)
    return _next_step(request)


@guard.public
@never_cache
@require_http_methods(["GET", "POST"])
def give_code(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor."""
    underway = _underway(request)
    if underway is None:
        return redirect("workspace:sign_in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        now = clock.now()
        try:
            account = actions.give_code(
                account=underway.account, totp=form.cleaned_data["ma"], at=now
            )
        except actions.Refused as refused:
            form.add_error("ma", str(refused))
        else:
            _remember(request, account, coded=True, at=now)
            return _next_step(request)
    return render(request, "workspace/signin_code.html", {"form": form})


@guard.public
@never_cache
@sensitive_post_parameters("moi", "lap_lai")
@require_http_methods(["GET", "POST"])
def choose_password(request: HttpRequest) -> HttpResponse:
    """Let a person with a first password choose an own one."""
    underway = _underway(request)
    if underway is None or not underway.coded:
        return redirect("workspace:sign_in")
    form = NewPasswordForm(request.POST or None)
    if form.is_valid():
        try:
            actions.set_password(account=underway.account, password=form.cleaned_data["moi"])
        except actions.Refused as refused:
            form.add_error("moi", str(refused))
        else:
            return _next_step(request)
    return render(request, "workspace/signin_password.html", {"form": form})


@guard.public
@never_cache
@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Set up the second factor a leader or administrator works with."""
    underway = _underway(request)
    if underway is None or not underway.coded:
        return redirect("workspace:sign_in")
    enrolment = actions.pending_enrolment(underway.account)
    if enrolment is None:
        return redirect("workspace:sign_in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.confirm_totp(
                account=underway.account, code=form.cleaned_data["ma"], at=clock.now()
            )
        except actions.Refused as refused:
            form.add_error("ma", str(refused))
        else:
            return _next_step(request)
    shown = {"form": form, "secret": spaced(enrolment.secret), "picture": qr(enrolment.uri)}
    return render(request, "workspace/signin_enrol.html", shown)


@guard.public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    auth.logout(request)
    messages.success(request, _("Ông/bà đã đăng xuất."))
    return redirect("workspace:sign_in")


def qr(text: str) -> str:
    """Return a QR as the address of a picture, to be put into ``src``."""
    address: str = segno.make(text, error="m").svg_data_uri(scale=5, border=3, light="#fff")
    return address


def spaced(secret: str) -> str:
    """Return a secret in groups of four, to be typed by hand."""
    return " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))


def _next_step(request: HttpRequest) -> HttpResponse:
    """Lead to what is still due before the work begins, or begin it."""
    underway = _underway(request)
    if underway is None:
        return redirect("workspace:sign_in")
    account = underway.account
    if account.must_change_password:
        return redirect("workspace:sign_in_password")
    if _must_enrol(account):
        actions.enrol_totp(account=account)
        return redirect("workspace:sign_in_enrol")
    request.session.pop(STEPS_KEY, None)
    auth.login(request, account, backend=BACKEND)
    if settings.DEMO and account.totp_confirmed_at is None and _second_factor_due(account):
        messages.info(
            request,
            _(
                "Bản minh họa cho vào ngay. Ở bản thật, vị trí này phải nhập thêm "
                "mã xác thực trên điện thoại."
            ),
        )
    return redirect(underway.onward)


def _must_enrol(account: Account) -> bool:
    if settings.DEMO or account.totp_confirmed_at is not None:
        return False
    return _second_factor_due(account)


def _second_factor_due(account: Account) -> bool:
    return access.needs_second_factor(access.postings(account.pk, clock.today()))


def _remember(request: HttpRequest, account: Account, *, coded: bool, at: datetime) -> None:
    """Remember in a fresh session who is signing in and where that person was going."""
    held = _underway(request)
    onward = held.onward if held else _onward(request)
    request.session.cycle_key()
    request.session[STEPS_KEY] = {
        "account": account.pk,
        "coded": coded,
        "onward": onward,
        "until": (at + PATIENCE).isoformat(),
    }


def _underway(request: HttpRequest) -> Underway | None:
    """Return who is signing in in this session; None when nobody is, or took too long."""
    held = request.session.get(STEPS_KEY)
    if held is None or datetime.fromisoformat(held["until"]) < clock.now():
        return None
    account = Account.objects.filter(pk=held["account"], is_active=True).first()
    return None if account is None else Underway(account, held["coded"], held["onward"])


def _onward(request: HttpRequest) -> str:
    """Return where to go after signing in: the page asked for when it is ours, else the first one."""
    asked = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if asked and ours else reverse("workspace:home")


routes = [
    path("vao/", sign_in, name="sign_in"),
    path("vao/ma-xac-thuc/", give_code, name="sign_in_code"),
    path("vao/mat-khau/", choose_password, name="sign_in_password"),
    path("vao/thiet-lap/", enrol, name="sign_in_enrol"),
    path("ra/", sign_out, name="sign_out"),
]
