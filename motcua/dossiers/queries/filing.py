"""How a dossier was filed, in words: copies, on whose authority, together with whom."""

from collections.abc import Iterable

from motcua.dossiers.models import AuthorityKind, CoApplicant, Dossier, Filing


def copies_of(dossier_ids: Iterable[int]) -> dict[int, int]:
    """Return in how many copies dossiers were filed, where it was more than one."""
    rows = Filing.objects.filter(dossier__in=list(dossier_ids), copies__gt=1)
    return dict(rows.values_list("dossier_id", "copies"))


def authority_of(dossier: Dossier) -> str:
    """Say by which paper the dossier was filed for its owner; empty when the owner filed."""
    row = Filing.objects.filter(dossier=dossier).exclude(authority="").first()
    if row is None:
        return ""
    parts = [str(AuthorityKind(row.authority).label)]
    if row.authority_number:
        parts.append(f"số {row.authority_number}")
    if row.authority_on:
        parts.append(f"ngày {row.authority_on:%d/%m/%Y}")
    said = " ".join(parts)
    return f"{said}, {row.authority_by}" if row.authority_by else said


def together_with(dossier: Dossier) -> str:
    """Name who applies together with the owner, each with the number of his paper."""
    rows = CoApplicant.objects.filter(dossier=dossier).order_by("order")
    return "; ".join(
        f"{row.name}, số giấy tờ {row.identity_value}" if row.identity_value else row.name
        for row in rows
    )
