"""The result of a dossier until it is signed: drafted, sent for approval, returned or approved, drafted anew.

None of this is an act of the ledger: what is decided is said by ``decide``, once the result is signed.
Căn cứ: Nghị định 118/2025/NĐ-CP, Điều 19; Nghị định 30/2020/NĐ-CP, Điều 10-13 (certainty: medium).
"""

import secrets
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from motcua.base import once, uploads
from motcua.documents import actions as documents
from motcua.documents import inspection, store
from motcua.documents.actions import Stored
from motcua.documents.models import File
from motcua.documents.signing import placing
from motcua.documents.signing.placing import Place
from motcua.dossiers import access
from motcua.dossiers.actions.core import By, ReasonMissing, locked
from motcua.dossiers.models import (
    AskedSignature,
    AskedState,
    Dossier,
    EventText,
    ResultState,
    ResultStep,
    ResultStepKind,
    ResultTemplate,
    ResultVersion,
)
from motcua.dossiers.models.results import SIGNED_STATES, TO_SIGN, UNANSWERED
from motcua.dossiers.queries import results as queries
from motcua.organizations import access as rights
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency
from motcua.people.models import Account
from motcua.rules import registers
from motcua.rules.codes import Act, Status

#: A result is drafted while its dossier stands here.
OPEN = frozenset({Status.RECEIVED, Status.IN_PROGRESS})
_CODE_BYTES = 15
#: A version that can be sent for approval.
TO_SEND = (ResultState.DRAFTED, ResultState.RETURNED)


class DossierNotOpen(Exception):
    """A result is drafted while its dossier is being handled, not before and not after."""


class VersionMoved(Exception):
    """The version stands elsewhere by now: signed, returned, or replaced by another."""


class NoPdf(Exception):
    """Only a PDF can be judged and signed; this version has none yet."""


class NotASigner(Exception):
    """The person chosen leads nothing at the agency that decides."""


class NotASymbol(Exception):
    """What should stand behind the number's stroke is no symbol of a paper."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a version is made of; one of the files at least."""

    title: str
    symbol: str
    docx: Stored | None = None
    pdf: Stored | None = None
    #: Whose name stands at its end.
    signer: Account | None = None


@once.joined
def draft(*, dossier_id: int, by: By, told: Draft, why: str = "") -> ResultVersion:
    """Write down one more version of a dossier's result; it takes the place of the one before.

    Replacing one that is signed says why. Raise DossierNotOpen, ReasonMissing, NotASymbol,
    ``access.NotAllowed``.
    """
    dossier = locked(dossier_id)
    _require_handling(dossier, by)
    if dossier.status not in OPEN:
        raise DossierNotOpen
    if not registers.is_symbol(told.symbol):
        raise NotASymbol
    before = queries.versions(dossier).first()
    if before is not None and before.state != ResultState.REPLACED:
        replace(before, by, why)
    made = ResultVersion.objects.create(
        dossier=dossier,
        number=before.number + 1 if before else 1,
        title=told.title,
        symbol=told.symbol,
        docx=_kept(told.docx, by),
        pdf=_kept(told.pdf, by),
        signer=told.signer,
        code=new_code(),
        made_by=who(by),
        made_at=by.at,
    )
    step(made, ResultStepKind.DRAFTED, by)
    return made


def find_places(version: ResultVersion, *, signer: Account) -> dict[str, Any]:
    """Where the version leaves room for number, date and the signature of ``signer``.

    A program looks, so this stands before a transaction. Raise NoPdf, ``inspection.Unfit``.
    """
    if version.pdf is None:
        raise NoPdf
    with tempfile.TemporaryDirectory(dir=uploads.folder()) as folder:
        path = Path(folder) / "result.pdf"
        path.write_bytes(store.content_of(version.pdf.digest))
        found = inspection.places(path, signer=signer.full_name)
    name, width = found.pop("name", None), found["last_page"][0]
    if name is None:
        place = placing.at_the_end(page_width=width)
    else:
        page, left, bottom, right, top = name
        place = placing.above((left, bottom, right, top), page=page, page_width=width)
    return found | {"signature": asdict(place)}


@once.joined
def send(
    *, version_id: int, by: By, signer: Account, places: dict[str, Any], remark: str = ""
) -> ResultVersion:
    """Send a version for approval and signature. Raise VersionMoved, NoPdf, NotASigner, ``access.NotAllowed``."""
    version = held(version_id, TO_SEND)
    _require_handling(version.dossier, by)
    if version.pdf is None:
        raise NoPdf
    if not may_decide(signer, version.dossier, by):
        raise NotASigner
    version.state, version.signer, version.places = ResultState.SENT, signer, places
    version.save(update_fields=["state", "signer", "places"])
    step(version, ResultStepKind.SENT, by, remark=remark)
    return version


