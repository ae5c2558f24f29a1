"""Form II.06: how the books fold into its columns, and what is told under the table.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06a và II.06b (certainty: high for columns and formulas;
medium that no later circular has replaced the form).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.rules.codes import Channel, Ending, Level, Verdict
from motcua.rules.movements import CLOSINGS, Flows

SOURCE = "Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020"
UNIT_LINE = "Đơn vị tính: Số hồ sơ TTHC"
CODES = {"a": "Biểu số II.06a/VPCP/KSTT", "b": "Biểu số II.06b/VPCP/KSTT"}
TITLES = {
    "a": "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI CƠ QUAN, ĐƠN VỊ TRỰC TIẾP "
    "GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
    "b": "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI ĐỊA PHƯƠNG (TỔNG HỢP)",
}
TOTAL_LABEL = "Tổng cộng"
#: Row groups of II.06b, in their order.
LEVEL_LABELS = {
    Level.PROVINCE: "A. Hồ sơ do cấp tỉnh giải quyết",
    Level.DISTRICT: "B. Hồ sơ do cấp huyện giải quyết",
    Level.COMMUNE: "C. Hồ sơ do cấp xã giải quyết",
}
LEVEL_WORDS = {Level.PROVINCE: "tỉnh", Level.DISTRICT: "huyện", Level.COMMUNE: "xã"}


@dataclass(frozen=True)
class Column:
    """One column: its number, the headings above it from the outermost, and its formula."""

    number: int
    headings: tuple[str, ...]
    formula: str = ""


_RECEIVED = "Số lượng hồ sơ tiếp nhận"
_RECEIVED_NOW = "Tiếp nhận trong kỳ"
_SETTLED = "Số lượng hồ sơ đã giải quyết"
_PENDING = "Số lượng hồ sơ đang giải quyết"
COLUMNS = (
    Column(1, ("TT",)),
    Column(2, ("Lĩnh vực công việc giải quyết theo cấp",)),
    Column(3, (_RECEIVED, "Tổng số"), "(3)=(4)+(5)+(6)"),
    Column(4, (_RECEIVED, _RECEIVED_NOW, "Trực tuyến")),
    Column(5, (_RECEIVED, _RECEIVED_NOW, "Trực tiếp, dịch vụ bưu chính")),
    Column(6, (_RECEIVED, "Từ kỳ trước")),
    Column(7, (_SETTLED, "Tổng số"), "(7)=(8)+(9)+(10)"),
    Column(8, (_SETTLED, "Trước hạn")),
    Column(9, (_SETTLED, "Đúng hạn")),
    Column(10, (_SETTLED, "Quá hạn")),
    Column(11, (_PENDING, "Tổng số"), "(11)=(12)+(13)"),
    Column(12, (_PENDING, "Trong hạn")),
    Column(13, (_PENDING, "Quá hạn")),
)


#: What of the books each column is made of: movements of the window, the balance before it, or after it.
NEEDED = {
    **dict.fromkeys(("c4", "c5", "c7", "c8", "c9", "c10"), frozenset({"moved"})),
    **dict.fromkeys(("c3", "c6"), frozenset({"moved", "opening"})),
    **dict.fromkeys(("c11", "c12", "c13"), frozenset({"closing"})),
}


class BadCountingRule(ValueError):
    """A counting rule that leaves a movement out or sends it to a column it may not."""


class BadRow(ValueError):
    """A row of the form that breaks one of its formulas, or has a cell below zero."""


_VERDICTS = (Verdict.EARLY, Verdict.ON_TIME, Verdict.LATE)
_ENDED = frozenset((ending, verdict) for ending in Ending for verdict in _VERDICTS)
_SETTLED_COLUMNS = frozenset({8, 9, 10})
_PENDING_COLUMNS = frozenset({12, 13})


@dataclass(frozen=True)
class CountingRule:
    """A named, versioned table from movement kinds to columns 8-10 and 12-13, and nothing else.

    Raises ``BadCountingRule``.
    """

    code: str
    name: str
    version: int
    endings: Mapping[tuple[Ending, Verdict], int]
    closings: Mapping[str, int]

    def __post_init__(self) -> None:
        """Refuse a table with a hole, a stranger or a column of another kind."""
        complete = set(self.endings) == _ENDED and set(self.closings) == set(CLOSINGS)
        lawful = (
            set(self.endings.values()) <= _SETTLED_COLUMNS
            and set(self.closings.values()) <= _PENDING_COLUMNS
        )
        if not complete or not lawful:
            raise BadCountingRule(self.code)


_BY_VERDICT = {Verdict.EARLY: 8, Verdict.ON_TIME: 9, Verdict.LATE: 10}
_CLOSINGS = {name: 13 if name == "closing_running_overdue" else 12 for name in CLOSINGS}

DEFAULT = CountingRule(
    code="by_date",
    name="Theo ngày kết thúc so với ngày hẹn trả; hồ sơ đang chờ tính trong hạn",
    version=1,
    endings={(ending, verdict): _BY_VERDICT[verdict] for ending, verdict in sorted(_ENDED)},
    closings=_CLOSINGS,
)
WITHDRAWN_ON_TIME = CountingRule(
    code="withdrawn_on_time",
    name="Như trên; hồ sơ người nộp rút, trả lại tính vào cột đúng hạn",
    version=1,
    endings={**DEFAULT.endings, **{(Ending.WITHDRAWN, verdict): 9 for verdict in _VERDICTS}},
    closings=_CLOSINGS,
)
#: Every counting rule a report may choose, by code.
COUNTING_RULES = {rule.code: rule for rule in (DEFAULT, WITHDRAWN_ON_TIME)}


@dataclass(frozen=True)
class Row:
    """Columns 3 to 13 of one row. Raises ``BadRow`` unless every formula holds."""

    c3: int = 0
    c4: int = 0
    c5: int = 0
    c6: int = 0
    c7: int = 0
    c8: int = 0
    c9: int = 0
    c10: int = 0
    c11: int = 0
    c12: int = 0
    c13: int = 0

    def __post_init__(self) -> None:
        """Refuse to exist unless the form's own formulas hold and no cell is negative."""
        sums = (
            self.c3 == self.c4 + self.c5 + self.c6
            and self.c7 == self.c8 + self.c9 + self.c10
            and self.c11 == self.c12 + self.c13
            and self.c3 == self.c7 + self.c11
        )
        if not sums or min(vars(self).values()) < 0:
            raise BadRow(str(self))

    def cells(self) -> dict[str, int]:
        """Return the cells by name, ``c3`` to ``c13`` in order."""
        return dict(vars(self))


