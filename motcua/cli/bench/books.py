"""Books of a province, filled and measured: figures, ten years, pages, verification."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from motcua.base import clock, installation
from motcua.cli.bench import figures, filling, forms, harness, pages, province
from motcua.cli.bench.filling import Year
from motcua.cli.bench.harness import Bound, Measure
from motcua.cli.bench.pages import Page
from motcua.cli.bench.province import Province
from motcua.dossiers import verification
from motcua.dossiers.models import DossierEvent

#: The last day of the reporting year that is measured; its events are not sealed yet.
_TODAY = date(2026, 12, 14)
_ENDS_AT = 16
#: The last quarter of that year.
_QUARTER = (date(2026, 9, 15), _TODAY)
_BEGAN = date(2016, 6, 1)
_SMALL = 1000
_SMALL_AGENCIES = 4
_EARLIER_SHARE = 10


class BooksBroken(AssertionError):
    """Verification found a difference in the books that were filled."""


@dataclass(frozen=True)
class Size:
    """How many dossiers the year has, and how many years with a tenth of them lie before it."""

    dossiers: int
    years: int
    verify: bool


def measure(size: Size) -> Iterator[Measure]:
    """Fill, measure, and drop; each measure as soon as it is known."""
    with _books("books", province.AGENCIES) as (found, now):
        this = Year(_year(0)[0], _year(0)[1], size.dossiers, 1)
        filling.fill(found, [this], until=now)
        filling.seal_and_fold(_TODAY - timedelta(days=1))
        figures.prepare()
        yield figures.measure(found.top_id, *_year(0), "Đếm lại từng sự kiện, biểu II.06b cả năm")
        yield forms.measure(found.top_id, *_QUARTER)
        if size.years:
            yield _older(found, size, now)
        if size.verify:
            yield _verification()
        with harness.database("small") as small_books:
            yield from pages.measure(pages.found(found), _small(small_books, now), small_books)


def measure_forms(dossiers: int) -> Iterator[Measure]:
    """Fill a year, and measure the forms of its last quarter alone."""
    with _books("forms", province.AGENCIES) as (found, now):
        filling.fill(found, [Year(_year(0)[0], _year(0)[1], dossiers, 1)], until=now)
        filling.seal_and_fold(_TODAY - timedelta(days=1))
        figures.prepare()
        yield forms.measure(found.top_id, *_QUARTER)


def _small(name: str, now: datetime) -> list[Page]:
    """The same pages over small books, filled in that database."""
    with harness.pointed_at(name):
        installation.migrate()
        small = province.found(began_on=_BEGAN, number=_SMALL_AGENCIES)
        # Founding goes back to the first day.
        clock.set_to(now)
        filling.fill(small, [_recent(_SMALL)], until=now)
        filling.seal_and_fold(_TODAY - timedelta(days=1))
        return pages.found(small)


def _older(found: Province, size: Size, now: datetime) -> Measure:
    """The same form once earlier years stand before it, beside a copy of the books without them."""
    each = max(1, size.dossiers // _EARLIER_SHARE)
    earlier = [
        Year(*_year(place), each, size.dossiers + 1 + each * (place - 1))
        for place in range(1, size.years + 1)
    ]
    with harness.put_aside("young") as young:
        filling.fill(found, earlier, until=now)
        filling.seal_and_fold(_TODAY - timedelta(days=1))
        later, alone = figures.here_and_in(young, found.top_id, *_year(0))
    name = f"Biểu II.06b cả năm, sau thêm {size.years} năm sổ cũ"
    return Measure(name, later, alone, "cùng biểu khi chưa có năm cũ", Bound("≤", 1.2))


def _verification() -> Measure:
    """Everything folded, hashed and compared, against reading the events once. Raise ``BooksBroken``."""
    reports = []
    ours = harness.best(lambda: reports.append(verification.verify()), 1)
    if not reports[0].clean:
        raise BooksBroken(reports[0].findings[0])
    rows = DossierEvent.objects.values_list()
    floor = harness.best(lambda: sum(1 for _row in rows.iterator(chunk_size=5000)), 1)
    return Measure(f"Đối soát {reports[0].events} sự kiện", ours, floor, "đọc mọi sự kiện một lượt")


@contextmanager
def _books(purpose: str, agencies: int) -> Iterator[tuple[Province, datetime]]:
    now = clock.at(_TODAY, _ENDS_AT)
    with harness.throw_away_database(purpose):
        try:
            found = province.found(began_on=_BEGAN, number=agencies)
            clock.set_to(now)
            yield found, now
        finally:
            clock.reset()


def _year(place: int) -> tuple[date, date]:
    """The reporting year, or the one so many before it: from 15 December through 14 December."""
    return date(_TODAY.year - place - 1, 12, 15), _TODAY.replace(year=_TODAY.year - place)


def _recent(number: int) -> Year:
    """A quarter is enough for small books: lists as long as a page."""
    return Year(*_QUARTER, number, 1)
