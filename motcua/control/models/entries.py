"""Registers as they are kept: who keeps which since when, the lines, and everything each line has said.

All three tables only grow: the database refuses to change or delete a row.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL


class Keeping(models.Model):
    """An agency keeps a register from a day on; without a day, it keeps it no more. The last row counts."""

    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    from_on = models.DateField(_("Ghi sổ từ ngày"), null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """One row a number."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "register", "number"],
                name="one_keeping_per_number",
                violation_error_message=_("Người khác vừa mở hoặc đóng sổ này. Hãy tải lại trang."),
            )
        ]

    def __str__(self) -> str:
        """Return agency, register and day."""
        return f"{self.register} of {self.agency_id} from {self.from_on}"


class Entry(models.Model):
    """A line of a register; what it says is its last version. ``number`` counts within the register."""

    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=40)
    number = models.PositiveIntegerField(_("Số dòng"))
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """One line a number."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "register", "number"],
                name="one_line_per_number",
                violation_error_message=_("Số dòng này đã có trong sổ. Hãy gửi lại."),
            )
        ]

    def __str__(self) -> str:
        """Return register and number."""
        return f"{self.register} {self.number}"


class Act(models.TextChoices):
    """What was done to a line."""

    WRITE = "write", _("Ghi sổ")
    CORRECT = "correct", _("Đính chính")
    STRIKE = "strike", _("Gạch bỏ")


class Version(models.Model):
    """What a line says from a moment on: written, corrected or struck.

    ``values`` by field: days as 2026-09-17, counts as numbers, agencies as ids. ``closed_through`` is
    the closing frontier when it was recorded: what changed is counted after that day only.
    ``touches_from`` and ``touches_to`` bound the days on which it can count for anything. ``digest``
    is that of what it says, ``chain`` seals it together with the version before.
    """

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=Act.choices)
    on = models.DateField(_("Ngày"))
    values = models.JSONField()
    paper = models.ForeignKey(
        "documents.Paper", on_delete=models.PROTECT, related_name="+", null=True
    )
    reason = models.CharField(_("Lý do"), max_length=500, blank=True, default="")
    words = models.TextField()
    touches_from = models.DateField()
    touches_to = models.DateField()
    closed_through = models.DateField(null=True)
    digest = models.CharField(max_length=64)
    chain = models.CharField(max_length=64)
    at = models.DateTimeField(_("Ghi lúc"))
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """A line is corrected and struck with a reason, by one person at a time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["entry", "number"],
                name="one_version_per_number",
                violation_error_message=_("Người khác vừa ghi dòng này. Hãy tải lại trang."),
            ),
            models.CheckConstraint(
                condition=models.Q(act=Act.WRITE) | ~models.Q(reason=""),
                name="a_change_of_a_line_has_a_reason",
                violation_error_message=_("Đính chính hoặc gạch bỏ phải ghi lý do."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["touches_to", "touches_from"], name="line_counts_between"),
            models.Index(fields=["digest"], name="line_says"),
        ]

    def __str__(self) -> str:
        """Return line and number."""
        return f"{self.entry_id}/{self.number} {self.act}"

    @property
    def struck(self) -> bool:
        """Whether the line is struck."""
        return self.act == Act.STRIKE
