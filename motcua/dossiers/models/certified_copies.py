"""Originals brought to be certified: held against their scan, certified as an electronic copy or refused."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules import certification

ACCOUNT = settings.AUTH_USER_MODEL


class CertifiedCopy(models.Model):
    """One original of a dossier: who compared it with its scan, and the copy made of it, or why there is none.

    The copy is a version of a result with a ``piece`` of its own, signed, numbered and sealed like any other;
    ``version`` is empty until it is made in the background, and ``fault`` says why it could not be made.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="certified_copies"
    )
    place = models.PositiveSmallIntegerField()
    original = models.ForeignKey("documents.Paper", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("Tên bản chính"), max_length=300)
    compared_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    compared_at = models.DateTimeField()
    signer = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    ground = models.CharField(
        max_length=16,
        choices=[(one.code, one.words) for one in certification.REFUSALS],
        blank=True,
        default="",
    )
    remark = models.OneToOneField(
        "dossiers.EventText", on_delete=models.PROTECT, related_name="+", null=True
    )
    version = models.OneToOneField(
        "dossiers.ResultVersion",
        on_delete=models.PROTECT,
        related_name="certified_copy",
        null=True,
    )
    fault = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """An original is certified or refused, never both."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dossier", "place"], name="certified_copy_place"),
            models.CheckConstraint(
                condition=models.Q(ground="", signer__isnull=False)
                | (~models.Q(ground="") & models.Q(signer__isnull=True, version__isnull=True)),
                name="original_is_certified_or_refused",
                violation_error_message=_("Bản chính hoặc được chứng thực, hoặc bị từ chối."),
            ),
        ]

    def __str__(self) -> str:
        """Return dossier and place: the title may be personal."""
        return f"certified copy {self.place} of dossier {self.dossier_id}"
