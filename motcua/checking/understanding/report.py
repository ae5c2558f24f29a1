"""A whole report understood: what every later judgement looks at."""

from dataclasses import dataclass

from motcua.checking.document import Document
from motcua.checking.understanding import (
    flows,
    grids,
    indicators,
    ladders,
    lists,
    quantities,
    rows,
    shares,
    tellings,
    times,
)
from motcua.checking.understanding.flows import Flow
from motcua.checking.understanding.grids import Grid
from motcua.checking.understanding.indicators import IndicatorList
from motcua.checking.understanding.ladders import Ladder
from motcua.checking.understanding.lists import Parts
from motcua.checking.understanding.quantities import Passage, Quantity
from motcua.checking.understanding.shares import Share
from motcua.checking.understanding.times import Times

#: One part alone adds up to nothing.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Report:
    """The report with its figures, the flows they tell, lists of parts, and percentages."""

    document: Document
    passages: tuple[Passage, ...]
    quantities: tuple[Quantity, ...]
    flows: tuple[Flow, ...]
    lists: tuple[Parts, ...]
    shares: tuple[Share, ...]
    ladders: tuple[Ladder, ...]
    grids: tuple[Grid, ...]
    indicators: tuple[IndicatorList, ...]
    times: Times


def _is_told(found: Parts, placed: frozenset[int]) -> bool:
    """Tell whether a flow judges the list: its whole and two parts; of rows above, every part."""
    parts = sum(part.place in placed for part in found.parts)
    behind = found.whole.place > found.parts[0].place
    fewest = len(found.parts) if behind else _FEWEST
    return found.whole.place in placed and parts >= fewest


def understand(document: Document) -> Report:
    """Read the figures of a report and how they belong together."""
    passages = quantities.passages(document)
    figures = rows.arranged(passages, quantities.quantities(passages))
    told = tellings.flows(figures)
    hung = tuple(ladders.ladders(document))
    laddered = [flow for each in hung for flow in ladders.told(each)]
    placed = flows.places((*told, *laddered))
    below = [found for each in hung for found in ladders.listed(each)]
    listed = tuple(
        found
        for found in (*lists.lists(figures), *lists.trailing(figures), *below)
        if not _is_told(found, placed)
    )
    return Report(
        document=document,
        passages=passages,
        quantities=figures,
        flows=(*told, *laddered),
        lists=listed,
        shares=tuple(shares.shares(figures)),
        ladders=hung,
        grids=tuple(grids.grids(document)),
        indicators=tuple(indicators.lists(document)),
        times=times.read(passages),
    )
