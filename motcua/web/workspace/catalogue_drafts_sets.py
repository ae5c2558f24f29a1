"""The forms of a case and of a draft's end, read and checked together."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseFormSet

from motcua.catalog.actions.drafts import CaseFacts
from motcua.catalog.models import (
    Case,
    CaseChannel,
    CasePaper,
    Fee,
    LegalBasis,
    ProcedureVersion,
    Result,
)
from motcua.rules.codes import Channel
from motcua.web.shared import wording
from motcua.web.workspace.catalogue_drafts_forms import (
    BasisForm,
    CaseForm,
    ChannelForm,
    FeeForm,
    PaperForm,
    ResultForm,
)

_Channels = forms.formset_factory(ChannelForm, extra=0)
_Fees = forms.formset_factory(FeeForm, extra=2, max_num=200)
_Papers = forms.formset_factory(PaperForm, extra=2, max_num=300)
_Results = forms.formset_factory(ResultForm, extra=2, max_num=100)
_Bases = forms.formset_factory(BasisForm, extra=2, max_num=200)


class CaseForms:
    """The four forms of one case, read and checked together."""

    def __init__(self, data: Any, case: Case) -> None:  # noqa: ANN401 - a form's data, or None
        """Say the case as it stands, or what was sent."""
        self.case = CaseForm(data, initial={"name": case.name, "note": case.note})
        self.channels = _Channels(data, prefix="cach", initial=_channels(case))
        self.fees = _Fees(data, prefix="phi", initial=_fees(case))
        self.papers = _Papers(data, prefix="giay", initial=_papers(case))

    @property
    def all(self) -> list[Any]:
        """The form and the three sets of forms."""
        return [self.case, self.channels, self.fees, self.papers]

    def is_valid(self) -> bool:
        """Check all, so that every mistake is said at once."""
        return False not in [one.is_valid() for one in self.all]

    @property
    def facts(self) -> CaseFacts:
        """The case as rows to write."""
        given = [form.cleaned_data for form in self.channels if form.cleaned_data["open"]]
        channels = [
            CaseChannel(**{name: one[name] for name in one if name != "open"}) for one in given
        ]
        fees: dict[str, list[Fee]] = defaultdict(list)
        for form in self.fees:
            for channel in channels:
                fee = form.fee
                if fee and form.cleaned_data["channel"] in {"", channel.channel}:
                    fees[channel.channel].append(fee)
        papers = [
            CasePaper(**_with_counts(form.cleaned_data))
            for form in self.papers
            if form.cleaned_data.get("name")
        ]
        return CaseFacts(**self.case.cleaned_data, channels=channels, fees=fees, papers=papers)


def problems(asked: Iterable[Any]) -> list[dict[str, str]]:
    """Say what is wrong in all of these forms and sets of forms, each leading to its field."""
    found: list[dict[str, str]] = []
    for form in asked:
        if isinstance(form, BaseFormSet):
            found += [{"target": "", "words": str(words)} for words in form.non_form_errors()]
            found += problems(form.forms)
            continue
        found += [{"target": "", "words": str(words)} for words in form.non_field_errors()]
        for bound in form:
            found += [{"target": bound.auto_id, "words": str(words)} for words in bound.errors]
    return found


class EndingForms:
    """The results and the legal bases of a draft."""

    def __init__(self, data: Any, version: ProcedureVersion) -> None:  # noqa: ANN401 - as above
        """Say what stands, or what was sent."""
        results = version.results.order_by("pk").values("code", "name")
        bases = version.legal_bases.order_by("pk").values("number", "title", "issuer", "issued_on")
        self.results = _Results(data, prefix="kq", initial=list(results))
        self.bases = _Bases(data, prefix="cc", initial=list(bases))

    def is_valid(self) -> bool:
        """Check all, so that every mistake is said at once."""
        return False not in [self.results.is_valid(), self.bases.is_valid()]

    @property
    def all(self) -> list[Any]:
        """The two sets of forms."""
        return [self.results, self.bases]

    @property
    def rows(self) -> tuple[list[Result], list[LegalBasis]]:
        """The rows to write; empty lines are left out."""
        results = [
            Result(**one.cleaned_data) for one in self.results if one.cleaned_data.get("name")
        ]
        bases = [
            LegalBasis(**one.cleaned_data) for one in self.bases if one.cleaned_data.get("number")
        ]
        return results, bases


def _with_counts(given: dict[str, Any]) -> dict[str, Any]:
    return given | {"originals": given["originals"] or 0, "copies": given["copies"] or 0}


def _channels(case: Case) -> list[dict[str, Any]]:
    held = {one.channel: one for one in case.channels.all()}
    return [_channel(one.value, held.get(one.value)) for one in Channel]


def _channel(name: str, held: CaseChannel | None) -> dict[str, Any]:
    if held is None:
        return {"channel": name, "open": False, "fees_known": True}
    told = [one for one in ChannelForm.base_fields if one not in {"channel", "open"}]
    return {"channel": name, "open": True} | {one: getattr(held, one) for one in told}


def _fees(case: Case) -> list[dict[str, Any]]:
    """The fees, each once when every open channel asks for it."""
    through: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    channels = list(case.channels.prefetch_related("fees").order_by("pk"))
    for channel in channels:
        for fee in sorted(channel.fees.all(), key=lambda one: one.pk):
            amount = fee.amount_dong if fee.currency == "VND" else fee.foreign_amount
            told = "" if amount is None else wording.number(amount)
            through[fee.kind, told, fee.currency, fee.note].append(channel.channel)
    names = ("kind", "amount", "currency", "note")
    return [
        dict(zip(names, told, strict=True)) | {"channel": channel}
        for told, found in through.items()
        for channel in ([""] if len(found) == len(channels) else found)
    ]


def _papers(case: Case) -> list[dict[str, Any]]:
    return list(case.papers.order_by("order").values(*PaperForm.base_fields))
