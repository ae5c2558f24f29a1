"""Sums by reporting quarter, half-month and day take the place of month sums, filled from the events."""

from datetime import date, timedelta

import django.db.models.deletion
from django.db import migrations, models

_RUNNING = date(9999, 12, 31)
_FIRST = date(1900, 1, 1)
_DAY = timedelta(days=1)
_ENDINGS = {
    "granted": "e.to_status = 'decided' AND e.outcome <> 'denied'",
    "denied": "e.to_status = 'decided' AND e.outcome = 'denied'",
    "withdrawn": "e.to_status = 'withdrawn'",
    "stopped": "e.to_status = 'stopped'",
}
_LEAVES = {
    **{
        f"received_{channel}": f"e.movement = 'received' AND e.received_channel = '{channel}'"
        for channel in ("counter", "online", "post")
    },
    "carried_in": "e.movement = 'carried_in'",
    **{
        f"settled_{ending}_{verdict}": f"e.movement = 'settled' AND {how} AND e.verdict_report = '{verdict}'"
        for ending, how in _ENDINGS.items()
        for verdict in ("early", "on_time", "late")
    },
    "late_entries": "e.movement = 'settled' AND e.late_entry",
    "refused": "e.act = 'refuse'",
    "returned_to_filer": "e.act = 'return_to_filer'",
    "handed_back": "e.act = 'return_result'",
    "not_regulated": "e.movement = 'settled' AND e.from_due_at IS NULL",
}
_NAMES = ", ".join(_LEAVES)
_INTO = f"""
INSERT INTO dossiers_periodsum
       (grain, posted_on, recorded_on, agency_id, procedure_id, field_id, {_NAMES})"""
_DAYS = f"""{_INTO}
SELECT 'd', e.posted_on, e.recorded_on, e.to_agency_id, e.procedure_id, e.field_id,
       {", ".join(f"count(*) FILTER (WHERE {how})" for how in _LEAVES.values())}
  FROM dossiers_dossierevent e
 WHERE e.recorded_on <= %(last)s
   AND (e.movement IN ('received', 'carried_in', 'settled')
        OR e.act IN ('refuse', 'return_to_filer', 'return_result'))
 GROUP BY 2, 3, 4, 5, 6"""
_BLOCKS = {
    "h": "(date_trunc('month', {0})::date + CASE WHEN extract(day FROM {0}) >= 15 THEN 14 ELSE 0 END)",
    "q": "((date_trunc('quarter', {0} - 14 + interval '1 month') - interval '1 month')::date + 14)",
}
_COARSER = """{into}
SELECT '{grain}', {posted}, {recorded}, agency_id, procedure_id, field_id, {sums}
  FROM dossiers_periodsum WHERE grain = 'd'
 GROUP BY 2, 3, 4, 5, 6"""
_SIDE = """
SELECT {side}_agency_id AS agency_id, procedure_id, field_id,
       CASE WHEN {side}_status IN ('received', 'in_progress') THEN 'running'
            ELSE {side}_status END AS state,
       ({side}_due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS due_on, {sign} AS n
  FROM dossiers_dossierevent
 WHERE {side}_status IN
       ('awaiting_payment', 'awaiting_supplement', 'in_progress', 'paused', 'received')
   AND recorded_on <= %(last)s AND posted_on BETWEEN %(posted)s AND %(end)s
   AND (from_status <> to_status OR from_agency_id <> to_agency_id
        OR from_due_at IS DISTINCT FROM to_due_at)"""
_MOVES = f"""
INSERT INTO dossiers_openbalance
       (ends_on, agency_id, procedure_id, field_id, state, due_on, number)
SELECT '{_RUNNING}'::date, agency_id, procedure_id, field_id, state, due_on, sum(n)
  FROM ({_SIDE.format(side="from", sign=-1)} UNION ALL {_SIDE.format(side="to", sign=1)}) moves
 GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0
ON CONFLICT (ends_on, agency_id, procedure_id, field_id, state, due_on) DO UPDATE SET
       number = dossiers_openbalance.number + EXCLUDED.number"""
