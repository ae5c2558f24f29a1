"""What the national catalogue said, record by record and run by run: kept verbatim, never deleted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models.versions import Procedure, ProcedureVersion


class Shape(models.TextChoices):
    """The shape of a record. Of several shapes of one procedure the first here that tells wins."""

    PORTAL = "portal", _("Bản ghi LayThuTuc")
    TEXTS = "texts", _("Văn bản trên Cổng DVC quốc gia")
    PARSED = "parsed", _("Văn bản đã tách trường")


class ImportRun(models.Model):
    """One reading of one file, and what it changed."""

    file_name = models.CharField(_("Tệp"), max_length=300)
    file_digest = models.CharField(max_length=64)
    shape = models.CharField(_("Loại bản ghi"), max_length=10, choices=Shape.choices)
    started_at = models.DateTimeField(_("Bắt đầu"))
    finished_at = models.DateTimeField(_("Kết thúc"), null=True)
    on = models.DateField(_("Ngày áp dụng"))
    records = models.PositiveIntegerField(_("Bản ghi"), default=0)
    added = models.PositiveIntegerField(_("Mới"), default=0)
    changed = models.PositiveIntegerField(_("Đổi"), default=0)
    unchanged = models.PositiveIntegerField(_("Không đổi"), default=0)
    switched_off = models.PositiveIntegerField(_("Tắt"), default=0)
    switched_on = models.PositiveIntegerField(_("Bật lại"), default=0)
    conflicts = models.PositiveIntegerField(_("Xung đột với bản của tỉnh"), default=0)
    not_understood = models.PositiveIntegerField(_("Không hiểu"), default=0)

    def __str__(self) -> str:
        """Return the file's name."""
        return self.file_name


class SourceRecord(models.Model):
    """One record as it was read, letter by letter; the same text seen again is the same row.

    A text that comes back after another one is a row of its own: the rows are the history.
    ``current``: the last one of its shape and code. A record nobody understood has no code, or no
    version made of it; it is kept all the same.
    """

    shape = models.CharField(max_length=10, choices=Shape.choices)
    code = models.CharField(max_length=40, blank=True, default="")
    authority = models.CharField(max_length=120, blank=True, default="")
    digest = models.CharField(max_length=64)
    text = models.TextField()
    line = models.PositiveIntegerField()
    understood = models.BooleanField()
    current = models.BooleanField(default=True)
    first_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    last_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="seen")

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["shape", "code"],
                condition=models.Q(current=True, understood=True),
                name="one_current_source_record",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["code", "shape"], name="source_record_code")
        ]

    def __str__(self) -> str:
        """Return shape and code."""
        return f"{self.shape} {self.code}"


class ImportProblem(models.Model):
    """What a run did not understand, of which record, in a sentence.

    ``whole``: the record as a whole; otherwise one fact of a record that was taken in.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="problems")
    record = models.ForeignKey(
        SourceRecord, on_delete=models.PROTECT, null=True, related_name="problems"
    )
    line = models.PositiveIntegerField()
    code = models.CharField(max_length=40, blank=True, default="")
    whole = models.BooleanField()
    kind = models.CharField(max_length=40)
    sentence = models.TextField()

    class Meta:
        """Order."""

        ordering: ClassVar[list[str]] = ["run_id", "line", "pk"]

    def __str__(self) -> str:
        """Return the sentence."""
        return self.sentence


class Absence(models.Model):
    """A procedure the source no longer lists: not offered to new dossiers from a day to a day."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="absences")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    off_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    on_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["procedure"],
                condition=models.Q(to_on__isnull=True),
                name="one_open_absence",
            )
        ]

    def __str__(self) -> str:
        """Return procedure and day."""
        return f"procedure {self.procedure_id} off from {self.from_on}"


class Conflict(models.Model):
    """The source changed a procedure whose local version is in force: both wait for a decision.

    ``local`` stays in force; ``national`` is a draft of what the source says now.
    """

    class Outcome(models.TextChoices):
        """How it ended."""

        OPEN = "", _("Chờ xem xét")
        KEPT = "kept", _("Giữ bản của tỉnh")
        TAKEN = "taken", _("Dùng bản của trung ương")
        OVERTAKEN = "overtaken", _("Trung ương đổi tiếp")

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="conflicts")
    local = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    national = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+")
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="raised")
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, blank=True, default=Outcome.OPEN
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["procedure"],
                condition=models.Q(outcome=""),
                name="one_open_conflict",
            )
        ]

    def __str__(self) -> str:
        """Return the procedure."""
        return f"procedure {self.procedure_id}"
