"""What people wrote in narrative reports, and the reports that were filed: two tables that only grow."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.base import append_only


def _columns():
    return [
        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
        ('form', models.CharField(max_length=20, verbose_name='Biểu')),
        ('from_on', models.DateField(verbose_name='Từ ngày')),
        ('to_on', models.DateField(verbose_name='Đến ngày')),
        ('number', models.PositiveIntegerField()),
        ('content', models.JSONField()),
        ('at', models.DateTimeField()),
        ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
    ]


def _once(name):
    return models.UniqueConstraint(fields=('agency', 'form', 'from_on', 'to_on', 'number'), name=name, violation_error_message='Biểu này vừa được người khác ghi. Hãy tải lại trang.')


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0003_campaigns'),
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NarrativeText',
            fields=_columns(),
            options={'constraints': [_once('one_narrative_text_per_number')]},
        ),
        migrations.CreateModel(
            name='FiledNarrative',
            fields=_columns(),
            options={'constraints': [_once('one_narrative_per_number')]},
        ),
        append_only.Seal("reporting_narrativetext"),
        append_only.Seal("reporting_filednarrative"),
    ]
