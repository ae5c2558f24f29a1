"""The outline of the narrative report: its sections, what each tells of, which forms stand behind it.

Căn cứ: Thông tư 01/2020/TT-VPCP, đề cương báo cáo (certainty: medium for the order of the sections).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from motcua.reporting.narrative.sentences import TELLERS

_ROMAN = frozenset("IVX.")
_SECTION_WORDS = frozenset({"key", "marker", "heading", "told", "forms", "written"})


class BadOutline(ValueError):
    """The file of the outline has a word nobody would read, or the same section twice."""


@dataclass(frozen=True)
class Section:
    """One section: what it is called, who tells it (none: people alone), whether people write in it."""

    key: str
    marker: str
    heading: str
    told: str = ""
    forms: tuple[str, ...] = ()
    written: bool = True

    @property
    def rank(self) -> int:
        """1 for "I.", 2 for "1."."""
        return 1 if set(self.marker) <= _ROMAN else 2


@dataclass(frozen=True)
class Outline:
    """What a narrative report begins with, and its sections in their order."""

    name: str
    basis: str
    certainty: str
    subject: str
    opening: str
    annexes: tuple[str, ...]
    sections: tuple[Section, ...]


@cache
def outline() -> Outline:
    """The outline in force."""
    path = resources.files(__package__) / "outline.yaml"
    return parse(yaml.safe_load(path.read_text(encoding="utf-8")))


def parse(told: Mapping[str, Any]) -> Outline:
    """Read an outline. Raise BadOutline."""
    sections = tuple(_section(one) for one in told["sections"])
    if len({one.key for one in sections}) != len(sections):
        raise BadOutline("sections")
    plain = {name: told[name] for name in ("name", "basis", "certainty", "subject", "opening")}
    return Outline(**plain, annexes=tuple(told["annexes"]), sections=sections)


def _section(told: Mapping[str, Any]) -> Section:
    strange = set(told) - _SECTION_WORDS
    if strange or told.get("told", "") not in {"", *TELLERS}:
        raise BadOutline(f"{told['key']}: {', '.join(sorted(strange)) or told['told']}")
    return Section(**{**told, "forms": tuple(told.get("forms", ()))})
