"""A program: looks at one file and prints what it is as JSON. Run by ``inspection.inspect`` alone."""

import json
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import puremagic
from PIL import Image, UnidentifiedImageError

from motcua.documents.inspection import limits
from motcua.documents.kinds import Fault, Kind

MOST_PAGES = 3000
#: A sheet of A0 at 300 dots per inch has 140 million.
MOST_DOTS = 150_000_000
MOST_UNPACKED = 500 * 1024**2
MOST_PARTS = 10_000

_HEAD_BYTES = 1024
_ZIP, _OLE, _RAR, _SEVEN = b"PK", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf"
_ARCHIVES = (_RAR, _SEVEN, b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!")
_FORMATS = {"JPEG": Kind.JPEG, "MPO": Kind.JPEG, "PNG": Kind.PNG, "TIFF": Kind.TIFF}
_OFFICE = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}


class _Unfit(Exception):
    def __init__(self, fault: Fault, content: str = "") -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.content = content


def look(path: Path) -> tuple[Kind, int | None]:
    """The kind of the file and how many pages it has."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise _Unfit(Fault.EMPTY)
    for begins, opened in _OPENERS:
        if begins(head):
            return opened(path)
    if head.startswith(_PROGRAMS):
        raise _Unfit(Fault.PROGRAM)
    if head.startswith(_ARCHIVES):
        raise _Unfit(Fault.ARCHIVE)
    raise _Unfit(Fault.UNKNOWN_KIND, _guess(head))


def _guess(head: bytes) -> str:
    """What people call a file that begins like this; nothing where nobody knows."""
    try:
        return str(puremagic.from_string(head)).lstrip(".").upper()
    except puremagic.PureError:
        return ""


def _pdf(path: Path) -> tuple[Kind, int | None]:
    try:
        with pikepdf.open(path) as book:
            pages = len(book.pages)
    except pikepdf.PasswordError as locked:
        raise _Unfit(Fault.LOCKED) from locked
    except (pikepdf.PdfError, ValueError, RuntimeError) as broken:
        raise _Unfit(Fault.BROKEN) from broken
    if not pages:
        raise _Unfit(Fault.BROKEN)
    if pages > MOST_PAGES:
        raise _Unfit(Fault.TOO_MANY_PAGES)
    return Kind.PDF, pages


def _picture(path: Path) -> tuple[Kind, int | None]:
    Image.MAX_IMAGE_PIXELS = MOST_DOTS
    try:
        with Image.open(path, formats=["JPEG", "PNG", "TIFF"]) as picture:
            kind = _FORMATS[picture.format or ""]
            frames = getattr(picture, "n_frames", 1) if kind is Kind.TIFF else 1
            if frames > MOST_PAGES:
                raise _Unfit(Fault.TOO_MANY_PAGES)
            for frame in range(frames):
                picture.seek(frame)
                if picture.width * picture.height > MOST_DOTS:
                    raise _Unfit(Fault.PICTURE_TOO_LARGE)
                picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as bomb:
        raise _Unfit(Fault.PICTURE_TOO_LARGE) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as broken:
        raise _Unfit(Fault.BROKEN) from broken
    return kind, frames


def _office(path: Path) -> tuple[Kind, int | None]:
    try:
        with zipfile.ZipFile(path) as parts:
            listed = parts.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise _Unfit(Fault.BROKEN) from broken
    names = {part.filename for part in listed}
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
        raise _Unfit(Fault.UNPACKS_TOO_LARGE)
    kind = next((kind for name, kind in _OFFICE.items() if name in names), None)
    if kind is None or "[Content_Types].xml" not in names:
        raise _Unfit(Fault.ARCHIVE)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise _Unfit(Fault.MACROS)
    return kind, None


_OPENERS: tuple[tuple[Callable[[bytes], bool], Callable[[Path], tuple[Kind, int | None]]], ...] = (
    # A reader of PDF looks for its sign within the first 1024 bytes, and so do we.
    (lambda head: b"%PDF-" in head, _pdf),
    (lambda head: head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*")), _picture),
    (lambda head: head.startswith(_ZIP), _office),
)


def main() -> None:
    """Print the answer; dying on the way is an answer too."""
    limits.hold()
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    told: dict[str, str | int | None]
    try:
        kind, pages = look(Path(sys.argv[1]))
        told = {"kind": kind.value, "pages": pages}
    except _Unfit as unfit:
        told = {"fault": unfit.fault.value, "content": unfit.content}
    except MemoryError:
        told = {"fault": Fault.UNPACKS_TOO_LARGE.value}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
