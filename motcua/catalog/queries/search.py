"""Finding a procedure by what people call it. One ranking for the portal, the counter and the command."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from motcua.base import fuzzy, text
from motcua.catalog.finding import everyday, ranking
from motcua.catalog.models import Field, LifeEvent, ProcedureVersion, SearchEntry, SearchWord
from motcua.catalog.queries.offerings import offered_ids, open_on
from motcua.catalog.queries.versions import in_force_on, in_order
from motcua.organizations.models import Agency
from motcua.rules.codes import Level, Tier

#: The nearer to the people, the earlier among equals.
_NEARNESS = {Tier.COMMUNE.value: 3, Tier.DISTRICT.value: 3, Tier.PROVINCE.value: 2}
#: A code or the beginning of one: 1.000894, 1.0008, 2.00
_CODE = re.compile(r"\d\.\d+\S*")
#: Letters of a question that are read: a name pasted whole is told by its beginning.
_LONGEST = 300


@dataclass(frozen=True)
class Found:
    """The versions found, best first; whether they are only near; what spoken words were taken for.

    ``whole`` holds those that answer everything asked for, not most of it.
    """

    ids: list[int]
    only_near: bool = False
    meant: tuple[str, ...] = ()
    whole: frozenset[int] = frozenset()


def find(
    words: str,
    *,
    level: Level | Tier | None = None,
    agency: Agency | None = None,
    field: Field | None = None,
    life_event: LifeEvent | None = None,
    on: date,
) -> Found:
    """Find the versions in force for words as people say or type them, diacritics or not.

    Slips are forgiven and everyday words understood; a code, or its beginning, finds its procedure.
    Without words every version, by name. Of an agency those that answer as well as any: what it
    settles is not offered instead of what was asked for.
    """
    words = _read(words)
    narrowed = _narrowed(level=level, field=field, life_event=life_event, on=on)
    settled = narrowed.filter(procedure__in=offered_ids(agency, on)) if agency else narrowed
    if not fuzzy.words(words):
        return Found(_by_name(settled))
    code = _CODE.search(text.fold(words))
    if code:
        return Found(_by_name(settled.filter(procedure__code__istartswith=code[0])))
    own = set(settled.values_list("pk", flat=True)) if agency else None
    known = _vocabulary(words)
    asked = ranking.wishes(words, everyday.shipped(), known)
    marks = ranking.marks(_sheets(narrowed, asked, known, on), asked, known, everyday.shipped())
    best = max((mark.fulfilled for mark in marks), default=0.0)
    return Found(
        [mark.pk for mark in marks if own is None or mark.pk in own],
        only_near=best < ranking.ENOUGH,
        meant=tuple(dict.fromkeys(wish.meant for wish in asked if wish.meant)),
        whole=frozenset(mark.pk for mark in marks if mark.fulfilled >= ranking.WHOLE),
    )


def matching(
    words: str,
    *,
    level: Level | Tier | None = None,
    agency: Agency | None = None,
    field: Field | None = None,
    life_event: LifeEvent | None = None,
    on: date,
) -> list[int]:
    """The ids of the versions ``find`` finds, best first."""
    return find(words, level=level, agency=agency, field=field, life_event=life_event, on=on).ids


def search(
    words: str,
    *,
    level: Level | Tier | None = None,
    agency: Agency | None = None,
    field: Field | None = None,
    life_event: LifeEvent | None = None,
    on: date,
    limit: int = 20,
) -> list[ProcedureVersion]:
    """The first ``limit`` versions of ``matching``."""
    ids = matching(words, level=level, agency=agency, field=field, life_event=life_event, on=on)
    return in_order(ids[:limit])


def _read(words: str) -> str:
    """The words that are read, the last one whole."""
    joined = " ".join(words.split())
    if len(joined) <= _LONGEST:
        return joined
    return joined[:_LONGEST].rpartition(" ")[0] or joined[:_LONGEST]


def _narrowed(
    *,
    level: Level | Tier | None,
    field: Field | None,
    life_event: LifeEvent | None,
    on: date,
) -> QuerySet[ProcedureVersion]:
    found = in_force_on(on)
    if level is not None:
        found = found.filter(levels__contains=[level.value])
    if field is not None:
        found = found.filter(field=field)
    if life_event is not None:
        found = found.filter(procedure__life_events=life_event)
    return found


def _by_name(found: QuerySet[ProcedureVersion]) -> list[int]:
    return [pk for _, pk in sorted(found.values_list("name_key", "pk"))]


def _vocabulary(words: str) -> ranking.Vocabulary:
    """The catalogue's words with their counts, and those that share a key with a typed one."""
    typed = {part for word in fuzzy.words(words) for part in (word, *fuzzy.mended(word))}
    keys = {word: set(fuzzy.keys(word)) for word in typed}
    alike = SearchWord.objects.filter(keys__overlap=sorted(set().union(*keys.values())))
    rows = [(word, set(found)) for word, found in alike.values_list("word", "keys")]
    return ranking.Vocabulary(
        dict(SearchWord.objects.values_list("word", "entries")),
        {one: [word for word, found in rows if found & keys[one]] for one in typed},
        SearchEntry.objects.count(),
    )


def _sheets(
    narrowed: QuerySet[ProcedureVersion],
    asked: Sequence[ranking.Wish],
    known: ranking.Vocabulary,
    on: date,
) -> list[ranking.Sheet]:
    """Every entry with a telling word of what was asked for."""
    telling = ranking.telling(asked, known, everyday.shipped())
    offered = Exists(open_on(on).filter(procedure=OuterRef("procedure")))
    rows = (
        narrowed.filter(search_entry__words__overlap=telling)
        .annotate(offered=offered)
        .values_list(
            "pk",
            "search_entry__name",
            "search_entry__marked",
            "search_entry__extra",
            "search_entry__field",
            "level",
            "offered",
        )
    )
    return [
        ranking.Sheet(
            pk=pk,
            name=name,
            marked=marked,
            extra=extra,
            field=field_words,
            nearness=_NEARNESS.get(level, 0),
            offered=offered_here,
        )
        for pk, name, marked, extra, field_words, level, offered_here in rows
    ]
