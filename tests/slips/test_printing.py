"""Slips as files: readable, archivable, the same every time, on the paper the counter has."""

import re
import unicodedata

import pypdfium2
import pytest

from motcua.rules.codes import PaperForm
from motcua.rules.rule_sets import Slip
from motcua.slips import printing, typeset
from motcua.slips.facts import Paper
from motcua.slips.printing import PaperSize
from tests.slips import example

A4 = (595, 842)
A5 = (420, 595)
KINDS = (Slip.RECEIPT, Slip.SUPPLEMENT_REQUEST, Slip.REFUSAL, Slip.APOLOGY, Slip.STOP_NOTICE)
#: Every letter of the language with every tone, in both cases.
LETTERS = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, spaces and line ends made one."""
    document = pypdfium2.PdfDocument(pdf)
    return [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in document]


def size(pdf: bytes) -> tuple[int, ...]:
    """The first page's width and height in points."""
    return tuple(round(side) for side in pypdfium2.PdfDocument(pdf)[0].get_size())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("paper", printing.PAPERS)
def test_equal_facts_give_equal_bytes(kind: Slip, paper: PaperSize) -> None:
    first = printing.render(example.slip(kind), paper=paper)
    assert first == printing.render(example.slip(kind), paper=paper)
    assert b"pdfaid:part" in first
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages(first)[0]


def test_the_receipt_fits_twice_on_one_a4() -> None:
    made = printing.render(example.slip(), paper="A4")
    assert size(made) == (A4[1], A4[0])
    (text,) = pages(made)
    assert "Liên 1" in text
    assert "Liên 2" in text
    assert text.count("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ") == 2
    assert text.count("7KQ2MXPA") == 2


def test_each_half_of_a_cut_receipt_is_marked_in_a_demonstration() -> None:
    (text,) = pages(printing.render(example.slip(demo=True), paper="A4"))
    assert text.count("DỮ LIỆU MINH HỌA, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ") == 2


def test_the_receipt_on_a5_is_one_copy_a_page() -> None:
    made = printing.render(example.slip(), paper="A5")
    assert size(made) == A5
    assert [f"Liên {n}" in page for n, page in enumerate(pages(made), start=1)] == [True, True]


def test_a_receipt_of_very_many_papers_still_loses_nothing() -> None:
    papers = tuple(
        Paper(
            name=f"Giấy tờ thứ {n} của một hồ sơ đất đai có nhiều thành phần", form=PaperForm.COPY
        )
        for n in range(40)
    )
    made = printing.render(example.slip(papers=papers), paper="A4")
    assert size(made) == A4
    whole = " ".join(pages(made))
    assert whole.count("Giấy tờ thứ 39") == 2
    assert whole.count("NGƯỜI TIẾP NHẬN HỒ SƠ") == 2


def test_large_type_is_one_copy_on_a4() -> None:
    made = printing.render(example.slip(), paper="large")
    assert size(made) == A4
    (text,) = pages(made)
    assert text.count("GIẤY TIẾP NHẬN") == 1
    assert "7KQ2MXPA" in text


@pytest.mark.parametrize("letters", [LETTERS, LETTERS.upper()])
def test_every_vietnamese_letter_is_there(letters: str) -> None:
    made = printing.render(example.slip(procedure=" ".join(letters)), paper="large")
    assert letters in " ".join(pages(made)).replace(" ", "")


def test_a_sign_the_font_lacks_is_a_question_mark_and_never_stops_the_counter() -> None:
    made = printing.render(example.slip(procedure="Khai sinh 漢\u200b \U0001f600 xong"), paper="A4")
    assert "Khai sinh ? ? xong" in pages(made)[0]


def test_letters_typed_apart_from_their_tones_are_printed_together() -> None:
    apart = unicodedata.normalize("NFD", "Nguyễn Thị Thùy Dương")
    made = printing.render(example.slip(procedure=apart), paper="A5")
    assert made == printing.render(example.slip(procedure="Nguyễn Thị Thùy Dương"), paper="A5")


def test_a_layout_with_a_fault_names_itself() -> None:
    with pytest.raises(typeset.LayoutBroken, match=r"slip\.typ"):
        typeset.pdf("slips/layout/slip.typ", {}, at=example.RECEIVED_AT)


def test_what_an_officer_writes_is_never_read_as_markup() -> None:
    sly = '#panic("x") *đậm* $x$ <nhãn> \\ //'
    made = printing.render(example.slip(Slip.REFUSAL, text=sly), paper="A4")
    assert "*đậm* $x$" in pages(made)[0]


def test_without_an_address_the_slip_has_no_picture_but_its_code() -> None:
    made = printing.render(example.slip(track_url=""), paper="A5")
    assert "7KQ2MXPA" in pages(made)[0]
    assert b"/Subtype/Image" not in made


def test_each_copy_of_each_slip_counts_its_own_pages() -> None:
    papers = tuple(Paper(name=f"Giấy tờ thứ {n}", form=PaperForm.COPY) for n in range(60))
    made = printing.render_many(
        [example.slip(papers=papers), example.slip(Slip.REFUSAL)], paper="A5"
    )
    whole = pages(made)
    firsts = [n for n, page in enumerate(whole) if "CỘNG HÒA XÃ HỘI" in page]
    assert len(firsts) == 3
    for first, end in zip(firsts, [*firsts[1:], len(whole)], strict=True):
        assert not whole[first].startswith("1 ")
        assert [page[:2] for page in whole[first + 1 : end]] == [
            f"{number} " for number in range(2, end - first + 1)
        ]


def test_a_letter_of_an_office_is_never_a5() -> None:
    assert "A5" not in printing.papers_of(Slip.APOLOGY)
    assert size(printing.render(example.slip(Slip.APOLOGY), paper="A5")) == A4
    assert size(printing.render(example.slip(Slip.REFUSAL), paper="A5")) == A5
