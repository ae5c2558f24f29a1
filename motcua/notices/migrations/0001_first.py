"""What people are told, each once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalog', '0024_watch_internal_processes'),
        ('dossiers', '0030_what_is_late_first'),
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('step_soon', 'Bước đến hạn ngày làm việc tiếp theo'), ('step_due', 'Bước đã đến hạn'), ('dossier_soon', 'Hồ sơ đến hạn ngày làm việc tiếp theo'), ('dossier_due', 'Hồ sơ đã đến hạn'), ('missed', 'Đến hạn trong lúc hệ thống ngừng nhắc'), ('nudge', 'Lãnh đạo nhắc')], max_length=12)),
                ('moment', models.DateTimeField()),
                ('alarm', models.CharField(blank=True, choices=[('unanswered', 'unanswered'), ('kept', 'kept'), ('late', 'late'), ('near', 'near')], default='', max_length=10)),
                ('step', models.CharField(blank=True, default='', max_length=20)),
                ('number', models.PositiveIntegerField(default=1)),
                ('since', models.DateTimeField(null=True)),
                ('made_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dossier', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.dossier')),
                ('route', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalog.route')),
            ],
            options={
                'indexes': [models.Index(fields=['account', '-made_at'], name='notices_of_a_person'), models.Index(condition=models.Q(('cancelled_at', None), ('read_at', None)), fields=['account'], name='notices_unread')],
                'constraints': [models.UniqueConstraint(fields=('account', 'kind', 'dossier', 'moment', 'alarm', 'agency', 'route', 'step'), name='told_once', nulls_distinct=False, violation_error_message='Người này đã được nhắc việc này.'), models.CheckConstraint(condition=models.Q(('kind__in', ['missed', 'nudge']), ('dossier__isnull', False), _connector='OR'), name='a_reminder_names_its_dossier', violation_error_message='Nhắc hạn phải nói hồ sơ nào.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'nudge'), _negated=True), models.Q(('agency__isnull', False), ('by__isnull', False), models.Q(('alarm', ''), _negated=True)), _connector='OR'), name='a_leaders_word_names_its_leader', violation_error_message='Lời nhắc phải nói ai nhắc và về việc gì.')],
            },
        ),
    ]
