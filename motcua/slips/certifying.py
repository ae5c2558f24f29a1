"""The copies of a dossier's originals made one after the other, in the background; done again, it goes on."""

from datetime import datetime

from motcua.documents import inspection
from motcua.documents.refusals import Refused
from motcua.dossiers.actions import By, certifying
from motcua.dossiers.queries import certified_copies as queries
from motcua.slips import certified_copy

_UNREADABLE = "Không đọc được bản quét. Hãy quét lại bản chính rồi chứng thực từ tệp mới."


def make_all(*, dossier_id: int, at: datetime) -> int:
    """Make what waits to be made and put each before its signer; return how many. Each is kept at once."""
    number = 0
    for copy in queries.to_make(dossier_id):
        try:
            made = certified_copy.make(copy, at=at)
        except (inspection.Unfit, Refused) as fault:
            said = str(fault) if isinstance(fault, Refused) else _UNREADABLE
            certifying.fail(copy_id=copy.pk, fault=said)
            continue
        by = By(officer=copy.compared_by, at=at)
        certifying.finish(copy_id=copy.pk, stored=made.stored, places=made.places, by=by)
        number += 1
    return number
