"""The sealed history: one row per legal act, the erasable texts, the day seals, the closings."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Func
from django.db.models.functions import Coalesce

ACCOUNT = settings.AUTH_USER_MODEL
AGENCY = "organizations.Agency"
POST = "organizations.Post"


class DossierEvent(models.Model):
    """One legal act: dated three times, chained to the act before, never changed.

    ``occurred_at`` is the legal moment and decides timeliness; ``recorded_at`` is ours and decides
    as-of; ``posted_on`` decides in which period the act is counted. Every other column is the state
    of the dossier after the act, or (``from_…``) before it. References have no index of their own:
    history is read by dossier or by day, and every index is paid for with every act.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="events", db_index=False
    )
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=20)
    movement = models.CharField(max_length=12, blank=True, default="")
    occurred_at = models.DateTimeField()
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_on = models.DateField()
    posted_on = models.DateField()
    actor = models.ForeignKey(
        ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    on_behalf_of = models.ForeignKey(
        AGENCY, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    late_entry = models.BooleanField(default=False)
    reason = models.CharField(max_length=40, blank=True, default="")
    text = models.OneToOneField(
        "dossiers.EventText", on_delete=models.PROTECT, related_name="event", null=True
    )
    text_digest = models.CharField(max_length=64, blank=True, default="")
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="reversed_by", null=True
    )
    reversed_posted_on = models.DateField(null=True)

    from_status = models.CharField(max_length=20, blank=True, default="")
    to_status = models.CharField(max_length=20, blank=True, default="")
    from_agency = models.ForeignKey(
        AGENCY, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    to_agency = models.ForeignKey(
        AGENCY, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    from_holder = models.ForeignKey(
        ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    to_holder = models.ForeignKey(
        ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    from_post = models.ForeignKey(
        POST, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    to_post = models.ForeignKey(
        POST, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    from_due_at = models.DateTimeField(null=True)
    to_due_at = models.DateTimeField(null=True)

    offered_to = models.ForeignKey(
        ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    offered_post = models.ForeignKey(
        POST, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
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
    rule_set = models.CharField(max_length=20)
    version = models.ForeignKey(
        "catalog.ProcedureVersion", on_delete=models.PROTECT, db_index=False
    )
    case = models.ForeignKey("catalog.Case", on_delete=models.PROTECT, db_index=False)
    procedure = models.ForeignKey("catalog.Procedure", on_delete=models.PROTECT, db_index=False)
    field = models.ForeignKey("catalog.Field", on_delete=models.PROTECT, db_index=False)
    level = models.CharField(max_length=10)
    channel = models.CharField(max_length=8)
    service_level = models.CharField(max_length=12)
    digitised = models.BooleanField(default=False)
    taken_in_at = models.ForeignKey(
        AGENCY, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    return_at = models.ForeignKey(
        AGENCY, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    limit_amount = models.PositiveSmallIntegerField(null=True)
    limit_unit = models.CharField(max_length=16)
    limit_restarts = models.BooleanField(default=False)
    # Since the second canonical form (``seals.JOINED``).
    route = models.ForeignKey(
        "catalog.Route", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    from_step = models.CharField(max_length=20, blank=True, default="")
    to_step = models.CharField(max_length=20, blank=True, default="")
    step_began_at = models.DateTimeField(null=True)
    step_due_at = models.DateTimeField(null=True)
    found = models.CharField(max_length=14, blank=True, default="")
    stay_at = models.ForeignKey(
        AGENCY, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    stay_due_at = models.DateTimeField(null=True)

    prev_hash = models.CharField(max_length=64, blank=True, default="")
    hash = models.CharField(max_length=64)
    hash_version = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """One event per place in a dossier's history; indexes of the sums."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dossier", "seq"], name="event_place_in_history"),
            models.CheckConstraint(
                condition=models.Q(posted_on__gte=models.F("occurred_on")),
                name="event_not_posted_before_it_occurred",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["posted_on", "movement"], name="event_posted"),
            models.Index(fields=["recorded_on", "actor"], name="event_recorded"),
            models.Index(
                fields=["posted_on"],
                name="event_rare",
                condition=models.Q(movement__in=["reopened", "transferred", "annulled"]),
            ),
            GistIndex(
                Func(
                    Coalesce("reversed_posted_on", "received_posted_on"),
                    models.F("posted_on"),
                    models.Value("(]"),
                    function="daterange",
                ),
                name="event_older",
                condition=models.Q(movement__in=["reopened", "transferred", "annulled"]),
            ),
            models.Index(
                fields=["recorded_on", "posted_on"],
                name="event_booked_late",
                condition=models.Q(posted_on__lt=models.F("recorded_on")),
            ),
        ]

    def __str__(self) -> str:
        """Return dossier, place and act."""
        return f"{self.dossier_id}/{self.seq} {self.act}"


class EventText(models.Model):
    """Free text of an act, kept outside the event so that it can be erased by law."""

    text = models.TextField()
    salt = models.CharField(max_length=32)
    erased_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the id: the text may be personal."""
        return f"text {self.pk}"


class DaySeal(models.Model):
    """The digest over all events recorded on a day, chained to the seal before.

    Signed when the installation has a seal key: who can write the tables still cannot seal anew.
    """

    day = models.DateField(unique=True)
    events = models.PositiveIntegerField()
    prev_digest = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=64, blank=True, default="")
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the day."""
        return str(self.day)


class Closing(models.Model):
    """The frontier: after it, nothing is posted on or before ``through_on``."""

    through_on = models.DateField(unique=True)
    label = models.CharField(max_length=120)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        """Return the label."""
        return self.label
