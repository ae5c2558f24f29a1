"""Which slips were issued: proof that a reprint says what the first print said; and the forms procedures prescribe."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.rule_sets import Slip


class IssuedSlip(models.Model):
    """A slip as first issued for an act: its number and the digest of its facts."""

    event = models.ForeignKey(
        "dossiers.DossierEvent", on_delete=models.PROTECT, related_name="slips"
    )
    form = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Slip])
    number = models.CharField(max_length=60, blank=True, default="")
    facts_digest = models.CharField(max_length=64)
    template_version = models.PositiveSmallIntegerField()
    issued_at = models.DateTimeField()

    class Meta:
        """One slip of a form per act."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event", "form"],
                name="one_slip_per_act_and_form",
                violation_error_message=_("Phiếu này đã được phát hành."),
            )
        ]

    def __str__(self) -> str:
        """Return form and number, no personal data."""
        return f"{self.form} {self.number}".strip()


class Letterhead(models.Model):
    """What an agency's papers say at their head from a day on, where its name alone is not enough.

    An empty line is filled from the agency's own record. Never edited once its day has come: a
    slip of an earlier day prints the head of that day.
    """

    agency = models.ForeignKey(
        "organizations.Agency", on_delete=models.PROTECT, related_name="letterheads"
    )
    superior = models.CharField(_("Cơ quan chủ quản"), max_length=200, blank=True, default="")
    office = models.CharField(_("Cơ quan ban hành"), max_length=200, blank=True, default="")
    desk = models.CharField(_("Bộ phận Một cửa"), max_length=200, blank=True, default="")
    place = models.CharField(_("Địa danh"), max_length=80, blank=True, default="")
    contact = models.CharField(_("Liên hệ"), max_length=200, blank=True, default="")
    from_on = models.DateField(_("Dùng từ ngày"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    recorded_at = models.DateTimeField()

    class Meta:
        """One head per agency and day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "from_on"],
                name="one_letterhead_per_agency_and_day",
                violation_error_message=_("Cơ quan đã có tiêu đề văn bản dùng từ ngày này."),
            )
        ]

    def __str__(self) -> str:
        """Return agency and day."""
        return f"letterhead of {self.agency_id} from {self.from_on}"


class SlipSeries(models.Model):
    """The last serial of a form at an agency in a year."""

    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=20, choices=[(v.value, v.value) for v in Slip])
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One counter per agency, form and year."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "form", "year"], name="one_series_per_agency_form_year"
            )
        ]

    def __str__(self) -> str:
        """Return the key."""
        return f"{self.agency_id} {self.form} {self.year}"


class OwnForm(models.Model):
    """The form a procedure prescribes for its applicants: a DOCX with places for the facts of a dossier.

    It serves a version and one of its cases, or all of them, for an agency and those below it: from when it was
    published until it ended. Never edited; what is uploaded anew is another row.
    """

    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        "catalog.ProcedureVersion", on_delete=models.PROTECT, related_name="+"
    )
    case = models.ForeignKey(
        "catalog.Case", on_delete=models.PROTECT, related_name="+", null=True, db_index=False
    )
    name = models.CharField(_("Tên mẫu"), max_length=300)
    file = models.ForeignKey("documents.File", on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
    )
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """An agency prints one form for a case."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["version", "agency", "case"],
                condition=models.Q(published_at__isnull=False, ended_at=None),
                nulls_distinct=False,
                name="one_own_form_printed_per_case",
                violation_error_message=_("Trường hợp này đang dùng một mẫu khác."),
            )
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
