"""Accounts, and the persons and organisations that dossiers are about."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.codes import IdentityKind


class AccountKind(models.TextChoices):
    """Whose account it is."""

    OFFICER = "officer", _("Cán bộ, công chức")
    CITIZEN = "citizen", _("Công dân")
    SYSTEM = "system", _("Hệ thống")


class AccountManager(BaseUserManager["Account"]):
    """Looks accounts up by user name; accounts are made by ``people.actions``."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Return the account whose user name is ``username``, whatever its case."""
        return self.get(username=(username or "").lower())


class Account(AbstractBaseUser):
    """A person who signs in. What it may do follows from its posts, never from the account."""

    username = models.CharField(_("Tên đăng nhập"), max_length=80, unique=True)
    full_name = models.CharField(_("Họ và tên"), max_length=200)
    full_name_fold = models.CharField(max_length=200, default="", blank=True)
    full_name_key = models.CharField(max_length=400, default="", blank=True)
    kind = models.CharField(max_length=10, choices=AccountKind.choices, default=AccountKind.OFFICER)
    email = models.EmailField(blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    totp_secret = models.CharField(max_length=200, blank=True, default="")
    totp_confirmed_at = models.DateTimeField(null=True, blank=True)
    totp_last_step = models.BigIntegerField(default=0)
    demo_label = models.CharField(max_length=120, blank=True, default="")
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[AccountManager] = AccountManager()

    def __str__(self) -> str:
        """Return the full name."""
        return self.full_name


class SignInTally(models.Model):
    """Failed attempts to sign in under a user name, whether or not such an account exists."""

    name_digest = models.CharField(max_length=64, unique=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    last_failed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        """Return the id: what people type into the name field may be personal."""
        return f"tally {self.pk}"


class PartyKind(models.TextChoices):
    """Whether a party is a person or an organisation."""

    PERSON = "person", _("Cá nhân")
    ORGANISATION = "organisation", _("Tổ chức, doanh nghiệp")


class Sex(models.TextChoices):
    """As printed on the căn cước."""

    UNKNOWN = "", _("Chưa ghi")
    MALE = "male", _("Nam")
    FEMALE = "female", _("Nữ")


class Party(models.Model):
    """A person or an organisation known to the province; several dossiers may be about one party."""

    kind = models.CharField(max_length=12, choices=PartyKind.choices, default=PartyKind.PERSON)
    name = models.CharField(max_length=300)
    name_fold = models.CharField(max_length=300, db_index=True)
    name_key = models.CharField(max_length=600)
    born_on = models.DateField(null=True, blank=True)
    born_year = models.PositiveSmallIntegerField(null=True, blank=True)
    sex = models.CharField(max_length=6, choices=Sex.choices, default=Sex.UNKNOWN, blank=True)
    address = models.CharField(max_length=500, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        """Return the id: a name is personal data and must not leak into a log."""
        return f"party {self.pk}"


class Identity(models.Model):
    """What identifies a party. One party may have several; a value belongs to one party only."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="identities")
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in IdentityKind])
    value = models.CharField(max_length=40, blank=True, default="")
    ground = models.CharField(max_length=200, blank=True, default="")
    issued_on = models.DateField(null=True, blank=True)

    class Meta:
        """Constraints that protect what forms only help with."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["value"], name="identity_by_value"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "value"],
                condition=~models.Q(value=""),
                name="identity_value_unique",
                violation_error_message=_("Số giấy tờ này đã thuộc về một người khác."),
            ),
            models.CheckConstraint(
                condition=(models.Q(kind=IdentityKind.NONE_YET.value) & ~models.Q(ground=""))
                | (~models.Q(kind=IdentityKind.NONE_YET.value) & ~models.Q(value="")),
                name="identity_value_or_ground",
                violation_error_message=_(
                    "Ghi số giấy tờ, hoặc lý do chưa có (ví dụ: trẻ mới sinh)."
                ),
            ),
        ]

    def __str__(self) -> str:
        """Return the kind only: the value is personal data."""
        return f"{self.kind} of party {self.party_id}"
