"""Form II.06: how the books fold into its columns, and what is told under the table.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06a và II.06b (certainty: high for columns and formulas;
medium that no later circular has replaced the form).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import add, sub
from typing import Any, NamedTuple, Self

from motcua.rules import tallies
from motcua.rules.codes import Channel, Ending, Level, Verdict
from motcua.rules.movements import CLOSINGS, Flows
from motcua.rules.tallies import Tally

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


_ENDED = frozenset(tallies.ENDED)
_SETTLED_COLUMNS = frozenset({8, 9, 10})
_PENDING_COLUMNS = frozenset({12, 13})
#: The columns that are sums of others.
TOTALS = {"c3": ("c4", "c5", "c6"), "c7": ("c8", "c9", "c10"), "c11": ("c12", "c13")}
_RECEIVED_SIGNS = {"received": 1, "transferred_in": 1, "transferred_out": -1, "annulled": -1}
_CARRIED_OVER = {
    "opening": 1,
    "carried_in": 1,
    "reopened_before": 1,
    "transferred_in_before": 1,
    "transferred_out_before": -1,
    "annulled_before": -1,
}
_SETTLED_LEAVES = tallies.by_ending("settled")
_REOPENED_LEAVES = tallies.by_ending("reopened")


def _received_by(*channels: Channel) -> dict[str, int]:
    return {
        tallies.by_channel(name)[channel]: sign
        for name, sign in _RECEIVED_SIGNS.items()
        for channel in channels
    }


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

    @cached_property
    def legs(self) -> dict[str, dict[str, int]]:
        """The leaves of the books each column is the sum of, by their names in ``tallies``, with signs."""
        legs: dict[str, dict[str, int]] = {
            "c4": _received_by(Channel.ONLINE),
            "c5": _received_by(Channel.COUNTER, Channel.POST),
            "c6": dict(_CARRIED_OVER),
            **{f"c{number}": {} for number in (*_SETTLED_COLUMNS, *_PENDING_COLUMNS)},
        }
        for ended, number in self.endings.items():
            legs[f"c{number}"][_SETTLED_LEAVES[ended]] = 1
            legs[f"c{number}"][_REOPENED_LEAVES[ended]] = -1
        for leaf, number in self.closings.items():
            legs[f"c{number}"][leaf] = 1
        for whole, parts in TOTALS.items():
            legs[whole] = {leaf: sign for part in parts for leaf, sign in legs[part].items()}
        return legs


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
    endings={**DEFAULT.endings, **{(Ending.WITHDRAWN, verdict): 9 for verdict in tallies.VERDICTS}},
    closings=_CLOSINGS,
)
#: Every counting rule a report may choose, by code.
COUNTING_RULES = {rule.code: rule for rule in (DEFAULT, WITHDRAWN_ON_TIME)}


class _Cells(NamedTuple):
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


def _broken(row: _Cells) -> bool:
    sums = (
        row.c3 == row.c4 + row.c5 + row.c6
        and row.c7 == row.c8 + row.c9 + row.c10
        and row.c11 == row.c12 + row.c13
        and row.c3 == row.c7 + row.c11
    )
    return not sums or min(row) < 0


class Row(_Cells):
    """Columns 3 to 13 of one row. Raises ``BadRow`` unless every formula holds."""

    __slots__ = ()

    def __new__(cls, *cells: int, **named: int) -> Self:
        """Refuse to exist unless the form's own formulas hold and no cell is negative."""
        row = super().__new__(cls, *cells, **named)
        if _broken(row):
            raise BadRow(str(row))
        return row

    def cells(self) -> dict[str, int]:
        """Return the cells by name, ``c3`` to ``c13`` in order."""
        return self._asdict()


def total(rows: Iterable[Row]) -> Row:
    """Return the "Tổng cộng" row; of no rows, the row of zeros."""
    return Row(*map(sum, zip(*rows, strict=True)))


def fold(flows: Flows, rule: CountingRule = DEFAULT) -> Row:
    """Fold the books' flows of one window into the form's columns. Raises ``BadRow``.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06, cột 3-13 (certainty: high for the formulas; medium
    for withdrawn, stopped and waiting dossiers, which the counting rule places).
    """
    counts = tallies.leaves_of(flows)
    return Row(*(_signed(counts, rule.legs[name]) for name in Row._fields))


def _signed(counts: Mapping[str, int], legs: Mapping[str, int]) -> int:
    return sum(sign * counts.get(leaf, 0) for leaf, sign in legs.items())


def fold_all(tally: Tally[Any], rule: CountingRule = DEFAULT) -> list[Row]:
    """Fold the flows of every key, in their order, in one pass. Raises ``BadRow`` for the first bad one.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.06, cột 3-13 (certainty: high for the formulas).
    """
    if not tally:
        return []
    columns = {name: _column(tally, legs) for name, legs in rule.legs.items() if name not in TOTALS}
    for whole, parts in TOTALS.items():
        columns[whole] = [*map(sum, zip(*(columns[part] for part in parts), strict=True))]
    rows = [*map(Row._make, zip(*(columns[name] for name in Row._fields), strict=True))]
    balanced = columns["c3"] == [*map(add, columns["c7"], columns["c11"])]
    if not balanced or min(map(min, rows)) < 0:
        raise BadRow(str(next(filter(_broken, rows))))
    return rows


def _column(tally: Tally[Any], legs: Mapping[str, int]) -> Sequence[int]:
    """Add up the leaves of a column and take away those of the other sign, key by key."""
    nothing = (0,) * len(tally)
    came, went = (
        [tally.leaves[leaf] for leaf in legs if leaf in tally.leaves and legs[leaf] == sign]
        for sign in (1, -1)
    )
    return [
        *map(
            sub,
            map(sum, zip(nothing, *came, strict=True)),
            map(sum, zip(nothing, *went, strict=True)),
        )
    ]


def _ended(flows: Flows, ending: Ending) -> int:
    return sum(
        flows.settled.get((ending, verdict), 0) - flows.reopened.get((ending, verdict), 0)
        for verdict in tallies.VERDICTS
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
    counts = tallies.leaves_of(flows)
    found = {
        "received_counter": _signed(counts, _received_by(Channel.COUNTER)),
        "received_post": _signed(counts, _received_by(Channel.POST)),
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
