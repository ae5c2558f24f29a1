"""A signed paper is still a valid archive file, judged by a validator that is not ours: PDFBox Preflight."""

from motcua.documents.signing import placing
from motcua.slips import marks
from tests.documents.signing.desk import NOW, PLACE, desk, paper, preserved, sign
from tests.slips import test_archivable as slips

pytestmark = slips.pytestmark


def test_signed_sealed_and_preserved_papers_are_valid_pdf_a_1b(tmp_path):
    corner = placing.corner(page_width=595, page_height=842)
    unseen = sign(paper(), desk().chair)
    seen = sign(paper(), desk().chair, mark=marks.person(name="An", place=PLACE, at=NOW))
    sealed = sign(seen, desk().seal, mark=marks.agency(name="UBND xã", place=corner, at=NOW))
    _authority, kept = preserved()
    files = {"unseen": unseen, "seen": seen, "sealed": sealed, "kept": kept}
    said = slips.judged(files, tmp_path)
    assert said.count("is a valid PDF/A-1b file") == len(files), said
