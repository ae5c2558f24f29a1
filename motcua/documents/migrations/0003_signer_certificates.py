"""The certificates officers sign with, and one more origin of a paper."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_scans'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='paper',
            name='origin',
            field=models.CharField(choices=[('scanned', 'Số hóa tại quầy'), ('submitted', 'Người nộp gửi'), ('reused', 'Dùng lại'), ('database', 'Từ cơ sở dữ liệu'), ('citizen_store', 'Từ kho của công dân'), ('old_result', 'Kết quả cũ số hóa'), ('result', 'Kết quả giải quyết')], max_length=16),
        ),
        migrations.CreateModel(
            name='SignerCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.TextField()),
                ('name', models.CharField(max_length=200)),
                ('issuer', models.CharField(max_length=200)),
                ('serial', models.CharField(max_length=80)),
                ('valid_from', models.DateTimeField()),
                ('valid_to', models.DateTimeField()),
                ('registered_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('account',), name='one_certificate_in_use', violation_error_message='Đã có một chứng thư khác đang dùng.')],
            },
        ),
    ]
