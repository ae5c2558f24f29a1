"""What the head of an agency's papers says, from a day on."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0010_watched'),
        ('slips', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Letterhead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('superior', models.CharField(blank=True, default='', max_length=200, verbose_name='Cơ quan chủ quản')),
                ('office', models.CharField(blank=True, default='', max_length=200, verbose_name='Cơ quan ban hành')),
                ('desk', models.CharField(blank=True, default='', max_length=200, verbose_name='Bộ phận Một cửa')),
                ('place', models.CharField(blank=True, default='', max_length=80, verbose_name='Địa danh')),
                ('contact', models.CharField(blank=True, default='', max_length=200, verbose_name='Liên hệ')),
                ('from_on', models.DateField(verbose_name='Dùng từ ngày')),
                ('recorded_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letterheads', to='organizations.agency')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agency', 'from_on'), name='one_letterhead_per_agency_and_day', violation_error_message='Cơ quan đã có tiêu đề văn bản dùng từ ngày này.')],
            },
        ),
    ]
