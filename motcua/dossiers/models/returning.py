"""How a result came into somebody's hands: the proof beside the act of returning it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.codes import IdentityKind


class ReturnWay(models.TextChoices):
    """Through which channel."""

    COUNTER = "counter", _("Trực tiếp tại quầy")
    POST = "post", _("Qua bưu chính công ích")
    ONLINE = "online", _("Bản điện tử")


class ReturnProof(models.Model):
    """Who took a result, on which ground, by which channel; one for a return, erased with its persons.

    ``name`` is empty where the owner or the submitter came with the receipt. A parcel or an electronic
    result proves the other channels.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="return_proofs"
    )
    event = models.OneToOneField(
        "dossiers.DossierEvent", on_delete=models.PROTECT, related_name="return_proof"
    )
    way = models.CharField(max_length=8, choices=ReturnWay.choices, default=ReturnWay.COUNTER)
    with_receipt = models.BooleanField(default=True)
    name = models.CharField(max_length=300, blank=True, default="")
    identity_kind = models.CharField(
        max_length=16, choices=[(v.value, v.value) for v in IdentityKind], blank=True, default=""
    )
    identity_value = models.CharField(max_length=40, blank=True, default="")
    ground = models.CharField(max_length=300, blank=True, default="")
    shipment = models.ForeignKey(
        "dossiers.Shipment", on_delete=models.PROTECT, related_name="return_proofs", null=True
    )
    version = models.ForeignKey(
        "dossiers.ResultVersion", on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        """Who comes for somebody else, or without the receipt, is written down with the ground."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(name="") | ~models.Q(ground="") & ~models.Q(identity_value=""),
                name="who_comes_for_another_is_identified",
                violation_error_message=_(
                    "Người nhận thay phải có số giấy tờ và căn cứ được nhận thay."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(with_receipt=True) | ~models.Q(ground=""),
                name="without_the_receipt_says_why",
                violation_error_message=_("Không có giấy hẹn thì phải ghi đã đối chiếu bằng gì."),
            ),
            models.CheckConstraint(
                condition=~models.Q(way="post") | models.Q(shipment__isnull=False),
                name="returned_by_post_has_its_parcel",
                violation_error_message=_("Trả qua bưu chính phải có bưu gửi đã phát."),
            ),
            models.CheckConstraint(
                condition=~models.Q(way="online") | models.Q(version__isnull=False),
                name="returned_online_has_its_result",
                violation_error_message=_("Trả bản điện tử phải có kết quả điện tử đã phát hành."),
            ),
        ]

    def __str__(self) -> str:
        """Return channel and dossier, nobody's name."""
        return f"{self.way} of dossier {self.dossier_id}"
