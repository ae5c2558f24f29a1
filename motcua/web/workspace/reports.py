"""Báo cáo, thống kê: form II.06 of a unit and a period, as chart, table and files; every number opens."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.base import clock, journal, middleware
from motcua.base.models import Verb
from motcua.organizations.models import Role
from motcua.reporting import documents, spreadsheets, tables
from motcua.reporting.figures import Line, Report
from motcua.rules import forms
from motcua.rules.codes import Level
from motcua.web.shared import charts, guard, wording
from motcua.web.workspace import reports_cell, reports_form, reports_restated
from motcua.web.workspace.reports_form import Asked

_FILES = {
    "xlsx": (
        spreadsheets.workbook,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "pdf": (documents.pdf, "application/pdf"),
}
#: Bars of one chart; what is left over is drawn as one.
_MOST_BARS = 12
_CHARTED = ("c8", "c9", "c10", "c12", "c13")


@dataclass(frozen=True)
class Shown:
    """A row on the screen: its number, name, kind and its figures with what they open."""

    order: str
    name: str
    kind: str
    cells: list[tuple[int, str]]


@dataclass(frozen=True)
class Standing:
    """How final the figures are, in words, with the tone of the note."""

    tone: str
    words: str


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def reports(request: guard.OfficerRequest) -> HttpResponse:
    """Show the choices and the report they ask for."""
    form = reports_form.read(request)
    if not form.is_valid():
        return render(request, "workspace/reports.html", {"form": form}, status=400)
    asked = form.asked(view=request.GET.get("xem", ""))
    return render(
        request,
        "workspace/reports.html",
        {"form": form, **_shown(asked, _report(asked), clock.today())},
    )


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def printed(request: guard.OfficerRequest) -> HttpResponse:
    """Show the report alone, to be printed from the browser."""
    form = reports_form.read(request)
    if not form.is_valid():
        return render(request, "workspace/reports.html", {"form": form}, status=400)
    asked = form.asked(view=request.GET.get("xem", ""))
    shown = _shown(asked, _report(asked), clock.today(), linked=False)
    return render(request, "workspace/reports_print.html", shown)


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def file(request: guard.OfficerRequest, kind: str) -> HttpResponse:
    """Hand out the official layout as XLSX or PDF; who took it is written down."""
    form = reports_form.read(request)
    if not form.is_valid():
        return render(request, "workspace/reports.html", {"form": form}, status=400)
    asked = form.asked(view="")
    at = clock.now()
    report = tables.two_six(
        agency=asked.agency,
        from_on=asked.window.from_on,
        to_on=asked.window.to_on,
        as_of=asked.as_of or at,
        counting_rule=asked.rule,
        by=asked.form,
        named=asked.window.named,
    )
    write, media_type = _FILES[kind]
    journal.write(
        account_id=request.user.pk,
        verb=Verb.EXPORT,
        subject_type="organizations.agency",
        subject_id=asked.agency.pk,
        at=at,
        request_id=middleware.request_id(request),
    )
    response = HttpResponse(write(report), content_type=media_type)
    name = quote(f"II.06{report.form} {report.agency} {report.period}.{kind}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def _report(asked: Asked) -> Report:
    return tables.two_six(
        agency=asked.agency,
        from_on=asked.window.from_on,
        to_on=asked.window.to_on,
        as_of=asked.as_of,
        counting_rule=asked.rule,
        by=asked.form,
        named=asked.window.named,
    )


def _shown(asked: Asked, report: Report, today: date, *, linked: bool = True) -> dict[str, object]:
    return {
        "asked": asked,
        "report": report,
        "rows": _rows(asked, report, linked=linked),
        "numbers": [column.formula or f"({column.number})" for column in forms.COLUMNS],
        "told": documents.under_the_table(report),
        "standing": _standing(report, today),
        "chart": _chart(asked, report),
        "shares": _shares(report),
        "views": _views(asked),
        "query": asked.query(),
        "sound": all(check.holds for check in report.checks),
        "sound_words": _("Số liệu khớp: mọi phép kiểm tra của biểu đều đạt."),
    }


def _rows(asked: Asked, report: Report, *, linked: bool) -> list[Shown]:
    """Each level, then its fields or its units, then the total; every figure with its address."""
    rows = []
    for level in report.levels:
        letter, _sep, name = forms.LEVEL_LABELS[level].partition(". ")
        level_word = reports_cell.LEVEL_WORDS[level]
        cells = _cells(asked, report.subtotal(level), f"{level_word}-0-0", linked=linked)
        rows.append(Shown(letter, name, "level", cells))
        for order, line in enumerate(_lines(asked, report, level), start=1):
            by_unit = asked.view == "don-vi"
            place = (
                f"{level_word}-{line.agency_ids[0]}-0"
                if by_unit
                else f"{level_word}-0-{line.field_id}"
            )
            cells = _cells(asked, line, place, linked=linked)
            rows.append(Shown(str(order), line.label, "line", cells))
    address = f"{reports_cell.EVERY_LEVEL}-0-0"
    total = [
        (number, _address(asked, address, name) if linked else "")
        for name, number in report.total.cells().items()
    ]
    rows.append(Shown("", forms.TOTAL_LABEL, "total", total))
    return rows


def _lines(asked: Asked, report: Report, level: Level) -> list[Line]:
    return report.by_agency(level) if asked.view == "don-vi" else report.by_field(level)


def _cells(asked: Asked, line: Line, place: str, *, linked: bool) -> list[tuple[int, str]]:
    return [
        (number, _address(asked, place, name) if linked else "")
        for name, number in line.row.cells().items()
    ]


def _address(asked: Asked, place: str, column: str) -> str:
    """Where a figure opens, from the report page: short, because a page has hundreds of them."""
    return f"o/{reports_cell.report_word(asked)}/{place}/{column}/"


def _standing(report: Report, today: date) -> Standing:
    closing = tables.closing_of(report.window)
    if report.window.to_on >= today:
        return Standing("care", _("Kỳ báo cáo chưa kết thúc, số liệu còn thay đổi."))
    if closing is None:
        return Standing("care", _("Số liệu tạm tính: kỳ này chưa chốt."))
    return Standing(
        "good",
        _("Đã chốt số liệu ngày %(day)s (%(label)s). Điều chỉnh sau chốt tính vào kỳ sau.")
        % {"day": wording.day(closing.closed_at), "label": closing.label},
    )


def _chart(asked: Asked, report: Report) -> charts.Chart:
    """Draw settled and pending dossiers, level by level or line by line where there is one level."""
    series = (
        charts.Series(_("Giải quyết trước hạn"), charts.EARLY),
        charts.Series(_("Giải quyết đúng hạn"), charts.ON_TIME),
        charts.Series(_("Giải quyết quá hạn"), charts.LATE),
        charts.Series(_("Đang giải quyết, trong hạn"), charts.WAITING),
        charts.Series(_("Đang giải quyết, quá hạn"), charts.PENDING),
    )
    lines = [line for level in report.levels for line in _lines(asked, report, level)]
    if len(report.levels) > 1 and asked.view != "don-vi":
        lines = [report.subtotal(level) for level in report.levels]
    lines = sorted(lines, key=lambda line: -line.row.c3)
    drawn = [(_short(line.label), [line.row.cells()[name] for name in _CHARTED]) for line in lines]
    if len(drawn) > _MOST_BARS:
        rest = forms.total(line.row for line in lines[_MOST_BARS - 1 :]).cells()
        drawn = [*drawn[: _MOST_BARS - 1], (_("Còn lại"), [rest[name] for name in _CHARTED])]
    return charts.stacked(
        title=_("Kết quả giải quyết hồ sơ, %(period)s") % {"period": report.period},
        series=series,
        rows=drawn,
    )


def _short(name: str) -> str:
    """Leave out of an agency's name what all of them have in common."""
    rest = name.removeprefix("Ủy ban nhân dân ").removeprefix("UBND ")
    return rest[:1].upper() + rest[1:]


