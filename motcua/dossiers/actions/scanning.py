"""What a scanner delivered to a counter: into the dossier its separator sheet names, or kept until somebody says.

Căn cứ: Thông tư 01/2023/TT-VPCP, Điều 8 (certainty: medium).
"""

from collections import Counter
from datetime import datetime
from pathlib import Path

from django.db import transaction

from motcua.base import once
from motcua.documents import actions as documents
from motcua.documents.actions import Piece, Stored, delivering
from motcua.documents.kinds import Kind
from motcua.documents.models import Origin, Scan
from motcua.documents.refusals import Refused
from motcua.dossiers import access
from motcua.dossiers.actions import enclosing
from motcua.dossiers.models import Dossier, DossierNumber, DossierPaper, Enclosure
from motcua.dossiers.queries import enclosures
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.rules import numbers

ENCLOSED, WAITING, REFUSED = "enclosed", "waiting", "refused"
_LONGEST_NAME = 200


def collect(folder: Path, *, at: datetime) -> Counter[str]:
    """Take up what scanners finished in the folders of the agencies; return what became of how many.

    A file leaves its folder only when all of it is written down; one that is not fit is set aside
    with a note.
    """
    told: Counter[str] = Counter()
    folders = {path.name: path for path in folder.iterdir()} if folder.is_dir() else {}
    for agency in Agency.objects.filter(code__in=folders, closed_on=None):
        for path in delivering.finished(folders[agency.code]):
            told.update(_taken_up(path, agency, at))
    return told


def _taken_up(path: Path, agency: Agency, at: datetime) -> list[str]:
    try:
        found = delivering.pieces(path)
    except Refused as refused:
        delivering.set_aside(path, refused)
        return [REFUSED]
    with transaction.atomic():
        told = [_put(piece, agency, at) for piece in found]
    path.unlink()
    return told


def _put(piece: Piece, agency: Agency, at: datetime) -> str:
    """Put a piece into the dossier it names, when that is at this agency; otherwise it waits.

    A piece that is there already is what a process put before it died.
    """
    dossier = _named(piece.number, agency)
    if dossier is None:
        Scan.objects.get_or_create(
            file=documents.keep_file(piece.stored, at=at),
            agency=agency,
            taken_at=None,
            defaults={"name": piece.stored.name[-_LONGEST_NAME:], "arrived_at": at},
        )
        return WAITING
    if enclosures.inside(dossier).filter(paper__file__digest=piece.stored.digest).exists():
        return ENCLOSED
    paper = documents.take_paper(
        stored=piece.stored,
        name=piece.stored.name,
        origin=Origin.SCANNED,
        holder=enclosing.owner(dossier),
        agency=agency,
        officer=None,
        at=at,
    )
    Enclosure.objects.create(dossier=dossier, paper=paper)
    return ENCLOSED


def _named(number: str, agency: Agency) -> Dossier | None:
    known = DossierNumber.objects.filter(value=numbers.normalise(number)) if number else None
    row = known.select_related("dossier").first() if known is not None else None
    return row.dossier if row and agency.pk in access.desks(row.dossier) else None


@once.joined
def enclose_scan(
    *,
    scan_id: int,
    dossier: Dossier,
    listed: DossierPaper | None,
    officer: Account,
    at: datetime,
) -> Enclosure:
    """Put a waiting scan into a dossier of its agency. Raise ``MayNotEnclose``, ``NotItsPaper``."""
    rows = Scan.objects.select_for_update(of=("self",)).select_related("file")
    scan = rows.filter(pk=scan_id, taken_at=None, agency__in=access.desks(dossier)).first()
    if scan is None:
        raise enclosing.NotItsPaper
    scan.taken_at, scan.taken_by = at, officer
    scan.save(update_fields=["taken_at", "taken_by"])
    file = scan.file
    stored = Stored(file.digest, file.size, Kind(file.kind), file.pages, scan.name)
    return enclosing.enclose(
        dossier=dossier, stored=[stored], listed=listed, name=scan.name, officer=officer, at=at
    )[0]
