"""The flows of many keys of one window at once: counted leaf by leaf, refused and summed in one pass.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high for the identity of the columns; the
leaves themselves are the bookkeeping that makes the identity hold).
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from motcua.rules.codes import Channel, Ending, Verdict
from motcua.rules.movements import CLOSINGS, Flows, NegativeCount

Key = TypeVar("Key", bound=Hashable)

VERDICTS = (Verdict.EARLY, Verdict.ON_TIME, Verdict.LATE)
#: Every way to be settled: how it ended, and whether in time.
ENDED = tuple((ending, verdict) for ending in Ending for verdict in VERDICTS)


def by_channel(name: str) -> dict[Channel, str]:
    """Name the leaves of a count that is told by channel, as ``received_counter`` is."""
    return {channel: f"{name}_{channel.value}" for channel in Channel}


def by_ending(name: str) -> dict[tuple[Ending, Verdict], str]:
    """Name the leaves of a count that is told by ending and verdict, as ``settled_denied_late`` is."""
    return {ended: f"{name}_{ended[0].value}_{ended[1].value}" for ended in ENDED}


#: What of ``Flows`` is told by a key of its own.
_MAPPED: dict[str, dict[Any, str]] = {
    "received": by_channel("received"),
    "settled": by_ending("settled"),
    "reopened": by_ending("reopened"),
    "transferred_in": by_channel("transferred_in"),
    "transferred_out": by_channel("transferred_out"),
    "annulled": by_channel("annulled"),
}
_NUMBERS = (
    "carried_in",
    "late_entries",
    "refused",
    "returned_to_filer",
    "handed_back",
    "not_regulated",
    "reopened_before",
    "transferred_in_before",
    "transferred_out_before",
    "annulled_before",
    "opening",
    *CLOSINGS,
    "counted_elsewhere",
)
#: Every leaf count of ``Flows`` under one name of its own, in the order of a row of counts.
LEAVES = (*(leaf for leaves in _MAPPED.values() for leaf in leaves.values()), *_NUMBERS)
PLACES = {leaf: place for place, leaf in enumerate(LEAVES)}


def leaves_of(flows: Flows) -> dict[str, int]:
    """Return the counts of flows by leaf; a leaf that is absent counts nothing."""
    found = {name: getattr(flows, name) for name in _NUMBERS}
    for name, leaves in _MAPPED.items():
        found |= {leaves[key]: count for key, count in getattr(flows, name).items()}
    return found


def _flows(counts: Sequence[int]) -> Flows:
    mapped: dict[str, Any] = {
        name: {key: counts[PLACES[leaf]] for key, leaf in leaves.items()}
        for name, leaves in _MAPPED.items()
    }
    numbers: dict[str, Any] = {name: counts[PLACES[name]] for name in _NUMBERS}
    return Flows(**mapped, **numbers)


class Tally(Mapping[Key, Flows]):
    """Flows by key. ``leaves`` holds each leaf that counts anything, one number per key, in their order.

    Made from one number per leaf of ``LEAVES`` for each key; a key that counts nothing is no key.
    Raises ``NegativeCount``.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06 (certainty: high).
    """

    def __init__(self, counts: Mapping[Key, Sequence[int]]) -> None:
        """Refuse a count below zero, whichever key has it."""
        self._counts = {key: row for key, row in counts.items() if any(row)}
        columns = zip(LEAVES, zip(*self._counts.values(), strict=True), strict=False)
        self.leaves = {leaf: column for leaf, column in columns if any(column)}
        for leaf, column in self.leaves.items():
            if min(column) < 0:
                message = f"{leaf}: {min(column)}"
                raise NegativeCount(message)

    def __getitem__(self, key: Key) -> Flows:
        """Return the flows of one key."""
        return _flows(self._counts[key])

    def __iter__(self) -> Iterator[Key]:
        """Go through the keys."""
        return iter(self._counts)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._counts)

    def total(self) -> Flows:
        """Return the flows of all keys together."""
        sums = {leaf: sum(column) for leaf, column in self.leaves.items()}
        return _flows([sums.get(leaf, 0) for leaf in LEAVES])
