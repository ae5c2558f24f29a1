"""Whether what a report says in words agrees with what it counts."""

import re
from collections.abc import Iterator, Sequence

from motcua.checking.findings import Code, Finding, Identity, Severity
from motcua.checking.judging.relations import Bound, Claim, Verdicts
from motcua.checking.reading.tokens import Kind
from motcua.checking.understanding import scope
from motcua.checking.understanding.figures import written
from motcua.checking.understanding.flows import Flow
from motcua.checking.understanding.quantities import Passage, Quantity
from motcua.checking.understanding.report import Report
from motcua.checking.understanding.wording import Measure, Subject

_NOTHING_LATE = re.compile(
    r"\b(?:không|chưa) (?:có|phát sinh|để xảy ra)(?: trường hợp)?(?: nào)? hồ sơ"
    r"[^,.;()]{0,60}?(?:quá|trễ|chậm) (?:thời )?hạn[^,.;()]{0,40}",
    re.IGNORECASE,
)
_ALL_IN_TIME = re.compile(
    r"100\s?%[^,.;()]{0,60}hồ sơ[^.;()]{0,60}(?:đúng|trước)[^.;()]{0,20}hạn[^,.;()]{0,30}",
    re.IGNORECASE,
)
_SLIP_OF_LEVEL = re.compile(
    r"(?<!hồ sơ )(?<!nhận )(?<!nộp )(?:trực tuyến|mức độ|dịch vụ công)\s+toàn tỉnh"
    r"(?:\s*:?\s*[\d.]+(?: dịch vụ)?)?",
    re.IGNORECASE,
)
_TOTAL_WITHOUT = re.compile(
    r"tổng số hồ sơ[^.:;\d]{0,60}(?:tiếp nhận|giải quyết)[^.:;\d]{0,40},?\s*"
    r"trong đó\s*:?\s*(?=[^.;]{0,60}?\d)",
    re.IGNORECASE,
)
_QUOTED = 90
_GOAL = re.compile(r"phấn đấu|mục tiêu|bảo đảm|đảm bảo|chỉ tiêu", re.IGNORECASE)
_AHEAD = re.compile(r"phương hướng|nhiệm vụ trọng tâm|mục tiêu|kỳ tiếp theo", re.IGNORECASE)
#: Only what was handed out late is meant, not what is pending.
_HANDED_OUT = re.compile(r"trả kết quả|đã giải quyết|đã trả", re.IGNORECASE)


def judge(report: Report) -> Verdicts:
    """Return which statements agree with the figures and which do not."""
    verdicts = Verdicts.none()
    told = [flow for flow in report.flows if flow.subject is Subject.DOSSIER]
    for passage in report.passages:
        verdicts.findings.extend(_nothing_late(passage, told))
        _all_in_time(passage, told, verdicts)
        verdicts.findings.extend(_slips(passage))
        verdicts.findings.extend(_no_total(passage))
    verdicts.judge_all(_processed(report, told))
    return verdicts


def _late(told: Sequence[Flow], levels: frozenset[str]) -> Iterator[Quantity]:
    """Give the late dossiers of the flows a statement about these levels speaks of."""
    for flow in told:
        mine = flow.first.section.levels
        if levels and mine and not levels & mine and "all" not in levels:
            continue
        for measure in (Measure.LATE, Measure.PENDING_LATE):
            figure = flow.get(measure)
            if figure is not None and not figure.absent:
                yield figure


def _nothing_late(passage: Passage, told: Sequence[Flow]) -> Iterator[Finding]:
    for found in _NOTHING_LATE.finditer(passage.paragraph.text):
        levels = scope.levels(found[0])
        home = [flow for flow in told if flow.first.block == passage.block]
        for figure in _late(home or told, levels or _own_levels(passage, home)):
            within = figure.block == passage.block
            other = _HANDED_OUT.search(found[0]) and any(
                flow.get(Measure.PENDING_LATE) is figure for flow in told
            )
            if figure.value and not within and not other:
                yield Finding(
                    Code.TEXT,
                    Severity.WARNING,
                    f"Báo cáo viết “{found[0].strip()}” nhưng số liệu ghi quá hạn "
                    f"{written(figure.value)} hồ sơ.",
                    (found[0].strip(), figure.quote()),
                    passage.paragraph.line_of(found.start()),
                    "0",
                    written(figure.value),
                )


