"""A case is a printed report, what was planted in it, and where that shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from tests.checking.generator import claims, held_out, layouts, slips
from tests.checking.generator.layouts import Layout
from tests.checking.generator.pages import Printed
from tests.checking.generator.writer import Writer

LAYOUTS: Mapping[str, Layout] = {**layouts.OPEN, **held_out.HELD_OUT}


#: Some slips change nothing a reader can hold the report to; another is tried.
_ATTEMPTS = 12


class NothingToSlipOn(Exception):
    """This layout prints nothing a slip of this kind would show in."""


@dataclass(frozen=True)
class Case:
    """``touched`` are the lines in which the slip shows, ``words`` the wrong words with what was right."""

    layout: str
    kind: str
    seed: str
    printed: Printed
    touched: frozenset[int]
    words: tuple[tuple[str, str], ...]


def clean(layout: str, seed: int) -> Case:
    """Print a consistent report."""
    key = f"{layout}/{seed}"
    _writer, printed = _compose(layout, key, {})
    return Case(layout, "", key, printed, frozenset(), ())


def planted(layout: str, kind: str, seed: int) -> Case:
    """Print a report with one slip. Raises ``NothingToSlipOn``."""
    key = f"{layout}/{kind}/{seed}"
    first, before = _compose(layout, key, {})
    for attempt in range(_ATTEMPTS):
        changes = slips.KINDS[kind](first, Random(f"slip/{key}/{attempt}"))
        if changes is None:
            break
        second, printed = _compose(layout, key, changes)
        if claims.broken(second):
            return _case(layout, kind, key, (first, before), printed, changes)
    raise NothingToSlipOn(layout, kind)


def _case(
    layout: str,
    kind: str,
    key: str,
    honest: tuple[Writer, Printed],
    printed: Printed,
    changes: Mapping[int, str],
) -> Case:
    first, before = honest
    near = {
        at for claim in first.claims if set(claim.mentions) & set(changes) for at in claim.mentions
    }
    lines = {**before.lines, **printed.lines}
    touched = frozenset(lines[at] for at in near | set(changes) if at in lines)
    words = tuple((text, first.mentions[at].text) for at, text in changes.items())
    return Case(layout, kind, key, printed, touched, words)


def _compose(layout: str, key: str, changes: Mapping[int, str]) -> tuple[Writer, Printed]:
    made = LAYOUTS[layout]
    facts = made.facts(Random(f"facts/{key}"))
    writer = Writer(facts, Random(f"words/{key}"), changes)
    made.compose(writer)
    return writer, made.print(writer.blocks, Random(f"page/{key}"))
