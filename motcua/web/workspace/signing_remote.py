"""Ký số từ xa: a batch signed by the service that keeps a person's key, confirmed on that person's telephone."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from motcua.base import clock, once
from motcua.documents import remote_signing
from motcua.dossiers.actions import By, results_remote
from motcua.dossiers.models import SigningBatch
from motcua.organizations.models import Role
from motcua.web.shared import guard
from motcua.web.workspace import results_refusals


@guard.allow(Role.LEADER)
@require_POST
def ask(request: guard.OfficerRequest, batch_id: int) -> HttpResponse:
    """Send a batch to the remote service; sent again it is the same request."""
    by = By(officer=request.user, at=clock.now())
    batch = _own(request, batch_id)
    try:
        once.run(
            key=request.POST.get("once", ""),
            account_id=request.user.pk,
            at=by.at,
            action=lambda: str(results_remote.intend(batch_id=batch.pk, by=by).pk),
        )
        results_remote.ask(_own(request, batch_id), by=by)
        messages.success(
            request, _("Đã gửi yêu cầu ký. Hãy xác nhận trên điện thoại, rồi bấm “Lấy chữ ký”.")
        )
    except results_refusals.EXPECTED as refused:
        messages.error(request, results_refusals.sentence(refused))
    return redirect("workspace:signing_batch", batch.pk)


@guard.allow(Role.LEADER)
@require_POST
def collect(request: guard.OfficerRequest, batch_id: int) -> HttpResponse:
    """Fetch what is signed by now. Asked for twice it is put in once, so it needs no key of the form."""
    batch, by = _own(request, batch_id), By(officer=request.user, at=clock.now())
    if batch.reference is None:
        raise Http404
    try:
        count = results_remote.collect(batch, by=by)
    except results_refusals.EXPECTED as refused:
        messages.error(request, results_refusals.sentence(refused))
        return redirect("workspace:signing_batch", batch.pk)
    if count:
        said = ngettext("Đã ký %(count)s kết quả.", "Đã ký %(count)s kết quả.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("Chưa có chữ ký nào. Hãy xác nhận trên điện thoại rồi lấy lại."))
    return redirect("workspace:signing_batch", batch.pk)


def _own(request: guard.OfficerRequest, batch_id: int) -> SigningBatch:
    rows = SigningBatch.objects.select_related("certificate")
    found = rows.filter(pk=batch_id, account=request.user).first()
    if found is None or not remote_signing.is_set_up():
        raise Http404
    return found


routes = [
    path("ky-so/luot/<int:batch_id>/tu-xa/", ask, name="signing_remote"),
    path("ky-so/luot/<int:batch_id>/tu-xa/lay/", collect, name="signing_collect"),
]
