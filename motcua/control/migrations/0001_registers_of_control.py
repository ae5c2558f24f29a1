"""Registers of procedure control: who keeps them, their lines and every version of a line; all only grow."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.base import append_only


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0003_signer_certificates'),
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField(verbose_name='Số dòng')),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Keeping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('register', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField()),
                ('from_on', models.DateField(null=True, verbose_name='Ghi sổ từ ngày')),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('act', models.CharField(choices=[('write', 'Ghi sổ'), ('correct', 'Đính chính'), ('strike', 'Gạch bỏ')], max_length=8)),
                ('on', models.DateField(verbose_name='Ngày')),
                ('values', models.JSONField()),
                ('reason', models.CharField(blank=True, default='', max_length=500, verbose_name='Lý do')),
                ('words', models.TextField()),
                ('touches_from', models.DateField()),
                ('touches_to', models.DateField()),
                ('closed_through', models.DateField(null=True)),
                ('digest', models.CharField(max_length=64)),
                ('chain', models.CharField(max_length=64)),
                ('at', models.DateTimeField(verbose_name='Ghi lúc')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='control.entry')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper')),
            ],
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('agency', 'register', 'number'), name='one_line_per_number', violation_error_message='Số dòng này đã có trong sổ. Hãy gửi lại.'),
        ),
        migrations.AddConstraint(
            model_name='keeping',
            constraint=models.UniqueConstraint(fields=('agency', 'register', 'number'), name='one_keeping_per_number', violation_error_message='Người khác vừa mở hoặc đóng sổ này. Hãy tải lại trang.'),
        ),
        migrations.AddIndex(
            model_name='version',
            index=models.Index(fields=['touches_to', 'touches_from'], name='line_counts_between'),
        ),
        migrations.AddIndex(
            model_name='version',
            index=models.Index(fields=['digest'], name='line_says'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('entry', 'number'), name='one_version_per_number', violation_error_message='Người khác vừa ghi dòng này. Hãy tải lại trang.'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(('act', 'write'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_change_of_a_line_has_a_reason', violation_error_message='Đính chính hoặc gạch bỏ phải ghi lý do.'),
        ),
        append_only.Seal("control_keeping"),
        append_only.Seal("control_entry"),
        append_only.Seal("control_version"),
    ]
