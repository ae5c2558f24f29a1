"""The files that figures of ministries' systems were read from: a table that only grows."""

import django.db.models.deletion
from django.db import migrations, models

from motcua.base import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_initial'),
        ('reporting', '0004_narratives'),
    ]

    operations = [
        migrations.CreateModel(
            name='SourceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('stated_on', models.DateField(verbose_name='Ngày trích số liệu')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('typed', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='source_file', to='reporting.typedform')),
            ],
        ),
        append_only.Seal("reporting_sourcefile"),
    ]
