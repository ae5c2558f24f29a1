"""A number that names a dossier already is passed over, and refused with a sentence when two take it at once."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.base import clock, once, writing
from motcua.base.models import OnceKey
from motcua.dossiers import actions, verification
from motcua.dossiers.actions import numbering
from motcua.dossiers.models import Dossier
from motcua.organizations import queries as agencies
from motcua.rules import numbers
from motcua.web.workspace import refusals
from tests import factories
from tests.dossiers import world as worlds
from tests.dossiers.world import World

DAY = "2024-06-17"
AT = f"{DAY} 08:30"
_LONGEST = 30
_WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def own(here: World, serial: int) -> str:
    """A number of the agency's own series of the day."""
    rule = agencies.numbering(here.agency.pk, worlds.on(DAY))
    return numbers.compose(rule.pattern, rule.agency_code, worlds.on(DAY), serial)


def carry_in(here: World, number: str) -> Dossier:
    """Take over a dossier to which the books before gave ``number``."""
    clock.set_to(worlds.moment(AT))
    return actions.carry_in(
        application=here.application(),
        by=here.by(None),
        number=number,
        received_at=worlds.moment(AT),
        due_at=None,
    )


@pytest.mark.django_db
def test_numbers_carried_in_from_the_books_before_are_passed_over() -> None:
    here = worlds.world()
    for serial in (1, 2, 4):
        carry_in(here, own(here, serial))
    given = [here.receive(AT).number for _ in range(3)]
    assert given == [own(here, 3), own(here, 5), own(here, 6)]
    assert verification.verify().clean


@pytest.mark.django_db
def test_a_reserved_block_passes_over_them_too_and_ends_where_it_ends() -> None:
    here = worlds.world()
    clock.set_to(worlds.moment(AT))
    block = actions.reserve(
        agency=here.agency,
        on=worlds.on(DAY),
        count=3,
        purpose="Mất đường truyền",
        officer=here.clerk,
        at=worlds.moment(AT),
    )
    carry_in(here, own(here, 2))
    taken = [numbering.from_block(block_id=block.pk, on=worlds.on(DAY)) for _ in range(2)]
    assert taken == [own(here, 1), own(here, 3)]
    with pytest.raises(numbering.BlockSpent):
        numbering.from_block(block_id=block.pk, on=worlds.on(DAY))


@pytest.mark.django_db
def test_a_number_carried_in_twice_is_refused_and_changes_nothing() -> None:
    here = worlds.world()
    carry_in(here, "H11.2-240617-0001")
    with pytest.raises(numbering.NumberTaken), transaction.atomic():
        carry_in(here, "H11.2-240617-0001")
    assert Dossier.objects.count() == 1


@contextmanager
def not_committed(act: Callable[[], object]) -> Iterator[None]:
    """Somebody has done ``act`` and commits as soon as another waits for him."""
    done = Event()

    def run() -> None:
        try:
            with transaction.atomic():
                act()
                done.set()
                ends = time.monotonic() + _LONGEST
                while not somebody_waits() and time.monotonic() < ends:
                    time.sleep(0.02)
        finally:
            done.set()
            connection.close()

    other = Thread(target=run, daemon=True)
    other.start()
    assert done.wait(_LONGEST)
    yield
    other.join(_LONGEST)
    assert not other.is_alive()


def somebody_waits() -> bool:
    """Tell whether somebody waits for a lock; not ``pg_stat_activity``, which a transaction sees once."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING)
        return bool(cursor.fetchone()[0])


def at_the_counter(here: World) -> Dossier:
    """Receive as the door does: with the form's one-time key."""
    made: list[Dossier] = []

    def act() -> str:
        made.append(here.receive(AT))
        return "x"

    once.run(key=once.new_key(), account_id=here.clerk.pk, at=worlds.moment(AT), action=act)
    return made[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("receive", [at_the_counter, lambda here: here.receive(AT)])
def test_of_two_who_take_one_number_at_once_the_second_is_told_and_sends_again(
    receive: Callable[[World], Dossier],
) -> None:
    here = worlds.world()
    first = own(here, 1)
    with (
        not_committed(lambda: carry_in(here, first)),
        pytest.raises(numbering.NumberTaken) as refused,
    ):
        receive(here)
    assert "gửi lại" in refusals.sentence(refused.value)
    assert [row.number for row in Dossier.objects.all()] == [first]
    assert receive(here).number == own(here, 2)
    assert verification.verify().clean


@pytest.mark.django_db
def test_another_broken_constraint_stays_what_it_is() -> None:
    row = {
        "account_id": factories.account().pk,
        "key": "a",
        "reference": "",
        "created_at": clock.now(),
    }
    OnceKey.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        writing.insert(OnceKey(**row), refused={"another_constraint": LookupError()})
