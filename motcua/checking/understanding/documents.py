"""Documents a report cites, with the dates it gives them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.checking.reading.tokens import Sign, Unit
from motcua.checking.understanding.quantities import Passage

_BETWEEN = re.compile(r"\s*,?\s*(?:của [^,;.()]{0,60})?\s*(?:ngày|,)?\s*", re.IGNORECASE)
#: One issuer in the whole country numbers these: the number alone is the document.
_NATIONAL = re.compile(r"(?:/NĐ-CP|/QĐ-TTg|/NQ-CP|/CT-TTg|/QH\d{2}|/TT-[A-ZĐ]+)$")
_WITH_YEAR = re.compile(r"/(?:19|20)\d{2}/")
_ISSUER = re.compile(
    r"^\s*(?:của )?(?P<issuer>(?:chủ tịch )?(?:ubnd|ủy ban nhân dân|thủ tướng|chính phủ|bộ|"
    r"văn phòng|sở|hđnd|hội đồng)[^,;.()]{0,40}?(?=\s+(?:về|ban hành|phê|quy)|[,;.()]|$))",
    re.IGNORECASE,
)


_ISSUER_BEFORE = re.compile(
    r"(?P<issuer>(?:ubnd|ủy ban nhân dân) (?:tỉnh|huyện|xã|thành phố|thị xã|thị trấn|phường))"
    r"[^,;.()]{0,40}ban hành[^,;.()]{0,40}$",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"ubnd (?:tỉnh|huyện|xã|thành phố|thị xã|thị trấn|phường)")
_ABOUT = 160


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation: the number as printed without blanks, its date, and who issued it if said."""

    name: str
    day: date
    issuer: str
    about: str
    quote: str
    line: int

    @property
    def national(self) -> bool:
        """Tell whether the number is one document's alone in its year."""
        return bool(_NATIONAL.search(self.name))

    @property
    def key(self) -> tuple[str, int, str]:
        """What makes two citations one document: number, year unless in the number, issuer."""
        year = 0 if _WITH_YEAR.search(self.name) else self.day.year
        return self.name.upper(), year, "" if self.national else self.issuer


def cited(passages: Sequence[Passage]) -> Iterator[Cited]:
    """Give every citation of a document with a full date right behind its number."""
    for passage in passages:
        text = passage.paragraph.text
        for mark in passage.found.marks:
            if mark.sign is not Sign.DOCUMENT:
                continue
            for moment in passage.found.moments:
                close = moment.unit is Unit.DAY and moment.start >= mark.end
                if close and _BETWEEN.fullmatch(text[mark.end : moment.start]):
                    day = moment.first if moment.year_printed else None
                    if day is not None:
                        issuer = _ISSUER.match(text[moment.end :]) or _ISSUER_BEFORE.search(
                            text[: mark.start]
                        )
                        yield Cited(
                            name=mark.name,
                            day=day,
                            issuer=_folded(issuer["issuer"]) if issuer else "",
                            about=text[moment.end : moment.end + _ABOUT],
                            quote=text[mark.start : moment.end],
                            line=passage.paragraph.line_of(mark.start),
                        )
                    break


def _folded(issuer: str) -> str:
    lowered = issuer.lower().replace("ủy ban nhân dân", "ubnd").replace("chủ tịch ", "")
    level = _LEVEL.match(" ".join(lowered.split()))
    return level[0] if level else " ".join(lowered.split())
