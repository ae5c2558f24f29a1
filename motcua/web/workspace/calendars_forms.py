"""The forms of the calendar: a day and its meaning, a year to confirm, the hours of the week."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.organizations.models import CalendarDay, CalendarDayKind
from motcua.rules.calendar import STANDARD_WINDOWS, Window
from motcua.web.workspace.admin_acts import DayField

WEEKDAYS = (
    ("0", gettext_lazy("Thứ Hai")),
    ("1", gettext_lazy("Thứ Ba")),
    ("2", gettext_lazy("Thứ Tư")),
    ("3", gettext_lazy("Thứ Năm")),
    ("4", gettext_lazy("Thứ Sáu")),
    ("5", gettext_lazy("Thứ Bảy")),
    ("6", gettext_lazy("Chủ nhật")),
)
MORNING, AFTERNOON = STANDARD_WINDOWS


class DayForm(forms.Form):
    """A day that differs from its weekday, and why."""

    ngay = DayField(label=gettext_lazy("Ngày"))
    loai = forms.ChoiceField(
        label=gettext_lazy("Là ngày"), choices=CalendarDayKind.choices, widget=forms.RadioSelect
    )
    ten = forms.CharField(
        label=gettext_lazy("Tên gọi"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: Quốc khánh; nghỉ bão số 3; làm bù ngày 02/01."),
    )
    can_cu = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=200,
        help_text=gettext_lazy("Số, ngày của thông báo hoặc công điện."),
    )


class ConfirmForm(forms.Form):
    """The days of a year to keep; what is unticked is withdrawn."""

    giu = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, days: Sequence[CalendarDay], **options: Any) -> None:  # noqa: ANN401
        """Know the days there are."""
        super().__init__(*args, **options)
        self._ids = {str(row.pk) for row in days}
        keep = self.fields["giu"]
        if isinstance(keep, forms.MultipleChoiceField):
            keep.choices = [(one, one) for one in self._ids]

    def rejected(self) -> list[int]:
        """Return the ids of the days that were left unticked."""
        return [int(one) for one in self._ids - set(self.cleaned_data["giu"])]


class HoursForm(forms.Form):
    """One morning and one afternoon for the weekdays chosen."""

    thu = forms.MultipleChoiceField(
        label=gettext_lazy("Các ngày mở cửa"),
        choices=WEEKDAYS,
        initial=["0", "1", "2", "3", "4"],
        widget=forms.CheckboxSelectMultiple,
    )
    sang_tu = forms.TimeField(label=gettext_lazy("Sáng, từ"), initial=MORNING.opens)
    sang_den = forms.TimeField(label=gettext_lazy("đến"), initial=MORNING.closes)
    chieu_tu = forms.TimeField(
        label=gettext_lazy("Chiều, từ"), initial=AFTERNOON.opens, required=False
    )
    chieu_den = forms.TimeField(label=gettext_lazy("đến"), initial=AFTERNOON.closes, required=False)
    thu_bay_sang = forms.BooleanField(label=gettext_lazy("Mở thêm sáng thứ Bảy"), required=False)
    tu_ngay = DayField(label=gettext_lazy("Áp dụng từ ngày"))

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        """Understand the ways people write the time of day."""
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, forms.TimeField):
                field.input_formats = ["%H:%M", "%Hh%M", "%Hg%M", "%H giờ %M", "%H"]
                field.widget = forms.TimeInput(
                    attrs={"placeholder": _("giờ:phút"), "maxlength": "10"}, format="%H:%M"
                )

    def clean(self) -> dict[str, Any]:
        """Hold every window to its order, and the afternoon after the morning."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        if bool(given["chieu_tu"]) != bool(given["chieu_den"]):
            sentence = _("Ghi cả giờ mở và giờ đóng buổi chiều, hoặc để trống cả hai.")
            self.add_error("chieu_den", sentence)
            return given
        marks = [given[name] for name in ("sang_tu", "sang_den", "chieu_tu", "chieu_den")]
        told = [mark for mark in marks if mark]
        if any(earlier >= later for earlier, later in pairwise(told)):
            self.add_error("sang_tu", _("Các giờ phải nối tiếp nhau từ sáng đến chiều."))
        return given

    def week(self) -> dict[int, list[Window]]:
        """Return the windows of each weekday that opens."""
        given = self.cleaned_data
        morning = Window(given["sang_tu"], given["sang_den"])
        windows = [morning]
        if given["chieu_tu"]:
            windows.append(Window(given["chieu_tu"], given["chieu_den"]))
        week = {int(weekday): list(windows) for weekday in given["thu"]}
        if given["thu_bay_sang"]:
            week[5] = [morning]
        return week
