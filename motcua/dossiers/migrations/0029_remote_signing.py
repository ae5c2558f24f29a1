"""A batch may be signed by a remote service, which knows it by a reference."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0028_tickets'),
    ]

    operations = [
        migrations.AddField(
            model_name='signingbatch',
            name='asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='signingbatch',
            name='reference',
            field=models.CharField(max_length=40, null=True, unique=True),
        ),
    ]
