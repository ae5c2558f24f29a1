"""A draft is drawn up from the version before it, changed part by part, published by a decision or dropped.

Căn cứ: Nghị định 63/2010/NĐ-CP, Điều 13, 15 (certainty: high). A published version is sealed by the database.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.base import text
from motcua.catalog.actions import copying, locks
from motcua.catalog.actions.refused import Refused
from motcua.catalog.models import (
    Case,
    CaseChannel,
    CasePaper,
    Fee,
    Field,
    LegalBasis,
    Origin,
    Procedure,
    ProcedureState,
    ProcedureVersion,
    Result,
)
from motcua.catalog.queries import drafts as queries
from motcua.people.models import Account
from motcua.rules import completeness
from motcua.rules.codes import ServiceLevel, Tier

#: What a copy does not inherit: its identity, where it stands, and by which decision.
_OWN = {
    "decision_number": "",
    "decision_on": None,
    "decision_signer": "",
    "abolishing_number": "",
    "abolishing_on": None,
    "abolishing_signer": "",
    "effective_to": None,
}


class CodeTaken(Refused):
    """Another procedure bears the code."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Mã thủ tục này đã có trong danh mục. Hãy soạn dự thảo từ thủ tục đó.")


class NoVersion(Refused):
    """There is nothing to draw a draft from."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Thủ tục chưa có phiên bản nào để soạn từ đó.")


class NoDraft(Refused):
    """The draft was published or dropped meanwhile."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Dự thảo này đã được công bố hoặc đã bị bỏ.")


class ChangedMeanwhile(Refused):
    """Somebody saved the draft after the page was opened."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _(
            "Người khác vừa sửa dự thảo này. Nội dung ông/bà nhập còn ở trang này, chưa được ghi; "
            "hãy xem bản mới ở cửa sổ khác rồi gửi lại."
        )


class HouseholdBook(Refused):
    """A paper that nobody may ask for any more; ``args[0]`` is its name."""

    def __str__(self) -> str:
        """Say it in Vietnamese."""
        return _("Không được yêu cầu “%(paper)s” (%(ground)s). Hãy bỏ giấy tờ này.") % {
            "paper": self.args[0],
            "ground": completeness.HOUSEHOLD_BOOK_GROUND,
        }


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """Everything a case consists of, as rows not yet written; fees by channel."""

    name: str
    note: str = ""
    channels: Iterable[CaseChannel] = ()
    fees: Mapping[str, Iterable[Fee]] = field(default_factory=dict)
    papers: Iterable[CasePaper] = ()


@transaction.atomic
def draw_up(*, procedure: Procedure, by: Account, at: datetime) -> ProcedureVersion:
    """Copy the last published version into a draft; a draft somebody writes already is returned.

    A copy of the national catalogue's version is the province's own: no import overwrites it.
    """
    locked = locks.procedure(procedure.pk)
    own = locked.versions.filter(state=ProcedureState.DRAFT).exclude(origin=Origin.NATIONAL)
    if (begun := own.order_by("-number").first()) is not None:
        return begun
    published = locked.versions.exclude(state=ProcedureState.DRAFT)
    last = published.order_by("-effective_from", "-number").first()
    if last is None:
        raise NoVersion(procedure.code)
    national = last.origin == Origin.NATIONAL
    made = copying.copied(
        last,
        number=_next_number(locked),
        state=ProcedureState.DRAFT,
        origin=Origin.LOCAL if national else last.origin,
        supplements_id=last.pk if national else last.supplements_id,
        written_by_id=by.pk,
        written_at=at,
        source={"copied_from": last.number},
        **_OWN,
    )
    copying.copy_parts(last, made)
    return made


@transaction.atomic
def begin(
    *, code: str, name: str, of: Field, tier: Tier, on: date, by: Account, at: datetime
) -> ProcedureVersion:
    """Begin a procedure of the province's own with an almost empty draft. Raise ``CodeTaken``."""
    procedure, fresh = Procedure.objects.get_or_create(code=code)
    if not fresh:
        raise CodeTaken(code)
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=1,
        field=of,
        level=tier,
        levels=[tier.value],
        service_level=ServiceLevel.INFORMATION,
        prescribed_by="province",
        effective_from=on,
        origin=Origin.WRITTEN,
        written_by=by,
        written_at=at,
        **names(name),
    )
    Case.objects.create(version=version, order=1, name=_("Trường hợp chung"))
    return version


