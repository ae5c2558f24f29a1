"""One row per message: what was said, word for word, and what became of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Direction(models.TextChoices):
    """Which way a message goes."""

    INBOUND = "inbound", _("Nhận vào")
    OUTBOUND = "outbound", _("Gửi đi")


class MessageState(models.TextChoices):
    """What became of a message."""

    WAITING = "waiting", _("Chờ xử lý")
    DONE = "done", _("Đã xử lý")
    STUCK = "stuck", _("Chưa xử lý được")


class Message(models.Model):
    """A message from or to another system. ``key`` is that system's own name of it.

    The payload may hold personal data: it is shown to those who may see the dossier, and is in no
    log. ``subject_id`` is the id of what came of it (this floor does not know dossiers).
    """

    interface = models.CharField(_("Hệ thống"), max_length=40)
    direction = models.CharField(max_length=10, choices=Direction.choices)
    kind = models.CharField(_("Loại bản tin"), max_length=40)
    key = models.CharField(_("Mã của bản tin"), max_length=120)
    payload = models.JSONField(_("Nội dung"))
    state = models.CharField(
        max_length=10, choices=MessageState.choices, default=MessageState.WAITING
    )
    problem = models.TextField(_("Vướng mắc"), blank=True, default="")
    subject_type = models.CharField(max_length=40, blank=True, default="")
    subject_id = models.BigIntegerField(null=True, blank=True)
    attempts = models.PositiveIntegerField(_("Số lần xử lý"), default=0)
    kept_at = models.DateTimeField(_("Nhận lúc"))
    handled_at = models.DateTimeField(_("Xử lý lúc"), null=True, blank=True)

    class Meta:
        """A message is known once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["interface", "direction", "kind", "key"],
                name="message_known_once",
                violation_error_message=_("Bản tin này đã có."),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "interface"], name="message_state"),
            models.Index(fields=["subject_type", "subject_id"], name="message_subject"),
        ]

    def __str__(self) -> str:
        """Return interface, kind and id: the key may be a number of a dossier."""
        return f"{self.interface} {self.kind} {self.pk}"
