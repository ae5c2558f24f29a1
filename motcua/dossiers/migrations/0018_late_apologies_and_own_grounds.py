"""What a province adds to the closed lists, and the apologies owed for deciding late."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0017_enclosures'),
        ('organizations', '0010_watched'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LateApology',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(blank=True, default='', max_length=200)),
                ('cause', models.CharField(blank=True, default='', max_length=40)),
                ('drafted_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_apologies', to='dossiers.dossier')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='late_apology', to='dossiers.dossierevent')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.eventtext')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('signed_at', None)), fields=['agency', 'drafted_at'], name='apology_to_sign')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by', None)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False), models.Q(('cause', ''), _negated=True)), _connector='OR'), name='a_signed_apology_says_who_and_why', violation_error_message='Văn bản xin lỗi đã ký phải có người ký và nguyên nhân.')],
            },
        ),
        migrations.CreateModel(
            name='OwnGround',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pause', 'pause'), ('stop', 'stop'), ('lateness', 'lateness')], max_length=10)),
                ('code', models.SlugField(max_length=40)),
                ('words', models.CharField(max_length=200, verbose_name='Nội dung')),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'code'), name='one_ground_per_code', violation_error_message='Mã này đã có trong danh mục.')],
            },
        ),
    ]
