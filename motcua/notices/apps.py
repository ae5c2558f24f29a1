"""Django application of the package."""

from django.apps import AppConfig


class Config(AppConfig):
    """Registers the package."""

    name = "motcua.notices"
    default_auto_field = "django.db.models.BigAutoField"
