"""What agencies were called is remembered with them for a form."""

from django.db import migrations

from motcua.base import revisions


class Migration(migrations.Migration):
    """What is remembered of names is forgotten when one of them changes."""

    dependencies = [("organizations", "0010_watched")]

    operations = [revisions.Watch("organizations_agencyname", revisions.ORGANIZATIONS)]
