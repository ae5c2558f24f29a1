"""Questions about signed papers: of what was filed, waiting for number and seal, behind a QR, and whether still good."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motcua.people.models import Account
from motcua.reporting.models import (
    Duty,
    DutyStep,
    FiledForm,
    FiledNarrative,
    PaperState,
    ReportPaper,
    ReportSigning,
)
from motcua.rules.filing import Deed

#: Nothing came back for it yet.
UNANSWERED = (PaperState.MAKING, PaperState.WAITING)
#: The person's signature is in the file.
SIGNED = (PaperState.SIGNED, PaperState.NUMBERED, PaperState.ISSUED)


def _filed_again(path: str) -> dict[str, OuterRef]:
    same = ("agency", "form", "from_on", "to_on")
    told = {name: OuterRef(f"{path}{name}") for name in same}
    return told | {"number__gt": OuterRef(f"{path}number")}


def _returned(filed: OuterRef) -> Exists:
    """Whether the step a form was filed in was followed by a return: within one duty, one join."""
    return Exists(
        DutyStep.objects.filter(
            deed=Deed.RETURN,
            duty__steps__forms__filed=filed,
            number__gt=F("duty__steps__number"),
        )
    )


def superseded_forms() -> QuerySet[FiledForm]:
    """Forms that were returned by the level above, or filed again since."""
    again = Exists(FiledForm.objects.filter(**_filed_again("")))
    return FiledForm.objects.filter(again | _returned(OuterRef("pk")))


def superseded_narratives() -> QuerySet[FiledNarrative]:
    """Narrative reports that were filed again since."""
    return FiledNarrative.objects.filter(Exists(FiledNarrative.objects.filter(**_filed_again(""))))


def superseded(papers: Collection[ReportPaper]) -> frozenset[int]:
    """Which papers are of something that no longer counts; they stay what they are."""
    rows = ReportPaper.objects.filter(pk__in=[one.pk for one in papers])
    gone = Q(form__in=superseded_forms()) | Q(narrative__in=superseded_narratives())
    return frozenset(rows.filter(gone).values_list("pk", flat=True))


def of_filed(filed: FiledForm | FiledNarrative) -> QuerySet[ReportPaper]:
    """The papers of something filed that are signed or wait for it, the latest first."""
    return _rows().filter(Q(form=filed) if isinstance(filed, FiledForm) else Q(narrative=filed))


def of_duty(duty: Duty) -> QuerySet[ReportPaper]:
    """The papers of everything a unit ever filed in a campaign, the latest first."""
    filed = FiledForm.objects.filter(pk__in=duty.steps.values("forms__filed"))
    return _rows().filter(form__in=filed)


def signable_forms(form_ids: Collection[int]) -> QuerySet[FiledForm]:
    """Those of some filed forms that still count and that nobody signs or has signed."""
    taken = ReportPaper.objects.exclude(state=PaperState.DROPPED).filter(form__in=form_ids)
    found = FiledForm.objects.filter(pk__in=form_ids).order_by("pk")
    gone = superseded_forms().filter(pk__in=form_ids)
    return found.exclude(pk__in=gone.values("pk")).exclude(pk__in=taken.values("form"))


def signable_narratives(narrative_ids: Collection[int]) -> QuerySet[FiledNarrative]:
    """The same of narrative reports."""
    taken = ReportPaper.objects.exclude(state=PaperState.DROPPED)
    taken = taken.filter(narrative__in=narrative_ids)
    found = FiledNarrative.objects.filter(pk__in=narrative_ids).order_by("pk")
    gone = superseded_narratives().filter(pk__in=narrative_ids)
    return found.exclude(pk__in=gone.values("pk")).exclude(pk__in=taken.values("narrative"))


def to_seal(agency_ids: Collection[int]) -> QuerySet[ReportPaper]:
    """What is signed and waits for its number or the seal, the oldest first."""
    waiting = (PaperState.SIGNED, PaperState.NUMBERED)
    return _rows().filter(agency__in=agency_ids, state__in=waiting).order_by("signed_at", "pk")


def issued_by_code(code: str) -> ReportPaper | None:
    """The issued paper a QR names; None for any other code."""
    return _rows().filter(code=code, state=PaperState.ISSUED).first()


def unfinished(account: Account) -> QuerySet[ReportSigning]:
    """What a person began to sign and has not ended, the latest first."""
    rows = ReportSigning.objects.filter(account=account, papers__state__in=UNANSWERED)
    return rows.distinct().order_by("-pk")


def _rows() -> QuerySet[ReportPaper]:
    found = ReportPaper.objects.exclude(state=PaperState.DROPPED).order_by("-pk")
    return found.select_related(
        "agency", "form", "narrative", "signed", "entry", "signing__account", "signing__certificate"
    )
