"""The open layouts: those whose misses may be read by who works on the reader."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.checking.generator import (
    bulletin,
    letter,
    outline,
    pages,
    scores,
    tables,
    varied,
    wording,
)
from tests.checking.generator.facts import Facts, invent
from tests.checking.generator.writer import Writer

#: The first whole year of the service index.
_SINCE_THE_INDEX = 2023
Compose = Callable[[Writer], None]


@dataclass(frozen=True)
class Layout:
    """How a kind of report is invented, composed and printed."""

    compose: Compose
    print: pages.Printer
    level: str | None = None
    scored: bool = False

    def facts(self, rng: Random) -> Facts:
        """Invent the figures."""
        facts = invent(rng, self.level, _SINCE_THE_INDEX if self.scored else 2021)
        if self.scored:
            scores.score(rng, facts)
        return facts


def narrative(w: Writer) -> None:
    """A quarterly report in sections with bullets."""
    wording.opening(w)
    w.head(2, "I. KẾT QUẢ THỰC HIỆN")
    w.head(3, "1. Công khai thủ tục hành chính")
    wording.procedures(w)
    w.head(3, "2. Tiếp nhận, xử lý phản ánh, kiến nghị")
    wording.petitions(w)
    w.head(3, "3. Kết quả giải quyết hồ sơ")
    w.text(f"Kỳ báo cáo: {wording.window(w)}.")
    w.text(wording.received(w), 1)
    w.text(wording.settled(w), 1)
    w.text(wording.rates(w), 1)
    if w.rng.random() < 0.5:
        w.text(wording.some(w), 1)
    w.head(3, "4. Thực hiện TTHC trên môi trường điện tử")
    wording.electronic(w)
    if w.rng.random() < 0.5:
        w.head(3, "5. Tài chính")
        wording.money(w)
    w.head(2, "II. ĐÁNH GIÁ CHUNG")
    wording.judgement(w)


def two_levels(w: Writer) -> None:
    """A report of an office and of the offices under it, in running paragraphs."""
    wording.opening(w)
    w.head(2, "I. TÌNH HÌNH THỰC HIỆN")
    w.text(f"Số liệu {wording.window(w)}.")
    w.head(3, "1. Tại UBND huyện")
    w.text(f"{wording.received(w)} {wording.settled(w)}")
    w.head(3, "2. Tại UBND các xã, thị trấn")
    w.text(f"{wording.received(w, 'lower')} {wording.settled(w, 'lower')}")
    w.head(3, "3. Phản ánh, kiến nghị")
    wording.petitions(w)
    w.head(3, "4. Tài chính")
    wording.money(w)
    w.head(2, "II. NHẬN XÉT")
    wording.trap(w)


def forms(w: Writer) -> None:
    """The forms alone."""
    w.text("Biểu số II.06b/VPCP/KSTT")
    w.text("TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH")
    w.text(f"Kỳ báo cáo: {w.print('window.label', w.facts.window.label)} {_days(w)}")
    tables.two_six(w, "Đơn vị tính: hồ sơ")
    tables.indicators(w, "Biểu tổng hợp một số chỉ tiêu")


def _days(w: Writer) -> str:
    return wording.window(w, labelled=False)


def index(w: Writer) -> None:
    """A monthly report with the points of the service index."""
    wording.opening(w)
    w.head(2, "1. Kết quả giải quyết hồ sơ")
    w.text(f"Kỳ báo cáo: {wording.window(w)}.")
    w.text(wording.received(w), 1)
    w.text(wording.settled(w), 1)
    w.head(2, "2. Kết quả thực hiện Bộ chỉ số")
    scores.tell(w)
    w.head(2, "3. Dịch vụ công trực tuyến")
    wording.electronic(w)
    wording.trap(w)


def attached(w: Writer) -> None:
    """A narrative with tables attached that repeat some of its figures."""
    wording.opening(w)
    w.head(2, "I. KẾT QUẢ")
    w.text(f"Kỳ báo cáo: {wording.window(w)}.")
    w.text(wording.received(w), 1)
    w.text(wording.settled(w), 1)
    wording.procedures(w)
    wording.petitions(w)
    w.head(2, "II. PHỤ LỤC")
    tables.indicators(w, "Phụ lục 1. Một số chỉ tiêu chủ yếu")
    tables.two_six(w, "Phụ lục 2. Kết quả giải quyết TTHC theo lĩnh vực (Biểu số II.06a/VPCP/KSTT)")


OPEN = {
    "markdown": Layout(narrative, pages.markdown),
    "wrapped": Layout(narrative, pages.wrapped),
    "levels": Layout(two_levels, pages.plain, level="district"),
    "forms": Layout(forms, pages.plain),
    "index": Layout(index, pages.plain, level="province", scored=True),
    "attached": Layout(attached, pages.markdown),
    "word": Layout(attached, pages.word),
    "varied": Layout(varied.varied, pages.plain),
    "bulletin": Layout(bulletin.bulletin, pages.markdown),
    "letter": Layout(letter.letter, pages.wrapped, level="commune"),
    "outline": Layout(outline.outline, pages.wrapped, level="province", scored=True),
}
