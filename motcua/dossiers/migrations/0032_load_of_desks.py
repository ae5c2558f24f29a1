"""How much lies on whose desk, kept beside the ledger: rows with a sign, added up by night."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

#: What is open now, once by person and once by step.
FILL = """
INSERT INTO dossiers_deskload
       (desk_id, by_step, holder_id, post_id, route_id, step, waits, late_on, number)
SELECT coalesce(stay_at_id, agency_id), by_step,
       CASE WHEN by_step THEN NULL ELSE holder_id END,
       CASE WHEN by_step THEN NULL ELSE post_id END,
       CASE WHEN by_step THEN route_id END,
       CASE WHEN by_step THEN step ELSE '' END,
       status IN ('awaiting_payment', 'awaiting_supplement', 'paused'),
       (urgent_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, count(*)
  FROM dossiers_dossier, (VALUES (false), (true)) grain (by_step)
 WHERE status IN ('awaiting_payment', 'awaiting_supplement', 'in_progress', 'paused', 'received')
 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""


def beside(to):
    return models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=to)


class Migration(migrations.Migration):
    """Add and fill."""

    dependencies = [
        ('catalog', '0024_watch_internal_processes'),
        ('dossiers', '0036_what_ends_with_a_dossier'),
        ('organizations', '0011_watch_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeskLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_step', models.BooleanField()),
                ('step', models.CharField(blank=True, default='', max_length=20)),
                ('waits', models.BooleanField()),
                ('late_on', models.DateField(null=True)),
                ('number', models.IntegerField()),
                ('desk', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.agency')),
                ('holder', beside(settings.AUTH_USER_MODEL)),
                ('post', beside('organizations.post')),
                ('route', beside('catalog.route')),
            ],
            options={
                'indexes': [models.Index(fields=['desk', 'by_step'], name='desk_load_of_agency')],
            },
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
