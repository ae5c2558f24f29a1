"""The seal asks for each new row's version by its key, in no other order.

As a join the planner, told that a table is empty, read all of it for each new row. A scalar
sub-query cannot be turned round: one or two look-ups by key a row, whatever the statistics say.
"""

from typing import ClassVar

from django.db import migrations

SEAL = """
CREATE OR REPLACE FUNCTION catalog_seal_added() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
    sealed boolean;
BEGIN
    EXECUTE CASE TG_ARGV[0]
        WHEN 'version' THEN
            'SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT version_id FROM added) a WHERE
                (SELECT v.state FROM catalog_procedureversion v WHERE v.id = a.version_id)
                <> ''draft'')'
        WHEN 'case' THEN
            'SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT case_id FROM added) a WHERE
                (SELECT v.state FROM catalog_procedureversion v WHERE v.id =
                    (SELECT c.version_id FROM catalog_case c WHERE c.id = a.case_id))
                <> ''draft'')'
        ELSE
            'SELECT EXISTS (SELECT 1 FROM (SELECT DISTINCT case_channel_id FROM added) a WHERE
                (SELECT v.state FROM catalog_procedureversion v WHERE v.id =
                    (SELECT c.version_id FROM catalog_case c WHERE c.id =
                        (SELECT k.case_id FROM catalog_casechannel k
                            WHERE k.id = a.case_channel_id)))
                <> ''draft'')'
    END INTO sealed;
    IF sealed THEN
        RAISE EXCEPTION 'catalog: a published version is not changed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'published_version_is_sealed';
    END IF;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    """Ask row by row."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("catalog", "0007_seal_looks_up_by_index"),
    ]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(SEAL, migrations.RunSQL.noop)
    ]
