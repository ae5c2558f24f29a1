"""A folder per counter: finished files are taken up, stacks cut at separator sheets, bad ones set aside."""

import os
import time
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PIL import Image

from motcua.documents import store
from motcua.documents.actions import MARK
from motcua.documents.models import Paper, Scan
from motcua.dossiers.actions import enclosing, scanning
from motcua.dossiers.models import Enclosure
from tests.documents import made
from tests.dossiers import world as worlds
from tests.dossiers.world import World

pytestmark = pytest.mark.django_db
A4 = (1240, 1754)
AT = worlds.moment("2024-06-17 10:00")


@pytest.fixture
def here(settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path / "files"
    made_world = worlds.world()
    (tmp_path / "scans" / made_world.agency.code).mkdir(parents=True)
    return made_world


def delivered(tmp_path, here: World, path: Path) -> Path:
    """Put a file where the scanner of the counter would, long enough ago."""
    place = tmp_path / "scans" / here.agency.code / path.name
    path.rename(place)
    os.utime(place, (time.time() - 60, time.time() - 60))
    return place


def sheet(number: str) -> Image.Image:
    drawn = BytesIO()
    segno.make(f"{MARK}{number}", error="m").save(drawn, kind="png", scale=10, border=4)
    page = Image.new("L", A4, 255)
    page.paste(Image.open(drawn).convert("L"), (200, 300))
    return page


def stack(path: Path, *pages: str) -> Path:
    """A scanned stack: a number is a separator sheet, anything else a blank page."""
    drawn = [sheet(one) if one else Image.new("L", A4, 255) for one in pages]
    drawn[0].save(path, save_all=True, append_images=drawn[1:], resolution=150)
    return path


def receipt(number: str) -> Image.Image:
    drawn = BytesIO()
    address = f"https://dichvucong.example.vn/tra-cuu/?so={number}"
    segno.make(address, error="m").save(drawn, kind="png", scale=6, border=4)
    page = Image.new("L", A4, 255)
    page.paste(Image.open(drawn).convert("L"), (800, 100))
    return page


def collect(tmp_path) -> dict[str, int]:
    return dict(scanning.collect(tmp_path / "scans", at=AT))


def test_a_stack_is_cut_at_its_sheets_and_each_part_finds_its_dossier(here, tmp_path):
    first, second = (here.receive(f"2024-06-17 08:0{minute}") for minute in (0, 1))
    path = stack(tmp_path / "chong.pdf", "", first.number, "", "", second.number, "")
    whole = path.read_bytes()
    place = delivered(tmp_path, here, path)

    assert collect(tmp_path) == {"waiting": 1, "enclosed": 2}
    pages = {one.dossier_id: one.paper.file.pages for one in Enclosure.objects.all()}
    assert pages == {first.pk: 2, second.pk: 1}
    assert Scan.objects.get().file.pages == 1
    kept = {one.file.digest for one in Paper.objects.get(enclosure__dossier=first).sheets.all()}
    assert [b"".join(store.here().read(digest)) for digest in kept] == [whole]
    assert not place.exists()
    assert collect(tmp_path) == {}


def test_a_dossier_of_another_counter_gets_nothing(here, tmp_path):
    elsewhere = worlds.world(worlds.procedure("2.000002")).receive("2024-06-17 08:00")
    delivered(tmp_path, here, stack(tmp_path / "chong.pdf", elsewhere.number, ""))

    assert collect(tmp_path) == {"waiting": 1}
    assert not Enclosure.objects.exists()


def test_a_file_that_is_still_written_is_left_alone(here, tmp_path):
    place = delivered(tmp_path, here, made.pdf(tmp_path / "a.pdf"))
    os.utime(place)
    assert collect(tmp_path) == {}
    assert place.exists()


def test_a_file_that_is_not_fit_is_set_aside_with_a_note(here, tmp_path):
    place = delivered(tmp_path, here, made.program(tmp_path / "a.pdf"))

    assert collect(tmp_path) == {"refused": 1}
    assert not place.exists()
    aside = place.parent / "khong-nhan"
    assert (aside / "a.pdf").exists()
    assert "chương trình máy tính" in (aside / "a.pdf.txt").read_text(encoding="utf-8")
    assert collect(tmp_path) == {}


def test_what_was_taken_up_before_a_crash_is_not_there_twice(here, tmp_path):
    dossier = here.receive("2024-06-17 08:00")
    content = stack(tmp_path / "chong.pdf", "", dossier.number, "").read_bytes()
    for _ in range(2):
        delivered(tmp_path, here, made.content(tmp_path / "chong.pdf", content))
        assert collect(tmp_path) == {"waiting": 1, "enclosed": 1}

    assert (Scan.objects.count(), Enclosure.objects.count()) == (1, 1)


def test_a_waiting_scan_goes_into_a_dossier_of_its_counter_once(here, tmp_path):
    dossier = here.receive("2024-06-17 08:00")
    delivered(tmp_path, here, made.pdf(tmp_path / "a.pdf", pages=2))
    collect(tmp_path)
    told = {"scan_id": Scan.objects.get().pk, "officer": here.clerk, "at": AT, "listed": None}
    elsewhere = worlds.world(worlds.procedure("2.000002")).receive("2024-06-17 08:00")
    with pytest.raises(enclosing.NotItsPaper):
        scanning.enclose_scan(dossier=elsewhere, **told)
    taken = scanning.enclose_scan(dossier=dossier, **told)
    with pytest.raises(enclosing.NotItsPaper):
        scanning.enclose_scan(dossier=dossier, **told)

    assert (taken.paper.name, taken.paper.file.pages) == ("a.pdf", 2)
    assert taken.paper.taken_by == here.clerk


def test_folders_of_nobody_and_none_at_all_are_no_fault(here, tmp_path):
    (tmp_path / "scans" / "H99.999").mkdir()
    made.pdf(tmp_path / "scans" / "H99.999" / "a.pdf")
    assert collect(tmp_path) == {}
    assert dict(scanning.collect(tmp_path / "khong-co", at=AT)) == {}


def test_a_receipt_begins_the_papers_of_its_dossier_and_stays_with_them(here, tmp_path):
    first, second = (here.receive(f"2024-06-17 08:0{minute}") for minute in (0, 1))
    blank = Image.new("L", A4, 255)
    pages = [receipt(first.number), blank, receipt(first.number), receipt(second.number), blank]
    path = tmp_path / "chong.pdf"
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=150)
    delivered(tmp_path, here, path)

    assert collect(tmp_path) == {"enclosed": 2}
    found = {one.dossier_id: one.paper.file.pages for one in Enclosure.objects.all()}
    assert found == {first.pk: 3, second.pk: 2}
