"""The database refuses every change to a published version and to what hangs on it."""

from typing import ClassVar

from django.db import migrations

SEAL = """
CREATE FUNCTION catalog_seal_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    -- Ending a version is lawful once: a last day, and whether it was abolished.
    IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND OLD.effective_to IS NULL
       AND NEW.state IN ('published', 'abolished')
       AND (to_jsonb(NEW) - 'state' - 'effective_to')
           = (to_jsonb(OLD) - 'state' - 'effective_to') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'catalog: a published version is not changed'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'published_version_is_sealed';
END $$;

CREATE TRIGGER catalog_seal_version
    BEFORE UPDATE OR DELETE ON catalog_procedureversion
    FOR EACH ROW EXECUTE FUNCTION catalog_seal_version();

CREATE FUNCTION catalog_version_is_sealed(version bigint) RETURNS boolean
    LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM catalog_procedureversion v
                   WHERE v.id = version AND v.state <> 'draft')
$$;

CREATE FUNCTION catalog_version_of_case(wanted bigint) RETURNS bigint
    LANGUAGE sql STABLE AS $$ SELECT version_id FROM catalog_case WHERE id = wanted $$;

CREATE FUNCTION catalog_version_of_channel(wanted bigint) RETURNS bigint
    LANGUAGE sql STABLE AS $$
    SELECT c.version_id FROM catalog_case c
    JOIN catalog_casechannel k ON k.case_id = c.id WHERE k.id = wanted
$$;

CREATE FUNCTION catalog_seal_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part jsonb;
    version bigint;
BEGIN
    FOREACH part IN ARRAY ARRAY[to_jsonb(OLD), to_jsonb(NEW)] LOOP
        CONTINUE WHEN part IS NULL OR part = 'null'::jsonb;
        version := CASE TG_TABLE_NAME
            WHEN 'catalog_casechannel' THEN catalog_version_of_case((part->>'case_id')::bigint)
            WHEN 'catalog_casepaper' THEN catalog_version_of_case((part->>'case_id')::bigint)
            WHEN 'catalog_fee'
                THEN catalog_version_of_channel((part->>'case_channel_id')::bigint)
            ELSE (part->>'version_id')::bigint
        END;
        IF catalog_version_is_sealed(version) THEN
            RAISE EXCEPTION 'catalog: a published version is not changed'
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'published_version_is_sealed';
        END IF;
    END LOOP;
    RETURN COALESCE(NEW, OLD);
END $$;
""" + "".join(
    f"""
CREATE TRIGGER catalog_seal_part BEFORE INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION catalog_seal_part();
"""
    for table in (
        "catalog_case",
        "catalog_casechannel",
        "catalog_casepaper",
        "catalog_fee",
        "catalog_result",
        "catalog_legalbasis",
    )
)

UNSEAL = """
DROP FUNCTION catalog_seal_part() CASCADE;
DROP FUNCTION catalog_seal_version() CASCADE;
DROP FUNCTION catalog_version_of_channel(bigint);
DROP FUNCTION catalog_version_of_case(bigint);
DROP FUNCTION catalog_version_is_sealed(bigint);
"""


class Migration(migrations.Migration):
    """Seal."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("catalog", "0001_initial")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(SEAL, UNSEAL)
    ]
