"""What people typed into forms, and the forms that were filed: two tables that only grow."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.base import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FiledForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=20, verbose_name='Biểu')),
                ('from_on', models.DateField(verbose_name='Từ ngày')),
                ('to_on', models.DateField(verbose_name='Đến ngày')),
                ('number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agency', 'form', 'from_on', 'to_on', 'number'), name='one_filing_per_number', violation_error_message='Biểu này vừa được người khác ghi. Hãy tải lại trang.')],
            },
        ),
        migrations.CreateModel(
            name='TypedForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=20, verbose_name='Biểu')),
                ('from_on', models.DateField(verbose_name='Từ ngày')),
                ('to_on', models.DateField(verbose_name='Đến ngày')),
                ('number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agency', 'form', 'from_on', 'to_on', 'number'), name='one_typing_per_number', violation_error_message='Biểu này vừa được người khác ghi. Hãy tải lại trang.')],
            },
        ),
        append_only.Seal("reporting_typedform"),
        append_only.Seal("reporting_filedform"),
    ]
