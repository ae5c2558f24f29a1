"""Statutory forms as definitions: cells, where each figure comes from, and the formulas between them.

A form is data in a closed vocabulary; nothing here computes what a cell counts. Cells stand one below
the other (indicators) or side by side as the columns of a table.

Căn cứ: Thông tư 01/2020/TT-VPCP, Phụ lục II (certainty: high for II.05, II.06, II.07; low for the
columns of II.01-II.04 and II.08); Công văn 581/BNV-CCHC, Biểu mẫu 1-7 (certainty: high for the
indicators, medium that no later letter has replaced them). Each definition states its own certainty.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from motcua.rules.codes import Level


class Source(StrEnum):
    """Where the figure of a cell comes from.

    ``CONTROL`` is typed until the agency keeps the register of it; then it is ``REGISTER``, and locked.
    """

    LEDGER = "ledger"
    CATALOGUE = "catalogue"
    PAYMENTS = "payments"
    PETITIONS = "petitions"
    QUALITY = "quality"
    CONTROL = "control"
    REGISTER = "register"
    DIGITISATION = "digitisation"
    UNITS = "units"
    TYPED = "typed"
    SUM = "sum"
    RATIO = "ratio"
    HEADING = "heading"


class Kind(StrEnum):
    """What may stand in a cell."""

    COUNT = "count"
    AMOUNT = "amount"
    PERCENT = "percent"
    CHOICE = "choice"
    TEXT = "text"


class Rows(StrEnum):
    """What the rows of a form are.

    ``ONE``: the cells themselves, one below the other. ``OPEN``: what somebody lists, a name to each.
    ``AGENCIES``: the agencies reported on. ``BOOKS``: levels and fields, folded from the ledger.
    """

    ONE = "one"
    OPEN = "open"
    AGENCIES = "agencies"
    BOOKS = "books"


#: Sources whose figures the product has: nobody types over them.
LOCKED = frozenset(
    {Source.LEDGER, Source.CATALOGUE, Source.REGISTER, Source.UNITS, Source.SUM, Source.RATIO}
)
#: Sources whose register is not kept in the product so far: the figure is typed, and the cell says so.
AWAITED = frozenset({Source.PAYMENTS, Source.PETITIONS, Source.QUALITY, Source.DIGITISATION})
_FROM_BOOKS = frozenset({Source.LEDGER, Source.CATALOGUE})


class BadDefinition(ValueError):
    """A definition that contradicts itself; the message names the form, the cell and the fault."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One place for a figure. ``headings`` stand above it (a column) or name it (an indicator).

    ``measure`` is what of the ledger or the catalogue it counts; ``level`` and ``service`` narrow that.
    ``parts`` are the cells a sum adds up, or the part and the whole of a ratio. A cell with a ``level``
    is in the form only while that level is reported on.
    """

    code: str
    headings: tuple[str, ...]
    source: Source = Source.TYPED
    kind: Kind = Kind.COUNT
    unit: str = ""
    measure: str = ""
    level: Level | None = None
    service: str = ""
    parts: tuple[str, ...] = ()
    choices: tuple[tuple[int, str], ...] = ()
    note: str = ""

    @property
    def label(self) -> str:
        """The cell in words: its headings from the outermost."""
        return " – ".join(self.headings)

    @property
    def locked(self) -> bool:
        """Whether the product fills the cell and nobody may type into it."""
        return self.source in LOCKED

    @property
    def typed(self) -> bool:
        """Whether somebody has to type the figure."""
        return not self.locked and self.source is not Source.HEADING


@dataclass(frozen=True)
class Rule:
    """A relation that must hold: ``parts`` together are equal to ``whole``, or at most that."""

    whole: str
    parts: tuple[str, ...]
    at_most: bool = False

    @property
    def codes(self) -> tuple[str, ...]:
        """Every cell the rule speaks of."""
        return (self.whole, *self.parts)


@dataclass(frozen=True)
class Crossing:
    """A cell that must be equal to a cell of another form of the same agency and window.

    ``other`` may be several cells of it, added: "4+5".
    """

    cell: str
    form: str
    other: str

    @property
    def others(self) -> tuple[str, ...]:
        """The cells of the other form, each alone."""
        return tuple(self.other.split("+"))


@dataclass(frozen=True)
class Carry:
    """A cell that begins with what another cell of the form was in the period before."""

    cell: str
    before: str


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One version of a form. Raises ``BadDefinition``.

    ``alone``: counts the unit itself, not what stands under it.
    """

    code: str
    name: str
    title: str
    basis: str
    certainty: str
    addressee: str
    version: int
    valid_from: date
    valid_to: date | None = None
    rows: Rows = Rows.ONE
    row_heading: str = ""
    unit_line: str = ""
    alone: bool = False
    cells: tuple[Cell, ...] = ()
    rules: tuple[Rule, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    carries: tuple[Carry, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse codes told twice, parts that do not exist, circles, and cells that lack what they need."""
        if len(self.by_code) != len(self.cells):
            raise self._bad("", "mã chỉ tiêu trùng nhau")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise self._bad("", "hết hiệu lực trước khi có hiệu lực")
        for cell in self.cells:
            self._check(cell)
        for rule in self.rules:
            self._known(rule.whole, rule.codes)
        for crossing in self.crossings:
            self._known(crossing.cell, (crossing.cell,))
        for carry in self.carries:
            self._known(carry.cell, (carry.cell, carry.before))
        self._in_order()

    def _bad(self, code: str, fault: str) -> BadDefinition:
        return BadDefinition(f"{self.code} [{code}]: {fault}" if code else f"{self.code}: {fault}")

    def _check(self, cell: Cell) -> None:
        self._known(cell.code, cell.parts)
        faults = {
            "tỷ lệ cần đúng một tử số và một mẫu số": cell.source is Source.RATIO
            and len(cell.parts) != 2,  # noqa: PLR2004 - part and whole
            "tổng cần các thành phần": cell.source is Source.SUM and not cell.parts,
            "chỉ tổng và tỷ lệ mới có thành phần": bool(cell.parts)
            and cell.source not in {Source.SUM, Source.RATIO},
            "thiếu số đo": cell.source in _FROM_BOOKS and not cell.measure,
            "chỉ sổ và danh mục mới có số đo": bool(cell.measure)
            and cell.source not in _FROM_BOOKS,
            "thiếu các lựa chọn": (cell.kind is Kind.CHOICE) is not bool(cell.choices),
            "thiếu tên": not cell.label,
        }
        for fault, there in faults.items():
            if there:
                raise self._bad(cell.code, fault)

    def _known(self, code: str, codes: Iterable[str]) -> None:
        for one in codes:
            if one not in self.by_code:
                raise self._bad(code, f"không có chỉ tiêu {one}")

    def _in_order(self) -> None:
        if len(self.computed) != sum(1 for cell in self.cells if cell.parts):
            raise self._bad("", "các công thức quay vòng")

    @cached_property
    def by_code(self) -> Mapping[str, Cell]:
        """The cells by code."""
        return {cell.code: cell for cell in self.cells}

    @cached_property
    def computed(self) -> tuple[Cell, ...]:
        """Sums and ratios, each after those it is made of."""
        done = {cell.code for cell in self.cells if not cell.parts}
        waiting = [cell for cell in self.cells if cell.parts]
        found: list[Cell] = []
        while ready := [cell for cell in waiting if done.issuperset(cell.parts)]:
            found += ready
            done |= {cell.code for cell in ready}
            waiting = [cell for cell in waiting if cell.code not in done]
        return tuple(found)

    @property
    def key(self) -> str:
        """Code and version: what a filed form keeps of its definition."""
        return f"{self.code}@{self.version}"

    def holds_on(self, day: date) -> bool:
        """Tell whether the version is valid on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def counted_from_registers(self, codes: Iterable[str]) -> "Definition":
        """Return the form with cells that registers count: nobody types these any more."""
        fed = frozenset(codes)
        cells = tuple(
            replace(cell, source=Source.REGISTER) if cell.code in fed else cell
            for cell in self.cells
        )
        return replace(self, cells=cells) if fed else self

    def of_levels(self, levels: frozenset[Level]) -> "Definition":
        """Return the form without the cells of levels that are not reported on.

        Sums lose the parts that go; a rule or a crossing about a cell that is gone goes with it.

        Căn cứ: Luật Tổ chức chính quyền địa phương 2025, hiệu lực 1/7/2025 (certainty: high that there
        is no district level any more).
        """
        gone = {cell.code for cell in self.cells if cell.level and cell.level not in levels}
        if not gone:
            return self
        cells = tuple(
            replace(cell, parts=tuple(part for part in cell.parts if part not in gone))
            for cell in self.cells
            if cell.code not in gone
        )
        rules = tuple(rule for rule in self.rules if gone.isdisjoint(rule.codes))
        crossings = tuple(one for one in self.crossings if one.cell not in gone)
        carries = tuple(one for one in self.carries if gone.isdisjoint({one.cell, one.before}))
        return replace(self, cells=cells, rules=rules, crossings=crossings, carries=carries)


class NotInForce(LookupError):
    """No version of the form is valid on the day; the message is a Vietnamese sentence to show."""


def in_force(definitions: Iterable[Definition], code: str, on: date) -> Definition:
    """Return the version of a form that is valid on a day, the latest of several. Raise ``NotInForce``.

    Căn cứ: Thông tư 01/2020/TT-VPCP (certainty: medium that no later circular has replaced its forms;
    a later one is a later version).
    """
    found = [one for one in definitions if one.code == code and one.holds_on(on)]
    if not found:
        message = (
            f"Chưa có mẫu biểu {code} có hiệu lực vào ngày {on:%d/%m/%Y}. "
            "Hãy chọn kỳ báo cáo khác hoặc biểu khác."
        )
        raise NotInForce(message)
    return max(found, key=lambda one: one.version)
