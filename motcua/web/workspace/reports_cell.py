"""The dossiers a figure of a report counts: a page, and the same as a file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from openpyxl import Workbook

from motcua.base import clock, journal, middleware
from motcua.base.models import Verb
from motcua.catalog.models import Field
from motcua.dossiers.models import Dossier, Participant, ParticipantRole
from motcua.dossiers.queries.cells import Behind, Counted
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.reporting import cells
from motcua.reporting.cells import Cell
from motcua.reporting.figures import SUBTOTAL_LABELS
from motcua.rules import forms, periods
from motcua.rules.codes import Level, Status
from motcua.rules.periods import Window
from motcua.web.shared import guard, labels, wording
from motcua.web.workspace import asked, lines
from motcua.web.workspace.reports_form import OTHER, Asked, period_word, reaches

PAGE = 30
_MOST_PAGES = 1_000_000
EVERY_LEVEL = "moi"
LEVEL_WORDS = {Level.PROVINCE: "tinh", Level.DISTRICT: "huyen", Level.COMMUNE: "xa"}
_LEVELS = {word: level for level, word in LEVEL_WORDS.items()}
_DAY = "%Y%m%d"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Row:
    """A counted dossier as the list shows it; ``times`` is -1 where it is taken off the figure."""

    dossier: Dossier
    owner: str
    times: int


def report_word(asked: Asked) -> str:
    """Write a report as one word of an address: form, unit, days, rule, moment."""
    moment = int(asked.as_of.timestamp()) if asked.as_of else 0
    window = asked.window
    return (
        f"{asked.form}-{asked.agency.pk}-{window.from_on:{_DAY}}-{window.to_on:{_DAY}}"
        f"-{asked.rule}-{moment}"
    )


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def cell(request: guard.OfficerRequest, report: str, place: str, column: str) -> HttpResponse:
    """List the dossiers behind a figure, or hand the list out as a file."""
    try:
        wanted = _cell(report, place, column)
    except (ValueError, KeyError, OverflowError, Agency.DoesNotExist) as unknown:
        raise Http404 from unknown
    if not access.may([request.desk], Permission.REPORT, wanted.agency.pk):
        return guard.refuse(request)
    kind = request.GET.get("tai", "")
    try:
        if kind in _WRITERS:
            return _file(request, wanted, cells.counted(wanted).rows, kind)
        found, page = _paged(wanted, request.GET.get("trang", ""))
    except cells.NoSuchCell as unknown:
        raise Http404 from unknown
    beside = cells.beside(wanted)
    shown = {
        "cell": wanted,
        "beside": beside,
        "heading": _heading(wanted),
        "where": _where(wanted),
        "figure": found.figure + sum(one.number for one in beside),
        "ours": found.figure,
        "signed": found.signed,
        "page": page,
        "rows": rows(found.rows),
        "back": _back(wanted),
        "period": periods.label(wanted.window),
    }
    return render(request, "workspace/reports_cell.html", shown)


def _paged(wanted: Cell, said: str) -> tuple[Behind, Page[int]]:
    """The page asked for, read alone; of a number no page has, the nearest. Raise NoSuchCell."""
    number = min(asked.number(said) or 1, _MOST_PAGES)
    found = cells.counted(wanted, first=(number - 1) * PAGE, most=PAGE)
    if not found.rows:
        whole = cells.counted(wanted, most=1)
        number = Paginator(range(whole.dossiers), PAGE).get_page(said).number
        found = cells.counted(wanted, first=(number - 1) * PAGE, most=PAGE)
    return found, Paginator(range(found.dossiers), PAGE).get_page(number)


def _cell(report: str, place: str, column: str) -> Cell:
    """Read the three words of the address. Raise ValueError or KeyError when they say nothing."""
    form, agency_id, first, last, rule, moment = report.split("-")
    level, unit_id, field_id = place.split("-")
    if form not in forms.CODES:
        raise KeyError(form)
    window = Window(_day(first), _day(last))
    as_of = datetime.fromtimestamp(int(moment), tz=UTC) if int(moment) else None
    if not all(reaches(day) for day in (window.from_on, window.to_on, as_of) if day):
        raise ValueError(report)
    return Cell(
        agency=Agency.objects.get(pk=int(agency_id)),
        window=window,
        form="a" if form == "a" else "b",
        counting_rule=rule,
        as_of=as_of,
        column=column,
        level=None if level == EVERY_LEVEL else _LEVELS[level],
        unit_id=int(unit_id) or None,
        field_id=int(field_id) or None,
    )


def _day(word: str) -> date:
    return date.fromisoformat(word)


def _heading(wanted: Cell) -> str:
    """Name the column from its outermost heading inwards."""
    column = forms.COLUMNS[int(wanted.column[1:]) - 1]
    inner = " – ".join(head[:1].lower() + head[1:] for head in column.headings[1:])
    return f"{column.headings[0]}: {inner}" if inner else column.headings[0]


def _where(wanted: Cell) -> str:
    """Name the row: unit or level, and field."""
    unit = (
        Agency.objects.get(pk=wanted.unit_id).name
        if wanted.unit_id
        else SUBTOTAL_LABELS[wanted.level]
        if wanted.level
        else _("Tất cả các cấp")
    )
    field = Field.objects.filter(pk=wanted.field_id).first() if wanted.field_id else None
    return f"{unit}, {field.name}" if field else unit


def _back(wanted: Cell) -> str:
    """The report the figure stands in."""
    period = periods.recognise(wanted.window)
    asked = Asked(
        form=wanted.form,
        agency=wanted.agency,
        window=wanted.window,
        rule=wanted.counting_rule,
        as_of=wanted.as_of,
        period=period_word(period) if period else OTHER,
        view="don-vi" if wanted.unit_id else "linh-vuc",
    )
    return asked.query()


def rows(counted: Sequence[Counted]) -> list[Row]:
    """The counted dossiers as the list shows them."""
    ids = [one.dossier_id for one in counted]
    dossiers = Dossier.objects.select_related("version", "agency").in_bulk(ids)
    owners = Participant.objects.filter(dossier__in=ids, role=ParticipantRole.OWNER)
    named = {owner.dossier_id: lines.masked(owner) for owner in owners}
    return [
        Row(dossiers[one.dossier_id], named.get(one.dossier_id, ""), one.times) for one in counted
    ]


def _file(
    request: guard.OfficerRequest, wanted: Cell, found: Sequence[Counted], kind: str
) -> HttpResponse:
    """Hand out the whole list; who took it is written down."""
    journal.write(
        account_id=request.user.pk,
        verb=Verb.EXPORT,
        subject_type="organizations.agency",
        subject_id=wanted.agency.pk,
        at=clock.now(),
        request_id=middleware.request_id(request),
    )
    heads = [
        _("Mã hồ sơ"),
        _("Thủ tục"),
        _("Cơ quan giải quyết"),
        _("Chủ hồ sơ (đã che)"),
        _("Tình trạng hiện nay"),
        _("Tiếp nhận"),
        _("Hạn trả"),
        _("Kết thúc"),
        _("Số lần tính"),
    ]
    media_type, content = _WRITERS[kind]([heads, *(_told(row) for row in rows(found))])
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="ho-so-cot-{wanted.column[1:]}.{kind}"'
    return response


def _told(row: Row) -> list[str]:
    dossier = row.dossier
    moments = (dossier.received_at, dossier.first_due_at, dossier.settled_at)
    return [
        dossier.number or "",
        dossier.version.name,
        dossier.agency.name,
        row.owner,
        labels.of(Status(dossier.status)),
        *(wording.short_moment(moment) if moment else "" for moment in moments),
        str(row.times),
    ]


def _csv(table: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    """Write what a spreadsheet program opens with its letters right."""
    out = io.StringIO()
    csv.writer(out).writerows([[_harmless(text) for text in row] for row in table])
    return "text/csv; charset=utf-8", b"\xef\xbb\xbf" + out.getvalue().encode()


def _xlsx(table: Sequence[Sequence[str]]) -> tuple[str, bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Hồ sơ")
    for row in table:
        sheet.append([_harmless(text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return _XLSX, out.getvalue()


def _harmless(text: str) -> str:
    """Keep a program from taking a text for a formula."""
    return f"'{text}" if text[:1] in "=+@\t\r" and text else text


_WRITERS = {"csv": _csv, "xlsx": _xlsx}

routes = [path("bao-cao/o/<str:report>/<str:place>/<str:column>/", cell, name="reports_cell")]
