"""The sentences of the narrative report, made of figures. Pure.

What nobody has said yet makes no sentence: it is named as awaited. Nothing but zeros is one sentence.

Căn cứ: Thông tư 01/2020/TT-VPCP, đề cương báo cáo (certainty: medium for the wording); Nghị định
30/2020/NĐ-CP (certainty: medium that numbers below ten are written with a zero: a setting).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from motcua.reporting.filled import Filled
from motcua.rules import filling
from motcua.rules.definitions import Rows
from motcua.rules.filling import Value
from motcua.rules.forms import Row

NOTHING = "Trong kỳ không phát sinh."
_TEN = 10
_DOSSIERS, _PROCEDURES = "hồ sơ", "thủ tục"
_PETITIONS = "phản ánh, kiến nghị"


class Said(NamedTuple):
    """A paragraph: its mark ("-", "a)", none) and its words."""

    mark: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What the sentences are made of. ``forms`` by their codes without the letter; ``typed``: those somebody filled in.

    ``total`` and ``levels`` (words of a level and its row) are of form II.06 as it was filed, or as the books tell it.
    ``causes`` are words and number of dossiers settled late; together column 10, where nothing is known under "".
    """

    total: Row
    levels: tuple[tuple[str, Row], ...]
    forms: Mapping[str, Filled]
    typed: frozenset[str]
    causes: tuple[tuple[str, int], ...]
    padded: bool = True

    def number(self, value: Value) -> str:
        """Write a number as the agency writes numbers: 07 or 7; 1.121."""
        if self.padded and isinstance(value, int) and 0 < value < _TEN:
            return f"{value:02d}"
        return filling.shown(value)

    def count(self, value: Value, unit: str) -> str:
        """Write a number and what is counted."""
        return f"{self.number(value)} {unit}"

    def share(self, part: Value, whole: Value, unit: str) -> str:
        """Write a part of a whole with its rate: "89/90 hồ sơ, đạt 98,89%"; of nothing there is no rate."""
        told = f"{self.number(part)}/{self.number(whole)} {unit}"
        rate = filling.rate(part, whole)
        return told if rate is None else f"{told}, đạt {filling.shown(rate)}%"

    def cells(self, form: str) -> Mapping[str, Value]:
        """The cells of a form: of its one row, or of its total."""
        return self.forms[form].result


@dataclass(frozen=True)
class Told:
    """What one section says of the figures: paragraphs, what is awaited, whether anything was counted."""

    said: tuple[Said, ...] = ()
    awaited: tuple[str, ...] = ()
    counted: bool = False


#: Cells of a form that make a sentence, and the sentence of their values in the same order.
Frame = tuple[Sequence[str], Callable[[Figures, Sequence[Value]], str]]


def settlement(told: Figures) -> Told:
    """Section 6: form II.06, level by level where there are several, and the causes of lateness."""
    if not any(told.total):
        return Told((Said("", NOTHING),))
    said = [*_flow(told, told.total)]
    if len(told.levels) > 1:
        for letter, (level, row) in zip("abc", told.levels, strict=False):
            said.append(Said(f"{letter})", f"Hồ sơ do {level} giải quyết"))
            said += _flow(told, row)
    said += _causes(told)
    return Told(tuple(said), counted=True)


def _flow(told: Figures, row: Row) -> list[Said]:
    def dossiers(number: int) -> str:
        return told.count(number, _DOSSIERS)

    received = (
        f"Tổng số hồ sơ thủ tục hành chính phải giải quyết trong kỳ báo cáo: {dossiers(row.c3)}, trong đó: số mới"
        f" tiếp nhận: {dossiers(row.c4 + row.c5)} (trực tuyến: {dossiers(row.c4)}; trực tiếp và dịch vụ bưu"
        f" chính: {dossiers(row.c5)}); số từ kỳ trước chuyển qua: {dossiers(row.c6)}."
    )
    settled = (
        f"Số lượng hồ sơ đã giải quyết: {dossiers(row.c7)}; trong đó, trước hạn {dossiers(row.c8)}, đúng hạn"
        f" {dossiers(row.c9)}, quá hạn {dossiers(row.c10)}."
    )
    pending = (
        f"Số lượng hồ sơ đang giải quyết: {dossiers(row.c11)}; trong đó, trong hạn {dossiers(row.c12)}, quá"
        f" hạn {dossiers(row.c13)}."
    )
    return [Said("-", one) for one in (received, settled, pending)]


def _causes(told: Figures) -> Iterable[Said]:
    late = told.total.c10
    if late:
        causes = "; ".join(
            f"{words or 'chưa ghi nguyên nhân'}: {told.count(number, _DOSSIERS)}"
            for words, number in told.causes
        )
        yield Said(
            "-", f"Nguyên nhân của {told.count(late, _DOSSIERS)} giải quyết quá hạn: {causes}."
        )


