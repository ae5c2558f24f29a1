"""Questions about registers: their lines, what they count for, whether the seals hold."""

from motcua.control.queries.chains import broken, summary
from motcua.control.queries.figures import Feed, feed
from motcua.control.queries.lines import (
    Shelf,
    history,
    kept_from,
    latest,
    lines,
    nobody_keeps,
    shelf,
)

__all__ = [
    "Feed",
    "Shelf",
    "broken",
    "feed",
    "history",
    "kept_from",
    "latest",
    "lines",
    "nobody_keeps",
    "shelf",
    "summary",
]
