"""Putting procedures under the moments of life in which people meet them."""

from pathlib import Path

import yaml
from django.db import transaction

from motcua.catalog import finding
from motcua.catalog.models import LifeEvent, Procedure

_FILE = Path(finding.__file__).parent / "life_events.yaml"


@transaction.atomic
def gather() -> int:
    """Put national procedures that have no moment of life yet under theirs; return how many links were made."""
    with _FILE.open(encoding="utf-8") as file:
        codes: dict[str, list[str]] = yaml.safe_load(file)
    moments = {row.code: row for row in LifeEvent.objects.filter(code__in=codes)}
    without = {
        row.code: row
        for row in Procedure.objects.filter(
            code__in=sorted(set().union(*codes.values())), life_events__isnull=True
        )
    }
    link = Procedure.life_events.through
    made = link.objects.bulk_create(
        [
            link(procedure=without[code], lifeevent=moment)
            for name, moment in sorted(moments.items())
            for code in codes[name]
            if code in without
        ],
        ignore_conflicts=True,
    )
    return len(made)
