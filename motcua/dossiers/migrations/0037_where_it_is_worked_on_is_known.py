"""The planner is told how dossiers are spread over the agencies at which they are worked on.

What an index without all rows knows of its expression is not used: an officer's own list was read whole and sorted.
"""

from django.db import migrations

MAKE = "CREATE STATISTICS dossier_desk_spread ON (coalesce(stay_at_id, agency_id)) FROM dossiers_dossier"


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0032_load_of_desks'),
    ]

    operations = [
        migrations.RunSQL(
            f"{MAKE}; ANALYZE dossiers_dossier", "DROP STATISTICS dossier_desk_spread"
        ),
    ]
