from django.db import migrations

from motcua.base import revisions


class Migration(migrations.Migration):
    """Whether the source still lists a procedure is asked with every reception, and remembered."""

    dependencies = [
        ("catalog", "0003_national_catalogue"),
        ("dossiers", "0010_watch_the_catalogue"),
    ]

    operations = [revisions.Watch("catalog_absence", revisions.CATALOG)]
