"""Results numbered and sealed: the number comes from the agency's register, then the agency signs.

Person and agency sign apart; the number is taken once the person has signed, and stays taken whatever
becomes of the seal.

Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 15, 17-19 và Phụ lục I (certainty: high for the order signature,
number, seal; medium for the details).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from motcua.base import clock, once
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.actions import Stored
from motcua.documents.kinds import Kind
from motcua.documents.models import Origin
from motcua.documents.signing.pades import Mark
from motcua.dossiers import access
from motcua.dossiers.actions import sealing
from motcua.dossiers.actions.core import By
from motcua.dossiers.actions.enclosing import owner
from motcua.dossiers.actions.results import VersionMoved, held, place_of, step, who
from motcua.dossiers.models import RegisterEntry, ResultState, ResultStepKind, ResultVersion
from motcua.dossiers.queries import results as queries
from motcua.organizations import access as rights
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency
from motcua.rules import registers
from motcua.rules.codes import Act

#: Draws what the agency's signature shows at the head of a version: its words, number, date, QR.
Draw = Callable[[ResultVersion, RegisterEntry, datetime], Mark]


@dataclass(frozen=True)
class Sealed:
    """A version with the agency's signature, stored; ``certificate`` is the serial of the seal's."""

    stored: Stored
    certificate: str


class NoteMissing(Exception):
    """Numbers used for papers from elsewhere say which."""


@once.joined
def take_number(
    *, version_id: int, by: By, dated_on: date, serial: int | None = None
) -> RegisterEntry:
    """Give a signed version the next number of its register; ``serial``, where given, must be that one.

    Raise VersionMoved, ``registers.NotNext``, ``registers.OutOfOrder``, ``access.NotAllowed``.
    """
    version = held(version_id, (ResultState.SIGNED,))
    agency = _register_of(version.dossier.agency_id, by)
    assert version.signed_at is not None
    if dated_on < clock.local(version.signed_at).date():
        raise registers.OutOfOrder(dated_on)
    first = _next(agency, version.symbol, dated_on) if serial is None else serial
    made = _enter(agency, version.symbol, first, first, dated_on, by, version=version)
    version.state = ResultState.NUMBERED
    version.save(update_fields=["state"])
    step(version, ResultStepKind.NUMBERED, by)
    return made


@once.joined
def note_elsewhere(
    *, agency: Agency, by: By, symbol: str, first: int, last: int, dated_on: date, note: str
) -> RegisterEntry:
    """Write down numbers that papers from elsewhere have taken, so that the register has no gap.

    Raise NoteMissing, ``registers.NotNext``, ``registers.OutOfOrder``, ``access.NotAllowed``.
    """
    held_agency = _register_of(agency.pk, by)
    if not note.strip():
        raise NoteMissing
    if last < first:
        raise registers.NotNext(first)
    return _enter(held_agency, symbol, first, last, dated_on, by, note=note.strip())


def seal(version_id: int, *, draw: Draw, by: By) -> Sealed:
    """Sign a numbered version for its agency, with the agency's own key; return the file, stored.

    The device is called, so this stands before a transaction. Raise VersionMoved, ``ports.NoSeal``,
    ``access.NotAllowed``, ``pades.NoTimestamp``.
    """
    rows = ResultVersion.objects.select_related("dossier__agency", "entry", "signed")
    version = rows.filter(pk=version_id, state=ResultState.NUMBERED).first()
    if version is None:
        raise VersionMoved
    agency = version.dossier.agency
    _require_issuing(agency.pk, by)
    assert version.signed is not None
    sealed = sealing.seal(
        store.content_of(version.signed.digest),
        code=agency.code,
        head=draw(version, version.entry, by.at),
        signature=place_of(version),
        at=by.at,
        about=f"result version {version.pk}",
    )
    stored = documents.store_made(
        sealed.content, kind=Kind.PDF, pages=version.signed.pages, name=version.title
    )
    return Sealed(stored, sealed.certificate)


@once.joined
def issue(*, version_id: int, sealed: Sealed, by: By) -> ResultVersion:
    """Write down a version as issued; its holder keeps it from now on. Raise VersionMoved, ``access.NotAllowed``."""
    version = held(version_id, (ResultState.NUMBERED,))
    dossier = version.dossier
    _require_issuing(dossier.agency_id, by)
    version.signed = documents.keep_file(sealed.stored, at=by.at)
    version.paper = documents.take_paper(
        stored=sealed.stored,
        name=version.title,
        origin=Origin.RESULT,
        holder=owner(dossier),
        agency=dossier.agency,
        officer=who(by),
        at=by.at,
        verified=True,
    )
    version.state = ResultState.ISSUED
    version.save(update_fields=["signed", "paper", "state"])
    step(version, ResultStepKind.SEALED, by, certificate=sealed.certificate)
    return version


def _register_of(agency_id: int, by: By) -> Agency:
    """Lock the registers of an agency against others who number."""
    _require_issuing(agency_id, by)
    return Agency.objects.select_for_update(no_key=True).get(pk=agency_id)


def _require_issuing(agency_id: int, by: By) -> None:
    if not rights.may(rights.postings(who(by).pk, by.rights_on), Permission.ISSUE, agency_id):
        raise access.NotAllowed(Act.DECIDE)


def _next(agency: Agency, symbol: str, dated_on: date) -> int:
    before = queries.last_entry(agency, year=dated_on.year, symbol=symbol)
    return before.last + 1 if before else 1


def _enter(
    agency: Agency,
    symbol: str,
    first: int,
    last: int,
    dated_on: date,
    by: By,
    *,
    version: ResultVersion | None = None,
    note: str = "",
) -> RegisterEntry:
    before = queries.last_entry(agency, year=dated_on.year, symbol=symbol)
    registers.follow(
        first=first,
        dated_on=dated_on,
        last=before.last if before else 0,
        last_on=before.dated_on if before else None,
        today=clock.local(by.at).date(),
    )
    return RegisterEntry.objects.create(
        agency=agency,
        year=dated_on.year,
        symbol=symbol,
        first=first,
        last=last,
        dated_on=dated_on,
        version=version,
        note=note,
        by=who(by),
        at=by.at,
    )
