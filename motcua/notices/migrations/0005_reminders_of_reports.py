"""Notices of reports an agency has to file."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0024_watch_internal_processes'),
        ('dossiers', '0032_load_of_desks'),
        ('notices', '0004_read_in_anothers_place'),
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='notice',
            name='a_reminder_names_its_dossier',
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('step_soon', 'Bước đến hạn ngày làm việc tiếp theo'), ('step_due', 'Bước đã đến hạn'), ('dossier_soon', 'Hồ sơ đến hạn ngày làm việc tiếp theo'), ('dossier_due', 'Hồ sơ đã đến hạn'), ('missed', 'Đến hạn trong lúc hệ thống ngừng nhắc'), ('nudge', 'Lãnh đạo nhắc'), ('report_soon', 'Báo cáo đến hạn nộp ngày làm việc tiếp theo'), ('report_due', 'Báo cáo đã đến hạn nộp')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['missed', 'nudge', 'report_soon', 'report_due']), ('dossier__isnull', False), _connector='OR'), name='a_reminder_names_its_dossier', violation_error_message='Nhắc hạn phải nói hồ sơ nào.'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('report_soon', 'report_due')), _negated=True), ('agency__isnull', False), _connector='OR'), name='a_reminder_of_reports_names_its_agency', violation_error_message='Nhắc nộp báo cáo phải nói đơn vị nào.'),
        ),
    ]
