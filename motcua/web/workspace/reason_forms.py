"""Forms that ask for a written reason: a note, a ground of a closed list, what is missing and who wants it."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from motcua.dossiers import queries as dossiers
from motcua.people.models import Account
from motcua.rules.codes import Act
from motcua.rules.grounds import GroundKind
from motcua.web.workspace import clocks
from motcua.web.workspace.paper_forms import DossierForm


class ReasonForm(DossierForm):
    """A written reason, printed on the slip that goes to the filer."""

    text = forms.CharField(
        label=_("Lý do, nội dung cần nêu rõ"),
        help_text=_("Được in nguyên văn trên phiếu gửi người nộp."),
        widget=forms.Textarea,
        max_length=4000,
    )


class NoteForm(DossierForm):
    """A note that may be left empty."""

    dated = True

    text = forms.CharField(
        label=_("Ghi chú"), widget=forms.Textarea, required=False, max_length=4000
    )


class SupplementRequestForm(ReasonForm):
    """Everything that is missing, once; a second request needs a superior's reason."""

    dated = True

    superior = forms.ModelChoiceField(
        label=_("Lãnh đạo cho ý kiến yêu cầu lần tiếp theo"), queryset=Account.objects.none()
    )
    superior_reason = forms.CharField(
        label=_("Lý do của lãnh đạo"),
        help_text=_("Được in trên phiếu gửi người nộp, cùng tên người cho ý kiến."),
        widget=forms.Textarea,
        max_length=2000,
    )

    def prepare(self) -> None:
        """Ask for the superior and his reason only from the second time on."""
        if not self.asked:
            del self.fields["superior"], self.fields["superior_reason"]
            return
        field = self.fields["superior"]
        field.queryset = dossiers.leaders([self.asks_id], self.today)  # type: ignore[attr-defined]
        field.label_from_instance = _full_name  # type: ignore[attr-defined]

    @property
    def asked(self) -> int:
        """Return how often the filer was asked already."""
        return self.dossier.supplement_no

    @property
    def asks_id(self) -> int:
        """Return the agency that asks."""
        return self.dossier.agency_id

    @property
    def warning(self) -> str:
        """Say what asking again costs."""
        return clocks.second_request_costs(self.dossier)


class ReturnForm(SupplementRequestForm):
    """Everything that is missing, before reception; again only with a superior's reason."""

    dated = False

    @property
    def asked(self) -> int:
        """Return how often the filer was sent home already."""
        return dossiers.asked_before(self.dossier, Act.RETURN_TO_FILER)

    @property
    def asks_id(self) -> int:
        """The desk that takes in asks."""
        return self.dossier.taken_in_at_id

    @property
    def warning(self) -> str:
        """Say that the law allows one request."""
        if not self.asked:
            return ""
        return _now(
            "Người nộp đã được yêu cầu bổ sung. Quy định chỉ cho yêu cầu đầy đủ, một lần trước "
            "khi tiếp nhận."
        )


class PaymentForm(DossierForm):
    """What the filer must pay, by the notice of the office that asks for it."""

    dated = True

    text = forms.CharField(
        label=_("Nghĩa vụ tài chính phải thực hiện"),
        help_text=_("Ghi loại nghĩa vụ, số tiền, số và ngày thông báo của cơ quan thuế."),
        widget=forms.Textarea,
        max_length=4000,
    )


class ProofForm(DossierForm):
    """By which paper the filer proved that he has paid."""

    dated = True

    text = forms.CharField(
        label=_("Chứng từ đã thực hiện nghĩa vụ"),
        help_text=_("Ghi số, ngày của giấy nộp tiền hoặc biên lai."),
        widget=forms.Textarea,
        max_length=4000,
    )


class GroundForm(ReasonForm):
    """A legal ground and its document."""

    ground = forms.ChoiceField(label=_("Căn cứ"))
    kind = GroundKind.PAUSE

    def prepare(self) -> None:
        """Offer the grounds of the act that may be chosen today."""
        self.fields["ground"].choices = ground_choices(self.kind, self.today)  # type: ignore[attr-defined]
        self.order_fields(["promised_on", "ground", "text"])


class PauseForm(GroundForm):
    """The ground of a pause."""

    dated = True


class StopForm(GroundForm):
    """The ground on which the office stops."""

    dated = True
    kind = GroundKind.STOP


def ground_choices(kind: GroundKind, on: date) -> list[tuple[str, str]]:
    """Return the rows of a closed list as choices, an empty one first."""
    rows = dossiers.grounds_to_choose(kind, on)
    return [("", "–"), *((ground.code, ground.words) for ground in rows)]


def _full_name(account: Account) -> str:
    return account.full_name
