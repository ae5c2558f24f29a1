"""Tình hình giải quyết hồ sơ: how dossiers were handled, agency by agency, in a period whose figures are closed."""

import csv
import io
import json
import re

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from motcua.reporting import published
from motcua.reporting.published import LEAST, Handled, Published
from motcua.rules import periods
from motcua.rules.periods import BadWindow, Kind, Period
from motcua.web.shared import guard

_WORDS = {"nam": Kind.YEAR, "nua": Kind.HALF, "quy": Kind.QUARTER, "thang": Kind.MONTH}
_OF_KIND = {kind: word for word, kind in _WORDS.items()}
_WORD = re.compile(rf"(\d{{4}})-({'|'.join(_WORDS)})-(\d{{1,2}})")
_FILE = "tinh-hinh-giai-quyet"
#: The first line of the table in CSV.
_COLUMNS = (
    "Đơn vị",
    "Số đơn vị",
    "Tiếp nhận trong kỳ",
    "Trong đó trực tuyến",
    "Từ kỳ trước chuyển qua",
    "Đã giải quyết",
    "Giải quyết trước và đúng hạn",
    "Giải quyết quá hạn",
    "Đang giải quyết",
    "Đang giải quyết quá hạn",
)
_TOGETHER = f"Các đơn vị có dưới {LEAST} hồ sơ và đơn vị gộp cùng"


def word(period: Period) -> str:
    """Write a period as it stands in addresses: "2024-quy-3"."""
    return f"{period.year}-{_OF_KIND[period.kind]}-{period.ordinal}"


def label(period: Period) -> str:
    """Name a period in the reader's language."""
    if period.kind is Kind.MONTH:
        return _("Tháng %(month)s năm %(year)s") % {"month": period.ordinal, "year": period.year}
    if period.kind is Kind.QUARTER:
        told = {"quarter": periods.ROMAN[period.ordinal - 1], "year": period.year}
        return _("Quý %(quarter)s năm %(year)s") % told
    if period.kind is Kind.YEAR:
        return _("Năm %(year)s") % {"year": period.year}
    first = _("6 tháng đầu năm %(year)s")
    return (first if period.ordinal == 1 else _("6 tháng cuối năm %(year)s")) % {
        "year": period.year
    }


@guard.public
@require_safe
def handling(request: HttpRequest) -> HttpResponse:
    """Show the table of a period; of the latest quarter where none is asked for."""
    offered = published.offered()
    asked = request.GET.get("ky", "")
    period = _read(asked) if asked else _latest(offered)
    shown = {
        "periods": [(word(one), label(one), one == period) for one in offered],
        "least": LEAST,
    }
    if period is not None:
        told = _published(period)
        shown |= {"told": told, "label": label(period), "word": word(period)}
        shown |= {"window": period.window()}
    return render(request, "portal/handling.html", shown)


def _latest(offered: list[Period]) -> Period | None:
    quarters = [one for one in offered if one.kind is Kind.QUARTER]
    return next(iter([*quarters, *offered]), None)


def _etag(request: HttpRequest, asked: str) -> str | None:
    """A closed period never changes: its files are known by the closing that fixed them."""
    closing = published.closing_of(_read(asked))
    kind = request.path.rsplit(".", 1)[-1]
    return f'"{kind}-{asked}-{closing.closed_at:%Y%m%d%H%M%S}"' if closing else None


@guard.public
@require_safe
@condition(etag_func=_etag)
def as_json(_request: HttpRequest, asked: str) -> HttpResponseBase:
    """Give the table for programs."""
    told = _published(_read(asked)).as_json()
    content = json.dumps(told, ensure_ascii=False, indent=1)
    return _file(content, "application/json; charset=utf-8", f"{_FILE}-{asked}.json")


@guard.public
@require_safe
@condition(etag_func=_etag)
def as_csv(_request: HttpRequest, asked: str) -> HttpResponseBase:
    """Give the table as a spreadsheet opens it. The file is Vietnamese in whatever language the page is read."""
    told = _published(_read(asked))
    page = io.StringIO()
    sheet = csv.writer(page)
    sheet.writerow(_COLUMNS)
    sheet.writerows(_line(one, one.agency or _TOGETHER) for one in told.rows)
    if told.total:
        sheet.writerow(_line(told.total, "Tổng cộng"))
    return _file(f"\ufeff{page.getvalue()}", "text/csv; charset=utf-8", f"{_FILE}-{asked}.csv")


def _line(one: Handled, name: str) -> list[str | int]:
    return [name, one.agencies, *one.figures().values()]


def _published(period: Period) -> Published:
    try:
        return published.of(period)
    except published.NotPublished as missing:
        raise Http404(str(missing)) from missing


def _read(asked: str) -> Period:
    """The period of an address. Raise ``Http404``."""
    found = _WORD.fullmatch(asked)
    if found is None:
        raise Http404(asked)
    try:
        return Period(_WORDS[found[2]], int(found[1]), int(found[3]))
    except BadWindow as bad:
        raise Http404(asked) from bad


def _file(content: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-cache"
    return response


_HERE = "tinh-hinh-giai-quyet/"
routes = [
    path(_HERE, handling, name="handling"),
    path(f"{_HERE}<str:asked>.json", as_json, name="handling_json"),
    path(f"{_HERE}<str:asked>.csv", as_csv, name="handling_csv"),
]
