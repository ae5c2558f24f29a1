"""Django's handle on the package."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    """The tools every other package stands on."""

    name = "motcua.base"
    label = "base"
    verbose_name = _("Nền tảng")
    default_auto_field = "django.db.models.BigAutoField"
