"""The way of a dossier through its internal process, as its page shows it: done, now, to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.catalog.queries import following
from motcua.catalog.route_tables.words import FINDINGS, POSTS, UNITS
from motcua.dossiers.models import Consultation, Dossier, DossierEvent, StepRecord, StepRecordKind
from motcua.dossiers.queries import passages
from motcua.dossiers.queries import steps as asked
from motcua.dossiers.queries.history import text_of
from motcua.dossiers.queries.passages import Passage, Standing, Visit
from motcua.organizations.models import Agency
from motcua.rules import step_times
from motcua.rules.codes import Act, Verdict
from motcua.rules.steps import Found, Step
from motcua.web.shared import wording

_VERDICTS = {Verdict.EARLY: "trước hạn", Verdict.ON_TIME: "đúng hạn", Verdict.LATE: "quá hạn"}
_TONES = {Standing.NOW: "now", Standing.AHEAD: "ahead", Standing.PASSED: "ahead"}


@dataclass(frozen=True)
class Entry:
    """One step: its name, who does it and how long, when, and what is to be said of it."""

    tone: str
    name: str
    who: str
    when: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """The whole way, and by which decision it was approved."""

    entries: tuple[Entry, ...]
    decision: str
    done: int
    late: bool


@dataclass(frozen=True)
class Asked:
    """An opinion asked of others: of whom, what, by when, and what came."""

    whom: str
    question: str
    due_at: datetime
    silent: bool
    opinions: tuple[tuple[datetime, str, str], ...]


def of(dossier: Dossier, events: Sequence[DossierEvent], *, at: datetime) -> Line | None:
    """Return the way of a dossier; None for one that follows no route."""
    if dossier.route_id is None:
        return None
    route = following.followed(dossier.route_id)
    late = passages.is_late(dossier, at)
    now = _now(dossier, late=late)
    names = _agencies(route.agency_ids.values())
    records = _records(events)
    found = passages.passages(dossier, events)
    return Line(
        entries=tuple(_entry(one, names.get(one.step.agency, ""), records, now) for one in found),
        decision=_decision(route),
        done=sum(one.standing is Standing.DONE for one in found),
        late=late,
    )


def consulted(
    dossier: Dossier, events: Sequence[DossierEvent], *, at: datetime
) -> tuple[Asked, ...]:
    """Return the opinions asked about a dossier, with what came; nothing is read where none was asked."""
    if not any(event.act == Act.CONSULT for event in events):
        return ()
    rows = asked.consultations(dossier.pk).prefetch_related(
        "opinions__event__text", "opinions__event__actor", "opinions__event__reversed_by"
    )
    return tuple(_asked(row, at) for row in rows)


def _asked(row: Consultation, at: datetime) -> Asked:
    given = [one.event for one in row.opinions.all() if not hasattr(one.event, "reversed_by")]
    return Asked(
        whom=f"{row.agency.name}, {row.post.name}" if row.post else row.agency.name,
        question=text_of(row.event),
        due_at=row.due_at,
        silent=not given and row.due_at < at,
        opinions=tuple(
            (event.occurred_at, event.actor.full_name if event.actor else "", text_of(event))
            for event in given
        ),
    )


def _agencies(ids: Iterable[int]) -> dict[str, str]:
    """Name the other agencies of a route by their codes; most routes have none."""
    wanted = list(ids)
    if not wanted:
        return {}
    return dict(Agency.objects.filter(pk__in=wanted).values_list("code", "name"))


def _records(events: Sequence[DossierEvent]) -> dict[datetime, str]:
    """Say what finished steps brought, by the moment each was finished."""
    gone = {event.reverses_id for event in events if event.reverses_id}
    stand = (event for event in events if event.pk not in gone and hasattr(event, "step_record"))
    return {event.occurred_at: _brought(event.step_record) for event in stand}


def _brought(row: StepRecord) -> str:
    told = {"number": row.number, "at": wording.moment(row.happened_at), "said": row.said}
    if row.kind == StepRecordKind.OUTSIDE:
        return _("Phần mềm của bộ, ngành: số %(number)s, xong %(at)s, kết quả: %(said)s") % told
    return _("Văn bản số %(number)s, người ký %(said)s") % told


def _decision(route: following.Followed) -> str:
    if not route.decision_number or route.decision_on is None:
        return ""
    return _("Quyết định %(number)s ngày %(day)s") % {
        "number": route.decision_number,
        "day": wording.day(route.decision_on),
    }


def _now(dossier: Dossier, *, late: bool) -> tuple[str, ...]:
    """Say how the step under way stands: waiting for its taker, being done, late."""
    offered = dossier.offered_to_id is not None or dossier.offered_post_id is not None
    tags = [_("chờ nhận bàn giao") if offered else _("đang làm")]
    return (*tags, _("quá hạn của bước")) if late else tuple(tags)


def _entry(one: Passage, agency: str, records: dict[datetime, str], now: tuple[str, ...]) -> Entry:
    whens = [line for visit in one.visits for line in _when(visit, records)]
    return Entry(
        tone=_TONES.get(one.standing, ""),
        name=f"{one.step.code}. {one.step.name}",
        who=_who(one.step, agency),
        when=tuple(whens),
        tags=_tags(one, now),
    )


def _who(step: Step, agency: str) -> str:
    unit, post = UNITS.get(step.unit, ""), POSTS.get(step.post, "")
    parts = [agency or unit, post, step_times.words(step.time) if step.time else ""]
    return ", ".join(part for part in parts if part)


def _when(visit: Visit, records: dict[datetime, str]) -> list[str]:
    holder = visit.holder.full_name if visit.holder else _("chưa có người nhận")
    if visit.ended_at is None:
        due = (
            _("hạn của bước %(at)s") % {"at": wording.moment(visit.due_at)} if visit.due_at else ""
        )
        return [", ".join(part for part in (holder, due) if part)]
    told = {
        "who": holder,
        "from": wording.moment(visit.began_at),
        "to": wording.moment(visit.ended_at),
    }
    lines = [_("%(who)s, từ %(from)s đến %(to)s") % told]
    brought = records.get(visit.ended_at)
    return [*lines, brought] if brought else lines


def _tags(one: Passage, now: tuple[str, ...]) -> tuple[str, ...]:
    tags = list(now) if one.standing is Standing.NOW else []
    if one.standing is Standing.PASSED:
        tags.append(_("ghi cùng kết quả") if one.step.signs else _("không qua bước này"))
    if any(visit.unforeseen for visit in one.visits):
        tags.append(_("khác quy trình"))
    ended = [visit for visit in one.visits if visit.ended_at is not None]
    if ended and one.standing is not Standing.NOW:
        last = ended[-1]
        found = FINDINGS.get(Found(last.found), "")
        tags += [word for word in (_VERDICTS.get(one.verdict(last), ""), found.lower()) if word]
    return tuple(tags)
