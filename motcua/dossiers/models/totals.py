"""The sums that stand beside the ledger: derived, rebuilt at will, never the truth."""

from typing import ClassVar

from django.db import models


class PeriodSum(models.Model):
    """Movements of one agency, procedure and field, by block of days posted and recorded. Wide rows.

    ``grain`` says how long the blocks are (``dossiers.grains``: year, quarter, half-month, day) and the
    two days are their first ones. Movements of what was posted before a window count here like all
    others; ``legs.older`` finds them and puts them where they belong. Every event counts once in each grain. References have
    no index of their own: sums are found by their keys. Folded when a recorded day
    is sealed; ``motcua verify`` recounts them from the events.
    """

    grain = models.CharField(max_length=1, choices=[("y", "y"), ("q", "q"), ("h", "h"), ("d", "d")])
    posted_on = models.DateField()
    recorded_on = models.DateField()
    agency = models.ForeignKey(
        "organizations.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    procedure = models.ForeignKey(
        "catalog.Procedure", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    field = models.ForeignKey(
        "catalog.Field", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    received_counter = models.IntegerField(default=0)
    received_online = models.IntegerField(default=0)
    received_post = models.IntegerField(default=0)
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
    reopened_granted_early = models.IntegerField(default=0)
    reopened_granted_on_time = models.IntegerField(default=0)
    reopened_granted_late = models.IntegerField(default=0)
    reopened_denied_early = models.IntegerField(default=0)
    reopened_denied_on_time = models.IntegerField(default=0)
    reopened_denied_late = models.IntegerField(default=0)
    reopened_withdrawn_early = models.IntegerField(default=0)
    reopened_withdrawn_on_time = models.IntegerField(default=0)
    reopened_withdrawn_late = models.IntegerField(default=0)
    reopened_stopped_early = models.IntegerField(default=0)
    reopened_stopped_on_time = models.IntegerField(default=0)
    reopened_stopped_late = models.IntegerField(default=0)
    transferred_in_counter = models.IntegerField(default=0)
    transferred_in_online = models.IntegerField(default=0)
    transferred_in_post = models.IntegerField(default=0)
    transferred_out_counter = models.IntegerField(default=0)
    transferred_out_online = models.IntegerField(default=0)
    transferred_out_post = models.IntegerField(default=0)
    annulled_counter = models.IntegerField(default=0)
    annulled_online = models.IntegerField(default=0)
    annulled_post = models.IntegerField(default=0)
    carried_in = models.IntegerField(default=0)
    late_entries = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    returned_to_filer = models.IntegerField(default=0)
    handed_back = models.IntegerField(default=0)
    not_regulated = models.IntegerField(default=0)

    class Meta:
        """One row per key, found by the days posted or by the days recorded."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["grain", "posted_on", "recorded_on", "agency", "procedure", "field"],
                name="one_sum_per_block",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["grain", "recorded_on"], name="sum_recorded")
        ]

    def __str__(self) -> str:
        """Return the key."""
        return f"{self.grain} {self.posted_on} {self.agency_id} {self.procedure_id}"


class OpenBalance(models.Model):
    """How many dossiers were pending at the end of a half-month, by where, what, state and due date.

    The last day there is (``sums.RUNNING``) stands for "now": the balance of everything folded.
    """

    ends_on = models.DateField()
    agency = models.ForeignKey(
        "organizations.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    procedure = models.ForeignKey(
        "catalog.Procedure", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    field = models.ForeignKey(
        "catalog.Field", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=20)
    due_on = models.DateField(null=True)
    number = models.IntegerField()

    class Meta:
        """One row per key."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["ends_on", "agency", "procedure", "field", "state", "due_on"],
                nulls_distinct=False,
                name="one_balance_per_bucket",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["id"], name="balance_empty", condition=models.Q(number=0))
        ]

    def __str__(self) -> str:
        """Return the key."""
        return f"{self.ends_on} {self.agency_id} {self.procedure_id}"
