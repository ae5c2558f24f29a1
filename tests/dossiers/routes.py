"""Routes approved for a test's procedure, written as lines: who, what, how long."""

from datetime import date

from motcua.base import clock
from motcua.catalog.actions import routes as catalog
from motcua.catalog.actions.publication import Decision
from motcua.catalog.actions.routes import Scope
from motcua.catalog.models import Case, Route
from motcua.catalog.queries import routes as queries
from motcua.rules import step_times
from motcua.rules.steps import PostRole, Step, UnitKind, Work
from tests import factories

#: Who and what, by the word a line begins with.
WHO = {
    "receive": (Work.RECEIVE, UnitKind.ONE_STOP, PostRole.CLERK),
    "assign": (Work.ASSIGN, UnitKind.LEADERS, PostRole.LEADER),
    "assess": (Work.ASSESS, UnitKind.PROFESSIONAL, PostRole.OFFICER),
    "draft": (Work.DRAFT, UnitKind.PROFESSIONAL, PostRole.OFFICER),
    "sign": (Work.SIGN, UnitKind.LEADERS, PostRole.LEADER),
    "issue": (Work.ISSUE, UnitKind.REGISTRY, PostRole.CLERK),
    "return": (Work.RETURN_RESULT, UnitKind.ONE_STOP, PostRole.CLERK),
}


def step(code: str, line: str, **more: object) -> Step:
    """A step as a line: "assess 1 ngày"."""
    word, time = line.split(maxsplit=1)
    work, unit, post = WHO[word]
    told = {"name": f"Bước {code}", "work": work, "unit": unit, "post": post, **more}
    return Step(code=code, time=step_times.read(time), **told)  # type: ignore[arg-type]


def plain() -> list[Step]:
    """Received, assessed, signed, returned: within three working days."""
    return [
        step("1", "receive 2 giờ"),
        step("2", "assess 1 ngày", may_consult=True, may_return=True),
        step("3", "sign 4 giờ", may_return=True, must_sign=True),
        step("4", "return 2 giờ"),
    ]


def approve(
    case: Case, rows: list[Step], *, on: date = factories.FOUNDED, scope: Scope | None = None
) -> Route:
    """Draw a route up, for the whole province unless told otherwise, and approve it."""
    at = clock.now()
    draft = catalog.draw_up(case=case, scope=scope or Scope(), by=None, at=at)
    catalog.rewrite(draft=draft, seen=queries.fingerprint(draft), rows=rows, by=None, at=at)
    held = queries.routes().get(pk=draft.pk)
    catalog.approve(
        draft=held,
        seen=queries.fingerprint(held),
        decision=Decision(number="1/QĐ-UBND", on=on, signer="Ủy ban nhân dân tỉnh"),
        effective_from=on,
        by=None,
        at=at,
    )
    return queries.routes().get(pk=draft.pk)