def total(rows: Iterable[Row]) -> Row:
    """Return the "Tổng cộng" row; of no rows, the row of zeros."""
    columns = list(zip(*(vars(row).values() for row in rows), strict=True))
    return Row(*map(sum, columns))


def _received_in(flows: Flows, channels: Iterable[Channel]) -> int:
    return sum(
        flows.received.get(channel, 0)
        + flows.transferred_in.get(channel, 0)
        - flows.transferred_out.get(channel, 0)
        - flows.annulled.get(channel, 0)
        for channel in channels
    )


def _settled_in(flows: Flows, rule: CountingRule) -> dict[int, int]:
    counts = dict.fromkeys(sorted(_SETTLED_COLUMNS), 0)
    for ended, count in flows.settled.items():
        counts[rule.endings[ended]] += count
    for ended, count in flows.reopened.items():
        counts[rule.endings[ended]] -= count
    return counts


def _pending_in(flows: Flows, rule: CountingRule) -> dict[int, int]:
    counts = dict.fromkeys(sorted(_PENDING_COLUMNS), 0)
    for name, column in rule.closings.items():
        counts[column] += getattr(flows, name)
    return counts


def fold(flows: Flows, rule: CountingRule = DEFAULT) -> Row:
    """Fold the books' flows of one window into the form's columns. Raises ``BadRow``.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06, cột 3-13 (certainty: high for the formulas; medium
    for withdrawn, stopped and waiting dossiers, which the counting rule places).
    """
    return Row(**_cells(flows, rule))


