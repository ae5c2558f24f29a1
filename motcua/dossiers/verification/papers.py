"""The kept files of all papers: each is read from the store and its content compared with its digest."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.documents import queries
from motcua.documents.models import File
from motcua.dossiers.models import Enclosure
from motcua.dossiers.verification.findings import Finding, Kind


@dataclass(frozen=True)
class Read:
    """How many files were read, and which of them are not what was taken in."""

    files: int
    findings: tuple[Finding, ...]


def read(*, day: int | None = None) -> Read:
    """Read every file; with a ``day``, the part of them whose turn it is, so that a month reads all."""
    files = queries.turn_of(day)
    return Read(
        files=files.count(),
        findings=tuple(_finding(file, found) for file, found in queries.damaged(files)),
    )


def _finding(file: File, found: str) -> Finding:
    enclosure = (
        Enclosure.objects.filter(paper__file=file).select_related("dossier").order_by("pk").first()
    )
    place = (
        _("Tệp %(file)s của hồ sơ %(number)s")
        % {"file": file.pk, "number": enclosure.dossier.number or enclosure.dossier_id}
        if enclosure
        else _("Tệp %(file)s") % {"file": file.pk}
    )
    said = _("nội dung trong kho khác với lúc nhận.") if found else _("kho không còn tệp này.")
    return Finding(
        kind=Kind.FILE,
        subject=place,
        sentence=said,
        dossier_id=enclosure.dossier_id if enclosure else None,
    )
