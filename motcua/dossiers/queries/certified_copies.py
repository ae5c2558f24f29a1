"""Questions about certified copies: which originals still wait, how far the copies have come, the book of them."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from motcua.base import env
from motcua.documents.kinds import READABLE
from motcua.dossiers.models import CertifiedCopy, Dossier, Enclosure, RegisterEntry, ResultState
from motcua.dossiers.queries import enclosures
from motcua.rules import certification


@dataclass(frozen=True)
class Progress:
    """How many originals were taken up, how many copies wait to be made, and how many are issued."""

    total: int
    waiting: int
    refused: int
    issued: int

    @property
    def made(self) -> int:
        """How many of those to be certified have their copy, or could not be made."""
        return self.total - self.refused - self.waiting

    @property
    def wanted(self) -> int:
        """How many are to be certified."""
        return self.total - self.refused

    @property
    def over(self) -> bool:
        """Whether every copy is issued, and there is one."""
        return self.issued > 0 and self.issued == self.wanted


def serves(dossier: Dossier) -> bool:
    """Whether the dossier asks for copies to be certified, by the procedures this installation names."""
    return listed(dossier.procedure.code)


def listed(code: str) -> bool:
    """Whether copies are certified electronically by the procedure of this national code."""
    return code in env.listed(settings.CERTIFIED_COPIES)


def of(dossier: Dossier) -> QuerySet[CertifiedCopy]:
    """What was made of a dossier's originals, without the copies that were taken back."""
    rows = CertifiedCopy.objects.filter(dossier=dossier)
    rows = rows.exclude(version__state=ResultState.REPLACED)
    return rows.select_related(
        "original__file",
        "compared_by",
        "remark",
        "signer",
        "version__entry",
        "version__signer",
        "version__pdf",
        "version__signed",
    ).order_by("place")


def open_originals(dossier: Dossier) -> list[Enclosure]:
    """The scans in the dossier that nobody has certified or refused yet."""
    done = of(dossier).filter(fault="").values("original")
    rows = enclosures.inside(dossier).exclude(paper__in=done)
    return list(rows.filter(paper__file__kind__in=[kind.value for kind in READABLE]))


def progress(dossier: Dossier) -> Progress:
    """Count what became of a dossier's originals."""
    rows = list(of(dossier))
    return Progress(
        total=len(rows),
        waiting=sum(not one.ground and not one.fault and one.version is None for one in rows),
        refused=sum(bool(one.ground) for one in rows),
        issued=sum(
            one.version is not None and one.version.state == ResultState.ISSUED for one in rows
        ),
    )


def to_make(dossier_id: int) -> QuerySet[CertifiedCopy]:
    """What still has to be made of a dossier's originals, in its order."""
    rows = CertifiedCopy.objects.filter(dossier=dossier_id, ground="", fault="", version=None)
    return rows.select_related(
        "original__file", "dossier__agency", "dossier__taken_in_at", "signer", "compared_by"
    ).order_by("place")


def book(agency_id: int, from_on: date, to_on: date) -> QuerySet[RegisterEntry]:
    """The numbers of an agency's register of certified copies between two days, in their order."""
    rows = RegisterEntry.objects.filter(
        agency=agency_id, symbol=certification.SYMBOL, dated_on__gte=from_on, dated_on__lte=to_on
    )
    return rows.select_related(
        "version__certified_copy", "version__dossier", "version__signer"
    ).order_by("year", "first")


def refused(agency_id: int, from_on: date, to_on: date) -> QuerySet[CertifiedCopy]:
    """The originals an agency refused between two days."""
    rows = CertifiedCopy.objects.filter(
        dossier__agency=agency_id,
        compared_at__date__gte=from_on,
        compared_at__date__lte=to_on,
    ).exclude(ground="")
    return rows.select_related("dossier", "compared_by").order_by("compared_at", "pk")
