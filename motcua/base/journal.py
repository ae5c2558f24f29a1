"""Who looked at, printed, exported or searched for what; kept apart from the dossier's own history."""

from datetime import datetime

from motcua.base.models import JournalEntry, Verb


def write(
    *,
    account_id: int,
    verb: Verb,
    subject_type: str,
    subject_id: int | None,
    at: datetime,
    request_id: str = "",
) -> JournalEntry:
    """Add one line. ``subject_type`` is a model's label such as ``"dossiers.dossier"``."""
    return JournalEntry.objects.create(
        account_id=account_id,
        verb=verb,
        subject_type=subject_type,
        subject_id=subject_id,
        at=at,
        request_id=request_id,
    )
