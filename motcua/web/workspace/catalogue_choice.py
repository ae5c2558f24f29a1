"""Which procedures at which agencies: two filtered lists, ticks kept from page to page, all or some."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.base import text
from motcua.catalog.models import Field, ProcedureVersion
from motcua.catalog.queries import offering_acts
from motcua.organizations import queries
from motcua.organizations.models import Agency, AgencyKind
from motcua.rules.codes import Level
from motcua.web.shared import labels
from motcua.web.workspace import asked

PAGE = 20
#: More than these are chosen by a filter, not one by one.
MOST_TICKED = 400
_WORDS = 100
Row = TypeVar("Row")


@dataclass(frozen=True)
class Picked(Generic[Row]):
    """One of the two lists: what the filter finds, what is ticked, the page shown.

    With nothing ticked everything found is meant; with something ticked only that.
    """

    found: Sequence[Row]
    ids: Sequence[int]
    ticked: frozenset[int]
    page: Page[Row]
    page_ids: frozenset[int]

    @property
    def chosen(self) -> list[int]:
        """The ids that are meant."""
        return sorted(self.ticked) if self.ticked else sorted(self.ids)

    @property
    def kept(self) -> str:
        """The ticks of other pages, as one field of the form carries them."""
        return ",".join(str(one) for one in sorted(self.ticked - self.page_ids))


class Choice:
    """What a person has chosen so far, read from the words of an address."""

    def __init__(self, told: QueryDict, *, on: date, reach: frozenset[int]) -> None:
        """Read the filters; ``reach`` are the agencies this person may choose."""
        self._told = told
        self._on = on
        self._reach = reach
        self.words = told.get("tu", "").strip()[:_WORDS]
        self.level = next((one for one in Level if one.value == told.get("cap")), None)
        self.field_id = asked.number(told.get("linh_vuc", ""))
        self.kind = told.get("loai", "") if told.get("loai") in AgencyKind.values else ""
        self.agency_words = told.get("ten", "").strip()[:_WORDS]

    @cached_property
    def procedures(self) -> Picked[ProcedureVersion]:
        """The versions in force, field by field, by name."""
        found = offering_acts.to_offer(
            on=self._on, words=self.words, level=self.level, field_id=self.field_id
        )
        rows = sorted(found, key=lambda one: (one.field.name_key, one.name_key))
        ticked = self._ticked("tt")
        known = offering_acts.to_offer(on=self._on).filter(procedure__in=ticked)
        ids = [one.procedure_id for one in rows]
        return self._picked("tt", rows, ids, set(known.values_list("procedure_id", flat=True)))

    @cached_property
    def agencies(self) -> Picked[Agency]:
        """The agencies at work within reach, from the top of the tree down."""
        mine = [one for one in queries.agencies_open(self._on) if one.pk in self._reach]
        words = text.fold(self.agency_words).split()
        rows = [one for one in mine if not self.kind or one.kind == self.kind]
        rows = [one for one in rows if all(word in text.fold(one.name) for word in words)]
        known = self._ticked("cq") & {one.pk for one in mine}
        return self._picked("cq", rows, [one.pk for one in rows], known)

    @cached_property
    def fields(self) -> list[Field]:
        """The fields to filter by."""
        return sorted(Field.objects.all(), key=lambda field: field.name_key)

    @property
    def too_many_ticks(self) -> bool:
        """Whether more are ticked than one ticks by hand."""
        return max(len(self._ticked("tt")), len(self._ticked("cq"))) > MOST_TICKED

    @property
    def facts(self) -> dict[str, Any]:
        """How the choice was made, to be kept with the act."""
        return {
            "words": self.words,
            "level": self.level.value if self.level else "",
            "field": self.field_id,
            "agency_kind": self.kind,
            "agency_words": self.agency_words,
            "procedures_ticked": bool(self.procedures.ticked),
            "agencies_ticked": bool(self.agencies.ticked),
        }

    def address(self) -> str:
        """The words of an address that says the same choice."""
        said = QueryDict(mutable=True)
        for name in ("tu", "cap", "linh_vuc", "loai", "ten"):
            if told := self._told.get(name):
                said[name] = told
        for mark, picked in (("tt", self.procedures.ticked), ("cq", self.agencies.ticked)):
            if picked:
                said[f"giu_{mark}"] = ",".join(str(one) for one in sorted(picked))
        return said.urlencode()

    def _ticked(self, mark: str) -> set[int]:
        if self._told.get("bo") == mark:
            return set()
        kept = self._told.get(f"giu_{mark}", "").split(",")
        numbers = (asked.number(one) for one in (*kept, *self._told.getlist(f"chon_{mark}")))
        return {one for one in numbers if one is not None}

    def _picked(self, mark: str, rows: list[Row], ids: list[int], ticked: set[int]) -> Picked[Row]:
        page = Paginator(rows, PAGE).get_page(self._told.get(f"trang_{mark}"))
        start = page.start_index() - 1 if rows else 0
        on_page = frozenset(ids[start : start + len(page.object_list)])
        return Picked(rows, ids, frozenset(ticked), page, on_page)


def in_words(facts: dict[str, Any]) -> str:
    """Say how the procedures and agencies of an act were chosen."""
    said = []
    if facts.get("procedures_ticked"):
        said.append(_("thủ tục chọn từng dòng"))
    else:
        said += _filters(facts)
    if facts.get("agencies_ticked"):
        said.append(_("cơ quan chọn từng dòng"))
    elif facts.get("agency_kind"):
        said.append(str(AgencyKind(facts["agency_kind"]).label))
    if facts.get("agency_words") and not facts.get("agencies_ticked"):
        said.append(_("tên cơ quan có “%(words)s”") % {"words": facts["agency_words"]})
    return "; ".join(said) or _("mọi thủ tục, mọi cơ quan")


def _filters(facts: dict[str, Any]) -> list[str]:
    said = []
    if facts.get("level"):
        said.append(_("thủ tục %(level)s") % {"level": labels.of(Level(facts["level"])).lower()})
    if facts.get("field"):
        field = Field.objects.filter(pk=facts["field"]).first()
        said.append(_("lĩnh vực %(field)s") % {"field": field.name if field else "–"})
    if facts.get("words"):
        said.append(_("tên hoặc mã có “%(words)s”") % {"words": facts["words"]})
    return said
