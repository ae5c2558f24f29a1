"""How the province handles a procedure, dated and by decision; no import touches these rows."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models.versions import Procedure
from motcua.rules.codes import ServiceLevel


class Linked(models.TextChoices):
    """Whether several bodies settle it together (liên thông), and which."""

    NONE = "", _("Không liên thông")
    SAME_TIER = "same_tier", _("Liên thông cùng cấp")
    TIERS = "tiers", _("Liên thông giữa các cấp chính quyền")
    GROUP = "group", _("Nhóm thủ tục liên thông")


class Reach(models.TextChoices):
    """Where it may be filed regardless of boundaries (phi địa giới)."""

    OWN = "", _("Tại nơi có thẩm quyền")
    PROVINCE = "province", _("Phi địa giới trong tỉnh")
    NATION = "nation", _("Phi địa giới toàn quốc")


class _Dated(models.Model):
    """From a day (inclusive) to a day (inclusive, open when null), by a decision, noted by somebody."""

    from_on = models.DateField(_("Từ ngày"))
    to_on = models.DateField(_("Đến ngày"), null=True, blank=True)
    decision_number = models.CharField(_("Số quyết định"), max_length=80, blank=True, default="")
    decision_on = models.DateField(_("Ngày quyết định"), null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    noted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Abstract."""

        abstract = True


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
        name=name,
        violation_error_message=_("Ngày kết thúc phải sau ngày bắt đầu."),
    )


class Handling(_Dated):
    """How a procedure is received: một cửa, ngành dọc, liên thông, phi địa giới, bưu chính."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="handlings")
    one_stop = models.BooleanField(_("Tiếp nhận tại Một cửa"), default=True)
    vertical = models.BooleanField(_("Ngành dọc"), default=False)
    linked = models.CharField(
        _("Liên thông"), max_length=10, choices=Linked.choices, blank=True, default=Linked.NONE
    )
    reach = models.CharField(
        _("Phi địa giới"), max_length=10, choices=Reach.choices, blank=True, default=Reach.OWN
    )
    post_in = models.BooleanField(_("Tiếp nhận qua bưu chính"), default=True)
    post_out = models.BooleanField(_("Trả kết quả qua bưu chính"), default=True)

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["procedure"],
                condition=models.Q(to_on__isnull=True),
                name="one_open_handling",
            ),
            models.UniqueConstraint(fields=["procedure", "from_on"], name="one_handling_per_day"),
            _ends_after_it_begins("handling_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        """Return procedure and day."""
        return f"procedure {self.procedure_id} from {self.from_on}"


class ServiceLevelPeriod(_Dated):
    """The level of the online service of a procedure. ``stated``: the old number 1-4, if it was one."""

    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="service_levels"
    )
    level = models.CharField(max_length=12, choices=[(v.value, v.value) for v in ServiceLevel])
    stated = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["procedure"],
                condition=models.Q(to_on__isnull=True),
                name="one_open_service_level",
            ),
            models.UniqueConstraint(
                fields=["procedure", "from_on"], name="one_service_level_per_day"
            ),
            models.CheckConstraint(
                condition=models.Q(stated__isnull=True) | models.Q(stated__gte=1, stated__lte=4),
                name="stated_service_level_is_1_to_4",
                violation_error_message=_("Mức độ cũ chỉ có từ 1 đến 4."),
            ),
            _ends_after_it_begins("service_level_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        """Return the level."""
        return self.level


class ProcedureList(_Dated):
    """A list of procedures made by a decision: "4 tại chỗ", dịch vụ công thiết yếu, không phiếu hẹn."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("Danh sách"), max_length=200)
    signer = models.CharField(_("Cơ quan ký"), max_length=200, blank=True, default="")

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            _ends_after_it_begins("procedure_list_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class ListMembership(_Dated):
    """A procedure on a list."""

    list = models.ForeignKey(ProcedureList, on_delete=models.PROTECT, related_name="members")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["list", "procedure"],
                condition=models.Q(to_on__isnull=True),
                name="one_open_membership",
                violation_error_message=_("Thủ tục đang có trong danh sách này rồi."),
            ),
            models.UniqueConstraint(
                fields=["list", "procedure", "from_on"], name="one_membership_per_day"
            ),
            _ends_after_it_begins("membership_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        """Return both ids."""
        return f"procedure {self.procedure_id} on list {self.list_id}"
