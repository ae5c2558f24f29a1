"""Rows no room owns: one-time keys, the journal of who looked, the moments of upkeep.

Accounts are kept as bare ids: this floor does not know people.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class OnceKey(models.Model):
    """A form's one-time key and the reference of what its first sending made."""

    account_id = models.BigIntegerField(_("Tài khoản"), default=0)
    key = models.CharField(_("Khóa"), max_length=64)
    reference = models.CharField(_("Kết quả"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("Lúc"))

    class Meta:
        verbose_name = _("Khóa dùng một lần")
        verbose_name_plural = _("Khóa dùng một lần")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account_id", "key"],
                name="base_oncekey_once",
                violation_error_message=_("Biểu mẫu này đã được gửi."),
            )
        ]

    def __str__(self) -> str:
        return self.key


class Verb(models.TextChoices):
    """What somebody did with a dossier or a person without changing it."""

    LOOK = "look", _("Xem")
    PRINT = "print", _("In")
    EXPORT = "export", _("Kết xuất")
    SEARCH = "search", _("Tìm kiếm")


class JournalEntry(models.Model):
    """Who looked at, printed, exported or searched for what. Append-only; ids only, no personal data."""

    account_id = models.BigIntegerField(_("Tài khoản"), db_index=True)
    verb = models.CharField(_("Việc"), max_length=10, choices=Verb)
    subject_type = models.CharField(_("Loại đối tượng"), max_length=40)
    subject_id = models.BigIntegerField(_("Đối tượng"), null=True)
    at = models.DateTimeField(_("Lúc"))
    request_id = models.CharField(_("Mã yêu cầu"), max_length=32, blank=True)

    class Meta:
        verbose_name = _("Dòng nhật ký")
        verbose_name_plural = _("Nhật ký truy cập")
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id", "at"], name="base_journal_subject")
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"


class Upkeep(models.Model):
    """When the installation was last looked after, one row per time: backup, restore, verify, upgrade."""

    name = models.CharField(_("Việc"), max_length=20)
    at = models.DateTimeField(_("Lúc"))
    ok = models.BooleanField(_("Kết quả tốt"))
    detail = models.CharField(_("Chi tiết"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("Lần bảo trì")
        verbose_name_plural = _("Bảo trì")
        indexes: ClassVar = [models.Index(fields=["name", "-at"], name="base_upkeep_latest")]

    def __str__(self) -> str:
        return f"{self.name} {self.at:%d/%m/%Y %H:%M}"


class Reaction(models.Model):
    """Who was already told of what: a listener hears of an event once, however often it is asked for."""

    event_key = models.CharField(_("Sự kiện"), max_length=60)
    listener = models.CharField(_("Việc"), max_length=60)
    at = models.DateTimeField(_("Lúc"))

    class Meta:
        verbose_name = _("Việc kéo theo")
        verbose_name_plural = _("Việc kéo theo")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["event_key", "listener"],
                name="base_reaction_once",
                violation_error_message=_("Việc này đã được giao."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.listener} {self.event_key}"


class Revision(models.Model):
    """One row per room of tables; its token changes with every write to one of them.

    Written by triggers alone (``base.revisions``).
    """

    room = models.CharField(max_length=20, primary_key=True)
    token = models.UUIDField()

    def __str__(self) -> str:
        """Return the room."""
        return self.room
