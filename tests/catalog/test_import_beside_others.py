"""Whoever works on a procedure while an import writes waits for the import, and loses nothing by it."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection

from motcua.base import clock
from motcua.catalog import actions
from motcua.catalog.actions import completion, drafts, publication
from motcua.catalog.actions.completion import LimitStated
from motcua.catalog.actions.publication import Decision
from motcua.catalog.models import (
    LIMIT_MISSING,
    CaseChannel,
    Conflict,
    Offering,
    Procedure,
    ProcedureVersion,
)
from motcua.catalog.queries import drafts as asked
from motcua.people.models import Account
from motcua.rules.codes import TimeUnit
from tests import factories
from tests.catalog.national_records import ON, bring_in, texts

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "1.000001"
LATER = ON + timedelta(days=30)
LAST = LATER + timedelta(days=30)
DECISION = Decision(number="12/QĐ-UBND", on=LATER, signer="Chủ tịch")
#: The import tells its progress once a record read, then when the versions are written, not sealed.
_WRITTEN = 2
_LONGEST = 30
#: Not ``pg_stat_activity``: a transaction sees it as it was when it first looked.
_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


class Beside(Thread):
    """Somebody who acts once the import has written; it goes on when he waits for it, or is through."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.act = act
        self.calls = 0
        self.refused: Exception | None = None

    def run(self) -> None:
        try:
            self.act()
        except Exception as refused:  # noqa: BLE001 - told to the test, which looks at it
            self.refused = refused
        finally:
            connection.close()

    def progress(self, _done: int, _of: int) -> None:
        self.calls += 1
        if self.calls != _WRITTEN:
            return
        self.start()
        ends = time.monotonic() + _LONGEST
        while self.is_alive() and not waiting():
            assert time.monotonic() < ends, "neither through nor waiting"
            time.sleep(0.02)


def waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return bool(cursor.fetchone()[0])


def renamed_beside(folder: Path, act: Callable[[], object]) -> Exception | None:
    """The source renames the procedure while somebody acts; return what he was refused with."""
    other = Beside(act)
    bring_in(folder, [texts(CODE, ten_thu_tuc="Tên mới")], LATER, progress=other.progress)
    other.join(_LONGEST)
    assert not other.is_alive()
    return other.refused


@pytest.fixture
def version(tmp_path: Path) -> ProcedureVersion:
    bring_in(tmp_path, [texts(CODE)])
    return ProcedureVersion.objects.get()


@pytest.fixture
def by() -> Account:
    return factories.account()


def state_limits(version: ProcedureVersion, by: Account) -> ProcedureVersion:
    lacking = CaseChannel.objects.filter(case__version=version, limit_unit=LIMIT_MISSING)
    stated = LimitStated(amount=5, unit=TimeUnit.WORKING_DAYS)
    return completion.complete(
        version=version,
        limits={row.pk: stated for row in lacking},
        decision=DECISION,
        from_on=LATER + timedelta(days=1),
        by=by,
        at=clock.at(LATER),
    )


def test_an_offering_waits_and_is_made(tmp_path: Path, version: ProcedureVersion) -> None:
    procedure, agency = version.procedure, factories.agency()

    refused = renamed_beside(
        tmp_path,
        lambda: actions.offer(procedure=procedure, agency=agency, from_on=LATER),
    )

    assert refused is None
    assert Offering.objects.get().procedure_id == procedure.pk
    assert ProcedureVersion.objects.count() == 2


def test_a_limit_stated_meanwhile_is_refused_with_a_sentence(
    tmp_path: Path, version: ProcedureVersion, by: Account
) -> None:
    refused = renamed_beside(tmp_path, lambda: state_limits(version, by))

    assert isinstance(refused, completion.NoLongerOpen)
    assert ProcedureVersion.objects.order_by("number").last().name == "Tên mới"


def test_an_abolition_meanwhile_is_refused_with_a_sentence(
    tmp_path: Path, version: ProcedureVersion
) -> None:
    refused = renamed_beside(
        tmp_path,
        lambda: publication.abolish(version=version, decision=DECISION, last_day=LAST),
    )

    assert isinstance(refused, publication.CannotAbolish)
    assert ProcedureVersion.objects.count() == 2


def test_a_draft_begun_meanwhile_is_drawn_from_what_came_in(
    tmp_path: Path, version: ProcedureVersion, by: Account
) -> None:
    refused = renamed_beside(
        tmp_path,
        lambda: drafts.draw_up(procedure=version.procedure, by=by, at=clock.at(LATER)),
    )

    assert refused is None
    names = ProcedureVersion.objects.order_by("number").values_list("name", flat=True)
    assert list(names)[1:] == ["Tên mới", "Tên mới"]


@pytest.mark.parametrize("take", [True, False])
def test_a_conflict_chosen_meanwhile_was_overtaken(
    tmp_path: Path, version: ProcedureVersion, by: Account, *, take: bool
) -> None:
    state_limits(version, by)
    bring_in(tmp_path, [texts(CODE, ten_thu_tuc="Tên khác")], LATER)
    conflict = Conflict.objects.get()

    def choose() -> None:
        if take:
            completion.take_national(
                conflict=conflict, from_on=LAST, with_limits=True, by=by, at=clock.at(LATER)
            )
        else:
            completion.keep_local(conflict=conflict, by=by, at=clock.at(LATER))

    refused = renamed_beside(tmp_path, choose)

    assert isinstance(refused, completion.Settled)
    outcomes = Conflict.objects.order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == [Conflict.Outcome.OVERTAKEN, Conflict.Outcome.OPEN]


def completed(draft: ProcedureVersion) -> ProcedureVersion:
    CaseChannel.objects.filter(case__version=draft, limit_unit=LIMIT_MISSING).update(
        limit_amount=5, limit_unit=TimeUnit.WORKING_DAYS
    )
    draft.refresh_from_db()
    return draft


def publish(draft: ProcedureVersion, by: Account, aware_of: int | None = None) -> ProcedureVersion:
    return publication.publish(
        draft=draft,
        seen=asked.fingerprint(draft),
        decision=DECISION,
        effective_from=LAST,
        by=by,
        at=clock.at(LATER),
        aware_of=aware_of,
    )


def test_a_draft_published_meanwhile_is_refused_until_its_writer_has_seen_what_came_in(
    tmp_path: Path, version: ProcedureVersion, by: Account
) -> None:
    draft = completed(drafts.draw_up(procedure=version.procedure, by=by, at=clock.at(LATER)))

    refused = renamed_beside(tmp_path, lambda: publish(draft, by))

    assert isinstance(refused, publication.NationalChanged)
    newer = ProcedureVersion.objects.get(name="Tên mới")
    assert newer.effective_to is None
    published = publish(draft, by, aware_of=newer.pk)
    assert published.supplements_id == newer.pk
    rows = Procedure.objects.get().versions.order_by("effective_from")
    assert [row.effective_to for row in rows] == [
        LATER - timedelta(days=1),
        LAST - timedelta(days=1),
        None,
    ]
