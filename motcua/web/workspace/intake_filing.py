"""What the clerk types of a filing beyond its people: copies, by which authority, together with whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.actions.filing import Authority, Together
from motcua.dossiers.models import AuthorityKind
from motcua.rules import identities
from motcua.rules.codes import IdentityKind
from motcua.web.workspace.moments import DayField

_MOST_COPIES = 99
_MOST_TOGETHER = 50
_WRITTEN = frozenset({AuthorityKind.AUTHORISATION, AuthorityKind.CONTRACT})


class FilingForm(forms.Form):
    """One copy, filed by the owner alone, unless something is written here."""

    terse = True

    authority = forms.ChoiceField(
        label=_("Nộp thay theo"),
        choices=[("", _("Không ghi")), *AuthorityKind.choices],
        required=False,
    )
    number = forms.CharField(label=_("Số văn bản"), max_length=80, required=False)
    made_on = DayField(label=_("Ngày lập"), required=False)
    made_by = forms.CharField(label=_("Nơi công chứng, chứng thực"), max_length=200, required=False)
    copies = forms.IntegerField(
        label=_("Số bộ hồ sơ"),
        min_value=1,
        max_value=_MOST_COPIES,
        initial=1,
        required=False,
        error_messages={
            "min_value": _("Số bộ hồ sơ từ 1 đến 99."),
            "max_value": _("Số bộ hồ sơ từ 1 đến 99."),
        },
    )
    together = forms.CharField(
        label=_("Người cùng đề nghị"),
        help_text=_("Mỗi dòng một người: họ tên; số định danh cá nhân (nếu có)."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=8000,
    )

    def clean_together(self) -> tuple[Together, ...]:
        """Read one person per line; a number that cannot be one is named with its line."""
        lines = [line.strip() for line in self.cleaned_data["together"].splitlines()]
        rows = [line for line in lines if line]
        if len(rows) > _MOST_TOGETHER:
            raise forms.ValidationError(
                _now("Ghi nhiều nhất %(most)d người.") % {"most": _MOST_TOGETHER}
            )
        return tuple(self._one(order, row) for order, row in enumerate(rows, start=1))

    def clean(self) -> dict[str, Any]:
        """A written authority has its day."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("authority") in _WRITTEN and not said.get("made_on"):
            self.add_error("made_on", _now("Ghi ngày lập văn bản ủy quyền."))
        return said

    @property
    def given(self) -> Authority | None:
        """Return the authority that was written down."""
        said = self.cleaned_data
        if not said["authority"]:
            return None
        return Authority(
            kind=AuthorityKind(said["authority"]),
            number=said["number"].strip(),
            made_on=said["made_on"],
            made_by=said["made_by"].strip(),
        )

    def _one(self, order: int, row: str) -> Together:
        name, _semicolon, number = (part.strip() for part in row.partition(";"))
        if not number:
            return Together(name=name)
        value = identities.normalised(IdentityKind.CITIZEN_ID, number)
        for error in identities.check(IdentityKind.CITIZEN_ID, value).errors:
            raise forms.ValidationError(
                _now("Dòng %(order)d: %(error)s") % {"order": order, "error": error}
            )
        return Together(name=name, identity_value=value)
