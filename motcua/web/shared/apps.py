"""The Django app of what all pages share."""

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """Templates, template tags and static files of every page."""

    name = "motcua.web.shared"
    label = "web_shared"
