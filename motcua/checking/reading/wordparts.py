"""The grammar of DOCX: runs, styles, automatic numbering."""

import re
from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {FALLBACK, W + "txbxContent", W + "del", W + "moveFrom", W + "pPr", W + "rPr"}
_LEVEL = re.compile(r"%(\d)")
_HEADING = re.compile(r"(?:heading|tiêu đề|đề mục)\s*(\d)", re.IGNORECASE)
_OFF = {"0", "false", "off", "none"}
_DEPTH = 9
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def number(element: etree._Element, path: str) -> int:
    """Return the number a property is set to, 0 where it is not."""
    found = element.find(path, NS)
    value = found.get(W + "val") if found is not None else None
    return int(value) if value and value.isdigit() else 0


def continues_above(cell: etree._Element) -> bool:
    """Tell whether the cell is the lower part of one merged with the cell above."""
    merge = cell.find("w:tcPr/w:vMerge", NS)
    return merge is not None and merge.get(W + "val", "continue") == "continue"


def cell_text(cell: etree._Element) -> str:
    """Return the words of a cell on one line, tables inside it included."""
    lines = [line.strip() for p in cell.iter(W + "p") for line in lines_of(p)]
    return " ".join(line for line in lines if line)


def lines_of(paragraph: etree._Element) -> list[str]:
    """Return the lines of a paragraph, cut where its author pressed Shift+Enter."""
    return "".join(_letters(paragraph)).split("\n")


def _letters(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == W + "r":
            yield _run(child)
        elif isinstance(child.tag, str):
            yield from _letters(child)


def _run(run: etree._Element) -> str:
    letters = []
    for child in run:
        if child.tag == W + "t":
            letters.append(child.text or "")
        elif child.tag == W + "tab":
            letters.append(" ")
        elif child.tag in {W + "br", W + "cr"}:
            letters.append("\n")
        elif child.tag == W + "noBreakHyphen":
            letters.append("-")
        elif child.tag not in _SKIPPED and len(child):
            letters.extend(_letters(child))
    text = "".join(letters)
    align = run.find("w:rPr/w:vertAlign", NS)
    raised = align is not None and align.get(W + "val") == "superscript"
    return f"<sup>{text.strip()}</sup>" if raised and text.strip().isdigit() else text


def notes_called(paragraph: etree._Element) -> list[str]:
    """Return the footnotes a paragraph calls, by their inner numbers."""
    called = paragraph.iterfind(".//w:footnoteReference", NS)
    return [note for mark in called if (note := mark.get(W + "id"))]


def is_bold(paragraph: etree._Element) -> bool:
    """Tell whether every word of the paragraph is set in bold."""
    runs = [run for run in paragraph.iterfind("w:r", NS) if _run(run).strip()]
    return bool(runs) and all(_is_on(run.find("w:rPr/w:b", NS)) for run in runs)


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(W + "val", "1") not in _OFF


class Styles:
    """The styles of a document, as far as they say what a paragraph is."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iterfind("w:style", NS) if root is not None else ()
        self._styles = {style.get(W + "styleId"): style for style in found}

    def chain(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        """Give the style of a paragraph and those it is based on."""
        named = paragraph.find("w:pPr/w:pStyle", NS)
        for _ in range(_DEPTH):
            style = self._styles.get(named.get(W + "val")) if named is not None else None
            if style is None:
                return
            yield style
            named = style.find("w:basedOn", NS)

    def heading_rank(self, paragraph: etree._Element) -> int:
        """Return the rank of a heading from 1, 0 where the paragraph is none."""
        for style in self.chain(paragraph):
            name = style.find("w:name", NS)
            match = _HEADING.search(name.get(W + "val", "")) if name is not None else None
            if match:
                return int(match[1])
            if (outline := style.find("w:pPr/w:outlineLvl", NS)) is not None:
                level = outline.get(W + "val", "")
                return int(level) + 1 if level in "012345678" and level else 0
        return 0


class Numbering:
    """Counts the automatic numbers of a document, paragraph by paragraph."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        self._abstract: dict[str, str] = {}
        if root is None:
            return
        for abstract in root.iterfind("w:abstractNum", NS):
            levels = {_level_of(level): level for level in abstract.iterfind("w:lvl", NS)}
            self._levels[abstract.get(W + "abstractNumId", "")] = levels
        for num in root.iterfind("w:num", NS):
            link = num.find("w:abstractNumId", NS)
            if link is not None:
                self._abstract[num.get(W + "numId", "")] = link.get(W + "val", "")

    def marker(self, paragraph: etree._Element) -> str:
        """Return the number or bullet printed before a paragraph, empty where there is none."""
        num, depth = self._place(paragraph)
        levels = self._levels.get(self._abstract.get(num, ""), {})
        if not num or depth not in levels:
            return ""
        counters = self._counters[self._abstract[num]]
        start = number(levels[depth], "w:start")
        counters[depth] = counters.get(depth, start - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        return _printed(levels, depth, counters)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        sources = [paragraph, *self._styles.chain(paragraph)]
        for source in sources:
            link = source.find("w:pPr/w:numPr/w:numId", NS)
            if link is not None:
                value = link.get(W + "val", "")
                return ("" if value == "0" else value), number(source, "w:pPr/w:numPr/w:ilvl")
        return "", 0


def _level_of(level: etree._Element) -> int:
    value = level.get(W + "ilvl", "0")
    return int(value) if value.isdigit() else 0


def _format(level: etree._Element) -> str:
    found = level.find("w:numFmt", NS)
    return str(found.get(W + "val", "decimal")) if found is not None else "decimal"


def _printed(levels: dict[int, etree._Element], depth: int, counters: dict[int, int]) -> str:
    text = levels[depth].find("w:lvlText", NS)
    pattern = text.get(W + "val", "") if text is not None else ""
    if _format(levels[depth]) == "bullet":
        return pattern if pattern in {"-", "–", "+", "*"} else "•"
    if _format(levels[depth]) == "none":
        return ""

    def counted(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        value = counters.get(at, number(levels[at], "w:start") if at in levels else 1)
        return _number_in(_format(levels[at]) if at in levels else "decimal", value)

    return _LEVEL.sub(counted, pattern)


def _number_in(style: str, value: int) -> str:
    if style in {"lowerLetter", "upperLetter"}:
        letter = _LETTERS[(value - 1) % len(_LETTERS)]
        return letter.upper() if style == "upperLetter" else letter
    if style in {"lowerRoman", "upperRoman"}:
        roman = _roman(value)
        return roman.upper() if style == "upperRoman" else roman
    return f"{value:02d}" if style == "decimalZero" else str(value)


def _roman(value: int) -> str:
    letters = ""
    for worth, letter in _ROMAN:
        while value >= worth:
            letters, value = letters + letter, value - worth
    return letters
