"""Tasks a leader gives, what was said of each, and which dossiers they are about; what is said only grows."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.base import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('control', '0001_registers_of_control'),
        ('dossiers', '0030_what_is_late_first'),
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.TextField(max_length=2000, verbose_name='Nội dung')),
                ('state', models.CharField(choices=[('open', 'Chờ trả lời'), ('answered', 'Đã trả lời, chờ lãnh đạo xem'), ('done', 'Hoàn thành'), ('withdrawn', 'Đã thu hồi')], default='open', max_length=10)),
                ('answer_on', models.DateField(verbose_name='Hạn trả lời')),
                ('given_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('giver', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='given_tasks', to=settings.AUTH_USER_MODEL)),
                ('giver_agency', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('owner', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='owned_tasks', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='TaskDossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.dossier')),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='control.task')),
            ],
        ),
        migrations.CreateModel(
            name='TaskStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('act', models.CharField(choices=[('give', 'giao nhiệm vụ'), ('answer', 'trả lời'), ('accept', 'chấp nhận'), ('ask_again', 'yêu cầu trả lời lại'), ('withdraw', 'thu hồi')], max_length=10)),
                ('text', models.TextField(blank=True, default='', max_length=2000)),
                ('answer_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='control.task')),
            ],
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['owner', 'state', 'answer_on'], name='tasks_of_an_owner'),
        ),
        migrations.AddIndex(
            model_name='task',
            index=models.Index(fields=['giver', 'state', 'answer_on'], name='tasks_of_a_giver'),
        ),
        migrations.AddConstraint(
            model_name='taskdossier',
            constraint=models.UniqueConstraint(fields=('task', 'dossier'), name='a_dossier_once_in_a_task', violation_error_message='Hồ sơ này đã có trong nhiệm vụ.'),
        ),
        migrations.AddConstraint(
            model_name='taskstep',
            constraint=models.UniqueConstraint(fields=('task', 'number'), name='one_step_of_a_task_per_number', violation_error_message='Nhiệm vụ này vừa được người khác cập nhật.'),
        ),
        append_only.Seal('control_taskstep'),
        append_only.Seal('control_taskdossier'),
    ]
