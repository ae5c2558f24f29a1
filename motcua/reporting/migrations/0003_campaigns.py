"""Campaigns of reports, who files in them, and what was done: the history only grows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.base import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0011_watch_names'),
        ('reporting', '0002_local_periods'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='Tên đợt báo cáo')),
                ('document', models.CharField(blank=True, default='', max_length=200, verbose_name='Văn bản yêu cầu')),
                ('from_on', models.DateField(verbose_name='Từ ngày')),
                ('to_on', models.DateField(verbose_name='Đến ngày')),
                ('forms', models.JSONField()),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('whole', models.BooleanField()),
                ('due_on', models.DateField(verbose_name='Hạn nộp')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='reporting.campaign')),
                ('receiver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
            ],
        ),
        migrations.CreateModel(
            name='DutyStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('deed', models.CharField(choices=[('file', 'Ký duyệt và nộp'), ('return', 'Trả lại để hoàn thiện'), ('accept', 'Tiếp nhận'), ('remind', 'Đôn đốc')], max_length=8)),
                ('remark', models.CharField(blank=True, default='', max_length=1000, verbose_name='Ý kiến')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='reporting.duty')),
            ],
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=20)),
                ('key', models.CharField(max_length=60)),
                ('sentence', models.CharField(max_length=600)),
                ('text', models.CharField(max_length=1000, verbose_name='Giải trình')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='explanations', to='reporting.duty')),
            ],
        ),
        migrations.CreateModel(
            name='StepForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.filedform')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='forms', to='reporting.dutystep')),
            ],
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__gte', models.F('from_on'))), name='campaign_ends_after_it_begins', violation_error_message='Ngày cuối kỳ phải từ ngày đầu kỳ trở đi.'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.UniqueConstraint(fields=('campaign', 'agency', 'whole'), name='one_duty_per_agency', violation_error_message='Đơn vị này đã có trong đợt báo cáo.'),
        ),
        migrations.AddConstraint(
            model_name='dutystep',
            constraint=models.UniqueConstraint(fields=('duty', 'number'), name='one_step_per_number', violation_error_message='Người khác vừa làm việc này. Hãy tải lại trang.'),
        ),
        migrations.AddConstraint(
            model_name='stepform',
            constraint=models.UniqueConstraint(fields=('step', 'filed'), name='one_form_per_step'),
        ),
        append_only.Seal("reporting_dutystep"),
        append_only.Seal("reporting_stepform"),
        append_only.Seal("reporting_explanation"),
    ]
