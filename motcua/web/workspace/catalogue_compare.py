"""Two versions part by part: which lines are the same, which were changed, and which words in them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from heapq import nsmallest
from itertools import islice, takewhile

from django.utils.translation import gettext as _

from motcua.catalog.models import (
    Case,
    CaseChannel,
    CasePaper,
    Fee,
    Prescriber,
    ProcedureVersion,
)
from motcua.rules.codes import Channel, ServiceLevel, Tier, TimeUnit
from motcua.web.shared import labels, wording

#: Below this two lines are told as one taken out and another put in.
_ALIKE = 0.5
#: Of longer lines only so much is weighed against another, and only their ends are compared word by word.
_LONGEST = 1200
#: A word that stands in more lines tells none of them apart.
_COMMON = 40
#: So many lines that share the most words are weighed against one.
_LIKELY = 8


@dataclass(frozen=True)
class Piece:
    """Some words of a line, and whether they differ from the other side."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Line:
    """One line of both sides; ``kind`` is same, changed, added or removed."""

    kind: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


@dataclass(frozen=True)
class Part:
    """One part of the version, such as its papers."""

    name: str
    lines: tuple[Line, ...]

    @property
    def changed(self) -> bool:
        """Whether any line differs."""
        return any(line.kind != "same" for line in self.lines)

    @property
    def same(self) -> int:
        """How many lines do not differ."""
        return sum(line.kind == "same" for line in self.lines)


def parts(old: ProcedureVersion, new: ProcedureVersion) -> list[Part]:
    """Return the parts of two versions, read with their parts, in the order an officer reads them."""
    return [Part(name, tuple(lines(list(told(old)), list(told(new))))) for name, told in _told()]


def lines(old: list[str], new: list[str]) -> Iterator[Line]:
    """Yield the lines of both sides, those that are alike beside each other."""
    for tag, i, j, m, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (Line("same", _whole(one), _whole(one)) for one in old[i:j])
        else:
            yield from _changed(old[i:j], new[m:n])


def _changed(old: list[str], new: list[str]) -> Iterator[Line]:
    """Pair the lines that are alike; the others were taken out or put in."""
    waiting = _Waiting(new)
    for one in old:
        other = waiting.take(one)
        if other is None:
            yield Line("removed", _whole(one, marked=True), ())
        else:
            yield Line("changed", *_marked(one, other))
    yield from (Line("added", (), _whole(each, marked=True)) for each in waiting.lines.values())


class _Waiting:
    """New lines that no old line was paired with so far, found by the rarer words they share with one.

    To weigh every old line against every new one would take the square of their number.
    """

    def __init__(self, lines: list[str]) -> None:
        self.lines = dict(enumerate(lines))
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, line in self.lines.items():
            for word in set(line.split()):
                self._places[word].append(place)

    def take(self, one: str) -> str | None:
        """Take the line most like ``one``; None when none is alike."""
        weighed = ((_likeness(one, self.lines[place]), -place) for place in self._likely(one))
        likeness, place = max(weighed, default=(0.0, 0))
        return self.lines.pop(-place) if likeness >= _ALIKE else None

    def _likely(self, one: str) -> list[int]:
        """Where lines stand that share most words; the first ones when only common words are shared."""
        shared: Counter[int] = Counter()
        for word in set(one.split()):
            places = self._places.get(word, ())
            if len(places) <= _COMMON:
                shared.update(place for place in places if place in self.lines)
        found = nsmallest(_LIKELY, shared, key=lambda place: (-shared[place], place))
        return found or list(islice(self.lines, _LIKELY))


def _likeness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if max(len(one), len(other)) > _LONGEST:
        return SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST]).quick_ratio()
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _whole(text: str, *, marked: bool = False) -> tuple[Piece, ...]:
    return (Piece(text, marked),)


