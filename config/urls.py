"""Every address of the installation."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.base import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", pages.healthz),
    path("readyz", pages.readyz),
    path("", include("motcua.web.urls")),
]

handler404 = pages.not_found
handler500 = pages.unexpected
