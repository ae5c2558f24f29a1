"""Which procedures are settled while the person waits, by whom, and what was done in each sitting."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0024_watch_internal_processes'),
        ('dossiers', '0024_returns_and_parcels'),
        ('organizations', '0011_watch_names'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LaneApproval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('certification', 'Chứng thực'), ('no_slip', 'Ngày không phiếu hẹn'), ('on_the_spot', '4 tại chỗ')], max_length=14)),
                ('weekday', models.PositiveSmallIntegerField(null=True)),
                ('decision_number', models.CharField(max_length=80, verbose_name='Số quyết định')),
                ('decision_on', models.DateField(verbose_name='Ngày quyết định')),
                ('from_on', models.DateField(verbose_name='Từ ngày')),
                ('to_on', models.DateField(null=True, verbose_name='Đến ngày')),
                ('noted_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lane_approvals', to='organizations.agency')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('officers', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lane_approvals', to='catalog.procedure')),
            ],
        ),
        migrations.CreateModel(
            name='LaneSitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('began_at', models.DateTimeField()),
                ('approval', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sittings', to='dossiers.laneapproval')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
            ],
        ),
        migrations.CreateModel(
            name='LaneEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copies', models.PositiveSmallIntegerField(default=1)),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='lane_entry', to='dossiers.dossier')),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='dossiers.lanesitting')),
            ],
        ),
        migrations.AddConstraint(
            model_name='laneapproval',
            constraint=models.UniqueConstraint(condition=models.Q(('to_on', None)), fields=('agency', 'procedure'), name='one_lane_per_procedure', violation_error_message='Thủ tục này đã có trong danh sách của cơ quan.'),
        ),
        migrations.AddConstraint(
            model_name='laneapproval',
            constraint=models.CheckConstraint(condition=models.Q(('weekday', None), ('weekday__lte', 6), _connector='OR'), name='lane_weekday_is_one_of_seven', violation_error_message='Ngày trong tuần không đúng.'),
        ),
        migrations.AddConstraint(
            model_name='lanesitting',
            constraint=models.UniqueConstraint(fields=('approval', 'party', 'officer', 'on'), name='one_sitting_per_person_and_day'),
        ),
        migrations.AddConstraint(
            model_name='laneentry',
            constraint=models.CheckConstraint(condition=models.Q(('copies__gte', 1)), name='lane_hands_out_a_copy', violation_error_message='Số bản phải từ 1.'),
        ),
    ]
