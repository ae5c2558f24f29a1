"""Limits, fees and papers of a procedure as a citizen is told them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.catalog.models import (
    LIMIT_MISSING,
    Case,
    CaseChannel,
    CasePaper,
    Fee,
    FeeKind,
    ProcedureVersion,
)
from motcua.rules.codes import Channel, TimeUnit
from motcua.web.shared import labels, wording

Told = TypeVar("Told")

_ORDER = {channel.value: place for place, channel in enumerate(Channel)}
_FEW = 3
#: A longer name of a paper is an explanation: it is not told in bold.
_SHORT_NAME = 120
#: A longer text that would take up so many letters by being told again is told once, beneath the cases.
_LONG = 160
_TOO_MUCH = 1500
#: So many words of a paper's name stand in its place.
_BEGINNING = 16
_LIMITS: dict[TimeUnit, Callable[[int], str]] = {
    TimeUnit.WORKING_HOURS: lambda n: ngettext(
        "%(count)02d giờ làm việc", "%(count)02d giờ làm việc", n
    ),
    TimeUnit.WORKING_DAYS: lambda n: ngettext(
        "%(count)02d ngày làm việc", "%(count)02d ngày làm việc", n
    ),
    TimeUnit.CALENDAR_DAYS: lambda n: ngettext("%(count)02d ngày", "%(count)02d ngày", n),
    TimeUnit.MONTHS: lambda n: ngettext("%(count)02d tháng", "%(count)02d tháng", n),
}


@dataclass(frozen=True)
class Said:
    """A text of the source; with a ``mark`` its beginning or nothing: it stands under that number."""

    words: str
    mark: int = 0


@dataclass(frozen=True)
class Charge:
    """An amount with its kind, and its note."""

    amount: str
    note: Said


@dataclass(frozen=True)
class Way:
    """One channel of a case: how long and how much."""

    channel: Channel
    limit: str
    note: Said
    amounts: Sequence[str]
    fees: Sequence[Charge]


@dataclass(frozen=True)
class Paper:
    """One paper: what, how many of which kind, and when it is not needed."""

    name: Said
    amount: str
    required: bool
    notes: Sequence[str]
    form: str

    @property
    def short(self) -> bool:
        """Whether the name is a name, and not a paragraph."""
        return len(self.name.words) <= _SHORT_NAME and not self.name.mark


@dataclass(frozen=True)
class Situation:
    """A case with its ways and papers; ``alike`` when every channel says the same."""

    name: str
    channels: str
    ways: Sequence[Way]
    papers: Sequence[Paper]
    alike: bool


def limit(row: CaseChannel) -> str:
    """Write a time limit: "03 ngày làm việc", "trong ngày", "không quy định", "chưa có thời hạn"."""
    if row.limit_unit == LIMIT_MISSING:
        return str(labels.LIMIT_MISSING)
    unit = TimeUnit(row.limit_unit)
    if row.limit_amount is None or unit not in _LIMITS:
        return labels.of(unit)
    return _LIMITS[unit](row.limit_amount) % {"count": row.limit_amount}


def amount(row: Fee) -> str:
    """Write an amount with its kind; an amount nobody wrote in figures is "theo quy định"."""
    words = {
        FeeKind.PHI: _("phí %(amount)s"),
        FeeKind.LE_PHI: _("lệ phí %(amount)s"),
        FeeKind.EITHER: _("phí, lệ phí %(amount)s"),
    }[FeeKind(row.kind)]
    return words % {"amount": _money(row)}


def fee(row: Fee) -> Charge:
    """Tell an amount with its kind and its note."""
    words = amount(row)
    return Charge(words[:1].upper() + words[1:], Said(row.note))


def _money(row: Fee) -> str:
    if row.amount_dong is not None:
        return wording.money(row.amount_dong)
    if row.foreign_amount is not None:
        return f"{row.foreign_amount.normalize():f} {row.currency}"
    return _("theo quy định")


def situations(version: ProcedureVersion) -> list[Situation]:
    """Tell every case of a version read by ``catalog.queries.with_parts``."""
    return [_situation(case) for case in version.cases.all()]


def with_notes_apart(told: Sequence[Situation]) -> tuple[list[Situation], list[str]]:
    """Tell a long text that stands at many places once: they get its number, papers its beginning too.

    Some procedures have thirty cases, and in each three times the same page of explanation.
    """
    seen = Counter(text for one in told for text in _texts(one))
    long = {text: times for text, times in seen.items() if len(text) > _LONG}
    often = [text for text, times in long.items() if len(text) * (times - 1) > _TOO_MUCH]
    marks = {text: number for number, text in enumerate(often, start=1)}

    def marked(said: Said, beginning: int = 0) -> Said:
        mark = marks.get(said.words, 0)
        words = Truncator(said.words).words(beginning) if beginning else ""
        return Said(words, mark) if mark else said

    return [_with(one, marked) for one in told], often


def _texts(one: Situation) -> Iterator[str]:
    for way in one.ways:
        yield way.note.words
        yield from (charge.note.words for charge in way.fees)
    yield from (paper.name.words for paper in one.papers)


def _with(one: Situation, marked: Callable[..., Said]) -> Situation:
    ways = [
        replace(
            way,
            note=marked(way.note),
            fees=[replace(charge, note=marked(charge.note)) for charge in way.fees],
        )
        for way in one.ways
    ]
    papers = [replace(paper, name=marked(paper.name, _BEGINNING)) for paper in one.papers]
    return replace(one, ways=ways, papers=papers)


def limits(told: Iterable[Situation]) -> str:
    """Sum the limits up in a line."""
    return _summed(dict.fromkeys(way.limit for one in told for way in one.ways))


def fees(told: Iterable[Situation]) -> str:
    """Sum the fees up in a line; the notes stand with each case."""
    ways = [way for one in told for way in one.ways]
    return _summed(dict.fromkeys(_together(way.amounts) for way in ways))


def _together(amounts: Sequence[str]) -> str:
    """Amounts due at once for the same way; none is said in words."""
    return _(" và ").join(amounts) or wording.money(0)


def _summed(seen: Iterable[str]) -> str:
    """Write what holds: the only one, a few with "tùy trường hợp", or where to read on."""
    said = list(seen)
    if len(said) > _FEW:
        return _("Tùy trường hợp, xem bên dưới")
    line = _(" hoặc ").join(said)
    line = line[:1].upper() + line[1:]
    return line if len(said) == 1 else _("%(line)s, tùy trường hợp") % {"line": line}


def _situation(case: Case) -> Situation:
    rows = sorted(case.channels.all(), key=lambda row: _ORDER[row.channel])
    ways = [
        Way(
            channel=Channel(row.channel),
            limit=limit(row),
            note=Said(row.limit_note),
            amounts=_told(row, amount, str(labels.FEES_UNKNOWN)),
            fees=_told(row, fee, Charge(str(labels.FEES_UNKNOWN), Said(""))),
        )
        for row in rows
    ]
    return Situation(
        name=case.name,
        channels=", ".join(labels.of(way.channel).lower() for way in ways),
        ways=ways,
        papers=[_paper(row) for row in case.papers.all()],
        alike=len({(way.limit, way.note, *way.fees) for way in ways}) == 1,
    )


def _told(row: CaseChannel, say: Callable[[Fee], Told], unknown: Told) -> list[Told]:
    """What is said of each fee; that nothing is known is said, too: it does not mean "free"."""
    return [say(one) for one in row.fees.all()] if row.fees_known else [unknown]


def _paper(row: CasePaper) -> Paper:
    parts = [
        (row.originals, ngettext("%(count)02d bản chính", "%(count)02d bản chính", row.originals)),
        (row.copies, ngettext("%(count)02d bản sao", "%(count)02d bản sao", row.copies)),
    ]
    said = [words % {"count": count} for count, words in parts if count]
    notes: list[str] = [wording.vietnamese(row.note)] if row.note else []
    if row.replaceable_by:
        notes.append(_("Không phải nộp nếu cơ quan tra cứu được trong cơ sở dữ liệu"))
    return Paper(
        name=Said(row.name.lstrip("-–+*• ")),
        amount=_(" và ").join(said) or _("Xuất trình để đối chiếu"),
        required=row.required,
        notes=notes,
        form=wording.form(row.form_code) if row.form_code else "",
    )
