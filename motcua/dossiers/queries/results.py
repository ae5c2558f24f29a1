"""Questions about results: the version that counts, whether it is drafted or signed, what waits for whom."""

from django.db import models
from django.db.models import QuerySet

from motcua.base import clock
from motcua.dossiers.models import (
    Dossier,
    RegisterEntry,
    ResultState,
    ResultTemplate,
    ResultVersion,
    SigningBatch,
)
from motcua.dossiers.models.results import SIGNED_STATES, TO_SIGN, UNANSWERED
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.rules import certification, registers

_SHOWN = ("dossier__version", "dossier__agency", "docx", "pdf", "signed", "signer", "made_by")


def drafted(dossier: Dossier) -> bool:
    """Whether the dossier has a result that was at least drafted, or a certified copy."""
    return _standing(dossier).exists()


def signed(dossier: Dossier) -> bool:
    """Whether what counts bears the signature of its signer: the result, or every certified copy."""
    states = set(_standing(dossier).values_list("state", flat=True))
    return bool(states) and states <= {state.value for state in SIGNED_STATES}


def current(dossier: Dossier) -> ResultVersion | None:
    """The version that counts; None before there is one."""
    return versions(dossier).exclude(state=ResultState.REPLACED).first()


def electronic(dossier: Dossier) -> ResultVersion | None:
    """What its holder was issued electronically: the result, or the last of its certified copies.

    None while any of it is still on its way.
    """
    found = list(_standing(dossier).order_by("piece"))
    if not found or any(one.state != ResultState.ISSUED for one in found):
        return None
    return found[-1]


def to_record(dossier: Dossier) -> dict[str, object]:
    """What the decision can be recorded with: number, day and signatory of what was signed, if anything was."""
    version = current(dossier) or electronic(dossier)
    if version is None or version.signed_at is None or version.signer is None:
        return {}
    return {
        "number": number_of(version),
        "signed_on": clock.local(version.signed_at).date(),
        "signatory": version.signer.full_name,
    }


def number_of(version: ResultVersion) -> str:
    """The number as it stands on the paper, with the first of its fellows where there are several copies."""
    entry = getattr(version, "entry", None)
    if entry is None:
        return ""
    if not version.piece:
        return registers.text(entry.first, entry.symbol)
    copies = _standing(version.dossier).filter(piece__gt=0, entry__isnull=False)
    first = copies.aggregate(first=models.Min("entry__first"))["first"]
    run = f"{first}-{entry.first}" if first < entry.first else f"{entry.first}"
    return f"{run}, quyển số {certification.book(entry.dated_on)}"


def versions(dossier: Dossier) -> QuerySet[ResultVersion]:
    """All versions of the dossier's own result, the latest first."""
    rows = ResultVersion.objects.filter(dossier=dossier, piece=0)
    return rows.select_related(*_SHOWN, "entry").order_by("-number")


def to_sign(account: Account) -> QuerySet[ResultVersion]:
    """What waits for a person's signature, the most urgent dossier first."""
    rows = ResultVersion.objects.filter(signer=account, state__in=TO_SIGN)
    return rows.select_related(*_SHOWN).order_by("dossier__due_at", "pk")


def unfinished_batches(account: Account) -> QuerySet[SigningBatch]:
    """Batches of a person in which a signature still waits, the latest first."""
    waiting = models.Q(signatures__state__in=UNANSWERED)
    rows = SigningBatch.objects.annotate(waiting=models.Count("signatures", filter=waiting))
    return rows.filter(account=account, waiting__gt=0).order_by("-pk")


def to_number(agency_ids: list[int]) -> QuerySet[ResultVersion]:
    """What is signed and waits for its number or the seal, the earliest signature first."""
    waiting = (ResultState.SIGNED, ResultState.NUMBERED)
    rows = ResultVersion.objects.filter(state__in=waiting, dossier__agency__in=agency_ids)
    return rows.select_related(*_SHOWN, "entry").order_by("signed_at", "pk")


def last_entry(agency: Agency, *, year: int, symbol: str) -> RegisterEntry | None:
    """The last numbers of one register; None where it has not begun."""
    rows = RegisterEntry.objects.filter(agency=agency, year=year, symbol=symbol)
    return rows.order_by("-last").first()


def registers_of(agency: Agency, *, year: int) -> list[RegisterEntry]:
    """The last numbers of each register of an agency in a year."""
    rows = RegisterEntry.objects.filter(agency=agency, year=year)
    return list(rows.order_by("symbol", "-last").distinct("symbol"))


def issued_by_code(code: str) -> ResultVersion | None:
    """The issued version a QR names; None for any other code."""
    rows = ResultVersion.objects.select_related("dossier__agency", "signed", "entry", "signer")
    shown = (ResultState.ISSUED, ResultState.REPLACED)
    return rows.filter(code=code, state__in=shown, paper__isnull=False).first()


def templates(dossier: Dossier) -> QuerySet[ResultTemplate]:
    """The templates that serve the dossier: those of its procedure first."""
    rows = ResultTemplate.objects.filter(agency=dossier.agency_id, ended_at=None)
    fitting = rows.filter(procedure=dossier.procedure_id) | rows.filter(procedure=None)
    return fitting.select_related("file").order_by("procedure", "name")


def _standing(dossier: Dossier) -> QuerySet[ResultVersion]:
    """Everything that counts: the result that is not replaced, and the certified copies that are not."""
    rows = ResultVersion.objects.filter(dossier=dossier).exclude(state=ResultState.REPLACED)
    return rows.select_related("dossier", "signer", "entry")
