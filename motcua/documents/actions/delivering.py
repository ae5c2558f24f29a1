"""What scanners deliver into folders: finished files taken up, stacks cut at their separator sheets."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from motcua.base import uploads
from motcua.documents import inspection
from motcua.documents.actions.taking import Stored, store_file
from motcua.documents.kinds import Kind
from motcua.documents.refusals import Refused

#: What a separator sheet says before the number of its dossier.
MARK = "motcua:hs:"
REFUSED = "khong-nhan"
#: A scanner that still writes has touched its file within so many seconds.
_RESTS_SECONDS = 10
_UNFINISHED = (".part", ".tmp", ".crdownload")


@dataclass(frozen=True)
class Piece:
    """A part of a stack: the number its separator sheet names, or nothing, and the pages behind it."""

    number: str
    stored: Stored


def finished(folder: Path) -> Iterator[Path]:
    """The files in a folder that no scanner writes to any more, the oldest first."""
    files = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    for path in sorted(files, key=lambda path: path.stat().st_mtime):
        rests = time.time() - path.stat().st_mtime >= _RESTS_SECONDS
        if rests and path.suffix.lower() not in _UNFINISHED:
            yield path


def pieces(path: Path) -> list[Piece]:
    """Store what a scanner delivered, a stack cut at its separator sheets. Raise ``Refused``.

    The stack itself is kept as it came, beside each of its parts.
    """
    whole = store_file(path, name=path.name)
    if whole.kind is not Kind.PDF or whole.pages is None:
        return [Piece("", whole)]
    numbers = [_number(said) for said in inspection.marks(path, pages=whole.pages)]
    if not any(numbers):
        return [Piece("", whole)]
    return [
        Piece(number, replace(stored, sheets=(whole,))) for number, stored in _cut(path, numbers)
    ]


def set_aside(path: Path, refused: Refused) -> None:
    """Put a file that is not taken where people find it, with a note that says why."""
    folder = path.parent / REFUSED
    folder.mkdir(exist_ok=True)
    path.rename(folder / path.name)
    (folder / f"{path.name}.txt").write_text(f"{refused}\n", encoding="utf-8")


def _number(said: list[str]) -> str:
    marks = [one.removeprefix(MARK) for one in said if one.startswith(MARK)]
    return marks[0] if marks else ""


def _cut(path: Path, numbers: list[str]) -> Iterator[tuple[str, Stored]]:
    """Each run of pages behind a separator sheet, stored; the sheets themselves are in none."""
    number, run = "", []
    for page, mark in enumerate([*numbers, MARK]):
        if not mark:
            run.append(page)
            continue
        if run:
            with _copied(path, run) as part:
                yield number, store_file(part, name=path.name)
        number, run = mark, []


@contextmanager
def _copied(path: Path, pages: list[int]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as folder:
        out = Path(folder) / path.name
        with pikepdf.open(path) as book, pikepdf.new() as part:
            for page in pages:
                part.pages.append(book.pages[page])
            part.save(out, deterministic_id=True)
        yield out
