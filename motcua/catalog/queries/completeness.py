"""Which parts NĐ 63/2010 requires a version lacks, for one version or all of them in a few queries."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models import (
    LIMIT_MISSING,
    CaseChannel,
    CasePaper,
    ProcedureVersion,
    Result,
)
from motcua.catalog.queries.versions import in_force_on
from motcua.rules import completeness
from motcua.rules.completeness import Contents, Part

#: The parts as the decree names them.
PARTS = {
    Part.NAME: _("tên thủ tục"),
    Part.STEPS: _("trình tự thực hiện"),
    Part.WAYS: _("cách thức thực hiện"),
    Part.PAPERS: _("thành phần, số lượng hồ sơ"),
    Part.LIMIT: _("thời hạn giải quyết"),
    Part.AUDIENCE: _("đối tượng thực hiện"),
    Part.AGENCY: _("cơ quan thực hiện"),
    Part.RESULT: _("kết quả thực hiện"),
    Part.FORMS: _("mẫu đơn, mẫu tờ khai"),
    Part.CONDITIONS: _("yêu cầu, điều kiện"),
    Part.FEES: _("phí, lệ phí"),
}


def named(parts: Iterable[Part]) -> list[str]:
    """Name the parts."""
    return [str(PARTS[part]) for part in parts]


def lacking(versions: Iterable[ProcedureVersion]) -> dict[int, tuple[Part, ...]]:
    """The parts each of these versions lacks, by its id; an empty tuple when nothing lacks."""
    rows = {one.pk: one for one in versions}
    channels = _channels(rows)
    papers = _counted(CasePaper.objects.filter(case__version__in=rows), "case__version")
    results = _counted(Result.objects.filter(version__in=rows), "version")
    return {
        pk: completeness.missing(
            Contents(
                name=one.name,
                steps=one.steps,
                audience=one.audience,
                agency=one.agency_text,
                ways=channels.get(pk, (0, 0))[0],
                limits_missing=channels.get(pk, (0, 0))[1],
                papers=papers.get(pk, 0),
                result=pk in results,
            )
        )
        for pk, one in rows.items()
    }


def incomplete(on: date) -> list[tuple[ProcedureVersion, tuple[Part, ...]]]:
    """Every version in force on a day that lacks something, by field and name."""
    versions = list(in_force_on(on).order_by("field__name_key", "name_key", "pk"))
    found = lacking(versions)
    return [(one, found[one.pk]) for one in versions if found[one.pk]]


def _channels(ids: Collection[int]) -> dict[int, tuple[int, int]]:
    rows = CaseChannel.objects.filter(case__version__in=ids).order_by().values("case__version")
    counted = rows.annotate(
        ways=Count("pk"), missing=Count("pk", filter=Q(limit_unit=LIMIT_MISSING))
    )
    return {row["case__version"]: (row["ways"], row["missing"]) for row in counted}


def _counted(rows: QuerySet[Any], version: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(version).annotate(number=Count("pk")))
