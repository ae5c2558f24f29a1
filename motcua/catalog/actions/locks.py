"""Whoever changes procedures locks them before the first write, so that no two wait for each other.

Every write to the catalogue takes the token of its room until the transaction ends (``base.revisions``).
A lock asked for after that could be held by somebody who waits for the token. None of these locks
holds up a reception: a new dossier refers to procedures, it does not change them.
"""

from django.db import connection

from motcua.catalog.models import Procedure

#: One import at a time: the number is the product's own among PostgreSQL's advisory locks.
_IMPORT = 7_310_631


def one_import() -> None:
    """Wait for an import under way to end, and let no other begin. Inside a transaction only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT])


def procedure(procedure_id: int) -> Procedure:
    """Lock a procedure and return it as it is now. Inside a transaction only."""
    return Procedure.objects.select_for_update(no_key=True).get(pk=procedure_id)


def every_procedure() -> None:
    """Lock all of them, in their order, as an import does before it writes. Inside a transaction only."""
    rows = Procedure.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.values_list("pk"))
