"""Numbers people draw at a counter, and times they booked to come."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL
AGENCY = "organizations.Agency"


class TicketState(models.TextChoices):
    """What became of a number."""

    WAITING = "waiting", _("Đang chờ")
    CALLED = "called", _("Đang gọi")
    SERVED = "served", _("Đã phục vụ")
    ABSENT = "absent", _("Vắng mặt")


class Ticket(models.Model):
    """A number of one desk and day; it names nobody."""

    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="tickets")
    desk = models.ForeignKey(
        "organizations.Desk", on_delete=models.PROTECT, related_name="tickets", null=True
    )
    on = models.DateField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=TicketState.choices, default=TicketState.WAITING)
    #: Whoever booked a time is called before those who did not, from that time on.
    booked_for = models.DateTimeField(null=True)
    taken_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    called_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    place = models.CharField(_("Quầy"), max_length=40, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A number is drawn once a day at a desk; who was called has a place to go to."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "desk", "on", "number"],
                nulls_distinct=False,
                name="one_ticket_per_number_and_day",
                violation_error_message=_("Số này đã được lấy."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting")
                | (models.Q(called_at__isnull=False) & ~models.Q(place="")),
                name="who_is_called_knows_where_to_go",
                violation_error_message=_("Gọi số phải nói quầy nào."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agency", "on", "state"], name="tickets_of_a_day")
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"{self.number}"


class Appointment(models.Model):
    """A time somebody booked at a counter; his name and number are for the clerk alone."""

    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="appointments")
    desk = models.ForeignKey(
        "organizations.Desk", on_delete=models.PROTECT, related_name="appointments", null=True
    )
    at = models.DateTimeField()
    name = models.CharField(_("Họ và tên"), max_length=300)
    phone = models.CharField(_("Điện thoại"), max_length=20)
    made_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    ticket = models.OneToOneField(
        Ticket, on_delete=models.PROTECT, related_name="appointment", null=True
    )

    class Meta:
        """Nobody arrives for a time he gave up."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | models.Q(ticket=None),
                name="cancelled_times_have_no_ticket",
                violation_error_message=_("Lịch đã hủy thì không lấy số."),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agency", "at"], name="appointments_of_a_day")
        ]

    def __str__(self) -> str:
        """Return the time, nobody's name."""
        return f"appointment {self.pk}"
