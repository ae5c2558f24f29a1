"""What stands beside the steps of a dossier: opinions asked of others, and what a finished step brought."""

from django.db import models
from django.utils.translation import gettext_lazy as _

EVENT = "dossiers.DossierEvent"
AGENCY = "organizations.Agency"


class Consultation(models.Model):
    """An opinion asked of an agency, or of one post of it, by a moment; the question is the event's text.

    Beside the dossier's own way: it stays where it is, and silence stops no clock.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="consultations"
    )
    event = models.OneToOneField(EVENT, on_delete=models.PROTECT, related_name="consultation")
    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(
        "organizations.Post", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the dossier's id."""
        return f"consultation on dossier {self.dossier_id}"


class Opinion(models.Model):
    """An answer to a consultation; a later one is another row, so what a decision rested on stays."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="opinions"
    )
    event = models.OneToOneField(EVENT, on_delete=models.PROTECT, related_name="opinion")

    def __str__(self) -> str:
        """Return the consultation's id."""
        return f"opinion on consultation {self.consultation_id}"


class StepRecordKind(models.TextChoices):
    """What a finished step left behind."""

    SIGNED = "signed", _("Văn bản đã ký")
    OUTSIDE = "outside", _("Xử lý trên phần mềm của bộ, ngành")


class StepRecord(models.Model):
    """What finishing a step brought: the paper signed in it, or what a ministry's system told of it.

    ``number`` and ``happened_at`` are the paper's, or those of the other system; ``said`` is who
    signed, or how the work ended there.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="step_records"
    )
    event = models.OneToOneField(EVENT, on_delete=models.PROTECT, related_name="step_record")
    kind = models.CharField(max_length=8, choices=StepRecordKind.choices)
    number = models.CharField(max_length=80)
    happened_at = models.DateTimeField()
    said = models.CharField(max_length=500)

    def __str__(self) -> str:
        """Return the number."""
        return self.number
