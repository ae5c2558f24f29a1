"""Who handles an absent officer's dossiers for a while, and which acts were done so."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL


class Delegation(models.Model):
    """An officer is absent for some days; a colleague of the same agency handles for him, by a document.

    The dossiers stay the absent one's. It ends with its last day, or once by hand: ``ended_at``.
    """

    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    absent = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="stands_in")
    from_on = models.DateField()
    to_on = models.DateField()
    document = models.CharField(max_length=200)
    made_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        ACCOUNT, on_delete=models.PROTECT, related_name="+", db_index=False, null=True
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """What no row may say."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")),
                name="absence_begins_before_it_ends",
                violation_error_message=_("Ngày cuối không thể trước ngày đầu."),
            ),
            models.CheckConstraint(
                condition=~models.Q(absent=models.F("stand_in")),
                name="nobody_stands_in_for_himself",
                violation_error_message=_("Người xử lý thay phải là người khác."),
            ),
        ]

    def __str__(self) -> str:
        """Return its id, never a name."""
        return f"delegation {self.pk}"


class StandingIn(models.Model):
    """An act done in place of an absent officer: the event's actor is the one who stood in."""

    event = models.OneToOneField(
        "dossiers.DossierEvent", on_delete=models.PROTECT, related_name="standing_in"
    )
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="acts")

    def __str__(self) -> str:
        """Return the event's id."""
        return f"event {self.event_id} in place of another"
