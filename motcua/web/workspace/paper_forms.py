"""Forms about a dossier's papers: which were handed in, and how."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.base import clock
from motcua.catalog.models import Case
from motcua.dossiers.actions import PaperIn
from motcua.dossiers.models import Dossier, DossierPaper
from motcua.rules.codes import PaperForm
from motcua.web.shared import labels
from motcua.web.workspace.moments import MomentField


class DossierForm(forms.Form):
    """A form about one dossier; subclasses fill their choices from it."""

    #: Whether the act may be dated back to when it happened on paper.
    dated = False

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Keep the dossier, then let the form prepare its fields."""
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        self.today = clock.today()
        self.prepare()
        if self.dated:
            self.fields["happened_at"] = MomentField()

    def happened_at(self, now: datetime) -> datetime:
        """Return the legal moment of the act: as written, else now."""
        written: datetime | None = self.cleaned_data.get("happened_at")
        return written or now

    def prepare(self) -> None:
        """Fill choices and first values; most forms need none."""


class PapersForm(DossierForm):
    """What the filer brought, one paper per line."""

    dated = True

    papers = forms.CharField(
        label=_("Giấy tờ nhận thêm"),
        help_text=_("Mỗi dòng một giấy tờ."),
        widget=forms.Textarea,
        max_length=4000,
        required=False,
    )
    form = forms.ChoiceField(
        label=_("Hình thức"),
        choices=[(form.value, labels.PAPER_FORM[form]) for form in PaperForm],
        initial=PaperForm.COPY.value,
        required=False,
    )

    @property
    def papers_in(self) -> tuple[PaperIn, ...]:
        """Return the papers in their order."""
        form = PaperForm(self.cleaned_data["form"] or PaperForm.COPY)
        rows = (line.strip() for line in self.cleaned_data["papers"].splitlines())
        originals = int(form is PaperForm.ORIGINAL)
        return tuple(
            PaperIn(name=row[:1000], form=form, originals=originals, copies=1 - originals)
            for row in rows
            if row
        )


class AcceptForm(DossierForm):
    """How each paper of the case was handed in; one field per paper of the procedure."""

    dated = True

    def prepare(self) -> None:
        """Ask for each paper of the case that is not on the list yet."""
        held: set[int | None] = set(
            DossierPaper.objects.filter(dossier=self.dossier, removed_seq=None).values_list(
                "case_paper_id", flat=True
            )
        )
        add_paper_fields(self, self.dossier.case, held=held)

    @property
    def papers_in(self) -> tuple[PaperIn, ...]:
        """Return the papers handed in now."""
        return papers_of(self, self.dossier.case)


def case_name(case: Case) -> str:
    """Name a case with its procedure."""
    return f"{case.version.name} – {case.name}"


def add_paper_fields(form: forms.Form, case: Case, *, held: AbstractSet[int | None]) -> None:
    """Add one choice per paper of ``case``: how it was handed in, or not."""
    for paper in case.papers.all():
        if paper.pk in held:
            continue
        usual = PaperForm.ORIGINAL if paper.originals else PaperForm.COPY
        form.fields[f"paper_{paper.pk}"] = forms.ChoiceField(
            label=paper.name,
            choices=[*[(f.value, labels.PAPER_FORM[f]) for f in PaperForm], ("", _("Chưa nộp"))],
            initial=usual.value if paper.required else "",
            required=False,
            help_text=paper.note,
        )


def papers_of(form: forms.Form, case: Case) -> tuple[PaperIn, ...]:
    """Return the papers that were handed in, as many as the procedure asks for."""
    return tuple(
        PaperIn(
            name=paper.name,
            form=PaperForm(given),
            case_paper_id=paper.pk,
            originals=paper.originals if given == PaperForm.ORIGINAL else 0,
            copies=max(paper.copies, 1) if given != PaperForm.ORIGINAL else paper.copies,
        )
        for paper in case.papers.all()
        if (given := form.cleaned_data.get(f"paper_{paper.pk}", ""))
    )
