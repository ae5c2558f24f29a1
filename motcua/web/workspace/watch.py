"""Theo dõi, đôn đốc: the open dossiers of the agencies one answers for, the late ones first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.base import clock
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency, Role
from motcua.web.shared import charts, guard
from motcua.web.workspace import asked, lines
from motcua.web.workspace.queues import Urgency

PAGE = 25
_BARS = 12


@dataclass(frozen=True)
class Row:
    """The open dossiers of one agency."""

    agency: Agency
    late: int
    near: int
    running: int
    waiting: int

    @property
    def total(self) -> int:
        """Return everything open."""
        return self.late + self.near + self.running + self.waiting


@guard.allow(Role.LEADER, Role.CONTROLLER)
@require_GET
def watch(request: guard.OfficerRequest) -> HttpResponse:
    """Show the agencies below with their late, near and waiting dossiers, and one list of them."""
    at = clock.now()
    reach = sorted(access.reach([request.desk], Permission.OVERSEE))
    urgency = Urgency(agency_id=request.desk.agency_id, at=at)
    rows = _rows(reach, urgency)
    chosen = _chosen(request, reach)
    kind = request.GET.get("loai", "qua-han")
    board = urgency.of_kind(queries.unit_board([chosen.pk] if chosen else reach), kind)
    holders = _holders(board) if chosen else []
    holder = request.GET.get("nguoi", "")
    holder_id = asked.number(holder)
    if holder_id is not None:
        board = board.filter(holder_id=holder_id)
    page = Paginator(board, PAGE).get_page(request.GET.get("trang"))
    shown = {
        "at": at,
        "rows": rows,
        "sums": _sums(rows),
        "chart": _chart(rows),
        "chosen": chosen,
        "kind": kind,
        "holder": holder,
        "holders": holders,
        "kinds": _kinds(),
        "page": page,
        "lines": lines.of(page.object_list, at=at),
        "late_entries": queries.late_entries([request.desk.agency_id]),
    }
    return render(request, "workspace/watch.html", shown)


def _chosen(request: guard.OfficerRequest, reach: list[int]) -> Agency | None:
    wanted = asked.number(request.GET.get("co_quan", ""))
    return Agency.objects.filter(pk=wanted).first() if wanted in reach else None


def _kinds() -> Sequence[tuple[str, str]]:
    return (
        ("qua-han", _("Quá hạn")),
        ("sap-han", _("Đến hạn hôm nay, ngày làm việc tiếp theo")),
        ("dang-cho", _("Chờ người nộp")),
        ("tat-ca", _("Tất cả")),
    )


def _rows(reach: list[int], urgency: Urgency) -> list[Row]:
    board = queries.unit_board(reach).order_by()
    counted = board.values("agency").annotate(**urgency.counts())
    named = Agency.objects.in_bulk([row["agency"] for row in counted])
    rows = [
        Row(
            agency=named[row["agency"]],
            late=row["late"],
            near=row["near"],
            waiting=row["waiting"],
            running=row["total"] - row["late"] - row["near"] - row["waiting"],
        )
        for row in counted
    ]
    return sorted(rows, key=lambda row: (-row.late, -row.near, row.agency.name_key))


def _holders(board: QuerySet[Dossier]) -> list[tuple[int, str, int]]:
    """Return who holds how many of the dossiers, the most first."""
    counted = (
        board.order_by()
        .filter(holder__isnull=False)
        .values_list("holder_id", "holder__full_name")
        .annotate(number=Count("pk"))
        .order_by("-number", "holder__full_name_key")
    )
    return [(row[0], row[1], row[2]) for row in counted]


def _sums(rows: list[Row]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums.update(
            late=row.late, near=row.near, running=row.running, waiting=row.waiting, total=row.total
        )
    return sums


def _chart(rows: list[Row]) -> charts.Chart:
    series = (
        charts.Series(_("Quá hạn"), charts.LATE),
        charts.Series(_("Sắp đến hạn"), charts.NEAR),
        charts.Series(_("Còn thời hạn"), charts.EARLY),
        charts.Series(_("Chờ người nộp"), charts.WAITING),
    )
    bars = [
        (row.agency.name, (row.late, row.near, row.running, row.waiting)) for row in rows[:_BARS]
    ]
    return charts.stacked(title=_("Hồ sơ đang giải quyết theo cơ quan"), series=series, rows=bars)


routes = [path("theo-doi/", watch, name="watch")]
