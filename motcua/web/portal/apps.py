"""The Django app of the portal's pages."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """One file per page, its templates beside it."""

    name = "motcua.web.portal"
    label = "web_portal"
    default_auto_field = "django.db.models.BigAutoField"
