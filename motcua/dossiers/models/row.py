"""The dossier's row (a cache of its history), its people, papers, numbers and results."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models.history import DossierEvent
from motcua.dossiers.models.placed_words import PlacedWords
from motcua.rules import codes, steps

ACCOUNT = settings.AUTH_USER_MODEL
AGENCY = "organizations.Agency"
POST = "organizations.Post"


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


#: Open dossiers are few however old the books are: their lists are indexes of their own.
_OPEN = models.Q(status__in=sorted(status.value for status in codes.PENDING))
#: The order of every list of open dossiers: waiting ones last, then by due date, untimed ones last.
_BY_URGENCY = (
    models.F("waiting_since").asc(nulls_first=True),
    models.F("due_at").asc(nulls_last=True),
    "id",
)
#: The same by what is late first, result or step; and the agency at which it is worked on now.
_BY_PRESSURE = (
    models.F("waiting_since").asc(nulls_first=True),
    models.F("urgent_at").asc(nulls_last=True),
    "id",
)
_DESK = Coalesce("stay_at", "agency")


class Dossier(models.Model):
    """Where a dossier stands now. Written by ``ledger.record`` alone; its history is the truth.

    Every column up to ``stay_due_at`` is part of the state that each event carries, so the row
    can be folded again from the events at any time (``motcua verify`` does).
    """

    status = models.CharField(max_length=20, choices=_choices(codes.Status), blank=True)
    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="dossiers")
    holder = models.ForeignKey(
        ACCOUNT, on_delete=models.PROTECT, related_name="held_dossiers", null=True
    )
    post = models.ForeignKey(POST, on_delete=models.PROTECT, related_name="+", null=True)
    offered_to = models.ForeignKey(
        ACCOUNT,
        on_delete=models.PROTECT,
        related_name="offered_dossiers",
        null=True,
        db_index=False,
    )
    offered_post = models.ForeignKey(
        POST, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    due_at = models.DateTimeField(null=True)
    first_due_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    index_due_at = models.DateTimeField(null=True)
    supplement_no = models.PositiveSmallIntegerField(default=0)
    waiting_since = models.DateTimeField(null=True)
    came_from = models.CharField(max_length=20, blank=True, default="")
    outcome = models.CharField(max_length=10, blank=True, default="")
    verdict_report = models.CharField(max_length=8, blank=True, default="")
    verdict_control = models.CharField(max_length=8, blank=True, default="")
    verdict_index = models.CharField(max_length=8, blank=True, default="")
    submitted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    clock_started_at = models.DateTimeField(null=True)
    received_posted_on = models.DateField(null=True)
    received_channel = models.CharField(max_length=8, blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    settled_posted_on = models.DateField(null=True)
    returned_at = models.DateTimeField(null=True)
    counted_by = models.CharField(max_length=40, blank=True, default="")
    rule_set = models.CharField(max_length=20, choices=_choices(codes.RuleSet))
    # No list is made by these: an index of each would only slow every act.
    version = models.ForeignKey(
        "catalog.ProcedureVersion", on_delete=models.PROTECT, db_index=False
    )
    case = models.ForeignKey("catalog.Case", on_delete=models.PROTECT, db_index=False)
    procedure = models.ForeignKey("catalog.Procedure", on_delete=models.PROTECT, db_index=False)
    field = models.ForeignKey("catalog.Field", on_delete=models.PROTECT, db_index=False)
    level = models.CharField(max_length=10, choices=_choices(codes.Level))
    channel = models.CharField(max_length=8, choices=_choices(codes.Channel))
    service_level = models.CharField(max_length=12, choices=_choices(codes.ServiceLevel))
    digitised = models.BooleanField(default=False)
    taken_in_at = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    return_at = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    limit_amount = models.PositiveSmallIntegerField(null=True)
    limit_unit = models.CharField(max_length=16, choices=_choices(codes.TimeUnit))
    limit_restarts = models.BooleanField(default=False)
    # Where the dossier stands in the internal process it follows: no step once the process has ended.
    route = models.ForeignKey(
        "catalog.Route", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    step = models.CharField(max_length=20, blank=True, default="")
    step_began_at = models.DateTimeField(null=True)
    step_due_at = models.DateTimeField(null=True)
    found = models.CharField(max_length=14, choices=_choices(steps.Found), blank=True, default="")
    stay_at = models.ForeignKey(
        AGENCY, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    stay_due_at = models.DateTimeField(null=True)

    # After which moment it is late (``state.urgent_at``): what lists are ordered by, computed with the act.
    urgent_at = models.DateTimeField(null=True)
    seq = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True, default="")
    last_posted_on = models.DateField(null=True)

    number = models.CharField(max_length=60, unique=True, null=True)
    track_code = models.CharField(max_length=12)
    owner_fold = models.CharField(max_length=300, blank=True, default="")
    subject = models.CharField(max_length=300, blank=True, default="")
    return_mode = models.CharField(max_length=8, default="counter")
    opened_at = models.DateTimeField()

    class Meta:
        """Indexes of the inbox, the search and the counter."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index("agency", *_BY_URGENCY, condition=_OPEN, name="dossier_open"),
            models.Index(_DESK, *_BY_PRESSURE, condition=_OPEN, name="dossier_desk"),
            models.Index("holder", *_BY_PRESSURE, condition=_OPEN, name="dossier_mine"),
            models.Index(
                fields=["holder", "agency", "settled_at"],
                name="dossier_decided",
                condition=models.Q(status="decided"),
            ),
            models.Index(
                fields=["offered_to"],
                name="dossier_offers",
                condition=models.Q(offered_to__isnull=False),
            ),
            models.Index(
                fields=["offered_post"],
                name="dossier_post_offers",
                condition=models.Q(offered_post__isnull=False),
            ),
            models.Index(fields=["-opened_at", "-id"], name="dossier_newest"),
            GinIndex(PlacedWords(), name="dossier_owner_words"),
            models.Index(
                "stay_at",
                *_BY_URGENCY,
                condition=_OPEN & models.Q(stay_at__isnull=False),
                name="dossier_stays",
            ),
            models.Index(fields=["return_at", "status", "settled_at"], name="dossier_counter"),
            models.Index(fields=["taken_in_at", "status", "submitted_at"], name="dossier_queue"),
        ]

    def __str__(self) -> str:
        """Return the number, or the id while it has none."""
        return self.number or f"dossier {self.pk}"


