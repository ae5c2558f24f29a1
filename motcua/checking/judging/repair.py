"""The one slip of the pen that explains a wrong figure: a digit mistyped, doubled, lost or swapped."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from motcua.checking.findings import Finding
from motcua.checking.judging.relations import Bound, Sum, Verdicts
from motcua.checking.understanding.figures import LONGEST, written
from motcua.checking.understanding.quantities import Quantity


def is_slip(printed: Decimal, meant: Decimal) -> bool:
    """Tell whether one typing slip turns the figure that was meant into the printed one."""
    if meant < 0 or meant == printed or max(printed.adjusted(), meant.adjusted()) > LONGEST:
        return False
    left, right = str(printed.normalize().to_integral()), ""
    exponent = max(_places(printed), _places(meant))
    left, right = _digits(printed, exponent), _digits(meant, exponent)
    if len(left) == len(right):
        differing = [
            at for at, pair in enumerate(zip(left, right, strict=True)) if len({*pair}) > 1
        ]
        return len(differing) == 1 or _swapped(left, right, differing)
    short, long = sorted((left, right), key=len)
    return len(long) - len(short) == 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _digits(value: Decimal, places: int) -> str:
    return str(int(value.scaleb(places)))


def _swapped(left: str, right: str, differing: Sequence[int]) -> bool:
    if len(differing) != 2:  # noqa: PLR2004 - a swap touches two digits
        return False
    first, second = differing
    return left[first] == right[second] and left[second] == right[first]


def candidates(total: Sum) -> list[tuple[Quantity, Decimal]]:
    """Return each figure of a sum with the value a slip away that would make it hold."""
    missing = total.printed - total.added
    found = [
        (part, part.value + missing)
        for part in total.parts
        if is_slip(part.value, part.value + missing)
    ]
    found += [
        (whole, whole.value - missing)
        for whole in total.whole
        if is_slip(whole.value, whole.value - missing)
    ]
    return found


def repaired(verdicts: Sequence[Verdicts]) -> dict[Finding, Finding]:
    """Return the findings of failed sums with the one repair that fits everything, where there is."""
    known = [relation for each in verdicts for relation in each.held]
    known += [relation for each in verdicts for _, relation in each.failed]
    by_figure: dict[tuple[int, int], list[Sum | Bound]] = {}
    for relation in known:
        for figure in relation.figures:
            by_figure.setdefault(figure.key, []).append(relation)
    found = {}
    for each in verdicts:
        for finding, relation in each.failed:
            if isinstance(relation, Sum):
                found[finding] = _with_repair(finding, relation, by_figure)
    return found


def _with_repair(
    finding: Finding, total: Sum, by_figure: Mapping[tuple[int, int], Sequence[Sum | Bound]]
) -> Finding:
    """Offer the slip that fits every relation of its figure and mends most of the broken ones."""
    mended: dict[tuple[tuple[int, int], Decimal], int] = {}
    named: dict[tuple[tuple[int, int], Decimal], Quantity] = {}
    for figure, value in candidates(total):
        relations = by_figure.get(figure.key, ())
        if all(_fits(each, figure, value) for each in relations):
            key = (figure.key, value)
            mended[key] = sum(not each.holds for each in relations)
            named[key] = figure
    best = [key for key, count in mended.items() if count == max(mended.values())]
    if len(best) != 1:
        return finding
    figure, value = named[best[0]], best[0][1]
    hint = f" Có lẽ {written(figure.value)} phải là {written(value)}."
    return replace(finding, repair=written(value), message=finding.message + hint)


def _fits(relation: Sum | Bound, figure: Quantity, value: Decimal) -> bool:
    if isinstance(relation, Bound):
        part = value if relation.part.key == figure.key else relation.part.value
        whole = value if relation.whole.key == figure.key else relation.whole.value
        return part <= whole
    if all(each.key != figure.key for each in relation.figures):
        return True
    change = value - figure.value
    left = sum(each.key == figure.key for each in relation.parts) * change + relation.added
    right = sum(each.key == figure.key for each in relation.whole) * change + relation.printed
    return left == right