def _is_goal(passage: Passage, at: int) -> bool:
    """Tell whether the sentence says what shall be, not what was."""
    sentence = re.split(r"[.!?]\s", passage.paragraph.text[:at])[-1]
    last = passage.section.headings[-1] if passage.section.headings else ""
    return bool(_GOAL.search(sentence) or _AHEAD.search(last))


def _own_levels(passage: Passage, home: Sequence[Flow]) -> frozenset[str]:
    return passage.section.levels if home else frozenset()


def _all_in_time(passage: Passage, told: Sequence[Flow], verdicts: Verdicts) -> None:
    text = passage.paragraph.text
    for found in _ALL_IN_TIME.finditer(text):
        goal = _is_goal(passage, found.start())
        settled = [flow.get(Measure.LATE) for flow in told]
        figures = [figure for figure in settled if figure is not None]
        if goal or not figures:
            continue
        line = passage.paragraph.line_of(found.start())
        wrong = [figure for figure in _late(told, scope.levels(found[0])) if figure.value]
        statement = "100% đúng hạn " + ("≠" if wrong else "=") + " quá hạn "
        statement += ", ".join(written(figure.value) for figure in wrong or figures)
        verdicts.identities.append(Identity(Code.TEXT, statement, line, not wrong))
        for figure in wrong:
            verdicts.findings.append(
                Finding(
                    Code.TEXT,
                    Severity.WARNING,
                    f"Báo cáo viết “{found[0].strip()}” nhưng số liệu ghi quá hạn "
                    f"{written(figure.value)} hồ sơ.",
                    (found[0].strip(), figure.quote()),
                    line,
                    "100%",
                    written(figure.value),
                )
            )


def _slips(passage: Passage) -> Iterator[Finding]:
    for found in _SLIP_OF_LEVEL.finditer(passage.paragraph.text):
        yield Finding(
            Code.TEXT,
            Severity.WARNING,
            "“toàn tỉnh” có lẽ là “toàn trình”: đây là tên mức độ dịch vụ công trực tuyến.",
            (found[0],),
            passage.paragraph.line_of(found.start()),
            "toàn tỉnh",
            "toàn trình",
        )


def _no_total(passage: Passage) -> Iterator[Finding]:
    """Note a total that is announced and not printed: "Tổng số hồ sơ …, trong đó: số mới 22"."""
    text = passage.paragraph.text
    for found in _TOTAL_WITHOUT.finditer(text):
        first = next((n for n in passage.found.numbers if n.start >= found.end()), None)
        if first is not None and first.kind is Kind.COUNT:
            yield Finding(
                Code.MISSING,
                Severity.WARNING,
                "Câu nêu tổng số hồ sơ nhưng không ghi con số, chỉ ghi các số thành phần.",
                (text[found.start() : first.end],),
                passage.paragraph.line_of(found.start()),
            )


# -- what is done to dossiers ------------------------------------------------------------------


def _processed(report: Report, told: Sequence[Flow]) -> Iterator[Claim]:
    """Judge counts of scanned dossiers by what came in and what was settled."""
    whole = [flow for flow in told if not flow.local and flow.get(Measure.SETTLED)]
    if len(whole) != 1:
        return
    flow = whole[0]
    for quantity in report.quantities:
        scanned = "digitised" in quantity.words and quantity.counts and not quantity.aside
        if not scanned or quantity.subject is not Subject.DOSSIER or quantity.whole is not None:
            continue
        text = quantity.text[quantity.number.end :][:_QUOTED].lower()
        behind = re.split(r"[;,.(]", text)[0] + quantity.before.lower()
        if "kết quả" in behind and flow.get(Measure.SETTLED):
            yield from _at_most(quantity, flow, (Measure.SETTLED,), "Số hồ sơ số hóa kết quả")
        elif "tiếp nhận" in behind:
            bases = (Measure.NEW, Measure.RECEIVED)
            yield from _at_most(quantity, flow, bases, "Số hồ sơ số hóa khi tiếp nhận")


def _at_most(
    quantity: Quantity, flow: Flow, bases: Sequence[Measure], topic: str
) -> Iterator[Claim]:
    known = [figure for figure in map(flow.get, bases) if figure is not None]
    if known:
        bounds = [Bound(quantity, figure, topic) for figure in known]
        certain = not any(bound.holds for bound in bounds)
        yield Claim((bounds[0],), Severity.ERROR if certain else Severity.WARNING)
