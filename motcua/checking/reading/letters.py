"""Letters as they should be: composed, without invisible ones, without markup."""

import html
import re
import unicodedata

_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F, *range(0x202A, 0x202F)], None
)
#: Blanks that are no line ends; between digits they may group thousands and are kept.
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_HARD = frozenset("\u00a0\u202f")
_GROUPING = re.compile(r"(?<=\d)[\u00a0\u202f](?=\d{3}(?!\d))")
_KEPT = "\ue000"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")

_POWER = re.compile(r"(?<=m)<sup>\s*([23])\s*</sup>", re.IGNORECASE)
_NOTE_TAG = re.compile(r"\s*<sup>\s*(?:\[?\d{1,3}\]?|\*+)\s*</sup>", re.IGNORECASE)
_RAISED = frozenset("¹²³⁴⁵⁶⁷⁸⁹⁰")
_NOTE_DIGITS = re.compile(r"(?<![mM])(?<=\S)[¹²³⁴⁵⁶⁷⁸⁹⁰]+|(?<=[mM])[¹⁴⁵⁶⁷⁸⁹⁰]+")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|span|p|center|font|div|small)\b[^<>]*>", re.IGNORECASE
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]+)\)")
_AUTO_LINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_STRONG = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>%&$])")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|nbsp|amp|lt|gt|quot|ndash|mdash);", re.IGNORECASE)


def composed(text: str) -> str:
    """Return the text in NFC without letters nobody can see."""
    return _CONTROL.sub("", unicodedata.normalize("NFC", text.translate(_INVISIBLE)))


def plain(text: str) -> str:
    """Return one line without markup and footnote marks, its blanks single."""
    if "<" in text:
        text = _POWER.sub(r"\1", text)
        text = _NOTE_TAG.sub("", text)
        text = _AUTO_LINK.sub(r"\1", _TAG.sub("", _BREAK.sub(" ", text)))
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub("", _STRONG.sub("", text))
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if not _RAISED.isdisjoint(text):
        text = _NOTE_DIGITS.sub("", text)
    return single_blanks(text)


def single_blanks(text: str) -> str:
    """Return the text with single blanks, keeping a hard one that groups thousands."""
    kept = _GROUPING.sub(_KEPT, text) if not _HARD.isdisjoint(text) else text
    return _BLANKS.sub(" ", kept).strip().replace(_KEPT, "\u00a0")
