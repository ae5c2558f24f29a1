"""What each act asks of the person who does it: one small form per act."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.base import clock
from motcua.catalog import queries as catalog
from motcua.catalog.models import Case
from motcua.dossiers.actions import Result
from motcua.dossiers.models import Dossier, DossierPaper, Participant, ParticipantRole
from motcua.dossiers.queries import results
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency, Post
from motcua.people.models import Account
from motcua.rules.codes import Outcome
from motcua.rules.grounds import GroundKind
from motcua.web.shared import labels
from motcua.web.workspace import reason_forms, recipients
from motcua.web.workspace.moments import DayField
from motcua.web.workspace.paper_forms import DossierForm, case_name
from motcua.web.workspace.returning_forms import TakerForm

_OFFICE_CLOSES = time(16, 59)
_YEARS_AHEAD = 10


class RecipientForm(DossierForm):
    """To whom at the agency: a post, or one officer of it."""

    dated = True

    recipient = forms.ChoiceField(label=_("Người nhận"))
    text = forms.CharField(
        label=_("Ghi chú bàn giao"), widget=forms.Textarea, required=False, max_length=2000
    )
    #: Whether a post without a name may be chosen.
    posts_too = True

    def prepare(self) -> None:
        """Offer the posts of the competent agency and of the counter that returns the result."""
        held = {self.dossier.agency_id, self.dossier.return_at_id}
        offered = recipients.choices(held, self.today, posts_too=self.posts_too)
        self.fields["recipient"].choices = offered  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[Post, Account | None]:
        """Return the post and the officer, None for whoever is there."""
        return recipients.chosen(self.cleaned_data["recipient"])


class AssignForm(RecipientForm):
    """Who answers for the dossier from now on: always one named person."""

    dated = False
    posts_too = False


class ApologyForm(reason_forms.GroundForm):
    """Why, and the new date."""

    ground = forms.ChoiceField(label=_("Nguyên nhân"))
    promised_on = DayField(label=_("Ngày hẹn lại"))
    kind = GroundKind.LATENESS

    def clean_promised_on(self) -> date:
        """Hold the day to what a calendar reaches."""
        return _within_reach(self.cleaned_data["promised_on"], self.today)

    @property
    def promised_at(self) -> datetime:
        """Return the closing of the office on the promised day."""
        return _closing(self.dossier, self.cleaned_data["promised_on"])


class ResetDueForm(DossierForm):
    """A new due date by a decision."""

    due_on = DayField(label=_("Hạn trả kết quả mới"))
    decision = forms.CharField(
        label=_("Quyết định làm căn cứ"),
        help_text=_("Số, ngày, cơ quan ban hành và nội dung."),
        widget=forms.Textarea,
        max_length=2000,
    )

    def clean_due_on(self) -> date:
        """No dossier is due before it came."""
        day = _within_reach(self.cleaned_data["due_on"], self.today)
        received_at = self.dossier.received_at
        if received_at is not None and day < clock.local(received_at).date():
            raise ValidationError(_("Hạn mới không thể trước ngày tiếp nhận. Hãy xem lại ngày."))
        return day

    @property
    def due_at(self) -> datetime:
        """Return the closing of the office on the new day."""
        return _closing(self.dossier, self.cleaned_data["due_on"])


class TransferForm(DossierForm):
    """Another agency that is competent."""

    agency = forms.ModelChoiceField(label=_("Cơ quan nhận"), queryset=Agency.objects.none())
    decision = forms.CharField(
        label=_("Văn bản làm căn cứ"), widget=forms.Textarea, max_length=2000
    )

    def prepare(self) -> None:
        """Offer the agencies that settle this procedure today."""
        offered = catalog.agencies_offering(self.dossier.procedure, self.today)
        ids = [row.agency_id for row in offered if row.agency_id != self.dossier.agency_id]
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=ids).order_by("name_key")  # type: ignore[attr-defined]


class ResultForm(DossierForm):
    """The signed result."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[(one.value, labels.OUTCOME[one]) for one in (Outcome.GRANTED, Outcome.DENIED)],
        initial=Outcome.GRANTED.value,
        widget=forms.RadioSelect,
    )
    signed_on = DayField(label=_("Ngày ký"))
    number = forms.CharField(label=_("Số, ký hiệu kết quả"), max_length=80, required=False)
    signatory = forms.CharField(label=_("Người ký"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Lý do từ chối"),
        help_text=_("Chỉ ghi khi từ chối giải quyết."),
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )
    late_cause = forms.ChoiceField(
        label=_("Nguyên nhân quá hạn"),
        help_text=_(
            "Hồ sơ đã quá hạn: văn bản xin lỗi được soạn cùng lúc, người đứng đầu đơn vị ký sau."
        ),
        required=False,
    )
    late_text = forms.CharField(
        label=_("Giải trình việc quá hạn"),
        help_text=_("Gửi thủ trưởng cơ quan, không in trên văn bản xin lỗi."),
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )

    def prepare(self) -> None:
        """Show what the signed result says, or today; why it is late is asked when it is."""
        self.fields["signed_on"].initial = self.today
        for name, said in results.to_record(self.dossier).items():
            self.fields[name].initial = said
        due_at = self.dossier.due_at
        if due_at is None or clock.local(due_at).date() >= self.today:
            del self.fields["late_cause"], self.fields["late_text"]
            return
        choices = reason_forms.ground_choices(GroundKind.LATENESS, self.today)
        self.fields["late_cause"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A denial says why, here where it is written."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("outcome") == Outcome.DENIED and not said.get("text", "").strip():
            self.add_error(
                "text", _("Ghi rõ lý do từ chối; lý do được in trên phiếu gửi người nộp.")
            )
        return said

    @property
    def late(self) -> dict[str, str]:
        """Return what was said of the lateness; empty where it was not asked for."""
        names = ("late_cause", "late_text")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def clean_signed_on(self) -> date:
        """A result is signed between the reception and today."""
        signed_on: date = self.cleaned_data["signed_on"]
        received_at = self.dossier.received_at
        too_early = received_at is not None and signed_on < clock.local(received_at).date()
        if too_early or signed_on > self.today:
            raise ValidationError(
                _("Ngày ký phải từ ngày tiếp nhận đến hôm nay. Hãy xem lại ngày trên kết quả.")
            )
        return signed_on

    def result(self, at: datetime) -> Result:
        """Return the result; a result signed on an earlier day counts at the end of that day."""
        return Result(
            outcome=Outcome(self.cleaned_data["outcome"]),
            signed_at=self.signed_at(at),
            number=self.cleaned_data["number"],
            signatory=self.cleaned_data["signatory"],
        )

    def signed_at(self, at: datetime) -> datetime:
        """Return the legal moment of the signature, never before the dossier was received."""
        signed_on: date = self.cleaned_data["signed_on"]
        if signed_on == clock.local(at).date():
            return at
        moment = datetime.combine(signed_on, _OFFICE_CLOSES, tzinfo=clock.ZONE)
        received_at = self.dossier.received_at
        return max(moment, received_at) if received_at else moment


class HandOutForm(DossierForm, TakerForm):
    """To whom the result is handed: left empty, the owner or the submitter with the receipt."""

    dated = True
    terse = False


class ResultInHandForm(ResultForm, HandOutForm):
    """A result in the clerk's hand, recorded and handed out in one go.

    Why it is late is the unit's to say, when its head signs the apology.
    """

    dated = False

    def prepare(self) -> None:
        """Ask the clerk for no cause; the result first, then who came."""
        super().prepare()
        self.order_fields(["outcome", "signed_on", "number", "signatory", "text", "scanned_on"])
        self.fields.pop("late_cause", None)
        self.fields.pop("late_text", None)

    scanned_on = DayField(
        label=_("Ngày quét bản kết quả"),
        help_text=_("Để trống khi chưa quét; ngày ký không thể sau ngày quét."),
        required=False,
    )

    def scanned_at(self) -> datetime | None:
        """Return the end of the day the result was scanned on."""
        scanned_on: date | None = self.cleaned_data["scanned_on"]
        if scanned_on is None:
            return None
        return datetime.combine(scanned_on, time.max, tzinfo=clock.ZONE)


class CorrectForm(DossierForm):
    """Names and papers, corrected; what stood before stays in the history."""

    name = forms.CharField(label=_("Họ và tên chủ hồ sơ"), max_length=300)
    address = forms.CharField(label=_("Địa chỉ"), max_length=500, required=False)
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    remove = forms.MultipleChoiceField(
        label=_("Giấy tờ ghi nhầm, bỏ khỏi danh sách"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    papers = forms.CharField(
        label=_("Giấy tờ ghi thiếu"),
        help_text=_("Mỗi dòng một giấy tờ."),
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )
    text = forms.CharField(label=_("Lý do đính chính"), widget=forms.Textarea, max_length=2000)

    def prepare(self) -> None:
        """Show what is written now."""
        owner = self.owner
        for name in ("name", "address", "phone"):
            self.fields[name].initial = getattr(owner, name)
        papers = DossierPaper.objects.filter(dossier=self.dossier, removed_seq=None)
        self.fields["remove"].choices = [(str(p.pk), p.name) for p in papers.order_by("order")]  # type: ignore[attr-defined]

    @property
    def owner(self) -> Participant:
        """Return the owner as written now."""
        return Participant.objects.get(dossier=self.dossier, role=ParticipantRole.OWNER)


class ReceiveAgainForm(DossierForm):
    """The procedure that should have been chosen."""

    case = forms.ModelChoiceField(label=_("Thủ tục, trường hợp"), queryset=Case.objects.none())
    text = forms.CharField(label=_("Lý do"), widget=forms.Textarea, max_length=2000)

    def prepare(self) -> None:
        """Offer what the competent agency settles."""
        agency = Agency.objects.get(pk=self.dossier.agency_id)
        versions = catalog.offered_by(agency, self.today)
        cases = Case.objects.filter(version__in=[version.pk for version in versions])
        field = self.fields["case"]
        field.queryset = cases.select_related("version").order_by("version__name_key", "order")  # type: ignore[attr-defined]
        field.label_from_instance = case_name  # type: ignore[attr-defined]


def _within_reach(day: date, today: date) -> date:
    """Refuse a year that can only be a slip of the hand."""
    if day.year > today.year + _YEARS_AHEAD:
        raise ValidationError(_("Ngày này quá xa. Hãy xem lại năm."))
    return day


def _closing(dossier: Dossier, day: date) -> datetime:
    calendar = agencies.working_calendar(dossier.agency_id)
    if not calendar.is_working(day):
        day = calendar.next_working_day(day)
    return calendar.closing(day)