def _shares(report: Report) -> list[tuple[str, str, str]]:
    """The three things a leader looks at first: taken in, settled in time, overdue."""
    total = report.total
    settled = wording.percent(total.c8 + total.c9, total.c7)
    online = wording.percent(total.c4, total.c4 + total.c5)
    return [
        (wording.number(total.c3), _("hồ sơ tiếp nhận"), ""),
        (online, _("tiếp nhận trong kỳ là trực tuyến"), ""),
        (settled, _("hồ sơ đã giải quyết trước hạn và đúng hạn"), "is-in-time"),
        (
            wording.number(total.c10 + total.c13),
            _("hồ sơ quá hạn (đã và đang giải quyết)"),
            "is-late" if total.c10 + total.c13 else "",
        ),
    ]


def _views(asked: Asked) -> list[tuple[str, str, bool]]:
    return [
        (_("Theo lĩnh vực"), asked.query(xem="linh-vuc"), asked.view == "linh-vuc"),
        (_("Theo đơn vị"), asked.query(xem="don-vi"), asked.view == "don-vi"),
    ]


routes = [
    path("bao-cao/", reports, name="reports"),
    path("bao-cao/in/", printed, name="reports_print"),
    path("bao-cao/tai/xlsx/", file, {"kind": "xlsx"}, name="reports_xlsx"),
    path("bao-cao/tai/pdf/", file, {"kind": "pdf"}, name="reports_pdf"),
    *reports_cell.routes,
    *reports_restated.routes,
]