_COPY = f"""
INSERT INTO dossiers_openbalance
       (ends_on, agency_id, procedure_id, field_id, state, due_on, number)
SELECT %(end)s::date, agency_id, procedure_id, field_id, state, due_on, number
  FROM dossiers_openbalance WHERE ends_on = '{_RUNNING}' AND number <> 0"""


def _half(day):
    return day.replace(day=15 if day.day >= 15 else 1)


def _ends(first, last):
    """The last days of half-months, from the one before the first sealed day to the one before the last."""
    ends = [_half(first) - _DAY]
    while True:
        begins = ends[-1] + _DAY
        end = _half(begins + timedelta(days=16 if begins.day == 1 else 20)) - _DAY
        if end >= _half(last):
            return ends
        ends.append(end)


def fill(apps, schema_editor):
    """Fold everything sealed so far."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT min(day), max(day) FROM dossiers_dayseal")
        first, last = cursor.fetchone()
        if first is None:
            return
        cursor.execute(_DAYS, {"last": last})
        for grain, block in _BLOCKS.items():
            cursor.execute(
                _COARSER.format(
                    into=_INTO,
                    grain=grain,
                    posted=block.format("posted_on"),
                    recorded=block.format("recorded_on"),
                    sums=", ".join(f"sum({name})" for name in _LEAVES),
                )
            )
        posted = _FIRST
        for end in _ends(first, last):
            cursor.execute(_MOVES, {"last": last, "posted": posted, "end": end})
            cursor.execute(_COPY, {"end": end})
            posted = end + _DAY
        cursor.execute(_MOVES, {"last": last, "posted": posted, "end": last})
        cursor.execute("DELETE FROM dossiers_openbalance WHERE number = 0")


def _bare(to):
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=to,
    )


def _id():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    """Add, fill, and remove what they replace: sums are derived, nothing of record is lost."""

    dependencies = [("dossiers", "0011_watch_absences")]

    operations = [
        migrations.DeleteModel(name="MonthSum"),
        migrations.DeleteModel(name="OpenBalance"),
        migrations.CreateModel(
            name="PeriodSum",
            fields=[
                ("id", _id()),
                (
                    "grain",
                    models.CharField(
                        choices=[("q", "q"), ("h", "h"), ("d", "d")], max_length=1
                    ),
                ),
                ("posted_on", models.DateField()),
                ("recorded_on", models.DateField()),
                *((name, models.IntegerField(default=0)) for name in _LEAVES),
                ("agency", _bare("organizations.agency")),
                ("field", _bare("catalog.field")),
                ("procedure", _bare("catalog.procedure")),
            ],
        ),
        migrations.CreateModel(
            name="OpenBalance",
            fields=[
                ("id", _id()),
                ("ends_on", models.DateField()),
                ("state", models.CharField(max_length=20)),
                ("due_on", models.DateField(null=True)),
                ("number", models.IntegerField()),
                ("agency", _bare("organizations.agency")),
                ("field", _bare("catalog.field")),
                ("procedure", _bare("catalog.procedure")),
            ],
        ),
        migrations.AddConstraint(
            model_name="periodsum",
            constraint=models.UniqueConstraint(
                fields=("grain", "posted_on", "recorded_on", "agency", "procedure", "field"),
                name="one_sum_per_block",
            ),
        ),
        migrations.AddIndex(
            model_name="periodsum",
            index=models.Index(fields=["grain", "recorded_on"], name="sum_recorded"),
        ),
        migrations.AddConstraint(
            model_name="openbalance",
            constraint=models.UniqueConstraint(
                fields=("ends_on", "agency", "procedure", "field", "state", "due_on"),
                name="one_balance_per_bucket",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="openbalance",
            index=models.Index(
                condition=models.Q(("number", 0)), fields=["id"], name="balance_empty"
            ),
        ),
        migrations.AddIndex(
            model_name="dossierevent",
            index=models.Index(
                condition=models.Q(("posted_on__lt", models.F("recorded_on"))),
                fields=["recorded_on", "posted_on"],
                name="event_booked_late",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