def _marked(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    left, right = old.split(), new.split()
    long = max(len(old), len(new)) > _LONGEST
    before: list[Piece] = []
    after: list[Piece] = []
    for differs, gone, come in _ends(left, right) if long else _words(left, right):
        before += [Piece(" ".join(gone), differs)] if gone else []
        after += [Piece(" ".join(come), differs)] if come else []
    return tuple(before), tuple(after)


#: Whether they differ, and the words of both sides.
_Words = tuple[bool, Sequence[str], Sequence[str]]


def _words(left: list[str], right: list[str]) -> Iterator[_Words]:
    for tag, i, j, m, n in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        yield tag != "equal", left[i:j], right[m:n]


def _ends(left: list[str], right: list[str]) -> Iterator[_Words]:
    """The same words at both ends, and what lies between as one piece."""
    same = _same(left, right)
    yield False, left[:same], right[:same]
    left, right = left[same:], right[same:]
    same = _same(left[::-1], right[::-1])
    yield True, left[: len(left) - same], right[: len(right) - same]
    yield False, left[len(left) - same :], right[len(right) - same :]


def _same(left: list[str], right: list[str]) -> int:
    """How many words both begin with."""
    pairs = zip(left, right, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


# -- what each part says ----------------------------------------------------------------------


def limit_words(channel: CaseChannel) -> str:
    """Say a time limit: "03 ngày làm việc", "trong ngày", "chưa có thời hạn"."""
    if not channel.limit_unit:
        return _("chưa có thời hạn")
    unit = labels.of(TimeUnit(channel.limit_unit))
    return f"{channel.limit_amount:02d} {unit}" if channel.limit_amount else unit


def fee_words(fee: Fee) -> str:
    """Say a fee: "Lệ phí 8.000 đồng (ghi chú)"."""
    kind = str(fee.get_kind_display())
    if fee.amount_dong is not None:
        amount = wording.money(fee.amount_dong)
    elif fee.foreign_amount is not None:
        amount = f"{wording.number(fee.foreign_amount)} {fee.currency}"
    else:
        return f"{kind}: {fee.note}"
    return f"{kind} {amount} ({fee.note})" if fee.note else f"{kind} {amount}"


def _of_cases(version: ProcedureVersion, told: Callable[[Case], Iterable[str]]) -> Iterator[str]:
    several = len(version.cases.all()) > 1
    for case in version.cases.all():
        before = f"{case.name}: " if several else ""
        yield from (f"{before}{line}" for line in told(case))


def _in_order(case: Case) -> list[CaseChannel]:
    order = [one.value for one in Channel]
    return sorted(case.channels.all(), key=lambda one: order.index(one.channel))


def _case_limits(case: Case) -> Iterator[str]:
    for one in _in_order(case):
        note = f" ({one.limit_note})" if one.limit_note else ""
        yield f"{labels.of(Channel(one.channel))}: {limit_words(one)}{note}"


def _case_fees(case: Case) -> Iterator[str]:
    for one in _in_order(case):
        fees = [fee_words(fee) for fee in one.fees.all()]
        nothing = _("không thu") if one.fees_known else _("chưa rõ")
        yield f"{labels.of(Channel(one.channel))}: {'; '.join(sorted(fees)) or nothing}"


def paper_words(paper: CasePaper) -> str:
    """Say a paper with how many originals and copies, and whether it must be there."""
    counts = _("%(originals)d bản chính, %(copies)d bản sao") % {
        "originals": paper.originals,
        "copies": paper.copies,
    }
    must = _("bắt buộc") if paper.required else _("nếu có")
    form = f", {wording.form(paper.form_code)}" if paper.form_code else ""
    return f"{paper.name} ({counts}; {must}{form})"


def _case_papers(case: Case) -> Iterator[str]:
    return (paper_words(paper) for paper in case.papers.all())


def _standing(version: ProcedureVersion) -> Iterator[str]:
    yield _("Lĩnh vực: %(field)s") % {"field": version.field.name}
    levels = [labels.of(Tier(one)) for one in version.levels or [version.level]]
    yield _("Cấp thực hiện: %(levels)s") % {"levels": ", ".join(levels)}
    yield _("Mức độ: %(level)s") % {"level": labels.of(ServiceLevel(version.service_level))}
    by = Prescriber(version.prescribed_by).label
    yield _("Quy định bởi: %(by)s %(name)s") % {"by": by, "name": version.prescriber}
    if version.no_appointment:
        yield _("Trả kết quả ngay, không lập giấy hẹn")
    if version.restarts_after_supplement:
        yield _("Tính lại thời hạn từ đầu sau khi bổ sung hồ sơ")


def _decision(version: ProcedureVersion) -> Iterator[str]:
    if version.decision_number:
        yield _("Quyết định %(number)s ngày %(day)s %(signer)s") % {
            "number": version.decision_number,
            "day": wording.day(version.decision_on) if version.decision_on else "–",
            "signer": version.decision_signer,
        }
    yield _("Có hiệu lực từ %(day)s") % {"day": wording.day(version.effective_from)}


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _told() -> list[tuple[str, Callable[[ProcedureVersion], Iterable[str]]]]:
    return [
        (_("Tên thủ tục"), lambda one: [one.name]),
        (_("Quyết định công bố, hiệu lực"), _decision),
        (_("Lĩnh vực, cấp, mức độ"), _standing),
        (_("Thời hạn giải quyết"), lambda one: _of_cases(one, _case_limits)),
        (_("Phí, lệ phí"), lambda one: _of_cases(one, _case_fees)),
        (_("Thành phần hồ sơ"), lambda one: _of_cases(one, _case_papers)),
        (_("Kết quả"), lambda one: [row.name for row in one.results.all()]),
        (_("Trình tự thực hiện"), lambda one: _paragraphs(one.steps)),
        (_("Yêu cầu, điều kiện"), lambda one: _paragraphs(one.conditions)),
        (_("Đối tượng thực hiện"), lambda one: _paragraphs(one.audience)),
        (_("Cơ quan giải quyết"), lambda one: _paragraphs(one.agency_text)),
        (
            _("Căn cứ pháp lý"),
            lambda one: [f"{b.number}: {b.title}" for b in one.legal_bases.all()],
        ),
    ]
