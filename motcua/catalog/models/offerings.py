"""Competence: which agency settles which procedure."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models.offering_acts import OfferingAct
from motcua.catalog.models.versions import Procedure


class Offering(models.Model):
    """Competence: an agency settles a procedure from a day to a day. Without a row nothing is received.

    ``unit`` is the label of the unit within the agency that handles it, ``desk`` where it is taken in,
    ``act`` the bulk act that made it. One taken back ends the day before it began: it gave competence
    on no day.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="offerings")
    agency = models.ForeignKey(
        "organizations.Agency", on_delete=models.PROTECT, related_name="offerings"
    )
    desk = models.ForeignKey(
        "organizations.Desk",
        on_delete=models.PROTECT,
        related_name="offerings",
        null=True,
        blank=True,
    )
    unit = models.CharField(max_length=200, blank=True, default="")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    act = models.ForeignKey(
        OfferingAct, on_delete=models.PROTECT, related_name="offerings", null=True, blank=True
    )

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["procedure", "agency", "from_on"],
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="one_offering_per_day",
            ),
            models.UniqueConstraint(
                fields=["procedure", "agency"],
                condition=models.Q(to_on__isnull=True),
                name="one_open_offering",
                violation_error_message=_("Cơ quan đang giải quyết thủ tục này rồi."),
            ),
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True)
                | models.Q(to_on__gte=models.F("from_on") - timedelta(days=1)),
                name="offering_ends_after_it_begins",
                violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agency", "from_on", "to_on"], name="offering_agency_days")
        ]

    def __str__(self) -> str:
        """Return both ids."""
        return f"procedure {self.procedure_id} at agency {self.agency_id}"
