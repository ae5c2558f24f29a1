"""Taking files in, and making papers of them.

``store_file`` and ``put_together`` talk to programs and services, so they stand before a transaction;
what they return is written down inside one.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import img2pdf
from django.conf import settings
from PIL import Image

from motcua.base import clock, uploads
from motcua.documents import inspection, store, viruses
from motcua.documents.actions import reading
from motcua.documents.kinds import Fault, Kind
from motcua.documents.models import File, Origin, Paper, Sheet
from motcua.documents.ports import Infected, LooksAtNothing, Lost
from motcua.documents.refusals import Refused, too_large
from motcua.documents.store.objects import Unreachable
from motcua.organizations.models import Agency
from motcua.people.models import Account, Party

_A4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))


@dataclass(frozen=True)
class Stored:
    """A content that the store holds, proven by reading it back; not yet a row."""

    digest: str
    size: int
    kind: Kind
    pages: int | None
    name: str
    sheets: "tuple[Stored, ...]" = ()


def store_file(path: Path, *, name: str) -> Stored:
    """Look at the file from outside, have it looked through, store it and read it back.

    Raise ``Refused``: nothing was kept.
    """
    size = path.stat().st_size
    if size > settings.UPLOAD_MOST_BYTES:
        raise too_large(name, size)
    try:
        found = inspection.inspect(path)
        viruses.here().look_through(path)
    except inspection.Unfit as unfit:
        raise Refused(unfit.fault, name, content=unfit.content) from unfit
    except Infected as infected:
        raise Refused(Fault.INFECTED, name, content=str(infected)) from infected
    except LooksAtNothing as silent:
        raise Refused(Fault.NOT_LOOKED_THROUGH, name) from silent
    return Stored(_put(path, name), size, found.kind, found.pages, name)


def store_made(content: bytes, *, kind: Kind, pages: int | None, name: str) -> Stored:
    """Store a content this installation has made itself, and read it back. Raise ``Refused``."""
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as folder:
        path = Path(folder) / "made"
        path.write_bytes(content)
        return Stored(_put(path, name), len(content), kind, pages, name)


def put_together(pictures: Sequence[Stored], *, name: str) -> Stored:
    """Make one PDF of stored pictures, each on a page of its own; the pictures stay as they came.

    A JPEG goes into the PDF byte for byte. Raise ``Refused``.
    """
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as folder:
        paths = [_fetched(picture, Path(folder) / str(n)) for n, picture in enumerate(pictures)]
        book = Path(folder) / "book.pdf"
        try:
            with book.open("wb") as out:
                img2pdf.convert(
                    [str(path) for path in paths],
                    outputstream=out,
                    layout_fun=img2pdf.get_layout_fun(_A4, auto_orient=True),
                    rotation=img2pdf.Rotation.ifvalid,
                )
        except (img2pdf.ImageOpenError, ValueError) as odd:
            raise Refused(Fault.BROKEN, name) from odd
        made = store_file(book, name=name)
    return Stored(made.digest, made.size, made.kind, made.pages, name, sheets=tuple(pictures))


def take_paper(
    *,
    stored: Stored,
    name: str,
    origin: Origin,
    holder: Party | None,
    agency: Agency,
    officer: Account | None,
    at: datetime,
    pages_told: int | None = None,
    verified: bool = False,
) -> Paper:
    """Write down a stored file as a paper, and have its words read later. Raise ``Refused``.

    Căn cứ: Thông tư 01/2023/TT-VPCP, Điều 8 khoản 2 (certainty: medium).
    """
    if pages_told is not None and stored.pages is not None and pages_told != stored.pages:
        raise Refused(Fault.PAGES_DIFFER, stored.name, pages=stored.pages, told=pages_told)
    paper = keep_paper(
        file=keep_file(stored, at=at),
        name=name,
        origin=origin,
        verified=verified,
        pages_told=pages_told,
        holder=holder,
        agency=agency,
        officer=officer,
        at=at,
    )
    for place, sheet in enumerate(stored.sheets, start=1):
        Sheet.objects.create(paper=paper, place=place, file=keep_file(sheet, at=at))
    return paper


def keep_paper(
    *,
    file: File,
    name: str,
    origin: Origin,
    holder: Party | None,
    agency: Agency,
    officer: Account | None,
    at: datetime,
    pages_told: int | None = None,
    verified: bool = False,
) -> Paper:
    """Write down a kept file as a paper, and have its words read later."""
    paper = Paper.objects.create(
        file=file,
        name=name,
        origin=origin,
        verified=verified,
        pages_told=pages_told,
        holder=holder,
        agency=agency,
        taken_by=officer,
        taken_at=at,
        taken_on=clock.local(at).date(),
    )
    reading.ask(file, at=at)
    return paper


def use_again(
    *, source: Paper, name: str, agency: Agency, officer: Account | None, at: datetime
) -> Paper:
    """Write down that a paper already held serves once more; its file is not copied."""
    return Paper.objects.create(
        file_id=source.file_id,
        name=name,
        origin=Origin.REUSED,
        verified=source.verified,
        holder_id=source.holder_id,
        agency=agency,
        source_id=source.source_id or source.pk,
        taken_by=officer,
        taken_at=at,
        taken_on=clock.local(at).date(),
    )


def keep_file(stored: Stored, *, at: datetime) -> File:
    """Write down a content that the store holds; one that is known stays as it is."""
    file, _made = File.objects.get_or_create(
        digest=stored.digest,
        defaults={
            "size": stored.size,
            "kind": stored.kind.value,
            "pages": stored.pages,
            "stored_at": at,
            "looked_through": bool(settings.CLAMD),
        },
    )
    return file


def _put(path: Path, name: str) -> str:
    """Store the file under its digest and prove it by reading it back (R-4.1)."""
    digest = store.digest_of(path)
    here = store.here()
    try:
        here.put(path, digest)
        kept = store.digest_of_pieces(here.read(digest))
    except (OSError, Lost, Unreachable) as silent:
        raise Refused(Fault.NOT_STORED, name) from silent
    if kept != digest:
        raise Refused(Fault.NOT_STORED, name)
    return digest


def _fetched(picture: Stored, path: Path) -> Path:
    """A copy of the stored picture to work on, without the see-through parts no paper has."""
    with path.open("wb") as out:
        out.writelines(store.here().read(picture.digest))
    if picture.kind is Kind.JPEG:
        return path
    flat = path.with_suffix(".png")
    with Image.open(path) as drawn:
        drawn.convert("RGB").save(flat)
    return flat
