from django.db import migrations, models


class Migration(migrations.Migration):
    """Where triggers write that something changed."""

    dependencies = [
        ("base", "0002_reactions"),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("room", models.CharField(max_length=20, primary_key=True, serialize=False)),
                ("token", models.UUIDField()),
            ],
        ),
    ]
