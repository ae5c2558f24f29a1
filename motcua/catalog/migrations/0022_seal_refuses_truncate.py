"""Published versions and source records are emptied by nobody; a dated statement only ends, once."""

from typing import ClassVar

from django.db import migrations

from motcua.base import append_only

#: Versions, what hangs on them, and what the source said: sealed row by row before.
WHOLE = (
    "catalog_procedureversion",
    "catalog_case",
    "catalog_casechannel",
    "catalog_casepaper",
    "catalog_fee",
    "catalog_legalbasis",
    "catalog_notaskedpaper",
    "catalog_result",
    "catalog_sourcerecord",
)
#: What a decision states from a day: dossiers were received by it.
DATED = ("catalog_handling", "catalog_listmembership", "catalog_servicelevelperiod")

FUNCTION = """
CREATE FUNCTION catalog_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.to_on IS NULL AND NEW.to_on IS NOT NULL
       AND (to_jsonb(NEW) - 'to_on') = (to_jsonb(OLD) - 'to_on') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'catalog: what a decision stated is ended once, never changed'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'dated_statement_only_ends';
END $$;
"""


def _refuse_truncate(table: str) -> str:
    _rows, whole = append_only.triggers(table)
    return f"""
        CREATE TRIGGER "{whole}" BEFORE TRUNCATE ON "{table}"
            FOR EACH STATEMENT EXECUTE FUNCTION motcua_refuse_change();
    """


def _only_ends(table: str) -> str:
    return f"""
        CREATE TRIGGER catalog_only_ends BEFORE UPDATE OR DELETE ON "{table}"
            FOR EACH ROW EXECUTE FUNCTION catalog_only_ends();
    """


def _allow_truncate(table: str) -> str:
    _rows, whole = append_only.triggers(table)
    return f'DROP TRIGGER "{whole}" ON "{table}";'


SEAL = (
    append_only.FUNCTION
    + FUNCTION
    + "".join(map(_refuse_truncate, WHOLE + DATED))
    + "".join(map(_only_ends, DATED))
)
UNSEAL = "DROP FUNCTION catalog_only_ends() CASCADE;" + "".join(map(_allow_truncate, WHOLE + DATED))


class Migration(migrations.Migration):
    """Seal."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("catalog", "0021_watch_service_levels")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(SEAL, UNSEAL)
    ]
