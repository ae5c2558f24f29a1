"""Certified electronic copies beside the result of a dossier; signatures prepared in the background."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_signer_certificates'),
        ('dossiers', '0030_what_is_late_first'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CertifiedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=300, verbose_name='Tên bản chính')),
                ('compared_at', models.DateTimeField()),
                ('ground', models.CharField(blank=True, choices=[('not_original', 'Giấy tờ xuất trình không phải bản chính'), ('altered', 'Bản chính bị tẩy xóa, sửa chữa, thêm, bớt nội dung không hợp lệ'), ('worn', 'Bản chính bị hư hỏng, cũ nát, không xác định được nội dung'), ('secret', 'Bản chính đóng dấu mật, hoặc ghi rõ không được sao chụp'), ('unlawful', 'Bản chính có nội dung trái pháp luật, đạo đức xã hội, xúc phạm cá nhân, tổ chức'), ('not_legalised', 'Giấy tờ do nước ngoài cấp chưa được hợp pháp hóa lãnh sự'), ('self_made', 'Giấy tờ cá nhân tự lập, không có xác nhận và đóng dấu của cơ quan có thẩm quyền')], default='', max_length=16)),
                ('fault', models.CharField(blank=True, default='', max_length=200)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='resultversion',
            name='result_version_number',
        ),
        migrations.RemoveConstraint(
            model_name='resultversion',
            name='one_result_version_counts',
        ),
        migrations.AddField(
            model_name='resultversion',
            name='piece',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name='resultversion',
            constraint=models.UniqueConstraint(fields=('dossier', 'piece', 'number'), name='result_version_number'),
        ),
        migrations.AddConstraint(
            model_name='resultversion',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'replaced'), _negated=True), fields=('dossier', 'piece'), name='one_result_version_counts', violation_error_message='Hồ sơ đã có một bản kết quả khác.'),
        ),
        migrations.AddField(
            model_name='certifiedcopy',
            name='compared_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='certifiedcopy',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certified_copies', to='dossiers.dossier'),
        ),
        migrations.AddField(
            model_name='certifiedcopy',
            name='original',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.paper'),
        ),
        migrations.AddField(
            model_name='certifiedcopy',
            name='remark',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.eventtext'),
        ),
        migrations.AddField(
            model_name='certifiedcopy',
            name='signer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='certifiedcopy',
            name='version',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certified_copy', to='dossiers.resultversion'),
        ),
        migrations.AddConstraint(
            model_name='certifiedcopy',
            constraint=models.UniqueConstraint(fields=('dossier', 'place'), name='certified_copy_place'),
        ),
        migrations.AddConstraint(
            model_name='certifiedcopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ground', ''), ('signer__isnull', False)), models.Q(models.Q(('ground', ''), _negated=True), ('signer__isnull', True), ('version__isnull', True)), _connector='OR'), name='original_is_certified_or_refused', violation_error_message='Bản chính hoặc được chứng thực, hoặc bị từ chối.'),
        ),
        migrations.AddField(
            model_name='askedsignature',
            name='fault',
            field=models.CharField(blank=True, default='', max_length=300),
        ),
        migrations.AlterField(
            model_name='askedsignature',
            name='state',
            field=models.CharField(choices=[('making', 'Đang chuẩn bị'), ('waiting', 'Đang chờ chữ ký'), ('signed', 'Đã ký'), ('dropped', 'Thôi không ký')], default='waiting', max_length=8),
        ),
    ]
