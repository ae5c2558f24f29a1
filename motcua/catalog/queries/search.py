"""Finding a procedure by what people call it."""

from datetime import date

from django.db.models import Q

from motcua.base import text
from motcua.catalog.models import Field, LifeEvent, ProcedureVersion
from motcua.catalog.queries.offerings import offered_ids
from motcua.catalog.queries.versions import in_force_on, in_order
from motcua.organizations.models import Agency
from motcua.rules.codes import Level, Tier


def matching(
    words: str,
    *,
    level: Level | Tier | None = None,
    agency: Agency | None = None,
    field: Field | None = None,
    life_event: LifeEvent | None = None,
    on: date,
) -> list[int]:
    """The ids of the versions in force that contain every word, best first; diacritics do not count.

    The words may stand in the name, in the keywords or begin the code. The exact phrase comes
    before words that begin the name's words, and those before anything else; of equals the shorter
    name first. Without words every procedure, by name.
    """
    folded = text.fold(words)
    found = in_force_on(on)
    for word in folded.split():
        found = found.filter(
            Q(fold__contains=word)
            | Q(keywords_fold__contains=word)
            | Q(procedure__code__startswith=word)
        )
    if level is not None:
        found = found.filter(levels__contains=[level.value])
    if agency is not None:
        found = found.filter(procedure__in=offered_ids(agency, on))
    if field is not None:
        found = found.filter(field=field)
    if life_event is not None:
        found = found.filter(procedure__life_events=life_event)
    rows = found.values_list("name_key", "pk", "fold", "keywords_fold", "procedure__code")
    ranked = sorted(
        (_rank(name, keywords, code, folded), len(name) if folded else 0, key, pk)
        for key, pk, name, keywords, code in rows
    )
    return [row[-1] for row in ranked]


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


def _rank(name: str, keywords: str, code: str, folded: str) -> int:
    """0 the code or the phrase in the name, 1 words of it begun, 2 the phrase a keyword, 3 other."""
    if folded in name or code == folded:
        return 0
    begun = name.split()
    if all(any(one.startswith(word) for one in begun) for word in folded.split()):
        return 1
    return 2 if folded in keywords else 3
