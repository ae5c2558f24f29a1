"""A scan becomes searchable Vietnamese; where the programs are absent the row says so and nothing is stuck."""

import pytest

from motcua.documents import actions, queries, recognition, store
from motcua.documents.models import Origin, Paper, Reading, ReadingState
from tests import factories
from tests.documents import made

pytestmark = pytest.mark.django_db
AT = factories.BEGINNING


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


def taken(path) -> Paper:
    return actions.take_paper(
        stored=actions.store_file(path, name=path.name),
        name="Giấy khai sinh",
        origin=Origin.SCANNED,
        holder=None,
        agency=factories.agency(),
        officer=None,
        at=AT,
    )


@pytest.mark.skipif(
    not recognition.available(), reason="ocrmypdf or tesseract vie is not installed"
)
def test_a_scanned_page_is_found_by_its_words_and_has_an_archive_copy(folder):
    paper = taken(made.scan(folder / "a.pdf", ["GIẤY KHAI SINH\n\nHọ và tên: Lục Bình An"]))
    reading = actions.read_file(file_id=paper.file_id, at=AT)

    assert reading.state == ReadingState.READ
    assert queries.files_with("lục bình an").get() == reading
    assert queries.files_with("khai sinh").get() == reading
    assert not queries.files_with("khai tử").exists()
    assert b"pdfaid" in b"".join(store.here().read(reading.archive.digest))
    assert reading.archive.digest != paper.file.digest


def test_without_the_programs_the_row_says_so_and_is_read_once_they_are_there(folder, monkeypatch):
    monkeypatch.setattr(recognition, "available", lambda: False)
    paper = taken(made.pdf(folder / "a.pdf"))
    reading = actions.read_file(file_id=paper.file_id, at=AT)
    assert (reading.state, actions.read_missed()) == (ReadingState.NO_PROGRAM, 0)

    monkeypatch.setattr(recognition, "available", lambda: True)
    assert (actions.read_missed(), actions.read_missed()) == (1, 0)
    assert Reading.objects.get().state == ReadingState.WAITING


def test_a_file_that_cannot_be_recognised_is_not_tried_for_ever(folder, monkeypatch):
    monkeypatch.setattr(recognition, "available", lambda: True)
    monkeypatch.setattr(recognition, "searchable", lambda *_, **__: False)
    paper = taken(made.pdf(folder / "a.pdf"))
    assert actions.read_file(file_id=paper.file_id, at=AT).state == ReadingState.FAILED
    assert actions.read_file(file_id=paper.file_id, at=AT).ended_at == AT


def test_a_word_of_two_letters_finds_nothing(folder):
    taken(made.pdf(folder / "a.pdf"))
    Reading.objects.update(words="an toan")
    assert not queries.files_with("an").exists()
    assert queries.files_with("an toàn").exists()
