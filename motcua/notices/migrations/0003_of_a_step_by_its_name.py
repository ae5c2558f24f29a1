"""What a leader said of a step is kept by the step's name, as the morning's page groups it.

The route stays in the rows that have it: nobody is told the same twice by it. Of two steps of one name in one
route of which the same person was told on one day the first is renamed.
"""

from django.db import migrations

BY_NAME = """
UPDATE notices_notice told
   SET step = left(encode(sha256(convert_to(here.name, 'UTF8')), 'hex'), 20)
  FROM catalog_routestep here
 WHERE told.kind = 'nudge' AND here.route_id = told.route_id AND here.code = told.step AND here.name <> ''
   AND NOT EXISTS (SELECT FROM notices_notice before
                     JOIN catalog_routestep there ON there.route_id = before.route_id AND there.code = before.step
                    WHERE before.id < told.id AND before.kind = 'nudge' AND there.name = here.name
                      AND before.account_id = told.account_id AND before.moment = told.moment
                      AND before.alarm = told.alarm AND before.agency_id = told.agency_id
                      AND before.route_id = told.route_id
                      AND before.dossier_id IS NOT DISTINCT FROM told.dossier_id)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0002_what_was_written_by_mail'),
    ]

    operations = [
        migrations.RunSQL(BY_NAME, migrations.RunSQL.noop),
    ]
