"""Chụp giấy tờ: what a telephone sees that scanned the QR of a dossier's papers. Nobody signs in here.

The address holds a secret that is good once and for minutes; the page tells nothing about the dossier
but its number's end, so that the officer can see that it is the right one.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base import clock, once
from motcua.documents import actions as documents
from motcua.documents.kinds import PICTURES
from motcua.documents.refusals import Refused
from motcua.dossiers.actions import enclosing
from motcua.dossiers.models import PhonePass
from motcua.web.shared import guard
from motcua.web.workspace import papers
from motcua.web.workspace.papers_forms import PicturesForm

_NUMBER_SHOWN = 9
#: Pages that a telephone may take one by one; more are chosen together.
_SINGLES = 6


@guard.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for pictures of a paper's pages; make one paper of them."""
    at = clock.now()
    try:
        opened = enclosing.passed(secret, at=at)
    except enclosing.PassEnded:
        return _ended(request)
    sent = request.method == "POST"
    form = PicturesForm(request.POST, request.FILES) if sent else PicturesForm()
    if sent and form.is_valid():
        return _taken(request, opened, form, secret)
    return _page(request, opened, form)


def _taken(
    request: HttpRequest, opened: PhonePass, form: PicturesForm, secret: str
) -> HttpResponse:
    name = opened.listed.name if opened.listed else _("Giấy tờ chụp bằng điện thoại")
    at = clock.now()

    def send() -> str:
        return str(enclosing.send_by_phone(secret=secret, book=book, at=at).pk)

    try:
        taken = [papers.stored(one) for one in form.cleaned_data["anh"]]
        odd = [one for one in taken if one.kind not in PICTURES]
        if odd:
            form.add_error("anh", _("Trang này chỉ nhận ảnh chụp. Hãy chụp lại từng trang."))
            return _page(request, opened, form)
        book = documents.put_together(taken, name=name)
        once.run(key=request.POST.get("once", ""), account_id=0, at=at, action=send)
    except enclosing.PassEnded:
        return _ended(request)
    except (Refused, enclosing.MayNotEnclose, once.BadKey) as refused:
        form.add_error("anh", papers.sentence(refused))
        return _page(request, opened, form)
    shown = {"pages": book.pages, "number": _number(opened)}
    return render(request, "workspace/papers_phone_done.html", shown)


def _page(request: HttpRequest, opened: PhonePass, form: PicturesForm) -> HttpResponse:
    shown = {
        "form": form,
        "number": _number(opened),
        "paper": opened.listed.name if opened.listed else "",
        "ends_at": opened.ends_at,
        "singles": range(1, _SINGLES + 1),
    }
    status = 422 if form.errors else 200
    return render(request, "workspace/papers_phone.html", shown, status=status)


def _ended(request: HttpRequest) -> HttpResponse:
    return render(request, "workspace/papers_phone_ended.html", status=410)


def _number(opened: PhonePass) -> str:
    return (opened.dossier.number or "")[-_NUMBER_SHOWN:]


routes = [path("chup/<slug:secret>/", pictures, name="phone_pictures")]
