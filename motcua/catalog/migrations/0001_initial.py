import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organizations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=300, verbose_name='Trường hợp')),
            ],
            options={
                'ordering': ['version_id', 'order'],
            },
        ),
        migrations.CreateModel(
            name='Field',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='Mã lĩnh vực')),
                ('name', models.CharField(max_length=200, verbose_name='Lĩnh vực')),
                ('name_key', models.CharField(blank=True, default='', max_length=400)),
            ],
        ),
        migrations.CreateModel(
            name='LifeEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=120)),
                ('description', models.CharField(blank=True, default='', max_length=300)),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='CaseChannel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('counter', 'counter'), ('online', 'online'), ('post', 'post')], max_length=8)),
                ('limit_amount', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('limit_unit', models.CharField(choices=[('working_hours', 'working_hours'), ('working_days', 'working_days'), ('calendar_days', 'calendar_days'), ('months', 'months'), ('same_day', 'same_day'), ('not_regulated', 'not_regulated')], max_length=16)),
                ('limit_note', models.CharField(blank=True, default='', max_length=300)),
                ('restarts_after_supplement', models.BooleanField(default=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='catalog.case')),
            ],
        ),
        migrations.CreateModel(
            name='CasePaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField()),
                ('code', models.CharField(blank=True, default='', max_length=60)),
                ('name', models.CharField(max_length=500)),
                ('originals', models.PositiveSmallIntegerField(default=1)),
                ('copies', models.PositiveSmallIntegerField(default=0)),
                ('required', models.BooleanField(default=True)),
                ('replaceable_by', models.CharField(blank=True, default='', max_length=60)),
                ('form_code', models.CharField(blank=True, default='', max_length=80)),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='catalog.case')),
            ],
            options={
                'ordering': ['case_id', 'order'],
            },
        ),
        migrations.CreateModel(
            name='Fee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('phi', 'Phí'), ('le_phi', 'Lệ phí')], max_length=6)),
                ('amount_dong', models.PositiveBigIntegerField()),
                ('note', models.CharField(blank=True, default='', max_length=200)),
                ('case_channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fees', to='catalog.casechannel')),
            ],
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='Mã thủ tục')),
                ('life_events', models.ManyToManyField(blank=True, related_name='procedures', to='catalog.lifeevent')),
                ('successors', models.ManyToManyField(blank=True, related_name='predecessors', to='catalog.procedure')),
            ],
        ),
        migrations.CreateModel(
            name='Offering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(blank=True, default='', max_length=200)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offerings', to='organizations.agency')),
                ('desk', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offerings', to='organizations.desk')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offerings', to='catalog.procedure')),
            ],
        ),
        migrations.CreateModel(
            name='ProcedureVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=500, verbose_name='Tên thủ tục')),
                ('name_key', models.CharField(blank=True, default='', max_length=1000)),
                ('fold', models.CharField(blank=True, default='', max_length=500)),
                ('keywords', models.CharField(blank=True, default='', max_length=500)),
                ('keywords_fold', models.CharField(blank=True, default='', max_length=500)),
                ('level', models.CharField(choices=[('province', 'province'), ('district', 'district'), ('commune', 'commune')], max_length=10)),
                ('service_level', models.CharField(choices=[('full', 'full'), ('partial', 'partial'), ('information', 'information')], max_length=12)),
                ('prescriber', models.CharField(blank=True, default='', max_length=200, verbose_name='Cơ quan ban hành')),
                ('state', models.CharField(choices=[('draft', 'Dự thảo'), ('published', 'Đã công bố'), ('abolished', 'Đã bãi bỏ')], default='draft', max_length=10)),
                ('effective_from', models.DateField()),
                ('effective_to', models.DateField(blank=True, null=True)),
                ('decision_number', models.CharField(blank=True, default='', max_length=80)),
                ('decision_on', models.DateField(blank=True, null=True)),
                ('audience', models.CharField(blank=True, default='', max_length=300)),
                ('plain_summary', models.TextField(blank=True, default='')),
                ('steps', models.TextField(blank=True, default='', help_text='Mỗi dòng là một bước.')),
                ('conditions', models.TextField(blank=True, default='')),
                ('agency_text', models.CharField(blank=True, default='', max_length=300)),
                ('result_validity', models.CharField(blank=True, default='', max_length=300)),
                ('restarts_after_supplement', models.BooleanField(default=False)),
                ('no_appointment', models.BooleanField(default=False, help_text='Trả kết quả ngay, không lập giấy hẹn.')),
                ('source', models.JSONField(blank=True, default=dict)),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='catalog.field')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='catalog.procedure')),
            ],
        ),
        migrations.CreateModel(
            name='LegalBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=80)),
                ('title', models.CharField(max_length=300)),
                ('issuer', models.CharField(blank=True, default='', max_length=200)),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='legal_bases', to='catalog.procedureversion')),
            ],
        ),
        migrations.AddField(
            model_name='case',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='catalog.procedureversion'),
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(blank=True, default='', max_length=60)),
                ('name', models.CharField(max_length=300)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='catalog.procedureversion')),
            ],
        ),
        migrations.AddConstraint(
            model_name='casechannel',
            constraint=models.UniqueConstraint(fields=('case', 'channel'), name='one_limit_per_channel'),
        ),
        migrations.AddConstraint(
            model_name='casechannel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('limit_amount__isnull', True), ('limit_unit__in', ('same_day', 'not_regulated'))), models.Q(models.Q(('limit_unit__in', ('same_day', 'not_regulated')), _negated=True), ('limit_amount__gte', 1), ('limit_amount__isnull', False)), _connector='OR'), name='limit_amount_as_its_unit_asks', violation_error_message='Ghi số lượng cho thời hạn tính theo giờ, ngày, tháng; để trống khi trả trong ngày hoặc không quy định.'),
        ),
        migrations.AddConstraint(
            model_name='casepaper',
            constraint=models.UniqueConstraint(fields=('case', 'order'), name='paper_order_unique'),
        ),
        migrations.AddIndex(
            model_name='offering',
            index=models.Index(fields=['agency', 'from_on', 'to_on'], name='offering_agency_days'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.UniqueConstraint(fields=('procedure', 'agency', 'from_on'), name='one_offering_per_day'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.UniqueConstraint(condition=models.Q(('to_on__isnull', True)), fields=('procedure', 'agency'), name='one_open_offering', violation_error_message='Cơ quan đang giải quyết thủ tục này rồi.'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='offering_ends_after_it_begins', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'),
        ),
        migrations.AddIndex(
            model_name='procedureversion',
            index=models.Index(fields=['state', 'level'], name='version_state_level'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.UniqueConstraint(fields=('procedure', 'number'), name='version_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.UniqueConstraint(condition=models.Q(('effective_to__isnull', True), ('state', 'published')), fields=('procedure',), name='one_open_version_per_procedure', violation_error_message='Thủ tục đang có một phiên bản còn hiệu lực. Kết thúc phiên bản đó trước.'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(('effective_to__isnull', True), ('effective_to__gte', models.F('effective_from')), _connector='OR'), name='version_ends_after_it_begins', violation_error_message='Ngày hết hiệu lực phải sau ngày có hiệu lực.'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'abolished'), _negated=True), ('effective_to__isnull', False), _connector='OR'), name='abolished_version_has_an_end', violation_error_message='Thủ tục bãi bỏ phải có ngày hết hiệu lực.'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('version', 'order'), name='case_order_unique'),
        ),
    ]
