"""The closed vocabularies of the books: statuses, acts, channels, outcomes, verdicts, units.

Căn cứ: Nghị định 61/2018/NĐ-CP và Nghị định 118/2025/NĐ-CP (certainty: high for statuses 1-10
as exchanged with the national portal; medium for the names of the acts).
"""

from enum import StrEnum


class Status(StrEnum):
    """Where a dossier stands. ``VOID``: before the first act, or after its reversal."""

    VOID = ""
    SUBMITTED = "submitted"
    RETURNED_TO_FILER = "returned_to_filer"
    REFUSED = "refused"
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    DECIDED = "decided"
    RETURNED = "returned"


#: Pending in the books: counted in column 11.
PENDING = frozenset(
    {
        Status.RECEIVED,
        Status.IN_PROGRESS,
        Status.AWAITING_SUPPLEMENT,
        Status.AWAITING_PAYMENT,
        Status.PAUSED,
    }
)
#: Pending with the agency's clock stopped: never overdue.
WAITING = frozenset({Status.AWAITING_SUPPLEMENT, Status.AWAITING_PAYMENT, Status.PAUSED})
#: Left the pending account: counted in column 7 once.
SETTLED = frozenset({Status.WITHDRAWN, Status.STOPPED, Status.DECIDED, Status.RETURNED})
#: Before reception: in no statutory column.
BEFORE_BOOKS = frozenset({Status.VOID, Status.SUBMITTED, Status.RETURNED_TO_FILER, Status.REFUSED})


class Act(StrEnum):
    """Every legal act a dossier's history is made of."""

    SUBMIT = "submit"
    RETURN_TO_FILER = "return_to_filer"
    RESUBMIT = "resubmit"
    REFUSE = "refuse"
    RECEIVE = "receive"
    CARRY_IN = "carry_in"
    ASSIGN = "assign"
    HAND_OVER = "hand_over"
    ACCEPT_HAND_OVER = "accept_hand_over"
    DECLINE_HAND_OVER = "decline_hand_over"
    FINISH_STEP = "finish_step"
    SEND_BACK = "send_back"
    MOVE_STEP = "move_step"
    CONSULT = "consult"
    ANSWER = "answer"
    REQUEST_SUPPLEMENT = "request_supplement"
    SUPPLEMENT = "supplement"
    REQUEST_PAYMENT = "request_payment"
    CONFIRM_PAYMENT = "confirm_payment"
    PAUSE = "pause"
    RESUME = "resume"
    APOLOGISE = "apologise"
    RESET_DUE = "reset_due"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    STOP = "stop"
    RETURN_RESULT = "return_result"
    TRANSFER = "transfer"
    CORRECT = "correct"
    REVERSE = "reverse"


class Channel(StrEnum):
    """How the dossier came in (KenhThucHien)."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"


class Level(StrEnum):
    """Tier of government. ``DISTRICT`` exists until 30/6/2025 only."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Tier(StrEnum):
    """Where a procedure is carried out (cấp thực hiện): the tiers of ``Level``, and two beyond them."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    OTHER = "other"


class ServiceLevel(StrEnum):
    """Level of the online public service."""

    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"


class Outcome(StrEnum):
    """What the decision says; ``NONE`` until there is one."""

    NONE = ""
    GRANTED = "granted"
    DENIED = "denied"


class Ending(StrEnum):
    """How a dossier left the pending account; a decision's outcome is its ending."""

    GRANTED = "granted"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"


class Verdict(StrEnum):
    """Timeliness, frozen when a dossier is settled; ``NONE`` until then."""

    NONE = ""
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


class TimeUnit(StrEnum):
    """The unit a time limit is written in; each is counted in itself, a day is never 8 hours."""

    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    SAME_DAY = "same_day"
    NOT_REGULATED = "not_regulated"


class MovementKind(StrEnum):
    """Which leg of the books an event writes; ``NONE`` leaves every account as it was."""

    NONE = ""
    RECEIVED = "received"
    CARRIED_IN = "carried_in"
    SETTLED = "settled"
    REOPENED = "reopened"
    TRANSFERRED = "transferred"
    ANNULLED = "annulled"


class IdentityKind(StrEnum):
    """What identifies a person or an organisation."""

    CITIZEN_ID = "citizen_id"
    OLD_ID = "old_id"
    PASSPORT = "passport"
    TAX_CODE = "tax_code"
    ENTERPRISE_CODE = "enterprise_code"
    NONE_YET = "none_yet"


class PaperForm(StrEnum):
    """How a paper of the dossier was handed in."""

    ORIGINAL = "original"
    COPY = "copy"
    CERTIFIED_COPY = "certified_copy"
    SHOWN = "shown"
    HELD_DATA = "held_data"


class RuleSet(StrEnum):
    """The body of one-stop law in force at reception; a dossier keeps it."""

    ND61_2018 = "nd61_2018"
    ND118_2025 = "nd118_2025"
    ND309_2026 = "nd309_2026"
