"""What the clerk types at the counter: the person, the way in and out, the papers."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from motcua.catalog.models import Case, CaseChannel
from motcua.dossiers.actions import Someone
from motcua.dossiers.models import NumberBlock
from motcua.organizations.models import Agency
from motcua.people import actions as people
from motcua.people import queries
from motcua.people.actions import GivenIdentity
from motcua.people.models import Party, PartyKind, Sex
from motcua.rules import identities
from motcua.rules.codes import Channel, IdentityKind
from motcua.web.shared import labels, wording
from motcua.web.workspace.moments import DayField, MomentField
from motcua.web.workspace.paper_forms import add_paper_fields

ORGANISATIONS = frozenset({IdentityKind.TAX_CODE, IdentityKind.ENTERPRISE_CODE})
RETURN_MODES = (
    ("counter", _("Tại quầy")),
    ("post", _("Qua bưu chính công ích")),
    ("online", _("Bản điện tử")),
)
HERE, THERE = "here", "there"


class PersonForm(forms.Form):
    """One person or organisation; a number scanned or typed fills the rest."""

    #: Every field says enough; which may stay empty is the clerk's daily bread.
    terse = True

    number = forms.CharField(
        label=_("Số giấy tờ"),
        help_text=_("Quét mã QR trên căn cước, hoặc nhập số rồi bấm Enter."),
        max_length=400,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label=_("Loại giấy tờ"),
        choices=[(kind.value, labels.IDENTITY_KIND[kind]) for kind in IdentityKind],
        initial=IdentityKind.CITIZEN_ID.value,
    )
    ground = forms.CharField(
        label=_("Lý do chưa có giấy tờ"),
        help_text=_("Ví dụ: trẻ mới sinh."),
        max_length=200,
        required=False,
    )
    name = forms.CharField(
        label=_("Họ và tên hoặc tên tổ chức"),
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    born_on = DayField(label=_("Ngày sinh"), required=False, example="31/12/1990")
    sex = forms.ChoiceField(label=_("Giới tính"), choices=Sex.choices, required=False)
    address = forms.CharField(
        label=_("Nơi cư trú, địa chỉ"),
        max_length=500,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Have the number look the person up."""
        super().__init__(*args, **kwargs)
        self.fields["number"].widget.attrs |= {
            "data-look": "",
            "hx-post": reverse("workspace:intake_person", args=[self.prefix]),
            "hx-trigger": "look",
            "hx-target": f"#nguoi-{self.prefix}",
            "hx-swap": "outerHTML",
        }

    def clean(self) -> dict[str, Any]:
        """Check the number against its kind, the birth date and the sex."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        kind = IdentityKind(said.get("kind") or IdentityKind.CITIZEN_ID)
        if kind is IdentityKind.NONE_YET:
            if not said.get("ground", "").strip():
                self.add_error("ground", _("Ghi lý do chưa có giấy tờ, ví dụ: trẻ mới sinh."))
            return said
        number = identities.normalised(kind, said.get("number", ""))
        if not number:
            self.add_error(
                "number", _("Ghi số giấy tờ, hoặc chọn “Chưa có giấy tờ định danh” và nêu lý do.")
            )
            return said
        for error in identities.check(kind, number).errors:
            self.add_error("number", error)
        said["number"] = number
        return said

    def warnings(self) -> tuple[str, ...]:
        """Say what is odd about the number without stopping anybody."""
        said = self.cleaned_data
        kind = IdentityKind(said.get("kind") or IdentityKind.CITIZEN_ID)
        if kind is not IdentityKind.CITIZEN_ID or self.errors:
            return ()
        sex = said.get("sex")
        female = None if not sex else sex == Sex.FEMALE
        found = identities.check(kind, said["number"], born_on=said.get("born_on"), female=female)
        return found.warnings

    def someone(self, at: datetime) -> Someone:
        """Register the party, or find it, and return it as declared now.

        Raise ``IdentityRefused``, ``NameDiffers``, ``SeveralParties``.
        """
        said = self.cleaned_data
        kind = IdentityKind(said["kind"])
        none_yet = kind is IdentityKind.NONE_YET
        value, ground = ("", said["ground"]) if none_yet else (said["number"], "")
        party = people.register_party(
            kind=PartyKind.ORGANISATION if kind in ORGANISATIONS else PartyKind.PERSON,
            name=said["name"],
            identities=[GivenIdentity(kind=kind, value=value, ground=ground)],
            born_on=said["born_on"],
            sex=Sex(said["sex"]),
            address=said["address"],
            phone=said["phone"],
            at=at,
        )
        return Someone(
            party=party,
            name=" ".join(said["name"].split()),
            identity_kind=kind,
            identity_value=value,
            identity_ground=ground,
            born_on=said["born_on"],
            address=said["address"],
            phone=said["phone"],
        )


def filled(typed: str, *, prefix: str, kind: str) -> PersonForm:
    """Return the form of a person with what the scan, or our own records, know of the number.

    Whose records were looked into stands in its ``initial`` as ``party_id``.
    """
    return PersonForm(initial=_known(typed.strip(), kind), prefix=prefix)


def _known(typed: str, kind: str) -> dict[str, Any]:
    if "|" in typed:
        try:
            card = identities.parse_card(typed)
        except identities.NotACard:
            return {"number": typed[:40], "kind": kind}
        sex = {True: Sex.FEMALE, False: Sex.MALE}.get(bool(card.female), Sex.UNKNOWN)
        scanned = {
            "number": card.citizen_id,
            "kind": IdentityKind.CITIZEN_ID.value,
            "name": card.full_name,
            "born_on": card.born_on and wording.day(card.born_on),
            "sex": Sex.UNKNOWN if card.female is None else sex,
            "address": card.residence,
        }
        party = queries.find_by_identity(card.citizen_id)
        return scanned | ({"phone": party.phone, "party_id": party.pk} if party else {})
    party = queries.find_by_identity(typed) if typed else None
    return {"number": typed, "kind": kind} | (_of(party) if party else {})


def _of(party: Party) -> dict[str, Any]:
    identity = queries.main_identity(party)
    return {
        "party_id": party.pk,
        "name": party.name,
        "born_on": party.born_on and wording.day(party.born_on),
        "sex": party.sex,
        "address": party.address,
        "phone": party.phone,
    } | ({"kind": identity.kind} if identity else {})


class WayForm(forms.Form):
    """The way in, the competent agency, the way out, and how each paper was handed in."""

    terse = True

    channel = forms.ChoiceField(label=_("Cách nộp"))
    agency = forms.TypedChoiceField(label=_("Cơ quan giải quyết"))
    subject = forms.CharField(
        label=_("Nội dung đề nghị"),
        help_text=_("Ví dụ: tên con được khai sinh, số thửa đất."),
        max_length=300,
        required=False,
    )
    return_mode = forms.ChoiceField(
        label=_("Nhận kết quả"), choices=RETURN_MODES, initial="counter"
    )
    return_here = forms.ChoiceField(
        label=_("Nơi nhận kết quả"),
        choices=((HERE, _("Tại nơi tiếp nhận này")), (THERE, _("Tại cơ quan giải quyết"))),
        initial=HERE,
    )
    happened_at = MomentField(label=_("Thời điểm tiếp nhận thực tế"))
    block = forms.ModelChoiceField(
        label=_("Dải số đã ghi tay"),
        help_text=_("Hồ sơ lấy số tiếp theo của dải."),
        queryset=NumberBlock.objects.none(),
        required=False,
        empty_label="–",
    )
    text = forms.CharField(
        label=_("Nội dung cần bổ sung, hoặc lý do từ chối"),
        widget=forms.Textarea,
        required=False,
        max_length=4000,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own arguments
        case: Case,
        agencies: list[Agency],
        here_id: int,
        **kwargs: Any,  # noqa: ANN401 - Django's own arguments
    ) -> None:
        """Offer the channels of the case and the agencies competent for it, the first one chosen."""
        super().__init__(*args, **kwargs)
        self.case = case
        blocks = NumberBlock.objects.filter(agency_id=here_id, used_through__lt=F("last"))
        self.fields["block"].queryset = blocks.order_by("-pk")  # type: ignore[attr-defined]
        held = {one.channel for one in case.channels.all()}
        usable = (Channel.COUNTER, Channel.POST)
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (one.value, labels.CHANNEL[one]) for one in usable if one.value in held
        ]
        chosen = self.fields["agency"]
        by_id = {str(one.pk): one for one in agencies}
        chosen.choices = [(pk, one.name) for pk, one in by_id.items()]  # type: ignore[attr-defined]
        chosen.coerce = by_id.__getitem__  # type: ignore[attr-defined]
        chosen.initial = next(iter(by_id), None)
        add_paper_fields(self, case, held=set())

    def papers(self) -> list[forms.BoundField]:
        """Return the fields of the papers, in the order of the procedure."""
        return [self[name] for name in self.fields if name.startswith("paper_")]


def fee_of(channel: CaseChannel) -> int:
    """Return what is due through a channel, in đồng, as far as it is written in đồng."""
    return sum(fee.amount_dong or 0 for fee in channel.fees.all())
