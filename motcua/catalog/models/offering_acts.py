"""Competence given in bulk by one act, and taken back by one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferingAct(models.Model):
    """One act that made many agencies competent for many procedures; its offerings point to it.

    ``chosen`` says by which filters they were chosen, for whoever reads the act later. Append-only.
    """

    decision_number = models.CharField(_("Số quyết định"), max_length=80)
    decision_on = models.DateField(_("Ngày quyết định"))
    from_on = models.DateField(_("Từ ngày"))
    to_on = models.DateField(_("Đến ngày"), null=True)
    procedures = models.PositiveIntegerField(_("Số thủ tục"))
    agencies = models.PositiveIntegerField(_("Số cơ quan"))
    made = models.PositiveIntegerField(_("Số dòng mới"))
    held = models.PositiveIntegerField(_("Số dòng đã có"))
    chosen = models.JSONField(_("Cách chọn"), default=dict)
    at = models.DateTimeField(_("Lúc"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offering_acts"
    )

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(made__gte=1),
                name="offering_act_makes_something",
                violation_error_message=_("Đợt giao phải có ít nhất một dòng mới."),
            ),
        ]

    def __str__(self) -> str:
        """Return the decision."""
        return self.decision_number


class OfferingUndo(models.Model):
    """The one act that took an ``OfferingAct`` back, and how much of it stayed. Append-only."""

    act = models.OneToOneField(OfferingAct, on_delete=models.PROTECT, related_name="undo")
    reason = models.CharField(_("Lý do"), max_length=300)
    withdrawn = models.PositiveIntegerField(_("Số dòng thu hồi"))
    kept_used = models.PositiveIntegerField(_("Giữ lại vì đã có hồ sơ"))
    kept_changed = models.PositiveIntegerField(_("Giữ lại vì đã thay đổi"))
    at = models.DateTimeField(_("Lúc"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offering_undos"
    )

    def __str__(self) -> str:
        """Return the act's id."""
        return f"undo of act {self.act_id}"
