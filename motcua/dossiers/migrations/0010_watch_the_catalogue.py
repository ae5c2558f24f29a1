from django.db import migrations

from motcua.base import revisions

_TABLES = (
    "case",
    "casechannel",
    "casepaper",
    "fee",
    "field",
    "offering",
    "procedure",
    "procedureversion",
)


class Migration(migrations.Migration):
    """What the desks remember of procedures is forgotten when one of them changes."""

    dependencies = [
        ("base", "0010_revisions"),
        ("catalog", "0002_seal_published_versions"),
        ("dossiers", "0003_sign_the_days"),
    ]

    operations = [
        revisions.Watch(f"catalog_{name}", revisions.CATALOG) for name in _TABLES
    ]
