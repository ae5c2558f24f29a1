"""What a slip says, as plain facts frozen at the moment of its act. Pure: no database, no clock."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from motcua.rules.codes import PaperForm, RuleSet, TimeUnit, Verdict
from motcua.rules.rule_sets import Slip

#: Goes up when a layout or a sentence changes: a reprint says with which one it was first made.
TEMPLATE_VERSION = 3
_NOT_SAID = frozenset({"track_url", "demo"})
#: Facts that came later: while they say nothing, a digest is what it was before them.
_ADDED = frozenset(
    {"steps", "draft", "ended_at", "signatory", "together_with", "authority", "co_applicants"}
)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Someone named on a slip; ``identity`` is the number with the name of its paper before it."""

    name: str
    identity: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper handed in, or data already held that stands in its place (``source`` says where)."""

    name: str
    form: PaperForm
    originals: int = 0
    copies: int = 0
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One hand-over: who gave the dossier to whom, when (local), and how it stood then."""

    giver: str
    taker: str
    at: datetime
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SlipFacts:
    """Everything one slip says. Moments are local; ``text`` is what the officer wrote."""

    slip: Slip
    rule_set: RuleSet
    #: Who stands above the issuing office, who issues, and the desk of it.
    superior: str
    office: str
    desk: str
    place: str
    contact: str = ""
    issued_at: datetime
    number: str = ""
    dossier_number: str = ""
    track_code: str = ""
    track_url: str = ""
    procedure: str
    case: str = ""
    subject: str = ""
    owner: Person
    submitter: Person
    papers: tuple[Paper, ...] = ()
    copies_of_dossier: int = 1
    limit_amount: int | None = None
    limit_unit: TimeUnit = TimeUnit.NOT_REGULATED
    received_at: datetime | None = None
    due_at: datetime | None = None
    promised_at: datetime | None = None
    responsible: str = ""
    text: str = ""
    ground: str = ""
    return_at: str = ""
    return_mode: str = "counter"
    fee_dong: int | None = None
    officer: str = ""
    at_applicants_request: bool = False
    demo: bool = False
    #: Every hand-over of the dossier, for the control slip and the explanation.
    steps: tuple[Step, ...] = ()
    #: Not signed yet: printed as a draft, without a number.
    draft: bool = False
    #: When the dossier was decided, where the slip speaks of it.
    ended_at: datetime | None = None
    #: Who signed on screen, where a signature was given there.
    signatory: str = ""
    #: Who else works on it: a control slip names the offices that were asked.
    together_with: str = ""
    #: By which paper the submitter files for the owner, and who applies with the owner.
    authority: str = ""
    co_applicants: str = ""


def digest(facts: SlipFacts) -> str:
    """Hash the facts: an equal digest proves that a reprint says what the first print said.

    The address of the look-up page and the demonstration's mark are of the installation, not of the
    act, and are left out.
    """
    said = {
        name: value
        for name, value in asdict(facts).items()
        if name not in _NOT_SAID and (value or name not in _ADDED)
    }
    canonical = json.dumps(
        said, ensure_ascii=False, sort_keys=True, default=_plain, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    raise TypeError(type(value).__name__)
