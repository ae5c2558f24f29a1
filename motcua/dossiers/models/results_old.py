"""Old results digitised by plan: sheets of an archive with their files, checked by a second person, sealed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.people.models import PartyKind
from motcua.rules.codes import IdentityKind

ACCOUNT = settings.AUTH_USER_MODEL


class OldBatchState(models.TextChoices):
    """How far a batch has come."""

    COLLECTING = "collecting", _("Đang thêm tệp")
    CHECKING = "checking", _("Chờ người thứ hai kiểm tra")
    SEALED = "sealed", _("Đã niêm phong, lưu kho")


class OldResultBatch(models.Model):
    """A list of old results of one agency. None of it is a dossier, and no report of dossiers counts it.

    ``digest`` is over all its rows as they were when it was sealed.
    """

    agency = models.ForeignKey(
        "organizations.Agency", on_delete=models.PROTECT, related_name="old_result_batches"
    )
    name = models.CharField(_("Tên đợt"), max_length=200)
    state = models.CharField(
        max_length=10, choices=OldBatchState.choices, default=OldBatchState.COLLECTING
    )
    made_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    checked_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    sealed_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        """Who checks is not who made it; what is sealed says by whom and over what."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(checked_by__isnull=True)
                | ~models.Q(checked_by=models.F("made_by")),
                name="old_results_are_checked_by_a_second_person",
                violation_error_message=_("Người kiểm tra phải khác người lập đợt."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sealed")
                | models.Q(checked_by__isnull=False, sealed_at__isnull=False)
                & ~models.Q(digest=""),
                name="old_results_are_sealed_by_somebody",
                violation_error_message=_("Đợt đã niêm phong phải có người kiểm tra."),
            ),
        ]

    def __str__(self) -> str:
        """Return the id."""
        return f"old results {self.pk}"


class OldResultState(models.TextChoices):
    """What the second person says of one."""

    WAITING = "waiting", _("Chờ kiểm tra")
    RIGHT = "right", _("Đúng")
    WRONG = "wrong", _("Sai, không lưu")


class OldResult(models.Model):
    """One old result: what the list says of it, its file, and the paper its holder keeps once it is sealed."""

    batch = models.ForeignKey(OldResultBatch, on_delete=models.PROTECT, related_name="results")
    row = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200)
    number = models.CharField(max_length=80)
    dated_on = models.DateField()
    title = models.CharField(max_length=300)
    procedure = models.ForeignKey("catalog.Procedure", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=PartyKind.choices)
    name = models.CharField(max_length=300)
    identity_kind = models.CharField(
        max_length=16, choices=[(kind.value, kind.value) for kind in IdentityKind]
    )
    identity_value = models.CharField(max_length=40)
    born_on = models.DateField(null=True)
    file = models.ForeignKey(
        "documents.File", on_delete=models.PROTECT, related_name="+", null=True
    )
    state = models.CharField(
        max_length=8, choices=OldResultState.choices, default=OldResultState.WAITING
    )
    remark = models.CharField(max_length=300, blank=True, default="")
    paper = models.OneToOneField(
        "documents.Paper", on_delete=models.PROTECT, related_name="old_result", null=True
    )

    class Meta:
        """A file serves one row; what is wrong says why."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["batch", "row"], name="old_result_row"),
            models.UniqueConstraint(fields=["batch", "file_name"], name="old_result_file"),
            models.CheckConstraint(
                condition=~models.Q(state="wrong") | ~models.Q(remark=""),
                name="old_result_wrong_says_why",
                violation_error_message=_("Hãy ghi sai ở chỗ nào."),
            ),
        ]

    def __str__(self) -> str:
        """Return the id: everything else may be personal."""
        return f"old result {self.pk}"
