"""Questions to the catalogue. A day is always asked about: yesterday's procedures were others."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from motcua.base import text
from motcua.catalog.models import (
    Case,
    CaseChannel,
    CasePaper,
    Field,
    LifeEvent,
    Offering,
    Procedure,
    ProcedureState,
    ProcedureVersion,
)
from motcua.organizations.models import Agency
from motcua.rules.codes import Channel, Level


class NotThroughThisChannel(LookupError):
    """The case cannot be filed through this channel."""


def in_force_on(on: date) -> QuerySet[ProcedureVersion]:
    """Every version that holds on a day, with its field and procedure."""
    return (
        ProcedureVersion.objects.exclude(state=ProcedureState.DRAFT)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gte=on), effective_from__lte=on)
        .select_related("field", "procedure")
    )


def in_force(procedure: Procedure, on: date) -> ProcedureVersion | None:
    """The version that holds on a day, or None."""
    return in_force_on(on).filter(procedure=procedure).first()


def by_code(code: str, on: date) -> ProcedureVersion | None:
    """The version of the procedure with this national code that holds on a day, or None."""
    return in_force_on(on).filter(procedure__code=code).first()


def latest(code: str) -> ProcedureVersion | None:
    """The last version ever published under a code, in force or not."""
    return (
        ProcedureVersion.objects.exclude(state=ProcedureState.DRAFT)
        .filter(procedure__code=code)
        .select_related("field", "procedure")
        .order_by("-effective_from")
        .first()
    )


def with_parts(version: ProcedureVersion) -> ProcedureVersion:
    """The same version with cases, channels, fees, papers, results and bases read in a few queries."""
    cases = Case.objects.order_by("order").prefetch_related(
        "channels__fees", Prefetch("papers", CasePaper.objects.order_by("order"))
    )
    return (
        ProcedureVersion.objects.select_related("field", "procedure")
        .prefetch_related(Prefetch("cases", cases), "results", "legal_bases")
        .get(pk=version.pk)
    )


def matching(
    words: str,
    *,
    level: Level | None = None,
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
        found = found.filter(level=level)
    if agency is not None:
        found = found.filter(procedure__in=_offered(agency, on))
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


def in_order(ids: Sequence[int]) -> list[ProcedureVersion]:
    """The versions with these ids, in the order of the ids, with field and procedure."""
    found = ProcedureVersion.objects.select_related("field", "procedure").in_bulk(ids)
    return [found[pk] for pk in ids]


def search(
    words: str,
    *,
    level: Level | None = None,
    agency: Agency | None = None,
    field: Field | None = None,
    life_event: LifeEvent | None = None,
    on: date,
    limit: int = 20,
) -> list[ProcedureVersion]:
    """The first ``limit`` versions of ``matching``."""
    ids = matching(words, level=level, agency=agency, field=field, life_event=life_event, on=on)
    return in_order(ids[:limit])


def offered_by(agency: Agency, on: date) -> list[ProcedureVersion]:
    """What an agency settles on a day, by name."""
    found = in_force_on(on).filter(procedure__in=_offered(agency, on))
    return sorted(found, key=lambda version: version.name_key)


def offering(procedure: Procedure, agency: Agency, on: date) -> Offering | None:
    """The row that makes an agency competent for a procedure on a day, or None."""
    return _open_on(on).filter(procedure=procedure, agency=agency).first()


def agencies_offering(procedure: Procedure, on: date) -> list[Offering]:
    """Who settles a procedure on a day, by the agency's name."""
    found = _open_on(on).filter(procedure=procedure).select_related("agency", "desk")
    return sorted(found, key=lambda row: text.sort_key(row.agency.name))


def case_channel(case: Case, channel: Channel) -> CaseChannel:
    """Limit and fees of a case through a channel. Raise ``NotThroughThisChannel``."""
    found = case.channels.filter(channel=channel).prefetch_related("fees").first()
    if found is None:
        raise NotThroughThisChannel(case.pk, channel)
    return found


def fields_in_force(on: date) -> list[tuple[Field, int]]:
    """The fields that have procedures on a day, by name, with how many."""
    counts = Counter(in_force_on(on).values_list("field_id", flat=True))
    fields = sorted(Field.objects.filter(pk__in=counts), key=lambda field: field.name_key)
    return [(field, counts[field.pk]) for field in fields]


def levels_in_force(on: date) -> list[tuple[Level, int]]:
    """The levels that have procedures on a day, from the province down, with how many."""
    counts = Counter(in_force_on(on).values_list("level", flat=True))
    return [(level, counts[level]) for level in Level if counts[level]]


def life_events_in_force(on: date) -> list[tuple[LifeEvent, int]]:
    """The moments of life that have procedures on a day, in their own order, with how many."""
    counts = Counter(
        in_force_on(on)
        .filter(procedure__life_events__isnull=False)
        .values_list("procedure__life_events", flat=True)
    )
    return [
        (moment, counts[moment.pk])
        for moment in LifeEvent.objects.order_by("order", "pk")
        if counts[moment.pk]
    ]


def _open_on(on: date) -> QuerySet[Offering]:
    return Offering.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on)


def _offered(agency: Agency, on: date) -> QuerySet[Offering, int]:
    return _open_on(on).filter(agency=agency).values_list("procedure_id", flat=True)


def _rank(name: str, keywords: str, code: str, folded: str) -> int:
    """0 the code or the phrase in the name, 1 words of it begun, 2 the phrase a keyword, 3 other."""
    if folded in name or code == folded:
        return 0
    begun = name.split()
    if all(any(one.startswith(word) for one in begun) for word in folded.split()):
        return 1
    return 2 if folded in keywords else 3