@once.joined
def give_back(*, version_id: int, by: By, remark: str) -> ResultVersion:
    """Return a version to be completed; the remark says what is missing.

    What waits to be signed of it is signed no more. Raise VersionMoved, ReasonMissing, ``access.NotAllowed``.
    """
    version = held(version_id, TO_SIGN)
    require_deciding(version.dossier, by)
    if not remark.strip():
        raise ReasonMissing(Act.DECIDE)
    send_back(version, by, remark)
    return version


@once.joined
def approve(*, version_id: int, by: By, remark: str = "") -> ResultVersion:
    """Approve a version as it stands; its signer still signs it. Raise VersionMoved, ``access.NotAllowed``."""
    version = held(version_id, (ResultState.SENT,))
    require_deciding(version.dossier, by)
    _move(version, ResultState.APPROVED)
    step(version, ResultStepKind.APPROVED, by, remark=remark)
    return version


@once.joined
def add_template(
    *, agency: Agency, by: By, name: str, symbol: str, procedure_id: int | None, docx: Stored
) -> ResultTemplate:
    """Keep a template for results of an agency. Raise NotASymbol."""
    if not registers.is_symbol(symbol):
        raise NotASymbol
    return ResultTemplate.objects.create(
        agency=agency,
        procedure_id=procedure_id,
        name=name,
        symbol=symbol,
        file=documents.keep_file(docx, at=by.at),
        made_by=who(by),
        made_at=by.at,
    )


@once.joined
def end_template(*, template: ResultTemplate, by: By) -> ResultTemplate:
    """Offer a template no more; what was made of it stays."""
    ResultTemplate.objects.filter(pk=template.pk, ended_at=None).update(ended_at=by.at)
    return template


def step(
    version: ResultVersion,
    kind: ResultStepKind,
    by: By,
    *,
    remark: str = "",
    certificate: str = "",
) -> ResultStep:
    """Write down what was done with a version, over the content it has now."""
    file = version.signed or version.pdf or version.docx
    assert file is not None
    return ResultStep.objects.create(
        version=version,
        kind=kind,
        by=who(by),
        at=by.at,
        digest=file.digest,
        certificate=certificate,
        remark=text(remark),
    )


def new_code() -> str:
    """What the QR of a version carries."""
    return secrets.token_urlsafe(_CODE_BYTES)


def who(by: By) -> Account:
    """The person who acts: no result is drafted, judged or signed by nobody."""
    assert by.officer is not None
    return by.officer


def may_decide(account: Account, dossier: Dossier, by: By) -> bool:
    """Whether a person leads at the agency that decides the dossier."""
    return rights.may(
        rights.postings(account.pk, by.rights_on), Permission.DECIDE, dossier.agency_id
    )


def require_deciding(dossier: Dossier, by: By) -> None:
    """Raise ``access.NotAllowed`` unless the officer leads at the dossier's agency."""
    if not may_decide(who(by), dossier, by):
        raise access.NotAllowed(Act.DECIDE)


def place_of(version: ResultVersion) -> Place:
    """Where the person's signature is seen."""
    return Place(**version.places["signature"])


def _require_handling(dossier: Dossier, by: By) -> None:
    access.require(officer=who(by), act=Act.DECIDE, agency_ids={dossier.agency_id}, on=by.rights_on)


def held(version_id: int, states: tuple[ResultState, ...]) -> ResultVersion:
    """Lock a version that stands in one of the states. Raise VersionMoved."""
    rows = ResultVersion.objects.select_for_update(of=("self",)).select_related("dossier")
    version = rows.filter(pk=version_id, state__in=states).first()
    if version is None:
        raise VersionMoved
    return version


def send_back(version: ResultVersion, by: By, remark: str) -> None:
    """Put a version back before its drafter; what waits to be signed of it is signed no more."""
    _drop(version, by)
    _move(version, ResultState.RETURNED)
    step(version, ResultStepKind.RETURNED, by, remark=remark)


def replace(before: ResultVersion, by: By, why: str) -> None:
    """Let a version count no more; one that is signed says why. Raise ReasonMissing."""
    version = held(before.pk, tuple(ResultState))
    if version.state in SIGNED_STATES and not why.strip():
        raise ReasonMissing(Act.DECIDE)
    _drop(version, by)
    _move(version, ResultState.REPLACED)
    step(version, ResultStepKind.REPLACED, by, remark=why)


def _drop(version: ResultVersion, by: By) -> None:
    """Forget what waits to be signed of a version: a signature that comes later is not put in."""
    waiting = AskedSignature.objects.filter(version=version, state__in=UNANSWERED)
    waiting.update(state=AskedState.DROPPED, document=b"", attributes=b"", ended_at=by.at)


def _move(version: ResultVersion, state: ResultState) -> None:
    version.state = state
    version.save(update_fields=["state"])


def text(remark: str) -> EventText | None:
    """Keep a remark where it can be erased by law."""
    if not remark.strip():
        return None
    return EventText.objects.create(text=remark.strip(), salt=secrets.token_hex(16))


def _kept(stored: Stored | None, by: By) -> File | None:
    return documents.keep_file(stored, at=by.at) if stored else None
