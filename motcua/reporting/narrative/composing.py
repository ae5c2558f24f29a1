"""Makes the report of figures and what people wrote, and names what is still awaited."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from motcua.base import clock
from motcua.organizations.models import Agency, AgencyKind
from motcua.reporting.narrative import annexes, gathering
from motcua.reporting.narrative.composed import Annex, Composed, Part, Written
from motcua.reporting.narrative.outline import Section, outline
from motcua.reporting.narrative.sentences import NOTHING, TELLERS, Said, Told
from motcua.rules.definitions import Rows
from motcua.rules.periods import Window
from motcua.slips import letterhead

#: A report bears this moment where its figures have none.
NO_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_MARKS = ("-", "+")
_COMMITTEES = frozenset({AgencyKind.PROVINCE, AgencyKind.DISTRICT, AgencyKind.COMMUNE})
_HEADED = frozenset({AgencyKind.DEPARTMENT, AgencyKind.CENTRE})


@dataclass(frozen=True)
class Draft:
    """A report as it stands, and what each section (by its key) still waits for, in Vietnamese."""

    report: Composed
    awaited: Mapping[str, tuple[str, ...]]

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything awaited, each with its section."""
        places = {part.key: f"Mục {part.marker} {part.heading}" for part in self.report.parts}
        return tuple(f"{places[key]}: {why}" for key, told in self.awaited.items() for why in told)


@dataclass(frozen=True)
class Head:
    """Who issues the report, under whom, and where."""

    superior: str
    office: str
    place: str


def draft(*, agency: Agency, window: Window, written: Written, as_of: datetime) -> Draft:
    """Make the report of a unit and a window. Raise ``definitions.NotInForce``."""
    there = gathering.gathered(agency=agency, window=window, as_of=as_of, padded=written.padded)
    head = letterhead.of(agency, agency, min(window.to_on, agency.closed_on or window.to_on))
    return made(there, written, Head(head.superior, head.office, head.place))


def made(there: gathering.Gathered, written: Written, head: Head) -> Draft:
    """Make the report of what was gathered. Pure."""
    facts, behind = there.report, dict(_annexes(there))
    parts, awaited = [], {}
    for section in outline().sections:
        told = TELLERS[section.told](there.figures) if section.told else Told()
        said, why = _section(section, told, written) if section.written else ((), ())
        if told.counted:
            said = (*said, *_details(section, behind))
        parts.append(_part(section, said))
        if why:
            awaited[section.key] = why
    report = Composed(
        agency=letterhead.in_full(facts.agency),
        superior=head.superior,
        head=head.office,
        place=head.place,
        period=facts.period,
        days=facts.days,
        written=written,
        parts=tuple(parts),
        annexes=tuple(behind.values()),
        moment=clock.local(facts.as_of or NO_MOMENT).isoformat(),
        demo=facts.demo,
    )
    return Draft(report, awaited)


def first(agency: Agency, window: Window) -> Written:
    """What a unit's first report begins with."""
    name = letterhead.in_full(agency.name)
    told = outline()
    committee = agency.kind in _COMMITTEES
    return Written(
        symbol="BC-UBND" if committee else f"BC-{_initials(name)}",
        subject=told.subject,
        opening=told.opening,
        addressee=_addressee(agency, window),
        recipients=("Như trên;", "Lưu: VT."),
        authority=_authority(agency),
        texts={},
    )


def _addressee(agency: Agency, window: Window) -> str:
    receiver = gathering.receiver(agency, window)
    return letterhead.in_full(receiver) if receiver else ""


def _authority(agency: Agency) -> tuple[str, ...]:
    if agency.kind in _COMMITTEES:
        return ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    return ("GIÁM ĐỐC",) if agency.kind in _HEADED else ("THỦ TRƯỞNG ĐƠN VỊ",)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split()).upper()


def _section(
    section: Section, told: Told, written: Written
) -> tuple[tuple[Said, ...], tuple[str, ...]]:
    """What a section says, and what it waits for."""
    text = tuple(_paragraphs(written.texts.get(section.key, "")))
    if section.key in written.nothing:
        if told.counted or text:
            has = "số liệu" if told.counted else "nội dung"
            why = f"đã có {has} mà vẫn đánh dấu “Trong kỳ không phát sinh”. Hãy bỏ dấu."
            return (*told.said, *text), (why,)
        return (Said("", NOTHING),), ()
    said = (*told.said, *text)
    if said or told.awaited:
        return said, told.awaited
    return (), ("chưa có nội dung. Không có thì đánh dấu “Trong kỳ không phát sinh”.",)


def _paragraphs(text: str) -> Iterable[Said]:
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        mark, _, rest = line.partition(" ")
        yield Said(mark, rest.strip()) if mark in _MARKS and rest.strip() else Said("", line)


def _part(section: Section, said: tuple[Said, ...]) -> Part:
    return Part(
        key=section.key,
        marker=section.marker,
        heading=section.heading,
        rank=section.rank,
        said=said,
    )


def _annexes(there: gathering.Gathered) -> Iterable[tuple[str, Annex]]:
    """The forms that tell something: a list nobody has a row for is no annex."""
    place = 0
    for base in outline().annexes:
        form = there.filed if base == gathering.BOOKS else there.figures.forms[base]
        if form is None:
            yield base, annexes.of_books(there.report, place)
        elif form.lines or form.definition.rows is not Rows.OPEN:
            yield base, annexes.of_form(form, place)
        else:
            continue
        place += 1


def _details(section: Section, behind: Mapping[str, Annex]) -> Iterable[Said]:
    told = [f"Phụ lục {behind[form].ordinal}" for form in section.forms if form in behind]
    if told:
        yield Said("", f"(Chi tiết tại {', '.join(told)} kèm theo)")
