from django.db import migrations

from motcua.base import revisions

_TABLES = (
    "agency",
    "agencyedge",
    "agencynumbering",
    "assignment",
    "calendarday",
    "desk",
    "openingwindow",
    "post",
    "succession",
)


class Migration(migrations.Migration):
    """What is remembered of agencies, posts and calendars is forgotten when one of them changes."""

    dependencies = [
        ("base", "0010_revisions"),
        ("organizations", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        *(revisions.Watch(f"organizations_{name}", revisions.ORGANIZATIONS) for name in _TABLES),
        # Signing in writes to the account as well; only switching it on or off changes a right.
        revisions.Watch("people_account", revisions.ORGANIZATIONS, columns=("is_active",)),
        migrations.DeleteModel(name="CalendarRevision"),
    ]
