"""The rows of a statutory form on the screen: what is shown, what is typed, what was typed wrongly."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from motcua.reporting import laid_out
from motcua.reporting.filled import Filled, Typed
from motcua.reporting.laid_out import BodyRow, Figure
from motcua.rules import filling
from motcua.rules.definitions import Cell, Definition, Rows, Source
from motcua.rules.filling import Value
from motcua.web.workspace import asked

#: So many empty rows a list offers below what is written.
MORE = 3
#: More rows than any list of a quarter has; what is sent beyond is no form of ours.
_MOST_ROWS = 300
_LONGEST_NAME = 500
#: Where an indicator has its figure, and the word that says where it is from.
_FIGURE, _NOTE = 3, 4
#: How a form says how many rows it sends.
ROWS = "so"


@dataclass(frozen=True)
class Input:
    """A place to type into: its name, what stands in it, what it is called, what is wrong with it."""

    name: str
    text: str
    label: str
    error: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_number: bool = True


@dataclass(frozen=True)
class Place:
    """One place of a row: a text, or an input in its stead."""

    text: str
    heading: str
    input: Input | None = None
    is_number: bool = True
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One row of the form."""

    kind: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Sent:
    """What a form on the screen sent: the rows that could be read, every text as it came, what is wrong."""

    rows: tuple[Typed, ...]
    texts: Mapping[str, str]
    errors: Mapping[str, str]
    count: int


