"""What the new columns and tables need of the seal; every version knows the tiers it is carried out at."""

from typing import ClassVar

from django.db import migrations

SEAL = """
CREATE OR REPLACE FUNCTION catalog_seal_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    -- Ending a version is lawful once: a last day, and by which decision it was abolished, if it was.
    IF TG_OP = 'UPDATE' AND OLD.state = 'published' AND OLD.effective_to IS NULL
       AND NEW.state IN ('published', 'abolished')
       AND (to_jsonb(NEW) - ARRAY['state', 'effective_to', 'abolishing_number', 'abolishing_on',
                                  'abolishing_signer'])
           = (to_jsonb(OLD) - ARRAY['state', 'effective_to', 'abolishing_number', 'abolishing_on',
                                    'abolishing_signer']) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'catalog: a published version is not changed'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'published_version_is_sealed';
END $$;

CREATE OR REPLACE FUNCTION catalog_seal_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    part jsonb;
    version bigint;
BEGIN
    FOREACH part IN ARRAY ARRAY[to_jsonb(OLD), to_jsonb(NEW)] LOOP
        CONTINUE WHEN part IS NULL OR part = 'null'::jsonb;
        version := CASE
            WHEN TG_TABLE_NAME IN ('catalog_casechannel', 'catalog_casepaper',
                                   'catalog_notaskedpaper')
                THEN catalog_version_of_case((part->>'case_id')::bigint)
            WHEN TG_TABLE_NAME = 'catalog_fee'
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

CREATE TRIGGER catalog_seal_part BEFORE INSERT OR UPDATE OR DELETE ON catalog_notaskedpaper
    FOR EACH ROW EXECUTE FUNCTION catalog_seal_part();

-- What a source said stays as it said it; only when it was last seen is noted.
CREATE FUNCTION catalog_keep_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND (to_jsonb(NEW) - ARRAY['last_run_id', 'current', 'line'])
           = (to_jsonb(OLD) - ARRAY['last_run_id', 'current', 'line']) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'catalog: a source record is kept as it was read'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'source_record_is_kept';
END $$;

CREATE TRIGGER catalog_keep_source BEFORE UPDATE OR DELETE ON catalog_sourcerecord
    FOR EACH ROW EXECUTE FUNCTION catalog_keep_source();

ALTER TABLE catalog_procedureversion DISABLE TRIGGER catalog_seal_version;
UPDATE catalog_procedureversion SET levels = ARRAY[level] WHERE levels = '{}';
ALTER TABLE catalog_procedureversion ENABLE TRIGGER catalog_seal_version;
"""

UNSEAL = """
DROP TRIGGER catalog_seal_part ON catalog_notaskedpaper;
DROP FUNCTION catalog_keep_source() CASCADE;
"""


class Migration(migrations.Migration):
    """Seal and fill."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("catalog", "0003_national_catalogue")]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(SEAL, UNSEAL)
    ]
