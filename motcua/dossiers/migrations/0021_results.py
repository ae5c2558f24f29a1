"""The result of a dossier: versions, steps, signatures asked for, the register of numbers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.base.append_only import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0023_internal_processes'),
        ('documents', '0003_signer_certificates'),
        ('dossiers', '0020_words_at_their_places'),
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ResultTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='Tên mẫu')),
                ('symbol', models.CharField(max_length=30, verbose_name='Ký hiệu')),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='result_templates', to='organizations.agency')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('procedure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.procedure')),
            ],
        ),
        migrations.CreateModel(
            name='ResultVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('drafted', 'Dự thảo'), ('sent', 'Chờ phê duyệt'), ('returned', 'Trả lại để hoàn thiện'), ('approved', 'Đã phê duyệt, chờ ký'), ('signed', 'Đã ký, chờ cấp số'), ('numbered', 'Đã cấp số, chờ con dấu của cơ quan'), ('issued', 'Đã phát hành'), ('replaced', 'Đã thay bằng bản khác')], default='drafted', max_length=10)),
                ('title', models.CharField(max_length=300, verbose_name='Trích yếu')),
                ('symbol', models.CharField(max_length=30, verbose_name='Ký hiệu')),
                ('signed_at', models.DateTimeField(null=True)),
                ('code', models.CharField(max_length=32, unique=True)),
                ('made_at', models.DateTimeField()),
                ('docx', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='result_versions', to='dossiers.dossier')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='result_version', to='documents.paper')),
                ('pdf', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('signed', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.file')),
                ('signer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='results_to_sign', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ResultStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('drafted', 'soạn dự thảo'), ('sent', 'trình ký'), ('returned', 'trả lại để hoàn thiện'), ('approved', 'phê duyệt'), ('signed', 'ký số'), ('numbered', 'cấp số'), ('sealed', 'đóng dấu số của cơ quan'), ('replaced', 'thay bằng bản khác')], max_length=10)),
                ('at', models.DateTimeField()),
                ('digest', models.CharField(max_length=64)),
                ('certificate', models.CharField(blank=True, default='', max_length=80)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('remark', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.eventtext')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='dossiers.resultversion')),
            ],
        ),
        migrations.CreateModel(
            name='RegisterEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('symbol', models.CharField(max_length=30)),
                ('first', models.PositiveIntegerField()),
                ('last', models.PositiveIntegerField()),
                ('dated_on', models.DateField(verbose_name='Ngày văn bản')),
                ('note', models.CharField(blank=True, default='', max_length=200, verbose_name='Dùng cho')),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entry', to='dossiers.resultversion')),
            ],
        ),
        migrations.CreateModel(
            name='SigningBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.signercertificate')),
            ],
        ),
        migrations.CreateModel(
            name='AskedSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'Đang chờ chữ ký'), ('signed', 'Đã ký'), ('dropped', 'Thôi không ký')], default='waiting', max_length=8)),
                ('document', models.BinaryField(default=bytes)),
                ('gap_start', models.PositiveIntegerField(default=0)),
                ('gap_end', models.PositiveIntegerField(default=0)),
                ('attributes', models.BinaryField(default=bytes)),
                ('ended_at', models.DateTimeField(null=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asked_signatures', to='dossiers.resultversion')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='dossiers.signingbatch')),
            ],
        ),
        migrations.AddIndex(
            model_name='resultversion',
            index=models.Index(condition=models.Q(('state__in', ('sent', 'approved'))), fields=['signer', 'state'], name='result_to_sign'),
        ),
        migrations.AddIndex(
            model_name='resultversion',
            index=models.Index(condition=models.Q(('state__in', ('signed', 'numbered'))), fields=['state', 'signed_at'], name='result_to_number'),
        ),
        migrations.AddConstraint(
            model_name='resultversion',
            constraint=models.UniqueConstraint(fields=('dossier', 'number'), name='result_version_number'),
        ),
        migrations.AddConstraint(
            model_name='resultversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'replaced'), _negated=True), fields=('dossier',), name='one_result_version_counts', violation_error_message='Hồ sơ đã có một bản kết quả khác.'),
        ),
        migrations.AddConstraint(
            model_name='resultversion',
            constraint=models.CheckConstraint(condition=models.Q(('docx__isnull', False), ('pdf__isnull', False), _connector='OR'), name='result_version_has_a_file', violation_error_message='Bản kết quả phải có tệp.'),
        ),
        migrations.AddConstraint(
            model_name='resultversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('drafted', 'returned', 'replaced')), models.Q(('pdf__isnull', False), ('signer__isnull', False)), _connector='OR'), name='result_is_sent_as_pdf_to_a_signer', violation_error_message='Trình ký phải có tệp PDF và người ký.'),
        ),
        migrations.AddConstraint(
            model_name='resultversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('signed', 'numbered', 'issued')), _negated=True), models.Q(('signed__isnull', False), ('signed_at__isnull', False)), _connector='OR'), name='result_signed_has_its_file', violation_error_message='Kết quả đã ký phải có tệp đã ký.'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.UniqueConstraint(fields=('agency', 'year', 'symbol', 'first'), name='register_number_begins_once', violation_error_message='Số này đã cấp cho văn bản khác.'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.UniqueConstraint(fields=('agency', 'year', 'symbol', 'last'), name='register_number_ends_once', violation_error_message='Số này đã cấp cho văn bản khác.'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.CheckConstraint(condition=models.Q(('first__gte', 1), ('last__gte', models.F('first'))), name='register_numbers_run_upwards', violation_error_message='Số đầu phải từ 1 và không lớn hơn số cuối.'),
        ),
        migrations.AddConstraint(
            model_name='registerentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('version__isnull', True), models.Q(('note', ''), _negated=True)), models.Q(('first', models.F('last')), ('version__isnull', False)), _connector='OR'), name='register_number_says_what_it_is_for', violation_error_message='Hãy ghi số này dùng cho văn bản nào.'),
        ),
        migrations.AddConstraint(
            model_name='askedsignature',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'dropped'), _negated=True), fields=('version',), name='one_signature_per_version', violation_error_message='Kết quả này đang được ký ở một lượt khác.'),
        ),
        migrations.AddConstraint(
            model_name='askedsignature',
            constraint=models.UniqueConstraint(fields=('batch', 'place'), name='one_place_in_a_batch'),
        ),
        Seal('dossiers_resultstep'),
        Seal('dossiers_registerentry'),
    ]
