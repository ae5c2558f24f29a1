"""Originals compared with their scans become certified electronic copies, or are refused on a ground."""

import io
import re
import shutil
import subprocess

import pypdfium2
import pytest
from django.db import IntegrityError, transaction

from motcua.base import clock
from motcua.documents.queries import held
from motcua.documents.signing.inspection import Change, inspect
from motcua.dossiers import access, verification
from motcua.dossiers.actions import certifying, core, results, results_issuing
from motcua.dossiers.models import CertifiedCopy, EventText, RegisterEntry, ReturnProof
from motcua.dossiers.queries import certified_copies as queries
from motcua.dossiers.queries import results as found
from motcua.rules import certification, registers
from motcua.rules.codes import Outcome, Status
from motcua.slips import certified_book, certified_copy
from tests.dossiers import resulting
from tests.dossiers import world as worlds
from tests.dossiers.certifying import (
    ALTERED,
    BRIGHT,
    WORTHY,
    brought,
    compared,
    content,
    issued,
    listed,
    made_all,
    signed,
    taken_up,
)
from tests.slips import test_archivable

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(office, settings):
    settings.CERTIFIED_COPIES = "9.9, 2.000001"
    return office


def copied(here, tmp_path, *names):
    taken_up(here, *[compared(one) for one in brought(here, tmp_path, *names)])
    number, copies = made_all(here)
    assert number == len(names)
    return copies


def said(pdf):
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    return re.sub(r"\s+", " ", " ".join(pages))


def test_a_copy_shows_every_page_and_its_certification_and_waits_for_its_signer(here, tmp_path):
    [original] = brought(here, tmp_path, WORTHY, pages=2)
    taken_up(here, compared(original))
    assert queries.progress(here.dossier).waiting == 1
    number, [copy] = made_all(here)
    assert (number, copy.version.state, copy.version.signer) == (1, "sent", here.leader)
    assert copy.version.pdf.pages == 3
    words = said(certified_copy.store.content_of(copy.version.pdf.digest))
    for told in (WORTHY, "Trang 3/3", certification.WORDS.upper(), here.leader.full_name):
        assert told in words
    assert copy.version in found.to_sign(here.leader)
    assert found.current(here.dossier) is None, "a copy is not the result of the dossier"
    assert found.drafted(here.dossier)


def test_making_the_copies_twice_makes_them_once_and_goes_on_where_it_was(here, tmp_path):
    first, second = brought(here, tmp_path, WORTHY, BRIGHT)
    taken_up(here, compared(first), compared(second))
    waiting = queries.to_make(here.dossier.pk).first()
    made = certified_copy.make(waiting, at=clock.now())
    for _again in range(2):
        certifying.finish(
            copy_id=waiting.pk, stored=made.stored, places=made.places, by=here.by(here.clerk)
        )
    assert made_all(here)[0] == 1
    assert made_all(here)[0] == 0
    assert [copy.version.piece for copy in made_all(here)[1]] == [1, 2]


def test_a_refused_original_keeps_its_ground_and_no_copy(here, tmp_path):
    [original] = brought(here, tmp_path, ALTERED)
    [refused] = taken_up(here, compared(original, ground="altered", remark="Trang 3 bị tẩy"))
    assert made_all(here) == (0, [refused])
    assert refused.remark.text == "Trang 3 bị tẩy"
    assert queries.open_originals(here.dossier) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        CertifiedCopy.objects.update(signer=here.leader)


def test_what_may_not_be_taken_up_is_refused_and_nothing_is_written(here, tmp_path, settings):
    [original] = brought(here, tmp_path, WORTHY)
    for told, error in (
        (compared(original, ground="torn"), certification.NotARefusal),
        (certifying.Compared(enclosure_id=original.pk, title=" "), core.ReasonMissing),
        (certifying.Compared(enclosure_id=0, title=WORTHY), certifying.NoSuchOriginal),
    ):
        with pytest.raises(error):
            taken_up(here, told)
    with pytest.raises(results.NotASigner):
        taken_up(here, compared(original), signer=here.officer)
    stranger = worlds.world(worlds.procedure("2.000009")).clerk
    with pytest.raises(access.NotAllowed):
        taken_up(here, compared(original), by=stranger)
    with pytest.raises(certifying.NoSuchOriginal):
        taken_up(here, compared(original), compared(original))
    settings.CERTIFIED_COPIES = ""
    with pytest.raises(certifying.NotForCopies):
        taken_up(here, compared(original))
    assert not CertifiedCopy.objects.exists()


def test_a_scan_that_cannot_be_drawn_says_so_and_can_be_taken_up_again(here, tmp_path, monkeypatch):
    [original] = brought(here, tmp_path, WORTHY)
    taken_up(here, compared(original))

    def broken(*_path, **_told):
        raise certified_copy.inspection.Unfit(certified_copy.inspection.Fault.BROKEN)

    with monkeypatch.context() as patched:
        patched.setattr(certified_copy.inspection, "pictures", broken)
        number, [copy] = made_all(here)
    assert (number, copy.version) == (0, None)
    assert "Không đọc được bản quét" in copy.fault
    assert queries.open_originals(here.dossier) == [original]
    taken_up(here, compared(original))
    assert made_all(here)[0] == 1


