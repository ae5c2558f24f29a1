"""The words a dossier is found by, each once bare and once with each place of the dossier before it.

A name that one in ten bears has a hundred thousand bearers in a province and seven hundred in a commune:
whoever looks among his own agency's dossiers asks for the word *at that place*, so the answer costs what
the agency's books cost, however large the province grows.
"""

from collections.abc import Iterable, Sequence

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler
from django.utils.deconstruct import deconstructible

_FOLDED, *_PLACES = "owner_fold", "agency_id", "taken_in_at_id", "return_at_id"
_EACH_WORD = "'[^a-z0-9]*([a-z0-9]+)[^a-z0-9]*'"
#: Beyond so many places the word is asked for bare, and the places are looked up in what was found.
_MOST_PLACES = 12


@deconstructible(path="motcua.dossiers.models.placed_words.PlacedWords")
class PlacedWords(Func):
    """The search vector of a row; written alike in the index and in the question, so that one serves the other."""

    output_field = SearchVectorField()

    def __init__(self) -> None:
        """Take the name and the three places from the dossier's own columns."""
        super().__init__(_FOLDED, *_PLACES)

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        *_args: object,
        **_context: object,
    ) -> tuple[str, list[str | int]]:
        """Join the words as they are, then at each place."""
        name, *places = (part.as_sql(compiler, connection)[0] for part in self.source_expressions)
        marks = ["'\\1 '", *(f"'p' || {place}::text || 'x\\1 '" for place in places)]
        parts = (f"regexp_replace({name}, {_EACH_WORD}, {mark}, 'g')" for mark in marks)
        return f"to_tsvector('simple'::regconfig, {' || '.join(parts)})", []


def standing(words: Sequence[str], places: Iterable[int]) -> SearchQuery:
    """Ask for all ``words`` (letters and digits only), the last one perhaps begun, at one of ``places``."""
    here = sorted(places)
    marks = [f"p{place}x" for place in here] if len(here) <= _MOST_PLACES else [""]
    ways = (" & ".join(f"{mark}{word}" for word in words) + ":*" for mark in marks)
    return SearchQuery(" | ".join(f"({way})" for way in ways), search_type="raw", config="simple")
