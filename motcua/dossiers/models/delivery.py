"""Parcels of a dossier and how far they came: a status of their own, beside the dossier's."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL


class Direction(models.TextChoices):
    """Towards whom."""

    IN = "in", _("Người nộp gửi đến")
    OUT = "out", _("Gửi kết quả cho người nhận")


class DeliveryState(models.TextChoices):
    """Where a parcel is."""

    POSTED = "posted", _("Đã gửi, chưa phát")
    DELIVERED = "delivered", _("Đã phát")
    CAME_BACK = "came_back", _("Chuyển hoàn")


class Shipment(models.Model):
    """One parcel by its waybill. A parcel under way says nothing of the dossier's own status."""

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="shipments"
    )
    direction = models.CharField(max_length=3, choices=Direction.choices)
    carrier = models.CharField(_("Đơn vị bưu chính"), max_length=120)
    waybill = models.CharField(_("Số hiệu bưu gửi"), max_length=40)
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.POSTED
    )
    posted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A waybill is one parcel; of results one is under way; what has ended says when."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["carrier", "waybill"],
                name="one_parcel_per_waybill",
                violation_error_message=_("Số hiệu bưu gửi này đã được ghi."),
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(direction="out", state="posted"),
                name="one_result_under_way",
                violation_error_message=_("Kết quả của hồ sơ này đang trên đường bưu chính."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="posted", ended_at__isnull=True)
                | (~models.Q(state="posted") & models.Q(ended_at__isnull=False)),
                name="a_parcel_that_arrived_says_when",
                violation_error_message=_("Bưu gửi đã phát hoặc chuyển hoàn phải có thời điểm."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["posted_at"],
                name="parcels_under_way",
                condition=models.Q(state="posted"),
            )
        ]

    def __str__(self) -> str:
        """Return the waybill."""
        return self.waybill


class ShipmentStep(models.Model):
    """One thing known of a parcel, by whom and since when; never changed."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=DeliveryState.choices)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True, default="")
    recorded_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        """A parcel is posted once, delivered once, comes back once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["shipment", "state"],
                name="one_step_of_a_kind_per_parcel",
                violation_error_message=_("Việc này của bưu gửi đã được ghi."),
            )
        ]

    def __str__(self) -> str:
        """Return parcel and state."""
        return f"{self.state} of {self.shipment_id}"
