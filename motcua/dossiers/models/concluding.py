"""What ended together with a dossier, and what the system of a ministry says of one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL


class ConcludedKind(models.TextChoices):
    """What was still open when a dossier was stopped or withdrawn."""

    CONSULTATION = "consultation", _("ý kiến phối hợp chưa trả lời, không cần trả lời nữa")
    STAY = "stay", _("lần hồ sơ ở cơ quan khác, đã kết thúc")
    HAND_OVER = "hand_over", _("bàn giao chưa nhận, đã thôi")
    PAYMENT = "payment", _("yêu cầu thực hiện nghĩa vụ tài chính, không còn hiệu lực")
    SIGNING = "signing", _("văn bản đang trình, đang ký, thôi không ký")
    COPY = "copy", _("bản sao đang lập, thôi không lập")
    PHONE = "phone", _("mã chụp bằng điện thoại, hết hiệu lực")


class Concluded(models.Model):
    """How many of one kind ended with a dossier, by the act that ended it. Sealed."""

    event = models.ForeignKey(
        "dossiers.DossierEvent", on_delete=models.PROTECT, related_name="concluded"
    )
    kind = models.CharField(max_length=12, choices=ConcludedKind.choices)
    number = models.PositiveSmallIntegerField()

    class Meta:
        """Each kind once, and only where there was something."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["event", "kind"], name="one_line_for_a_kind"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="something_was_concluded"
            ),
        ]

    def __str__(self) -> str:
        """Return event and kind."""
        return f"{self.event_id} {self.kind}"


class SourceWord(models.Model):
    """What the system of a ministry says of a dossier that is handled there, as an officer read it. Sealed.

    ``number`` is the dossier's there, ``happened_at`` when it came to stand so; the last word counts.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="source_words"
    )
    system = models.CharField(_("Hệ thống nguồn"), max_length=120)
    number = models.CharField(_("Số hồ sơ ở hệ thống nguồn"), max_length=80)
    happened_at = models.DateTimeField()
    said = models.CharField(_("Tình trạng, kết quả"), max_length=300)
    told_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        """Found by its dossier, in the order things happened there."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dossier", "happened_at"], name="words_of_a_source")
        ]

    def __str__(self) -> str:
        """Return the number of the other system."""
        return self.number
