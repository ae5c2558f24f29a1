"""The Django app of the workspace's pages."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """One file per page, its templates beside it."""

    name = "motcua.web.workspace"
    label = "web_workspace"
