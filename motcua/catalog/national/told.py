"""What one record tells of a procedure, whatever its shape was."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from json import dumps

from motcua.rules.codes import Channel, Tier


class NotUnderstood(ValueError):
    """The record cannot be taken in; the message is a Vietnamese sentence that says why."""

    def __init__(self, kind: str, sentence: str) -> None:
        """Keep the kind apart, for counting."""
        super().__init__(sentence)
        self.kind = kind


@dataclass(frozen=True)
class Doubt:
    """One fact of a record that was not understood; the rest of the record is."""

    kind: str
    sentence: str


@dataclass(frozen=True)
class FeeTold:
    """An amount in đồng or in ``currency``, or ("" as currency) only the words of ``note``."""

    kind: str
    note: str = ""
    dong: int | None = None
    foreign: Decimal | None = None
    currency: str = "VND"


@dataclass(frozen=True)
class WayTold:
    """A channel with its limit; ``unit`` is "" when no limit is stated, or none that is understood."""

    channel: Channel
    amount: int | None
    unit: str
    note: str
    fees: tuple[FeeTold, ...]
    fees_known: bool


@dataclass(frozen=True)
class PaperTold:
    """A paper as listed."""

    name: str
    originals: int
    copies: int
    form: str = ""
    code: str = ""
    replaceable_by: str = ""
    note: str = ""


@dataclass(frozen=True)
class GroupTold:
    """Papers under one heading ("" for none): a case, or a part of the list."""

    heading: str
    papers: tuple[PaperTold, ...]


@dataclass(frozen=True)
class BasisTold:
    """A legal document."""

    number: str
    title: str
    issuer: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class ProcedureTold:
    """Everything a record tells; what it is silent about is empty."""

    code: str
    name: str
    authority: str
    public: bool = True
    kind: str = ""
    decision_number: str = ""
    field_code: str = ""
    field_name: str = ""
    levels: tuple[Tier, ...] = ()
    audience: tuple[str, ...] = ()
    agency: str = ""
    competent: str = ""
    cooperating: str = ""
    authorised: str = ""
    address: str = ""
    steps: tuple[str, ...] = ()
    conditions: str = ""
    keywords: str = ""
    description: str = ""
    related: str = ""
    ways: tuple[WayTold, ...] = ()
    groups: tuple[GroupTold, ...] = ()
    results: tuple[tuple[str, str], ...] = ()
    bases: tuple[BasisTold, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=(), compare=False)

    @cached_property
    def digest(self) -> str:
        """A fingerprint of everything told except the doubts."""
        told = {part: getattr(self, part) for part in ("code", *_PARTS)}
        return sha256(dumps(told, default=_plain, sort_keys=True).encode()).hexdigest()


def _plain(value: object) -> object:
    """A part of a record as JSON has it."""
    return vars(value) if is_dataclass(value) else str(value)


_PARTS = [part.name for part in fields(ProcedureTold) if part.name not in {"code", "doubts"}]


def with_gaps_filled(first: ProcedureTold, second: ProcedureTold) -> ProcedureTold:
    """What ``first`` tells, and what only ``second`` tells."""
    silent = {
        part: getattr(second, part)
        for part in _PARTS
        if not getattr(first, part) and getattr(second, part)
    }
    return replace(first, **silent)


def amended(told: ProcedureTold, *, before: ProcedureTold, after: ProcedureTold) -> ProcedureTold:
    """``told`` with every part that differs between two records of one shape."""
    new = {
        part: getattr(after, part)
        for part in _PARTS
        if getattr(after, part) != getattr(before, part)
    }
    return replace(told, **new)


def doubted(told: ProcedureTold, doubts: Iterable[Doubt]) -> ProcedureTold:
    """The same with these doubts."""
    return replace(told, doubts=tuple(doubts))
