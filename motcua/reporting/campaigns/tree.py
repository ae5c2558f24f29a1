"""Who files to whom in a campaign: the units of its days, each under who is there to accept."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from motcua.catalog.models import Offering
from motcua.organizations import queries as agencies
from motcua.organizations.models import Agency
from motcua.rules import rule_sets
from motcua.rules.codes import Level
from motcua.rules.periods import Window


@dataclass(frozen=True)
class Place:
    """An agency's part: its own figures or the whole of what reports to it, and who accepts that."""

    agency: Agency
    receiver_id: int | None
    whole: bool


def units(owner_id: int, window: Window) -> list[Agency]:
    """The agencies that can be asked: all that stood under the owner in the window.

    Districts are among them only where the window began while there were any.
    """
    lawful = rule_sets.levels_reported(window.from_on)
    found = agencies.descendants(owner_id, window.from_on, window.to_on)
    return [one for one in found if one.pk != owner_id and Level(one.level) in lawful]


def places(owner: Agency, window: Window, chosen: Collection[int]) -> list[Place]:
    """Everybody's part, the owner's last.

    A unit reports to the one above; where that one ended within the window, or is not asked, to the next
    one up. Who gathers from others files its own figures only if it settles dossiers itself.
    """
    asked = [one for one in units(owner.pk, window) if one.pk in set(chosen)]
    standing = {one.pk: one for one in (*asked, owner)}
    above = {one.pk: _receiver(one, standing, owner, window) for one in asked}
    gathering = {owner.pk, *above.values()}
    settling = _settling(gathering, window)
    found = []
    for one in (*asked, owner):
        if one.pk not in gathering:
            found.append(Place(one, above[one.pk], whole=False))
            continue
        if one.pk in settling:
            found.append(Place(one, one.pk, whole=False))
        found.append(Place(one, above.get(one.pk), whole=True))
    return found


def _receiver(unit: Agency, asked: Mapping[int, Agency], owner: Agency, window: Window) -> int:
    """The nearest agency above that is asked and still there on the last day; the owner in the end."""
    above = _above(unit, window)
    while above is not None and above.pk != owner.pk:
        there = above.closed_on is None or above.closed_on > window.to_on
        if above.pk in asked and there:
            return above.pk
        above = _above(above, window)
    return owner.pk


def _above(one: Agency, window: Window) -> Agency | None:
    return agencies.parent_on(one.pk, min(window.to_on, one.closed_on or window.to_on))


def _settling(ids: Collection[int], window: Window) -> set[int]:
    """Those to whom a procedure was given on some day of the window."""
    given = Offering.objects.filter(agency__in=ids, from_on__lte=window.to_on)
    return set(given.exclude(to_on__lt=window.from_on).values_list("agency_id", flat=True))


def answering(agency: Agency) -> list[Agency]:
    """Who files for an agency: itself, or once it has ended those that took over its work."""
    return _living(agency, frozenset())


def _living(agency: Agency, seen: frozenset[int]) -> list[Agency]:
    if agency.closed_on is None or agency.pk in seen:
        return [agency]
    heirs = agencies.successors(agency.pk)
    passed = seen | {agency.pk}
    found = {living.pk: living for heir in heirs for living in _living(heir, passed)}
    return list(found.values()) or [agency]
