"""What a province adds to the closed lists, and the apologies owed for deciding late."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.grounds import GroundKind

ACCOUNT = settings.AUTH_USER_MODEL
AGENCY = "organizations.Agency"


class OwnGround(models.Model):
    """A row of the province's own in a closed list, or its word on one of ours (the same code).

    Never deleted: the history refers to codes. Beside ``rules.grounds.BASE``.
    """

    kind = models.CharField(max_length=10, choices=[(v.value, v.value) for v in GroundKind])
    code = models.SlugField(max_length=40)
    words = models.CharField(_("Nội dung"), max_length=200)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        """A code means one thing."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                name="one_ground_per_code",
                violation_error_message=_("Mã này đã có trong danh mục."),
            )
        ]

    def __str__(self) -> str:
        """Return kind and code."""
        return f"{self.kind} {self.code}"


class LateApology(models.Model):
    """An apology owed because a dossier was decided late: drafted with the decision, signed later.

    It belongs to the unit that answered for the dossier when the due moment passed. Nothing waits
    for its signature. ``text`` is the explanation to the head and may be erased by law.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="late_apologies"
    )
    event = models.OneToOneField(
        "dossiers.DossierEvent", on_delete=models.PROTECT, related_name="late_apology"
    )
    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=200, blank=True, default="")
    cause = models.CharField(max_length=40, blank=True, default="")
    text = models.OneToOneField(
        "dossiers.EventText", on_delete=models.PROTECT, related_name="+", null=True
    )
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        """A signature has a person, a moment and a cause."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(signed_at=None, signed_by=None)
                | (
                    models.Q(signed_at__isnull=False, signed_by__isnull=False) & ~models.Q(cause="")
                ),
                name="a_signed_apology_says_who_and_why",
                violation_error_message=_("Văn bản xin lỗi đã ký phải có người ký và nguyên nhân."),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["agency", "drafted_at"],
                name="apology_to_sign",
                condition=models.Q(signed_at=None),
            )
        ]

    def __str__(self) -> str:
        """Return the dossier's id."""
        return f"late apology of dossier {self.dossier_id}"
