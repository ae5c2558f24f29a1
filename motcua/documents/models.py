"""Files as they came, papers made of them, and what was read on them. Files and papers are sealed."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from motcua.documents.kinds import Kind

ACCOUNT = settings.AUTH_USER_MODEL
#: The database indexes no longer text than this; words behind it are not found.
INDEXED_LETTERS = 400_000


class File(models.Model):
    """A content that is kept: what came with the same bytes is the same file."""

    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.BigIntegerField(_("Dung lượng"))
    kind = models.CharField(max_length=100, choices=[(kind.value, kind.name) for kind in Kind])
    pages = models.PositiveIntegerField(_("Số trang"), null=True)
    stored_at = models.DateTimeField(_("Lưu lúc"))
    looked_through = models.BooleanField(_("Đã quét mã độc"))

    class Meta:
        """A digest is written as 64 hexadecimal letters."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(digest__regex="^[0-9a-f]{64}$"), name="file_digest_is_sha256"
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_is_not_empty"),
        ]

    def __str__(self) -> str:
        """Return the id; a name given by a person is kept with the paper."""
        return f"file {self.pk}"


class Origin(models.TextChoices):
    """Where a paper comes from; the index counts each apart (R-4.3)."""

    SCANNED = "scanned", _("Số hóa tại quầy")
    SUBMITTED = "submitted", _("Người nộp gửi")
    REUSED = "reused", _("Dùng lại")
    DATABASE = "database", _("Từ cơ sở dữ liệu")
    CITIZEN_STORE = "citizen_store", _("Từ kho của công dân")
    OLD_RESULT = "old_result", _("Kết quả cũ số hóa")
    RESULT = "result", _("Kết quả giải quyết")


class Paper(models.Model):
    """A file as a paper: what it is, whose, who took it in and whence. Nothing of it is changed.

    ``pages_told`` is what the person who scanned counted on the table; it equals the file's pages
    (R-4.1), or there is no row. An uploaded file is not a verified one: ``verified`` says whether
    its content was compared with the original or comes from where it was issued.
    """

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="papers")
    name = models.CharField(_("Tên giấy tờ"), max_length=1000)
    origin = models.CharField(max_length=16, choices=Origin.choices)
    verified = models.BooleanField(_("Đã đối chiếu bản chính"), default=False)
    pages_told = models.PositiveIntegerField(_("Số trang đếm được"), null=True)
    holder = models.ForeignKey(
        "people.Party", on_delete=models.PROTECT, related_name="held_papers", null=True
    )
    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey("self", on_delete=models.PROTECT, related_name="reuses", null=True)
    taken_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)
    taken_at = models.DateTimeField(_("Nhận lúc"))
    taken_on = models.DateField()

    class Meta:
        """A paper used again names the one it is."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(origin=Origin.REUSED, source__isnull=False)
                | (~models.Q(origin=Origin.REUSED) & models.Q(source__isnull=True)),
                name="paper_reused_names_its_source",
                violation_error_message=_("Giấy tờ dùng lại phải ghi từ giấy tờ nào."),
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agency", "taken_on", "origin"], name="paper_counted"),
        ]

    def __str__(self) -> str:
        """Return the id: the name may be personal."""
        return f"paper {self.pk}"


class Sheet(models.Model):
    """A picture that a paper was put together from, kept as it came; ``place`` from 1."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="sheets")
    place = models.PositiveSmallIntegerField()
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """One picture per place."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["paper", "place"], name="one_picture_per_place")
        ]

    def __str__(self) -> str:
        """Return paper and place."""
        return f"{self.paper_id}/{self.place}"


class ReadingState(models.TextChoices):
    """How far the recognition of a file's words has come."""

    WAITING = "waiting", _("Đang chờ nhận dạng chữ")
    READ = "read", _("Tìm được theo nội dung")
    FAILED = "failed", _("Không nhận dạng được chữ")
    NO_PROGRAM = "no_program", _("Máy chủ chưa cài phần mềm nhận dạng chữ")


class Reading(models.Model):
    """The words of a file, and its archive copy as PDF/A with those words under the picture."""

    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="reading")
    state = models.CharField(
        max_length=12, choices=ReadingState.choices, default=ReadingState.WAITING
    )
    words = models.TextField(blank=True, default="")
    archive = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+", null=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Papers are found by their words."""

        indexes: ClassVar[list[models.Index]] = [
            GinIndex(
                SearchVector(Substr("words", 1, INDEXED_LETTERS), config="simple"),
                name="reading_words",
            )
        ]

    def __str__(self) -> str:
        """Return file and state."""
        return f"{self.file_id} {self.state}"


class Scan(models.Model):
    """What a scanner delivered to a counter and nobody has put into a dossier yet."""

    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="scans")
    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    arrived_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        """What waits at a counter is few, however many were scanned."""

        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["agency", "-arrived_at"],
                name="scan_waiting",
                condition=models.Q(taken_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        """Return the id: a scanner's name of a file may be personal."""
        return f"scan {self.pk}"


class SignerCertificate(models.Model):
    """The certificate a person signs with, as that person registered it; the key is nowhere here.

    ``chain`` is PEM: the person's own certificate first, its issuers after it.
    """

    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="certificates")
    chain = models.TextField()
    name = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    serial = models.CharField(max_length=80)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    registered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """A person signs with one at a time."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(ended_at__isnull=True),
                name="one_certificate_in_use",
                violation_error_message=_("Đã có một chứng thư khác đang dùng."),
            )
        ]

    def __str__(self) -> str:
        """Return the serial."""
        return self.serial
