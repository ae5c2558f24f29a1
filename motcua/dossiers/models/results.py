"""The result of a dossier on its way: its versions, what became of each, who signs and under which number."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

ACCOUNT = settings.AUTH_USER_MODEL
AGENCY = "organizations.Agency"
FILE = "documents.File"


class ResultTemplate(models.Model):
    """A DOCX with places for the facts of a dossier; for one procedure, or for all of an agency's."""

    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="result_templates")
    procedure = models.ForeignKey(
        "catalog.Procedure", on_delete=models.PROTECT, related_name="+", null=True
    )
    name = models.CharField(_("Tên mẫu"), max_length=200)
    symbol = models.CharField(_("Ký hiệu"), max_length=30)
    file = models.ForeignKey(FILE, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class ResultState(models.TextChoices):
    """How far a version has come."""

    DRAFTED = "drafted", _("Dự thảo")
    SENT = "sent", _("Chờ phê duyệt")
    RETURNED = "returned", _("Trả lại để hoàn thiện")
    APPROVED = "approved", _("Đã phê duyệt, chờ ký")
    SIGNED = "signed", _("Đã ký, chờ cấp số")
    NUMBERED = "numbered", _("Đã cấp số, chờ con dấu của cơ quan")
    ISSUED = "issued", _("Đã phát hành")
    REPLACED = "replaced", _("Đã thay bằng bản khác")


#: The person's signature is in the file.
SIGNED_STATES = (ResultState.SIGNED, ResultState.NUMBERED, ResultState.ISSUED)
#: The words of it can still be judged.
TO_SIGN = (ResultState.SENT, ResultState.APPROVED)


class ResultVersion(models.Model):
    """One version of the result of one dossier; what is changed is another version.

    ``pdf`` is what is judged and signed, ``docx`` what it was made from. ``signed`` is the file with
    the signatures it has so far, ``paper`` what the holder keeps of it once it is issued. ``places`` says
    where the signature, the number and the date are shown, ``code`` is what its QR carries. ``piece`` is 0
    for the result of the dossier itself, and the place of a certified copy for one of those.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="result_versions"
    )
    piece = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=ResultState.choices, default=ResultState.DRAFTED
    )
    title = models.CharField(_("Trích yếu"), max_length=300)
    symbol = models.CharField(_("Ký hiệu"), max_length=30)
    docx = models.ForeignKey(FILE, on_delete=models.PROTECT, related_name="+", null=True)
    pdf = models.ForeignKey(FILE, on_delete=models.PROTECT, related_name="+", null=True)
    signed = models.ForeignKey(FILE, on_delete=models.PROTECT, related_name="+", null=True)
    paper = models.OneToOneField(
        "documents.Paper", on_delete=models.PROTECT, related_name="result_version", null=True
    )
    signer = models.ForeignKey(
        ACCOUNT, on_delete=models.PROTECT, related_name="results_to_sign", null=True
    )
    signed_at = models.DateTimeField(null=True)
    places = models.JSONField(default=dict)
    code = models.CharField(max_length=32, unique=True)
    made_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        """A dossier has one version of each piece that counts; a version has something to be read."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["dossier", "piece", "number"], name="result_version_number"
            ),
            models.UniqueConstraint(
                fields=["dossier", "piece"],
                condition=~models.Q(state="replaced"),
                name="one_result_version_counts",
                violation_error_message=_("Hồ sơ đã có một bản kết quả khác."),
            ),
            models.CheckConstraint(
                condition=models.Q(docx__isnull=False) | models.Q(pdf__isnull=False),
                name="result_version_has_a_file",
                violation_error_message=_("Bản kết quả phải có tệp."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=("drafted", "returned", "replaced"))
                | models.Q(pdf__isnull=False, signer__isnull=False),
                name="result_is_sent_as_pdf_to_a_signer",
                violation_error_message=_("Trình ký phải có tệp PDF và người ký."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("signed", "numbered", "issued"))
                | models.Q(signed__isnull=False, signed_at__isnull=False),
                name="result_signed_has_its_file",
                violation_error_message=_("Kết quả đã ký phải có tệp đã ký."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["signer", "state"],
                name="result_to_sign",
                condition=models.Q(state__in=("sent", "approved")),
            ),
            models.Index(
                fields=["state", "signed_at"],
                name="result_to_number",
                condition=models.Q(state__in=("signed", "numbered")),
            ),
        ]

    def __str__(self) -> str:
        """Return dossier and number, by ids."""
        return f"result {self.number} of dossier {self.dossier_id}"


