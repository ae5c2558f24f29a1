"""The closed vocabulary of registers: what a line says, and which cells of the forms it counts into. Pure.

A register is data, like a form: nothing here reads a database, and no register has code of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from motcua.rules.codes import Level

#: The field that dates a line, in every register.
ON = "on"


class Kind(StrEnum):
    """What may stand in a field.

    ``DOCUMENT`` is number, day and signer; ``PERSON`` is a name and a post: each unfolds into plain fields.
    """

    DATE = "date"
    COUNT = "count"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    AGENCY = "agency"
    PROCEDURES = "procedures"
    DOCUMENT = "document"
    PERSON = "person"


class Taking(StrEnum):
    """What a cell takes of the lines.

    By the day of the line: how many there are, the sum of counts, whether there is any, how many
    different values, a share in percent, the words. Of what lasts from one day to another: what lasted
    on some day of the window, ended in it (in time, late), is overdue or still there at its end.
    """

    LINES = "lines"
    SUM = "sum"
    ANY = "any"
    DIFFERENT = "different"
    RATE = "rate"
    WORDS = "words"
    LASTING = "lasting"
    ENDED = "ended"
    ENDED_IN_TIME = "ended_in_time"
    ENDED_LATE = "ended_late"
    OVERDUE = "overdue"
    STANDING = "standing"


#: What asks how long a line lasts.
OF_LIVES = frozenset(
    {Taking.LASTING, Taking.ENDED, Taking.ENDED_IN_TIME, Taking.ENDED_LATE}
    | {Taking.OVERDUE, Taking.STANDING}
)
#: How many fields a taking is of, where that is fixed.
_FIELDS = {Taking.SUM: None, Taking.RATE: 2, Taking.WORDS: 1, Taking.DIFFERENT: 1}


class BadRegister(ValueError):
    """A definition that contradicts itself; the message names the register and the fault."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One thing a line says. ``ahead``: a day that may still come."""

    code: str
    label: str
    kind: Kind
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    ahead: bool = False
    dated: str = ""


@dataclass(frozen=True, kw_only=True)
class Count:
    """What lines count for, in the cells it names: form and cell.

    ``by`` is the field whose day decides the window, ``where`` the choices a line must have made,
    ``level`` that of the agency counted. ``whole_year``: from the beginning of the reporting year on.
    """

    cells: tuple[tuple[str, str], ...]
    take: Taking
    of: tuple[str, ...] = ()
    by: str = ON
    where: tuple[tuple[str, frozenset[str]], ...] = ()
    level: Level | None = None
    whole_year: bool = False

    @property
    def lasts(self) -> bool:
        """Whether it asks how long a line lasts."""
        return self.take in OF_LIVES


@dataclass(frozen=True)
class Limit:
    """A count that may be at most the sum of others."""

    part: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Life:
    """From which day to which a line lasts, and by when it should have ended; field codes."""

    begins: str
    ends: str
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class Register:
    """One register. Raises ``BadRegister``.

    ``row`` is the field that names the row in forms that list rows; ``levels`` are those whose agencies
    keep it, where not all do.
    """

    code: str
    name: str
    part: str
    basis: str
    certainty: str
    note: str = ""
    fields: tuple[Field, ...]
    counts: tuple[Count, ...] = ()
    limits: tuple[Limit, ...] = ()
    life: Life | None = None
    row: str = ""
    levels: frozenset[Level] = frozenset(Level)

    def __post_init__(self) -> None:
        """Refuse codes told twice, fields that do not exist, and counts of what a field cannot tell."""
        if len(self.by_code) != len(self.fields):
            raise self._bad("trường trùng nhau")
        if self.by_code.get(ON, None) is None or self.by_code[ON].kind is not Kind.DATE:
            raise self._bad("thiếu ngày ghi sổ")
        for field in self.fields:
            if (field.kind is Kind.CHOICE) is not bool(field.choices):
                raise self._bad(f"{field.code}: các lựa chọn")
        life = self.life
        self._are({Kind.DATE}, (life.begins, life.ends, *filter(None, [life.due])) if life else ())
        self._are({Kind.TEXT}, (self.row,) if self.row else ())
        for limit in self.limits:
            self._are({Kind.COUNT}, (limit.part, *limit.of))
        for count in self.counts:
            self._check(count)

    def _check(self, count: Count) -> None:
        if count.lasts and self.life is None:
            raise self._bad(f"{count.take}: sổ không có ngày kết thúc")
        self._are({Kind.DATE}, (count.by,))
        self._are(_TAKEN.get(count.take, {Kind.COUNT}), count.of)
        wanted = _FIELDS.get(count.take, 0)
        if not count.lasts and wanted is not None and len(count.of) != wanted:
            raise self._bad(f"{count.take}: {', '.join(count.of)}")
        for code, values in count.where:
            self._are({Kind.CHOICE}, (code,))
            if not values <= set(dict(self.by_code[code].choices)):
                raise self._bad(f"{code}: {', '.join(sorted(values))}")

    def _are(self, kinds: Iterable[Kind], codes: Iterable[str]) -> None:
        for code in codes:
            if code not in self.by_code or self.by_code[code].kind not in kinds:
                raise self._bad(f"không có trường {code} như vậy")

    def _bad(self, fault: str) -> BadRegister:
        return BadRegister(f"{self.code}: {fault}")

    @cached_property
    def by_code(self) -> Mapping[str, Field]:
        """The fields by code."""
        return {field.code: field for field in self.fields}

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The codes of the fields that hold a day."""
        return tuple(field.code for field in self.fields if field.kind is Kind.DATE)

    @cached_property
    def feeds(self) -> Mapping[tuple[str, str], Count]:
        """What it counts, by form and cell."""
        return {cell: count for count in self.counts for cell in count.cells}


#: Of which kinds a taking may be; what is not here takes counts.
_TAKEN: Mapping[Taking, frozenset[Kind]] = {
    Taking.WORDS: frozenset({Kind.TEXT, Kind.CHOICE}),
    Taking.DIFFERENT: frozenset({Kind.TEXT, Kind.AGENCY}),
}


def unfolded(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Unfold documents and persons into plain fields, each where it stood."""
    return tuple(plain for field in fields for plain in _plain(field))


def _plain(field: Field) -> tuple[Field, ...]:
    text = replace(field, kind=Kind.TEXT)
    if field.kind is Kind.PERSON:
        name = replace(text, code=f"{field.code}_name", label=f"{field.label}: họ và tên")
        post = replace(text, code=f"{field.code}_post", label="Chức vụ, vị trí", required=False)
        return (name, post)
    if field.kind is not Kind.DOCUMENT:
        return (field,)
    number = replace(text, kind=Kind.NUMBER, label=f"{field.label}: số, ký hiệu", code="number")
    signer = replace(text, label="Người ký", code="signer", required=False, help="")
    own = replace(field, kind=Kind.DATE, label="Ngày văn bản", code="document_on", help="")
    return (number, signer) if field.dated else (number, own, signer)
