"""A signature is seen where the decree wants it: the seal over its left third, the agency's words in the corner."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from motcua.documents.signing import faces, pades, placing
from motcua.documents.signing.placing import Place
from motcua.slips import marks
from tests.documents.signing.desk import NOW, PLACE, desk, paper, sign

CORNER = placing.corner(page_width=595, page_height=842)


def test_the_seal_covers_the_left_third_of_the_signature_at_its_height():
    seal = placing.seal_over(PLACE)
    assert seal.left + seal.width == pytest.approx(PLACE.left + PLACE.width / 3)
    assert seal.bottom + seal.height / 2 == pytest.approx(PLACE.bottom + PLACE.height / 2)
    assert seal.page == PLACE.page


def test_the_corner_is_on_the_first_page_inside_its_edges():
    assert CORNER.page == 0
    left, bottom, right, top = CORNER.box
    assert 842 / 2 < bottom < top < 842
    assert 595 / 2 < left < right < 595


@pytest.mark.parametrize(("width", "height"), [(0, 10), (10, 0), (-3, 10)])
def test_a_place_nobody_could_see_is_refused(width, height):
    with pytest.raises(placing.NoSuchPlace):
        Place(page=0, left=0, bottom=0, width=width, height=height)


def drawn(colour, *, paper_colour=(0, 0, 0, 0), size=(300, 300)):
    picture = Image.new("RGBA", size, paper_colour)
    ImageDraw.Draw(picture).ellipse([40, 40, size[0] - 40, size[1] - 40], outline=colour, width=30)
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def shown(document):
    opened = pypdfium2.PdfDocument(document)
    opened.init_forms()
    return opened[0].render(scale=1).to_pil().convert("RGB")


@pytest.mark.parametrize("background", [(0, 0, 0, 0), "white"], ids=["nothing", "white"])
def test_the_seal_is_red_and_the_paper_stays_visible_through_it(background):
    face = faces.picture(drawn((220, 30, 30), paper_colour=background), ink=faces.Ink.AGENCY)
    seen = pypdfium2.PdfDocument(face)[0].render(scale=1, fill_color=(255, 255, 0, 255)).to_pil()
    red = tuple(round(255 * part) for part in faces.Ink.AGENCY.value)
    assert seen.convert("RGB").getpixel((150, 50)) == red
    assert seen.convert("RGB").getpixel((150, 150)) == (255, 255, 0)


def test_a_signature_under_a_seal_stays_visible():
    hand = faces.picture(drawn((0, 0, 90), size=(600, 240)), ink=faces.Ink.PERSON)
    stamp = faces.picture(drawn((220, 30, 30)), ink=faces.Ink.AGENCY)
    once = sign(paper(), desk().chair, mark=pades.Mark(PLACE, hand))
    twice = sign(once, desk().seal, mark=pades.Mark(placing.seal_over(PLACE), stamp))
    colours = {colour for _count, colour in shown(twice).getcolors(maxcolors=100_000)}
    blue, red = (tuple(round(255 * part) for part in ink.value) for ink in faces.Ink)
    assert {blue, red} <= colours
    assert shown(once).tobytes() != shown(twice).tobytes()


@pytest.mark.parametrize(
    "junk", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40], ids=["none", "text", "cut"]
)
def test_what_is_no_picture_is_refused(junk):
    with pytest.raises(faces.NotAPicture):
        faces.picture(junk, ink=faces.Ink.PERSON)


def test_a_picture_far_too_large_is_refused_before_it_is_unpacked():
    with pytest.raises(faces.NotAPicture):
        faces.picture(drawn((0, 0, 0), size=(3000, 2000)), ink=faces.Ink.PERSON)


def words_of(mark):
    return pypdfium2.PdfDocument(mark.face)[0].get_textpage().get_text_range()


def test_the_agency_says_who_which_number_and_when_with_the_zone():
    mark = marks.agency(name="UBND xã Chi Lăng", place=CORNER, at=NOW, number="12/QĐ-UBND")
    assert words_of(mark).splitlines() == [
        "Cơ quan: UBND xã Chi Lăng",
        "Số: 12/QĐ-UBND",
        "Thời gian ký: 2026-11-20T15:30:05+07:00",
    ]


def test_an_agency_without_a_number_names_none():
    assert "Số" not in words_of(marks.agency(name="UBND xã", place=CORNER, at=NOW))


def test_the_person_is_named_in_blue():
    mark = marks.person(name="Nguyễn Văn Ấn", place=PLACE, at=NOW)
    assert words_of(mark).startswith("Ký bởi: Nguyễn Văn Ấn")
    colours = {
        colour
        for _count, colour in pypdfium2.PdfDocument(mark.face)[0]
        .render(scale=4)
        .to_pil()
        .convert("RGB")
        .getcolors(maxcolors=100_000)
    }
    assert (0, 0x33, 0xA6) in colours
