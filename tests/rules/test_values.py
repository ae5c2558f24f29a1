"""Values of the rules are facts: nobody changes one after it was made."""

import dataclasses
import importlib
import pkgutil

import pytest

from motcua import rules

VALUES = sorted(
    {
        value
        for module in pkgutil.iter_modules(rules.__path__, "motcua.rules.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, type) and dataclasses.is_dataclass(value)
    },
    key=lambda value: value.__name__,
)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.__name__)
def test_every_value_is_frozen(value):
    assert value.__dataclass_params__.frozen
