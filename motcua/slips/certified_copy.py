"""A certified electronic copy: the pages of an original as they are seen, and the certification on the last one.

Pages are drawn anew: what an officer compared is what is certified, and nothing else a file may hold goes along.

Căn cứ: Nghị định 23/2015/NĐ-CP, Điều 20 (certainty: high: the certification stands on the last page);
Thông tư 01/2020/TT-BTP (certainty: medium for its words, which can be set).
"""

import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.base import clock, uploads
from motcua.documents import actions as documents
from motcua.documents import inspection, store
from motcua.documents.actions import Stored
from motcua.documents.inspection import Picture
from motcua.documents.kinds import Kind
from motcua.documents.signing.placing import SIGNATURE_HEIGHT, SIGNATURE_WIDTH, Place
from motcua.dossiers.models import CertifiedCopy
from motcua.rules import certification
from motcua.slips import letterhead, typeset
from motcua.slips.sheets import DEMO_LINE

LAYOUT = "slips/layout/certified_copy.typ"
_MILLIMETRE = 72 / 25.4
_WIDTH, _HEIGHT = 210 * _MILLIMETRE, 297 * _MILLIMETRE
#: On the last page, in millimetres from its upper left corner: the room of the agency, that of the signer.
_NUMBER = (25.0, 95.0, 82.0, 42.0)
_NAME = (115.0, 95.0, 75.0, 42.0)
#: The signature stands under the two lines of the signer's office.
_SIGNED_DOWN = 110.0


@dataclass(frozen=True)
class Made:
    """A copy ready to be signed: its file, stored, and where number, seal and signature are shown."""

    stored: Stored
    places: dict[str, Any]


def make(copy: CertifiedCopy, *, at: datetime) -> Made:
    """Draw the copy of an original and store it. Raise ``inspection.Unfit``, ``Refused``.

    Programs are run, so this stands before a transaction.
    """
    assert copy.signer is not None
    file = copy.original.file
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as folder:
        scan = Path(folder) / "scan"
        scan.write_bytes(store.content_of(file.digest))
        pages = inspection.pictures(scan, pages=file.pages or 1)
        scan.unlink()
        content = _set(copy, pages, Path(folder), at)
    stored = documents.store_made(content, kind=Kind.PDF, pages=len(pages) + 1, name=copy.title)
    return Made(stored, places())


def places() -> dict[str, Any]:
    """Where number, seal and signature stand on the last page of every copy."""
    left, down, width, height = (edge * _MILLIMETRE for edge in _NUMBER)
    number = Place(page=-1, left=left, bottom=_HEIGHT - down - height, width=width, height=height)
    left, _down, width, _height = (edge * _MILLIMETRE for edge in _NAME)
    signature = Place(
        page=-1,
        left=left + (width - SIGNATURE_WIDTH) / 2,
        bottom=_HEIGHT - _SIGNED_DOWN * _MILLIMETRE - SIGNATURE_HEIGHT,
        width=SIGNATURE_WIDTH,
        height=SIGNATURE_HEIGHT,
    )
    return {
        "first_page": [_WIDTH, _HEIGHT],
        "certification": asdict(number),
        "signature": asdict(signature),
    }


def words() -> str:
    """What is certified: as the installation says it, or as the circular does."""
    return settings.CERTIFICATION_WORDS or certification.WORDS


def _set(copy: CertifiedCopy, pages: list[Picture], folder: Path, at: datetime) -> bytes:
    names = [f"trang-{number}.jpg" for number in range(1, len(pages) + 1)]
    for name, page in zip(names, pages, strict=True):
        (folder / name).write_bytes(page.jpeg)
    agency, signer = copy.dossier.agency, copy.signer
    assert signer is not None
    facts = {
        "title": copy.title,
        "original": copy.title,
        "office": letterhead.of(agency, agency, clock.local(at).date()).office,
        "words": words(),
        "signer": signer.full_name,
        "demo": DEMO_LINE if settings.DEMO else "",
        "number_at": _room(_NUMBER),
        "name_at": _room(_NAME),
        "pages": [
            {
                "file": name,
                "wide": page.width > page.height,
                "alt": f"Trang {number} của bản chính: {copy.title}",
            }
            for number, (name, page) in enumerate(zip(names, pages, strict=True), start=1)
        ],
    }
    return typeset.pdf(LAYOUT, facts, at=at, folder=folder)


def _room(room: tuple[float, float, float, float]) -> dict[str, float]:
    names = ("left", "down", "width", "height")
    return {name: edge * _MILLIMETRE for name, edge in zip(names, room, strict=True)}
