"""What was still open when a dossier ended, and the words of the systems of ministries; both only grow."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from motcua.base.append_only import Seal


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0031_standing_in_for_the_absent'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Concluded',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('consultation', 'ý kiến phối hợp chưa trả lời, không cần trả lời nữa'), ('stay', 'lần hồ sơ ở cơ quan khác, đã kết thúc'), ('hand_over', 'bàn giao chưa nhận, đã thôi'), ('payment', 'yêu cầu thực hiện nghĩa vụ tài chính, không còn hiệu lực'), ('signing', 'văn bản đang trình, đang ký, thôi không ký'), ('copy', 'bản sao đang lập, thôi không lập'), ('phone', 'mã chụp bằng điện thoại, hết hiệu lực')], max_length=12)),
                ('number', models.PositiveSmallIntegerField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concluded', to='dossiers.dossierevent')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('event', 'kind'), name='one_line_for_a_kind'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='something_was_concluded')],
            },
        ),
        migrations.CreateModel(
            name='SourceWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('system', models.CharField(max_length=120, verbose_name='Hệ thống nguồn')),
                ('number', models.CharField(max_length=80, verbose_name='Số hồ sơ ở hệ thống nguồn')),
                ('happened_at', models.DateTimeField()),
                ('said', models.CharField(max_length=300, verbose_name='Tình trạng, kết quả')),
                ('told_at', models.DateTimeField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='source_words', to='dossiers.dossier')),
                ('told_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['dossier', 'happened_at'], name='words_of_a_source')],
            },
        ),
        Seal(table='dossiers_concluded'),
        Seal(table='dossiers_sourceword'),
    ]
