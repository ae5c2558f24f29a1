"""Templates are filled in a sandbox, set as PDF/A with our fonts, and their blanks are found."""

import shutil
from dataclasses import asdict

import pytest

from motcua.documents import drafting, inspection
from motcua.documents.drafting import TemplateFault, TemplateUnfit
from motcua.documents.signing import placing
from motcua.slips import drafting as facts
from motcua.slips import typeset
from tests.documents import made, templates

FACTS = dict.fromkeys(facts.NAMES, "") | {
    "co_quan": "Ủy ban nhân dân xã Chi Lăng",
    "dia_danh": "Chi Lăng",
    "nam": "2026",
    "ky_hieu": "QĐ-UBND",
    "chu_ho_so": "Nguyễn Thị Hồng <Ngân> & con",
    "nguoi_ky": "Lê Văn Chính",
}


def test_a_template_is_filled_with_what_stands_in_its_braces(tmp_path):
    template = templates.decision(tmp_path / "mau.docx", "Ông {{ chu_ho_so }}")
    filled = made.content(tmp_path / "ket-qua.docx", drafting.fill(template, FACTS))
    assert inspection.inspect(filled).pages is None
    assert templates.words(filled) == "Ông Nguyễn Thị Hồng <Ngân> & con"


@pytest.mark.parametrize(
    ("words", "fault", "about"),
    [
        ("{{ ten_la }}", TemplateFault.UNKNOWN, "ten_la"),
        ("{% for one in co_quan %}", TemplateFault.SYNTAX, "endfor"),
        ("{{ co_quan.__class__.__mro__ }}", TemplateFault.BROKEN, ""),
        ("{% for a in range(999999999) %}x{% endfor %}", TemplateFault.BROKEN, ""),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_with_its_reason(tmp_path, words, fault, about):
    with pytest.raises(TemplateUnfit) as refused:
        drafting.fill(templates.decision(tmp_path / "mau.docx", words), FACTS)
    assert refused.value.fault is fault
    assert about in refused.value.about


def test_what_is_no_docx_is_no_template(tmp_path):
    for content in (made.pdf(tmp_path / "mot.docx"), made.archive(tmp_path / "hai.docx")):
        with pytest.raises(TemplateUnfit) as refused:
            drafting.fill(content, FACTS)
        assert refused.value.fault is TemplateFault.BROKEN


def test_blanks_for_number_and_date_and_the_signers_name_are_found(tmp_path):
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    filled = drafting.fill(templates.decision(tmp_path / "mau.docx"), FACTS)
    pdf = made.content(tmp_path / "kq.pdf", drafting.as_pdf(filled, fonts=typeset.FONTS))
    found = inspection.places(pdf, signer="Lê  Văn Chính")
    width, height = found["first_page"]
    assert found["serial"][0] < width / 2 < found["day"][0] < found["month"][0]
    assert found["serial"][1] > height / 2
    assert found["serial"][2] == pytest.approx(13)
    page, left, bottom, right, top = found["name"]
    place = placing.above((left, bottom, right, top), page=page, page_width=width)
    assert asdict(place)["page"] == 0
    assert place.bottom > top
    assert place.left < left < right < place.left + place.width
    assert "name" not in inspection.places(pdf, signer="Người khác")


def test_without_libreoffice_there_is_no_pdf(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert drafting.as_pdf(b"", fonts=typeset.FONTS) is None
