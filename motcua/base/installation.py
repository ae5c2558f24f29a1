"""From a bare process to a ready one: Django set up, the installation's database running."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from psycopg.conninfo import conninfo_to_dict

from motcua.base import embedded, env

SETTINGS = "config.settings"


def load() -> None:
    """Set Django up; nothing is connected yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def data_folder() -> Path:
    """Where everything that must survive lives."""
    return env.read().data_folder


def database_url() -> str:
    """The address of the database; the embedded one is started when no other is set.

    Raise ``embedded.WillNotStart``.
    """
    environment = env.read()
    return environment.database_url or embedded.url(environment.data_folder)


def connect() -> str:
    """Have the database running and Django pointed at it; return its address."""
    url = database_url()
    settings.DATABASES["default"]["HOST"] = conninfo_to_dict(url).get("host", "")
    return url


def migrate() -> None:
    """Bring the database to the state this version expects."""
    call_command("migrate", verbosity=0, interactive=False)


def is_migrated() -> bool:
    """Tell whether the database is in the state this version expects."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
