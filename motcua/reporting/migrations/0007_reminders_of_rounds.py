"""Who was reminded of a duty of a round, and when: a table that only grows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.base import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('reporting', '0006_signed_papers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DutyReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_due', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='reporting.duty')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('duty', 'account', 'is_due'), name='reminded_once_of_a_duty', violation_error_message='Người này đã được nhắc nộp báo cáo này.')],
            },
        ),
        append_only.Seal("reporting_dutyreminder"),
    ]
