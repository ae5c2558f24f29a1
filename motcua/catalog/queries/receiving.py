"""A case as a desk needs it a hundred times a day: remembered until the catalogue changes."""

from django.db.models import Prefetch

from motcua.base import revisions
from motcua.catalog.models import Case, CasePaper


@revisions.remembered(revisions.CATALOG)
def case_with_parts(case_id: int) -> Case | None:
    """The case with its version, procedure, channels, fees and papers in their order, or None.

    Everybody who asks gets the same rows: they are read, never changed.
    """
    return (
        Case.objects.select_related("version__procedure", "version__field")
        .prefetch_related(
            "channels__fees", Prefetch("papers", CasePaper.objects.order_by("order", "pk"))
        )
        .filter(pk=case_id)
        .first()
    )