@dataclass
class _Reading:
    definition: Definition
    data: Mapping[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        self.texts[name] = self.data.get(name, "")
        return self.texts[name]

    def row(self, order: int) -> Typed | None:
        values = {
            cell.code: self.value(cell, input_name(order, cell.code))
            for cell in self.definition.cells
            if cell.typed
        }
        if self.definition.rows is Rows.ONE:
            return Typed("", values)
        name = filling.tidy(self.text(row_name(order)))[:_LONGEST_NAME]
        wrote = any(self.texts[input_name(order, code)].strip() for code in values)
        if wrote and not name:
            self.errors[row_name(order)] = _("Dòng %(number)d có số liệu mà chưa có tên.") % {
                "number": order + 1
            }
        return Typed(name, values) if name or wrote else None

    def value(self, cell: Cell, name: str) -> Value:
        try:
            return filling.read(cell, self.text(name))
        except filling.BadValue as bad:
            self.errors[name] = str(bad)
            return None


def row_name(order: int) -> str:
    """How the input of a row's name is called."""
    return f"n-{order}"


def input_name(order: int, code: str) -> str:
    """How the input of a cell is called."""
    return f"c-{order}-{code}"


def number(word: str) -> int:
    """Read a whole number a form sends back; anything else is none."""
    return asked.number(word) or 0


def read(definition: Definition, data: Mapping[str, str]) -> Sent:
    """Read what was sent; a row with neither name nor figure is no row."""
    count = 1
    if definition.rows is not Rows.ONE:
        count = min(number(data.get(ROWS, "")), _MOST_ROWS) if is_typed(definition) else 0
    reading = _Reading(definition, data)
    rows = [reading.row(order) for order in range(count)]
    return Sent(
        rows=tuple(row for row in rows if row is not None),
        texts=reading.texts,
        errors=reading.errors,
        count=count,
    )


def of(
    form: Filled,
    sent: Sent | None = None,
    *,
    typing: bool = True,
    opens: Callable[[str, str | None], str] | None = None,
) -> list[Row]:
    """Show a form row by row; ``typing`` offers inputs, and keeps every text of what was sent.

    ``opens`` gives the address of what a figure counts, by cell and row.
    """
    laid = laid_out.of(form)
    headings = _headings(form.definition)
    lists = form.definition.rows is Rows.OPEN and typing and is_typed(form.definition)
    body = [row for row in laid.body if not (lists and row.kind != "total")]
    shown = [
        Row(
            row.kind,
            tuple(
                replace(
                    _place(figure, headings[place], sent, typing=typing and row.kind != "total"),
                    url=_address(form, row, place, opens),
                )
                for place, figure in enumerate(row.figures)
            ),
        )
        for row in body
    ]
    return [*_listed(form, headings, sent), *shown] if lists else shown


def _address(
    form: Filled,
    row: BodyRow,
    place: int,
    opens: Callable[[str, str | None], str] | None,
) -> str:
    """Where a figure opens; in a row of a table only what a register counts does.

    What is typed into an indicator opens at the word that says so.
    """
    alone = form.definition.rows is Rows.ONE
    cell = row.figures[_FIGURE if alone and place == _NOTE else place].cell
    if opens is None or cell is None or (alone and place == _NOTE and not cell.typed):
        return ""
    if alone or row.kind == "total":
        return opens(cell.code, None)
    named = cell.source is Source.REGISTER and row.kind == "line"
    return opens(cell.code, str(row.figures[1].value)) if named else ""


def is_typed(definition: Definition) -> bool:
    """Tell whether anything of the form is typed."""
    return any(cell.typed for cell in definition.cells)


def of_units(form: Filled) -> list[Row]:
    """The units a consolidated form adds up, a row to each, to look at."""
    laid = laid_out.units(form)
    if laid is None:
        return []
    headings = (_("TT"), _("Đơn vị"), *(cell.label for cell in laid_out.unit_cells(form)))
    return [
        Row(
            row.kind,
            tuple(
                Place(filling.shown(figure.value), heading, is_number=figure.is_number)
                for figure, heading in zip(row.figures, headings, strict=True)
            ),
        )
        for row in laid.body
    ]


def rows_offered(form: Filled, sent: Sent | None) -> int:
    """How many rows the page of a list sends back."""
    return max(sent.count if sent else 0, len(form.lines) + MORE)


def _headings(definition: Definition) -> tuple[str, ...]:
    if definition.rows is Rows.ONE:
        return (
            _("STT"),
            _("Chỉ tiêu thống kê"),
            _("Đơn vị tính"),
            _("Số liệu"),
            _("Ghi chú"),
        )
    return (_("TT"), definition.row_heading, *(cell.label for cell in definition.cells))


def _place(figure: Figure, heading: str, sent: Sent | None, *, typing: bool) -> Place:
    text = filling.shown(figure.value)
    cell = figure.cell
    if cell is None or not cell.typed or not typing:
        return Place(text, heading, is_number=figure.is_number)
    return Place("", heading, _input(cell, 0, text, sent, f"{cell.code} {cell.label}"))


def _input(cell: Cell, order: int, text: str, sent: Sent | None, label: str) -> Input:
    name = input_name(order, cell.code)
    return Input(
        name=name,
        text=sent.texts.get(name, "") if sent else text,
        label=label,
        error=sent.errors.get(name, "") if sent else "",
        choices=tuple((str(code), f"{code} – {words}") for code, words in cell.choices),
        is_number=cell.kind != "text",
    )


def _listed(form: Filled, headings: tuple[str, ...], sent: Sent | None) -> Iterator[Row]:
    """The rows of a list, each with a name to type, and some empty ones below."""
    for order in range(rows_offered(form, sent)):
        line = form.lines[order] if order < len(form.lines) and not sent else None
        name = row_name(order)
        named = Input(
            name=name,
            text=sent.texts.get(name, "") if sent else (line.name if line else ""),
            label=_("Tên dòng %(number)d") % {"number": order + 1},
            error=sent.errors.get(name, "") if sent else "",
            is_number=False,
        )
        places = [
            Place(str(order + 1), headings[0], is_number=False),
            Place("", headings[1], named, is_number=False),
        ]
        for heading, cell in zip(headings[2:], form.definition.cells, strict=True):
            text = filling.shown(line.values.get(cell.code)) if line else ""
            label = _("Dòng %(number)d, cột %(code)s: %(label)s") % {
                "number": order + 1,
                "code": cell.code,
                "label": cell.label,
            }
            place = _input(cell, order, text, sent, label) if cell.typed else None
            places.append(Place("" if place else text, heading, place))
        yield Row("line", tuple(places))
