"""A signed paper is still a valid archive file, judged by a validator that is not ours: PDFBox Preflight."""

import shutil
from datetime import date

import pytest

from motcua.documents import drafting as filling
from motcua.documents import inspection
from motcua.documents.signing import placing
from motcua.slips import drafting, marks, typeset
from tests.documents import made, templates
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


def test_a_result_from_a_template_stays_archivable_with_number_and_seal(tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    facts = dict.fromkeys(drafting.NAMES, "Chi Lăng") | {"ky_hieu": "QĐ-UBND", "nam": "2026"}
    filled = filling.fill(templates.decision(tmp_path / "mau.docx"), facts)
    made_pdf = filling.as_pdf(filled, fonts=typeset.FONTS)
    path = made.content(tmp_path / "ket-qua.pdf", made_pdf)
    places = inspection.places(path, signer="Chi Lăng")
    told = marks.Issued(
        agency="Ủy ban nhân dân xã Chi Lăng",
        serial=5,
        symbol="QĐ-UBND",
        dated_on=date(2026, 2, 5),
        address="https://motcua.example.gov.vn/kiem-tra-van-ban/abc/",
    )
    seen = sign(made_pdf, desk().chair, mark=marks.person(name="An", place=PLACE, at=NOW))
    issued = sign(seen, desk().seal, mark=marks.head(told, places=places, at=NOW))
    bare = marks.head(told, places={"first_page": places["first_page"]}, at=NOW)
    files = {"drafted": made_pdf, "issued": issued, "bare": sign(seen, desk().seal, mark=bare)}
    (tmp_path / "judged").mkdir()
    said = slips.judged(files, tmp_path / "judged")
    assert said.count("is a valid PDF/A-1b file") == len(files), said
