"""Proof of each return, parcels with a status of their own, calls to people whose result is ready."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0023_result_places'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Shipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('direction', models.CharField(choices=[('in', 'Người nộp gửi đến'), ('out', 'Gửi kết quả cho người nhận')], max_length=3)),
                ('carrier', models.CharField(max_length=120, verbose_name='Đơn vị bưu chính')),
                ('waybill', models.CharField(max_length=40, verbose_name='Số hiệu bưu gửi')),
                ('state', models.CharField(choices=[('posted', 'Đã gửi, chưa phát'), ('delivered', 'Đã phát'), ('came_back', 'Chuyển hoàn')], default='posted', max_length=10)),
                ('posted_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shipments', to='dossiers.dossier')),
            ],
        ),
        migrations.CreateModel(
            name='ReturnProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('counter', 'Trực tiếp tại quầy'), ('post', 'Qua bưu chính công ích'), ('online', 'Bản điện tử')], default='counter', max_length=8)),
                ('with_receipt', models.BooleanField(default=True)),
                ('name', models.CharField(blank=True, default='', max_length=300)),
                ('identity_kind', models.CharField(blank=True, choices=[('citizen_id', 'citizen_id'), ('old_id', 'old_id'), ('passport', 'passport'), ('tax_code', 'tax_code'), ('enterprise_code', 'enterprise_code'), ('none_yet', 'none_yet')], default='', max_length=16)),
                ('identity_value', models.CharField(blank=True, default='', max_length=40)),
                ('ground', models.CharField(blank=True, default='', max_length=300)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='return_proofs', to='dossiers.dossier')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='return_proof', to='dossiers.dossierevent')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.resultversion')),
                ('shipment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='return_proofs', to='dossiers.shipment')),
            ],
        ),
        migrations.CreateModel(
            name='ShipmentStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('posted', 'Đã gửi, chưa phát'), ('delivered', 'Đã phát'), ('came_back', 'Chuyển hoàn')], max_length=10)),
                ('at', models.DateTimeField()),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shipment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='dossiers.shipment')),
            ],
        ),
        migrations.CreateModel(
            name='ContactCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('reached', 'Đã báo'), ('will_come', 'Hẹn ngày đến nhận'), ('no_answer', 'Không nghe máy'), ('wrong_number', 'Sai số'), ('asks_post', 'Đề nghị gửi bưu chính')], max_length=12)),
                ('coming_on', models.DateField(null=True)),
                ('called_at', models.DateTimeField()),
                ('called_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_calls', to='dossiers.dossier')),
            ],
            options={
                'indexes': [models.Index(fields=['dossier', '-called_at'], name='last_call_of_a_dossier')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('coming_on__isnull', False), ('outcome', 'will_come')), models.Q(models.Q(('outcome', 'will_come'), _negated=True), ('coming_on__isnull', True)), _connector='OR'), name='who_will_come_says_when', violation_error_message='Hẹn đến nhận thì ghi ngày; kết quả khác thì không.')],
            },
        ),
        migrations.AddIndex(
            model_name='shipment',
            index=models.Index(condition=models.Q(('state', 'posted')), fields=['posted_at'], name='parcels_under_way'),
        ),
        migrations.AddConstraint(
            model_name='shipment',
            constraint=models.UniqueConstraint(fields=('carrier', 'waybill'), name='one_parcel_per_waybill', violation_error_message='Số hiệu bưu gửi này đã được ghi.'),
        ),
        migrations.AddConstraint(
            model_name='shipment',
            constraint=models.UniqueConstraint(condition=models.Q(('direction', 'out'), ('state', 'posted')), fields=('dossier',), name='one_result_under_way', violation_error_message='Kết quả của hồ sơ này đang trên đường bưu chính.'),
        ),
        migrations.AddConstraint(
            model_name='shipment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'posted')), models.Q(models.Q(('state', 'posted'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='a_parcel_that_arrived_says_when', violation_error_message='Bưu gửi đã phát hoặc chuyển hoàn phải có thời điểm.'),
        ),
        migrations.AddConstraint(
            model_name='returnproof',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), models.Q(models.Q(('ground', ''), _negated=True), models.Q(('identity_value', ''), _negated=True)), _connector='OR'), name='who_comes_for_another_is_identified', violation_error_message='Người nhận thay phải có số giấy tờ và căn cứ được nhận thay.'),
        ),
        migrations.AddConstraint(
            model_name='returnproof',
            constraint=models.CheckConstraint(condition=models.Q(('with_receipt', True), models.Q(('ground', ''), _negated=True), _connector='OR'), name='without_the_receipt_says_why', violation_error_message='Không có giấy hẹn thì phải ghi đã đối chiếu bằng gì.'),
        ),
        migrations.AddConstraint(
            model_name='returnproof',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('way', 'post'), _negated=True), ('shipment__isnull', False), _connector='OR'), name='returned_by_post_has_its_parcel', violation_error_message='Trả qua bưu chính phải có bưu gửi đã phát.'),
        ),
        migrations.AddConstraint(
            model_name='returnproof',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('way', 'online'), _negated=True), ('version__isnull', False), _connector='OR'), name='returned_online_has_its_result', violation_error_message='Trả bản điện tử phải có kết quả điện tử đã phát hành.'),
        ),
        migrations.AddConstraint(
            model_name='shipmentstep',
            constraint=models.UniqueConstraint(fields=('shipment', 'state'), name='one_step_of_a_kind_per_parcel', violation_error_message='Việc này của bưu gửi đã được ghi.'),
        ),
    ]
