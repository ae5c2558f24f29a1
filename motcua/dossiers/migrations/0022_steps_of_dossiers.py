"""Dossiers follow their internal process: the step in every event and in the row, opinions, what a step brought."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    """Columns with a default: no row and no old event is written anew."""

    dependencies = [
        ('catalog', '0024_watch_internal_processes'),
        ('dossiers', '0021_results'),
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='StepRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('signed', 'Văn bản đã ký'), ('outside', 'Xử lý trên phần mềm của bộ, ngành')], max_length=8)),
                ('number', models.CharField(max_length=80)),
                ('happened_at', models.DateTimeField()),
                ('said', models.CharField(max_length=500)),
            ],
        ),
        migrations.AddField(
            model_name='dossier',
            name='found',
            field=models.CharField(blank=True, choices=[('', ''), ('eligible', 'eligible'), ('not_eligible', 'not_eligible'), ('agreed', 'agreed'), ('not_agreed', 'not_agreed')], default='', max_length=14),
        ),
        migrations.AddField(
            model_name='dossier',
            name='route',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.route'),
        ),
        migrations.AddField(
            model_name='dossier',
            name='stay_at',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency'),
        ),
        migrations.AddField(
            model_name='dossier',
            name='stay_due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='dossier',
            name='step',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='dossier',
            name='step_began_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='dossier',
            name='step_due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='dossierevent',
            name='found',
            field=models.CharField(blank=True, default='', max_length=14),
        ),
        migrations.AddField(
            model_name='dossierevent',
            name='from_step',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddField(
            model_name='dossierevent',
            name='route',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.route'),
        ),
        migrations.AddField(
            model_name='dossierevent',
            name='stay_at',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency'),
        ),
        migrations.AddField(
            model_name='dossierevent',
            name='stay_due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='dossierevent',
            name='step_began_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='dossierevent',
            name='step_due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='dossierevent',
            name='to_step',
            field=models.CharField(blank=True, default='', max_length=20),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(models.F('stay_at'), models.OrderBy(models.F('waiting_since'), nulls_first=True), models.OrderBy(models.F('due_at'), nulls_last=True), models.F('id'), condition=models.Q(('status__in', ['awaiting_payment', 'awaiting_supplement', 'in_progress', 'paused', 'received']), ('stay_at__isnull', False)), name='dossier_stays'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='consultation', to='dossiers.dossierevent'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='post',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.post'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='consultation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='dossiers.consultation'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='opinion', to='dossiers.dossierevent'),
        ),
        migrations.AddField(
            model_name='steprecord',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='step_records', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='steprecord',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='step_record', to='dossiers.dossierevent'),
        ),
    ]
