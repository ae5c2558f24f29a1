"""Internal processes (quy trình nội bộ): versions of routes, drawn up, approved by decision, sealed."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models.versions import Case
from motcua.rules.codes import Level
from motcua.rules.step_times import StepUnit
from motcua.rules.steps import PostRole, UnitKind, Work


class RouteState(models.TextChoices):
    """Where a route stands. One replaced by a later one stays published, with a last day."""

    DRAFT = "draft", _("Dự thảo")
    PUBLISHED = "published", _("Đã phê duyệt")


class Route(models.Model):
    """The steps one case of a published procedure goes through, from a day to a day.

    It holds at ``agency``, at every agency of ``level``, or without either in the whole province; the
    nearest one applies. Once published the database refuses every change but the last day.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="routes")
    agency = models.ForeignKey(
        "organizations.Agency",
        on_delete=models.PROTECT,
        related_name="routes",
        null=True,
        blank=True,
    )
    level = models.CharField(
        max_length=10, blank=True, default="", choices=[(one.value, one.value) for one in Level]
    )
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=RouteState.choices, default=RouteState.DRAFT)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    decision_number = models.CharField(max_length=80, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    decision_signer = models.CharField(max_length=200, blank=True, default="")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    written_at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["case", "agency", "level", "number"],
                nulls_distinct=False,
                name="route_number_unique",
            ),
            models.UniqueConstraint(
                fields=["case", "agency", "level"],
                condition=models.Q(state=RouteState.DRAFT.value),
                nulls_distinct=False,
                name="one_draft_route",
                violation_error_message=_("Đang có một dự thảo của quy trình này."),
            ),
            models.UniqueConstraint(
                fields=["case", "agency", "level"],
                condition=models.Q(state=RouteState.PUBLISHED.value, effective_to__isnull=True),
                nulls_distinct=False,
                name="one_open_route",
                violation_error_message=_("Đang có một quy trình còn hiệu lực."),
            ),
            models.CheckConstraint(
                condition=models.Q(agency__isnull=True) | models.Q(level=""),
                name="route_of_one_agency_or_one_level",
                violation_error_message=_("Chọn một cơ quan hoặc một cấp, không chọn cả hai."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=RouteState.DRAFT.value, effective_to__isnull=True)
                | models.Q(
                    ~models.Q(decision_number=""),
                    state=RouteState.PUBLISHED.value,
                    effective_from__isnull=False,
                    decision_on__isnull=False,
                ),
                name="published_route_has_a_decision",
                violation_error_message=_("Quy trình đã phê duyệt phải có quyết định và ngày."),
            ),
            models.CheckConstraint(
                condition=models.Q(effective_to__isnull=True)
                | models.Q(effective_to__gte=models.F("effective_from") - timedelta(days=1)),
                name="route_ends_after_it_begins",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
            ),
        ]

    def __str__(self) -> str:
        """Return the case and the number."""
        return f"route {self.number} of case {self.case_id}"


class RouteStep(models.Model):
    """One row of a route, as ``rules.steps.Step`` has it; ``agency`` is another than the competent one.

    ``ways`` are pairs: what was found, and the code of the step it leads to, both perhaps empty.
    """

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=1000)
    work = models.CharField(max_length=14, choices=[(one.value, one.value) for one in Work])
    unit = models.CharField(
        max_length=14, blank=True, choices=[(one.value, one.value) for one in UnitKind]
    )
    post = models.CharField(
        max_length=8, blank=True, choices=[(one.value, one.value) for one in PostRole]
    )
    agency = models.ForeignKey(
        "organizations.Agency", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    time_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    time_unit = models.CharField(
        max_length=16, blank=True, choices=[(one.value, one.value) for one in StepUnit]
    )
    within_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    within_unit = models.CharField(
        max_length=16, blank=True, choices=[(one.value, one.value) for one in StepUnit]
    )
    result = models.CharField(max_length=1000, blank=True, default="")
    may_consult = models.BooleanField(default=False)
    may_return = models.BooleanField(default=False)
    must_attach = models.BooleanField(default=False)
    must_sign = models.BooleanField(default=False)
    on_ministry_system = models.BooleanField(default=False)
    ways = models.JSONField(default=list)

    class Meta:
        """Order and constraints."""

        ordering: ClassVar[list[str]] = ["route_id", "order"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["route", "order"], name="route_step_order_unique"),
            models.CheckConstraint(
                condition=models.Q(time_amount__isnull=True, time_unit="")
                | (models.Q(time_amount__gte=1) & ~models.Q(time_unit="")),
                name="step_time_has_its_unit",
                violation_error_message=_("Thời gian của bước phải có cả số lượng và đơn vị."),
            ),
            models.CheckConstraint(
                condition=models.Q(within_amount__isnull=True, within_unit="")
                | (models.Q(within_amount__gte=1) & ~models.Q(within_unit="")),
                name="step_within_has_its_unit",
                violation_error_message=_("Thời hạn ở cơ quan khác phải có cả số lượng và đơn vị."),
            ),
        ]

    def __str__(self) -> str:
        """Return code and name."""
        return f"{self.code} {self.name}"
