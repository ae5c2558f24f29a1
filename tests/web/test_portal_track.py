"""Looking a dossier up: number and second factor, state and dates, never who; guessing is slow."""

from datetime import timedelta

import pytest
from django.urls import reverse

from motcua.base import clock
from motcua.web.portal import tries
from motcua.web.portal.models import Lookup
from tests.dossiers import world as worlds

pytestmark = pytest.mark.django_db
FACTOR_WRONG = "00000"


@pytest.fixture
def world():
    return worlds.world(name="UBND xã Chi Lăng")


def ask(client, number, factor, **extra):
    return client.post(reverse("portal:track"), {"so": number, "ma": factor}, **extra)


def last_five(world):
    return world.person.identities.get().value[-5:]


def text(response):
    return response.content.decode()


def test_number_and_last_five_digits_show_state_and_due_day(client, world):
    dossier = world.receive("2026-11-18 09:00")
    response = ask(client, dossier.number, last_five(world))
    page = text(response)
    assert response.status_code == 200
    assert "Được tiếp nhận" in page
    assert "còn 3 ngày làm việc" in page
    assert "Hạn trả kết quả: thứ Hai, 23/11/2026" in page
    assert "Ông/bà chưa phải làm gì" in page


def test_the_code_on_the_receipt_opens_it_too(client, world):
    dossier = world.receive("2026-11-18 09:00")
    assert ask(client, dossier.number, dossier.track_code.lower()).status_code == 200


def test_the_page_names_nobody(client, world):
    dossier = world.receive("2026-11-18 09:00")
    world.take_on(dossier, "2026-11-18 10:00")
    page = text(ask(client, dossier.number, last_five(world)))
    value = world.person.identities.get().value
    for secret in ("Nguyễn Văn An", value, value[-5:], world.officer.full_name):
        assert secret not in page


def test_words_typed_for_the_filer_stay_off_the_page(client, world):
    dossier = world.receive("2026-11-18 09:00")
    world.take_on(dossier, "2026-11-18 10:00")
    world.decide(dossier, "2026-11-19 10:00", outcome=worlds.Outcome.DENIED)
    page = text(ask(client, dossier.number, last_five(world)))
    assert "Không đủ điều kiện" not in page
    assert "không được chấp thuận" in page


def test_a_finished_dossier_says_where_to_fetch_the_result(client, world):
    dossier = world.receive("2026-11-18 09:00")
    world.take_on(dossier, "2026-11-18 10:00")
    world.decide(dossier, "2026-11-19 10:00")
    page = text(ask(client, dossier.number, last_five(world)))
    assert "Mời ông/bà đến UBND xã Chi Lăng nhận kết quả" in page


def test_a_late_dossier_says_so_and_what_the_office_owes(client, world):
    dossier = world.receive("2026-11-10 09:00")
    clock.set_to(worlds.moment("2026-11-20 09:00"))
    page = text(ask(client, dossier.number, last_five(world)))
    assert "quá hạn" in page
    assert "có trách nhiệm xin lỗi" in page


def test_a_wrong_factor_and_an_unknown_number_answer_alike(client, world):
    dossier = world.receive("2026-11-18 09:00")
    wrong = ask(client, dossier.number, FACTOR_WRONG)
    unknown = ask(client, "H99.1-261118-9999", FACTOR_WRONG)
    assert wrong.status_code == unknown.status_code == 404
    assert "Không có hồ sơ nào khớp" in text(wrong)
    assert "Không có hồ sơ nào khớp" in text(unknown)


def test_an_empty_form_is_explained_field_by_field_and_counts_as_no_attempt(client):
    response = ask(client, "", "")
    assert response.status_code == 422
    assert "Nhập mã hồ sơ" in text(response)
    assert not Lookup.objects.exists()


def test_the_number_of_a_receipt_is_filled_in_from_its_code(client):
    page = text(client.get(reverse("portal:track"), {"so": "H99.1-261118-0001"}))
    assert 'value="H99.1-261118-0001"' in page


