"""The list of papers: names, counts and form files out of run-together text; groups and cases."""

import re
from dataclasses import dataclass

from motcua.catalog.national.told import Doubt, GroupTold, PaperTold
from motcua.catalog.national.words import clean, fold
from motcua.rules import completeness

#: The name of the only case of a list that names none.
ONLY_CASE = "Hồ sơ đề nghị giải quyết"
_HEADER = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
_CELL = re.compile(
    r"(?P<both>\d+) bản chính(?:, ?(?P<also>\d+) bản sao)?|(?P<copies>\d+) bản sao", re.IGNORECASE
)
#: What cannot follow the cell of a count: there the sentence goes on.
_GOES_ON = re.compile(r"[\s;.,:)/!?”]|[1-9]?\d bản (?:chính|sao)")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|odt|zip|rar|jpe?g|png)$", re.IGNORECASE)
#: Vietnamese letters stand in Unicode small and capital by turns: no range tells them apart.
_LETTERS = [chr(code) for code in range(0xC0, 0x1EFA) if chr(code).isalpha()]
_SMALL = "".join(["a-z", *filter(str.islower, _LETTERS)])
_CAPITAL = "".join(["A-Z", *filter(str.isupper, _LETTERS)])
_SEAM = re.compile(rf"(?<=[{_SMALL}0-9).;:”\"])(?=[{_CAPITAL}0-9_])(?<![\d.][.,])(?<!\d)")
#: How names of form files begin, rather than one of the words further on in them.
_FORM_BEGINS = re.compile(
    r"(?:mẫu|mau|phụ lục|phu luc|phuluc|tờ khai|to khai|đơn|don)(?:[\s_\d]|[IVX]+\b)", re.IGNORECASE
)
_LONGEST_FORM = 180
_NOTES = ("luu y", "ghi chu", "so luong ho so", "so luong:", "* so luong", "chu y")
_GROUPS = re.compile(
    r"^(?:cac )?(?:giay to (?:phai|can|kem|chung minh|xuat trinh|khac)|thanh phan|ho so gom|"
    r"ho so bao gom|bao gom|ho so khac|luu y|so luong|phieu|trong phieu|xuat trinh|"
    r"truong hop uy quyen|nguoi uy quyen|tai lieu kem|giay to sau|loai giay to)"
)
_OPTIONAL_GROUP = re.compile(
    r"^(?:truong hop uy quyen|nguoi uy quyen|ho so khac|(?:cac )?giay to (?:chung minh|khac))"
)
_SHOWN_GROUP = re.compile(r"xuat trinh")
_MARKS = re.compile(r"^(?:[\W_]+|\d+(?:\.\d+)*[.)]|[a-z]\))+\s*")
#: Bullets before the name of a case.
_MARKS_BEFORE = re.compile(r"^[\s*+•\-–]+")
_CONDITIONAL = re.compile(
    r"^(?:truong hop|doi voi|neu |giay to khac|tai lieu khac|cac tai lieu khac)"
)


@dataclass(frozen=True)
class PaperOfCase:
    """A paper as a case asks for it."""

    paper: PaperTold
    group: str
    required: bool


@dataclass(frozen=True)
class CaseOf:
    """A case: its papers, its notes, and what the source lists and the law forbids to ask for."""

    name: str
    note: str
    papers: tuple[PaperOfCase, ...]
    not_asked: tuple[str, ...]


def from_text(said: str, doubts: list[Doubt]) -> tuple[GroupTold, ...]:
    """Split the run-together list of the website into groups of papers."""
    parts = clean(said).split(_HEADER)
    if len(parts) == 1:
        rest = parts[0].strip("- ")
        if rest:
            doubts.append(Doubt("papers_not_understood", _lost(rest)))
        return ()
    groups, heading = [], parts[0]
    for place, part in enumerate(parts[1:], start=2):
        papers, rest = _rows(part, doubts)
        groups.append(GroupTold(heading.strip("- \n"), tuple(papers)))
        heading = rest
        if place == len(parts) and rest.strip("- \n"):
            doubts.append(Doubt("papers_not_understood", _lost(rest)))
    return tuple(group for group in groups if group.papers or group.heading)


