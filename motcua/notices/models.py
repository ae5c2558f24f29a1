"""One row per thing told to a person. What is told of a due date holds only while that date does."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.queries.alarms import Alarm

ACCOUNT = settings.AUTH_USER_MODEL


class NoticeKind(models.TextChoices):
    """Why somebody was told."""

    STEP_SOON = "step_soon", _("Bước đến hạn ngày làm việc tiếp theo")
    STEP_DUE = "step_due", _("Bước đã đến hạn")
    DOSSIER_SOON = "dossier_soon", _("Hồ sơ đến hạn ngày làm việc tiếp theo")
    DOSSIER_DUE = "dossier_due", _("Hồ sơ đã đến hạn")
    MISSED = "missed", _("Đến hạn trong lúc hệ thống ngừng nhắc")
    NUDGE = "nudge", _("Lãnh đạo nhắc")
    REPORT_SOON = "report_soon", _("Báo cáo đến hạn nộp ngày làm việc tiếp theo")
    REPORT_DUE = "report_due", _("Báo cáo đã đến hạn nộp")


#: Told of a moment of one dossier: true only while that is still its moment, and the person still its owner.
OF_STEP = (NoticeKind.STEP_SOON, NoticeKind.STEP_DUE)
OF_DOSSIER = (NoticeKind.DOSSIER_SOON, NoticeKind.DOSSIER_DUE)
#: Told of reports an agency still has to file by the day that begins at the moment; taken back by who told it.
OF_REPORT = (NoticeKind.REPORT_SOON, NoticeKind.REPORT_DUE)
SOON = (NoticeKind.STEP_SOON, NoticeKind.DOSSIER_SOON)


class Notice(models.Model):
    """Something told to an officer, once. Ids and counts only: who reads it opens the dossier itself.

    ``moment`` is what it is about: the due moment; where a silence began; the day a leader spoke.
    Of reports it is about ``number`` of them that ``agency`` has to file by the day of ``moment``.
    A leader's word is about ``number`` dossiers of an ``alarm`` in an agency and step, the oldest since ``since``.
    ``step`` is the group's word for the name of the step; ``route`` is what stood beside it before, and no longer set.
    """

    account = models.ForeignKey(
        ACCOUNT, on_delete=models.PROTECT, related_name="notices", db_index=False
    )
    kind = models.CharField(max_length=12, choices=NoticeKind.choices)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    moment = models.DateTimeField()
    alarm = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Alarm], blank=True, default=""
    )
    agency = models.ForeignKey(
        "organizations.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
    )
    route = models.ForeignKey(
        "catalog.Route", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    step = models.CharField(max_length=20, blank=True, default="")
    number = models.PositiveIntegerField(default=1)
    since = models.DateTimeField(null=True)
    by = models.ForeignKey(
        ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        """Nobody is told the same twice."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "kind", "dossier", "moment", "alarm", "agency", "route", "step"],
                nulls_distinct=False,
                name="told_once",
                violation_error_message=_("Người này đã được nhắc việc này."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[NoticeKind.MISSED, NoticeKind.NUDGE, *OF_REPORT])
                | models.Q(dossier__isnull=False),
                name="a_reminder_names_its_dossier",
                violation_error_message=_("Nhắc hạn phải nói hồ sơ nào."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=NoticeKind.NUDGE)
                | (models.Q(by__isnull=False, agency__isnull=False) & ~models.Q(alarm="")),
                name="a_leaders_word_names_its_leader",
                violation_error_message=_("Lời nhắc phải nói ai nhắc và về việc gì."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=OF_REPORT) | models.Q(agency__isnull=False),
                name="a_reminder_of_reports_names_its_agency",
                violation_error_message=_("Nhắc nộp báo cáo phải nói đơn vị nào."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["account", "-made_at"], name="notices_of_a_person"),
            models.Index(fields=["made_at"], name="notices_by_day"),
            models.Index(
                fields=["account"],
                name="notices_unread",
                condition=models.Q(read_at=None, cancelled_at=None),
            ),
        ]

    def __str__(self) -> str:
        """Return kind and id."""
        return f"{self.kind} {self.pk}"


class StandInReading(models.Model):
    """That whoever stands in for a person has read what that person was told: it stays unread for the person."""

    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, related_name="stand_in_readings", db_index=False
    )
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """The first time counts."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["notice", "account"],
                name="read_once_by_a_stand_in",
                violation_error_message=_("Lời nhắc này đã được đọc."),
            )
        ]

    def __str__(self) -> str:
        """Return the ids of both."""
        return f"notice {self.notice_id} read by {self.account_id}"
