"""One-time keys."""

import threading
import time
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base import clock, once, writing
from motcua.base.models import OnceKey

AT = datetime(2026, 9, 10, 8, 0, tzinfo=clock.ZONE)


@pytest.mark.django_db
def test_a_repeat_of_the_same_key_shows_the_first_result_and_acts_no_second_time() -> None:
    made = []

    def action() -> str:
        made.append("dossier")
        return f"dossier {len(made)}"

    first = once.run(key="k", account_id=1, at=AT, action=action)
    again = once.run(key="k", account_id=1, at=AT, action=action)

    assert first == ("dossier 1", True)
    assert again == ("dossier 1", False)
    assert made == ["dossier"]


@pytest.mark.django_db
def test_the_same_key_of_another_account_is_another_key() -> None:
    once.run(key="k", account_id=1, at=AT, action=lambda: "mine")

    assert once.run(key="k", account_id=2, at=AT, action=lambda: "theirs") == ("theirs", True)


@pytest.mark.django_db
def test_an_action_that_fails_leaves_its_key_unused() -> None:
    def fails() -> str:
        message = "no"
        raise LookupError(message)

    with pytest.raises(LookupError):
        once.run(key="k", account_id=1, at=AT, action=fails)

    assert once.run(key="k", account_id=1, at=AT, action=lambda: "done") == ("done", True)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_form_without_a_proper_key_is_refused(key: str) -> None:
    with pytest.raises(once.BadKey):
        once.run(key=key, account_id=1, at=AT, action=lambda: "done")


@pytest.mark.django_db(transaction=True)
def test_a_simultaneous_repeat_waits_for_the_first_and_receives_its_result() -> None:
    inside = threading.Event()
    results = []

    def slow() -> str:
        inside.set()
        time.sleep(0.3)
        return "first"

    def send(action: object) -> None:
        results.append(once.run(key="k", account_id=1, at=AT, action=action))  # type: ignore[arg-type]
        connection.close()

    threads = [threading.Thread(target=send, args=[slow])]
    threads[0].start()
    assert inside.wait(5)
    threads.append(threading.Thread(target=send, args=[lambda: "second"]))
    threads[1].start()
    for thread in threads:
        thread.join(10)

    assert sorted(results) == [("first", False), ("first", True)]
    assert OnceKey.objects.count() == 1


@once.joined
def act(name: str) -> str:
    writing.insert(OnceKey(account_id=2, key=name, created_at=AT))
    if name == "wrong":
        raise LookupError
    return name


@pytest.mark.django_db
def test_an_act_of_a_form_sets_no_savepoint_and_leaves_with_the_forms_key() -> None:
    with CaptureQueriesContext(connection) as sent:
        done = once.run(key="k", account_id=1, at=AT, action=lambda: act("a"))

    assert done == ("a", True)
    assert [query["sql"].split()[0] for query in sent if "SAVEPOINT" not in query["sql"]] == [
        *("INSERT", "INSERT")
    ]
    assert list(OnceKey.objects.order_by("account_id").values_list("key", "reference")) == [
        ("k", "a"),
        ("a", ""),
    ]


@pytest.mark.django_db
def test_an_act_that_fails_inside_a_form_fails_the_form() -> None:
    with pytest.raises(LookupError):
        once.run(key="k", account_id=1, at=AT, action=lambda: act("wrong"))

    assert OnceKey.objects.count() == 0


@pytest.mark.django_db
def test_an_act_alone_is_a_whole_of_its_own() -> None:
    act("a")
    with pytest.raises(LookupError):
        act("wrong")

    assert OnceKey.objects.get().key == "a"
