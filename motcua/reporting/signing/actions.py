"""What was filed, signed by a person: made and prepared here, signed where the key is, put together here, each once.

Signing changes no figure: the paper is the filed row in its layout. What comes back late, twice, or for something
returned meanwhile signs nothing.

Căn cứ: Nghị định 30/2020/NĐ-CP, Điều 13 (certainty: high that the head of the agency signs); Luật Giao dịch
điện tử 2023 (certainty: medium).
"""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from motcua.base import once, queue
from motcua.documents import actions as documents
from motcua.documents import store
from motcua.documents.actions import Stored
from motcua.documents.actions.certificates import chain_of
from motcua.documents.inspection import Unfit
from motcua.documents.kinds import Kind
from motcua.documents.refusals import Refused
from motcua.documents.signing import pades
from motcua.documents.signing.pades import Prepared
from motcua.documents.signing.placing import Place
from motcua.dossiers.actions import By, results, results_signing
from motcua.dossiers.actions.results_signing import Draw, NotAsked, NothingToSign, TooMany
from motcua.people.models import Account
from motcua.reporting.campaigns import acts
from motcua.reporting.models import (
    FiledForm,
    FiledNarrative,
    PaperState,
    PaperStep,
    ReportPaper,
    ReportSigning,
)
from motcua.reporting.narrative import composed
from motcua.reporting.signing import making, queries

_TASK = "jobs.prepare_report_papers"
_UNSIGNABLE = "Chưa lập được tệp PDF của văn bản này trên máy chủ. Hãy báo quản trị hệ thống."


class NotTheSigner(Exception):
    """The report names somebody else as its signer; ``args[0]`` is the name."""


class Superseded(Exception):
    """What the paper is of was returned or filed again meanwhile: it is not signed, numbered or sealed."""


@once.joined
def begin(*, form_ids: Collection[int], narrative_ids: Collection[int], by: By) -> ReportSigning:
    """Write down what one person signs with one PIN; the papers are made in the background.

    What no longer counts, or is signed or waits elsewhere, is left out. Raise ``NothingToSign``, ``TooMany``,
    ``NotTheSigner``, ``results_signing.NoCertificate``, ``NotAllowed``.
    """
    account = results.who(by)
    certificate = results_signing.certificate_in_use(account, at=by.at)
    filed = _filed(form_ids, narrative_ids)
    if not filed:
        raise NothingToSign
    if len(filed) > results_signing.MOST:
        raise TooMany(len(filed))
    signing = ReportSigning.objects.create(account=account, certificate=certificate, made_at=by.at)
    for place, one in enumerate(filed, start=1):
        acts.leading(account, one.agency_id, by.at)
        _require_named(one, account)
        ReportPaper.objects.create(
            signing=signing,
            place=place,
            form=one if isinstance(one, FiledForm) else None,
            narrative=one if isinstance(one, FiledNarrative) else None,
            agency_id=one.agency_id,
            title=making.title(one)[:300],
            code=results.new_code(),
        )
    queue.defer(_TASK, lock=f"report-signing-{signing.pk}", signing_id=signing.pk)
    return signing


def prepare_all(signing_id: int, *, draw: Draw, at: datetime) -> int:
    """Make and prepare the papers of a signing, one after the other; return how many were.

    Each is kept at once, so whoever runs it again goes on where it was. One that cannot be made says so.
    """
    number = 0
    for paper in _rows().filter(signing=signing_id, state=PaperState.MAKING).order_by("place"):
        try:
            stored, places, prepared = _prepared(paper, draw=draw, at=at)
        except (making.NotSet, Unfit, Refused, pades.NotSignable):
            _drop(paper.pk, fault=_UNSIGNABLE, at=at)
            continue
        number += _keep(paper.pk, stored, places, prepared, at=at)
    return number


def _prepared(
    paper: ReportPaper, *, draw: Draw, at: datetime
) -> tuple[Stored, dict[str, object], Prepared]:
    filed, certificate = paper.form or paper.narrative, paper.signing.certificate
    assert filed is not None
    signer = paper.signing.account.full_name
    content = making.pdf(filed, signer=signer)
    stored, places = making.stored(content, name=paper.title, signer=signer)
    prepared = pades.prepare(
        content,
        certificates=chain_of(certificate),
        at=at,
        mark=draw(certificate.name, Place(**places["signature"]), at),
        stamped=bool(settings.TIMESTAMPS),
    )
    return stored, places, prepared


