"""Rows added to a published version are refused once a statement: a whole catalogue comes in at once.

The row trigger planned its look-up when the tables were empty and kept that plan, so that each row
read every case. The statement trigger joins all new rows at once and plans anew (EXECUTE).
"""

from typing import ClassVar

from django.db import migrations

BY_VERSION = ("catalog_case", "catalog_result", "catalog_legalbasis")
BY_CASE = ("catalog_casechannel", "catalog_casepaper", "catalog_notaskedpaper")
BY_CHANNEL = ("catalog_fee",)
TABLES = BY_VERSION + BY_CASE + BY_CHANNEL

FUNCTION = """
CREATE FUNCTION catalog_seal_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sealed boolean;
BEGIN
    EXECUTE CASE TG_ARGV[0]
        WHEN 'version' THEN
            'SELECT EXISTS (SELECT 1 FROM added a
                JOIN catalog_procedureversion v ON v.id = a.version_id WHERE v.state <> ''draft'')'
        WHEN 'case' THEN
            'SELECT EXISTS (SELECT 1 FROM added a JOIN catalog_case c ON c.id = a.case_id
                JOIN catalog_procedureversion v ON v.id = c.version_id WHERE v.state <> ''draft'')'
        ELSE
            'SELECT EXISTS (SELECT 1 FROM added a
                JOIN catalog_casechannel k ON k.id = a.case_channel_id
                JOIN catalog_case c ON c.id = k.case_id
                JOIN catalog_procedureversion v ON v.id = c.version_id WHERE v.state <> ''draft'')'
    END INTO sealed;
    IF sealed THEN
        RAISE EXCEPTION 'catalog: a published version is not changed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'published_version_is_sealed';
    END IF;
    RETURN NULL;
END $$;
"""


def _kind(table: str) -> str:
    if table in BY_VERSION:
        return "version"
    return "case" if table in BY_CASE else "channel"


SEAL = FUNCTION + "".join(
    f"""
DROP TRIGGER catalog_seal_part ON {table};
CREATE TRIGGER catalog_seal_part BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION catalog_seal_part();
CREATE TRIGGER catalog_seal_added AFTER INSERT ON {table}
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION catalog_seal_added('{_kind(table)}');
"""
    for table in TABLES
)

UNSEAL = "DROP FUNCTION catalog_seal_added() CASCADE;" + "".join(
    f"""
DROP TRIGGER catalog_seal_part ON {table};
CREATE TRIGGER catalog_seal_part BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION catalog_seal_part();
"""
    for table in TABLES
)


class Migration(migrations.Migration):
    """Seal."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("catalog", "0005_source_records_are_a_history")
    ]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(SEAL, UNSEAL)
    ]
