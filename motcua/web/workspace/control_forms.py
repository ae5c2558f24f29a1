"""Forms about the registers of procedure control; the fields of a line are those of its register."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base import clock
from motcua.control import reading
from motcua.control.counting import Said
from motcua.control.registers.vocabulary import Field, Kind, Register
from motcua.documents.kinds import ACCEPTED
from motcua.organizations.models import Agency
from motcua.web.workspace.admin_acts import DayField

_RAW = frozenset({Kind.CHOICE, Kind.AGENCY})
_PLACEHOLDERS = {Kind.DATE: gettext_lazy("ngày/tháng/năm")}
_SIZES = {Kind.DATE: "short", Kind.COUNT: "short", Kind.NUMBER: "short"}


class LineForm(forms.Form):
    """A line as a register asks for it; what it says is read field by field, as from a sheet."""

    said: Mapping[str, Any]

    def __init__(
        self,
        register: Register,
        *args: Any,  # noqa: ANN401 - Django's own
        initial: Mapping[str, str] | None = None,
        **told: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        """Make one control for each field of the register, and one for the document's file."""
        super().__init__(*args, **told | {"initial": dict(initial or {})})
        self.register = register
        agencies = _agencies() if any(one.kind is Kind.AGENCY for one in register.fields) else []
        for one in register.fields:
            self.fields[one.code] = _control(one, agencies)
        self.fields["tep"] = forms.FileField(
            label=_("Tệp văn bản"),
            required=False,
            widget=forms.FileInput(attrs={"accept": ACCEPTED}),
            allow_empty_file=True,
        )

    @property
    def sized(self) -> list[tuple[forms.BoundField, str]]:
        """The controls in their order, each with its size on the page."""
        return [(self[one.code], _SIZES.get(one.kind, "")) for one in self.register.fields]

    def clean(self) -> dict[str, Any]:
        """Read the line; every field that is wrong says why."""
        cleaned = super().clean() or {}
        texts = {one.code: str(self.data.get(one.code, "")) for one in self.register.fields}
        found = reading.read(self.register, texts, today=clock.today())
        for code, words in found.errors.items():
            if code not in self.errors:
                self.add_error(code, words)
        self.said = found.said
        return cleaned


class CorrectForm(LineForm):
    """A line that says something else from now on, and why."""

    def __init__(self, register: Register, *args: Any, **told: Any) -> None:  # noqa: ANN401 - Django's own
        """Ask also for the reason."""
        super().__init__(register, *args, **told)
        self.fields["ly_do"] = _reason(_("Lý do đính chính"))


class StrikeForm(forms.Form):
    """Why a line was a mistake."""

    ly_do = forms.CharField(max_length=500)

    def __init__(self, *args: Any, **told: Any) -> None:  # noqa: ANN401 - Django's own
        """Name the reason."""
        super().__init__(*args, **told | {"auto_id": "id_gach_%s"})
        self.fields["ly_do"] = _reason(_("Lý do gạch bỏ"))


class OpenForm(forms.Form):
    """From which day on a register is kept, and whether those below keep it as well."""

    tu_ngay = DayField(label=gettext_lazy("Ghi sổ đầy đủ từ ngày"))
    cap_duoi = forms.BooleanField(
        label=gettext_lazy("Mở sổ này cho cả các đơn vị trực thuộc"), required=False
    )

    def __init__(self, *args: Any, below: bool, **told: Any) -> None:  # noqa: ANN401 - Django's own
        """Offer those below only to who controls them."""
        super().__init__(*args, **told | {"auto_id": "id_mo_%s"})
        if not below:
            del self.fields["cap_duoi"]


class SoughtForm(forms.Form):
    """Which lines are asked for."""

    terse = True
    tu = DayField(label=gettext_lazy("Từ ngày"), required=False)
    den = DayField(label=gettext_lazy("Đến ngày"), required=False)
    tu_khoa = forms.CharField(label=gettext_lazy("Có chữ"), required=False, max_length=100)


class SheetForm(forms.Form):
    """A sheet to take in."""

    tep = forms.FileField(
        label=gettext_lazy("Tệp XLSX"),
        help_text=gettext_lazy("Theo tệp mẫu của sổ này, nhiều nhất 2.000 dòng."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": gettext_lazy("Hãy chọn tệp XLSX."),
            "empty": gettext_lazy("Tệp rỗng. Hãy chọn lại tệp."),
        },
    )


def initial(register: Register, said: Said) -> dict[str, str]:
    """What the controls of a line show when it is to be corrected."""
    told = {one.code: words for one, words in reading.tell(register, said, {})}
    raw = {
        one.code: str(said[one.code])
        for one in register.fields
        if one.kind in _RAW and said.get(one.code) is not None
    }
    return told | raw


def _control(one: Field, agencies: Sequence[tuple[str, str]]) -> forms.Field:
    common: dict[str, Any] = {
        "label": one.label,
        "required": one.required,
        "help_text": one.help,
        "error_messages": {
            "required": _("Chưa ghi “%(name)s”.") % {"name": one.label},
            "invalid_choice": _("Hãy chọn một mục trong danh sách “%(name)s”.")
            % {"name": one.label},
        },
    }
    if one.kind in _RAW:
        offered = agencies if one.kind is Kind.AGENCY else one.choices
        return forms.ChoiceField(choices=[("", _("Chọn")), *offered], **common)
    attrs = {"autocomplete": "off"}
    if one.kind in {Kind.DATE, Kind.COUNT}:
        attrs["inputmode"] = "numeric"
    if one.kind in _PLACEHOLDERS:
        attrs["placeholder"] = str(_PLACEHOLDERS[one.kind])
    most = reading.LONGEST_NUMBER if one.kind is Kind.NUMBER else reading.LONGEST_TEXT
    return forms.CharField(widget=forms.TextInput(attrs=attrs), max_length=most, **common)


def _agencies() -> list[tuple[str, str]]:
    found = sorted(Agency.objects.all(), key=lambda one: (one.name_key or one.name, one.pk))
    return [
        (str(one.pk), f"{one.name} ({one.code})" if one.closed_on else one.name) for one in found
    ]


def _reason(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=500,
        error_messages={"required": _("Hãy ghi lý do; lý do được giữ cùng dòng sổ.")},
    )
