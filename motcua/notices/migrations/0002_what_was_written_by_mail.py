"""When a person was written about what he was told; what was told of late is found by its day."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice', name='mailed_at', field=models.DateTimeField(null=True)
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['made_at'], name='notices_by_day'),
        ),
    ]
