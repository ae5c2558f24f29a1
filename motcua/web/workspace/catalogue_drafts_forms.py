"""The forms of a draft: its facts, a case with channels, fees and papers, its results and bases."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from motcua.catalog.models import (
    UNITS_WITHOUT_AMOUNT,
    Fee,
    FeeKind,
    Field,
    Prescriber,
    ProcedureVersion,
)
from motcua.rules.codes import Channel, ServiceLevel, Tier, TimeUnit
from motcua.web.shared import labels
from motcua.web.workspace.admin_acts import DayField

#: The tier of a version is the one nearest to the people.
NEAREST = (Tier.COMMUNE, Tier.DISTRICT, Tier.PROVINCE, Tier.MINISTRY, Tier.OTHER)
CURRENCIES = [("VND", _lazy("đồng")), ("USD", "USD"), ("EUR", "EUR"), ("", _lazy("ghi bằng lời"))]
#: Digits in one run or grouped by threes with dots; decimals, at most two, after a comma.
_AMOUNT = re.compile(r"(\d{1,12}|\d{1,3}(\.\d{3}){1,3})(,\d{1,2})?")
_LONG = forms.Textarea(attrs={"rows": 5})


class AmountField(forms.CharField):
    """An amount as Vietnamese writes it: 8.000 is eight thousand, 12,5 is twelve and a half."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": "20"})

    def clean(self, value: str) -> Any:  # noqa: ANN401 - Django lets a field's value be anything
        """Return the amount, or None when nothing was written."""
        told = super().clean(value).replace(" ", "")
        if not told:
            return None
        if not _AMOUNT.fullmatch(told):
            raise forms.ValidationError(_("Ghi số tiền dạng 8.000 hoặc 12,5."))
        return Decimal(told.replace(".", "").replace(",", "."))


def tiers() -> list[tuple[str, str]]:
    """The tiers to choose from."""
    return [(tier.value, labels.of(tier)) for tier in NEAREST[::-1]]


def fields() -> list[tuple[str, str]]:
    """The fields to choose from, by name."""
    rows = sorted(Field.objects.all(), key=lambda row: row.name_key)
    return [(str(row.pk), row.name) for row in rows]


class NewForm(forms.Form):
    """A procedure of the province's own."""

    ma = forms.RegexField(
        r"^[0-9A-Za-z][0-9A-Za-z.\-]*$",
        label=_lazy("Mã thủ tục"),
        max_length=40,
        help_text=_lazy("Mã được cấp trên Cơ sở dữ liệu quốc gia, ví dụ 1.000894."),
        error_messages={"invalid": _lazy("Mã chỉ gồm chữ, số, dấu chấm và gạch nối.")},
    )
    ten = forms.CharField(label=_lazy("Tên thủ tục"), max_length=500)
    linh_vuc = forms.ChoiceField(label=_lazy("Lĩnh vực"), choices=fields)
    cap = forms.ChoiceField(label=_lazy("Cấp thực hiện"), choices=tiers)


