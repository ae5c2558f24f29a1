"""The forms of the agencies page: each asks exactly what one act needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.base import clock
from motcua.organizations import queries
from motcua.organizations.models import Agency, AgencyKind, Desk, Role
from motcua.rules import numbers
from motcua.rules.codes import Level
from motcua.web.shared import labels
from motcua.web.workspace.admin_acts import DayField, agency_choices

#: The pattern dossiers are numbered with since 2025, to begin with.
USUAL_PATTERN = "{agency}-{yymmdd}-{nnnn}"
PATTERN_HINT = _("{agency}: mã cơ quan; {yymmdd}: ngày tiếp nhận; {nnnn}: số thứ tự trong ngày.")
DECISION = _("Căn cứ (số quyết định, nghị quyết)")


class AgencyForm(forms.Form):
    """A form about ``agency``; ``others`` are the agencies it may name."""

    def __init__(self, *args: Any, agency: Agency | None, **options: Any) -> None:  # noqa: ANN401
        """Offer the other agencies at work today wherever a field asks for one."""
        super().__init__(*args, **options)
        self.agency = agency
        others = [one for one in queries.agencies_open(clock.today()) if one != agency]
        for field in self.fields.values():
            if isinstance(field, AgencyField):
                field.choices = [("", "–"), *agency_choices(others)]


class AgencyField(forms.ChoiceField):
    """Another agency, chosen by name; its clean value is the agency."""

    def clean(self, value: str) -> Any:  # noqa: ANN401 - Django lets a field's value be anything
        """Return the agency, or None when none was chosen."""
        chosen = super().clean(value)
        return Agency.objects.get(pk=chosen) if chosen else None


class OpenForm(AgencyForm):
    """A new agency."""

    ten = forms.CharField(label=_("Tên cơ quan"), max_length=200)
    ma = forms.CharField(
        label=_("Mã định danh điện tử"),
        max_length=40,
        help_text=_("Ghi đúng như mã được cấp, ví dụ H37.107 hoặc 000.20.30.H37."),
    )
    cap = forms.ChoiceField(
        label=_("Cấp"), choices=[(level.value, labels.of(level)) for level in Level]
    )
    loai = forms.ChoiceField(label=_("Loại cơ quan"), choices=AgencyKind.choices)
    cap_tren = AgencyField(label=_("Trực thuộc"), required=False)
    tu_ngay = DayField(label=_("Hoạt động từ ngày"))
    ten_khac = forms.CharField(
        label=_("Tên gọi khác"),
        max_length=400,
        required=False,
        help_text=_("Cách gọi tắt để tìm và lập báo cáo, cách nhau bằng dấu chấm phẩy."),
    )
    mau_so = forms.CharField(
        label=_("Mẫu số hồ sơ"),
        max_length=80,
        required=False,
        initial=USUAL_PATTERN,
        help_text=PATTERN_HINT,
    )
    dia_chi = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    dien_thoai = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)
    can_cu = forms.CharField(label=DECISION, max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Whoever stands under nobody acts for the whole province: only the province does."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("cap_tren") and given.get("loai") != AgencyKind.PROVINCE:
            self.add_error("cap_tren", _("Chọn cơ quan cấp trên trực tiếp."))
        return given


class RenameForm(AgencyForm):
    """Another name from a day on."""

    ten = forms.CharField(label=_("Tên mới"), max_length=200)
    tu_ngay = DayField(label=_("Dùng từ ngày"))
    can_cu = forms.CharField(label=DECISION, max_length=120, required=False)


class MoveForm(AgencyForm):
    """Another parent from a day on."""

    cap_tren = AgencyField(label=_("Trực thuộc"))
    tu_ngay = DayField(label=_("Từ ngày"))


class AliasForm(AgencyForm):
    """Another way to write the agency."""

    ten_khac = forms.CharField(label=_("Tên gọi khác hoặc mã cũ"), max_length=200)


class NumberForm(AgencyForm):
    """How dossiers are numbered from a day on."""

    ma = forms.CharField(label=_("Mã dùng trong số hồ sơ"), max_length=40)
    mau_so = forms.CharField(
        label=_("Mẫu số hồ sơ"), max_length=80, initial=USUAL_PATTERN, help_text=PATTERN_HINT
    )
    tu_ngay = DayField(label=_("Áp dụng từ ngày"))

    def clean_mau_so(self) -> str:
        """Refuse at its field a pattern that makes no numbers."""
        pattern: str = self.cleaned_data["mau_so"]
        wrong = numbers.problems(pattern)
        if wrong:
            raise forms.ValidationError(list(wrong))
        return pattern


class SuccessorForm(AgencyForm):
    """Who takes over the work."""

    ke_thua = AgencyField(label=_("Cơ quan kế thừa"))
    tu_ngay = DayField(label=_("Từ ngày"))
    can_cu = forms.CharField(label=DECISION, max_length=120, required=False)


class CloseForm(AgencyForm):
    """The last day."""

    ngay_cuoi = DayField(label=_("Ngày hoạt động cuối cùng"))


class DeskForm(AgencyForm):
    """A one-stop desk."""

    ten = forms.CharField(label=_("Tên bộ phận"), max_length=200)
    tu_ngay = DayField(label=_("Mở từ ngày"))
    dia_chi = forms.CharField(label=_("Địa chỉ"), max_length=300, required=False)
    dien_thoai = forms.CharField(label=_("Điện thoại"), max_length=40, required=False)


class PostForm(AgencyForm):
    """A place of work."""

    ten = forms.CharField(label=_("Tên vị trí"), max_length=200)
    phong = forms.CharField(label=_("Phòng, bộ phận"), max_length=200, required=False)
    vai_tro = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    quay = forms.ModelChoiceField(
        label=_("Làm việc tại bộ phận một cửa"),
        queryset=Desk.objects.none(),
        required=False,
        empty_label="–",
    )

    def __init__(self, *args: Any, agency: Agency | None, **options: Any) -> None:  # noqa: ANN401
        """Offer the agency's own open desks."""
        super().__init__(*args, agency=agency, **options)
        desk = self.fields["quay"]
        if isinstance(desk, forms.ModelChoiceField):
            desk.queryset = Desk.objects.filter(agency=agency, to_on__isnull=True)
