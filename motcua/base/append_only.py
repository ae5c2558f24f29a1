"""Tables that only grow: the database itself refuses UPDATE, DELETE and TRUNCATE.

A migration seals a table as its last operation::

    operations = [migrations.CreateModel(…), append_only.Seal("dossiers_dossierevent")]

Lifting a seal takes the table's owner and ``ALTER TABLE … DISABLE TRIGGER``:
tests do it (``tests/conftest.py``), the product never does.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION motcua_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Bảng % chỉ được ghi thêm: không được sửa, xóa (%).', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
"""


def triggers(table: str) -> tuple[str, str]:
    """The names of the two triggers that seal ``table``."""
    return f"{table}_sealed_rows", f"{table}_sealed_table"


def seal_sql(table: str) -> str:
    """The statements that seal ``table``; harmless when repeated."""
    rows, whole = triggers(table)
    return f"""{FUNCTION}
        CREATE OR REPLACE TRIGGER "{rows}" BEFORE UPDATE OR DELETE ON "{table}"
            FOR EACH ROW EXECUTE FUNCTION motcua_refuse_change();
        CREATE OR REPLACE TRIGGER "{whole}" BEFORE TRUNCATE ON "{table}"
            FOR EACH STATEMENT EXECUTE FUNCTION motcua_refuse_change();
    """


def unseal_sql(table: str) -> str:
    """The statements that take the seal off again, for a migration's way back."""
    rows, whole = triggers(table)
    return f"""
        DROP TRIGGER IF EXISTS "{rows}" ON "{table}";
        DROP TRIGGER IF EXISTS "{whole}" ON "{table}";
    """


class Seal(migrations.RunSQL):
    """The migration operation that seals one table."""

    def __init__(self, table: str) -> None:
        """Seal ``table`` (its name in the database)."""
        self.table = table
        super().__init__(sql=seal_sql(table), reverse_sql=unseal_sql(table))

    def deconstruct(self) -> tuple[str, list[str], dict[str, str]]:
        """Write the operation in a migration file as ``Seal(table=…)``."""
        return self.__class__.__qualname__, [], {"table": self.table}

    def describe(self) -> str:
        """Name the operation in the output of ``migrate``."""
        return f"Seal {self.table}"
