"""Writing down the words by which procedures are found."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from motcua.base import fuzzy
from motcua.catalog.models import ProcedureState, ProcedureVersion, SearchEntry, SearchWord

_AT_ONCE = 500


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
    """Add to the words' counts; rows are locked in the order of the words, so no two wait for each other."""
    known = {
        row.word: row
        for row in SearchWord.objects.select_for_update().filter(word__in=added).order_by("word")
    }
    for word, row in known.items():
        row.entries += added[word]
    SearchWord.objects.bulk_update(known.values(), ["entries"], batch_size=_AT_ONCE)
    SearchWord.objects.bulk_create(
        [
            SearchWord(word=word, entries=added[word], keys=list(fuzzy.keys(word)))
            for word in sorted(added)
            if word not in known
        ],
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["word"],
        update_fields=["keys"],
    )
