"""What every page is framed with: province, person, post, rail, demo mark, chosen type size."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from motcua.base import clock, upkeep
from motcua.organizations import queries as agencies
from motcua.organizations.access import Posting
from motcua.organizations.models import Agency, Role
from motcua.web.shared import display, guard, rail, tallies

_PREFIX = "Ủy ban nhân dân "
#: How a province of each kind is called within a line.
_KINDS = {
    "tỉnh ": gettext_lazy("tỉnh %(name)s"),
    "thành phố ": gettext_lazy("thành phố %(name)s"),
}


@dataclass(frozen=True)
class Link:
    """A named address."""

    name: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True)
class Tongue:
    """A language one can change to, by its own name."""

    code: str
    name: str
    current: bool


@dataclass(frozen=True)
class OtherDesk:
    """A post the person may change to."""

    assignment_id: int
    name: str


class Layout:
    """The frame of one page. Everything is read when the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        """Remember the request."""
        self._request = request
        self.demo = bool(settings.DEMO)

    @cached_property
    def demo_playing(self) -> upkeep.Progress | None:
        """How far the demonstration has come while it is still being played, else None."""
        progress = upkeep.demo_progress() if self.demo else None
        return None if progress is None or progress.finished else progress

    # -- the installation ------------------------------------------------------------------

    @cached_property
    def _top(self) -> Agency | None:
        """The province's own agency; its row holds the name and address people know."""
        return agencies.top()

    @property
    def language(self) -> str:
        """The language of the page."""
        return get_language() or "vi"

    @property
    def languages(self) -> Sequence[Tongue]:
        """The languages of the portal."""
        return [
            Tongue(code, name, code == self.language) for code, name in display.LANGUAGES.items()
        ]

    @property
    def frame(self) -> str:
        """What an error page is framed with: the portal's frame, or the workspace's plain one."""
        workspace = display.in_workspace(self._request)
        return "shared/alone.html" if workspace else "shared/portal.html"

    @property
    def site_name(self) -> str:
        """The name in the window's title."""
        return _("Một cửa %(province)s") % {"province": self._called()}

    @property
    def province(self) -> str:
        """The province as people say it, as it begins a line: Tỉnh Lạng Sơn."""
        name = self._called()
        return name[:1].upper() + name[1:]

    def _called(self) -> str:
        """The province within a line: tỉnh Lạng Sơn."""
        if self._top is None:
            return _("của tỉnh")
        name = self._top.name.removeprefix(_PREFIX)
        for kind, words in _KINDS.items():
            if name.lower().startswith(kind):
                return words % {"name": name[len(kind) :]}
        return name

    @property
    def centre(self) -> str:
        """The office that answers for the one-stop."""
        return _("Trung tâm Phục vụ hành chính công")

    @property
    def address(self) -> str:
        """The province's address."""
        return self._top.address if self._top else ""

    @property
    def hotline(self) -> str:
        """The number people call."""
        return self._top.phone if self._top else ""

    @property
    def hotline_dial(self) -> str:
        """The same number without spaces or dots."""
        return "".join(c for c in self.hotline if c.isdigit() or c == "+")

    @property
    def office_hours(self) -> str:
        """When the desks are open."""
        return _("Sáng 7 giờ 30 – 11 giờ 30, chiều 13 giờ 30 – 17 giờ, thứ Hai đến thứ Sáu")

    # -- how it is shown -------------------------------------------------------------------

    @property
    def type_size(self) -> str:
        """``large`` when the person asked for larger letters."""
        return display.chosen(self._request, display.TYPE)

    @property
    def theme(self) -> str:
        """``dark`` when the person asked for a dark page."""
        return display.chosen(self._request, display.THEME)

    @property
    def display_url(self) -> str:
        """Where the choice is sent."""
        return rail.address_of("display")

    # -- who and where ---------------------------------------------------------------------

    @property
    def _desk(self) -> Posting | None:
        places: guard.Places | None = getattr(self._request, "places", None)
        return getattr(self._request, "desk", None) or (places.chosen if places else None)

    @property
    def account(self) -> str:
        """The name of the person who has signed in."""
        user = self._request.user
        return user.full_name if user.is_authenticated else ""

    @property
    def post(self) -> str:
        """The post worked at."""
        return self._desk.post_name if self._desk else ""

    @property
    def agency(self) -> str:
        """The agency worked for."""
        return self._desk.agency_name if self._desk else ""

    @property
    def desk_name(self) -> str:
        """What stands beside the mark."""
        return self.agency or _("Hệ thống một cửa")

    @property
    def may_receive(self) -> bool:
        """Whether the post receives dossiers."""
        return self._desk is not None and self._desk.role == Role.CLERK

    @property
    def other_desks(self) -> Sequence[OtherDesk]:
        """The posts to change to."""
        places: guard.Places | None = getattr(self._request, "places", None)
        return [
            OtherDesk(post.assignment_id, f"{post.post_name}, {post.agency_name}")
            for post in (places.all if places else ())
            if post != self._desk
        ]

    @cached_property
    def rail(self) -> Sequence[rail.Part]:
        """The tasks of the post."""
        if self._desk is None:
            return ()
        return rail.of(self._desk.role, path=self._request.path, tallies=self.waiting)

    @cached_property
    def waiting(self) -> dict[str, int]:
        """The figures beside the tasks."""
        if self._desk is None:
            return {}
        return tallies.of(self._request.user.pk or 0, self._desk, clock.now())

    # -- addresses -------------------------------------------------------------------------

    @property
    def home(self) -> str:
        """Where "Về trang chủ" leads: officers at work to theirs, everyone else to the portal's."""
        at_work = self.account and display.in_workspace(self._request)
        return self.workspace_home if at_work else self.portal_home

    @property
    def portal_home(self) -> str:
        """The portal's first page."""
        return rail.address_of("portal:home") or "/"

    @property
    def portal_links(self) -> Sequence[Link]:
        """The portal's own pages in its head."""
        pages = (
            ("portal:browse", _("Thủ tục hành chính"), "book"),
            ("portal:track", _("Tra cứu hồ sơ"), "search"),
        )
        shown = ((rail.address_of(route), name, icon) for route, name, icon in pages)
        path = self._request.path
        return [Link(name, url, icon, path.startswith(url)) for url, name, icon in shown if url]

    @property
    def accessibility_url(self) -> str:
        """The accessibility statement."""
        return rail.address_of("portal:accessibility")

    @property
    def verify_url(self) -> str:
        """Where a signed paper is checked."""
        return rail.address_of("portal:verify")

    @property
    def workspace_home(self) -> str:
        """The officers' first page."""
        return rail.address_of("workspace:home")

    @property
    def command_url(self) -> str:
        """Where the command line asks."""
        return rail.address_of("workspace:command") if self._desk else ""

    @property
    def choose_url(self) -> str:
        """Where a change of post is sent."""
        return rail.address_of("workspace:choose_desk")

    @property
    def notices_url(self) -> str:
        """What the person was told; nobody is told anything who settles nothing."""
        told = self._desk is not None and self._desk.role != Role.ADMIN
        return rail.address_of("workspace:notices") if told else ""

    @property
    def account_url(self) -> str:
        """The person's own account."""
        return rail.address_of("workspace:account")

    @property
    def sign_out_url(self) -> str:
        """Where signing out is sent."""
        return rail.address_of("workspace:sign_out")

    @property
    def keys_url(self) -> str:
        """The page of the keyboard legend."""
        return rail.address_of("workspace:keys")

    @property
    def today(self) -> Any:  # noqa: ANN401 - a date for the templates' filters
        """The legal day."""
        return clock.today()


def layout(request: HttpRequest) -> dict[str, Layout]:
    """Give templates their frame."""
    return {"layout": Layout(request)}
