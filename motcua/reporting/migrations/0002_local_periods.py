"""Periods of reports that a document of the province names."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0001_forms_typed_and_filed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LocalPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='Tên kỳ')),
                ('from_on', models.DateField(verbose_name='Từ ngày')),
                ('to_on', models.DateField(verbose_name='Đến ngày')),
                ('document', models.CharField(max_length=200, verbose_name='Văn bản quy định')),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__gte', models.F('from_on'))), name='local_period_ends_after_it_begins', violation_error_message='Ngày cuối kỳ phải từ ngày đầu kỳ trở đi.'), models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('from_on', 'to_on'), name='one_name_per_period', violation_error_message='Những ngày này đã có tên kỳ.')],
            },
        ),
    ]
