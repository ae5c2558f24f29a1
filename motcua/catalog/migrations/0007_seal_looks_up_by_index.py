"""The seal's look-up goes by index whatever the statistics say.

Right after a bulk write, or one that was taken back, they say nothing true: a nested loop over whole
tables made the same check take minutes.
"""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Fix the plan."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("catalog", "0006_seal_inserts_by_statement"),
    ]

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.RunSQL(
            "ALTER FUNCTION catalog_seal_added() SET enable_seqscan = off",
            "ALTER FUNCTION catalog_seal_added() RESET enable_seqscan",
        )
    ]
