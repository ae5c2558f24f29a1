"""What people typed into forms, the forms that were filed, and how they went upward; all only grow."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.rules.filing import DEED_WORDS, Deed

ACCOUNT = settings.AUTH_USER_MODEL


class _OfAWindow(models.Model):
    """A form of an agency and a window, told for the ``number``-th time."""

    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(_("Biểu"), max_length=20)
    from_on = models.DateField(_("Từ ngày"))
    to_on = models.DateField(_("Đến ngày"))
    number = models.PositiveIntegerField()
    content = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Abstract."""

        abstract = True

    def __str__(self) -> str:
        """Return form, agency and window."""
        return f"{self.form} of {self.agency_id}, {self.from_on} to {self.to_on}, {self.number}"


def _once(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=["agency", "form", "from_on", "to_on", "number"],
        name=name,
        violation_error_message=_("Biểu này vừa được người khác ghi. Hãy tải lại trang."),
    )


class LocalPeriod(models.Model):
    """Days that a document of the province, or of the body reported to, makes a period of reports.

    One withdrawn is offered no more; what was filed for it keeps its name.
    """

    name = models.CharField(_("Tên kỳ"), max_length=120)
    from_on = models.DateField(_("Từ ngày"))
    to_on = models.DateField(_("Đến ngày"))
    document = models.CharField(_("Văn bản quy định"), max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")),
                name="local_period_ends_after_it_begins",
                violation_error_message=_("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."),
            ),
            models.UniqueConstraint(
                fields=["from_on", "to_on"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_name_per_period",
                violation_error_message=_("Những ngày này đã có tên kỳ."),
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class TypedForm(_OfAWindow):
    """The figures somebody typed into a form: its rows. The last one counts, the others tell who said what."""

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [_once("one_typing_per_number")]


class FiledForm(_OfAWindow):
    """A form as it was filed: its cells, labels and moment. Printed again it is the same to the last byte."""

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [_once("one_filing_per_number")]


class Campaign(models.Model):
    """A round of reports (đợt báo cáo): which forms, of which days, that an agency gathers from below.

    ``forms`` are codes without the letter that tells a unit alone from a unit with all under it. One
    opened by mistake is withdrawn while nobody has filed for it.
    """

    owner = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Tên đợt báo cáo"), max_length=200)
    document = models.CharField(_("Văn bản yêu cầu"), max_length=200, blank=True, default="")
    from_on = models.DateField(_("Từ ngày"))
    to_on = models.DateField(_("Đến ngày"))
    forms = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")),
                name="campaign_ends_after_it_begins",
                violation_error_message=_("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."),
            ),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Duty(models.Model):
    """What an agency files in a campaign: its own figures, or the whole of what reports to it.

    ``receiver`` is who accepts it; nobody of the campaign where the whole leaves it at the top.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="duties")
    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(
        "organizations.Agency", on_delete=models.PROTECT, related_name="+", null=True
    )
    whole = models.BooleanField()
    due_on = models.DateField(_("Hạn nộp"))

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["campaign", "agency", "whole"],
                name="one_duty_per_agency",
                violation_error_message=_("Đơn vị này đã có trong đợt báo cáo."),
            ),
        ]

    def __str__(self) -> str:
        """Return the agency and what it files."""
        return f"{self.agency_id} {'whole' if self.whole else 'own'} in {self.campaign_id}"


class DutyStep(models.Model):
    """One line of the history of a duty: filed, returned with a remark, accepted, reminded."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    deed = models.CharField(max_length=8, choices=[(one.value, DEED_WORDS[one]) for one in Deed])
    remark = models.CharField(_("Ý kiến"), max_length=1000, blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["duty", "number"],
                name="one_step_per_number",
                violation_error_message=_("Người khác vừa làm việc này. Hãy tải lại trang."),
            ),
        ]

    def __str__(self) -> str:
        """Return the duty, the place and the deed."""
        return f"{self.duty_id} {self.number} {self.deed}"


class DutyReminder(models.Model):
    """That a person was reminded of a duty: the working day before its day, or at it. Once each."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="reminders")
    account = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")
    is_due = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["duty", "account", "is_due"],
                name="reminded_once_of_a_duty",
                violation_error_message=_("Người này đã được nhắc nộp báo cáo này."),
            ),
        ]

    def __str__(self) -> str:
        """Return the duty and the person, by ids."""
        return f"{self.duty_id} to {self.account_id}"


class StepForm(models.Model):
    """A form that was filed in a step."""

    step = models.ForeignKey(DutyStep, on_delete=models.PROTECT, related_name="forms")
    filed = models.ForeignKey(FiledForm, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["step", "filed"], name="one_form_per_step"),
        ]

    def __str__(self) -> str:
        """Return both ids."""
        return f"{self.filed_id} in {self.step_id}"


class Explanation(models.Model):
    """Why two figures that should be equal are not: the sentence that was explained, and the words."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="explanations")
    form = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    sentence = models.CharField(max_length=600)
    text = models.CharField(_("Giải trình"), max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        """Return the form and the place."""
        return f"{self.form} {self.key} of {self.duty_id}"


class NarrativeText(_OfAWindow):
    """What people wrote in a narrative report. The last one counts, the others tell who said what."""

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            _once("one_narrative_text_per_number")
        ]


