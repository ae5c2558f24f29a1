"""Which required parts a procedure's record lacks, and which papers nobody may ask for.

Căn cứ: Nghị định 63/2010/NĐ-CP, Điều 8 khoản 2, sửa đổi bởi Nghị định 48/2013/NĐ-CP và Nghị định
92/2017/NĐ-CP (certainty: high for the list of parts); Quyết định 766/QĐ-TTg năm 2022, chỉ số 1.3
(certainty: medium: which parts the index can test); Luật Cư trú 68/2020/QH14, Điều 38 và Nghị định
104/2022/NĐ-CP (certainty: high: sổ hộ khẩu, sổ tạm trú are no longer asked for).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

#: The ground printed beside a paper that is not asked for.
HOUSEHOLD_BOOK_GROUND = "Luật Cư trú 68/2020/QH14; Nghị định 104/2022/NĐ-CP"

_BEGINNING = re.compile(
    r"^(?:[\W\d_]+|(?:ban (?:sao|chinh|chup|photo)|co chung thuc|cua|giay|cuon|va|hoac|nop|"
    r"xuat trinh|quyen|to|mot|trong|anh chup|chung thuc|tu ban chinh|kem theo|ban)\b)+"
)
_HOUSEHOLD_BOOK = re.compile(
    r"^(?:so (?:dang ky |dk )?(?:ho khau|thuong tru|tam tru)|so ho gia dinh|ho khau gia dinh|"
    r"ho khau (?:thuong tru|tap the)|ho khau$|kt3)\b"
)
_OTHER_PAPER = re.compile(
    r"\b(?:hoac|giay to|can cuoc|ho chieu|giay khai sinh|don|to khai|giay xac nhan|mot trong)\b"
)
_MENTION = re.compile(r"\bso (?:dang ky )?(?:ho khau|tam tru)\b")


class Part(StrEnum):
    """The parts a record must have; the last four only where the procedure has them."""

    NAME = "name"
    STEPS = "steps"
    WAYS = "ways"
    PAPERS = "papers"
    LIMIT = "limit"
    AUDIENCE = "audience"
    AGENCY = "agency"
    RESULT = "result"
    FORMS = "forms"
    CONDITIONS = "conditions"
    FEES = "fees"


#: What the law always requires; the index 1.3 tests exactly these.
ALWAYS = (
    Part.NAME,
    Part.STEPS,
    Part.WAYS,
    Part.PAPERS,
    Part.LIMIT,
    Part.AUDIENCE,
    Part.AGENCY,
)


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a record says, counted. ``limits_missing``: ways without a stated time limit.

    The second half is None where the procedure needs no such part, or nobody knows whether it does.
    """

    name: str
    steps: str
    audience: str
    agency: str
    ways: int
    limits_missing: int
    papers: int
    no_papers_by_law: bool = False
    result: bool | None = None
    forms: bool | None = None
    conditions: bool | None = None
    fees: bool | None = None


def missing(contents: Contents) -> tuple[Part, ...]:
    """Return the parts that should be there and are not, in the order of the decree.

    Căn cứ: Nghị định 63/2010/NĐ-CP, Điều 8 khoản 2 (certainty: high).
    """
    there = {
        Part.NAME: bool(contents.name.strip()),
        Part.STEPS: bool(contents.steps.strip()),
        Part.WAYS: contents.ways > 0,
        Part.PAPERS: contents.papers > 0 or contents.no_papers_by_law,
        Part.LIMIT: contents.ways > 0 and contents.limits_missing == 0,
        Part.AUDIENCE: bool(contents.audience.strip()),
        Part.AGENCY: bool(contents.agency.strip()),
        Part.RESULT: contents.result is not False,
        Part.FORMS: contents.forms is not False,
        Part.CONDITIONS: contents.conditions is not False,
        Part.FEES: contents.fees is not False,
    }
    return tuple(part for part in Part if not there[part])


def complete_for_index(lacking: tuple[Part, ...]) -> bool:
    """Whether index 1.3 counts the record as complete: nothing of what is always required lacks.

    Căn cứ: Quyết định 766/QĐ-TTg năm 2022, chỉ số 1.3 (certainty: medium).
    """
    return not set(lacking) & set(ALWAYS)


def is_household_book(folded_name: str) -> bool:
    """Whether a paper is the household or temporary-residence book itself, and so is never asked for.

    ``folded_name`` is lower case without diacritics. A paper that names the book among others is
    not: only the book is struck from such a list, by whoever keeps the catalogue.

    Căn cứ: Luật Cư trú 68/2020/QH14, Điều 38; Nghị định 104/2022/NĐ-CP (certainty: high).
    """
    name = _BEGINNING.sub("", folded_name)
    return bool(_HOUSEHOLD_BOOK.match(name)) and not _OTHER_PAPER.search(name)


def mentions_household_book(folded_name: str) -> bool:
    """Whether a paper names the book at all, so that somebody should look at its wording.

    Căn cứ: Nghị định 104/2022/NĐ-CP (certainty: high).
    """
    return bool(_MENTION.search(folded_name))
