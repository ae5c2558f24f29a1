"""A paper is signed in two phases, by several hands one after another, and nothing wrong is ever put in."""

import asyncio
import dataclasses
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from PIL import ImageChops

from motcua.documents.signing import attributes, pades
from motcua.documents.signing.inspection import Change, inspect
from motcua.integrations.esign import fake
from motcua.slips import marks
from tests.documents.signing import desk as desks
from tests.documents.signing.desk import NOW, PLACE, desk, paper, sign, signed_with


def prepared(**changed):
    told = {"certificates": desk().chair.chain, "at": NOW} | changed
    return pades.prepare(paper(), **told)


def test_what_is_to_be_signed_states_the_digest_of_the_file_around_the_gap():
    one = prepared()
    start, end = one.gap
    around = hashes.Hash(hashes.SHA256())
    around.update(one.document[:start] + one.document[end:])
    assert attributes.digest_in(one.attributes) == around.finalize()
    assert set(one.document[start + 1 : end - 1]) == {ord("0")}


def test_only_the_gap_is_filled_in():
    one = prepared()
    done = pades.embed(one, signed_with(desk().chair, one))
    start, end = one.gap
    assert len(done) == len(one.document)
    assert done[:start] == one.document[:start]
    assert done[end:] == one.document[end:]


def test_the_original_stands_unchanged_at_the_head_of_the_signed_file():
    assert sign(paper(), desk().chair).startswith(paper())


def test_a_signature_by_another_key_is_refused():
    one = prepared()
    with pytest.raises(attributes.WrongSignature):
        pades.embed(one, signed_with(desk().seal, one))


def test_a_signature_over_other_words_is_refused():
    one = prepared()
    other = desk().chair.key.sign(b"other words", padding.PKCS1v15(), hashes.SHA256())
    with pytest.raises(attributes.WrongSignature):
        pades.embed(one, other)


def test_a_document_changed_between_the_phases_is_refused():
    one = prepared()
    changed = bytearray(one.document)
    changed[700] ^= 1
    with pytest.raises(attributes.WrongSignature, match="document"):
        pades.embed(
            dataclasses.replace(one, document=bytes(changed)), signed_with(desk().chair, one)
        )


@pytest.mark.parametrize("junk", [b"", b"\x31\x00", b"no attributes", b"\x31\x82\xff\xff"])
def test_attributes_that_state_no_digest_are_refused(junk):
    with pytest.raises(attributes.WrongSignature):
        attributes.digest_in(junk)


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"no pdf", b"\x00" * 4000])
def test_what_is_no_pdf_is_refused(junk):
    with pytest.raises(pades.NotSignable):
        pades.prepare(junk, certificates=desk().chair.chain, at=NOW)


def test_a_page_that_is_not_there_is_refused():
    mark = marks.person(name="An", place=dataclasses.replace(PLACE, page=7), at=NOW)
    with pytest.raises(pades.NotSignable):
        prepared(mark=mark)


def test_person_and_agency_sign_one_after_the_other_and_both_stand():
    first = sign(paper(), desk().chair)
    both = sign(first, desk().seal)
    found = inspect(both, roots=desk().roots, at=NOW)
    assert [one.holder.name for one in found] == [
        "Nguyễn Văn An (MINH HỌA)",
        "UBND xã Chi Lăng (MINH HỌA)",
    ]
    assert [one.change for one in found] == [Change.ADDED, Change.NONE]
    assert all(one.is_sound for one in found)


def test_the_words_of_a_signature_are_seen_on_the_page():
    mark = marks.person(name="Nguyễn Văn Ấn", place=PLACE, at=NOW)
    left, top, right, bottom = seen_difference(paper(), sign(paper(), desk().chair, mark=mark))
    assert PLACE.left - 1 <= left < right <= PLACE.left + PLACE.width + 1
    assert PLACE.bottom - 1 <= 842 - bottom < 842 - top <= PLACE.bottom + PLACE.height + 1


def seen_difference(before, after):
    """The box, from the upper left corner, in which two files look different."""
    return ImageChops.difference(shown(before), shown(after)).getbbox()


def shown(document):
    opened = pypdfium2.PdfDocument(document)
    opened.init_forms()
    return opened[0].render(scale=1).to_pil().convert("RGB")


def test_a_timestamp_is_asked_for_and_kept():
    done = sign(paper(), desk().chair, stamps=desk().stamps)
    [one] = inspect(done, roots=desk().roots, at=desks.LATER)
    assert one.stamped_at == NOW
    assert one.judged_at == NOW


@pytest.mark.parametrize("failing", ["refuse", "garbage", "other", "cut"])
def test_a_timestamp_authority_that_fails_leaves_the_signature_to_be_used_again(failing):
    one = prepared(stamped=True)
    signature = signed_with(desk().chair, one)
    with fake.answering(failing=failing) as authority:
        authority.stamps = desk().stamps
        with pytest.raises(pades.NoTimestamp):
            pades.embed(one, signature, timestamps=authority.client())
        assert authority.asked
        authority.failing = ""
        done = pades.embed(one, signature, timestamps=authority.client())
    assert inspect(done, roots=desk().roots, at=NOW)[0].stamped_at == NOW


def test_a_key_of_a_kind_that_is_not_in_use_is_refused():
    certificate = desk().chair.chain[0].copy()
    certificate["tbs_certificate"]["subject_public_key_info"]["algorithm"] = {
        "algorithm": "ed25519"
    }
    with pytest.raises(pades.NotSignable):
        pades.prepare(paper(), certificates=[certificate], at=NOW)


def test_poppler_finds_the_same(tmp_path):
    program = shutil.which("pdfsig")
    if program is None:
        pytest.skip("pdfsig is not installed")
    file = tmp_path / "signed.pdf"
    file.write_bytes(sign(sign(paper(), desk().chair), desk().seal))
    told = subprocess.run([program, "-nocert", file], capture_output=True, text=True, check=False)
    assert told.stdout.count("Signature is Valid.") == 2
    assert told.stdout.count("Not total document signed") == 1
    changed = bytearray(file.read_bytes())
    changed[len(paper()) // 2] ^= 1
    file.write_bytes(changed)
    told = subprocess.run([program, "-nocert", file], capture_output=True, text=True, check=False)
    assert "Signature is Valid." not in told.stdout


def test_where_a_loop_is_running_papers_are_signed_and_read_all_the_same():
    async def busy():
        return inspect(sign(paper(), desk().chair), roots=desk().roots, at=NOW)

    with ThreadPoolExecutor() as elsewhere:
        [one] = elsewhere.submit(lambda: asyncio.run(busy())).result()
    assert one.is_sound
