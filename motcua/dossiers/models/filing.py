"""How a dossier was filed beyond who filed it: in how many copies, on whose authority, together with whom."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.codes import IdentityKind


class AuthorityKind(models.TextChoices):
    """By which paper somebody files for another."""

    AUTHORISATION = "authorisation", _("Văn bản ủy quyền")
    CONTRACT = "contract", _("Hợp đồng ủy quyền")
    REPRESENTATIVE = "representative", _("Người đại diện theo pháp luật")


class Filing(models.Model):
    """The number of copies and the authority of who filed; there is a row only where there is something to say."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="filing"
    )
    copies = models.PositiveSmallIntegerField(default=1)
    authority = models.CharField(
        max_length=14, choices=AuthorityKind.choices, blank=True, default=""
    )
    authority_number = models.CharField(max_length=80, blank=True, default="")
    authority_on = models.DateField(null=True)
    authority_by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        """At least one copy; a written authority has its day."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(copies__gte=1),
                name="filed_in_at_least_one_copy",
                violation_error_message=_("Số bộ hồ sơ phải từ 1."),
            ),
            models.CheckConstraint(
                condition=~models.Q(authority__in=("authorisation", "contract"))
                | models.Q(authority_on__isnull=False),
                name="a_written_authority_has_its_day",
                violation_error_message=_("Văn bản ủy quyền phải có ngày lập."),
            ),
        ]

    def __str__(self) -> str:
        """Return the dossier's id."""
        return f"filing of dossier {self.dossier_id}"


class CoApplicant(models.Model):
    """Somebody who applies together with the owner, as declared."""

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="co_applicants"
    )
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    identity_kind = models.CharField(
        max_length=16, choices=[(v.value, v.value) for v in IdentityKind], blank=True, default=""
    )
    identity_value = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        """In their order."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dossier", "order"], name="co_applicants_in_order")
        ]

    def __str__(self) -> str:
        """Return the order, nobody's name."""
        return f"applicant {self.order} of dossier {self.dossier_id}"
