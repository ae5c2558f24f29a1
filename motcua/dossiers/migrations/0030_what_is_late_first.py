"""After which moment each open dossier is late: kept with every act, and what lists are ordered by."""

from django.db import migrations, models
from django.db.models.functions import Coalesce

#: What running dossiers were due before this column: their result by the day or the hour, or their step.
FILL = """
UPDATE dossiers_dossier SET urgent_at = least(
    CASE WHEN limit_unit = 'working_hours' THEN due_at
         ELSE ((due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + 1)::timestamp
              AT TIME ZONE 'Asia/Ho_Chi_Minh' - interval '1 microsecond'
    END, step_due_at)
 WHERE status IN ('received', 'in_progress') AND (due_at IS NOT NULL OR step_due_at IS NOT NULL)
"""
OPEN = models.Q(
    status__in=['awaiting_payment', 'awaiting_supplement', 'in_progress', 'paused', 'received']
)
BY_PRESSURE = (
    models.F('waiting_since').asc(nulls_first=True),
    models.F('urgent_at').asc(nulls_last=True),
    'id',
)


class Migration(migrations.Migration):
    """Add, fill, and index by desk and by person."""

    # The fill leaves checks of references pending; an index cannot be made until they are done.
    atomic = False

    dependencies = [
        ('dossiers', '0029_remote_signing'),
    ]

    operations = [
        migrations.AddField(
            model_name='dossier', name='urgent_at', field=models.DateTimeField(null=True)
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(
                Coalesce('stay_at', 'agency'), *BY_PRESSURE, condition=OPEN, name='dossier_desk'
            ),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(
                models.F('holder'), *BY_PRESSURE, condition=OPEN, name='dossier_mine'
            ),
        ),
    ]