def test_numbers_of_the_year_follow_each_other_and_a_run_used_on_paper_is_left_out(
    here, chair, agency_seal, settings, tmp_path
):
    resulting.with_seal(here, settings, agency_seal)
    copies = copied(here, tmp_path, WORTHY, BRIGHT)
    signed(here, chair, *copies)
    results_issuing.note_elsewhere(
        agency=here.agency,
        by=here.by(here.clerk),
        symbol=certification.SYMBOL,
        first=1,
        last=40,
        dated_on=clock.local(clock.now()).date(),
        note="Bản giấy",
    )
    with pytest.raises(registers.NotNext):
        issued(here, copies[0], serial=12)
    assert [issued(here, one).first for one in copies] == [41, 42]
    assert found.to_record(here.dossier)["number"] == "41-42, quyển số 01/2024-SCT/BS"


def test_a_copy_is_signed_sealed_kept_by_its_holder_and_a_changed_byte_is_found(
    here, chair, agency_seal, authority, settings, tmp_path
):
    resulting.with_seal(here, settings, agency_seal)
    [copy] = copied(here, tmp_path, WORTHY)
    signed(here, chair, copy)
    issued(here, copy)
    document = content(copy.version)
    signatures = inspect(document, roots=authority.roots, at=clock.now())
    assert [one.is_sound for one in signatures] == [True, True]
    assert held(here.person.pk).first().name == WORTHY
    if test_archivable.VALIDATES:
        (tmp_path / "luu").mkdir()
        told = test_archivable.judged({"ban-sao": document}, tmp_path / "luu")
        assert "is a valid PDF/A-1b file" in told, told
    place = document.index(b"stream", document.index(b"/DCTDecode")) + 400
    changed = document[:place] + bytes([document[place] ^ 1]) + document[place + 1 :]
    spoilt = inspect(changed, roots=authority.roots, at=clock.now())
    assert {one.change for one in spoilt} == {Change.BROKEN}
    if shutil.which("pdfsig"):
        path = tmp_path / "ban-sao.pdf"
        for bytes_of, words in ((document, "Signature is Valid"), (changed, "Digest Mismatch")):
            path.write_bytes(bytes_of)
            told = subprocess.run(
                ["pdfsig", "-nocert", str(path)], capture_output=True, check=False, text=True
            )
            assert told.stdout.count(words) == 2, told.stdout


def test_a_dossier_ends_when_all_its_copies_are_issued_and_not_before(
    here, chair, agency_seal, settings, tmp_path
):
    resulting.with_seal(here, settings, agency_seal)
    copies = copied(here, tmp_path, WORTHY, BRIGHT)
    signed(here, chair, *copies)
    issued(here, copies[0])
    by = here.by(here.clerk)
    with pytest.raises(certifying.StillUnderWay):
        certifying.conclude(dossier_id=here.dossier.pk, by=by)
    issued(here, copies[1])
    with pytest.raises(access.NotAllowed):
        certifying.conclude(dossier_id=here.dossier.pk, by=by)
    listed(here)
    certifying.conclude(dossier_id=here.dossier.pk, by=by)
    here.dossier.refresh_from_db()
    assert (here.dossier.status, here.dossier.outcome) == (Status.RETURNED, Outcome.GRANTED)
    assert here.dossier.results.get().number == "1-2, quyển số 01/2024-SCT/BS"
    assert ReturnProof.objects.get().version == copies[1].version
    assert verification.verify().clean


def test_a_copy_taken_back_keeps_its_number_and_its_original_is_certified_anew(
    here, chair, agency_seal, settings, tmp_path
):
    resulting.with_seal(here, settings, agency_seal)
    [copy] = copied(here, tmp_path, WORTHY)
    signed(here, chair, copy)
    issued(here, copy)
    with pytest.raises(core.ReasonMissing):
        certifying.take_back(copy_id=copy.pk, by=here.by(here.clerk), why=" ")
    certifying.take_back(copy_id=copy.pk, by=here.by(here.clerk), why="Quét thiếu mặt sau")
    [original] = queries.open_originals(here.dossier)
    taken_up(here, compared(original))
    _number, copies = made_all(here)
    signed(here, chair, copies[1])
    assert issued(here, copies[1]).first == 2
    assert RegisterEntry.objects.count() == 2
    assert EventText.objects.filter(text="Quét thiếu mặt sau").exists()


def test_the_book_has_every_number_and_tells_what_was_refused(
    here, chair, agency_seal, settings, tmp_path
):
    resulting.with_seal(here, settings, agency_seal)
    originals = brought(here, tmp_path, WORTHY, ALTERED)
    taken_up(here, compared(originals[0]), compared(originals[1], ground="altered"))
    _number, [copy, _refused] = made_all(here)
    signed(here, chair, copy)
    issued(here, copy)
    today = clock.local(clock.now()).date()
    told = (here.agency, today, today)
    book = certified_book.pdf(*told, officer="Hà Văn Sổ", at=clock.now())
    assert book == certified_book.pdf(*told, officer="Hà Văn Sổ", at=clock.now())
    words = said(io.BytesIO(book))
    for part in ("SỔ CHỨNG THỰC BẢN SAO TỪ BẢN CHÍNH", "01/2024-SCT/BS", WORTHY, "Nguyễn Văn An"):
        assert part in words
    assert "Điều 22 khoản 1" in words
    assert "Hà Văn Sổ" in words
