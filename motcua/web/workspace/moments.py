"""The legal moment of an act done on paper before it was entered: asked for, and bounded."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base import clock

_DAY = "%d/%m/%Y"
_DAYS = [_DAY, "%d%m%Y", "%d-%m-%Y", "%Y-%m-%d"]
_MOMENT = "%d/%m/%Y %H:%M"
_MOMENTS = [_MOMENT, "%d/%m/%Y %Hh%M", "%Y-%m-%dT%H:%M"]


class MomentField(forms.DateTimeField):
    """When it really happened; empty means now. Not later than now, nor older than the setting allows."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        """Ask for a day and a time as people write them."""
        options.setdefault("label", gettext_lazy("Thời điểm thực tế"))
        options.setdefault(
            "help_text", gettext_lazy("Ví dụ: 20/11/2026 15:20. Để trống nếu việc diễn ra lúc này.")
        )
        options.setdefault("required", False)
        options.setdefault("input_formats", _MOMENTS)
        options.setdefault("widget", forms.DateTimeInput({"autocomplete": "off"}, format=_MOMENT))
        options.setdefault(
            "error_messages", {"invalid": gettext_lazy("Ghi theo mẫu 20/11/2026 15:20.")}
        )
        super().__init__(**options)

    def clean(self, value: Any) -> datetime | None:  # noqa: ANN401 - Django's own argument
        """Refuse what lies ahead or too far back."""
        moment: datetime | None = super().clean(value)
        if moment is None:
            return None
        now, days = clock.now(), bound()
        if clock.local(moment) > now:
            raise ValidationError(_("Thời điểm thực tế không thể sau hiện tại."))
        if clock.local(moment) < now - timedelta(days=days):
            raise ValidationError(
                _("Chỉ ghi lùi được trong %(days)d ngày. Việc cũ hơn phải có quyết định riêng.")
                % {"days": days}
            )
        return clock.local(moment)


class DayField(forms.DateField):
    """A day as people write it: 31/12/1990, or the eight digits alone."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        """Understand every usual way, show one."""
        options.setdefault("input_formats", _DAYS)
        shown = {
            "placeholder": options.pop("example", "31/12/2026"),
            "autocomplete": "off",
            "inputmode": "numeric",
        }
        options.setdefault("widget", forms.DateInput(shown, format=_DAY))
        options.setdefault(
            "error_messages", {"invalid": gettext_lazy("Ghi ngày theo mẫu 31/12/2026.")}
        )
        super().__init__(**options)


def bound() -> int:
    """Return how many days an act may be dated back."""
    return int(settings.BACKDATING_DAYS)
