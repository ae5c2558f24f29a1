"""Forms about the kept papers of a dossier: which files, for which of its listed papers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.documents.kinds import ACCEPTED
from motcua.dossiers.models import DossierPaper

MOST_FILES = 50
_BEYOND = "khac"


class _Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some files; its clean value is a list of them. What each is, its content tells later."""

    def __init__(self, *, accept: str, **told: Any) -> None:  # noqa: ANN401 - Django's own
        """``accept``: the endings a browser offers."""
        super().__init__(widget=_Files(attrs={"multiple": True, "accept": accept}), **told)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ANN401 - Django's own
        """Hold their number against the bound."""
        del initial
        files = [file for file in data or [] if isinstance(file, UploadedFile)]
        if not files:
            raise forms.ValidationError(_("Hãy chọn ít nhất một tệp."))
        if len(files) > MOST_FILES:
            raise forms.ValidationError(
                _("Mỗi lần gửi được nhiều nhất %(most)s tệp. Hãy gửi làm nhiều lần.")
                % {"most": MOST_FILES}
            )
        return files


class ForPaperForm(forms.Form):
    """Which of the dossier's listed papers something belongs to."""

    cho = forms.ChoiceField(
        label=gettext_lazy("Là giấy tờ nào"),
        error_messages={
            "invalid_choice": gettext_lazy(
                "Danh sách giấy tờ của hồ sơ vừa thay đổi. Hãy tải lại trang rồi chọn lại."
            )
        },
    )

    def __init__(self, *args: Any, listed: Sequence[DossierPaper], **told: Any) -> None:  # noqa: ANN401 - Django's own
        """Offer the listed papers, then one beyond them."""
        super().__init__(*args, **told)
        self._listed = {str(paper.pk): paper for paper in listed}
        field = self.fields["cho"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *((key, paper.name) for key, paper in self._listed.items()),
            (_BEYOND, _("Giấy tờ khác, ngoài danh sách")),
        ]

    @property
    def listed(self) -> DossierPaper | None:
        """The listed paper that was chosen; None for one beyond the list."""
        return self._listed.get(self.cleaned_data["cho"])


class PapersForm(ForPaperForm):
    """Files for one paper."""

    tep = FilesField(
        label=gettext_lazy("Tệp quét, tệp ảnh"),
        help_text=gettext_lazy(
            "Kéo tệp thả vào khung, hoặc bấm để chọn. Nhận PDF, ảnh JPEG, PNG, TIFF, DOCX, XLSX."
        ),
        accept=ACCEPTED,
    )
    ten = forms.CharField(
        label=gettext_lazy("Tên giấy tờ"),
        help_text=gettext_lazy("Chỉ ghi khi là giấy tờ ngoài danh sách."),
        max_length=300,
        required=False,
    )
    so_trang = forms.IntegerField(
        label=gettext_lazy("Số trang bản giấy"),
        help_text=gettext_lazy("Ghi để máy đối chiếu: tệp thiếu trang không được nhận."),
        min_value=1,
        max_value=3000,
        required=False,
    )
    doi_chieu = forms.BooleanField(label=gettext_lazy("Đã đối chiếu với bản chính"), required=False)

    def clean(self) -> dict[str, Any]:
        """A number of pages is that of one file."""
        said = super().clean() or self.cleaned_data
        if said.get("so_trang") and len(said.get("tep", ())) > 1:
            self.add_error(
                "so_trang", _("Số trang chỉ ghi khi gửi một tệp. Hãy gửi từng tệp, hoặc để trống.")
            )
        return said


class PicturesForm(forms.Form):
    """What a telephone takes."""

    anh = FilesField(
        label=gettext_lazy("Ảnh chụp từng trang, theo thứ tự"),
        help_text=gettext_lazy("Chụp thẳng, đủ sáng, thấy cả bốn góc giấy."),
        accept="image/jpeg,image/png",
    )


class TakeOutForm(forms.Form):
    """Why a paper leaves the dossier."""

    ly_do = forms.CharField(
        label=gettext_lazy("Lý do bỏ khỏi hồ sơ"),
        max_length=200,
        error_messages={"required": gettext_lazy("Hãy ghi lý do bỏ giấy tờ khỏi hồ sơ.")},
    )
