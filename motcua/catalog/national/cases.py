"""From ways and groups of papers to cases: each with one limit per channel, nothing chosen unseen."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from motcua.catalog.national import papers
from motcua.catalog.national.told import Doubt, GroupTold, WayTold
from motcua.rules.codes import Channel

_LONGEST_NAME = 90


@dataclass(frozen=True)
class WholeCase:
    """A case ready to be written down."""

    name: str
    note: str
    ways: tuple[WayTold, ...]
    papers: tuple[papers.PaperOfCase, ...]
    not_asked: tuple[str, ...]


def of(
    ways: tuple[WayTold, ...], groups: tuple[GroupTold, ...], doubts: list[Doubt]
) -> list[WholeCase]:
    """Every list of papers with every set of limits.

    Where a channel has several limits, each set of equal limits becomes a case of its own, named by
    the words beside it: the clerk who sees the dossier chooses, not the import.
    """
    listed = papers.cases(groups, doubts)
    variants = _variants(ways)
    return [
        WholeCase(_name(case.name, label), case.note, variant, case.papers, case.not_asked)
        for case in listed
        for label, variant in variants
    ]


def _variants(ways: tuple[WayTold, ...]) -> list[tuple[str, tuple[WayTold, ...]]]:
    rows: dict[Channel, list[WayTold]] = defaultdict(list)
    for way in ways:
        rows[way.channel].append(way)
    if all(len({(way.amount, way.unit) for way in own}) == 1 for own in rows.values()):
        return [("", tuple(_joined(own) for own in rows.values()))]
    limits = dict.fromkeys((way.amount, way.unit) for way in ways)
    return [
        _variant(amount, unit, [way for way in ways if (way.amount, way.unit) == (amount, unit)])
        for amount, unit in limits
    ]


def _variant(amount: int | None, unit: str, ways: list[WayTold]) -> tuple[str, tuple[WayTold, ...]]:
    words = {
        "working_days": "ngày làm việc",
        "calendar_days": "ngày",
        "months": "tháng",
        "working_hours": "giờ làm việc",
        "not_regulated": "không quy định",
        "same_day": "trong ngày",
        "": "chưa có thời hạn",
    }[unit]
    label = f"{amount:02d} {words}" if amount else words
    said = next((way.note for way in ways if way.note), "")
    channels = dict.fromkeys(way.channel for way in ways)
    joined = tuple(_joined([way for way in ways if way.channel == one]) for one in channels)
    return (f"{label}: {said}" if said else label), joined


def _joined(ways: Sequence[WayTold]) -> WayTold:
    """Rows of one channel with one limit: their fees and notes together."""
    first = ways[0]
    fees = tuple(dict.fromkeys(fee for way in ways for fee in way.fees))
    notes = "\n".join(dict.fromkeys(way.note for way in ways if way.note))
    return replace(first, fees=fees, note=notes, fees_known=any(way.fees_known for way in ways))


def _name(case: str, label: str) -> str:
    if not label:
        return case
    short = label if len(label) <= _LONGEST_NAME else f"{label[:_LONGEST_NAME].rstrip()} …"
    return f"Thời hạn {short}" if case == papers.ONLY_CASE else f"{case} (thời hạn {short})"
