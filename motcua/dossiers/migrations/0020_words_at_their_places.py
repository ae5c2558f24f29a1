"""Names are found at their places: the index of words holds each word bare and at the dossier's agencies."""

import django.contrib.postgres.indexes
from django.db import migrations

import motcua.dossiers.models.placed_words


class Migration(migrations.Migration):
    """One index takes the place of another of the same name."""

    dependencies = [("dossiers", "0019_sums_of_years_and_rare_movements")]

    operations = [
        migrations.RemoveIndex(model_name="dossier", name="dossier_owner_words"),
        migrations.AddIndex(
            model_name="dossier",
            index=django.contrib.postgres.indexes.GinIndex(
                motcua.dossiers.models.placed_words.PlacedWords(), name="dossier_owner_words"
            ),
        ),
        # The planner knows how rare a word is only after it has looked.
        migrations.RunSQL("ANALYZE dossiers_dossier", migrations.RunSQL.noop),
    ]