def cell(flows: Flows, rule: CountingRule, column: str) -> int:
    """Return one column of flows that are known as far as ``NEEDED`` asks for it, and no further.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06, cột 3-13 (certainty: high for the formulas).
    """
    return _cells(flows, rule)[column]


def _cells(flows: Flows, rule: CountingRule) -> dict[str, int]:
    c4 = _received_in(flows, [Channel.ONLINE])
    c5 = _received_in(flows, [Channel.COUNTER, Channel.POST])
    c6 = (
        flows.opening
        + flows.carried_in
        + flows.reopened_before
        + flows.transferred_in_before
        - flows.transferred_out_before
        - flows.annulled_before
    )
    c8, c9, c10 = _settled_in(flows, rule).values()
    c12, c13 = _pending_in(flows, rule).values()
    return {
        "c3": c4 + c5 + c6,
        "c4": c4,
        "c5": c5,
        "c6": c6,
        "c7": c8 + c9 + c10,
        "c8": c8,
        "c9": c9,
        "c10": c10,
        "c11": c12 + c13,
        "c12": c12,
        "c13": c13,
    }


def _ended(flows: Flows, ending: Ending) -> int:
    return sum(
        flows.settled.get((ending, verdict), 0) - flows.reopened.get((ending, verdict), 0)
        for verdict in _VERDICTS
    )


#: The lines under the table, in their order.
MEMO_LABELS = {
    "received_counter": "Tiếp nhận trực tiếp",
    "received_post": "Tiếp nhận qua dịch vụ bưu chính",
    "carried_in": "Hồ sơ đang giải quyết ghi nhận ban đầu",
    "transferred_in": "Nhận chuyển đến từ cơ quan khác",
    "transferred_out": "Chuyển đi cơ quan khác",
    "reopened": "Giải quyết lại sau khi đã kết thúc",
    "annulled": "Tiếp nhận bị thu hồi",
    "granted": "Đồng ý giải quyết",
    "denied": "Từ chối giải quyết, trả hồ sơ (nêu rõ lý do)",
    "withdrawn": "Người nộp rút hồ sơ",
    "stopped": "Dừng giải quyết",
    "awaiting_supplement": "Chờ bổ sung hồ sơ",
    "awaiting_payment": "Chờ thực hiện nghĩa vụ tài chính",
    "paused": "Tạm dừng giải quyết",
    "refused": "Không tiếp nhận (không tính vào biểu)",
    "returned_to_filer": "Yêu cầu bổ sung trước khi tiếp nhận (không tính vào biểu)",
    "handed_back": "Đã trả kết quả",
    "late_entries": "Ghi nhận muộn",
    "not_regulated": "Không quy định thời hạn (luôn tính trong hạn)",
    "counted_elsewhere": "Tính tại hệ thống của bộ, ngành (không tính vào biểu)",
}


def memo(flows: Flows) -> dict[str, int]:
    """Return the counts told under the table, keyed as ``MEMO_LABELS`` and in its order.

    Căn cứ: quy ước tính của phần mềm, in dưới biểu (certainty: high, not a rule of law).
    """
    found = {
        "received_counter": _received_in(flows, [Channel.COUNTER]),
        "received_post": _received_in(flows, [Channel.POST]),
        "transferred_in": sum(flows.transferred_in.values()) + flows.transferred_in_before,
        "transferred_out": sum(flows.transferred_out.values()) + flows.transferred_out_before,
        "reopened": sum(flows.reopened.values()) + flows.reopened_before,
        "annulled": sum(flows.annulled.values()) + flows.annulled_before,
        **{ending.value: _ended(flows, ending) for ending in Ending},
        "awaiting_supplement": flows.closing_awaiting_supplement,
        "awaiting_payment": flows.closing_awaiting_payment,
        "paused": flows.closing_paused,
    }
    return {key: found[key] if key in found else int(getattr(flows, key)) for key in MEMO_LABELS}