class ResultStepKind(models.TextChoices):
    """What was done with a version."""

    DRAFTED = "drafted", _("soạn dự thảo")
    SENT = "sent", _("trình ký")
    RETURNED = "returned", _("trả lại để hoàn thiện")
    APPROVED = "approved", _("phê duyệt")
    SIGNED = "signed", _("ký số")
    NUMBERED = "numbered", _("cấp số")
    SEALED = "sealed", _("đóng dấu số của cơ quan")
    REPLACED = "replaced", _("thay bằng bản khác")


class ResultStep(models.Model):
    """Something done with a version: by whom, when, over which content. Sealed.

    ``digest`` is that of the file as it was after the step. ``remark`` may be erased by law.
    """

    version = models.ForeignKey(ResultVersion, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=ResultStepKind.choices)
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    certificate = models.CharField(max_length=80, blank=True, default="")
    remark = models.OneToOneField(
        "dossiers.EventText", on_delete=models.PROTECT, related_name="+", null=True
    )

    def __str__(self) -> str:
        """Return version and kind."""
        return f"{self.version_id} {self.kind}"


class SigningBatch(models.Model):
    """Results one person signs with one PIN.

    ``reference`` is what a remote service knows the batch by, from before it is asked; ``asked_at`` is
    when it first said that it had heard.
    """

    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    certificate = models.ForeignKey(
        "documents.SignerCertificate", on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    reference = models.CharField(max_length=40, unique=True, null=True)
    asked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        """Return the id."""
        return f"signing batch {self.pk}"


class AskedState(models.TextChoices):
    """What became of a signature that was asked for."""

    MAKING = "making", _("Đang chuẩn bị")
    WAITING = "waiting", _("Đang chờ chữ ký")
    SIGNED = "signed", _("Đã ký")
    DROPPED = "dropped", _("Thôi không ký")


#: Nothing came back for it yet.
UNANSWERED = (AskedState.MAKING, AskedState.WAITING)


class AskedSignature(models.Model):
    """One signature asked for over one version: what is to be signed waits here, and is put together once.

    ``document``, ``gap_start``, ``gap_end`` and ``attributes`` are written in the background, and emptied when
    it is answered. ``fault`` says why it could not be prepared.
    """

    batch = models.ForeignKey(SigningBatch, on_delete=models.PROTECT, related_name="signatures")
    version = models.ForeignKey(
        ResultVersion, on_delete=models.PROTECT, related_name="asked_signatures"
    )
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=AskedState.choices, default=AskedState.WAITING)
    document = models.BinaryField(default=bytes)
    gap_start = models.PositiveIntegerField(default=0)
    gap_end = models.PositiveIntegerField(default=0)
    attributes = models.BinaryField(default=bytes)
    ended_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        """A version waits for one signature at a time, and gets one."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["version"],
                condition=~models.Q(state="dropped"),
                name="one_signature_per_version",
                violation_error_message=_("Kết quả này đang được ký ở một lượt khác."),
            ),
            models.UniqueConstraint(fields=["batch", "place"], name="one_place_in_a_batch"),
        ]

    def __str__(self) -> str:
        """Return batch and place."""
        return f"{self.batch_id}/{self.place}"


class RegisterEntry(models.Model):
    """Numbers of the agency's register of outgoing papers: one for a result, some for papers from elsewhere. Sealed."""

    agency = models.ForeignKey(AGENCY, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    symbol = models.CharField(max_length=30)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    dated_on = models.DateField(_("Ngày văn bản"))
    version = models.OneToOneField(
        ResultVersion, on_delete=models.PROTECT, related_name="entry", null=True
    )
    note = models.CharField(_("Dùng cho"), max_length=200, blank=True, default="")
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """A number stands in a register once; the next begins after the last."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "year", "symbol", "first"],
                name="register_number_begins_once",
                violation_error_message=_("Số này đã cấp cho văn bản khác."),
            ),
            models.UniqueConstraint(
                fields=["agency", "year", "symbol", "last"],
                name="register_number_ends_once",
                violation_error_message=_("Số này đã cấp cho văn bản khác."),
            ),
            models.CheckConstraint(
                condition=models.Q(first__gte=1, last__gte=models.F("first")),
                name="register_numbers_run_upwards",
                violation_error_message=_("Số đầu phải từ 1 và không lớn hơn số cuối."),
            ),
            models.CheckConstraint(
                condition=models.Q(version__isnull=True) & ~models.Q(note="")
                | models.Q(version__isnull=False, first=models.F("last")),
                name="register_number_says_what_it_is_for",
                violation_error_message=_("Hãy ghi số này dùng cho văn bản nào."),
            ),
        ]

    def __str__(self) -> str:
        """Return register and numbers."""
        return f"{self.agency_id} {self.year} {self.symbol} {self.first}"