def with_form(name: str) -> tuple[str, str]:
    """Cut the name of a form file off the end of a paper's name."""
    if not _FILE.search(name):
        return name, ""
    seams = [seam.start() for seam in _SEAM.finditer(name) if seam.start()]
    near = [place for place in seams if len(name) - place <= _LONGEST_FORM]
    if not near:
        return name, ""
    place = next((one for one in near[::-1] if _FORM_BEGINS.match(name, one)), near[-1])
    return name[:place].strip(), name[place:].strip()


def count(digits: str, name: str, doubts: list[Doubt]) -> tuple[int, str]:
    """A count that may be glued to a number at the end of the name: the count, and the name's digits."""
    if len(digits) == 1:
        return int(digits), ""
    head = digits[:-1]
    if not (digits.startswith("0") or _YEAR.search(head) or name.endswith(("/", ".", "-"))):
        sentence = (
            f"Giấy tờ “{name[:80]}”: số bản “{digits}” dính với chữ đứng trước; lấy {digits[-1]}."
        )
        doubts.append(Doubt("paper_count_glued", sentence))
    return int(digits[-1]), head


def cases(groups: tuple[GroupTold, ...], doubts: list[Doubt]) -> tuple[CaseOf, ...]:
    """Make cases of the groups: a named one is a case, but parts of every list belong to each case."""
    shared = [group for group in groups if not _is_case(group.heading)]
    named = [group for group in groups if _is_case(group.heading)]
    if not named:
        return (_case(ONLY_CASE, shared, doubts),)
    return tuple(
        _case(group.heading, [group, *shared], doubts, _MARKS_BEFORE.sub("", group.heading))
        for group in named
    )


def _rows(part: str, doubts: list[Doubt]) -> tuple[list[PaperTold], str]:
    papers, begun = [], 0
    for cell in _CELL.finditer(part):
        after = part[cell.end() :]
        if after and _GOES_ON.match(after):
            continue
        name = part[begun : cell.start()]
        begun = cell.end()
        digits = cell["both"] or cell["copies"]
        number, head = count(digits, name, doubts)
        full, form = with_form((name + head).strip())
        if cell["copies"]:
            papers.append(PaperTold(full, 0, number, form))
        else:
            papers.append(PaperTold(full, number, int((cell["also"] or "0")[-2:]), form))
    return [paper for paper in papers if paper.name or paper.form], part[begun:]


def _lost(rest: str) -> str:
    return f"Thành phần hồ sơ có đoạn không tách được: “{rest.strip()[:120]}”."


def _bare(name: str) -> str:
    return _MARKS.sub("", fold(name))


def _is_case(heading: str) -> bool:
    bare = _bare(heading)
    return bool(bare) and not _GROUPS.match(bare)


def _case(
    heading_of_case: str, groups: list[GroupTold], doubts: list[Doubt], name: str = ""
) -> CaseOf:
    notes: list[str] = []
    papers: list[PaperOfCase] = []
    not_asked: list[str] = []
    for group in groups:
        heading = "" if group.heading == heading_of_case else group.heading
        for paper in group.papers:
            folded = fold(paper.name)
            if _bare(heading).startswith("luu y") or _MARKS.sub("", folded).startswith(_NOTES):
                notes.append(paper.name)
            elif completeness.is_household_book(folded):
                not_asked.append(paper.name)
                doubts.append(Doubt("household_book", _book(paper.name)))
            else:
                papers.append(_asked(paper, heading, folded, doubts))
    return CaseOf(name or heading_of_case, "\n".join(notes), tuple(papers), tuple(not_asked))


def _asked(paper: PaperTold, heading: str, folded: str, doubts: list[Doubt]) -> PaperOfCase:
    if completeness.mentions_household_book(folded):
        sentence = (
            f"Giấy tờ “{paper.name[:120]}” có nhắc sổ hộ khẩu, sổ tạm trú: cần xem lại cách ghi."
        )
        doubts.append(Doubt("household_book_mentioned", sentence))
    group = _bare(heading)
    optional = (
        "neu co" in folded
        or bool(_CONDITIONAL.match(_MARKS.sub("", folded)))
        or bool(_OPTIONAL_GROUP.match(group))
    )
    return PaperOfCase(paper, heading, required=not optional)


def _book(name: str) -> str:
    return f"Giấy tờ “{name[:120]}” không được yêu cầu ({completeness.HOUSEHOLD_BOOK_GROUND}); không đưa vào thành phần hồ sơ."
