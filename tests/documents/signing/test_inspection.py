"""A reader learns who signed, when, whether anything changed since, and how far that can be believed."""

import random
from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from motcua.documents.signing import inspection, pades, preserving
from motcua.documents.signing.inspection import Change, Trust, inspect
from motcua.integrations.esign import fake
from tests.documents.signing.desk import LATER, NOW, desk, paper, preserved, sign

DECADE = timedelta(days=3700)


def test_a_paper_without_signatures_has_none():
    assert inspect(paper(), roots=desk().roots, at=NOW) == ()


def test_name_agency_issuer_and_serial_come_from_the_certificate():
    [one] = inspect(sign(paper(), desk().chair), roots=desk().roots, at=LATER)
    assert one.holder.name == "Nguyễn Văn An (MINH HỌA)"
    assert one.holder.organisation == "UBND xã Chi Lăng"
    assert one.holder.issuer == "Chứng thực MINH HỌA"
    assert one.holder.serial == f"{desk().chair.certificate.serial_number:X}"
    assert one.holder.valid_from == desk().chair.certificate.not_valid_before_utc
    assert (one.change, one.trust) == (Change.NONE, Trust.TRUSTED)
    assert one.claimed_at == NOW
    assert one.stamped_at is None
    assert one.judged_at == LATER


def test_a_changed_byte_is_found_wherever_it_is():
    done = sign(paper(), desk().chair)
    start = done.index(b"/Contents <") + len(b"/Contents <")
    end = done.index(b">", start)
    signed = [*range(start - 1), *range(end + 2, len(done))]
    for place in random.Random(3).sample(signed, 60):
        changed = bytearray(done)
        changed[place] ^= 1 << place % 8
        assert not still_sound(bytes(changed)), place


def still_sound(document):
    try:
        found = inspect(document, roots=desk().roots, at=NOW)
    except inspection.NotReadable:
        return False
    return bool(found) and all(one.is_sound for one in found)


def test_what_was_signed_and_changed_is_said_to_be_broken():
    done = bytearray(sign(paper(), desk().chair))
    place = done.index(b"stream\n") + 60
    done[place] ^= 1
    [one] = inspect(bytes(done), roots=desk().roots, at=NOW)
    assert (one.change, one.trust) == (Change.BROKEN, Trust.UNASKED)
    assert not one.is_intact


def test_a_page_drawn_over_after_signing_is_found():
    writer = IncrementalPdfFileWriter(BytesIO(sign(paper(), desk().chair)))
    words = generic.StreamObject({}, stream_data=b"0 0 300 300 re f")
    writer.add_stream_to_page(0, writer.add_object(words))
    output = BytesIO()
    writer.write(output)
    [one] = inspect(output.getvalue(), roots=desk().roots, at=NOW)
    assert one.change is Change.AFTERWARDS
    assert not one.is_sound


def test_a_second_signature_does_not_hide_what_was_changed_before_it():
    writer = IncrementalPdfFileWriter(BytesIO(sign(paper(), desk().chair)))
    words = generic.StreamObject({}, stream_data=b"0 0 300 300 re f")
    writer.add_stream_to_page(0, writer.add_object(words))
    output = BytesIO()
    writer.write(output)
    first, second = inspect(sign(output.getvalue(), desk().seal), roots=desk().roots, at=NOW)
    assert first.change is Change.AFTERWARDS
    assert second.change is Change.NONE


def test_an_issuer_nobody_named_is_not_believed():
    stranger = fake.Authority(at=NOW - timedelta(days=1)).issue("Kẻ lạ")
    [one] = inspect(sign(paper(), stranger), roots=desk().roots, at=NOW)
    assert (one.change, one.trust) == (Change.NONE, Trust.UNKNOWN)
    assert not one.is_sound


def test_a_stranger_with_the_authoritys_name_is_not_believed():
    stranger = fake.Authority(at=NOW - timedelta(days=1)).issue("Nguyễn Văn An")
    [one] = inspect(sign(paper(), stranger), roots=desk().roots, at=NOW)
    assert one.trust is not Trust.TRUSTED


