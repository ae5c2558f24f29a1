"""Finding a procedure: by words, by moment of life, by field, by level."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.base import clock
from motcua.catalog import queries
from motcua.catalog.models import Field, LifeEvent
from motcua.organizations.models import Agency
from motcua.rules.codes import Tier
from motcua.web.portal import life_events
from motcua.web.shared import guard, labels, wording

PER_PAGE = 20
_LONGEST = 120
_ICONS = {
    "sinh-con": "family",
    "hoc-tap": "school",
    "viec-lam": "work",
    "hon-nhan": "users",
    "nha-dat": "house",
    "giay-to": "stamp",
    "kho-khan": "health",
    "qua-doi": "paper",
    "kinh-doanh": "shop",
    "san-xuat": "leaf",
    "di-lai": "road",
    "cong-dong": "office",
}


@dataclass(frozen=True)
class Moment:
    """A moment of life as a door: its icon, and how many procedures are behind it."""

    event: LifeEvent
    icon: str
    count: int

    @property
    def name(self) -> SafeString:
        """Its name in the language of the page."""
        return life_events.told(self.event.name)

    @property
    def description(self) -> SafeString:
        """What is behind it, in the language of the page."""
        return life_events.told(self.event.description)


@dataclass(frozen=True)
class Wanted:
    """What a visitor asked for; words that name nothing known are as if not said."""

    words: str
    field: Field | None
    level: Tier | None
    moment: LifeEvent | None
    agency: Agency | None

    @property
    def title(self) -> SafeString:
        """What the list is of, the narrowest first."""
        if self.moment is not None:
            return life_events.told(self.moment.name)
        if self.field is not None:
            return wording.filled(_("Lĩnh vực %(field)s"), field=self.field.name)
        if self.agency is not None:
            return wording.filled(_("Thủ tục tại %(agency)s"), agency=self.agency.name)
        if self.level is not None:
            level = labels.of(self.level)
            return format_html("{}", _("Thủ tục %(level)s") % {"level": level.lower()})
        return format_html("{}", _("Thủ tục hành chính"))

    @property
    def narrowed(self) -> bool:
        """Whether anything but words narrows the list."""
        return bool(self.field or self.level or self.moment or self.agency)


def moments(on: date) -> list[Moment]:
    """The moments of life that have procedures on a day."""
    return [
        Moment(event, _ICONS.get(event.code, "paper"), count)
        for event, count in queries.life_events_in_force(on)
    ]


@guard.public
@require_GET
def browse(request: HttpRequest) -> HttpResponse:
    """List the procedures asked for, twenty to a page."""
    today = clock.today()
    wanted = _wanted(request)
    found = queries.find(
        wanted.words,
        field=wanted.field,
        level=wanted.level,
        life_event=wanted.moment,
        agency=wanted.agency,
        on=today,
    )
    page = Paginator(found.ids, PER_PAGE).get_page(request.GET.get("trang"))
    fields, levels = queries.groups_of(found.ids)
    shown = {
        "wanted": wanted,
        "page": page,
        "found": queries.in_order(list(page.object_list)),
        "only_near": found.only_near,
        "meant": found.meant,
        "moments": moments(today),
        "fields": fields,
        "levels": levels,
        "agencies": queries.agencies_with_procedures(today),
    }
    return render(request, "portal/browse.html", shown)


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    level = asked.get("cap", "")
    return Wanted(
        words=" ".join(asked.get("q", "").replace("\x00", "").split())[:_LONGEST],
        field=Field.objects.filter(code=asked.get("linh-vuc", "").replace("\x00", "")).first(),
        level=Tier(level) if level in set(Tier) else None,
        moment=LifeEvent.objects.filter(code=asked.get("su-kien", "").replace("\x00", "")).first(),
        agency=Agency.objects.filter(code=asked.get("co-quan", "").replace("\x00", "")).first(),
    )


routes = [path("thu-tuc/", browse, name="browse")]
