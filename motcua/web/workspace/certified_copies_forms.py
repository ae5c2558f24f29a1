"""Forms about originals brought to be certified: which are right, which are refused and why, who signs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.actions.certifying import MOST_PAGES, Compared
from motcua.dossiers.models import Dossier, Enclosure
from motcua.rules import certification
from motcua.web.workspace.results_forms import SignerField

_MOST_LETTERS = 300


@dataclass(frozen=True)
class Row:
    """One original as the page shows it."""

    enclosure: Enclosure
    chosen: bool
    title: str
    ground: str
    remark: str


class CompareForm(forms.Form):
    """What was found of each original; the rows are named by the papers they stand for."""

    nguoi_ky = SignerField(label=gettext_lazy("Người thực hiện chứng thực"))

    def __init__(self, *args: Any, dossier: Dossier, on: date, rows: Sequence[Enclosure]) -> None:  # noqa: ANN401 - Django's own
        """Offer the leaders of the dossier's agency, and a row for each original."""
        super().__init__(*args)
        self._papers = rows
        field = self.fields["nguoi_ky"]
        assert isinstance(field, SignerField)
        field.required = False
        field.help_text = _("Ký số từng bản sao. Để trống khi mọi bản chính đều bị từ chối.")
        field.offer(dossier, on)

    def rows(self) -> Iterator[Row]:
        """Each original with what was said of it so far."""
        chosen = set(self.data.getlist("chon")) if isinstance(self.data, QueryDict) else set()
        for one in self._papers:
            yield Row(
                enclosure=one,
                chosen=str(one.pk) in chosen,
                title=self._said("ten", one, one.paper.name),
                ground=self._said("can_cu", one, ""),
                remark=self._said("ghi_chu", one, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Each row is certified, refused or left for later; never two of these."""
        said = super().clean() or self.cleaned_data
        told = [row for row in self.rows() if row.chosen or row.ground]
        for row in told:
            self._hold(row)
        if not told:
            self.add_error(
                None, _("Hãy đánh dấu bản chính đã đối chiếu, hoặc chọn căn cứ từ chối.")
            )
        if any(not row.ground for row in told) and not said.get("nguoi_ky"):
            self.add_error("nguoi_ky", _("Hãy chọn người ký."))
        return said | {"compared": [_compared(row) for row in told]}

    def _hold(self, row: Row) -> None:
        name = row.enclosure.paper.name
        if row.chosen and row.ground:
            words = _("“%(name)s” vừa được đánh dấu đúng vừa có căn cứ từ chối. Hãy chỉ chọn một.")
        elif row.chosen and not row.title:
            words = _("Hãy ghi tên bản chính của “%(name)s”.")
        elif row.chosen and (row.enclosure.paper.file.pages or 1) > MOST_PAGES:
            words = _(
                "“%(name)s” có quá 100 trang. Hãy quét thành nhiều tập rồi chứng thực từng tập."
            )
        elif row.ground and row.ground not in {one.code for one in certification.REFUSALS}:
            words = _("Căn cứ từ chối của “%(name)s” không có trong danh mục. Hãy chọn lại.")
        else:
            return
        self.add_error(None, words % {"name": name})

    def _said(self, field: str, one: Enclosure, first: str) -> str:
        if not self.is_bound:
            return first
        return str(self.data.get(f"{field}-{one.pk}", "")).strip()[:_MOST_LETTERS]


class WhyForm(forms.Form):
    """Why a copy is given back, or taken back."""

    ly_do = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Hãy ghi lý do.")},
    )


def _compared(row: Row) -> Compared:
    return Compared(
        enclosure_id=row.enclosure.pk, title=row.title, ground=row.ground, remark=row.remark
    )