def test_without_a_timestamp_a_certificate_is_judged_for_the_moment_of_reading():
    done = sign(paper(), desk().chair)
    [one] = inspect(done, roots=desk().roots, at=NOW + DECADE)
    assert one.trust is Trust.EXPIRED


def test_a_certificate_not_valid_yet_is_not_believed():
    early = inspect(sign(paper(), desk().chair), roots=desk().roots, at=NOW - DECADE)
    assert [one.trust for one in early] == [Trust.NOT_YET]


def test_with_a_timestamp_a_certificate_may_run_out_afterwards():
    short = desk().authority.issue("Trần Thị Bình", until=NOW + timedelta(days=1))
    stamped = sign(paper(), short, stamps=desk().stamps)
    [one] = inspect(stamped, roots=desk().roots, at=LATER)
    assert one.trust is Trust.TRUSTED
    assert one.judged_at == NOW
    [bare] = inspect(sign(paper(), short), roots=desk().roots, at=LATER)
    assert bare.trust is Trust.EXPIRED


def test_a_timestamp_of_an_unknown_authority_proves_nothing():
    stranger = fake.Authority(at=NOW - timedelta(days=1))
    stamps = fake.timestamps(stranger.issue("Giờ lạ", for_timestamps=True), at=NOW)
    [one] = inspect(sign(paper(), desk().chair, stamps=stamps), roots=desk().roots, at=LATER)
    assert one.stamped_at is None
    assert one.judged_at == LATER


def test_a_timestamp_from_the_future_proves_nothing():
    stamps = fake.timestamps(desk().clock, at=LATER)
    [one] = inspect(sign(paper(), desk().chair, stamps=stamps), roots=desk().roots, at=NOW)
    assert one.stamped_at is None


def test_a_certificate_not_made_for_signing_is_unfit():
    [one] = inspect(
        sign(paper(), desk().authority.issue("Máy chủ", for_signing=False)),
        roots=desk().roots,
        at=NOW,
    )
    assert one.trust is Trust.UNFIT


def test_a_preserved_signature_proves_for_years_that_nothing_was_taken_back():
    authority, done = preserved()
    for days in (0, 30, 3000):
        [one] = inspect(done, roots=authority.roots, at=NOW + timedelta(days=days))
        assert (one.change, one.trust) == (Change.ADDED, Trust.TRUSTED)
        assert one.revocation_known


def test_without_proofs_it_is_said_that_revocation_is_not_known():
    [one] = inspect(sign(paper(), desk().chair), roots=desk().roots, at=NOW)
    assert one.trust is Trust.TRUSTED
    assert not one.revocation_known


def test_a_certificate_taken_back_before_is_not_preserved():
    with pytest.raises(preserving.NoProof):
        preserved(revoked_after=timedelta(days=-1))


def test_an_authority_that_says_nothing_of_use_is_told_from_one_that_does():
    with pytest.raises(preserving.NoProof):
        preserved(failing="<html>")


@pytest.mark.parametrize("stamping", ["refuse", "garbage", "other", "cut"])
def test_without_a_timestamp_over_the_whole_nothing_is_preserved(stamping):
    with pytest.raises(pades.NoTimestamp):
        preserved(stamping=stamping)


@pytest.mark.parametrize("junk", [b"", b"%PDF-", b"no pdf at all", b"PK\x03\x04" + b"x" * 99])
def test_what_is_no_pdf_is_not_readable(junk):
    with pytest.raises(inspection.NotReadable):
        inspect(junk, roots=(), at=NOW)


def test_a_cut_file_is_never_sound():
    done = sign(paper(), desk().chair)
    for left in range(1, len(done) - 1, len(done) // 40):
        assert not still_sound(done[:left])


def test_more_signatures_than_anybody_needs_are_not_read(monkeypatch):
    monkeypatch.setattr(inspection, "MOST_SIGNATURES", 1)
    done = sign(sign(paper(), desk().chair), desk().seal)
    with pytest.raises(inspection.TooMany):
        inspect(done, roots=(), at=NOW)
