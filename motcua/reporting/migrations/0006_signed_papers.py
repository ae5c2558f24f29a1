"""Signed papers of what was filed, and what was done with each: that table only grows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.base import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_signer_certificates'),
        ('dossiers', '0032_load_of_desks'),
        ('organizations', '0011_watch_names'),
        ('reporting', '0005_files_of_sources'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300, verbose_name='Trích yếu')),
                ('state', models.CharField(choices=[('making', 'Đang chuẩn bị'), ('waiting', 'Đang chờ chữ ký'), ('signed', 'Đã ký, chờ cấp số và đóng dấu'), ('numbered', 'Đã cấp số, chờ con dấu của cơ quan'), ('issued', 'Đã phát hành'), ('dropped', 'Thôi không ký')], default='making', max_length=8)),
                ('code', models.CharField(max_length=32, unique=True)),
                ('places', models.JSONField(default=dict)),
                ('document', models.BinaryField(default=bytes)),
                ('gap_start', models.PositiveIntegerField(default=0)),
                ('gap_end', models.PositiveIntegerField(default=0)),
                ('attributes', models.BinaryField(default=bytes)),
                ('signed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('fault', models.CharField(blank=True, default='', max_length=300)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='report_paper', to='dossiers.registerentry')),
                ('form', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='reporting.filedform')),
                ('narrative', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='reporting.filednarrative')),
                ('pdf', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('signed', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
            ],
        ),
        migrations.CreateModel(
            name='PaperStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('making', 'Đang chuẩn bị'), ('waiting', 'Đang chờ chữ ký'), ('signed', 'Đã ký, chờ cấp số và đóng dấu'), ('numbered', 'Đã cấp số, chờ con dấu của cơ quan'), ('issued', 'Đã phát hành'), ('dropped', 'Thôi không ký')], max_length=8)),
                ('digest', models.CharField(max_length=64)),
                ('certificate', models.CharField(blank=True, default='', max_length=80)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='reporting.reportpaper')),
            ],
        ),
        migrations.CreateModel(
            name='ReportSigning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('reference', models.CharField(max_length=40, null=True, unique=True)),
                ('asked_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.signercertificate')),
            ],
        ),
        migrations.AddField(
            model_name='reportpaper',
            name='signing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='reporting.reportsigning'),
        ),
        migrations.AddConstraint(
            model_name='reportpaper',
            constraint=models.UniqueConstraint(fields=('signing', 'place'), name='one_paper_per_place'),
        ),
        migrations.AddConstraint(
            model_name='reportpaper',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'dropped'), _negated=True), fields=('form',), name='one_paper_per_filed_form', violation_error_message='Biểu này đang được ký ở một lượt khác, hoặc đã ký.'),
        ),
        migrations.AddConstraint(
            model_name='reportpaper',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'dropped'), _negated=True), fields=('narrative',), name='one_paper_per_filed_narrative', violation_error_message='Báo cáo này đang được ký ở một lượt khác, hoặc đã ký.'),
        ),
        migrations.AddConstraint(
            model_name='reportpaper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form__isnull', False), ('narrative__isnull', True)), models.Q(('form__isnull', True), ('narrative__isnull', False)), _connector='OR'), name='a_paper_is_of_one_filing', violation_error_message='Văn bản ký số là của một biểu hoặc một báo cáo đã nộp.'),
        ),
        migrations.AddConstraint(
            model_name='reportpaper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('signed', 'numbered', 'issued')), _negated=True), models.Q(('signed__isnull', False), ('signed_at__isnull', False)), _connector='OR'), name='a_signed_paper_has_its_file', violation_error_message='Văn bản đã ký phải có tệp đã ký.'),
        ),
        migrations.AddConstraint(
            model_name='reportpaper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('numbered', 'issued')), _negated=True), ('entry__isnull', False), _connector='OR'), name='a_numbered_paper_has_its_number', violation_error_message='Văn bản đã cấp số phải có số trong sổ.'),
        ),
        append_only.Seal("reporting_paperstep"),
    ]
