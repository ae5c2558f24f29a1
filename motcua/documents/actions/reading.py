"""What is read on a kept file: its words, and its archive copy. Runs later, one file at a time."""

import tempfile
from datetime import datetime
from pathlib import Path

from motcua.base import queue, text, uploads
from motcua.documents import inspection, recognition, store
from motcua.documents.kinds import READABLE, Kind
from motcua.documents.models import INDEXED_LETTERS, File, Reading, ReadingState

_TASK = "jobs.read_file"
#: One file at a time: recognition keeps a processor for minutes, and others wait for theirs.
_LOCK = "reading"


def ask(file: File, *, at: datetime) -> None:
    """Have the words of a file recognised later, once."""
    if file.kind not in READABLE:
        return
    _row, made = Reading.objects.get_or_create(file=file, defaults={"asked_at": at})
    if made:
        queue.defer(_TASK, lock=_LOCK, file_id=file.pk)


def read_missed() -> int:
    """Ask again for what waited for programs that are installed by now; return for how many."""
    missed = Reading.objects.filter(state=ReadingState.NO_PROGRAM)
    if not missed.exists() or not recognition.available():
        return 0
    files = list(missed.values_list("file", flat=True))
    missed.update(state=ReadingState.WAITING)
    for file_id in files:
        queue.defer(_TASK, lock=_LOCK, file_id=file_id)
    return len(files)


def read_file(*, file_id: int, at: datetime) -> Reading:
    """Recognise the words of a file and keep its archive copy; a second time changes nothing.

    A file whose words cannot be recognised stays as it is, and its row says why.
    """
    reading = Reading.objects.select_related("file").get(file=file_id)
    if reading.state == ReadingState.WAITING:
        _read(reading)
        reading.ended_at = at
        reading.save(update_fields=["state", "words", "archive", "ended_at"])
    return reading


def _read(reading: Reading) -> None:
    file = reading.file
    kind = Kind(file.kind)
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as folder:
        path, out = Path(folder) / "in", Path(folder) / "out.pdf"
        with path.open("wb") as copy:
            copy.writelines(store.here().read(file.digest))
        if not recognition.available():
            reading.state = ReadingState.NO_PROGRAM
        elif recognition.searchable(path, kind=kind, pages=file.pages or 1, out=out):
            reading.state = ReadingState.READ
            reading.archive = _archive(out, of=file)
        else:
            reading.state = ReadingState.FAILED
        shown = out if reading.archive else path
        if reading.archive or kind is Kind.PDF:
            reading.words = _words(shown)


def _words(path: Path) -> str:
    """The words of a PDF as they are searched for."""
    said = " ".join(text.fold(inspection.words(path).replace("\0", " ")).split())
    return said[:INDEXED_LETTERS]


def _archive(path: Path, *, of: File) -> File:
    digest = store.digest_of(path)
    store.here().put(path, digest)
    file, _made = File.objects.get_or_create(
        digest=digest,
        defaults={
            "size": path.stat().st_size,
            "kind": Kind.PDF.value,
            "pages": of.pages,
            "stored_at": of.stored_at,
            "looked_through": of.looked_through,
        },
    )
    return file
