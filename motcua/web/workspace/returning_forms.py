"""What the return of a result asks: who came and by what right, which parcel, what came of a call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.actions.returning import Taker
from motcua.dossiers.models import CallOutcome
from motcua.rules import identities
from motcua.rules.codes import IdentityKind
from motcua.web.shared import labels
from motcua.web.workspace.moments import DayField, MomentField

CARRIER = "Bưu điện Việt Nam (VNPost)"
_PERSONS = (IdentityKind.CITIZEN_ID, IdentityKind.OLD_ID, IdentityKind.PASSPORT)


class TakerForm(forms.Form):
    """Who came: left empty, the owner or the submitter with the receipt."""

    terse = True

    no_receipt = forms.BooleanField(label=_("Không có giấy hẹn"), required=False)
    name = forms.CharField(
        label=_("Họ và tên người nhận thay"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    identity_kind = forms.ChoiceField(
        label=_("Loại giấy tờ"),
        choices=[(kind.value, labels.IDENTITY_KIND[kind]) for kind in _PERSONS],
        initial=IdentityKind.CITIZEN_ID.value,
        required=False,
    )
    identity_value = forms.CharField(
        label=_("Số giấy tờ của người nhận thay"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    ground = forms.CharField(
        label=_("Căn cứ, giấy tờ đã đối chiếu"),
        help_text=_(
            "Ví dụ: giấy ủy quyền ngày 16/11/2026; hoặc đã đối chiếu căn cước của chủ hồ sơ."
        ),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Who comes for another is identified; what is unusual has its ground."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        named = bool(said.get("name", "").strip())
        if named:
            self._check_identity(said)
        if (named or said.get("no_receipt")) and not said.get("ground", "").strip():
            self.add_error(
                "ground",
                _("Ghi căn cứ nhận thay, hoặc giấy tờ đã đối chiếu khi không có giấy hẹn."),
            )
        return said

    def taker(self) -> Taker:
        """Return who came."""
        said = self.cleaned_data
        return Taker(
            name=said["name"],
            identity_kind=IdentityKind(said["identity_kind"] or IdentityKind.CITIZEN_ID),
            identity_value=said["identity_value"],
            ground=said["ground"],
            with_receipt=not said["no_receipt"],
        )

    def _check_identity(self, said: dict[str, Any]) -> None:
        kind = IdentityKind(said.get("identity_kind") or IdentityKind.CITIZEN_ID)
        number = identities.normalised(kind, said.get("identity_value", ""))
        if not number:
            self.add_error("identity_value", _("Ghi số giấy tờ của người nhận thay."))
            return
        for error in identities.check(kind, number).errors:
            self.add_error("identity_value", error)
        said["identity_value"] = number


class ParcelForm(forms.Form):
    """A parcel by its number."""

    terse = True

    carrier = forms.CharField(label=_("Đơn vị bưu chính"), max_length=120, initial=CARRIER)
    waybill = forms.CharField(
        label=_("Số hiệu bưu gửi"),
        help_text=_("Quét mã vạch trên phiếu gửi, hoặc nhập số."),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class ParcelInForm(ParcelForm):
    """Papers that came by post: when they were posted, by the postmark."""

    posted_on = DayField(label=_("Ngày gửi (dấu bưu điện)"))


class ArrivedForm(forms.Form):
    """What became of a parcel, and when."""

    terse = True

    happened_at = MomentField(label=_("Thời điểm phát hoặc chuyển hoàn"))
    note = forms.CharField(
        label=_("Lý do chuyển hoàn"),
        max_length=300,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class CallForm(forms.Form):
    """What came of a call."""

    terse = True

    outcome = forms.ChoiceField(label=_("Kết quả cuộc gọi"), choices=CallOutcome.choices)
    coming_on = DayField(label=_("Ngày hẹn đến"), required=False)

    def clean(self) -> dict[str, Any]:
        """Who will come says when."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("outcome") == CallOutcome.WILL_COME and not said.get("coming_on"):
            self.add_error("coming_on", _("Ghi ngày người nhận hẹn đến."))
        return said
