"""Whether the columns and rows of a table add up.

By the formulas printed under the headings, by the flow its headings name, and by what the table
itself shows: a total that fits in most rows or columns should fit in all.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from motcua.checking.findings import Code, Finding, Severity
from motcua.checking.judging import flows, shares
from motcua.checking.judging.relations import Claim, Sum, Verdicts
from motcua.checking.judging.shares import Fraction
from motcua.checking.understanding import columns, likeness
from motcua.checking.understanding.figures import written
from motcua.checking.understanding.grids import Column, Grid, Record, Row
from motcua.checking.understanding.quantities import Quantity
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.shares import Share

_MOST = Decimal("0.6")
_HALF = Decimal("0.5")
_FEWEST_HOLDING = 2
_MOST_TERMS = 8
#: Time must stay bounded in tables nobody prints.
_MOST_COLUMNS = 20
_MOST_TOTALS = 60
#: So many measures side by side are the whole form.
_WHOLE_FORM = 6


def judge(report: Report) -> Verdicts:
    """Return what adds up in the tables and what does not."""
    verdicts = Verdicts.none()
    for grid in report.grids:
        _by_share(grid, verdicts)
        told: set[frozenset[int]] = set()
        for claim in (*_by_flow(grid), *_by_formula(grid), *_by_group(grid), *_by_rows(grid)):
            key = frozenset(each.place for each in claim.readings[0].figures)
            if key in told:
                continue
            told.add(key)
            blanks = [each for each in claim.readings[0].figures if each.absent]
            if claim.holds or not blanks:
                verdicts.judge(claim)
            else:
                verdicts.findings.extend(_blank(each, claim) for each in blanks)
    return verdicts


def _blank(figure: Quantity, claim: Claim) -> Finding:
    total = claim.readings[0]
    missing = ""
    if isinstance(total, Sum) and sum(each.absent for each in total.figures) == 1:
        in_whole = any(each.absent for each in total.whole)
        missing = written(total.added if in_whole else total.printed - total.added)
    return Finding(
        Code.MISSING,
        Severity.WARNING,
        f"Ô cột “{figure.before}” của hàng này để trống, trong khi các số còn lại cho thấy phải có "
        "số liệu.",
        (figure.quote(),),
        figure.line,
        "",
        missing,
        repair=missing or None,
    )


def _by_flow(grid: Grid) -> Iterator[Claim]:
    for block in columns.blocks(grid):
        claims = [
            _named(claim, record)
            for record, flow in columns.flows(grid, block)
            for claim in flows.claims(flow)
        ]
        # With few columns a part may have none of its own: then most rows would not add up.
        if len(block) >= _WHOLE_FORM or _most_hold(claims):
            yield from claims


def _most_hold(claims: Sequence[Claim]) -> bool:
    return sum(claim.holds for claim in claims) >= _MOST * len(claims)


def _by_share(grid: Grid, verdicts: Verdicts) -> None:
    """Judge a column of shares by the two columns most of its rows are a share of."""
    counted = [column.index for column in grid.columns if not column.is_percent][:_MOST_COLUMNS]
    for column in grid.columns[:_MOST_COLUMNS]:
        if not column.is_percent:
            continue
        best: list[tuple[Share, Fraction]] = []
        fewest = _FEWEST_HOLDING - 1
        for over, under in permutations(counted, 2):
            rows = list(_shares(grid, column.index, over, under))
            fitting = sum(shares.fits(*row) for row in rows)
            if fitting > fewest and fitting >= _least(grid, column.index, over) * len(rows):
                best, fewest = rows, fitting
        for share, fraction in best:
            found, identities = shares.judge(share, [fraction], Severity.ERROR)
            verdicts.findings.extend(found)
            verdicts.identities.extend(identities)


def _least(grid: Grid, percent: int, over: int) -> Decimal:
    """A share named like the column it is of needs fewer rows to show it."""
    named = {
        column.index: likeness.content(column.label) - {"tỷ_lệ"}
        for column in grid.columns
        if column.index in {percent, over}
    }
    return _HALF if named[over] and named[over] <= named[percent] else _MOST


def _shares(grid: Grid, percent: int, over: int, under: int) -> Iterator[tuple[Share, Fraction]]:
    for record in grid.rows:
        figures = [record.figures.get(index) for index in (percent, over, under)]
        known = [figure for figure in figures if figure is not None and not figure.absent]
        if len(known) == len(figures) and known[2].value:
            yield Share(known[0]), Fraction((known[1],), (known[2],))


def _named(claim: Claim, record: Record) -> Claim:
    name = f"Hàng “{record.label or record.ordinal}”: "
    return replace(
        claim,
        readings=tuple(replace(reading, topic=name + reading.topic) for reading in claim.readings),
    )


def _by_formula(grid: Grid) -> Iterator[Claim]:
    """Judge every row by the formulas the table prints: (3) = (4) + (5) + (6)."""
    numbered = {column.number: column for column in grid.columns if column.number is not None}
    for column in grid.columns:
        terms = [numbered.get(number) for number in column.formula]
        known = [term for term in terms if term is not None]
        if known and len(known) == len(terms):
            topic = f"cột ({column.number}) = " + " + ".join(f"({each.number})" for each in known)
            for record in grid.rows:
                total = _row_sum(record, column, known, topic)
                if total is not None:
                    yield Claim((total,))


def _row_sum(record: Record, whole: Column, parts: Sequence[Column], topic: str) -> Sum | None:
    figure = record.figures.get(whole.index)
    found = [record.figures[part.index] for part in parts if part.index in record.figures]
    if figure is None or not found or not all(each.counts for each in (figure, *found)):
        return None
    return Sum(tuple(found), (figure,), f"Hàng “{record.label or record.ordinal}”: {topic}")


def _by_group(grid: Grid) -> Iterator[Claim]:
    """Judge a column named a total with the columns behind it, where most rows say so."""
    counted = [column for column in grid.columns if not column.is_percent]
    for at, column in enumerate(counted):
        if not any("tổng" in text.lower() or "cộng" in text.lower() for text in column.path):
            continue
        if column.formula:
            continue  # the table itself says what it is the sum of
        groups: list[list[Sum]] = []
        for count in range(min(_MOST_TERMS, len(counted) - at - 1), 1, -1):
            parts = counted[at + 1 : at + 1 + count]
            topic = f"cột “{column.label}” = tổng {count} cột sau"
            sums = [_row_sum(record, column, parts, topic) for record in grid.rows]
            shown = [each for each in sums if each is not None]
            if _shown_by_most(shown):
                groups.append(shown)
        if groups:
            # A column of zeros behind the group seems to belong to it in most rows, not in all.
            yield from (Claim((each,)) for each in min(groups, key=_failing))


def _failing(sums: Sequence[Sum]) -> int:
    return sum(not each.holds for each in sums)


def _shown_by_most(sums: Sequence[Sum]) -> bool:
    telling = [each for each in sums if each.printed or each.added]
    holding = [each for each in telling if each.holds and len(_nonzero(each.parts)) > 1]
    fitting = sum(each.holds for each in telling)
    return len(holding) >= _FEWEST_HOLDING and fitting >= _MOST * len(telling)


def _nonzero(figures: Iterable[Quantity]) -> list[Quantity]:
    return [each for each in figures if each.value]


# -- rows that sum up others -------------------------------------------------------------------


def _by_rows(grid: Grid) -> Iterator[Claim]:
    if sum(record.kind is Row.TOTAL for record in grid.rows) > _MOST_TOTALS:
        return  # a list of totals is no sum of rows
    for at, record in enumerate(grid.rows):
        if record.kind is Row.TOTAL:
            yield from _judged(grid, record, _choices_of_total(grid.rows, at))
        elif record.kind is Row.SECTION:
            below = _below(grid.rows, at)
            if len(below) > 1:
                yield from _judged(grid, record, [below])


def _choices_of_total(rows: Sequence[Record], at: int) -> list[list[Record]]:
    """Return the sets of rows a total may sum up."""
    others = [record for place, record in enumerate(rows) if place != at]
    plain = [record for record in others if record.kind is not Row.TOTAL]
    since: list[Record] = []
    for record in reversed(rows[:at]):
        if record.kind in {Row.TOTAL, Row.SECTION}:
            break
        since.insert(0, record)
    choices: list[Callable[[Record], bool]] = [
        lambda record: record.kind is Row.COUNTED,
        lambda record: record.kind is Row.SECTION,
        lambda record: record.kind is not Row.SECTION,
    ]
    found = [*([record for record in plain if choice(record)] for choice in choices), plain]
    totals = [record for record in others if record.kind is Row.TOTAL]
    unique: list[list[Record]] = []
    for choice in (*found, since, totals):
        if len(choice) > 1 and choice not in unique:
            unique.append(choice)
    return unique


def _below(rows: Sequence[Record], at: int) -> list[Record]:
    """Return the counted rows under a section, up to the next section or total."""
    found: list[Record] = []
    for record in rows[at + 1 :]:
        if record.kind in {Row.TOTAL, Row.SECTION}:
            break
        found.append(record)
    return found


def _judged(grid: Grid, record: Record, choices: list[list[Record]]) -> Iterator[Claim]:
    """Take the set of rows that fits most columns, and judge every column by it."""
    best: list[Sum] = []
    most = 0
    for choice in choices:
        sums = [each for each in _column_sums(grid, record, choice) if each is not None]
        holding = sum(each.holds and len(_nonzero(each.parts)) > 1 for each in sums)
        if holding and all(each.holds for each in sums):
            yield from (Claim((each,)) for each in sums)
        if sums and holding > most:
            best, most = sums, holding
    failing = sum(not each.holds for each in best)
    certain = most > failing or most >= _FEWEST_HOLDING
    severity = Severity.ERROR if certain else Severity.WARNING
    for each in best:
        yield Claim((each,), severity)


def _column_sums(grid: Grid, record: Record, choice: Sequence[Record]) -> Iterator[Sum | None]:
    for column in grid.columns:
        figure = record.figures.get(column.index)
        parts = [each.figures[column.index] for each in choice if column.index in each.figures]
        usable = figure is not None and figure.counts and not column.is_percent
        if usable and len(parts) > 1 and all(part.counts for part in parts):
            assert figure is not None
            topic = f"Cột “{column.label}”, hàng “{record.label or record.ordinal}”"
            yield Sum(tuple(parts), (figure,), topic, Code.SUM)
