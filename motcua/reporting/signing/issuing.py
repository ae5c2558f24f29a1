"""Signed reports numbered and sealed: the number comes from the agency's register, then the agency signs.

The number is taken once the person has signed, and stays taken whatever becomes of the seal. The register is
the one results are numbered in.

Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 15, 17-19 và Phụ lục I (certainty: high for the order signature,
number, seal; medium for the details).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from motcua.base import clock, once
from motcua.documents import actions as documents
from motcua.documents.actions import Stored
from motcua.documents.kinds import Kind
from motcua.documents.signing.pades import Mark
from motcua.documents.signing.placing import Place
from motcua.dossiers.actions import By, results, results_issuing, sealing
from motcua.dossiers.actions.results import VersionMoved
from motcua.dossiers.models import RegisterEntry
from motcua.dossiers.queries import results as registered
from motcua.organizations import access
from motcua.organizations.access import Permission
from motcua.reporting.actions import NotAllowed
from motcua.reporting.models import PaperState, ReportPaper
from motcua.reporting.narrative import composed
from motcua.reporting.signing import actions, queries
from motcua.reporting.signing.actions import Superseded
from motcua.rules import registers

#: Draws what the agency's signature shows at the head: its words, number, date, QR.
Draw = Callable[[ReportPaper, RegisterEntry, datetime], Mark]


@dataclass(frozen=True)
class Sealed:
    """A paper with the agency's signature, stored; ``certificate`` is the serial of the seal's."""

    stored: Stored
    certificate: str


@once.joined
def take_number(*, paper_id: int, symbol: str, dated_on: date, by: By) -> ReportPaper:
    """Give a signed paper the next number of its register; a report written with its number takes that one.

    Raise ``VersionMoved``, ``Superseded``, ``results.NotASymbol``, ``registers.NotNext``,
    ``registers.OutOfOrder``, ``access.NotAllowed``.
    """
    paper = _held(paper_id, PaperState.SIGNED)
    if not registers.is_symbol(symbol):
        raise results.NotASymbol
    assert paper.signed_at is not None
    if dated_on < clock.local(paper.signed_at).date():
        raise registers.OutOfOrder(dated_on)
    before = registered.last_entry(paper.agency, year=dated_on.year, symbol=symbol)
    first = _written(paper) or (before.last + 1 if before else 1)
    paper.entry = results_issuing.note_elsewhere(
        agency=paper.agency,
        by=by,
        symbol=symbol,
        first=first,
        last=first,
        dated_on=dated_on,
        note=paper.title[:200],
    )
    paper.state = PaperState.NUMBERED
    paper.save(update_fields=["entry", "state"])
    actions.step(paper, by)
    return paper


def seal(paper_id: int, *, draw: Draw, by: By) -> Sealed:
    """Sign a numbered paper with the agency's own key; return the file, stored.

    The device is called, so this stands before a transaction. Raise ``VersionMoved``, ``Superseded``,
    ``ports.NoSeal``, ``pades.NoTimestamp``, ``NotAllowed``.
    """
    rows = ReportPaper.objects.select_related("agency", "entry", "signed")
    paper = rows.filter(pk=paper_id, state=PaperState.NUMBERED).first()
    if paper is None:
        raise VersionMoved
    _require_good(paper, by)
    assert paper.signed is not None
    assert paper.entry is not None
    sealed = sealing.seal(
        actions.content_of(paper),
        code=paper.agency.code,
        head=draw(paper, paper.entry, by.at),
        signature=Place(**paper.places["signature"]),
        at=by.at,
        about=f"report paper {paper.pk}",
    )
    stored = documents.store_made(
        sealed.content, kind=Kind.PDF, pages=paper.signed.pages, name=paper.title
    )
    return Sealed(stored, sealed.certificate)


@once.joined
def issue(*, paper_id: int, sealed: Sealed, by: By) -> ReportPaper:
    """Write down a paper as issued. Raise ``VersionMoved``, ``Superseded``, ``NotAllowed``."""
    paper = _held(paper_id, PaperState.NUMBERED)
    _require_good(paper, by)
    paper.signed, paper.state = documents.keep_file(sealed.stored, at=by.at), PaperState.ISSUED
    paper.save(update_fields=["signed", "state"])
    actions.step(paper, by, certificate=sealed.certificate)
    return paper


def _held(paper_id: int, state: PaperState) -> ReportPaper:
    rows = ReportPaper.objects.select_for_update(of=("self",)).select_related(
        "agency", "signed", "narrative"
    )
    paper = rows.filter(pk=paper_id, state=state).first()
    if paper is None:
        raise VersionMoved
    if queries.superseded([paper]):
        raise Superseded
    return paper


def _require_good(paper: ReportPaper, by: By) -> None:
    account = results.who(by)
    held = access.postings(account.pk, by.rights_on)
    if not access.may(held, Permission.ISSUE, paper.agency_id):
        raise NotAllowed(paper.agency_id)
    if queries.superseded([paper]):
        raise Superseded


def _written(paper: ReportPaper) -> int | None:
    """The number a report was written with, where it is one."""
    if paper.narrative is None:
        return None
    said = composed.again(paper.narrative.content).written.number.strip()
    return int(said) if said.isascii() and said.isdigit() else None
