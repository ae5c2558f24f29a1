"""What scanners deliver into folders: finished files taken up, stacks cut at their separator sheets."""

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote_plus

import pikepdf

from motcua.base import uploads
from motcua.documents import inspection
from motcua.documents.actions.taking import Stored, store_file
from motcua.documents.kinds import Kind
from motcua.documents.refusals import Refused

#: What a separator sheet says before the number of its dossier, and before the row of its old result.
MARK, RESULT_MARK = "motcua:hs:", "motcua:kq:"
#: What the QR of a receipt says: the public look-up with the number of its dossier.
_RECEIPT = re.compile(r"https?://[^?#\s]+\?(?:[^#\s]*&)?so=([^&#\s]+)")
REFUSED = "khong-nhan"
#: A scanner that still writes has touched its file within so many seconds.
_RESTS_SECONDS = 10
_UNFINISHED = (".part", ".tmp", ".crdownload")


@dataclass(frozen=True)
class Piece:
    """A part of a stack: the number its separator sheet names, or nothing, and the pages behind it."""

    number: str
    stored: Stored


@dataclass(frozen=True)
class _Mark:
    """A page that begins a part: whose, and whether it is a sheet that is not kept."""

    number: str
    is_sheet: bool


def finished(folder: Path) -> Iterator[Path]:
    """The files in a folder that no scanner writes to any more, the oldest first."""
    files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    for path in sorted(files, key=lambda path: path.stat().st_mtime):
        rests = time.time() - path.stat().st_mtime >= _RESTS_SECONDS
        if rests and path.suffix.lower() not in _UNFINISHED:
            yield path


def pieces(path: Path) -> list[Piece]:
    """Store what a scanner delivered, a stack cut at its separator sheets and receipts. Raise ``Refused``.

    The stack itself is kept as it came, beside each of its parts.
    """
    whole = store_file(path, name=path.name)
    return _parts(path, whole, MARK) or [Piece("", whole)]


def results(path: Path, whole: Stored) -> list[Piece]:
    """The old results in a stored stack, cut at the sheets of their rows; none where it has no such sheet.

    Raise ``Refused``. Pages before the first sheet belong to no row.
    """
    return _parts(path, whole, RESULT_MARK)


def _parts(path: Path, whole: Stored, mark: str) -> list[Piece]:
    if whole.kind is not Kind.PDF or whole.pages is None:
        return []
    found = [_mark(said, mark) for said in inspection.marks(path, pages=whole.pages)]
    if not any(found):
        return []
    return [Piece(number, replace(stored, sheets=(whole,))) for number, stored in _cut(path, found)]


def set_aside(path: Path, refused: Refused) -> None:
    """Put a file that is not taken where people find it, with a note that says why."""
    folder = path.parent / REFUSED
    folder.mkdir(exist_ok=True)
    path.rename(folder / path.name)
    (folder / f"{path.name}.txt").write_text(f"{refused}\n", encoding="utf-8")


def _mark(said: list[str], mark: str) -> _Mark | None:
    """What a page says of the pages behind it: a separator sheet before all else, or a receipt."""
    for one in said:
        if one.startswith(mark):
            return _Mark(one.removeprefix(mark), is_sheet=True)
    receipts = [found for one in said if (found := _RECEIPT.fullmatch(one))]
    if mark == MARK and receipts:
        return _Mark(unquote_plus(receipts[0][1]), is_sheet=False)
    return None


def _cut(path: Path, marks: list[_Mark | None]) -> Iterator[tuple[str, Stored]]:
    """Each run of pages that belong together, stored; a sheet is in none, a receipt is the first of its own.

    A receipt of the dossier under way begins nothing anew.
    """
    runs: list[tuple[str, list[int]]] = [("", [])]
    for page, mark in enumerate(marks):
        if mark is not None and (mark.is_sheet or mark.number != runs[-1][0]):
            runs.append((mark.number, []))
        if mark is None or not mark.is_sheet:
            runs[-1][1].append(page)
    for number, run in runs:
        if run:
            with _copied(path, run) as part:
                yield number, store_file(part, name=path.name)


@contextmanager
def _copied(path: Path, pages: list[int]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as folder:
        out = Path(folder) / path.name
        with pikepdf.open(path) as book, pikepdf.new() as part:
            for page in pages:
                part.pages.append(book.pages[page])
            part.save(out, deterministic_id=True)
        yield out
