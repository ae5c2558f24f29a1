"""Every address people come to: the portal at the root, the workspace under ``can-bo/``."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.web.shared import display

urlpatterns: list[URLPattern | URLResolver] = [
    path("hien-thi/", display.choose, name="display"),
    path("can-bo/", include("motcua.web.workspace.urls")),
    path("", include("motcua.web.portal.urls")),
]
