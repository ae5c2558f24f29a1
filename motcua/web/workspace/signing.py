"""Kết quả chờ ký: what waits for a leader's signature, signed together with one PIN at his own machine.

The page hands documents to the signing program of the officer's machine and brings back bare signatures;
the PIN is typed into that program's own page and is seen by nobody else.
"""

import base64
import binascii

from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.base import backlog, clock, once
from motcua.documents import actions as documents
from motcua.documents import remote_signing
from motcua.documents.models import SignerCertificate
from motcua.dossiers.actions import By, results_signing
from motcua.dossiers.models import AskedSignature, AskedState, SigningBatch
from motcua.dossiers.queries import results as queries
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import asked as numbers
from motcua.web.workspace import lines, results_refusals

_MOST_SHOWN = results_signing.MOST
_UNPROCESSABLE, _CONFLICT = 422, 409


class CertificateForm(forms.Form):
    """The certificate of a person's signing device, without its key."""

    tep = forms.FileField(
        label=gettext_lazy("Tệp chứng thư"),
        help_text=gettext_lazy(
            "Tệp .cer, .crt hoặc .pem xuất từ phần mềm của thiết bị ký. Không gửi khóa, không gửi mã PIN."
        ),
        widget=forms.FileInput(attrs={"accept": ".cer,.crt,.pem,.der"}),
        error_messages={"required": gettext_lazy("Hãy chọn tệp chứng thư.")},
    )


@guard.allow(Role.LEADER)
@never_cache
@require_GET
def signing(request: guard.OfficerRequest) -> HttpResponse:
    """Show what waits for this person's signature, each to be opened first."""
    at = clock.now()
    found = list(queries.to_sign(request.user)[:_MOST_SHOWN])
    shown = {
        "rows": [(one, lines.left(one.dossier, at=at)) for one in found],
        "count": queries.to_sign(request.user).count(),
        "certificate": _certificate(request),
        "begun": queries.unfinished_batches(request.user),
        "at": at,
    }
    return render(request, "workspace/signing.html", shown)


@guard.allow(Role.LEADER)
@require_POST
def begin(request: guard.OfficerRequest) -> HttpResponse:
    """Begin a batch of what was chosen, and go to the page it is signed on."""
    chosen = [numbers.number(word) for word in request.POST.getlist("chon")]
    by = By(officer=request.user, at=clock.now())
    if not any(chosen):
        messages.error(request, _("Hãy chọn ít nhất một kết quả để ký."))
        return redirect("workspace:signing")
    try:
        made = once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=by.at,
            action=lambda: str(results_signing.begin([one for one in chosen if one], by=by).pk),
        )
    except results_refusals.EXPECTED as refused:
        messages.error(request, results_refusals.sentence(refused))
        return redirect("workspace:signing")
    return redirect("workspace:signing_batch", int(made.reference))


@guard.allow(Role.LEADER)
@never_cache
@require_GET
def batch(request: guard.OfficerRequest, batch_id: int) -> HttpResponseBase:
    """Show how far a batch has come; the page's script does the rest, and goes on where it was."""
    held = _own(request, batch_id)
    rows = list(_rows(held).select_related("version__dossier"))
    making = sum(one.state == AskedState.MAKING for one in rows)
    if request.headers.get("HX-Request") and not making:
        # All is prepared: the whole page begins anew, with its script.
        return HttpResponse(headers={"HX-Refresh": "true"})
    shown = {
        "making": making,
        "made": len(rows) - making,
        "idle": making > 0 and not backlog.works(),
        "batch": held,
        "rows": rows,
        "done": sum(one.state == AskedState.SIGNED for one in rows),
        "waits": any(one.state == AskedState.WAITING for one in rows),
        "agent": settings.SIGN_AGENT,
        "remote": remote_signing.is_set_up(),
        "urls": _urls(held),
    }
    answer = render(request, "workspace/signing_batch.html", shown)
    allowed = csp_update({"connect-src": [settings.SIGN_AGENT]})
    return allowed(lambda _request: answer)(request)


def _urls(held: SigningBatch) -> dict[str, str]:
    """Where the page of a batch gets its documents and sends what is said; ``memory`` names it in the browser."""
    told = {"documents": "documents", "drop": "drop", "remote": "remote", "collect": "collect"}
    found = {name: reverse(f"workspace:signing_{on}", args=[held.pk]) for name, on in told.items()}
    return found | {"back": reverse("workspace:signing"), "memory": str(held.pk)}


