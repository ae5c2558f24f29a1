"""How an administration page sends one act: a valid form, an unused key, a refusal shown at the form."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.base import clock, once, patience
from motcua.catalog.actions import refused as catalog
from motcua.organizations import actions as organizations
from motcua.organizations import queries
from motcua.organizations.models import Agency
from motcua.people import actions as people
from motcua.web.shared import guard

#: What an act may answer instead of being done; the text of each is for the person.
REFUSALS = (organizations.Refused, people.Refused, catalog.Refused, queries.AgencyUnknown)


#: How a day is written on every page.
WRITTEN = "%d/%m/%Y"
_YEARS = range(1900, 2101)


class DayField(forms.DateField):
    """A day written 17/09/2026: a browser's own picker would show it in the machine's language."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        """Understand every way people write a day here."""
        attrs = {"inputmode": "numeric", "placeholder": _lazy("ngày/tháng/năm"), "maxlength": "10"}
        options.setdefault("widget", forms.DateInput(attrs=attrs, format=WRITTEN))
        options.setdefault("input_formats", [WRITTEN, "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d"])
        options.setdefault(
            "error_messages",
            {"invalid": _lazy("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 17/09/2026.")},
        )
        super().__init__(**options)

    def validate(self, value: date | None) -> None:
        """Refuse a year that can only be a slip of the hand."""
        super().validate(value)
        if value is not None and value.year not in _YEARS:
            raise forms.ValidationError(_("Ngày này quá xa. Hãy xem lại năm."))


def carry_out(
    request: guard.OfficerRequest, form: forms.Form, action: Callable[[], object]
) -> once.Done | None:
    """Do ``action`` once for this sending of the form; its result's text is the reference.

    None when the form is not valid or the act was refused: the form then says why. So it does when
    somebody else writes for long; a form waits some seconds, not until he is through.
    """
    if not form.is_valid():
        return None
    try:
        with patience.told():
            return once.run(
                key=request.POST.get("once", ""),
                account_id=request.user.pk,
                at=clock.now(),
                action=lambda: _soon(action),
            )
    except REFUSALS as refused:
        form.add_error(None, str(refused))
    except once.BadKey:
        form.add_error(None, _("Biểu mẫu đã hết hạn. Hãy kiểm tra lại rồi gửi lần nữa."))
    except patience.Busy:
        form.add_error(
            None,
            _(
                "Một việc khác đang ghi vào danh mục hoặc tổ chức, ví dụ đang nhập danh mục quốc "
                "gia. Chưa ghi gì; hãy đợi một, hai phút rồi gửi lại."
            ),
        )
    return None


def _soon(action: Callable[[], object]) -> str:
    patience.end_soon()
    return str(action())


def day_asked(request: guard.OfficerRequest, name: str = "ngay") -> date:
    """Return the day a page is asked to show things as of; today when none or none such."""
    try:
        asked: date | None = DayField(required=False).clean(request.GET.get(name, ""))
    except forms.ValidationError:
        asked = None
    return asked or clock.today()


def agency_choices(agencies: list[Agency]) -> list[tuple[str, str]]:
    """Return agencies to choose from, by name."""
    return [(str(agency.pk), agency.name) for agency in agencies]
