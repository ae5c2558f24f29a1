"""What one deed on a dossier is: its form, the action, and what follows from it in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from motcua.dossiers.actions import By
from motcua.web.workspace import paper_forms

Do = Callable[[int, By, Any], object]


@dataclass(frozen=True)
class Deed:
    """One thing to do."""

    words: Promise | str
    form: type[paper_forms.DossierForm]
    do: Do
    follows: Promise | str = ""
    grave: bool = False
