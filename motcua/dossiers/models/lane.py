"""The fast lane: which procedures are done in one sitting, by whom, and what was done in each sitting."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.people.models import Account

ACCOUNT = settings.AUTH_USER_MODEL
AGENCY = "organizations.Agency"


class LaneKind(models.TextChoices):
    """Why a procedure needs no appointment."""

    CERTIFICATION = "certification", _("Chứng thực")
    NO_SLIP = "no_slip", _("Ngày không phiếu hẹn")
    ON_THE_SPOT = "on_the_spot", _("4 tại chỗ")


class LaneApproval(models.Model):
    """A procedure an agency settles while the person waits, by a decision, from a day to a day.

    ``weekday`` (0 Monday) narrows it to one day of the week; the officers of the decision alone may
    settle in it.
    """

    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="lane_approvals")
    procedure = models.ForeignKey(
        "catalog.Procedure", on_delete=models.PROTECT, related_name="lane_approvals"
    )
    kind = models.CharField(max_length=14, choices=LaneKind.choices)
    weekday = models.PositiveSmallIntegerField(null=True)
    officers: "models.ManyToManyField[Account, models.Model]" = models.ManyToManyField(
        ACCOUNT, related_name="+"
    )
    decision_number = models.CharField(_("Số quyết định"), max_length=80)
    decision_on = models.DateField(_("Ngày quyết định"))
    from_on = models.DateField(_("Từ ngày"))
    to_on = models.DateField(_("Đến ngày"), null=True)
    noted_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        """A procedure stands once in an agency's list; a weekday is one of seven."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "procedure"],
                condition=models.Q(to_on=None),
                name="one_lane_per_procedure",
                violation_error_message=_("Thủ tục này đã có trong danh sách của cơ quan."),
            ),
            models.CheckConstraint(
                condition=models.Q(weekday=None) | models.Q(weekday__lte=6),
                name="lane_weekday_is_one_of_seven",
                violation_error_message=_("Ngày trong tuần không đúng."),
            ),
        ]

    def __str__(self) -> str:
        """Return agency and procedure, by ids."""
        return f"lane of {self.agency_id} for {self.procedure_id}"


class LaneSitting(models.Model):
    """One person or company at the lane on one day; its list is the receipt of all its dossiers."""

    approval = models.ForeignKey(LaneApproval, on_delete=models.PROTECT, related_name="sittings")
    party = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    began_at = models.DateTimeField()

    class Meta:
        """A person sits once a day with an officer for a procedure, however many dossiers he brings."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["approval", "party", "officer", "on"], name="one_sitting_per_person_and_day"
            )
        ]

    def __str__(self) -> str:
        """Return the id."""
        return f"sitting {self.pk}"


class LaneEntry(models.Model):
    """A dossier received, decided and returned in a sitting, with how many copies were handed out."""

    sitting = models.ForeignKey(LaneSitting, on_delete=models.PROTECT, related_name="entries")
    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="lane_entry"
    )
    copies = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """At least one copy."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(copies__gte=1),
                name="lane_hands_out_a_copy",
                violation_error_message=_("Số bản phải từ 1."),
            )
        ]

    def __str__(self) -> str:
        """Return the dossier's id."""
        return f"lane entry of dossier {self.dossier_id}"
