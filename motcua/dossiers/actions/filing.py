"""What is said of a filing beyond its people: copies, the authority of who files for another, who applies with the owner.

Căn cứ: Bộ luật Dân sự 2015, Điều 134-143, 562 (certainty: high: representation and authorisation); Nghị định
118/2025/NĐ-CP, Điều 14 (certainty: medium: somebody may file for the owner).
"""

from dataclasses import dataclass
from datetime import date

from motcua.base import writing
from motcua.dossiers.models import AuthorityKind, CoApplicant, Dossier, Filing
from motcua.rules.codes import IdentityKind


@dataclass(frozen=True, kw_only=True)
class Authority:
    """By which paper somebody files for the owner: its number, day, and who made or certified it."""

    kind: AuthorityKind
    number: str = ""
    made_on: date | None = None
    made_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Together:
    """Somebody who applies together with the owner."""

    name: str
    identity_kind: IdentityKind = IdentityKind.CITIZEN_ID
    identity_value: str = ""


def write(
    dossier: Dossier, *, copies: int, authority: Authority | None, together: tuple[Together, ...]
) -> None:
    """Write what there is to say; nothing for one copy, filed by the owner alone."""
    if copies > 1 or authority is not None:
        writing.insert(
            Filing(
                dossier_id=dossier.pk,
                copies=copies,
                authority=authority.kind.value if authority else "",
                authority_number=authority.number if authority else "",
                authority_on=authority.made_on if authority else None,
                authority_by=authority.made_by if authority else "",
            )
        )
    writing.insert(
        *(
            CoApplicant(
                dossier_id=dossier.pk,
                order=order,
                name=" ".join(one.name.split()),
                identity_kind=one.identity_kind.value if one.identity_value else "",
                identity_value=one.identity_value,
            )
            for order, one in enumerate(together, start=1)
        )
    )
