"""Acts that offer in bulk and take it back; what each agency confirms to show the public."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from motcua.base import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0002_seal_published_versions'),
        ('organizations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('posted_on', models.DateField(verbose_name='Ngày niêm yết')),
                ('at', models.DateTimeField(verbose_name='Lúc')),
            ],
        ),
        migrations.CreateModel(
            name='OfferingAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision_number', models.CharField(max_length=80, verbose_name='Số quyết định')),
                ('decision_on', models.DateField(verbose_name='Ngày quyết định')),
                ('from_on', models.DateField(verbose_name='Từ ngày')),
                ('to_on', models.DateField(null=True, verbose_name='Đến ngày')),
                ('procedures', models.PositiveIntegerField(verbose_name='Số thủ tục')),
                ('agencies', models.PositiveIntegerField(verbose_name='Số cơ quan')),
                ('made', models.PositiveIntegerField(verbose_name='Số dòng mới')),
                ('held', models.PositiveIntegerField(verbose_name='Số dòng đã có')),
                ('chosen', models.JSONField(default=dict, verbose_name='Cách chọn')),
                ('at', models.DateTimeField(verbose_name='Lúc')),
            ],
        ),
        migrations.CreateModel(
            name='OfferingUndo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300, verbose_name='Lý do')),
                ('withdrawn', models.PositiveIntegerField(verbose_name='Số dòng thu hồi')),
                ('kept_used', models.PositiveIntegerField(verbose_name='Giữ lại vì đã có hồ sơ')),
                ('kept_changed', models.PositiveIntegerField(verbose_name='Giữ lại vì đã thay đổi')),
                ('at', models.DateTimeField(verbose_name='Lúc')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='offering',
            name='one_offering_per_day',
        ),
        migrations.RemoveConstraint(
            model_name='offering',
            name='offering_ends_after_it_begins',
        ),
        migrations.AddField(
            model_name='listing',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='organizations.agency'),
        ),
        migrations.AddField(
            model_name='listing',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listings', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='listing',
            name='procedure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='catalog.procedure'),
        ),
        migrations.AddField(
            model_name='listing',
            name='version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='catalog.procedureversion'),
        ),
        migrations.AddField(
            model_name='offeringact',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offering_acts', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='offering',
            name='act',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offerings', to='catalog.offeringact'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.UniqueConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), fields=('procedure', 'agency', 'from_on'), name='one_offering_per_day'),
        ),
        migrations.AddConstraint(
            model_name='offering',
            constraint=models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', django.db.models.expressions.CombinedExpression(models.F('from_on'), '-', models.Value(datetime.timedelta(days=1)))), _connector='OR'), name='offering_ends_after_it_begins', violation_error_message='Ngày kết thúc phải sau ngày bắt đầu.'),
        ),
        migrations.AddField(
            model_name='offeringundo',
            name='act',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='undo', to='catalog.offeringact'),
        ),
        migrations.AddField(
            model_name='offeringundo',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offering_undos', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(fields=['agency', 'procedure', '-id'], name='listing_latest'),
        ),
        migrations.AddConstraint(
            model_name='offeringact',
            constraint=models.CheckConstraint(condition=models.Q(('made__gte', 1)), name='offering_act_makes_something', violation_error_message='Đợt giao phải có ít nhất một dòng mới.'),
        ),
        append_only.Seal("catalog_offeringact"),
        append_only.Seal("catalog_offeringundo"),
        append_only.Seal("catalog_listing"),
    ]