def _typed(told: Figures, form: str, frames: Iterable[Frame]) -> Told:
    """Sections that rest on a list people type: not typed is awaited, nothing but zeros is one sentence."""
    if form not in told.typed:
        return Told(awaited=(f"{_named(told, form)} chưa nhập.",))
    values = told.cells(form)
    if not any(value for value in values.values() if isinstance(value, int)):
        return Told((Said("", NOTHING),))
    return _of(told, form, frames)


def _of(told: Figures, form: str, frames: Iterable[Frame]) -> Told:
    """Make a sentence of each frame whose cells are known, and name the cells that are not."""
    values = told.cells(form)
    said, unknown = [], []
    for codes, write in frames:
        missing = [code for code in codes if values.get(code) is None]
        if missing:
            unknown += missing
        else:
            said.append(Said("-", write(told, [values[code] for code in codes])))
    awaited = [cell.code for cell in told.forms[form].definition.cells if cell.code in unknown]
    place = ", ".join(awaited)
    why = (f"{_named(told, form)} chưa có số: {place}.",) if awaited else ()
    return Told(tuple(said), why, counted=True)


def _named(told: Figures, form: str) -> str:
    definition = told.forms[form].definition
    word = "Biểu" if definition.rows is not Rows.ONE or "/" in definition.name else "Bảng"
    return f"{word} {definition.code}"


def _together(*parts: Told) -> Told:
    """Several forms in one section; one with nothing does not say so where another has something."""
    counted = any(part.counted for part in parts)
    said = [one for part in parts for one in part.said if part.counted or not counted]
    return Told(
        tuple(dict.fromkeys(said)), tuple(why for part in parts for why in part.awaited), counted
    )


def impact(told: Figures) -> Told:
    """Section 1: form II.01."""

    def write(told: Figures, values: Sequence[Value]) -> str:
        whole, new, changed, ended, assessed = (told.count(one, _PROCEDURES) for one in values)
        rows = told.count(len(told.forms["II.01"].lines), "dự án, dự thảo văn bản")
        return (
            f"{rows} có quy định thủ tục hành chính: {whole}, gồm: quy định mới {new}; sửa đổi, bổ sung {changed};"
            f" bãi bỏ {ended}. Số đã được đánh giá tác động: {assessed}."
        )

    return _typed(told, "II.01", [(("3", "4", "5", "6", "7"), write)])


def appraisal(told: Figures) -> Told:
    """Section 2: form II.02."""

    def write(told: Figures, values: Sequence[Value]) -> str:
        whole, new, changed, ended = (told.count(one, _PROCEDURES) for one in values)
        return f"Số được thẩm định, thẩm tra: {whole}, gồm: quy định mới {new}; sửa đổi, bổ sung {changed}; bãi bỏ {ended}."

    return _typed(told, "II.02", [(("3", "4", "5", "6"), write)])


def publication(told: Figures) -> Told:
    """Section 3: what is offered at the end of the window, and form II.03."""

    def published(told: Figures, values: Sequence[Value]) -> str:
        whole, new, changed, ended = (told.count(one, _PROCEDURES) for one in values[1:])
        return (
            f"Trong kỳ có {told.count(values[0], 'quyết định')} công bố {whole}, gồm: ban hành mới {new};"
            f" sửa đổi, bổ sung, thay thế {changed}; bãi bỏ {ended}."
        )

    def shown(told: Figures, values: Sequence[Value]) -> str:
        whole, put, taken = (told.count(one, _PROCEDURES) for one in values)
        return f"Số được công khai trên Cơ sở dữ liệu quốc gia: {whole}, gồm: nhập mới {put}; gỡ bỏ {taken}."

    frames: list[Frame] = [(("3", "5", "6", "7", "8"), published), (("9", "10", "11"), shown)]
    return _together(_of(told, "TM", [_OFFERED, _BY_SERVICE]), _typed(told, "II.03", frames))


_OFFERED: Frame = (
    ("1", "1.3"),
    lambda told, values: (
        f"Số thủ tục hành chính thuộc thẩm quyền giải quyết tại ngày cuối kỳ: {told.count(values[0], _PROCEDURES)},"
        f" thuộc {told.count(values[1], 'lĩnh vực')}."
    ),
)
_BY_SERVICE: Frame = (
    ("1", "2.1", "2.2", "2.3"),
    lambda told, values: (
        f"Theo hình thức cung cấp dịch vụ công: tổng số {told.count(values[0], _PROCEDURES)}, gồm: toàn trình"
        f" {told.count(values[1], _PROCEDURES)}; một phần {told.count(values[2], _PROCEDURES)}; cung cấp thông tin"
        f" {told.count(values[3], _PROCEDURES)}."
    ),
)


