"""The portal's addresses: each page brings its own ``routes``."""

from motcua.web.portal import (
    accessibility,
    browse,
    handling,
    home,
    offline,
    open_data,
    procedure,
    track,
    verify,
)

app_name = "portal"

urlpatterns = [
    *home.routes,
    *browse.routes,
    *procedure.routes,
    *track.routes,
    *verify.routes,
    *open_data.routes,
    *handling.routes,
    *accessibility.routes,
    *offline.routes,
]
