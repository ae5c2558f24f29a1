"""Đủ bộ phận tạo thành: which procedures lack a part that NĐ 63/2010, Điều 8 requires."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.catalog.queries import completeness
from motcua.organizations.models import Role
from motcua.rules.codes import Tier
from motcua.rules.completeness import Part
from motcua.web.shared import guard
from motcua.web.workspace import catalogue_drafts
from motcua.web.workspace import catalogue_drafts_forms as drafted

PAGE = 25


@guard.allow(Role.CONTROLLER)
@require_GET
def incomplete(request: guard.OfficerRequest) -> HttpResponse:
    """List the procedures in force that lack a part, by part and level."""
    if not catalogue_drafts.may(request):
        return guard.refuse(request)
    today = clock.today()
    found = completeness.incomplete(today)
    part = next((one for one in Part if one.value == request.GET.get("thieu")), None)
    level = next((one for one in Tier if one.value == request.GET.get("cap")), None)
    counts = Counter(one for _version, lacking in found for one in lacking)
    rows = [
        (version, completeness.named(lacking))
        for version, lacking in found
        if (part is None or part in lacking) and (level is None or level in version.levels)
    ]
    shown = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "all": catalog.in_force_on(today).count(),
        "incomplete": len(found),
        "parts": [(one.value, completeness.PARTS[one], counts[one]) for one in Part if counts[one]],
        "part": part,
        "levels": drafted.tiers(),
        "level": level,
        "tab": "cho",
    }
    return render(request, "workspace/catalogue_incomplete.html", shown)


routes = [path("danh-muc/du-bo-phan/", incomplete, name="incomplete")]
