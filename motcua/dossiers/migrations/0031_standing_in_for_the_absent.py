"""Who handles for an absent officer, and which acts were done in whose place; the latter only grow."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.base import revisions
from motcua.base.append_only import Seal


class Migration(migrations.Migration):
    """Rights follow from a delegation: the table is watched with posts and assignments."""

    dependencies = [
        ('dossiers', '0035_certified_copies'),
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('to_on', models.DateField()),
                ('document', models.CharField(max_length=200)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('absent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('ended_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stand_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stands_in', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='StandingIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('delegation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='dossiers.delegation')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='standing_in', to='dossiers.dossierevent')),
            ],
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__gte', models.F('from_on'))), name='absence_begins_before_it_ends', violation_error_message='Ngày cuối không thể trước ngày đầu.'),
        ),
        migrations.AddConstraint(
            model_name='delegation',
            constraint=models.CheckConstraint(condition=models.Q(('absent', models.F('stand_in')), _negated=True), name='nobody_stands_in_for_himself', violation_error_message='Người xử lý thay phải là người khác.'),
        ),
        revisions.Watch('dossiers_delegation', revisions.ORGANIZATIONS),
        Seal('dossiers_standingin'),
    ]
