"""What people typed into forms, and the forms that were filed; both only grow."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class _OfAWindow(models.Model):
    """A form of an agency and a window, told for the ``number``-th time."""

    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(_("Biểu"), max_length=20)
    from_on = models.DateField(_("Từ ngày"))
    to_on = models.DateField(_("Đến ngày"))
    number = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Abstract."""

        abstract = True

    def __str__(self) -> str:
        """Return form, agency and window."""
        return f"{self.form} of {self.agency_id}, {self.from_on} to {self.to_on}, {self.number}"


def _once(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["agency", "form", "from_on", "to_on", "number"],
        name=name,
        violation_error_message=_("Biểu này vừa được người khác ghi. Hãy tải lại trang."),
    )


class LocalPeriod(models.Model):
    """Days that a document of the province, or of the body reported to, makes a period of reports.

    One withdrawn is offered no more; what was filed for it keeps its name.
    """

    name = models.CharField(_("Tên kỳ"), max_length=120)
    from_on = models.DateField(_("Từ ngày"))
    to_on = models.DateField(_("Đến ngày"))
    document = models.CharField(_("Văn bản quy định"), max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")),
                name="local_period_ends_after_it_begins",
                violation_error_message=_("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."),
            ),
            models.UniqueConstraint(
                fields=["from_on", "to_on"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_name_per_period",
                violation_error_message=_("Những ngày này đã có tên kỳ."),
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class TypedForm(_OfAWindow):
    """The figures somebody typed into a form: its rows. The last one counts, the others tell who said what."""

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [_once("one_typing_per_number")]


class FiledForm(_OfAWindow):
    """A form as it was filed: its cells, labels and moment. Printed again it is the same to the last byte."""

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [_once("one_filing_per_number")]