def names(name: str) -> dict[str, str]:
    """The name as the columns keep it: as written, to sort by, to search by."""
    return {"name": name, "name_key": text.sort_key(name), "fold": text.fold(name)}


def rewrite(
    *, draft: ProcedureVersion, seen: str, facts: Mapping[str, Any], by: Account, at: datetime
) -> None:
    """Write the facts of the version itself; ``facts`` are columns. Raise as ``_change`` does."""

    def write(version: ProcedureVersion) -> None:
        told = dict(facts) | names(facts["name"])
        told["keywords_fold"] = text.fold(facts.get("keywords", ""))
        for column, value in told.items():
            setattr(version, column, value)
        version.save(update_fields=list(told))

    _change(draft, seen, by, at, write)


def rewrite_case(
    *,
    draft: ProcedureVersion,
    case: Case,
    seen: str,
    facts: CaseFacts,
    by: Account,
    at: datetime,
) -> None:
    """Write a case anew with its channels, fees and papers. Raise ``HouseholdBook`` besides."""
    papers = list(facts.papers)
    for paper in papers:
        if completeness.is_household_book(text.fold(paper.name)):
            raise HouseholdBook(paper.name)

    def write(_version: ProcedureVersion) -> None:
        Case.objects.filter(pk=case.pk).update(name=facts.name, note=facts.note)
        case.channels.all().delete()
        case.papers.all().delete()
        _write_parts(case, replace(facts, papers=papers))

    _change(draft, seen, by, at, write)


def add_case(*, draft: ProcedureVersion, seen: str, name: str, by: Account, at: datetime) -> None:
    """Add a case that begins as a copy of the last one."""

    def write(version: ProcedureVersion) -> None:
        last = version.cases.order_by("-order").first()
        if last is None:
            Case.objects.create(version=version, order=1, name=name)
            return
        made = copying.copied(last, order=last.order + 1, name=name)
        copying.copy_case(last, made)

    _change(draft, seen, by, at, write)


def remove_case(
    *, draft: ProcedureVersion, case: Case, seen: str, by: Account, at: datetime
) -> None:
    """Take a case out of a draft."""
    _change(draft, seen, by, at, lambda _version: case.delete())


def rewrite_endings(
    *,
    draft: ProcedureVersion,
    seen: str,
    results: Iterable[Result],
    bases: Iterable[LegalBasis],
    by: Account,
    at: datetime,
) -> None:
    """Write the results and the legal bases anew."""

    def write(version: ProcedureVersion) -> None:
        version.results.all().delete()
        version.legal_bases.all().delete()
        for result in results:
            result.version = version
            result.save()
        for basis in bases:
            basis.version = version
            basis.save()

    _change(draft, seen, by, at, write)


@transaction.atomic
def discard(*, draft: ProcedureVersion, seen: str) -> None:
    """Drop a draft; it never held, so nothing of it is kept."""
    kept = held(draft, seen)
    procedure = locks.procedure(kept.procedure_id)
    kept.delete()
    if not procedure.versions.exists() and not procedure.offerings.exists():
        procedure.delete()


@transaction.atomic
def _change(
    draft: ProcedureVersion,
    seen: str,
    by: Account,
    at: datetime,
    write: Callable[[ProcedureVersion], object],
) -> None:
    """Change a draft that is still one and still what the person saw.

    Raise ``NoDraft`` or ``ChangedMeanwhile``.
    """
    kept = held(draft, seen)
    write(kept)
    kept.written_by, kept.written_at = by, at
    kept.save(update_fields=["written_by", "written_at"])


def held(draft: ProcedureVersion, seen: str) -> ProcedureVersion:
    """Lock a draft that is still one and still what the person saw."""
    found = ProcedureVersion.objects.select_for_update().filter(pk=draft.pk).first()
    if found is None or found.state != ProcedureState.DRAFT:
        raise NoDraft(draft.pk)
    if queries.fingerprint(found) != seen:
        raise ChangedMeanwhile(draft.pk)
    return found


def _next_number(procedure: Procedure) -> int:
    last = procedure.versions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _write_parts(case: Case, facts: CaseFacts) -> None:
    for channel in facts.channels:
        channel.case = case
        channel.save()
        for fee in facts.fees.get(channel.channel, ()):
            fee.case_channel = channel
            fee.save()
    for order, paper in enumerate(facts.papers, start=1):
        paper.case, paper.order = case, order
        paper.save()
