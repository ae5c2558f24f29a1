"""Dải số dự trữ: dossier numbers set aside for writing by hand while the line is down."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from motcua.base import clock, once
from motcua.dossiers import actions
from motcua.dossiers.models import NumberBlock
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency, Role
from motcua.rules import numbers
from motcua.web.shared import guard
from motcua.web.workspace import refusals

_LARGEST = 500
_SHOWN = 20


class BlockForm(forms.Form):
    """How many numbers, and what for."""

    count = forms.IntegerField(
        label=gettext_lazy("Số lượng"), min_value=1, max_value=_LARGEST, initial=20
    )
    purpose = forms.CharField(
        label=gettext_lazy("Lý do"),
        help_text=gettext_lazy("Ví dụ: mất điện, mất mạng, tiếp nhận lưu động."),
        max_length=200,
    )


@dataclass(frozen=True)
class Sheet:
    """A block as it is printed: every number, and whether it is used."""

    block: NumberBlock
    values: Sequence[tuple[str, bool]]


@guard.allow(Role.CLERK)
@require_http_methods(["GET", "HEAD", "POST"])
def blocks(request: guard.OfficerRequest) -> HttpResponse:
    """List the blocks of the agency; reserve one."""
    form = BlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            number = _reserve(request, form)
        except refusals.EXPECTED as refused:
            messages.error(request, refusals.sentence(refused))
        else:
            messages.success(request, _("Đã dự trữ dải số. Hãy in trước khi mất kết nối."))
            return redirect("workspace:block", number)
    held = NumberBlock.objects.filter(agency_id=request.desk.agency_id).order_by("-pk")[:_SHOWN]
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workspace/blocks.html", {"form": form, "blocks": held}, status=status)


@guard.allow(Role.CLERK)
@require_GET
def block(request: guard.OfficerRequest, block_id: int) -> HttpResponse:
    """Show a block as a sheet to print and write on."""
    held = NumberBlock.objects.filter(pk=block_id, agency_id=request.desk.agency_id)
    found = held.select_related("agency", "reserved_by").first()
    if found is None:
        raise Http404
    return render(request, "workspace/block.html", {"sheet": _sheet(found)})


def _reserve(request: guard.OfficerRequest, form: BlockForm) -> int:
    at = clock.now()
    agency = Agency.objects.get(pk=request.desk.agency_id)

    def reserve() -> str:
        made = actions.reserve(
            agency=agency,
            on=clock.local(at).date(),
            count=form.cleaned_data["count"],
            purpose=form.cleaned_data["purpose"],
            officer=request.user,
            at=at,
        )
        return str(made.pk)

    key = request.POST.get("once", "")
    return int(once.run(key=key, account_id=request.user.pk, at=at, action=reserve).reference)


def _sheet(held: NumberBlock) -> Sheet:
    on = clock.local(held.reserved_at).date()
    rule = agencies.numbering(held.agency_id, on)
    values = [
        (numbers.compose(rule.pattern, rule.agency_code, on, serial), serial <= held.used_through)
        for serial in range(held.first, held.last + 1)
    ]
    return Sheet(held, values)


routes = [
    path("dai-so/", blocks, name="blocks"),
    path("dai-so/<int:block_id>/", block, name="block"),
]
