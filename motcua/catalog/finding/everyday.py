"""Everyday words and the catalogue's own, read from ``everyday.yaml`` beside this module.

Phrases are compared without diacritics and with i for y; where a word is none of the catalogue's,
also by sound (``fuzzy.sound``): one spelling of each is enough, a common slip does not hide it, and
two real words that sound alike are not mixed up.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from motcua.base import fuzzy

_FILE = Path(__file__).parent / "everyday.yaml"

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Everyday:
    """Everything the file says, keyed by spelling and by sound.

    ``meanings`` gives the phrases a spoken phrase stands for, the likeliest first; a filler stands
    for none. ``faint`` words tell for whom, not what. ``special`` and ``later`` mark names that
    come after plain ones.
    """

    meanings: Mapping[Phrase, tuple[str, ...]]
    by_sound: Mapping[Phrase, tuple[str, ...]]
    faint: frozenset[Phrase]
    special: tuple[Phrase, ...]
    later: tuple[Phrase, ...]
    longest: int

    def understood(
        self, words: Sequence[str], place: int, known: Container[str]
    ) -> tuple[int, tuple[str, ...] | None]:
        """The longest phrase that begins at ``place``: how many words, and what it stands for.

        One word and None when no phrase begins there; nothing at all is what a filler stands for.
        """
        for length in range(min(self.longest, len(words) - place), 0, -1):
            here = words[place : place + length]
            meant = self.meanings.get(_spelled(here))
            if meant is None and any(word not in known for word in here):
                meant = self.by_sound.get(_sounding(here))
            if meant is not None or tuple(here) in self.faint:
                return length, meant
        return 1, None


@lru_cache(maxsize=1)
def shipped() -> Everyday:
    """What the product comes with, read once."""
    with _FILE.open(encoding="utf-8") as file:
        told = yaml.safe_load(file)
    stands_for: dict[Phrase, tuple[str, ...]] = dict.fromkeys(_phrases(told["fillers"]), ())
    for line in told["meanings"]:
        stands_for.update(dict.fromkeys(_phrases(line["say"]), tuple(line["mean"])))
    return Everyday(
        meanings={_spelled(phrase): meant for phrase, meant in stands_for.items()},
        by_sound={_sounding(phrase): meant for phrase, meant in stands_for.items()},
        faint=frozenset(_phrases(told["faint"])),
        special=_phrases(told["special"]),
        later=_phrases(told["later"]),
        longest=max(map(len, [*stands_for, *_phrases(told["faint"])])),
    )


def _spelled(phrase: Sequence[str]) -> Phrase:
    return tuple(word.replace("y", "i") for word in phrase)


def _sounding(phrase: Sequence[str]) -> Phrase:
    return tuple(map(fuzzy.sound, phrase))


def _phrases(said: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(tuple(fuzzy.words(str(phrase))) for phrase in said)