def test_guessing_at_one_number_is_stopped_even_with_the_right_factor(client, world):
    dossier = world.receive("2026-11-18 09:00")
    for guess in range(tries.FAILED_PER_NUMBER):
        address = f"10.0.0.{guess}"
        ask(client, dossier.number, FACTOR_WRONG, REMOTE_ADDR=address)
    response = ask(client, dossier.number, last_five(world))
    assert response.status_code == 429
    assert "30 phút" in text(response)


def test_the_pause_ends(client, world):
    dossier = world.receive("2026-11-18 09:00")
    for _guess in range(tries.FAILED_PER_NUMBER + 1):
        ask(client, dossier.number, FACTOR_WRONG)
    clock.advance(tries.WINDOW + timedelta(seconds=1))
    assert ask(client, dossier.number, last_five(world)).status_code == 200


def test_guessing_at_many_numbers_from_one_address_is_stopped(client):
    statuses = [
        ask(client, f"H99.1-261118-{guess:04d}", FACTOR_WRONG).status_code
        for guess in range(tries.FAILED_PER_ADDRESS + 1)
    ]
    assert statuses == [404] * tries.FAILED_PER_ADDRESS + [429]


def test_addresses_of_one_household_count_together(client):
    for guess in range(tries.FAILED_PER_ADDRESS):
        address = f"2001:db8:1:2::{guess:x}"
        ask(client, f"H99.1-261118-{guess:04d}", FACTOR_WRONG, REMOTE_ADDR=address)
    near = ask(client, "H99.1-261118-8888", FACTOR_WRONG, REMOTE_ADDR="2001:db8:1:2::ffff")
    far = ask(client, "H99.1-261118-8888", FACTOR_WRONG, REMOTE_ADDR="2001:db8:1:3::1")
    assert (near.status_code, far.status_code) == (429, 404)


@pytest.mark.parametrize(
    ("header", "told", "statuses"),
    [
        ("X-Forwarded-For", "10.9.9.9, 192.0.2.{}", {404}),
        ("X-Forwarded-For", "192.0.2.{}, 10.9.9.9", {404, 429}),
        ("X-Forwarded-For", "", {404, 429}),
        ("", "192.0.2.{}", {404, 429}),
    ],
)
def test_behind_a_proxy_the_last_address_it_writes_counts(client, settings, header, told, statuses):
    settings.CLIENT_ADDRESS_HEADER = header
    seen = set()
    for guess in range(tries.FAILED_PER_ADDRESS + 1):
        headers = {"X-Forwarded-For": told.format(guess)} if told else {}
        seen.add(
            ask(client, f"H99.1-261118-{guess:04d}", FACTOR_WRONG, headers=headers).status_code
        )
    assert seen == statuses


def test_a_typing_error_before_the_right_factor_is_forgiven(client, world):
    dossier = world.receive("2026-11-18 09:00")
    for _round in range(3):
        for _error in range(tries.FAILED_PER_NUMBER - 1):
            assert ask(client, dossier.number, FACTOR_WRONG).status_code == 404
        assert ask(client, dossier.number, last_five(world)).status_code == 200


def test_attempts_are_kept_as_fingerprints_and_forgotten_after_a_day(client):
    ask(client, "H99.1-261118-0001", FACTOR_WRONG, REMOTE_ADDR="10.1.2.3")
    kept = Lookup.objects.get()
    assert "10.1.2.3" not in kept.address
    assert "H99" not in kept.number
    clock.advance(timedelta(days=1, seconds=1))
    ask(client, "H99.1-261118-0002", FACTOR_WRONG)
    assert not Lookup.objects.filter(pk=kept.pk).exists()


def test_the_answer_is_kept_by_no_cache(client, world):
    dossier = world.receive("2026-11-18 09:00")
    assert "no-store" in ask(client, dossier.number, last_five(world))["Cache-Control"]
