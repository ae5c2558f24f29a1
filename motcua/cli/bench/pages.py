"""The inbox, the search and the dossier's page: their statements, and the same pages over small books."""

import statistics
from collections import Counter
from collections.abc import Callable
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
#: How the statements begin that fetch what a page shows: the dossiers, and what stands beside one.
_ROWS = 'SELECT "dossiers_dossier"."id", "dossiers_dossier"."status"'
_OWNERS = 'SELECT "dossiers_participant"."id"'
_PROCEDURES = 'SELECT "catalog_procedureversion"."id", "catalog_procedureversion"."procedure_id"'
_BESIDE = tuple(
    f'SELECT "dossiers_{name}"."id"' for name in ("dossierevent", "dossierpaper", "dossiernumber")
)
#: A name that one in ten bears: pages of hits are full in small books too.
_SOUGHT = "Nguyễn"
_MOST_STATEMENTS = 12


@dataclass(frozen=True)
class Timed:
    """One page: seconds of the whole, seconds of its statements, how many, and the bare query's."""

    whole: float
    statements: float
    number: int
    bare: float


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


def timed(province: Province) -> dict[str, Timed]:
    """Open each page as the officer of the agency with most open dossiers, through Django's test client."""
    desk = _busiest(province)
    client = Client()
    client.force_login(Account.objects.get(pk=desk.officer_id))
    with override_settings(
        SECURE_SSL_REDIRECT=False,
        SESSION_COOKIE_SECURE=False,
        ALLOWED_HOSTS=["testserver", *settings.ALLOWED_HOSTS],
    ):
        searched = client.post(reverse("workspace:command"), {"q": _SOUGHT})
        page = reverse("workspace:dossier", args=[_newest(desk)])
        inbox = reverse("workspace:inbox") + "?muc=don-vi"
        return {
            "Việc cần xử lý": _timed(client, inbox, _ROWS, _OWNERS),
            "Tìm theo họ": _timed(client, searched["Location"], _ROWS, _OWNERS, _PROCEDURES),
            "Trang hồ sơ": _timed(client, page, _ROWS, _OWNERS, *_BESIDE),
        }


def measure(large: dict[str, Timed], small: dict[str, Timed]) -> list[Measure]:
    """Compare the pages of large books with the bare query, and with the pages of small books."""
    found = []
    for name, page in large.items():
        most = Bound("≤", _MOST_STATEMENTS)
        found += [
            Measure(f"{name}: số câu lệnh", page.number, 1, "câu lệnh", most),
            Measure(
                f"{name}: mọi câu lệnh",
                page.statements,
                page.bare,
                "câu truy vấn trần",
                Bound("≤", 3),
            ),
            Measure(
                f"{name}: sổ lớn",
                page.whole,
                small[name].whole,
                "cùng trang trên 1.000 hồ sơ",
                Bound("≤", 1.5),
            ),
        ]
    return found


def _timed(client: Client, url: str, *tables: str) -> Timed:
    def opened() -> None:
        answer = client.get(url)
        if answer.status_code != 200:  # noqa: PLR2004 - HTTP's "all is well"
            raise RuntimeError(f"{url}: {answer.status_code}")

    opened()
    with CaptureQueriesContext(connection) as captured:
        opened()
    said = [query["sql"] for query in captured.captured_queries]
    statements = []
    for _ in range(_TURNS):
        clocked = _Clocked()
        with connection.execute_wrapper(clocked):
            opened()
        statements.append(sum(clocked.seconds))
    bare = _bare([sql for sql in said if any(table in sql for table in tables)])
    return Timed(harness.median(opened, _TURNS), statistics.median(statements), len(said), bare)


def _bare(statements: list[str]) -> float:
    """Seconds of one statement that fetches the rows of some, planned anew as the pages' own are."""
    main, *beside = statements
    if beside:
        shapes = (f"(SELECT json_agg(each) FROM ({sql}) each)" for sql in statements)  # noqa: S608 - the pages' own statements
        main = f"SELECT {', '.join(shapes)}"
    with harness.server(prepare_threshold=None) as server:
        return harness.median(lambda: server.execute(main.encode()).fetchall(), _TURNS)


def _busiest(province: Province) -> Desk:
    """The commune with most open dossiers: its lists are longer than a page."""
    counts = Counter(Dossier.objects.filter(status__in=OPEN).values_list("agency_id", flat=True))
    return max(province.desks, key=lambda desk: counts[desk.agency_id])


def _newest(desk: Desk) -> int:
    """A dossier with a history of four acts, in large books as in small ones."""
    rows = Dossier.objects.filter(agency_id=desk.agency_id, seq=4)
    return rows.order_by("-pk").values_list("pk", flat=True)[0]
