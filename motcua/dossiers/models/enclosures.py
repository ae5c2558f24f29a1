"""Which kept papers belong to a dossier, and the short-lived passes by which a telephone adds some."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL


class Enclosure(models.Model):
    """A kept paper in a dossier, for one on its list or beyond it; taken out, never erased."""

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="enclosures"
    )
    paper = models.OneToOneField(
        "documents.Paper", on_delete=models.PROTECT, related_name="enclosure"
    )
    listed = models.ForeignKey(
        "dossiers.DossierPaper", on_delete=models.PROTECT, related_name="enclosures", null=True
    )
    taken_out_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    taken_out_at = models.DateTimeField(null=True)
    taken_out_why = models.CharField(_("Lý do"), max_length=200, blank=True, default="")

    class Meta:
        """Who takes a paper out says why."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(taken_out_at__isnull=True) | ~models.Q(taken_out_why=""),
                name="enclosure_taken_out_with_a_reason",
                violation_error_message=_("Hãy ghi lý do bỏ giấy tờ khỏi hồ sơ."),
            )
        ]

    def __str__(self) -> str:
        """Return dossier and paper, by their ids."""
        return f"paper {self.paper_id} in dossier {self.dossier_id}"


class PhonePass(models.Model):
    """Lets a telephone send pictures to one dossier, once, in an officer's name; its secret is not kept."""

    digest = models.CharField(max_length=64, unique=True)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    listed = models.ForeignKey(
        "dossiers.DossierPaper", on_delete=models.PROTECT, related_name="+", null=True
    )
    officer = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the dossier's id."""
        return f"pass to dossier {self.dossier_id}"
