"""What a dossier holds: the people in their roles, and the papers as they were handed in.

Căn cứ: Nghị định 118/2025/NĐ-CP sửa đổi bởi 309/2026/NĐ-CP, Điều 14, 17 (certainty: high).
"""

from dataclasses import dataclass
from datetime import date

from motcua.base import writing
from motcua.catalog.models import Case
from motcua.catalog.queries import receiving
from motcua.dossiers.models import Dossier, DossierPaper, Participant, ParticipantRole
from motcua.people.models import Party
from motcua.rules.codes import IdentityKind, PaperForm


class PapersMissing(Exception):
    """A required paper has not been handed in."""

    def __init__(self, names: list[str]) -> None:
        """Keep the names of the missing papers."""
        super().__init__(str(len(names)))
        self.names = names


@dataclass(frozen=True, kw_only=True)
class Someone:
    """A party in a role, as declared: identity value, or the ground why there is none yet."""

    party: Party
    name: str
    identity_kind: IdentityKind
    identity_value: str = ""
    identity_ground: str = ""
    born_on: date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperIn:
    """A paper as handed in; ``case_paper_id`` is None for one beyond the list."""

    name: str
    form: PaperForm
    case_paper_id: int | None = None
    originals: int = 0
    copies: int = 0
    source: str = ""


def add_papers(dossier: Dossier, papers: tuple[PaperIn, ...], *, seq: int) -> None:
    """Add papers to the dossier's list, as of the event ``seq``."""
    after = DossierPaper.objects.filter(dossier=dossier).count()
    write_papers(dossier, papers, seq=seq, after=after)


def write_papers(dossier: Dossier, papers: tuple[PaperIn, ...], *, seq: int, after: int) -> None:
    """Write papers as of the event ``seq``, in their order behind those that stand ``after``."""
    writing.insert(
        *(
            DossierPaper(
                dossier_id=dossier.pk,
                order=after + place,
                case_paper_id=paper.case_paper_id,
                name=paper.name,
                form=paper.form.value,
                originals=paper.originals,
                copies=paper.copies,
                source=paper.source,
                added_seq=seq,
            )
            for place, paper in enumerate(papers, start=1)
        )
    )


def write_people(dossier: Dossier, people: dict[ParticipantRole, Someone | None]) -> None:
    """Write who stands in which role of a dossier just opened."""
    writing.insert(
        *(participant(dossier, role, someone) for role, someone in people.items() if someone)
    )


def participant(dossier: Dossier, role: ParticipantRole, someone: Someone) -> Participant:
    """Build the row of ``someone`` in ``role``; it is not saved."""
    return Participant(
        dossier=dossier,
        role=role,
        party=someone.party,
        name=someone.name,
        identity_kind=someone.identity_kind.value,
        identity_value=someone.identity_value,
        identity_ground=someone.identity_ground,
        born_on=someone.born_on,
        address=someone.address,
        phone=someone.phone,
        email=someone.email,
    )


def check_papers(case: Case, there: set[int | None]) -> None:
    """R-1.4: a dossier is complete when every required paper of its case is there in some form.

    ``there`` holds the ids of the case's papers handed in. Raise PapersMissing.
    """
    known = receiving.case_with_parts(case.pk)
    papers = known.papers.all() if known else ()
    missing = [paper.name for paper in papers if paper.required and paper.pk not in there]
    if missing:
        raise PapersMissing(missing)


def papers_there(dossier: Dossier) -> set[int | None]:
    """The ids of the case's papers on the dossier's list."""
    papers = DossierPaper.objects.filter(dossier=dossier, removed_seq=None)
    return set(papers.values_list("case_paper_id", flat=True))
