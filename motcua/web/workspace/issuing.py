"""Cấp số, đóng dấu: what is signed takes its number from the agency's register, then the agency's seal."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from motcua.base import clock, once
from motcua.documents import seals
from motcua.documents.signing.pades import Mark
from motcua.documents.signing.placing import Place
from motcua.dossiers.actions import By, results_issuing
from motcua.dossiers.models import RegisterEntry, ResultState, ResultVersion
from motcua.dossiers.queries import results as queries
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.rules import registers
from motcua.slips import letterhead, marks
from motcua.web.shared import guard
from motcua.web.workspace import admin_acts, results_refusals
from motcua.web.workspace import asked as numbers

#: Each seal is a signature of a device: so many take a few seconds.
MOST_AT_ONCE = 50
_ROLES = (Role.CLERK, Role.OFFICER)
_LARGEST = 9_999_999


class NumberForm(forms.Form):
    """The day of the papers, and the number where it is to be held against the book."""

    ngay = admin_acts.DayField(label=gettext_lazy("Ngày văn bản"))
    so = forms.IntegerField(
        label=gettext_lazy("Số đầu tiên"),
        help_text=gettext_lazy("Để trống: lấy số tiếp theo của sổ."),
        min_value=1,
        max_value=_LARGEST,
        required=False,
    )


class ElsewhereForm(forms.Form):
    """Numbers of the register that papers from elsewhere have taken."""

    ky_hieu = forms.CharField(label=gettext_lazy("Ký hiệu"), max_length=30)
    tu_so = forms.IntegerField(label=gettext_lazy("Từ số"), min_value=1, max_value=_LARGEST)
    den_so = forms.IntegerField(label=gettext_lazy("Đến số"), min_value=1, max_value=_LARGEST)
    ngay_so = admin_acts.DayField(label=gettext_lazy("Ngày văn bản cuối"))
    dung_cho = forms.CharField(label=gettext_lazy("Đã dùng cho"), max_length=200)

    def clean_ky_hieu(self) -> str:
        """Hold it against the form of symbols."""
        symbol: str = self.cleaned_data["ky_hieu"].strip()
        if not registers.is_symbol(symbol):
            raise forms.ValidationError(
                _("Ký hiệu viết bằng chữ hoa, nối bằng gạch ngang, ví dụ QĐ-UBND.")
            )
        return symbol


@guard.allow(*_ROLES)
@never_cache
@require_GET
def issuing(request: guard.OfficerRequest) -> HttpResponse:
    """Show what waits for a number or the seal, and the registers of the year."""
    return _page(request)


@guard.allow(*_ROLES)
@require_POST
def number(request: guard.OfficerRequest) -> HttpResponse:
    """Give the chosen results their numbers, one after another, or none of them."""
    form, chosen = NumberForm(request.POST), _chosen(request)
    if not chosen:
        form.add_error(None, _("Hãy chọn ít nhất một kết quả để cấp số."))
    if not form.is_valid():
        return _page(request, form=form)
    by, said = By(officer=request.user, at=clock.now()), form.cleaned_data

    def act() -> str:
        for place, version_id in enumerate(chosen):
            serial = said["so"] + place if said["so"] else None
            results_issuing.take_number(
                version_id=version_id, by=by, dated_on=said["ngay"], serial=serial
            )
        return str(len(chosen))

    done = _once(request, act, form, by)
    if done is None:
        return _page(request, form=form)
    _tell(
        request, int(done), _("Đã cấp số cho %(count)s kết quả. Tiếp theo: đóng dấu của cơ quan.")
    )
    return redirect("workspace:issuing")


@guard.allow(*_ROLES)
@require_POST
def seal(request: guard.OfficerRequest) -> HttpResponse:
    """Put the agency's seal on the chosen results, one after another; those that fail are named."""
    chosen, by = _chosen(request)[:MOST_AT_ONCE], By(officer=request.user, at=clock.now())
    key, done, refusals = request.POST.get("once", ""), 0, []
    for version_id in chosen:
        try:
            sealed = results_issuing.seal(version_id, draw=_drawn(request), by=by)
            once.run(
                # One form, many results: each has its own turn under the form's key.
                key=f"{key}-{version_id}" if key else "",
                account_id=request.user.pk,
                at=by.at,
                action=_issue(version_id, sealed, by),
            )
            done += 1
        except results_refusals.EXPECTED as refused:
            refusals.append(results_refusals.sentence(refused))
    if done:
        _tell(request, done, _("Đã phát hành %(count)s kết quả."))
    for words in dict.fromkeys(refusals):
        messages.error(request, words)
    if not chosen:
        messages.error(request, _("Hãy chọn ít nhất một kết quả để đóng dấu."))
    return redirect("workspace:issuing")


