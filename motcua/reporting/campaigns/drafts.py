"""What an agency would file in a campaign now: each form, what stands against it, what asks to be explained."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from motcua.reporting import actions, definitions, filled, kept, queries
from motcua.reporting.campaigns import consolidated
from motcua.reporting.facts import Reading
from motcua.reporting.filled import Filled
from motcua.reporting.models import Campaign, Duty, DutyStep, FiledForm, StepForm
from motcua.rules import consolidation, filing, periods
from motcua.rules.consolidation import Difference
from motcua.rules.definitions import Rows, Source
from motcua.rules.filing import Deed, State
from motcua.rules.filling import Values
from motcua.rules.periods import Window


@dataclass(frozen=True)
class Draft:
    """One form as it would be filed: problems forbid filing, differences ask for an explanation.

    ``told`` holds the explanations given so far by the key of their difference.
    """

    form: Filled
    problems: tuple[str, ...]
    differences: tuple[Difference, ...]
    told: Mapping[str, str]

    @property
    def code(self) -> str:
        """The code of the form."""
        return self.form.definition.code


def window_of(campaign: Campaign) -> Window:
    """The days of a campaign, with their local name where they have one."""
    return queries.named(Window(campaign.from_on, campaign.to_on))


def is_own_of_gathering(duty: Duty) -> bool:
    """Tell whether the duty is the own figures of an agency that also gathers from others."""
    return not duty.whole and duty.receiver_id == duty.agency_id


def codes(duty: Duty) -> list[str]:
    """The forms of a duty. Who gathers from others tells its own part of a form without variants in the whole."""
    found = [(base, definitions.variant(base, whole=duty.whole)) for base in duty.campaign.forms]
    alone = is_own_of_gathering(duty)
    return [code for base, code in found if not (alone and code == base)]


def feeding(duty: Duty) -> QuerySet[Duty]:
    """The duties whose filed forms a whole adds up."""
    found = Duty.objects.filter(campaign=duty.campaign_id, receiver=duty.agency_id)
    return found.exclude(pk=duty.pk).select_related("agency", "campaign").order_by("pk")


def histories(duties: Iterable[Duty]) -> dict[int, list[DutyStep]]:
    """The history of each duty from its beginning, by its id, in one query."""
    found: dict[int, list[DutyStep]] = {duty.pk: [] for duty in duties}
    rows = DutyStep.objects.filter(duty__in=list(found)).select_related("by").order_by("number")
    for row in rows:
        found[row.duty_id].append(row)
    return found


def state_of(steps: Iterable[DutyStep]) -> State:
    """Fold a history into where the duty stands."""
    return filing.state_of(Deed(step.deed) for step in steps)


def state(duty: Duty) -> State:
    """Where a duty stands."""
    return state_of(histories([duty])[duty.pk])


def filed_last(duties: Iterable[Duty]) -> list[FiledForm]:
    """The forms of the last time each duty was filed."""
    filings = DutyStep.objects.filter(duty__in=list(duties), deed=Deed.FILE)
    last = filings.order_by("duty", "-number").distinct("duty").values_list("pk", flat=True)
    rows = StepForm.objects.filter(step__in=list(last)).select_related("filed__by")
    return [row.filed for row in rows.order_by("step__duty", "pk")]


def accepted(duty: Duty) -> tuple[list[Duty], list[Duty]]:
    """The duties that feed a whole: those accepted, and those still awaited."""
    feeders = list(feeding(duty))
    told = histories(feeders)
    there = [one for one in feeders if state_of(told[one.pk]) is State.ACCEPTED]
    return there, [one for one in feeders if one not in there]


def of(duty: Duty, *, at: datetime) -> list[Draft]:
    """Every form of a duty as it stands at a moment."""
    there, awaited = accepted(duty) if duty.whole else ([], [])
    filed = filed_last(there)
    reading = Reading()
    found = [_standing(duty, code, filed, at, reading) for code in codes(duty)]
    results = {one.form.definition.code: one.form.result for one in found}
    told = explained(duty)
    return [_judged(duty, one, results, awaited, told, at) for one in found]


def one(duty: Duty, code: str, *, at: datetime) -> consolidated.Whole:
    """One form of a duty as it stands at a moment."""
    filed = filed_last(accepted(duty)[0]) if duty.whole else []
    return _standing(duty, code, filed, at, Reading())


def explained(duty: Duty) -> dict[tuple[str, str], tuple[str, str]]:
    """By form and key, the sentence that was explained last and how."""
    rows = duty.explanations.order_by("pk").values_list("form", "key", "sentence", "text")
    return {(form, key): (sentence, text) for form, key, sentence, text in rows}


def _standing(
    duty: Duty, code: str, filed: Sequence[FiledForm], at: datetime, reading: Reading
) -> consolidated.Whole:
    window = window_of(duty.campaign)
    if not duty.whole:
        form = queries.current(
            code, agency_id=duty.agency_id, window=window, as_of=at, reading=reading
        )
        return consolidated.Whole(form, ())
    last = queries.typed(duty.agency_id, code, window)
    asked = filled.asked_for(code, window)
    return consolidated.of(
        code,
        agency_id=duty.agency_id,
        window=window,
        parts=_parts(code, filed),
        typed=kept.rows_again(asked, last.content) if last else (),
        as_of=at,
        reading=reading,
    )


def _parts(code: str, filed: Iterable[FiledForm]) -> list[Filled]:
    """What the units filed of the form, whichever variant each files."""
    base = definitions.base(code)
    return [kept.form_again(one.content) for one in filed if definitions.base(one.form) == base]


def _judged(
    duty: Duty,
    standing: consolidated.Whole,
    results: Mapping[str, Values],
    awaited: Sequence[Duty],
    told: Mapping[tuple[str, str], tuple[str, str]],
    at: datetime,
) -> Draft:
    form = standing.form
    code = form.definition.code
    problems = actions.problems_of(form, at=at, beside=results)
    if awaited:
        names = ", ".join(one.agency.name for one in awaited)
        problems.append(f"Chưa tiếp nhận đủ báo cáo để tổng hợp, còn: {names}.")
    problems += _unknown(form)
    differences = _differences(duty, standing) if not awaited else ()
    given = {
        one.key: told[code, one.key][1]
        for one in differences
        if told.get((code, one.key), ("", ""))[0] == one.sentence
    }
    return Draft(form, tuple(problems), differences, given)


def _differences(duty: Duty, standing: consolidated.Whole) -> tuple[Difference, ...]:
    form = standing.form
    before = _before(duty, form.definition.code)
    return (
        *consolidation.carried(form.definition, form.result, before),
        *standing.differences,
    )


def _unknown(form: Filled) -> list[str]:
    """The sums over units of which a part is not known: the agency has not typed its own."""
    if form.definition.rows is not Rows.ONE:
        return []
    cells = [cell for cell in form.definition.cells if cell.source is Source.UNITS]
    names = [cell.code for cell in cells if form.result.get(cell.code) is None]
    if not names:
        return []
    places = f"{form.definition.code}: {', '.join(names)}"
    return [f"Chưa nhập phần riêng của đơn vị tại biểu {places}. Không có thì ghi 0."]


def _before(duty: Duty, code: str) -> Values | None:
    """The same form of the period before as the agency filed it last."""
    window = periods.previous(window_of(duty.campaign))
    found = queries.filings(duty.agency_id, code, window).first()
    return kept.form_again(found.content).result if found else None
