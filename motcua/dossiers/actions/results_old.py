"""Old results by the batch: a list read whole or not at all, files put to its rows, a second person, a seal.

They are stored under their holders and offered again at reception; no dossier is made of them and no
report of dossiers counts them.

Căn cứ: Nghị định 107/2021/NĐ-CP; Thông tư 01/2023/TT-VPCP, Điều 8, 10 (certainty: medium).
"""

import hashlib
import json
from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.base import clock, once, text
from motcua.catalog.models import Procedure
from motcua.documents import actions as documents
from motcua.documents.actions import Piece, Stored
from motcua.documents.models import Origin
from motcua.dossiers import access
from motcua.dossiers.actions.core import By
from motcua.dossiers.actions.results import who
from motcua.dossiers.actions.results_old_sheet import Line, Problem, read
from motcua.dossiers.models import OldBatchState, OldResult, OldResultBatch, OldResultState
from motcua.organizations import access as rights
from motcua.organizations.access import Permission
from motcua.organizations.models import Agency
from motcua.people import actions as people
from motcua.people.models import Identity, PartyKind
from motcua.rules.codes import Act, IdentityKind

#: So many pages are looked through in a few seconds.
MOST_IN_A_STACK = 200
_CHECKING = (OldBatchState.CHECKING,)
#: What the seal of a batch is over, beside the files.
_SAID = (
    *("row", "number", "dated_on", "title", "procedure_id", "name"),
    *("identity_kind", "identity_value", "born_on", "state", "remark"),
)


class Wrong(Exception):
    """The list has problems, so nothing of it was taken; ``problems`` names them row by row."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep them."""
        super().__init__(len(problems))
        self.problems = tuple(problems)


class BatchMoved(Exception):
    """The batch stands elsewhere by now."""


class NoSuchRow(Exception):
    """No row of the batch names this file; ``args[0]`` is its name."""


class StackTooThick(Exception):
    """More pages than are cut while somebody waits; ``args[0]`` is how many are."""


class NoSuchSheet(Exception):
    """A sheet in the stack is of another batch, or of a row that is not there."""


class FilesMissing(Exception):
    """Some rows have no file yet; ``args[0]`` says how many."""


class SamePerson(Exception):
    """Who made a batch does not check it."""


class NotJudged(Exception):
    """Some rows are not checked yet; ``args[0]`` says how many."""


class HolderDiffers(Exception):
    """A holder's number belongs to another name by now; ``args`` are the row and the sentence."""


@once.joined
def begin(*, agency: Agency, name: str, content: bytes, by: By) -> OldResultBatch:
    """Take a list; its files follow. Raise ``NotAList``, Wrong, ``access.NotAllowed``."""
    _require(agency.pk, by)
    lines, problems = read(content, today=clock.local(by.at).date())
    codes = {one.procedure for one in lines}
    procedures = {row.code: row for row in Procedure.objects.filter(code__in=codes)}
    problems += [*_unknown(lines, procedures), *_held(lines, agency), *_others(lines)]
    if problems:
        raise Wrong(sorted(problems, key=lambda one: one.row))
    batch = OldResultBatch.objects.create(agency=agency, name=name, made_by=who(by), made_at=by.at)
    OldResult.objects.bulk_create(_row(batch, one, procedures[one.procedure]) for one in lines)
    return batch


@once.joined
def attach(*, batch_id: int, stored: Stored, by: By) -> OldResult:
    """Put a stored file to the row that names it. Raise NoSuchRow, BatchMoved, ``access.NotAllowed``."""
    batch = _batch(batch_id, by, (OldBatchState.COLLECTING,))
    rows = OldResult.objects.select_for_update().filter(batch=batch)
    found = [one for one in rows if text.fold(one.file_name) == text.fold(stored.name)]
    if not found:
        raise NoSuchRow(stored.name)
    found[0].file = documents.keep_file(stored, at=by.at)
    found[0].save(update_fields=["file"])
    return found[0]


@once.joined
def attach_stack(*, batch_id: int, parts: Sequence[Piece], by: By) -> int:
    """Put the parts of a scanned stack to the rows their sheets name; return how many. All of them, or none.

    Pages before the first sheet belong to no row and are left out. Raise NoSuchSheet, BatchMoved,
    ``access.NotAllowed``.
    """
    batch = _batch(batch_id, by, (OldBatchState.COLLECTING,))
    rows = {
        sheet_of(batch, one.row): one
        for one in OldResult.objects.select_for_update().filter(batch=batch)
    }
    named = [part for part in parts if part.number]
    for part in named:
        if part.number not in rows:
            raise NoSuchSheet(part.number)
        row = rows[part.number]
        row.file = documents.keep_file(part.stored, at=by.at)
        row.save(update_fields=["file"])
    return len(named)


def sheet_of(batch: OldResultBatch, row: int) -> str:
    """What the separator sheet of a row says of it."""
    return f"{batch.pk}:{row}"


@once.joined
def hand_in(*, batch_id: int, by: By) -> OldResultBatch:
    """Let a second person check. Raise FilesMissing, BatchMoved, ``access.NotAllowed``."""
    batch = _batch(batch_id, by, (OldBatchState.COLLECTING,))
    missing = OldResult.objects.filter(batch=batch, file=None).count()
    if missing:
        raise FilesMissing(missing)
    batch.state = OldBatchState.CHECKING
    batch.save(update_fields=["state"])
    return batch


