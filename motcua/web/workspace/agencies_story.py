"""An agency's dated facts told as sentences, the latest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.organizations.models import Agency


@dataclass(frozen=True)
class Chapter:
    """What became true on a day; ``kind`` orders the facts of one day."""

    on: date
    words: str
    note: str = ""
    kind: int = 0
    last: bool = False


def tell(agency: Agency) -> list[Chapter]:
    """Return everything recorded about where the agency stood and what it was called."""
    chapters = [
        *_names(agency),
        *_places(agency),
        *_numbers(agency),
        *_successions(agency),
        *_ends(agency),
    ]
    return sorted(chapters, key=lambda chapter: (chapter.on, chapter.kind), reverse=True)


def _names(agency: Agency) -> Iterator[Chapter]:
    for row in agency.names.order_by("from_on"):
        born = row.from_on == agency.opened_on
        words = _("Bắt đầu hoạt động với tên “%(name)s”.") if born else _("Mang tên “%(name)s”.")
        yield Chapter(row.from_on, words % {"name": row.name}, row.decision, kind=0)


def _places(agency: Agency) -> Iterator[Chapter]:
    for row in agency.parent_edges.select_related("parent").order_by("from_on"):
        words = _("Trực thuộc %(parent)s.") % {"parent": row.parent.name}
        yield Chapter(row.from_on, words, kind=1)


def _numbers(agency: Agency) -> Iterator[Chapter]:
    for row in agency.numberings.order_by("from_on"):
        words = _("Đánh số hồ sơ bằng mã %(code)s.") % {"code": row.agency_code}
        note = _("Mẫu: %(pattern)s") % {"pattern": row.pattern}
        yield Chapter(row.from_on, words, note, kind=2)


def _successions(agency: Agency) -> Iterator[Chapter]:
    for row in agency.succeeded_by.select_related("successor"):
        words = _("%(name)s kế thừa nhiệm vụ.") % {"name": row.successor.name}
        yield Chapter(row.on, words, row.decision, kind=3)
    for row in agency.succeeds.select_related("predecessor"):
        words = _("Kế thừa nhiệm vụ của %(name)s.") % {"name": row.predecessor.name}
        yield Chapter(row.on, words, row.decision, kind=3)


def _ends(agency: Agency) -> Iterator[Chapter]:
    if agency.closed_on is not None:
        words = _("Kết thúc hoạt động sau ngày này.")
        yield Chapter(agency.closed_on, words, kind=4, last=True)
