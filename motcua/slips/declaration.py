"""Đơn đề nghị, tờ khai: the applicant's own paper filled from the dossier, to be read and signed.

It serves where the procedure prescribes no form of its own.
"""

from datetime import datetime

from django.conf import settings

from motcua.base import clock
from motcua.dossiers.models import DossierEvent
from motcua.rules.codes import Act
from motcua.slips import queries, typeset, wording
from motcua.slips.facts import Person, SlipFacts
from motcua.slips.sheets import DEMO_LINE

LAYOUT = "slips/layout/declaration.typ"
_COMMITMENT = (
    "Tôi cam đoan những nội dung trên là đúng sự thật và chịu trách nhiệm trước pháp luật về nội dung "
    "đề nghị và giấy tờ nộp kèm."
)


def pdf(received: DossierEvent, *, at: datetime) -> bytes:
    """Set the paper of a dossier from the act by which it was received. Equal facts give equal bytes."""
    said = queries.facts(received)
    owner, submitter = said.owner, said.submitter
    facts = {
        "title": "Đơn đề nghị giải quyết thủ tục hành chính",
        "addressee": received.to_agency.name,
        "applicant": submitter.name,
        "fields": [
            {"label": label, "value": value, "strong": strong}
            for label, value, strong in _fields(said, owner, submitter)
            if value
        ],
        "papers": [_paper(row) for row in wording.paper_rows(said.papers)],
        "said": _COMMITMENT,
        "place_date": wording.place_and_date(said.place, clock.local(at)),
        "demo": DEMO_LINE if settings.DEMO else "",
    }
    return typeset.pdf(LAYOUT, facts, at=at)


def received(events: list[DossierEvent]) -> DossierEvent | None:
    """Return the reception that stands among a dossier's acts; None before it."""
    found = [event for event in events if event.act == Act.RECEIVE]
    return found[-1] if found else None


def _fields(said: SlipFacts, owner: Person, submitter: Person) -> list[tuple[str, str, bool]]:
    rows = [("Tôi là", submitter.name, True), *_known(submitter)]
    if owner.name != submitter.name or owner.identity != submitter.identity:
        rows += [("Nộp thay cho", owner.name, True), *_known(owner)]
    rows += [
        ("Theo", said.authority, False),
        ("Cùng đề nghị", said.co_applicants, False),
        ("Đề nghị giải quyết thủ tục", said.procedure, True),
        ("Trường hợp", said.case if said.case != said.procedure else "", False),
        ("Nội dung đề nghị", said.subject, False),
        ("Số bộ hồ sơ", f"{said.copies_of_dossier:02d} bộ", False),
        ("Mã hồ sơ", said.dossier_number, False),
    ]
    return rows


def _known(someone: Person) -> list[tuple[str, str, bool]]:
    return [(label, value, False) for label, value in wording.person(someone)]


def _paper(row: dict[str, str]) -> str:
    return f"{row['name']} ({row['form']})"
