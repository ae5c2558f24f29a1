"""Fills sentences with figures and remembers what a careful reader can hold them to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from tests.checking.generator import pages
from tests.checking.generator.facts import Facts, Value

_SLOT = re.compile(r"\{([a-z_0-9.]+)\}")
_CLAIM = re.compile(r"\s*(<=|=|\+|/)\s*")


@dataclass(frozen=True)
class Mention:
    """A figure printed: its full name, and the words it was printed in."""

    name: str
    text: str


@dataclass(frozen=True)
class Claim:
    """A relation between mentions: ``sum`` and ``balance`` whole first, ``share`` rate, part, whole.

    ``atmost`` is part, whole; ``same`` two mentions of one figure; ``window`` label, from, to;
    ``points`` a score and its maximum; ``total`` a sum of scores; ``row`` the cells of a form.
    """

    kind: str
    mentions: tuple[int, ...]


@dataclass
class Writer:
    """Composes one report. ``changes`` replace the words of a mention: the planted slip."""

    facts: Facts
    rng: Random
    changes: Mapping[int, str] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    blocks: list[pages.Block] = field(default_factory=list)
    padded: bool = True
    bare_zeros: bool = True

    def __post_init__(self) -> None:
        self.padded = self.rng.random() < 0.6
        self.bare_zeros = self.rng.random() < 0.5

    # -- blocks

    def head(self, level: int, text: str) -> None:
        self.blocks.append(pages.Heading(level, text))

    def text(self, text: str, depth: int = 0) -> None:
        self.blocks.append(pages.Text(text, depth))

    def note(self, text: str) -> None:
        self.blocks.append(pages.Text(text, note=True))

    # -- sentences

    def pick(self, *choices: str) -> str:
        return self.rng.choice(choices)

    def fill(self, template: str, *claims: str, scope: str = "") -> str:
        """Fill ``{figure}`` slots; each claim is like ``a = b + c``, ``r = a / b``, ``a <= b``."""

        def value(slot: re.Match[str]) -> str:
            name = slot[1] if "." in slot[1] else f"{scope}.{slot[1]}"
            return self.say(name)

        text = _SLOT.sub(value, template)
        for claim in claims:
            self.claim(claim, scope)
        return text

    def say(self, name: str) -> str:
        """Print a figure once more."""
        return self.print(name, written(self, name, self.facts.values[name]))

    def print(self, name: str, text: str) -> str:
        """Print words under a name, as a mention that can be changed."""
        number = len(self.mentions)
        text = self.changes.get(number, text)
        earlier = self.last(name)
        self.mentions.append(Mention(name, text))
        if earlier is not None and "." in name:
            self.claims.append(Claim("same", (number, earlier)))
        return pages.mark(number) + text

    def last(self, name: str) -> int | None:
        """The latest mention of a figure."""
        found = [at for at, mention in enumerate(self.mentions) if mention.name == name]
        return found[-1] if found else None

    def claim(self, text: str, scope: str = "") -> None:
        """Remember what the sentence just written claims."""
        words = _CLAIM.split(text)
        names = [word if "." in word else f"{scope}.{word}" for word in words[::2]]
        kind = {"<=": "atmost", "/": "share"}.get(words[-2], "sum")
        self.claim_of(kind, *names)

    def balance(self, scope: str) -> None:
        """Remember that received equals settled and pending."""
        self.claim_of("balance", f"{scope}.received", f"{scope}.settled", f"{scope}.pending")

    def claim_of(self, kind: str, *names: str) -> None:
        found = [self.last(name) for name in names]
        known = tuple(at for at in found if at is not None)
        if len(known) == len(names):
            self.claims.append(Claim(kind, known))


def written(writer: Writer, name: str, value: Value) -> str:
    """A figure as this report's author writes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return decimal(value, bare=writer.bare_zeros)
    if writer.padded and value < 10 and not name.startswith(("r", "sum.")):
        return f"{value:02d}"
    return grouped(value)


def grouped(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def decimal(value: Decimal, *, bare: bool = False) -> str:
    text = f"{value:f}"
    if "." in text and (bare or value == value.to_integral()):
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def day(writer: Writer, when: date) -> str:
    """A day as 15/3/2024 or 15/03/2024; the report's author keeps to one of them."""
    return (
        f"{when.day:02d}/{when.month:02d}/{when.year}"
        if writer.padded
        else (f"{when.day}/{when.month}/{when.year}")
    )
