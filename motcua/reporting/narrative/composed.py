"""A narrative report as one value: head, sections, annexes; kept as plain JSON when it is filed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from motcua.reporting.narrative.sentences import Said
from motcua.slips import wording


@dataclass(frozen=True, kw_only=True)
class Written:
    """What people write in a report; ``nothing`` are the sections in which nothing happened."""

    number: str = ""
    symbol: str = ""
    issued_on: str = ""
    subject: str = ""
    addressee: str = ""
    opening: str = ""
    recipients: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    signer: str = ""
    padded: bool = True
    texts: Mapping[str, str]
    nothing: tuple[str, ...] = ()

    def carried(self) -> "Written":
        """What the next period begins with: everything but number and day."""
        return replace(self, number="", issued_on="")

    def as_json(self) -> dict[str, Any]:
        """Write as plain JSON."""
        return asdict(self)


def written_again(told: Mapping[str, Any]) -> Written:
    """Read back what people wrote."""
    lists = {name: tuple(told[name]) for name in ("recipients", "authority", "nothing")}
    return Written(**{**told, **lists})


@dataclass(frozen=True, kw_only=True)
class Part:
    """A section as it is printed."""

    key: str
    marker: str
    heading: str
    rank: int
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Annex:
    """A form behind the report. ``heads`` are text, column, line, columns, lines; ``rows`` a kind and its cells.

    A cell is its text and whether it is a number.
    """

    ordinal: str
    name: str
    title: str
    basis: str
    unit: str
    heads: tuple[tuple[str, int, int, int, int], ...]
    lines: int
    numbers: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Composed:
    """A whole narrative report. ``moment`` is that of its figures, written as ISO 8601."""

    agency: str
    superior: str
    head: str
    place: str
    period: str
    days: str
    written: Written
    parts: tuple[Part, ...]
    annexes: tuple[Annex, ...]
    moment: str
    demo: bool

    @property
    def issued_on(self) -> date | None:
        """The day it is issued, where it is known."""
        return date.fromisoformat(self.written.issued_on) if self.written.issued_on else None

    @property
    def number_line(self) -> str:
        """Number and symbol: "Số: 05/BC-UBND"; left open where nobody has given a number."""
        number = self.written.number or "        "
        return f"Số: {number}/{self.written.symbol}"

    @property
    def place_and_date(self) -> str:
        """Place and day, left open where the day is not known."""
        on = self.issued_on
        if on is None:
            return f"{self.place}, ngày        tháng        năm {self.moment[:4]}"
        return f"{self.place}, ngày {wording.day_text(on)} tháng {wording.month_text(on)} năm {on.year}"

    @property
    def subject(self) -> str:
        """What the report is about, with its period."""
        told = f"{self.written.subject} {self.period}"
        return told[:1].upper() + told[1:]

    @property
    def opening(self) -> str:
        """The first sentence."""
        begins = f"{self.written.opening.rstrip(' ,;.')}, " if self.written.opening.strip() else ""
        about = f"{self.written.subject} {self.period}"
        return (
            f"{begins}{self.agency} báo cáo {about} (số liệu {self.days[:1].lower()}{self.days[1:]})"
            " như sau:"
        )

    @property
    def closing(self) -> str:
        """The last sentence."""
        about = f"{self.written.subject} {self.period}"
        return f"Trên đây là báo cáo {about} của {self.agency}./."

    @property
    def of_report(self) -> str:
        """What is written above an annex."""
        on = self.issued_on
        number = f" số {self.written.number}/{self.written.symbol}" if self.written.number else ""
        day = (
            f" ngày {wording.day_text(on)} tháng {wording.month_text(on)} năm {on.year}"
            if on
            else ""
        )
        return f"(Kèm theo Báo cáo{number}{day} của {self.agency})"

    def as_json(self) -> dict[str, Any]:
        """Write as plain JSON."""
        return asdict(self)


def again(told: Mapping[str, Any]) -> Composed:
    """Read a report back from JSON."""
    return Composed(
        **{
            **told,
            "written": written_again(told["written"]),
            "parts": tuple(_part(one) for one in told["parts"]),
            "annexes": tuple(_annex(one) for one in told["annexes"]),
        }
    )


def _part(told: Mapping[str, Any]) -> Part:
    return Part(**{**told, "said": tuple(Said(*one) for one in told["said"])})


def _annex(told: Mapping[str, Any]) -> Annex:
    rows = tuple(
        (kind, tuple((text, number) for text, number in cells)) for kind, cells in told["rows"]
    )
    tuples = {name: tuple(told[name]) for name in ("numbers", "widths", "notes")}
    return Annex(**{**told, **tuples, "heads": _tuples(told["heads"]), "rows": rows})


def _tuples(rows: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    return tuple(tuple(row) for row in rows)