@once.joined
def judge(*, batch_id: int, rights_of: Sequence[int], wrong: dict[int, str], by: By) -> int:
    """Say of rows (their ids) that they are right, of others what is wrong; return how many were judged.

    Raise SamePerson, BatchMoved, ``access.NotAllowed``.
    """
    batch = _checked(batch_id, by)
    rows = OldResult.objects.filter(batch=batch)
    done = rows.filter(pk__in=rights_of).update(state=OldResultState.RIGHT, remark="")
    for row_id, remark in wrong.items():
        done += rows.filter(pk=row_id).update(state=OldResultState.WRONG, remark=remark[:300])
    return done


@once.joined
def seal(*, batch_id: int, by: By) -> OldResultBatch:
    """Store what is right under its holders and close the batch for good.

    Raise NotJudged, SamePerson, HolderDiffers, BatchMoved, ``access.NotAllowed``.
    """
    batch = _checked(batch_id, by)
    rows = list(OldResult.objects.filter(batch=batch).select_related("file").order_by("row"))
    left = sum(one.state == OldResultState.WAITING for one in rows)
    if left:
        raise NotJudged(left)
    for one in rows:
        if one.state == OldResultState.RIGHT:
            _store(one, batch, by)
    batch.digest = digest(rows)
    batch.checked_by, batch.sealed_at, batch.state = who(by), by.at, OldBatchState.SEALED
    batch.save(update_fields=["digest", "checked_by", "sealed_at", "state"])
    return batch


def digest(rows: Sequence[OldResult]) -> str:
    """The SHA-256 over everything the rows of a batch say, in their order."""
    told = [
        {name: str(getattr(one, name)) for name in _SAID}
        | {"file": one.file.digest if one.file else ""}
        for one in rows
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def may_work_on(agency_id: int, by: By) -> bool:
    """Whether a person works with people's papers at an agency."""
    held = rights.postings(who(by).pk, by.rights_on)
    return rights.may(held, Permission.SEE_PERSONAL_DATA, agency_id)


def _store(one: OldResult, batch: OldResultBatch, by: By) -> None:
    assert one.file is not None
    given = people.GivenIdentity(kind=IdentityKind(one.identity_kind), value=one.identity_value)
    try:
        holder = people.register_party(
            kind=PartyKind(one.kind),
            name=one.name,
            identities=[given],
            born_on=one.born_on,
            at=by.at,
        )
    except (people.NameDiffers, people.SeveralParties, people.IdentityRefused) as refused:
        raise HolderDiffers(one.row, str(refused)) from refused
    one.paper = documents.keep_paper(
        file=one.file,
        name=f"{one.title}, số {one.number} ngày {one.dated_on:%d/%m/%Y}",
        origin=Origin.OLD_RESULT,
        holder=holder,
        agency=batch.agency,
        officer=by.officer,
        at=by.at,
        verified=True,
    )
    one.save(update_fields=["paper"])


def _row(batch: OldResultBatch, one: Line, procedure: Procedure) -> OldResult:
    return OldResult(
        batch=batch,
        row=one.row,
        file_name=one.file_name,
        number=one.number,
        dated_on=one.dated_on,
        title=one.title or _("Kết quả giải quyết thủ tục %(code)s") % {"code": procedure.code},
        procedure=procedure,
        kind=one.kind,
        name=one.name,
        identity_kind=one.identity_kind,
        identity_value=one.identity_value,
        born_on=one.born_on,
    )


def _unknown(lines: Sequence[Line], known: dict[str, Procedure]) -> Iterator[Problem]:
    for one in lines:
        if one.procedure not in known:
            said = _("không có thủ tục mang mã “%(code)s” trong danh mục.")
            yield Problem(one.row, said % {"code": one.procedure[:40]})


def _held(lines: Sequence[Line], agency: Agency) -> Iterator[Problem]:
    """What another batch of the agency has already, unless it was found wrong there."""
    wanted = Q()
    for one in lines:
        wanted |= Q(number=one.number, dated_on=one.dated_on)
    rows = OldResult.objects.filter(wanted, batch__agency=agency).exclude(
        state=OldResultState.WRONG
    )
    known = {(row.number, row.dated_on): row for row in rows.select_related("batch")}
    for one in lines:
        found = known.get((one.number, one.dated_on))
        if found is not None:
            said = _("số và ngày này đã có ở dòng %(row)s của đợt “%(name)s”.")
            yield Problem(one.row, said % {"row": found.row, "name": found.batch.name})


def _others(lines: Sequence[Line]) -> Iterator[Problem]:
    """Numbers of papers that belong to people of another name."""
    rows = Identity.objects.filter(value__in={one.identity_value for one in lines})
    known = {(row.kind, row.value): row.party for row in rows.select_related("party")}
    for one in lines:
        party = known.get((one.identity_kind.value, one.identity_value))
        if party is not None and party.name_fold != text.fold(one.name):
            yield Problem(one.row, str(people.NameDiffers(party)))


def _batch(
    batch_id: int, by: By, states: Sequence[OldBatchState] = tuple(OldBatchState)
) -> OldResultBatch:
    rows = OldResultBatch.objects.select_for_update(of=("self",)).select_related("agency")
    batch = rows.filter(pk=batch_id, state__in=states).first()
    if batch is None:
        raise BatchMoved
    _require(batch.agency_id, by)
    return batch


def _checked(batch_id: int, by: By) -> OldResultBatch:
    batch = _batch(batch_id, by, _CHECKING)
    if batch.made_by_id == who(by).pk:
        raise SamePerson
    return batch


def _require(agency_id: int, by: By) -> None:
    if not may_work_on(agency_id, by):
        raise access.NotAllowed(Act.RECEIVE)
