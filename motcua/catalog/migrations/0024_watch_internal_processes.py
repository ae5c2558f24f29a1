"""Which internal process holds is asked with every reception, and remembered until one is approved."""

from typing import ClassVar

from django.db import migrations

from motcua.base import revisions


class Migration(migrations.Migration):
    """Watch."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("base", "0010_revisions"),
        ("catalog", "0023_internal_processes"),
    ]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        revisions.Watch("catalog_route", revisions.CATALOG),
        revisions.Watch("catalog_routestep", revisions.CATALOG),
    ]
