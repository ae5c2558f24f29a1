"""Reports made by hand from small flows, without a database."""

from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from motcua.base import clock
from motcua.reporting import checks
from motcua.reporting.figures import Line, Report
from motcua.rules import forms
from motcua.rules.codes import Channel, Ending, Level, Verdict
from motcua.rules.movements import Flows
from motcua.rules.periods import Window

QUARTER = Window(date(2024, 6, 15), date(2024, 9, 14))
MOMENT = datetime(2024, 9, 16, 9, 5, tzinfo=clock.ZONE)
GRANTED_EARLY = (Ending.GRANTED, Verdict.EARLY)
GRANTED_ON_TIME = (Ending.GRANTED, Verdict.ON_TIME)


def flows(*, opening: int = 0, online: int, counter: int, early: int, on_time: int) -> Flows:
    """Flows of one agency and field; what is not settled stays pending in time."""
    return Flows(
        opening=opening,
        received={Channel.ONLINE: online, Channel.COUNTER: counter},
        settled={GRANTED_EARLY: early, GRANTED_ON_TIME: on_time},
        closing_running_in_time=opening + online + counter - early - on_time,
    )


class Leaf(NamedTuple):
    """One leaf of a report, and the flows it was folded from."""

    line: Line
    flows: Flows


def line(level: Level, agency: tuple[int, str], field: tuple[int, str], of: Flows) -> Leaf:
    """One leaf of a report."""
    told = Line(
        label=field[1],
        level=level,
        agency=agency[1],
        agency_ids=(agency[0],),
        field=field[1],
        field_id=field[0],
        row=forms.fold(of),
    )
    return Leaf(told, of)


DISTRICT = (1, "Ủy ban nhân dân huyện Chi Lăng")
LAND = (1, "Đất đai")
CIVIL = (2, "Hộ tịch")


def chi_lang(*, as_of: datetime | None = MOMENT, leaves: tuple[Leaf, ...] | None = None) -> Report:
    """The Chi Lăng quarter in three leaves, with its checks."""
    told = three_leaves() if leaves is None else leaves
    made = Report(
        form="b",
        agency_id=1,
        agency=DISTRICT[1],
        receiver="Ủy ban nhân dân tỉnh Lạng Sơn",
        place="Chi Lăng",
        window=QUARTER,
        as_of=as_of,
        counting_rule=forms.DEFAULT,
        levels=(Level.DISTRICT, Level.COMMUNE),
        leaves=tuple(leaf.line for leaf in told),
        flows=Flows.total(leaf.flows for leaf in told),
    )
    return replace(made, checks=checks.all_of(made, pending_before=76))


def three_leaves() -> tuple[Leaf, ...]:
    """A district with one field, two communes of one field each."""
    return (
        line(
            Level.DISTRICT,
            DISTRICT,
            LAND,
            flows(opening=7, online=951, counter=163, early=483, on_time=623),
        ),
        line(
            Level.COMMUNE,
            (2, "Ủy ban nhân dân xã Bằng Mạc"),
            CIVIL,
            flows(opening=60, online=7000, counter=900, early=5000, on_time=2950),
        ),
        line(
            Level.COMMUNE,
            (3, "Ủy ban nhân dân xã Chi Lăng"),
            CIVIL,
            flows(opening=9, online=708, counter=15, early=60, on_time=648),
        ),
    )
