"""What a file really is, found out by a program of its own that may fail, hang or swell without harm."""

import base64
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.checking.reading import programs
from motcua.documents.kinds import Fault, Kind

#: A file that keeps the program longer than this is taken for one made to do so.
PATIENCE_SECONDS = 90
_SECONDS_PER_DRAWN_PAGE = 5


@dataclass(frozen=True)
class Found:
    """A file that may be taken; ``pages`` is None where its kind has none before it is printed."""

    kind: Kind
    pages: int | None


@dataclass(frozen=True)
class Picture:
    """A page as it is seen, as JPEG; width and height in dots."""

    width: int
    height: int
    jpeg: bytes


class Unfit(Exception):
    """The file is not taken; ``fault`` says why, ``content`` what it seems to be."""

    def __init__(self, fault: Fault, content: str = "") -> None:
        """Keep the reason."""
        super().__init__(fault.value)
        self.fault = fault
        self.content = content


def inspect(path: Path) -> Found:
    """Look at the content of a file from outside. Raise ``Unfit``."""
    told = _told("motcua.documents.inspection.contents", path)
    if told is None:
        raise Unfit(Fault.BROKEN)
    if "fault" in told:
        raise Unfit(Fault(told["fault"]), str(told.get("content", "")))
    return Found(Kind(told["kind"]), told["pages"])


def words(path: Path) -> str:
    """The words a PDF shows, page after page; nothing where it cannot be read."""
    told = _told("motcua.documents.inspection.text_layer", path)
    return str(told["words"]) if told else ""


def marks(path: Path, *, pages: int) -> list[list[str]]:
    """What the QR marks on each page of a PDF say; no page where it cannot be looked at."""
    seconds = PATIENCE_SECONDS + pages * _SECONDS_PER_DRAWN_PAGE
    told = _told("motcua.documents.inspection.marks", path, seconds=seconds)
    found: list[list[str]] = told["pages"] if told else []
    return found


def pictures(path: Path, *, pages: int) -> list[Picture]:
    """Every page of a PDF or picture as it is seen, and nothing of what else is in the file. Raise ``Unfit``."""
    seconds = PATIENCE_SECONDS + pages * _SECONDS_PER_DRAWN_PAGE
    told = _told("motcua.documents.inspection.pictures", path, seconds=seconds)
    if told is None or not told["pages"]:
        raise Unfit(Fault.BROKEN)
    return [
        Picture(one["width"], one["height"], base64.b64decode(one["jpeg"])) for one in told["pages"]
    ]


def places(path: Path, *, signer: str) -> dict[str, Any]:
    """Where a PDF leaves room for its number, its date and the signature above the signer's name.

    ``serial``, ``day``, ``month``: left, line, size of type, in points; ``name``: page and box;
    ``first_page``, ``last_page``: width and height. What is not found is absent. Raise ``Unfit``.
    """
    told = _told("motcua.documents.inspection.places", path, signer)
    if told is None:
        raise Unfit(Fault.BROKEN)
    return told


def _told(
    program: str, path: Path, *more: str, seconds: float = PATIENCE_SECONDS
) -> dict[str, Any] | None:
    command = [sys.executable, "-m", program, str(path), *more]
    printed = programs.run(command, seconds=seconds, extra={"PYTHONUTF8": "1"})
    if printed is None:
        return None
    told: dict[str, Any] = json.loads(printed)
    return told
