"""Form II.06 and indicator tables as they are attached to reports."""

from tests.checking.generator.facts import COLUMNS
from tests.checking.generator.pages import Grid
from tests.checking.generator.writer import Writer

_TOP = (
    "STT",
    "Lĩnh vực giải quyết",
    "Tổng số tiếp nhận",
    "Trực tuyến",
    "Trực tiếp, bưu chính",
    "Kỳ trước chuyển qua",
    "Tổng đã giải quyết",
    "Trước hạn",
    "Đúng hạn",
    "Quá hạn",
    "Tổng đang giải quyết",
    "Trong hạn",
    "Quá hạn",
)
_NUMBERS = tuple(f"({number})" for number in range(1, 14))
_FORMULAS = (
    "(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+(9)+(10)",
    "(8)", "(9)", "(10)", "(11)=(12)+(13)", "(12)", "(13)",
)  # fmt: skip


def two_six(w: Writer, caption: str) -> None:
    """Form II.06: a row per field, columns 3 to 13, and the sum of the rows."""
    rows = []
    for number, name in enumerate(w.facts.lines):
        rows.append([str(number + 1), name, *_cells(w, f"r{number}")])
    total = w.pick("Tổng cộng", "Tổng số", "Cộng")
    rows.append(["", total, *_cells(w, "sum")])
    for column in COLUMNS:
        names = [f"r{number}.{column}" for number in range(len(w.facts.lines))]
        w.claim_of("sum", f"sum.{column}", *names)
    numbers = w.rng.choice((_NUMBERS, _NUMBERS, _FORMULAS))
    w.blocks.append(Grid(caption, [_TOP, numbers], rows))


def _cells(w: Writer, scope: str) -> list[str]:
    cells = [w.say(f"{scope}.{name}") for name in COLUMNS]
    w.claim_of("sum", *(f"{scope}.{name}" for name in COLUMNS[:4]))
    w.claim_of("sum", *(f"{scope}.{name}" for name in COLUMNS[4:8]))
    w.claim_of("sum", *(f"{scope}.{name}" for name in COLUMNS[8:]))
    w.balance(scope)
    w.claim_of("row", *(f"{scope}.{name}" for name in COLUMNS))
    return cells


def indicators(w: Writer, caption: str) -> None:
    """A numbered list of indicators with unit and figure, as in the reports on reform."""
    lines = (
        ("1.", "Tổng số hồ sơ đã giải quyết xong", "Hồ sơ", "main.settled"),
        ("1.1.", "Số hồ sơ giải quyết trước và đúng hạn", "Hồ sơ", "main.good"),
        ("1.2.", "Tỷ lệ hồ sơ giải quyết trước và đúng hạn", "%", "main.rate_good"),
        ("2.", "Số hồ sơ tiếp nhận mới", "Hồ sơ", "main.new"),
        ("2.1.", "Số hồ sơ tiếp nhận trực tuyến", "Hồ sơ", "main.online"),
        ("2.2.", "Tỷ lệ hồ sơ tiếp nhận trực tuyến", "%", "main.rate_online"),
        ("3.", "Tổng số TTHC thuộc thẩm quyền giải quyết", "Thủ tục", "tt.total"),
        ("3.1.", "Số TTHC do Trung ương quy định", "Thủ tục", "tt.central"),
        ("3.2.", "Số TTHC do địa phương quy định", "Thủ tục", "tt.local"),
        ("4.", "Tổng số phí, lệ phí thu được", "Nghìn đồng", "tien.total"),
        ("4.1.", "Phí", "Nghìn đồng", "tien.charge"),
        ("4.2.", "Lệ phí", "Nghìn đồng", "tien.fee"),
    )
    rows = [[code, words, unit, w.say(name), ""] for code, words, unit, name in lines]
    w.claim("main.rate_good = main.good / main.settled")
    w.claim("main.good <= main.settled")
    w.claim("main.rate_online = main.online / main.new")
    w.claim("main.online <= main.new")
    w.claim("tt.total = tt.central + tt.local")
    w.claim("tien.total = tien.charge + tien.fee")
    w.claim_of("unit", "tien.total", "tien.charge", "tien.fee")
    header = ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"]
    w.blocks.append(Grid(caption, [header], rows))
