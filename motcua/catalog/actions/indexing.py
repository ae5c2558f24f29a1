"""Writing down the words by which procedures are found."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction

from motcua.base import fuzzy
from motcua.catalog.models import ProcedureState, ProcedureVersion, SearchEntry, SearchWord

_AT_ONCE = 500
#: The ORM can replace a count on conflict, not add to it.
_ADD = """
INSERT INTO catalog_searchword (word, entries, keys)
SELECT word, entries, string_to_array(keys, ' ')
FROM unnest(%s::text[], %s::integer[], %s::text[]) AS added (word, entries, keys)
ON CONFLICT (word) DO UPDATE SET entries = catalog_searchword.entries + excluded.entries
"""


@transaction.atomic
def index_new() -> int:
    """Write the entries of every published version that has none; return how many were written."""
    missing = (
        ProcedureVersion.objects.exclude(state=ProcedureState.DRAFT)
        .filter(search_entry__isnull=True)
        .select_related("field")
        .prefetch_related("results")
        .order_by("pk")
    )
    written = 0
    added: Counter[str] = Counter()
    entries: list[SearchEntry] = []
    for version in missing.iterator(chunk_size=_AT_ONCE):
        entry = _entry(version)
        added.update(entry.words)
        entries.append(entry)
        if len(entries) == _AT_ONCE:
            written += _write(entries)
            entries = []
    written += _write(entries)
    if added:
        _count(added)
    return written


@transaction.atomic
def index_anew() -> int:
    """Forget every entry and write all of them again, as after a change of how words are read."""
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    return index_new()


def _entry(version: ProcedureVersion) -> SearchEntry:
    name = fuzzy.words(version.name)
    extra = _once([version.keywords, *(result.name for result in version.results.all())])
    field = _once([version.field.name])
    return SearchEntry(
        version=version,
        name=_padded(name),
        marked=_padded(sorted(set(fuzzy.marked(version.name)))),
        extra=_padded(extra),
        field=_padded(field),
        words=sorted({*name, *extra, *field}),
    )


def _once(texts: Iterable[str]) -> list[str]:
    return sorted({word for one in texts for word in fuzzy.words(one)})


def _padded(words: list[str]) -> str:
    return f" {' '.join(words)} " if words else ""


def _write(entries: list[SearchEntry]) -> int:
    return len(SearchEntry.objects.bulk_create(entries))


def _count(added: Counter[str]) -> None:
    """Add to the words' counts, in the order of the words: so no two writers wait for each other."""
    words = sorted(added)
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD,
            [
                words,
                [added[word] for word in words],
                [" ".join(fuzzy.keys(word)) for word in words],
            ],
        )
