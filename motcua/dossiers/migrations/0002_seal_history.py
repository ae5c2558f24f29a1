"""The database refuses to change or remove what the books recorded, sealed or closed."""

from typing import ClassVar

from django.db import migrations

from motcua.base.append_only import Seal


class Migration(migrations.Migration):
    """Seal the append-only tables."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("dossiers", "0001_initial")]

    operations: ClassVar[list[Seal]] = [
        Seal("dossiers_dossierevent"),
        Seal("dossiers_dayseal"),
        Seal("dossiers_closing"),
    ]
