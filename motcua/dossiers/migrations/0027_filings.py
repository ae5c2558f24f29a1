"""Copies, co-applicants and the authority of who files for another."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0026_old_results'),
    ]

    operations = [
        migrations.CreateModel(
            name='CoApplicant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('identity_kind', models.CharField(blank=True, choices=[('citizen_id', 'citizen_id'), ('old_id', 'old_id'), ('passport', 'passport'), ('tax_code', 'tax_code'), ('enterprise_code', 'enterprise_code'), ('none_yet', 'none_yet')], default='', max_length=16)),
                ('identity_value', models.CharField(blank=True, default='', max_length=40)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='co_applicants', to='dossiers.dossier')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('dossier', 'order'), name='co_applicants_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copies', models.PositiveSmallIntegerField(default=1)),
                ('authority', models.CharField(blank=True, choices=[('authorisation', 'Văn bản ủy quyền'), ('contract', 'Hợp đồng ủy quyền'), ('representative', 'Người đại diện theo pháp luật')], default='', max_length=14)),
                ('authority_number', models.CharField(blank=True, default='', max_length=80)),
                ('authority_on', models.DateField(null=True)),
                ('authority_by', models.CharField(blank=True, default='', max_length=200)),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='filing', to='dossiers.dossier')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('copies__gte', 1)), name='filed_in_at_least_one_copy', violation_error_message='Số bộ hồ sơ phải từ 1.'), models.CheckConstraint(condition=models.Q(models.Q(('authority__in', ('authorisation', 'contract')), _negated=True), ('authority_on__isnull', False), _connector='OR'), name='a_written_authority_has_its_day', violation_error_message='Văn bản ủy quyền phải có ngày lập.')],
            },
        ),
    ]
