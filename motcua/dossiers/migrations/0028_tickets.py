"""Numbers drawn at a counter, and times booked to come."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0027_filings'),
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('waiting', 'Đang chờ'), ('called', 'Đang gọi'), ('served', 'Đã phục vụ'), ('absent', 'Vắng mặt')], default='waiting', max_length=8)),
                ('booked_for', models.DateTimeField(null=True)),
                ('taken_at', models.DateTimeField()),
                ('called_at', models.DateTimeField(null=True)),
                ('place', models.CharField(blank=True, default='', max_length=40, verbose_name='Quầy')),
                ('ended_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='organizations.agency')),
                ('called_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='organizations.desk')),
            ],
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('name', models.CharField(max_length=300, verbose_name='Họ và tên')),
                ('phone', models.CharField(max_length=20, verbose_name='Điện thoại')),
                ('made_at', models.DateTimeField()),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='organizations.agency')),
                ('desk', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='organizations.desk')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointment', to='dossiers.ticket')),
            ],
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['agency', 'on', 'state'], name='tickets_of_a_day'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(fields=('agency', 'desk', 'on', 'number'), name='one_ticket_per_number_and_day', nulls_distinct=False, violation_error_message='Số này đã được lấy.'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'waiting'), models.Q(('called_at__isnull', False), models.Q(('place', ''), _negated=True)), _connector='OR'), name='who_is_called_knows_where_to_go', violation_error_message='Gọi số phải nói quầy nào.'),
        ),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['agency', 'at'], name='appointments_of_a_day'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_at', None), ('ticket', None), _connector='OR'), name='cancelled_times_have_no_ticket', violation_error_message='Lịch đã hủy thì không lấy số.'),
        ),
    ]
