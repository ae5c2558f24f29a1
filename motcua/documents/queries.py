"""Questions about kept papers: what somebody has, in which files a word stands, whether all are whole."""

import re
from collections.abc import Iterator
from contextlib import suppress

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import QuerySet
from django.db.models.functions import Mod, Substr

from motcua.base import text
from motcua.documents import store
from motcua.documents.models import INDEXED_LETTERS, File, Origin, Paper, Reading
from motcua.documents.ports import Lost
from motcua.documents.store.objects import Unreachable

_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST = 3
#: In so many days every file is read again once.
_TURNS = 30


def held(party_id: int) -> QuerySet[Paper]:
    """Papers kept for a person or an organisation, each content once, the latest first.

    A paper that was used again is told by where it came from first.
    """
    latest = (
        Paper.objects.filter(holder=party_id, source=None)
        .exclude(origin=Origin.REUSED)
        .order_by("file", "name", "-taken_at")
        .distinct("file", "name")
    )
    papers = Paper.objects.filter(pk__in=latest.values("pk"))
    return papers.select_related("file", "agency").order_by("-taken_at", "-pk")


def files_with(words: str) -> QuerySet[Reading]:
    """Readings of files in which all of the words stand; nothing for less than three letters."""
    wanted = [word for word in _WORD.findall(text.fold(words)) if word]
    if len("".join(wanted)) < _SHORTEST:
        return Reading.objects.none()
    vector = SearchVector(Substr("words", 1, INDEXED_LETTERS), config="simple")
    query = SearchQuery(" & ".join(wanted), search_type="raw", config="simple")
    return Reading.objects.alias(said=vector).filter(said=query)


def turn_of(day: int | None) -> QuerySet[File]:
    """The files whose turn to be read again is the ``day`` (counted from anywhere); all without one."""
    if day is None:
        return File.objects.all()
    return File.objects.alias(turn=Mod("pk", _TURNS)).filter(turn=day % _TURNS)


def damaged(files: QuerySet[File]) -> Iterator[tuple[File, str]]:
    """Each of the files that the store lost or changed, with the digest found instead, or nothing."""
    here = store.here()
    for file in files.order_by("pk").iterator():
        found = ""
        with suppress(Lost, Unreachable, OSError):
            found = store.digest_of_pieces(here.read(file.digest))
        if found != file.digest:
            yield file, found
