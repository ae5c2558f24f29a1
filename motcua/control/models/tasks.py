"""Tasks a leader gives: who owes an answer about what until when, and everything said since.

A task directs; it decides nothing about a dossier and moves no legal date. Its steps and its dossiers only
grow: the database refuses to change or delete them.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL


class TaskState(models.TextChoices):
    """Whose turn it is."""

    OPEN = "open", _("Chờ trả lời")
    ANSWERED = "answered", _("Đã trả lời, chờ lãnh đạo xem")
    DONE = "done", _("Hoàn thành")
    WITHDRAWN = "withdrawn", _("Đã thu hồi")


class TaskAct(models.TextChoices):
    """What was said of a task."""

    GIVE = "give", _("giao nhiệm vụ")
    ANSWER = "answer", _("trả lời")
    ACCEPT = "accept", _("chấp nhận")
    ASK_AGAIN = "ask_again", _("yêu cầu trả lời lại")
    WITHDRAW = "withdraw", _("thu hồi")


class Task(models.Model):
    """A task as it stands; ``state`` and ``answer_on`` repeat its last step, so that lists find them."""

    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(
        ACCOUNT, on_delete=models.PROTECT, related_name="given_tasks", db_index=False
    )
    giver_agency = models.ForeignKey(
        "organizations.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    owner = models.ForeignKey(
        ACCOUNT, on_delete=models.PROTECT, related_name="owned_tasks", db_index=False
    )
    what = models.TextField(_("Nội dung"), max_length=2000)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    answer_on = models.DateField(_("Hạn trả lời"))
    given_at = models.DateTimeField()

    class Meta:
        """Indexes of the two lists and of what is late."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "state", "answer_on"], name="tasks_of_an_owner"),
            models.Index(fields=["giver", "state", "answer_on"], name="tasks_of_a_giver"),
        ]

    def __str__(self) -> str:
        """Return the id: what is asked may name people."""
        return f"task {self.pk}"


class TaskStep(models.Model):
    """One thing said of a task. ``answer_on``: the day by which an answer is owed after it."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="steps", db_index=False)
    number = models.PositiveSmallIntegerField()
    act = models.CharField(max_length=10, choices=TaskAct.choices)
    text = models.TextField(max_length=2000, blank=True, default="")
    answer_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """One step a number."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["task", "number"],
                name="one_step_of_a_task_per_number",
                violation_error_message=_("Nhiệm vụ này vừa được người khác cập nhật."),
            )
        ]

    def __str__(self) -> str:
        """Return task, number and act."""
        return f"{self.task_id}/{self.number} {self.act}"


class TaskDossier(models.Model):
    """A dossier a task is about."""

    task = models.ForeignKey(
        Task, on_delete=models.PROTECT, related_name="dossiers", db_index=False
    )
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Each once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["task", "dossier"],
                name="a_dossier_once_in_a_task",
                violation_error_message=_("Hồ sơ này đã có trong nhiệm vụ."),
            )
        ]

    def __str__(self) -> str:
        """Return both ids."""
        return f"dossier {self.dossier_id} of task {self.task_id}"