@guard.allow(Role.LEADER)
@never_cache
@require_GET
def batch_documents(request: guard.OfficerRequest, batch_id: int) -> HttpResponse:
    """The documents that wait, as the signing program takes them, and which signature each is for."""
    waiting = _rows(_own(request, batch_id)).filter(state=AskedState.WAITING)
    told = list(waiting.select_related("version__dossier"))
    documents_told = [
        {
            "name": f"{one.version.title} – {one.version.dossier.number}",
            "document": base64.b64encode(one.document).decode("ascii"),
            "attributes": base64.b64encode(one.attributes).decode("ascii"),
            "gap": [one.gap_start, one.gap_end],
        }
        for one in told
    ]
    return JsonResponse({"asked": [one.pk for one in told], "documents": documents_told})


@guard.allow(Role.LEADER)
@require_POST
def signature(request: guard.OfficerRequest, asked_id: int) -> HttpResponse:
    """Take one bare signature, put it into its document, and say how the version stands."""
    by = By(officer=request.user, at=clock.now())
    try:
        bare = base64.b64decode(request.POST.get("chu_ky", ""), validate=True)
    except (binascii.Error, ValueError):
        bare = b""
    try:
        stored = results_signing.put_together(asked_id, bare, account=request.user)
        if stored is not None:
            once.run(
                key=request.POST.get("once", ""),
                account_id=request.user.pk,
                at=by.at,
                action=lambda: str(
                    results_signing.record(asked_id=asked_id, stored=stored, by=by).pk
                ),
            )
    except results_refusals.EXPECTED as refused:
        said = results_refusals.sentence(refused)
        return JsonResponse({"said": said}, status=_UNPROCESSABLE)
    state = AskedState(AskedSignature.objects.values_list("state", flat=True).get(pk=asked_id))
    signed = state is AskedState.SIGNED
    told = {"said": str(state.label), "signed": signed}
    return JsonResponse(told, status=200 if signed else _CONFLICT)


@guard.allow(Role.LEADER)
@require_POST
def drop(request: guard.OfficerRequest, batch_id: int) -> HttpResponse:
    """Sign no more of a batch."""
    held, by = _own(request, batch_id), By(officer=request.user, at=clock.now())
    try:
        done = once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=by.at,
            action=lambda: str(results_signing.drop(batch=held, by=by)),
        )
    except results_refusals.EXPECTED as refused:
        messages.error(request, results_refusals.sentence(refused))
        return redirect("workspace:signing_batch", held.pk)
    count = int(done.reference)
    said = ngettext(
        "Đã thôi ký %(count)s kết quả; kết quả vẫn chờ trong danh sách.",
        "Đã thôi ký %(count)s kết quả; kết quả vẫn chờ trong danh sách.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("workspace:signing")


@guard.allow(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: guard.OfficerRequest) -> HttpResponse:
    """Show the certificate in use; register another."""
    form = CertificateForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid() and _registered(request, form):
        return redirect("workspace:certificate")
    shown = {"form": form, "certificate": _certificate(request), "at": clock.now()}
    status = _UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "workspace/certificate.html", shown, status=status)


def _registered(request: guard.OfficerRequest, form: CertificateForm) -> bool:
    sent: UploadedFile = form.cleaned_data["tep"]
    content, at = sent.read(), clock.now()
    try:
        once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=at,
            action=lambda: str(
                documents.register_certificate(content=content, account=request.user, at=at).pk
            ),
        )
    except results_refusals.EXPECTED as refused:
        form.add_error("tep", results_refusals.sentence(refused))
        return False
    messages.success(request, _("Đã đăng ký chứng thư. Từ nay ký kết quả bằng chứng thư này."))
    return True


def _certificate(request: guard.OfficerRequest) -> SignerCertificate | None:
    return SignerCertificate.objects.filter(account=request.user, ended_at=None).first()


def _own(request: guard.OfficerRequest, batch_id: int) -> SigningBatch:
    found = SigningBatch.objects.filter(pk=batch_id, account=request.user).first()
    if found is None:
        raise Http404
    return found


def _rows(held: SigningBatch) -> QuerySet[AskedSignature]:
    return AskedSignature.objects.filter(batch=held).order_by("place")


routes = [
    path("ky-so/", signing, name="signing"),
    path("ky-so/luot/", begin, name="signing_begin"),
    path("ky-so/luot/<int:batch_id>/", batch, name="signing_batch"),
    path("ky-so/luot/<int:batch_id>/van-ban/", batch_documents, name="signing_documents"),
    path("ky-so/luot/<int:batch_id>/thoi/", drop, name="signing_drop"),
    path("ky-so/chu-ky/<int:asked_id>/", signature, name="signing_signature"),
    path("ky-so/chung-thu/", certificate, name="certificate"),
]