class FactsForm(forms.Form):
    """What the version says of itself."""

    name = forms.CharField(label=_lazy("Tên thủ tục"), max_length=2000)
    keywords = forms.CharField(
        label=_lazy("Từ người dân hay dùng"),
        max_length=500,
        required=False,
        help_text=_lazy("Để tìm thấy thủ tục bằng lời nói hằng ngày, cách nhau bằng dấu phẩy."),
    )
    field = forms.ChoiceField(label=_lazy("Lĩnh vực"), choices=fields)
    levels = forms.MultipleChoiceField(
        label=_lazy("Cấp thực hiện"), choices=tiers, widget=forms.CheckboxSelectMultiple
    )
    service_level = forms.ChoiceField(
        label=_lazy("Mức độ dịch vụ công trực tuyến"),
        choices=[(one.value, labels.of(one)) for one in ServiceLevel],
    )
    prescribed_by = forms.ChoiceField(
        label=_lazy("Thủ tục do ai quy định"), choices=Prescriber.choices, required=False
    )
    prescriber = forms.CharField(label=_lazy("Cơ quan ban hành"), max_length=200, required=False)
    audience = forms.CharField(label=_lazy("Đối tượng thực hiện"), max_length=1000, required=False)
    plain_summary = forms.CharField(
        label=_lazy("Nói ngắn gọn"),
        widget=_LONG,
        required=False,
        help_text=_lazy("Hai, ba câu dễ hiểu cho người dân đọc trước."),
    )
    steps = forms.CharField(
        label=_lazy("Trình tự thực hiện"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        help_text=_lazy("Mỗi dòng là một bước."),
    )
    conditions = forms.CharField(label=_lazy("Yêu cầu, điều kiện"), widget=_LONG, required=False)
    agency_text = forms.CharField(
        label=_lazy("Cơ quan giải quyết"), max_length=3000, required=False
    )
    reception_address = forms.CharField(
        label=_lazy("Nơi tiếp nhận hồ sơ"), widget=_LONG, required=False
    )
    result_validity = forms.CharField(
        label=_lazy("Thời hạn hiệu lực của kết quả"), max_length=300, required=False
    )
    restarts_after_supplement = forms.BooleanField(
        label=_lazy("Tính lại thời hạn từ đầu sau khi bổ sung hồ sơ"), required=False
    )
    no_appointment = forms.BooleanField(
        label=_lazy("Trả kết quả ngay, không lập giấy hẹn"), required=False
    )

    @classmethod
    def shown(cls, version: ProcedureVersion) -> dict[str, Any]:
        """What the form says at first."""
        told = {name: getattr(version, name) for name in cls.base_fields if name != "field"}
        return told | {"field": version.field_id, "levels": version.levels or [version.level]}

    @property
    def facts(self) -> dict[str, Any]:
        """The columns to write."""
        told = dict(self.cleaned_data)
        told["field_id"] = int(told.pop("field"))
        told["level"] = next(tier.value for tier in NEAREST if tier.value in told["levels"])
        return told


class CaseForm(forms.Form):
    """A case's own facts."""

    name = forms.CharField(label=_lazy("Tên trường hợp"), max_length=2000)
    note = forms.CharField(label=_lazy("Ghi chú"), required=False, max_length=2000)


class ChannelForm(forms.Form):
    """One way to file: whether it is open, and its time limit."""

    terse = True
    channel = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Channel], widget=forms.HiddenInput
    )
    open = forms.BooleanField(label=_lazy("Nhận hồ sơ theo cách này"), required=False)
    limit_amount = forms.IntegerField(
        label=_lazy("Thời hạn"), min_value=1, max_value=9999, required=False
    )
    limit_unit = forms.ChoiceField(
        label=_lazy("Tính theo"),
        choices=[
            ("", _lazy("chưa có thời hạn")),
            *((one.value, labels.of(one)) for one in TimeUnit),
        ],
        required=False,
    )
    limit_note = forms.CharField(label=_lazy("Ghi chú"), required=False, max_length=2000)
    restarts_after_supplement = forms.BooleanField(
        label=_lazy("Tính lại thời hạn từ đầu sau khi bổ sung"), required=False
    )
    fees_known = forms.BooleanField(
        label=_lazy("Đã rõ phí, lệ phí (không ghi dòng nào là không thu)"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """An amount belongs to a unit that counts."""
        given: dict[str, Any] = super().clean() or {}
        counts = given.get("limit_unit", "") not in UNITS_WITHOUT_AMOUNT
        if counts and not given.get("limit_amount"):
            self.add_error("limit_amount", _("Ghi số lượng của thời hạn."))
        if not counts and given.get("limit_amount"):
            self.add_error("limit_unit", _("Chọn đơn vị tính của thời hạn."))
        return given


class FeeForm(forms.Form):
    """One amount; through one channel or every one."""

    terse = True
    channel = forms.ChoiceField(
        label=_lazy("Cách nộp"),
        choices=[("", _lazy("Mọi cách nộp")), *((one.value, labels.of(one)) for one in Channel)],
        required=False,
    )
    kind = forms.ChoiceField(label=_lazy("Loại"), choices=FeeKind.choices)
    amount = AmountField(label=_lazy("Số tiền"), required=False)
    currency = forms.ChoiceField(
        label=_lazy("Tiền tệ"), choices=CURRENCIES, initial="VND", required=False
    )
    note = forms.CharField(label=_lazy("Ghi chú"), required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        """A fee has an amount in a currency, or words."""
        given: dict[str, Any] = super().clean() or {}
        amount, note = given.get("amount"), given.get("note", "")
        if not amount and not note:
            return given
        if given.get("currency") and amount is None:
            self.add_error("amount", _("Ghi số tiền, hoặc chọn “ghi bằng lời”."))
        if not given.get("currency") and (amount or not note):
            self.add_error("note", _("Ghi mức thu bằng lời và để trống số tiền."))
        if given.get("currency") == "VND" and amount is not None and amount % 1:
            self.add_error("amount", _("Số tiền bằng đồng là số nguyên."))
        return given

    @property
    def fee(self) -> Fee | None:
        """The row to write; None when the line was left empty."""
        given = self.cleaned_data
        amount: Decimal | None = given.get("amount")
        if not amount and not given.get("note"):
            return None
        dong = given["currency"] == "VND"
        return Fee(
            kind=given["kind"],
            amount_dong=int(amount) if dong and amount is not None else None,
            foreign_amount=amount if given["currency"] and not dong else None,
            currency=given["currency"],
            note=given["note"],
        )


class PaperForm(forms.Form):
    """One paper of the dossier."""

    terse = True
    name = forms.CharField(
        label=_lazy("Tên giấy tờ"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    originals = forms.IntegerField(
        label=_lazy("Bản chính"), min_value=0, max_value=99, required=False
    )
    copies = forms.IntegerField(label=_lazy("Bản sao"), min_value=0, max_value=99, required=False)
    required = forms.BooleanField(label=_lazy("Bắt buộc"), required=False)
    code = forms.CharField(label=_lazy("Mã giấy tờ"), max_length=60, required=False)
    form_code = forms.CharField(label=_lazy("Mẫu đơn, tờ khai"), max_length=500, required=False)
    replaceable_by = forms.CharField(
        label=_lazy("Thay được bằng kết quả có mã"), max_length=60, required=False
    )
    group = forms.CharField(label=_lazy("Nhóm giấy tờ"), max_length=2000, required=False)
    note = forms.CharField(label=_lazy("Ghi chú"), max_length=1000, required=False)


class ResultForm(forms.Form):
    """One result."""

    terse = True
    code = forms.CharField(label=_lazy("Mã kết quả"), max_length=60, required=False)
    name = forms.CharField(label=_lazy("Tên kết quả"), max_length=2000, required=False)


class BasisForm(forms.Form):
    """One legal basis."""

    terse = True
    number = forms.CharField(label=_lazy("Số, ký hiệu"), max_length=80, required=False)
    title = forms.CharField(label=_lazy("Tên văn bản"), max_length=2000, required=False)
    issuer = forms.CharField(label=_lazy("Cơ quan ban hành"), max_length=200, required=False)
    issued_on = DayField(label=_lazy("Ngày ban hành"), required=False)
