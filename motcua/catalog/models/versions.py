"""Procedures as immutable versions: cases, channels with limits and fees, papers, results, offerings.

A version is edited while it is a draft. Once published the database refuses every change to it and
to what hangs on it, except the two that end it: the state ABOLISHED and its last day of effect.
"""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.codes import Channel, ServiceLevel, Tier, TimeUnit

#: The unit of a limit nobody has stated yet: the channel exists and cannot receive until it is.
LIMIT_MISSING = ""
#: Units that carry no amount: the day itself, no limit by law, a limit not stated yet.
UNITS_WITHOUT_AMOUNT = (TimeUnit.SAME_DAY.value, TimeUnit.NOT_REGULATED.value, LIMIT_MISSING)


class ProcedureState(models.TextChoices):
    """Where a version stands."""

    DRAFT = "draft", _("Dự thảo")
    PUBLISHED = "published", _("Đã công bố")
    ABOLISHED = "abolished", _("Đã bãi bỏ")


class Origin(models.TextChoices):
    """Who wrote a version down."""

    WRITTEN = "written", _("Soạn tại tỉnh")
    NATIONAL = "national", _("Cơ sở dữ liệu quốc gia")
    LOCAL = "local", _("Tỉnh bổ sung")


class Prescriber(models.TextChoices):
    """Who prescribes the procedure."""

    UNKNOWN = "", _("Chưa rõ")
    CENTRAL = "central", _("Trung ương")
    PROVINCE = "province", _("Tỉnh")


class FeeKind(models.TextChoices):
    """What the money is in law; the two are accounted for apart. ``EITHER``: the source does not say."""

    PHI = "phi", _("Phí")
    LE_PHI = "le_phi", _("Lệ phí")
    EITHER = "either", _("Phí, lệ phí")


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
    """What a procedure was from a day (inclusive) to a day (inclusive, open when null).

    A version replaced on its first day ends the day before it begins: it held on no day. ``level``
    is the tier nearest to the people, ``levels`` are all of them. ``supplements`` is the version
    whose gaps a local one fills.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("Tên thủ tục"), max_length=2000)
    name_key = models.CharField(max_length=8000, default="", blank=True)
    fold = models.CharField(max_length=2000, default="", blank=True)
    keywords = models.CharField(max_length=500, default="", blank=True)
    keywords_fold = models.CharField(max_length=500, default="", blank=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="versions")
    level = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Tier])
    levels = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    service_level = models.CharField(
        max_length=12, choices=[(v.value, v.value) for v in ServiceLevel]
    )
    prescriber = models.CharField(_("Cơ quan ban hành"), max_length=200, blank=True, default="")
    prescribed_by = models.CharField(
        max_length=10, choices=Prescriber.choices, blank=True, default=Prescriber.UNKNOWN
    )
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.WRITTEN)
    supplements = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supplemented_by"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=ProcedureState.choices, default=ProcedureState.DRAFT
    )
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)
    decision_number = models.CharField(max_length=80, blank=True, default="")
    decision_on = models.DateField(null=True, blank=True)
    decision_signer = models.CharField(max_length=200, blank=True, default="")
    abolishing_number = models.CharField(max_length=80, blank=True, default="")
    abolishing_on = models.DateField(null=True, blank=True)
    abolishing_signer = models.CharField(max_length=200, blank=True, default="")
    audience = models.CharField(max_length=1000, blank=True, default="")
    plain_summary = models.TextField(blank=True, default="")
    steps = models.TextField(blank=True, default="", help_text="Mỗi dòng là một bước.")
    conditions = models.TextField(blank=True, default="")
    agency_text = models.CharField(max_length=3000, blank=True, default="")
    reception_address = models.TextField(blank=True, default="")
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
                | models.Q(effective_to__gte=models.F("effective_from") - timedelta(days=1)),
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
    name = models.CharField(_("Trường hợp"), max_length=2000)
    note = models.TextField(blank=True, default="")

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
    """How a case is filed through one channel: its time limit, each in its own unit.

    ``limit_unit`` is ``LIMIT_MISSING`` until somebody states the limit: nothing is received so far.
    ``fees_known`` is false when the source is silent: no fee rows then do not mean "free".
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="channels")
    channel = models.CharField(max_length=8, choices=[(v.value, v.value) for v in Channel])
    limit_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    limit_unit = models.CharField(
        max_length=16,
        blank=True,
        choices=[*((v.value, v.value) for v in TimeUnit), (LIMIT_MISSING, _("Chưa có thời hạn"))],
    )
    limit_note = models.TextField(blank=True, default="")
    fees_known = models.BooleanField(default=True)
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
    """An amount due for a case through a channel; zero is written as no row.

    In đồng, in a foreign currency, or known by its words alone ("do HĐND tỉnh quyết định").
    """

    case_channel = models.ForeignKey(CaseChannel, on_delete=models.CASCADE, related_name="fees")
    kind = models.CharField(max_length=6, choices=FeeKind.choices)
    amount_dong = models.PositiveBigIntegerField(null=True, blank=True)
    foreign_amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, default="VND")
    note = models.TextField(blank=True, default="")

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(
                    currency="VND", amount_dong__isnull=False, foreign_amount__isnull=True
                )
                | (
                    ~models.Q(currency__in=["", "VND"])
                    & models.Q(amount_dong__isnull=True, foreign_amount__isnull=False)
                )
                | (
                    models.Q(currency="", amount_dong__isnull=True, foreign_amount__isnull=True)
                    & ~models.Q(note="")
                ),
                name="fee_has_one_amount",
                violation_error_message=_(
                    "Ghi một mức thu bằng đồng, bằng ngoại tệ, hoặc ghi bằng lời khi chưa có số tiền."
                ),
            )
        ]

    def __str__(self) -> str:
        """Return kind and amount."""
        return f"{self.kind} {self.amount_dong}"


class CasePaper(models.Model):
    """A paper of the dossier; ``replaceable_by`` is the code of a result that already proves it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60, blank=True, default="")
    name = models.TextField()
    group = models.CharField(max_length=2000, blank=True, default="")
    originals = models.PositiveSmallIntegerField(default=1)
    copies = models.PositiveSmallIntegerField(default=0)
    required = models.BooleanField(default=True)
    replaceable_by = models.CharField(max_length=60, blank=True, default="")
    form_code = models.CharField(max_length=500, blank=True, default="")
    note = models.CharField(max_length=1000, blank=True, default="")

    class Meta:
        """Order and constraints."""

        ordering: ClassVar[list[str]] = ["case_id", "order"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "order"], name="paper_order_unique")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class NotAskedPaper(models.Model):
    """A paper the source lists and the law forbids to ask for (không được yêu cầu).

    It is in no list a clerk or a citizen sees; it stays here so that whoever compares with the
    source finds why. ``ground`` names the law.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="not_asked")
    name = models.TextField()
    ground = models.CharField(max_length=200)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Result(models.Model):
    """What the office hands back; ``code`` is the national result code, kept verbatim."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="results")
    code = models.CharField(max_length=60, blank=True, default="")
    name = models.CharField(max_length=2000)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class LegalBasis(models.Model):
    """A legal document the version rests on."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.CASCADE, related_name="legal_bases"
    )
    number = models.CharField(max_length=80)
    title = models.CharField(max_length=2000)
    issuer = models.CharField(max_length=200, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        """Return the number."""
        return self.number
