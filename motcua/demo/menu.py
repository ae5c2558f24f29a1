"""What can be asked for in the story: cases of procedures in force, read once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.catalog.models import Case, ProcedureState
from motcua.demo import founding
from motcua.demo.places import Place
from motcua.dossiers.actions import PaperIn
from motcua.rules.codes import Channel, Level, PaperForm, TimeUnit
from motcua.rules.limits import Limit

#: How often a procedure is asked for where it is settled; what is absent counts 1.
POPULAR = {
    "2.000635": 34,
    "1.004873": 46,
    "1.001193": 15,
    "1.000656": 6,
    "1.000894": 5,
    "1.004859": 6,
    "2.000986": 12,
    "2.000815": 60,
    "2.000884": 28,
    "2.001035": 9,
    "1.001731": 4,
    "1.001776": 4,
    "1.010824": 2,
    "1.001699": 3,
    "1.004837": 2,
    "1.001612": 22,
    "2.000720": 9,
    "1.001266": 6,
    "9.000102": 16,
    "9.000105": 26,
    "9.000101": 8,
    "9.000103": 5,
    "1.009994": 9,
    "1.010833": 5,
    "2.002481": 5,
    "2.002288": 10,
    "1.002809": 12,
    "2.000488": 10,
    "3.000333": 10,
    "2.001583": 9,
    "1.001978": 10,
    "1.013831": 14,
    "1.012783": 8,
}
#: What a visitor would not believe to be asked for every week.
_RARE = 0.15
_RARELY = frozenset({"1.009645", "9.000201", "1.003622", "1.012812", "1.010736", "1.004223"})
#: A second case is asked for less often than the first.
_LATER_CASE = 0.25


@dataclass(frozen=True, slots=True)
class Choice:
    """One case of a procedure at a level, while its version holds. ``weight`` is how often."""

    case_id: int
    code: str
    field: str
    level: Level
    audience: str
    from_on: date
    to_on: date | None
    limits: Mapping[Channel, Limit]
    restarts: bool
    weight: float

    def holds(self, on: date) -> bool:
        """Whether the case can be received on a day."""
        return self.from_on <= on and (self.to_on is None or on <= self.to_on)

    @property
    def for_organisations(self) -> bool:
        """Whether its owner is an enterprise."""
        return self.field in {"DN", "DT", "MT", "LTHH"}

    def same_day(self, channel: Channel) -> bool:
        """Whether it is settled the day it is received."""
        return self.limits[channel].unit is TimeUnit.SAME_DAY


class Menu:
    """Every case of the catalogue, and what must be handed in for it."""

    def __init__(self) -> None:
        """Read the catalogue."""
        rows = (
            Case.objects.exclude(version__state=ProcedureState.DRAFT)
            .select_related("version__procedure", "version__field")
            .prefetch_related("channels", "papers")
            .order_by("version__procedure__code", "version__effective_from", "order")
        )
        self.cases = {row.pk: row for row in rows}
        self._by_level: dict[str, list[Choice]] = defaultdict(list)
        for row in rows:
            self._by_level[row.version.level].append(_choice(row))
        self._papers = {row.pk: _papers(row) for row in rows}

    def offered(self, place: Place, channel: Channel, on: date) -> list[Choice]:
        """What can be filed at a place through a channel on a day."""
        return [
            choice
            for choice in self._by_level[place.level]
            if choice.holds(on)
            and channel in choice.limits
            and founding.settles(place, self.cases[choice.case_id].version)
        ]

    def papers(self, case_id: int) -> tuple[PaperIn, ...]:
        """The required papers of a case, handed in as the list asks."""
        return self._papers[case_id]


def _choice(row: Case) -> Choice:
    version = row.version
    channels = list(row.channels.all())
    often = POPULAR.get(version.procedure.code, _RARE if version.procedure.code in _RARELY else 1)
    return Choice(
        case_id=row.pk,
        code=version.procedure.code,
        field=version.field.code,
        level=Level(version.level),
        audience=version.audience,
        from_on=version.effective_from,
        to_on=version.effective_to,
        limits={
            Channel(one.channel): Limit(one.limit_amount, TimeUnit(one.limit_unit))
            for one in channels
            if one.limit_unit
        },
        restarts=any(one.restarts_after_supplement for one in channels),
        weight=often * (1 if row.order == 1 else _LATER_CASE),
    )


def _papers(row: Case) -> tuple[PaperIn, ...]:
    return tuple(
        PaperIn(
            name=paper.name,
            form=PaperForm.ORIGINAL if paper.originals else PaperForm.SHOWN,
            case_paper_id=paper.pk,
            originals=paper.originals,
            copies=paper.copies,
        )
        for paper in row.papers.all()
        if paper.required
    )
