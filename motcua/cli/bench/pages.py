"""The inbox, the search and the dossier's page: their statements, and the same pages over small books."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from motcua.cli.bench import harness
from motcua.cli.bench.harness import Bound, Measure
from motcua.cli.bench.province import Desk, Province
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import OPEN
from motcua.people.models import Account

_TURNS = 15
#: How often the databases change places, and how often a page is opened before they do.
_CHANGES = 8
_IN_A_ROW = 3
_BARE_TURNS = 3
#: How the statements begin that fetch what a page shows: the dossiers, and what stands beside one.
ROWS = 'SELECT "dossiers_dossier"."id", "dossiers_dossier"."status"'
OWNERS = 'SELECT "dossiers_participant"."id"'
_PROCEDURES = 'SELECT "catalog_procedureversion"."id", "catalog_procedureversion"."procedure_id"'
_BESIDE = tuple(
    f'SELECT "dossiers_{name}"."id"' for name in ("dossierevent", "dossierpaper", "dossiernumber")
)
#: A name that one in ten bears: pages of hits are full in small books too.
_SOUGHT = "Nguyễn"
_MOST_STATEMENTS = 12


@dataclass(frozen=True)
class Page:
    """A page of somebody signed in, and the beginnings of the statements that fetch what it shows."""

    name: str
    client: Client
    url: str
    tables: tuple[str, ...]

    def open(self) -> None:
        """Open it. Raise ``RuntimeError`` when it does not open."""
        answer = self.client.get(self.url)
        if answer.status_code != 200:  # noqa: PLR2004 - HTTP's "all is well"
            raise RuntimeError(f"{self.url}: {answer.status_code}")


@dataclass
class _Clocked:
    """Adds up what the database takes, statement by statement."""

    seconds: list[float] = field(default_factory=list)

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,  # noqa: ANN401 - Django's
        many: bool,  # noqa: FBT001 - Django's
        context: dict[str, Any],
    ) -> Any:  # noqa: ANN401 - Django's
        """Pass a statement on and remember how long it took."""
        taken: list[Any] = []
        self.seconds.extend(
            harness.times(lambda: taken.append(execute(sql, params, many, context)), 1)
        )
        return taken[0]


def found(province: Province) -> list[Page]:
    """Find the pages of the officer of the agency with most open dossiers, for Django's test client."""
    desk = _busiest(province)
    client = Client()
    client.force_login(Account.objects.get(pk=desk.officer_id))
    page = reverse("workspace:dossier", args=[_newest(desk)])
    inbox = reverse("workspace:inbox") + "?muc=don-vi"
    with _served():
        searched = client.post(reverse("workspace:command"), {"q": _SOUGHT})["Location"]
    return [
        Page("Việc cần xử lý", client, inbox, (ROWS, OWNERS)),
        Page("Tìm theo họ", client, searched, (ROWS, OWNERS, _PROCEDURES)),
        Page("Trang hồ sơ", client, page, (ROWS, OWNERS, *_BESIDE)),
    ]


def measure(large: list[Page], small: list[Page], small_books: str) -> Iterator[Measure]:
    """Compare the pages of large books with the bare query, and with the pages of small books.

    ``small_books`` names the database of the ``small`` pages. A page of both is opened turn and turn
    about, so that whatever else the machine does slows both.
    """
    with _served():
        for page, lesser in zip(large, small, strict=True):
            number, seconds, bare = _statements(page)
            yield Measure(
                f"{page.name}: số câu lệnh", number, 1, "câu lệnh", Bound("≤", _MOST_STATEMENTS)
            )
            yield Measure(
                f"{page.name}: mọi câu lệnh", seconds, bare, "câu truy vấn trần", Bound("≤", 3)
            )
            whole, beside = _whole(page, lesser, small_books)
            yield Measure(
                f"{page.name}: sổ lớn",
                whole,
                beside,
                "cùng trang trên 1.000 hồ sơ",
                Bound("≤", 1.5),
            )


def _served() -> AbstractContextManager[object]:
    return override_settings(
        SECURE_SSL_REDIRECT=False,
        SESSION_COOKIE_SECURE=False,
        ALLOWED_HOSTS=["testserver", *settings.ALLOWED_HOSTS],
    )


def _statements(page: Page) -> tuple[int, float, float]:
    """Return how many statements a page asks, their seconds, and the seconds of the bare query."""
    page.open()
    with CaptureQueriesContext(connection) as captured:
        page.open()
    said = [query["sql"] for query in captured.captured_queries]
    bare = [sql for sql in said if any(table in sql for table in page.tables)]
    statements, floors = [], []
    for _ in range(_TURNS):
        clocked = _Clocked()
        with connection.execute_wrapper(clocked):
            page.open()
        statements.append(sum(clocked.seconds))
        floors.append(_bare(bare))
    return len(said), statistics.median(statements), statistics.median(floors)


def _whole(page: Page, lesser: Page, small_books: str) -> tuple[float, float]:
    """Return the seconds people wait for a page, and for the lesser one."""
    here, there = [], []
    for _ in range(_CHANGES):
        here += _opened(page)
        with harness.pointed_at(small_books):
            there += _opened(lesser)
    return statistics.median(here), statistics.median(there)


def _opened(page: Page) -> list[float]:
    """Open a page some times after once for what only a new connection asks."""
    page.open()
    return harness.times(page.open, _IN_A_ROW)


def _bare(statements: list[str]) -> float:
    """Seconds of one statement that fetches the rows of some, planned anew as the pages' own are."""
    main, *beside = statements
    if beside:
        shapes = (f"(SELECT json_agg(each) FROM ({sql}) each)" for sql in statements)  # noqa: S608 - the pages' own statements
        main = f"SELECT {', '.join(shapes)}"
    with harness.server(prepare_threshold=None) as server:
        return harness.median(lambda: server.execute(main.encode()).fetchall(), _BARE_TURNS)


def _busiest(province: Province) -> Desk:
    """The commune with most open dossiers: its lists are longer than a page."""
    counts = Counter(Dossier.objects.filter(status__in=OPEN).values_list("agency_id", flat=True))
    return max(province.desks, key=lambda desk: counts[desk.agency_id])


def _newest(desk: Desk) -> int:
    """A dossier with a history of four acts, in large books as in small ones."""
    rows = Dossier.objects.filter(agency_id=desk.agency_id, seq=4)
    return rows.order_by("-pk").values_list("pk", flat=True)[0]
