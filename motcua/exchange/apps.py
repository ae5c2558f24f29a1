"""Django application of the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    """Registers the package."""

    name = "motcua.exchange"
    verbose_name = _("Trao đổi với hệ thống khác")
    default_auto_field = "django.db.models.BigAutoField"
