"""The form of the narrative report: its head, and one text and one mark for each section people write."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.reporting.narrative.composed import Written
from motcua.reporting.narrative.outline import Section, outline
from motcua.rules import filling
from motcua.web.workspace.admin_acts import DayField

_LONGEST_SECTION, _LONGEST_LINE = 20_000, 500
_MOST_LINES = 30
_MOST_DIGITS = 6


class LinesField(forms.CharField):
    """Lines of text, each tidied; empty ones are left out."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        """Offer several lines."""
        options.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        options.setdefault("max_length", _LONGEST_LINE * _MOST_LINES)
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> str:  # noqa: ANN401 - as Django sends it
        """Make every line printable."""
        told = str(super().clean(value) or "")
        return "\n".join(filter(None, (filling.tidy(line) for line in told.splitlines())))


class LineField(LinesField):
    """One line of text, however it was broken."""

    def clean(self, value: Any) -> str:  # noqa: ANN401 - as Django sends it
        """Join the lines."""
        return " ".join(super().clean(value).splitlines())


class NarrativeForm(forms.Form):
    """Everything people write in a report."""

    terse = True

    number = forms.CharField(
        label=gettext_lazy("Số"),
        required=False,
        max_length=_MOST_DIGITS,
        help_text=gettext_lazy("Để trống khi chưa có số"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    symbol = forms.CharField(
        label=gettext_lazy("Ký hiệu"), max_length=40, help_text=gettext_lazy("Ví dụ BC-UBND")
    )
    issued_on = DayField(label=gettext_lazy("Ngày ban hành"), required=False)
    addressee = LineField(
        label=gettext_lazy("Kính gửi"),
        widget=forms.TextInput,
        help_text=gettext_lazy("Để trống khi gửi nhiều nơi"),
    )
    subject = LineField(
        label=gettext_lazy("Trích yếu"),
        help_text=gettext_lazy("Kỳ báo cáo được ghi tiếp vào cuối trích yếu và cuối lời mở đầu"),
    )
    opening = LineField(label=gettext_lazy("Căn cứ ở lời mở đầu"))
    recipients = LinesField(
        label=gettext_lazy("Nơi nhận"), help_text=gettext_lazy("Mỗi nơi một dòng")
    )
    authority = LinesField(
        label=gettext_lazy("Quyền hạn, chức vụ của người ký"),
        help_text=gettext_lazy("Ví dụ: TM. ỦY BAN NHÂN DÂN, xuống dòng, CHỦ TỊCH"),
    )
    signer = forms.CharField(
        label=gettext_lazy("Họ và tên người ký"), required=False, max_length=100
    )
    padded = forms.BooleanField(
        label=gettext_lazy("Số nhỏ hơn 10 viết thêm chữ số 0 ở trước (07 hồ sơ)"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, written: Written) -> None:
        """Show what was written last."""
        super().__init__(data, initial=_initial(written))
        for section in outline().sections:
            if section.written:
                self.fields[f"muc_{section.key}"] = LinesField(
                    label=_("Nội dung đơn vị viết"), max_length=_LONGEST_SECTION
                )
                self.fields[f"khong_{section.key}"] = forms.BooleanField(
                    label=_("Trong kỳ không phát sinh"), required=False
                )
                for name in (f"muc_{section.key}", f"khong_{section.key}"):
                    # Many sections have the same two controls: read aloud, each names its own.
                    spoken = f"{self.fields[name].label}: {section.heading}"
                    self.fields[name].widget.attrs["aria-label"] = spoken

    def clean_number(self) -> str:
        """Write a number with a zero below ten, as a document's number is."""
        number = str(self.cleaned_data["number"]).strip()
        if number and not (number.isascii() and number.isdigit()):
            raise forms.ValidationError(_("Số văn bản ghi bằng chữ số, ví dụ 05 hoặc 802."))
        return f"{int(number):02d}" if number else ""

    def clean_symbol(self) -> str:
        """One word in capitals."""
        return "".join(filling.tidy(str(self.cleaned_data["symbol"])).split()).upper()

    def clean_signer(self) -> str:
        """A name that can be printed."""
        return filling.tidy(str(self.cleaned_data["signer"]))

    def of(self, section: Section) -> tuple[BoundField, BoundField]:
        """The text and the mark of a section."""
        return self[f"muc_{section.key}"], self[f"khong_{section.key}"]

    def written(self) -> Written:
        """What was written, as far as it could be read."""
        said = getattr(self, "cleaned_data", {})
        day = said.get("issued_on")
        keys = [section.key for section in outline().sections if section.written]
        return Written(
            number=said.get("number", ""),
            symbol=said.get("symbol", ""),
            issued_on=day.isoformat() if day else "",
            subject=said.get("subject", ""),
            addressee=said.get("addressee", "").rstrip(" .;,"),
            opening=said.get("opening", ""),
            recipients=tuple(_ended(said.get("recipients", "").splitlines())),
            authority=tuple(said.get("authority", "").splitlines()),
            signer=said.get("signer", ""),
            padded=bool(said.get("padded")),
            texts={key: said[f"muc_{key}"] for key in keys if said.get(f"muc_{key}")},
            nothing=tuple(key for key in keys if said.get(f"khong_{key}")),
        )


def _ended(lines: list[str]) -> Iterator[str]:
    """End every place with a semicolon and the last with a full stop, without the mark before it."""
    bare = [line.lstrip("-+ ").rstrip(" ;.") for line in lines]
    told = [line for line in bare if line]
    for place, line in enumerate(told, start=1):
        yield f"{line}{'.' if place == len(told) else ';'}"


def _initial(written: Written) -> dict[str, Any]:
    day = written.issued_on
    return {
        "number": written.number,
        "symbol": written.symbol,
        "issued_on": f"{day[8:10]}/{day[5:7]}/{day[:4]}" if day else "",
        "subject": written.subject,
        "addressee": written.addressee,
        "opening": written.opening,
        "recipients": "\n".join(written.recipients),
        "authority": "\n".join(written.authority),
        "signer": written.signer,
        "padded": written.padded,
        **{f"muc_{key}": text for key, text in written.texts.items()},
        **{f"khong_{key}": True for key in written.nothing},
    }
