"""The closed vocabularies keep the values that stand in the books."""

import enum
import importlib
import pkgutil

import pytest

from motcua import rules
from motcua.rules import codes

VOCABULARIES = sorted(
    {
        value
        for module in pkgutil.iter_modules(rules.__path__, "motcua.rules.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, type) and issubclass(value, enum.StrEnum) and len(value)
    },
    key=lambda value: value.__name__,
)
NOTHING_YET = {"VOID", "NONE"}


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.__name__)
def test_a_code_is_kept_as_its_name_and_nothing_yet_as_nothing(vocabulary):
    for member in vocabulary:
        assert member.value == ("" if member.name in NOTHING_YET else member.name.lower())


def test_what_a_decision_says_is_how_its_dossier_ended():
    assert {outcome.value for outcome in codes.Outcome if outcome} < {
        ending.value for ending in codes.Ending
    }
