"""Procedures as immutable versions: cases, channels with limits and fees, papers, results, offerings.

A version is edited while it is a draft. Once published the database refuses every change to it and
to what hangs on it, except the two that end it: the state ABOLISHED and its last day of effect.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.codes import Channel, Level, ServiceLevel, TimeUnit

#: Units that carry no amount: the day itself, or no limit at all.
UNITS_WITHOUT_AMOUNT = (TimeUnit.SAME_DAY.value, TimeUnit.NOT_REGULATED.value)


class ProcedureState(models.TextChoices):
    """Where a version stands."""

    DRAFT = "draft", _("Dự thảo")
    PUBLISHED = "published", _("Đã công bố")
    ABOLISHED = "abolished", _("Đã bãi bỏ")


class FeeKind(models.TextChoices):
    """What the money is in law; the two are accounted for apart."""

    PHI = "phi", _("Phí")
    LE_PHI = "le_phi", _("Lệ phí")


class Field(models.Model):
    """A field of administration (lĩnh vực), the row of most reports."""

    code = models.CharField(_("Mã lĩnh vực"), max_length=40, unique=True)
    name = models.CharField(_("Lĩnh vực"), max_length=200)
    name_key = models.CharField(max_length=400, default="", blank=True)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class LifeEvent(models.Model):
    """A moment in the life of a person or a business by which the portal groups procedures."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=300, blank=True, default="")
    order = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Procedure(models.Model):
    """The stable identity of a procedure; ``code`` is the national code, kept verbatim."""

    code = models.CharField(_("Mã thủ tục"), max_length=40, unique=True)
    life_events = models.ManyToManyField(LifeEvent, related_name="procedures", blank=True)
    successors = models.ManyToManyField(
        "self", symmetrical=False, related_name="predecessors", blank=True
    )

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class ProcedureVersion(models.Model):
    """What a procedure was from a day (inclusive) to a day (inclusive, open when null)."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("Tên thủ tục"), max_length=500)
    name_key = models.CharField(max_length=1000, default="", blank=True)
    fold = models.CharField(max_length=500, default="", blank=True)
    keywords = models.CharField(max_length=500, default="", blank=True)
    keywords_fold = models.CharField(max_length=500, default="", blank=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="versions")
    level = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Level])
    service_level = models.CharField(
        max_length=12, choices=[(v.value, v.value) for v in ServiceLevel]
    )
    prescriber = models.CharField(_("Cơ quan ban hành"), max_length=200, blank=True, default="")
    state = models.CharField(
        max_length=10, choices=ProcedureState.choices, default=ProcedureState.DRAFT
    )
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    decision_number = models.CharField(max_length=80, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    audience = models.CharField(max_length=300, blank=True, default="")
    plain_summary = models.TextField(blank=True, default="")
    steps = models.TextField(blank=True, default="", help_text="Mỗi dòng là một bước.")
    conditions = models.TextField(blank=True, default="")
    agency_text = models.CharField(max_length=300, blank=True, default="")
    result_validity = models.CharField(max_length=300, blank=True, default="")
    restarts_after_supplement = models.BooleanField(default=False)
    no_appointment = models.BooleanField(
        default=False, help_text="Trả kết quả ngay, không lập giấy hẹn."
    )
    source = models.JSONField(default=dict, blank=True)

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["procedure", "number"], name="version_number_unique"),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=models.Q(state=ProcedureState.PUBLISHED.value, effective_to__isnull=True),
                name="one_open_version_per_procedure",
                violation_error_message=_(
                    "Thủ tục đang có một phiên bản còn hiệu lực. Kết thúc phiên bản đó trước."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(effective_to__isnull=True)
                | models.Q(effective_to__gte=models.F("effective_from")),
                name="version_ends_after_it_begins",
                violation_error_message=_("Ngày hết hiệu lực phải sau ngày có hiệu lực."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ProcedureState.ABOLISHED.value)
                | models.Q(effective_to__isnull=False),
                name="abolished_version_has_an_end",
                violation_error_message=_("Thủ tục bãi bỏ phải có ngày hết hiệu lực."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "level"], name="version_state_level")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Case(models.Model):
    """A case (trường hợp) of a version: its own papers, limits and fees."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="cases")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(_("Trường hợp"), max_length=300)

    class Meta:
        """Order and constraints."""

        ordering: ClassVar[list[str]] = ["version_id", "order"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "order"], name="case_order_unique")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class CaseChannel(models.Model):
    """How a case is filed through one channel: its time limit, each in its own unit."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="channels")
    channel = models.CharField(max_length=8, choices=[(v.value, v.value) for v in Channel])
    limit_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    limit_unit = models.CharField(max_length=16, choices=[(v.value, v.value) for v in TimeUnit])
    limit_note = models.CharField(max_length=300, blank=True, default="")
    restarts_after_supplement = models.BooleanField(default=False)

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "channel"], name="one_limit_per_channel"),
            models.CheckConstraint(
                condition=models.Q(limit_unit__in=UNITS_WITHOUT_AMOUNT, limit_amount__isnull=True)
                | (
                    ~models.Q(limit_unit__in=UNITS_WITHOUT_AMOUNT)
                    & models.Q(limit_amount__isnull=False, limit_amount__gte=1)
                ),
                name="limit_amount_as_its_unit_asks",
                violation_error_message=_(
                    "Ghi số lượng cho thời hạn tính theo giờ, ngày, tháng; để trống khi trả "
                    "trong ngày hoặc không quy định."
                ),
            ),
        ]

    def __str__(self) -> str:
        """Return the channel."""
        return self.channel


class Fee(models.Model):
    """An amount in đồng due for a case through a channel; zero is written as no row."""

    case_channel = models.ForeignKey(CaseChannel, on_delete=models.CASCADE, related_name="fees")
    kind = models.CharField(max_length=6, choices=FeeKind.choices)
    amount_dong = models.PositiveBigIntegerField()
    note = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        """Return kind and amount."""
        return f"{self.kind} {self.amount_dong}"


class CasePaper(models.Model):
    """A paper of the dossier; ``replaceable_by`` is the code of a result that already proves it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60, blank=True, default="")
    name = models.CharField(max_length=500)
    originals = models.PositiveSmallIntegerField(default=1)
    copies = models.PositiveSmallIntegerField(default=0)
    required = models.BooleanField(default=True)
    replaceable_by = models.CharField(max_length=60, blank=True, default="")
    form_code = models.CharField(max_length=80, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        """Order and constraints."""

        ordering: ClassVar[list[str]] = ["case_id", "order"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "order"], name="paper_order_unique")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Result(models.Model):
    """What the office hands back; ``code`` is the national result code, kept verbatim."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="results")
    code = models.CharField(max_length=60, blank=True, default="")
    name = models.CharField(max_length=300)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class LegalBasis(models.Model):
    """A legal document the version rests on."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.CASCADE, related_name="legal_bases"
    )
    number = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    issuer = models.CharField(max_length=200, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        """Return the number."""
        return self.number