def review(told: Figures) -> Told:
    """Section 4: form II.04."""

    def write(told: Figures, values: Sequence[Value]) -> str:
        whole, kept, changed, ended, other, joined, shorter, done = (
            told.count(one, _PROCEDURES) for one in values
        )
        return (
            f"Số thủ tục rà soát theo kế hoạch: {whole}, gồm: giữ nguyên {kept}; sửa đổi {changed}; bãi bỏ {ended};"
            f" thay thế {other}; liên thông {joined}; cắt giảm thời hạn {shorter}. Số đã hoàn thành: {done}."
        )

    return _typed(told, "II.04", [(("3", "4", "5", "6", "7", "8", "9", "10"), write)])


def petitions(told: Figures) -> Told:
    """Section 5: form II.05."""

    def received(told: Figures, values: Sequence[Value]) -> str:
        whole, new, before = (told.count(one, _PETITIONS) for one in values)
        return f"Tổng số tiếp nhận: {whole}, gồm: tiếp nhận mới {new}; từ kỳ trước chuyển qua {before}."

    def sorted_out(told: Figures, values: Sequence[Value]) -> str:
        acts, rules, both = (told.count(one, _PETITIONS) for one in values)
        return f"Phân loại: về hành vi hành chính {acts}; về quy định hành chính {rules}; về cả hai {both}."

    def settled(told: Figures, values: Sequence[Value]) -> str:
        whole, own, sent, open_still, shown = (told.count(one, _PETITIONS) for one in values)
        return (
            f"Đã xử lý: {whole}, gồm: thuộc thẩm quyền, đã trả lời {own}; chuyển cơ quan có thẩm quyền {sent}. Đang"
            f" xử lý: {open_still}. Đã đăng tải công khai kết quả: {shown}."
        )

    frames: list[Frame] = [
        (("3", "4", "5"), received),
        (("6", "7", "8"), sorted_out),
        (("9", "10", "11", "12", "13"), settled),
    ]
    return _typed(told, "II.05", frames)


def one_stop(told: Figures) -> Told:
    """Section 7: how procedures are received, and form II.07."""
    frames: list[Frame] = [
        (("3.1",), lambda told, values: _procedures(told, "tiếp nhận tại Bộ phận Một cửa", values)),
        (
            ("3.2", "3.3"),
            lambda told, values: (
                f"Số thủ tục thực hiện liên thông cùng cấp: {told.count(values[0], _PROCEDURES)}; liên thông giữa"
                f" các cấp chính quyền: {told.count(values[1], _PROCEDURES)}."
            ),
        ),
        (
            ("3.6",),
            lambda told, values: _procedures(told, "qua dịch vụ bưu chính công ích", values),
        ),
    ]
    routes: Frame = (
        ("11", "3"),
        lambda told, values: (
            "Quy trình nội bộ đã phê duyệt, tính theo từng đơn vị giải quyết: "
            f"{told.share(values[0], values[1], _PROCEDURES)}."
        ),
    )
    return _together(_of(told, "TM", frames), _of(told, "II.07", [routes]))


def _procedures(told: Figures, words: str, values: Sequence[Value]) -> str:
    return f"Số thủ tục {words}: {told.count(values[0], _PROCEDURES)}."


def electronic(told: Figures) -> Told:
    """Section 8: form II.08."""

    def offered(told: Figures, values: Sequence[Value]) -> str:
        whole, full, partial = (told.count(one, _PROCEDURES) for one in values)
        return f"Số thủ tục cung cấp dịch vụ công trực tuyến: {whole}, gồm: toàn trình {full}; một phần {partial}."

    def share(words: str, unit: str) -> Callable[[Figures, Sequence[Value]], str]:
        return lambda told, values: f"{words}: {told.share(values[0], values[1], unit)}."

    frames: list[Frame] = [
        (("1.1", "1.1.1", "1.1.2"), offered),
        (("1.2", "1.1"), share("Số dịch vụ công trực tuyến có phát sinh hồ sơ", _PROCEDURES)),
        (("2.2", "2.1"), share("Số hồ sơ tiếp nhận trực tuyến", _DOSSIERS)),
        (("3.4", "3.3"), share("Số hồ sơ thanh toán trực tuyến", _DOSSIERS)),
        (("4.1", "2.1"), share("Số hồ sơ được số hóa khi tiếp nhận", _DOSSIERS)),
        (("4.5", "4.3"), share("Số hồ sơ được cấp kết quả điện tử", _DOSSIERS)),
    ]
    return _of(told, "II.08", frames)


#: Who tells a section: the closed vocabulary of the outline.
TELLERS: Mapping[str, Callable[[Figures], Told]] = {
    teller.__name__: teller
    for teller in (
        impact,
        appraisal,
        publication,
        review,
        petitions,
        settlement,
        one_stop,
        electronic,
    )
}