@once.joined
def _keep(
    paper_id: int, stored: Stored, places: dict[str, object], prepared: Prepared, *, at: datetime
) -> int:
    """Keep what is to be signed of one paper, once."""
    rows = ReportPaper.objects.select_for_update().filter(pk=paper_id, state=PaperState.MAKING)
    paper = rows.first()
    if paper is None:
        return 0
    paper.pdf, paper.places = documents.keep_file(stored, at=at), places
    paper.document, paper.attributes = prepared.document, prepared.attributes
    paper.gap_start, paper.gap_end = prepared.gap
    paper.state = PaperState.WAITING
    told = ["pdf", "places", "document", "attributes", "gap_start", "gap_end", "state"]
    paper.save(update_fields=told)
    return 1


def _drop(paper_id: int, *, fault: str, at: datetime) -> None:
    rows = ReportPaper.objects.filter(pk=paper_id, state=PaperState.MAKING)
    rows.update(state=PaperState.DROPPED, fault=fault, ended_at=at)


def put_together(paper_id: int, signature: bytes, *, account: Account) -> Stored | None:
    """Put a signature into its paper and store it; None where it was answered before.

    An authority for timestamps is called, so this stands before a transaction. Raise ``NotAsked``,
    ``pades.WrongSignature``, ``pades.NoTimestamp``: then nothing is signed, and it can be sent again.
    """
    paper = _asked(paper_id, account)
    if paper.state != PaperState.WAITING:
        return None
    prepared = Prepared(
        document=bytes(paper.document),
        gap=(paper.gap_start, paper.gap_end),
        attributes=bytes(paper.attributes),
        certificates=tuple(one.dump() for one in chain_of(paper.signing.certificate)),
    )
    signed = pades.embed(prepared, signature, timestamps=results_signing.timestamps())
    assert paper.pdf is not None
    return documents.store_made(signed, kind=Kind.PDF, pages=paper.pdf.pages, name=paper.title)


@once.joined
def record(*, paper_id: int, stored: Stored, by: By) -> ReportPaper:
    """Write down a paper as signed; a second time changes nothing. Raise ``NotAsked``, ``Superseded``, ``NotAllowed``."""
    account = results.who(by)
    _asked(paper_id, account)
    paper = ReportPaper.objects.select_for_update().get(pk=paper_id)
    if paper.state in queries.SIGNED:
        return paper
    if paper.state != PaperState.WAITING or queries.superseded([paper]):
        raise Superseded
    acts.leading(account, paper.agency_id, by.at)
    paper.signed, paper.signed_at = documents.keep_file(stored, at=by.at), by.at
    paper.state, paper.document, paper.attributes = PaperState.SIGNED, b"", b""
    paper.save(update_fields=["signed", "signed_at", "state", "document", "attributes"])
    step(paper, by, certificate=paper.signing.certificate.serial)
    return paper


@once.joined
def drop(*, signing: ReportSigning, by: By) -> int:
    """Sign no more of it; what is signed stays signed. Return how many are let go."""
    waiting = ReportPaper.objects.filter(signing=signing, state__in=queries.UNANSWERED)
    return waiting.update(state=PaperState.DROPPED, document=b"", attributes=b"", ended_at=by.at)


def step(paper: ReportPaper, by: By, *, certificate: str = "") -> PaperStep:
    """Write down where a paper stands now, over the content it has."""
    assert paper.signed is not None
    return PaperStep.objects.create(
        paper=paper,
        state=paper.state,
        digest=paper.signed.digest,
        certificate=certificate,
        at=by.at,
        by=results.who(by),
    )


def content_of(paper: ReportPaper) -> bytes:
    """The file with the signatures it has so far. Raise ``ports.Lost``."""
    assert paper.signed is not None
    return store.content_of(paper.signed.digest)


def _filed(
    form_ids: Collection[int], narrative_ids: Collection[int]
) -> list[FiledForm | FiledNarrative]:
    forms = queries.signable_forms(form_ids).select_for_update()
    return [*forms, *queries.signable_narratives(narrative_ids).select_for_update()]


def _require_named(filed: FiledForm | FiledNarrative, account: Account) -> None:
    """A report that names its signer is signed by that person."""
    if isinstance(filed, FiledNarrative):
        named = composed.again(filed.content).written.signer.strip()
        if named and named != account.full_name:
            raise NotTheSigner(named)


def _rows() -> QuerySet[ReportPaper]:
    return ReportPaper.objects.select_related(
        "signing__certificate", "signing__account", "form", "narrative", "pdf"
    )


def _asked(paper_id: int, account: Account) -> ReportPaper:
    found = _rows().filter(pk=paper_id, signing__account=account).first()
    if found is None:
        raise NotAsked
    return found
