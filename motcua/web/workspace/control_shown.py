"""How a line of a register is shown: its day, what it is about, its figures, its document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from motcua.control import reading
from motcua.control.counting import Said
from motcua.control.models import Version
from motcua.control.registers.vocabulary import ON, Field, Kind, Register

_OF_DOCUMENTS = frozenset({"number", "document_on", "signer"})


@dataclass(frozen=True)
class Shown:
    """One line: ``subject`` is what it is about, ``rest`` and ``figures`` are labels and words."""

    version: Version
    subject: str
    rest: Sequence[tuple[str, str]]
    figures: Sequence[tuple[str, str]]
    document: str


def lines(register: Register, versions: Sequence[Version]) -> list[Shown]:
    """Show versions of lines of one register."""
    names = reading.agencies_in(register, [one.values for one in versions])
    return [line(register, one, names) for one in versions]


def line(register: Register, version: Version, names: Mapping[int, str]) -> Shown:
    """Show one version of a line."""
    told = reading.tell(register, version.values, names)
    there = [(one, words) for one, words in told if words and one.code != ON]
    plain = [pair for pair in there if pair[0].code not in _OF_DOCUMENTS]
    subject = _subject(register, plain)
    return Shown(
        version,
        subject[1] if subject else _numbered(there),
        _labelled(pair for pair in plain if pair[0].kind is not Kind.COUNT and pair != subject),
        _labelled(pair for pair in plain if pair[0].kind is Kind.COUNT),
        _numbered(there),
    )


def changes(register: Register, before: Said, now: Said) -> list[tuple[str, str, str]]:
    """What one version says otherwise than the one before: label, before, now."""
    names = reading.agencies_in(register, [before, now])
    pairs = zip(
        reading.tell(register, before, names), reading.tell(register, now, names), strict=True
    )
    return [(one.label, old, new) for (one, old), (_one, new) in pairs if old != new]


def _subject(register: Register, plain: Sequence[tuple[Field, str]]) -> tuple[Field, str] | None:
    """What names the line: its row in the forms, else its first words, else its first choice."""
    kinds = (Kind.TEXT, Kind.AGENCY, Kind.CHOICE)
    by_kind = [pair for kind in kinds for pair in plain if pair[0].kind is kind]
    named = [pair for pair in plain if pair[0].code == register.row]
    return next(iter([*named, *by_kind]), None)


def _numbered(there: Iterable[tuple[Field, str]]) -> str:
    words = {one.code: words for one, words in there}
    parts = [words.get("number", ""), words.get("document_on", ""), words.get("signer", "")]
    return ", ".join(part for part in parts if part)


def _labelled(pairs: Iterable[tuple[Field, str]]) -> list[tuple[str, str]]:
    return [(one.label, words) for one, words in pairs]
