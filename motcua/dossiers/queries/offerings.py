"""Which offerings dossiers rest on."""

from django.db.models import Exists, OuterRef

from motcua.base import clock
from motcua.catalog.models import OfferingAct
from motcua.dossiers.models import Dossier


def offerings_in_use(act: OfferingAct) -> list[tuple[int, int]]:
    """The (procedure, agency) of a bulk act that have a dossier opened since the act's first day."""
    same = act.offerings.filter(procedure=OuterRef("procedure"), agency=OuterRef("agency"))
    opened = Dossier.objects.filter(Exists(same), opened_at__gte=clock.at(act.from_on, 0))
    return list(opened.order_by().values_list("procedure_id", "agency_id").distinct())
