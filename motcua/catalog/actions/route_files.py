"""A file of internal processes is taken in whole, or nothing of it and every row's reason is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.base import text
from motcua.catalog import queries as catalog
from motcua.catalog.actions import routes
from motcua.catalog.actions.publication import Decision
from motcua.catalog.actions.routes import Scope
from motcua.catalog.models import Case, Route, RouteState
from motcua.catalog.queries import routes as queries
from motcua.catalog.route_tables import reading, words
from motcua.catalog.route_tables.columns import STEP, NotATable, Problem, Row, Table
from motcua.catalog.route_tables.reading import MOST_BYTES
from motcua.organizations import queries as organizations
from motcua.organizations.models import Agency
from motcua.organizations.queries import level_label
from motcua.people.models import Account
from motcua.rules import route as rules
from motcua.rules import steps
from motcua.rules.codes import Level
from motcua.rules.step_times import StepUnit
from motcua.rules.steps import Step

__all__ = ["MOST_BYTES", "NotATable", "Outcome", "Problem", "take_in"]


@dataclass
class Outcome:
    """What a file brought: routes written, routes that stood so already, what is wrong and what to note."""

    made: list[Route] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Read:
    """A table understood: for which case and where, with which steps."""

    table: Table
    case: Case
    scope: Scope
    route: steps.Route


def take_in(
    *,
    content: bytes,
    decision: Decision | None,
    effective_from: date,
    by: Account | None,
    at: datetime,
    apply: bool = True,
) -> Outcome:
    """Write the routes of a file: approved by a decision, or as drafts without one.

    With any problem nothing is written. ``apply=False`` only previews. Raise ``NotATable``.
    """
    tables, problems = reading.read(content)
    outcome = Outcome(problems=problems)
    with transaction.atomic():
        for table in tables:
            understood = _understood(table, effective_from, outcome)
            if understood is not None:
                _write(understood, outcome, decision, effective_from, by, at)
        if outcome.problems or not apply:
            transaction.set_rollback(True)
    return outcome


def _understood(table: Table, on: date, outcome: Outcome) -> _Read | None:
    """Return the table with its case, or note what is wrong with it and return None."""
    wrong: list[Problem] = []
    case = _case(table, on, wrong)
    scope = _scope(table, wrong)
    bare_day = queries.bare_day(case) if case else StepUnit.WORKING_DAYS
    told = [_step(row, bare_day, wrong) for row in table.rows]
    if case is not None and scope is not None and not wrong:
        route = steps.in_a_row([one for one in told if one is not None])
        for found in queries.problems(route, case, scope.agency):
            (wrong if found.stops else outcome.notes).append(_at(table, found))
        if not wrong:
            return _Read(table, case, scope, route)
    outcome.problems.extend(wrong)
    return None


def _at(table: Table, found: rules.Problem) -> Problem:
    """Say a fault at the row of its step, or at the table."""
    rows = {reading.step_code(row.cells["step"]): row.place for row in table.rows}
    named = f"{table.procedure}: {found.words}"
    return Problem(rows.get(found.step, table.place), named)


def _case(table: Table, on: date, wrong: list[Problem]) -> Case | None:
    version = catalog.by_code(table.procedure, on) if table.procedure else None
    if version is None:
        told = {"code": table.procedure or "–"}
        wrong.append(
            Problem(table.place, _("Không có thủ tục mã “%(code)s” đang có hiệu lực.") % told)
        )
        return None
    cases = list(version.cases.select_related("version__procedure").order_by("order"))
    if not table.case and len(cases) == 1:
        return cases[0]
    found = [one for one in cases if text.fold(one.name) == text.fold(table.case)]
    if len(found) == 1:
        return found[0]
    told = {"case": table.case or "–", "known": "; ".join(one.name for one in cases)}
    wrong.append(
        Problem(
            table.place,
            _("Thủ tục không có trường hợp “%(case)s”. Các trường hợp: %(known)s.") % told,
        )
    )
    return None


def _scope(table: Table, wrong: list[Problem]) -> Scope | None:
    folded = text.fold(table.scope)
    if folded in {"", "toan tinh", "tinh"}:
        return Scope()
    level = next((one for one in Level if folded == f"cap {text.fold(level_label(one))}"), None)
    if level is not None:
        return Scope(level=level)
    agency = _agency(table.scope, table.place, wrong)
    return None if agency is None else Scope(agency=agency)


def _agency(written: str, place: str, wrong: list[Problem]) -> Agency | None:
    try:
        return organizations.find(words.agency_word(written))
    except (organizations.AgencyUnknown, organizations.AgencyAmbiguous) as unknown:
        wrong.append(Problem(place, str(unknown)))
        return None


def _step(row: Row, bare_day: StepUnit, wrong: list[Problem]) -> Step | None:
    """Return the step of a row, or note everything wrong with it and return None."""
    cells = {one.key: row.cells.get(one.key, "") for one in STEP}
    before = len(wrong)
    wrong.extend(
        Problem(row.place, _("Thiếu “%(column)s”.") % {"column": one.heading})
        for one in STEP
        if one.must and not cells[one.key]
    )
    agency = _agency(cells["agency"], row.place, wrong) if cells["agency"] else None
    told: dict[str, Any] = dict(_read_cells(cells, bare_day, row.place, wrong))
    if len(wrong) > before:
        return None
    return Step(
        code=reading.step_code(cells["step"]),
        name=cells["name"],
        result=cells["result"],
        agency=agency.code if agency else "",
        **told.pop("marks"),
        **told,
    )


def _read_cells(
    cells: Mapping[str, str], bare_day: StepUnit, place: str, wrong: list[Problem]
) -> Iterator[tuple[str, Any]]:
    readers = {
        "work": lambda told: words.read_word(told, words.WORKS),
        "unit": lambda told: words.read_word(told, words.UNITS),
        "post": lambda told: words.read_word(told, words.POSTS),
        "time": lambda told: words.read_time(told, bare_day),
        "within": lambda told: words.read_time(told, bare_day),
        "ways": words.read_ways,
        "marks": words.read_marks,
    }
    optional = {"within", "ways", "marks"}
    for key, reader in readers.items():
        if not cells[key] and key not in optional:
            continue
        try:
            yield key, reader(cells[key])
        except words.Unread as unread:
            wrong.append(Problem(place, str(unread)))


def _write(
    told: _Read,
    outcome: Outcome,
    decision: Decision | None,
    effective_from: date,
    by: Account | None,
    at: datetime,
) -> None:
    same = queries.routes().filter(case=told.case, **told.scope.columns)
    standing = same.order_by("-number").first()
    if standing is not None and queries.as_rule(standing) == told.route:
        outcome.unchanged += 1
        return
    if standing is not None and standing.state == RouteState.DRAFT:
        sentence = _("Đang có dự thảo của quy trình này. Hãy phê duyệt hoặc bỏ dự thảo đó trước.")
        outcome.problems.append(Problem(told.table.place, sentence))
        return
    try:
        draft = routes.draw_up(case=told.case, scope=told.scope, by=by, at=at)
        seen = queries.fingerprint(draft)
        routes.rewrite(draft=draft, seen=seen, rows=told.route.steps, by=by, at=at)
        if decision is not None:
            draft = routes.approve(
                draft=draft,
                seen=queries.fingerprint(queries.routes().get(pk=draft.pk)),
                decision=decision,
                effective_from=effective_from,
                by=by,
                at=at,
            )
    except (routes.NotPublished, routes.CannotApprove) as refused:
        outcome.problems.append(Problem(told.table.place, f"{told.table.procedure}: {refused}"))
        return
    outcome.made.append(draft)
