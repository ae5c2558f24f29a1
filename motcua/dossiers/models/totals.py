"""The sums that stand beside the ledger: derived, rebuilt at will, never the truth."""

from typing import ClassVar

from django.db import models


class MonthSum(models.Model):
    """Movements of one agency, procedure and field, by month posted and month recorded. Wide rows.

    Folded when a recorded day is sealed; ``motcua verify`` recounts them from the events.
    """

    posted_month = models.DateField()
    recorded_month = models.DateField()
    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey("catalog.Procedure", on_delete=models.PROTECT, related_name="+")
    field = models.ForeignKey("catalog.Field", on_delete=models.PROTECT, related_name="+")
    received_counter = models.IntegerField(default=0)
    received_online = models.IntegerField(default=0)
    received_post = models.IntegerField(default=0)
    carried_in = models.IntegerField(default=0)
    settled_granted_early = models.IntegerField(default=0)
    settled_granted_on_time = models.IntegerField(default=0)
    settled_granted_late = models.IntegerField(default=0)
    settled_denied_early = models.IntegerField(default=0)
    settled_denied_on_time = models.IntegerField(default=0)
    settled_denied_late = models.IntegerField(default=0)
    settled_withdrawn_early = models.IntegerField(default=0)
    settled_withdrawn_on_time = models.IntegerField(default=0)
    settled_withdrawn_late = models.IntegerField(default=0)
    settled_stopped_early = models.IntegerField(default=0)
    settled_stopped_on_time = models.IntegerField(default=0)
    settled_stopped_late = models.IntegerField(default=0)
    late_entries = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    returned_to_filer = models.IntegerField(default=0)
    handed_back = models.IntegerField(default=0)
    not_regulated = models.IntegerField(default=0)

    class Meta:
        """One row per key."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["posted_month", "recorded_month", "agency", "procedure", "field"],
                name="one_sum_per_key",
            )
        ]

    def __str__(self) -> str:
        """Return the key."""
        return f"{self.posted_month} {self.agency_id} {self.procedure_id}"


class OpenBalance(models.Model):
    """How many dossiers were pending at the end of a month, by where, what, state and due date."""

    month_end = models.DateField()
    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey("catalog.Procedure", on_delete=models.PROTECT, related_name="+")
    field = models.ForeignKey("catalog.Field", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20)
    due_on = models.DateField(null=True)
    number = models.IntegerField()

    class Meta:
        """One row per key."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["month_end", "agency", "procedure", "field", "state", "due_on"],
                nulls_distinct=False,
                name="one_balance_per_key",
            )
        ]

    def __str__(self) -> str:
        """Return the key."""
        return f"{self.month_end} {self.agency_id} {self.procedure_id}"