class ParticipantRole(models.TextChoices):
    """Three roles that three people may play."""

    OWNER = "owner", _("Chủ hồ sơ")
    SUBMITTER = "submitter", _("Người nộp")
    RECIPIENT = "recipient", _("Người nhận thay")


class Participant(models.Model):
    """A party in a role of a dossier, as declared then; corrected by the act ``correct`` only."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="participants")
    role = models.CharField(max_length=10, choices=ParticipantRole.choices)
    party = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    identity_kind = models.CharField(max_length=16, choices=_choices(codes.IdentityKind))
    identity_value = models.CharField(max_length=40, blank=True, default="")
    identity_ground = models.CharField(max_length=200, blank=True, default="")
    born_on = models.DateField(null=True)
    address = models.CharField(max_length=500, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")

    class Meta:
        """One participant per role."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["dossier", "role"],
                name="one_participant_per_role",
                violation_error_message=_("Vai này của hồ sơ đã có người."),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["identity_value"], name="participant_identity")
        ]

    def __str__(self) -> str:
        """Return role and dossier, never the name."""
        return f"{self.role} of dossier {self.dossier_id}"


class DossierPaper(models.Model):
    """A paper of the dossier and how it was handed in; taken off the list only by ``correct``."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    order = models.PositiveSmallIntegerField()
    case_paper = models.ForeignKey(
        "catalog.CasePaper", on_delete=models.PROTECT, related_name="+", null=True
    )
    name = models.CharField(max_length=1000)
    form = models.CharField(max_length=16, choices=_choices(codes.PaperForm))
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=120, blank=True, default="")
    added_seq = models.PositiveIntegerField()
    removed_seq = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        """Return the paper's name."""
        return self.name


class NumberKind(models.TextChoices):
    """Whose number it is."""

    OWN = "own", _("Mã hồ sơ")
    NATIONAL = "national", _("Mã trên Cổng Dịch vụ công quốc gia")
    LEGACY = "legacy", _("Mã trước khi chuyển dữ liệu")
    NOTICE = "notice", _("Số phiếu")


class DossierNumber(models.Model):
    """A number by which a dossier is known; one dossier may have three."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="numbers")
    kind = models.CharField(max_length=10, choices=NumberKind.choices)
    value = models.CharField(max_length=60)
    issued_at = models.DateTimeField()

    class Meta:
        """A number names one dossier."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                name="number_names_one_dossier",
                violation_error_message=_("Số này đã cấp cho một hồ sơ khác."),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["value"], name="number_value")
        ]

    def __str__(self) -> str:
        """Return the number."""
        return self.value


class NumberCounter(models.Model):
    """The next serial of a numbering stem (agency code and day, or a slip's agency, form and year)."""

    stem = models.CharField(max_length=80, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        """Return the stem."""
        return self.stem


class NumberBlock(models.Model):
    """Serials set aside for a desk that must number by hand while the line is down."""

    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    stem = models.CharField(max_length=80)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    used_through = models.PositiveIntegerField()
    purpose = models.CharField(max_length=200)
    reserved_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return stem and range."""
        return f"{self.stem} {self.first}-{self.last}"


class DossierResult(models.Model):
    """The signed result of a dossier, as recorded by a deciding event."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="results")
    event = models.OneToOneField(DossierEvent, on_delete=models.PROTECT, related_name="result")
    number = models.CharField(max_length=80, blank=True, default="")
    signed_on = models.DateField()
    signatory = models.CharField(max_length=200, blank=True, default="")
    scan_name = models.CharField(max_length=200, blank=True, default="")
    scanned_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the result's number."""
        return self.number


class LateEntryState(models.TextChoices):
    """What the unit says of a step the counter entered for it."""

    OPEN = "open", _("Chờ đơn vị xác nhận")
    CONFIRMED = "confirmed", _("Đơn vị đã xác nhận")
    CONTESTED = "contested", _("Đơn vị không đồng ý")


class LateEntry(models.Model):
    """A step entered late on a unit's behalf, waiting to be confirmed or contested by the unit."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="late_entries")
    event = models.OneToOneField(
        DossierEvent, on_delete=models.PROTECT, related_name="late_entry_of"
    )
    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=LateEntryState.choices, default=LateEntryState.OPEN
    )
    answered_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True, default="")

    def __str__(self) -> str:
        """Return the dossier's id."""
        return f"late entry of dossier {self.dossier_id}"