@guard.allow(*_ROLES)
@require_POST
def elsewhere(request: guard.OfficerRequest) -> HttpResponse:
    """Write down numbers that papers from elsewhere have taken."""
    form = ElsewhereForm(request.POST)
    if not form.is_valid():
        return _page(request, elsewhere=form)
    by, said = By(officer=request.user, at=clock.now()), form.cleaned_data

    def act() -> str:
        made = results_issuing.note_elsewhere(
            agency=Agency.objects.get(pk=request.desk.agency_id),
            by=by,
            symbol=said["ky_hieu"],
            first=said["tu_so"],
            last=said["den_so"],
            dated_on=said["ngay_so"],
            note=said["dung_cho"],
        )
        return str(made.pk)

    if _once(request, act, form, by) is None:
        return _page(request, elsewhere=form)
    messages.success(request, _("Đã ghi vào sổ."))
    return redirect("workspace:issuing")


def _issue(version_id: int, sealed: results_issuing.Sealed, by: By) -> Callable[[], str]:
    return lambda: str(results_issuing.issue(version_id=version_id, sealed=sealed, by=by).pk)


def _drawn(request: guard.OfficerRequest) -> results_issuing.Draw:
    """How the head of a result is drawn: the agency's name, its number, the address that verifies it."""

    def draw(version: ResultVersion, entry: RegisterEntry, at: Any) -> Mark:  # noqa: ANN401 - a moment
        dossier = version.dossier
        head = letterhead.of(dossier.agency, dossier.taken_in_at, entry.dated_on)
        told = marks.Issued(
            agency=head.office,
            serial=entry.first,
            symbol=entry.symbol,
            dated_on=entry.dated_on,
            address=request.build_absolute_uri(reverse("portal:issued", args=[version.code])),
        )
        if version.piece:
            room = Place(**version.places["certification"])
            return marks.certified(told, place=room, at=clock.local(at))
        return marks.head(told, places=version.places, at=clock.local(at))

    return draw


def _chosen(request: guard.OfficerRequest) -> list[int]:
    found = (numbers.number(word) for word in request.POST.getlist("chon"))
    return [one for one in found if one]


def _once(
    request: guard.OfficerRequest, act: Callable[[], str], form: forms.Form, by: By
) -> str | None:
    """Do it once; None, and the reason on the form, where something stood in the way."""
    try:
        key = request.POST.get("once", "")
        return once.run(key=key, account_id=request.user.pk, at=by.at, action=act).reference
    except results_refusals.EXPECTED as refused:
        form.add_error(None, results_refusals.sentence(refused))
        return None


def _tell(request: guard.OfficerRequest, count: int, words: str) -> None:
    messages.success(request, ngettext(words, words, count) % {"count": count})


def _page(request: guard.OfficerRequest, **bound: forms.Form) -> HttpResponse:
    agency_ids = sorted(access.reach([request.desk], Permission.ISSUE))
    rows = list(queries.to_number(agency_ids)[: 4 * MOST_AT_ONCE])
    today: date = clock.today()
    first = {"ngay": today, "ngay_so": today}
    agency = Agency.objects.get(pk=request.desk.agency_id)
    shown = {
        "signed": [one for one in rows if one.state == ResultState.SIGNED],
        "numbered": [one for one in rows if one.state == ResultState.NUMBERED],
        "form": bound.get("form") or NumberForm(initial=first),
        "elsewhere": bound.get("elsewhere") or ElsewhereForm(initial=first),
        "books": queries.registers_of(agency, year=today.year),
        "year": today.year,
        "has_seal": seals.here().has(agency.code),
        "most": MOST_AT_ONCE,
    }
    wrong = any(form.errors for form in bound.values())
    return render(request, "workspace/issuing.html", shown, status=422 if wrong else 200)


routes = [
    path("cap-so/", issuing, name="issuing"),
    path("cap-so/so/", number, name="issuing_number"),
    path("cap-so/dau/", seal, name="issuing_seal"),
    path("cap-so/ngoai-he-thong/", elsewhere, name="issuing_elsewhere"),
]
