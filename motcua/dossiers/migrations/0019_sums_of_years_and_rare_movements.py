"""Sums by reporting year too, and of transfers, reopenings and annulments; all filled from the events."""

import django.contrib.postgres.indexes
import django.db.models.functions.comparison
from django.db import migrations, models

_CHANNELS = ("counter", "online", "post")
_VERDICTS = ("early", "on_time", "late")
_ENDINGS = {
    "granted": "{e}.to_status = 'decided' AND {e}.outcome <> 'denied'",
    "denied": "{e}.to_status = 'decided' AND {e}.outcome = 'denied'",
    "withdrawn": "{e}.to_status = 'withdrawn'",
    "stopped": "{e}.to_status = 'stopped'",
}
_RECEIVED = {
    f"received_{channel}": f"e.movement = 'received' AND e.received_channel = '{channel}'"
    for channel in _CHANNELS
}
_SETTLED = {
    f"settled_{ending}_{verdict}": (
        f"e.movement = 'settled' AND {how.format(e='e')} AND e.verdict_report = '{verdict}'"
    )
    for ending, how in _ENDINGS.items()
    for verdict in _VERDICTS
}
_REOPENED = {
    f"reopened_{ending}_{verdict}": f"{how.format(e='r')} AND r.verdict_report = '{verdict}'"
    for ending, how in _ENDINGS.items()
    for verdict in _VERDICTS
}
_IN, _OUT = (
    {
        f"transferred_{way}_{channel}": (
            "e.movement = 'transferred' AND e.received_posted_on IS NOT NULL"
            f" AND e.received_channel = '{channel}'"
        )
        for channel in _CHANNELS
    }
    for way in ("in", "out")
)
_ANNULLED = {
    f"annulled_{channel}": (
        "e.movement = 'annulled' AND e.reversed_posted_on IS NOT NULL"
        f" AND e.channel = '{channel}'"
    )
    for channel in _CHANNELS
}
_MEMO = {
    "carried_in": "e.movement = 'carried_in'",
    "late_entries": "e.movement = 'settled' AND e.late_entry",
    "refused": "e.act = 'refuse'",
    "returned_to_filer": "e.act = 'return_to_filer'",
    "handed_back": "e.act = 'return_result'",
    "not_regulated": "e.movement = 'settled' AND e.from_due_at IS NULL",
}
_NAMES = [*_RECEIVED, *_SETTLED, *_REOPENED, *_IN, *_OUT, *_ANNULLED, *_MEMO]
_NEW = [*_REOPENED, *_IN, *_OUT, *_ANNULLED]
_LISTED = ", ".join(_NAMES)
_INTO = f"""
INSERT INTO dossiers_periodsum
       (grain, posted_on, recorded_on, agency_id, procedure_id, field_id, {_LISTED})"""


def _counts(conditions):
    return ", ".join(
        f"count(*) FILTER (WHERE {conditions[name]}) AS {name}" if name in conditions else f"0 AS {name}"
        for name in _NAMES
    )


_KEY = "e.posted_on, e.recorded_on, {agency}, e.procedure_id, e.field_id"
_PARTS = f"""
SELECT {_KEY.format(agency="e.to_agency_id")} AS field_id, {_counts(_RECEIVED | _SETTLED | _IN | _MEMO)}
  FROM dossiers_dossierevent e
 WHERE e.recorded_on <= %(last)s
   AND (e.movement IN ('received', 'carried_in', 'settled', 'transferred')
        OR e.act IN ('refuse', 'return_to_filer', 'return_result'))
 GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT {_KEY.format(agency="e.from_agency_id")}, {_counts(_OUT | _ANNULLED)}
  FROM dossiers_dossierevent e
 WHERE e.recorded_on <= %(last)s AND e.movement IN ('transferred', 'annulled')
 GROUP BY 1, 2, 3, 4, 5
UNION ALL
SELECT {_KEY.format(agency="e.to_agency_id")}, {_counts(_REOPENED)}
  FROM dossiers_dossierevent e JOIN dossiers_dossierevent r ON r.id = e.reverses_id
 WHERE e.recorded_on <= %(last)s AND e.movement = 'reopened'
 GROUP BY 1, 2, 3, 4, 5"""
_DAYS = f"""{_INTO}
SELECT 'd', posted_on, recorded_on, agency_id, procedure_id, field_id,
       {", ".join(f"sum({name})" for name in _NAMES)}
  FROM ({_PARTS}) AS parts (posted_on, recorded_on, agency_id, procedure_id, field_id, {_LISTED})
 GROUP BY 2, 3, 4, 5, 6"""
_BLOCKS = {
    "h": "(date_trunc('month', {0})::date + CASE WHEN extract(day FROM {0}) >= 15 THEN 14 ELSE 0 END)",
    "q": "((date_trunc('quarter', {0} - 14 + interval '1 month') - interval '1 month')::date + 14)",
    "y": "(date_trunc('year', {0} + 17)::date - 17)",
}
_COARSER = """{into}
SELECT '{grain}', {posted}, {recorded}, agency_id, procedure_id, field_id, {sums}
  FROM dossiers_periodsum WHERE grain = 'd'
 GROUP BY 2, 3, 4, 5, 6"""


def fill(apps, schema_editor):
    """Fold everything sealed so far anew."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT max(day) FROM dossiers_dayseal")
        (last,) = cursor.fetchone()
        if last is None:
            return
        cursor.execute("DELETE FROM dossiers_periodsum")
        cursor.execute(_DAYS, {"last": last})
        for grain, block in _BLOCKS.items():
            cursor.execute(
                _COARSER.format(
                    into=_INTO,
                    grain=grain,
                    posted=block.format("posted_on"),
                    recorded=block.format("recorded_on"),
                    sums=", ".join(f"sum({name})" for name in _NAMES),
                )
            )


class Migration(migrations.Migration):
    """Add and fill: sums are derived, nothing of record is touched."""

    dependencies = [("dossiers", "0018_late_apologies_and_own_grounds")]

    operations = [
        migrations.AlterField(
            model_name="periodsum",
            name="grain",
            field=models.CharField(
                choices=[("y", "y"), ("q", "q"), ("h", "h"), ("d", "d")], max_length=1
            ),
        ),
        *(
            migrations.AddField(
                model_name="periodsum", name=name, field=models.IntegerField(default=0)
            )
            for name in _NEW
        ),
        migrations.AddIndex(
            model_name="dossierevent",
            index=django.contrib.postgres.indexes.GistIndex(
                models.Func(
                    django.db.models.functions.comparison.Coalesce(
                        "reversed_posted_on", "received_posted_on"
                    ),
                    models.F("posted_on"),
                    models.Value("(]"),
                    function="daterange",
                ),
                condition=models.Q(("movement__in", ["reopened", "transferred", "annulled"])),
                name="event_older",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
