"""Only indexes that are read: every act pays for each of them; open dossiers and words of names get theirs."""

import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Take indexes of references away, add those of the lists."""

    dependencies = [
        ('catalog', '0006_seal_inserts_by_statement'),
        ('dossiers', '0015_sums_of_quarters_halves_and_days'),
        ('organizations', '0010_watched'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='dossier',
            name='dossier_inbox',
        ),
        migrations.RemoveIndex(
            model_name='dossier',
            name='dossier_desk',
        ),
        migrations.RemoveIndex(
            model_name='dossier',
            name='dossier_offers',
        ),
        migrations.RemoveIndex(
            model_name='dossier',
            name='dossier_owner',
        ),
        migrations.RemoveIndex(
            model_name='dossierevent',
            name='event_recorded',
        ),
        migrations.AlterField(
            model_name='dossier',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='catalog.case'),
        ),
        migrations.AlterField(
            model_name='dossier',
            name='field',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='catalog.field'),
        ),
        migrations.AlterField(
            model_name='dossier',
            name='offered_post',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.post'),
        ),
        migrations.AlterField(
            model_name='dossier',
            name='offered_to',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offered_dossiers', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='dossier',
            name='procedure',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='catalog.procedure'),
        ),
        migrations.AlterField(
            model_name='dossier',
            name='version',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='catalog.procedureversion'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='actor',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='case',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='catalog.case'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='dossier',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='dossiers.dossier'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='field',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='catalog.field'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='from_agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='from_holder',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='from_post',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.post'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='offered_post',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.post'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='offered_to',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='on_behalf_of',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='procedure',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='catalog.procedure'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='return_at',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='taken_in_at',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='to_agency',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='to_holder',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='to_post',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.post'),
        ),
        migrations.AlterField(
            model_name='dossierevent',
            name='version',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to='catalog.procedureversion'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(models.F('agency'), models.OrderBy(models.F('waiting_since'), nulls_first=True), models.OrderBy(models.F('due_at'), nulls_last=True), models.F('id'), condition=models.Q(('status__in', ['awaiting_payment', 'awaiting_supplement', 'in_progress', 'paused', 'received'])), name='dossier_open'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('status', 'decided')), fields=['holder', 'agency', 'settled_at'], name='dossier_decided'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('offered_to__isnull', False)), fields=['offered_to'], name='dossier_offers'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(condition=models.Q(('offered_post__isnull', False)), fields=['offered_post'], name='dossier_post_offers'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['-opened_at', '-id'], name='dossier_newest'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector('owner_fold', config='simple'), name='dossier_owner_words'),
        ),
        migrations.AddIndex(
            model_name='dossierevent',
            index=models.Index(fields=['recorded_on', 'actor'], name='event_recorded'),
        ),
    ]