class FiledNarrative(_OfAWindow):
    """A narrative report as it was filed: every sentence and figure, and with them the same bytes."""

    class Meta:
        """Constraints."""

        constraints: ClassVar[list[models.BaseConstraint]] = [_once("one_narrative_per_number")]


class SourceFile(models.Model):
    """The file somebody's figures of a ministry's system were read from, and the day it was taken on."""

    typed = models.OneToOneField(TypedForm, on_delete=models.PROTECT, related_name="source_file")
    file = models.ForeignKey("documents.File", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    stated_on = models.DateField(_("Ngày trích số liệu"))

    def __str__(self) -> str:
        """Return the name of the file."""
        return self.name


class ReportSigning(models.Model):
    """Filed forms and reports that one person signs with one PIN.

    ``reference`` is what a remote service knows it by, from before it is asked; ``asked_at`` is when it
    first said that it had heard.
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
        return f"report signing {self.pk}"


class PaperState(models.TextChoices):
    """How far the signed paper of something filed has come."""

    MAKING = "making", _("Đang chuẩn bị")
    WAITING = "waiting", _("Đang chờ chữ ký")
    SIGNED = "signed", _("Đã ký, chờ cấp số và đóng dấu")
    NUMBERED = "numbered", _("Đã cấp số, chờ con dấu của cơ quan")
    ISSUED = "issued", _("Đã phát hành")
    DROPPED = "dropped", _("Thôi không ký")


class ReportPaper(models.Model):
    """The signed paper of one filed form or narrative report: its file, and how far it has come.

    ``pdf`` is what is signed, ``signed`` the file with the signatures it has so far. ``document``,
    ``gap_start``, ``gap_end`` and ``attributes`` are what waits for the signature, emptied when it is
    answered. ``fault`` says why it could not be prepared; ``code`` is what its QR carries.
    """

    signing = models.ForeignKey(ReportSigning, on_delete=models.PROTECT, related_name="papers")
    place = models.PositiveSmallIntegerField()
    form = models.ForeignKey(FiledForm, on_delete=models.PROTECT, related_name="papers", null=True)
    narrative = models.ForeignKey(
        FiledNarrative, on_delete=models.PROTECT, related_name="papers", null=True
    )
    agency = models.ForeignKey("organizations.Agency", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("Trích yếu"), max_length=300)
    state = models.CharField(max_length=8, choices=PaperState.choices, default=PaperState.MAKING)
    code = models.CharField(max_length=32, unique=True)
    pdf = models.ForeignKey("documents.File", on_delete=models.PROTECT, related_name="+", null=True)
    places = models.JSONField(default=dict)
    document = models.BinaryField(default=bytes)
    gap_start = models.PositiveIntegerField(default=0)
    gap_end = models.PositiveIntegerField(default=0)
    attributes = models.BinaryField(default=bytes)
    signed = models.ForeignKey(
        "documents.File", on_delete=models.PROTECT, related_name="+", null=True
    )
    signed_at = models.DateTimeField(null=True)
    entry = models.OneToOneField(
        "dossiers.RegisterEntry", on_delete=models.PROTECT, related_name="report_paper", null=True
    )
    ended_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        """What is filed is signed once; a paper is of one thing."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["signing", "place"], name="one_paper_per_place"),
            models.UniqueConstraint(
                fields=["form"],
                condition=~models.Q(state="dropped"),
                name="one_paper_per_filed_form",
                violation_error_message=_("Biểu này đang được ký ở một lượt khác, hoặc đã ký."),
            ),
            models.UniqueConstraint(
                fields=["narrative"],
                condition=~models.Q(state="dropped"),
                name="one_paper_per_filed_narrative",
                violation_error_message=_("Báo cáo này đang được ký ở một lượt khác, hoặc đã ký."),
            ),
            models.CheckConstraint(
                condition=models.Q(form__isnull=False, narrative__isnull=True)
                | models.Q(form__isnull=True, narrative__isnull=False),
                name="a_paper_is_of_one_filing",
                violation_error_message=_("Văn bản ký số là của một biểu hoặc một báo cáo đã nộp."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("signed", "numbered", "issued"))
                | models.Q(signed__isnull=False, signed_at__isnull=False),
                name="a_signed_paper_has_its_file",
                violation_error_message=_("Văn bản đã ký phải có tệp đã ký."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("numbered", "issued"))
                | models.Q(entry__isnull=False),
                name="a_numbered_paper_has_its_number",
                violation_error_message=_("Văn bản đã cấp số phải có số trong sổ."),
            ),
        ]

    def __str__(self) -> str:
        """Return the signing and the place."""
        return f"{self.signing_id}/{self.place}"


class PaperStep(models.Model):
    """Something done with a paper: signed, numbered, sealed; over which content. Sealed."""

    paper = models.ForeignKey(ReportPaper, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=8, choices=PaperState.choices)
    digest = models.CharField(max_length=64)
    certificate = models.CharField(max_length=80, blank=True, default="")
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        """Return the paper and where it stood."""
        return f"{self.paper_id} {self.state}"
