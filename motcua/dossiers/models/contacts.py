"""Calls to people whose result is ready, with what came of each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL


class CallOutcome(models.TextChoices):
    """What came of a call."""

    REACHED = "reached", _("Đã báo")
    WILL_COME = "will_come", _("Hẹn ngày đến nhận")
    NO_ANSWER = "no_answer", _("Không nghe máy")
    WRONG_NUMBER = "wrong_number", _("Sai số")
    ASKS_POST = "asks_post", _("Đề nghị gửi bưu chính")


class ContactCall(models.Model):
    """One call about one dossier; the words of the person are not kept."""

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="contact_calls"
    )
    outcome = models.CharField(max_length=12, choices=CallOutcome.choices)
    coming_on = models.DateField(null=True)
    called_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField()

    class Meta:
        """Who says he will come says when."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(outcome="will_come", coming_on__isnull=False)
                | (~models.Q(outcome="will_come") & models.Q(coming_on__isnull=True)),
                name="who_will_come_says_when",
                violation_error_message=_("Hẹn đến nhận thì ghi ngày; kết quả khác thì không."),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dossier", "-called_at"], name="last_call_of_a_dossier")
        ]

    def __str__(self) -> str:
        """Return the dossier's id."""
        return f"call about dossier {self.dossier_id}"
