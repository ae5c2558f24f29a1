"""The service level of a day is asked with every reception, and remembered until one is stated."""

from typing import ClassVar

from django.db import migrations

from motcua.base import revisions


class Migration(migrations.Migration):
    """Watch."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("base", "0010_revisions"),
        ("catalog", "0008_seal_looks_up_row_by_row"),
    ]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        revisions.Watch("catalog_servicelevelperiod", revisions.CATALOG)
    ]
