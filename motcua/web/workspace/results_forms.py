"""Forms about the result of a dossier: what it is made of, who signs, what is said of it."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Dossier, ResultTemplate
from motcua.dossiers.queries import results as queries
from motcua.people.models import Account
from motcua.rules import registers


def _of_template(row: ResultTemplate) -> str:
    return f"{row.name} ({row.symbol})"


if TYPE_CHECKING:
    _OneOfAccounts = forms.ModelChoiceField[Account]
else:
    _OneOfAccounts = forms.ModelChoiceField


class SignerField(_OneOfAccounts):
    """One of the leaders of the agency that decides."""

    def __init__(self, *, label: Any) -> None:  # noqa: ANN401 - Django's own
        """Offer nobody before the dossier is known."""
        super().__init__(
            Account.objects.none(),
            label=label,
            empty_label=gettext_lazy("Chọn người ký"),
            error_messages={"required": gettext_lazy("Hãy chọn người ký.")},
        )

    def offer(self, dossier: Dossier, on: date) -> None:
        """Offer the leaders of a day; the only one is chosen."""
        found = dossiers.leaders([dossier.agency_id], on)
        self.queryset = found
        if self.initial is None and len(found) == 1:
            self.initial = found[0].pk

    def label_from_instance(self, obj: Account) -> str:
        """Show the name alone."""
        return obj.full_name


class DraftForm(forms.Form):
    """A template to fill, or a file drawn up elsewhere."""

    mau = forms.ModelChoiceField(
        label=gettext_lazy("Soạn từ mẫu"),
        queryset=ResultTemplate.objects.none(),
        empty_label=gettext_lazy("Không dùng mẫu, tải tệp lên"),
        required=False,
    )
    tep = forms.FileField(
        label=gettext_lazy("Tệp dự thảo"),
        help_text=gettext_lazy("DOCX hoặc PDF; chỉ khi không dùng mẫu."),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf"}),
        required=False,
    )
    trich_yeu = forms.CharField(
        label=gettext_lazy("Trích yếu"),
        max_length=300,
        error_messages={"required": gettext_lazy("Hãy ghi trích yếu của văn bản.")},
    )
    ky_hieu = forms.CharField(
        label=gettext_lazy("Ký hiệu"),
        help_text=gettext_lazy("Phần sau số, ví dụ QĐ-UBND. Dùng mẫu thì lấy theo mẫu."),
        max_length=30,
        required=False,
    )
    nguoi_ky = SignerField(label=gettext_lazy("Người ký"))
    ly_do = forms.CharField(
        label=gettext_lazy("Lý do thay bản đã ký"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Hãy ghi vì sao thay bản đã ký.")},
    )

    def __init__(self, *args: Any, dossier: Dossier, on: date, signed: bool, **told: Any) -> None:  # noqa: ANN401 - Django's own
        """Offer the templates and the leaders of the dossier's agency; ask why only for what is signed."""
        super().__init__(*args, **told)
        template, signer = self.fields["mau"], self.fields["nguoi_ky"]
        assert isinstance(template, forms.ModelChoiceField)
        assert isinstance(signer, SignerField)
        template.queryset = queries.templates(dossier)
        template.label_from_instance = _of_template  # type: ignore[method-assign,assignment]
        signer.offer(dossier, on)
        if not signed:
            del self.fields["ly_do"]

    def clean(self) -> dict[str, Any]:
        """Either a template or a file, and a symbol that is one."""
        said = super().clean() or self.cleaned_data
        template, file = said.get("mau"), said.get("tep")
        if not template and not file and "tep" not in self.errors:
            self.add_error("tep", _("Hãy chọn một mẫu, hoặc chọn tệp dự thảo."))
        symbol = template.symbol if template else said.get("ky_hieu", "").strip()
        if not registers.is_symbol(symbol):
            self.add_error(
                "ky_hieu", _("Ký hiệu viết bằng chữ hoa, nối bằng gạch ngang, ví dụ QĐ-UBND.")
            )
        return said | {"ky_hieu": symbol}


class SendForm(forms.Form):
    """Who is to sign, and a word to that person."""

    nguoi_ky = SignerField(label=gettext_lazy("Trình người ký"))
    ghi_chu = forms.CharField(label=gettext_lazy("Ý kiến"), max_length=1000, required=False)

    def __init__(self, *args: Any, dossier: Dossier, on: date, **told: Any) -> None:  # noqa: ANN401 - Django's own
        """Offer the leaders of the dossier's agency."""
        super().__init__(*args, **told)
        field = self.fields["nguoi_ky"]
        assert isinstance(field, SignerField)
        field.offer(dossier, on)


class JudgeForm(forms.Form):
    """What a leader says of a version; returning it says what is missing."""

    y_kien = forms.CharField(
        label=gettext_lazy("Ý kiến"),
        help_text=gettext_lazy("Bắt buộc khi trả lại để hoàn thiện."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )


class TemplateForm(forms.Form):
    """A template for results of the agency."""

    ten = forms.CharField(label=gettext_lazy("Tên mẫu"), max_length=200)
    ky_hieu = forms.CharField(
        label=gettext_lazy("Ký hiệu"),
        help_text=gettext_lazy("Phần sau số, ví dụ QĐ-UBND."),
        max_length=30,
    )
    thu_tuc = forms.CharField(
        label=gettext_lazy("Mã thủ tục"),
        help_text=gettext_lazy("Để trống khi mẫu dùng cho mọi thủ tục."),
        max_length=40,
        required=False,
    )
    tep = forms.FileField(
        label=gettext_lazy("Tệp mẫu"),
        help_text=gettext_lazy("DOCX, với các chỗ điền như {{ chu_ho_so }}."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean_ky_hieu(self) -> str:
        """Hold it against the form of symbols."""
        symbol: str = self.cleaned_data["ky_hieu"].strip()
        if not registers.is_symbol(symbol):
            raise forms.ValidationError(
                _("Ký hiệu viết bằng chữ hoa, nối bằng gạch ngang, ví dụ QĐ-UBND.")
            )
        return symbol
