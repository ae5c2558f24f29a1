"""Where signature, number and date of a result are shown."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0022_steps_of_dossiers'),
    ]

    operations = [
        migrations.AddField(
            model_name='resultversion',
            name='places',
            field=models.JSONField(default=dict),
        ),
    ]
