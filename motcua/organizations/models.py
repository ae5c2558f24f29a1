"""Agencies as a tree with dated edges and names, desks, posts, assignments, working calendars."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.codes import Level


class AgencyKind(models.TextChoices):
    """What an agency is."""

    PROVINCE = "province", _("Ủy ban nhân dân tỉnh")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    DISTRICT = "district", _("Ủy ban nhân dân cấp huyện")
    COMMUNE = "commune", _("Ủy ban nhân dân cấp xã")
    BRANCH = "branch", _("Cơ quan ngành dọc")
    CENTRE = "centre", _("Trung tâm Phục vụ hành chính công")


class Role(models.TextChoices):
    """What a person does at an agency. Access is role × agency, denied by default."""

    CLERK = "clerk", _("Tiếp nhận và trả kết quả")
    OFFICER = "officer", _("Thụ lý hồ sơ")
    LEADER = "leader", _("Lãnh đạo đơn vị")
    CONTROLLER = "controller", _("Kiểm soát thủ tục hành chính")
    ADMIN = "admin", _("Quản trị hệ thống")


class Agency(models.Model):
    """An agency, for ever: it opens, is renamed, closes and has successors, but its id stays."""

    code = models.CharField(_("Mã định danh"), max_length=40, unique=True)
    level = models.CharField(max_length=10, choices=[(v.value, v.value) for v in Level])
    kind = models.CharField(max_length=12, choices=AgencyKind.choices)
    name = models.CharField(_("Tên hiện nay"), max_length=200)
    name_key = models.CharField(max_length=400, default="", blank=True)
    address = models.CharField(max_length=300, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
                name="agency_closes_after_it_opens",
                violation_error_message=_("Ngày kết thúc phải sau ngày thành lập."),
            )
        ]

    def __str__(self) -> str:
        """Return the present name."""
        return self.name


class AgencyName(models.Model):
    """A name an agency bore from a day (inclusive) to a day (inclusive, open when null)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=120, blank=True, default="")

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class AgencyAlias(models.Model):
    """Another way people or systems write an agency: a short name, an old code. Folded for look-up."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="aliases")
    alias = models.CharField(max_length=200)
    alias_fold = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        """Return the alias."""
        return self.alias


class AgencyNumbering(models.Model):
    """With which code and pattern an agency numbers its dossiers, from a day on."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="numberings")
    agency_code = models.CharField(max_length=40)
    pattern = models.CharField(max_length=80)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "from_on"], name="one_numbering_per_agency_and_day"
            )
        ]

    def __str__(self) -> str:
        """Return the code."""
        return self.agency_code


class AgencyEdge(models.Model):
    """Which agency stood under which, from a day (inclusive) to a day (inclusive)."""

    child = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="parent_edges")
    parent = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="child_edges")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["child", "from_on"], name="one_parent_per_day"),
            models.CheckConstraint(
                condition=~models.Q(child=models.F("parent")),
                name="agency_not_under_itself",
                violation_error_message=_("Cơ quan không thể trực thuộc chính mình."),
            ),
        ]

    def __str__(self) -> str:
        """Return both ids."""
        return f"{self.child_id} under {self.parent_id}"


class Succession(models.Model):
    """Who took over an agency's work, and when."""

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="succeeded_by")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="succeeds")
    on = models.DateField()
    decision = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_succession_per_pair"
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="agency_does_not_succeed_itself",
                violation_error_message=_("Cơ quan không thể kế thừa chính mình."),
            ),
        ]

    def __str__(self) -> str:
        """Return both ids."""
        return f"{self.predecessor_id} to {self.successor_id}"


class Desk(models.Model):
    """A one-stop desk: where dossiers are taken in and results handed out."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="desks")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True, default="")
    phone = models.CharField(max_length=40, blank=True, default="")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Post(models.Model):
    """A place of work at an agency, in a unit of it, which one or several officers fill."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    unit = models.CharField(_("Phòng, bộ phận"), max_length=200, blank=True, default="")
    name = models.CharField(_("Vị trí"), max_length=200)
    role = models.CharField(max_length=12, choices=Role.choices)
    desk = models.ForeignKey(
        Desk, on_delete=models.PROTECT, related_name="posts", null=True, blank=True
    )
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "unit", "name", "role"],
                name="post_unique_at_agency",
                violation_error_message=_("Vị trí này đã có ở cơ quan."),
            )
        ]

    def __str__(self) -> str:
        """Return the name of the post."""
        return self.name


class Assignment(models.Model):
    """Who fills which post, from a day (inclusive) to a day (inclusive, open when null).

    An assignment revoked on the day it began ends the day before: it gave rights on no day.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="assignments")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    decision = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account", "post"],
                condition=models.Q(to_on__isnull=True),
                name="one_open_assignment_per_post",
                violation_error_message=_("Người này đang giữ vị trí đó rồi."),
            )
        ]

    def __str__(self) -> str:
        """Return both ids."""
        return f"account {self.account_id} at post {self.post_id}"


class OpeningWindow(models.Model):
    """When an agency is open on a weekday; a null agency is the province's default."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="windows", null=True, blank=True
    )
    weekday = models.PositiveSmallIntegerField(help_text="0 = thứ Hai … 6 = Chủ nhật")
    opens = models.TimeField()
    closes = models.TimeField()
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(closes__gt=models.F("opens")),
                name="window_closes_after_it_opens",
                violation_error_message=_("Giờ đóng cửa phải sau giờ mở cửa."),
            ),
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6), name="weekday_is_one_of_seven"
            ),
        ]

    def __str__(self) -> str:
        """Return weekday and hours."""
        return f"{self.weekday}: {self.opens}-{self.closes}"


class CalendarDayKind(models.TextChoices):
    """How a dated day differs from its weekday."""

    CLOSED = "closed", _("Nghỉ")
    OPENED = "opened", _("Làm bù")


class CalendarDay(models.Model):
    """A holiday, a local closure or a swapped working day, with its source; null agency: everywhere."""

    agency = models.ForeignKey(
        Agency,
        on_delete=models.PROTECT,
        related_name="calendar_days",
        null=True,
        blank=True,
    )
    day = models.DateField()
    kind = models.CharField(max_length=6, choices=CalendarDayKind.choices)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "day"],
                condition=models.Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="one_meaning_per_day",
                violation_error_message=_("Ngày này đã có trong lịch."),
            )
        ]

    def __str__(self) -> str:
        """Return day and name."""
        return f"{self.day} {self.name}"


class CalendarYear(models.Model):
    """A year whose holidays an administrator has confirmed on screen."""

    year = models.PositiveSmallIntegerField(unique=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    def __str__(self) -> str:
        """Return the year."""
        return str(self.year)
