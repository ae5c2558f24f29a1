"""Results for other programs: one object per report, a list of them for several reports.

``identities`` are the relations that hold; the ones that do not are findings, and
``identities_checked`` counts both. A finding between reports names the other one in ``file``.
"""

import json
from collections.abc import Sequence

from motcua.checking.findings import Checked, Finding


def as_json(results: Sequence[Checked]) -> str:
    """Return the object of a single report, the list of objects of several."""
    objects = [as_object(checked) for checked in results]
    content = objects[0] if len(objects) == 1 else objects
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_object(checked: Checked) -> dict[str, object]:
    """Return one report's result with nothing but what JSON knows."""
    return {
        "file": checked.file,
        "findings": [_finding(one) for one in checked.findings],
        "identities_checked": len(checked.identities),
        "identities": [
            {"code": one.code.value, "statement": one.statement, "line": one.line}
            for one in checked.identities
            if one.holds
        ],
    }


def _finding(finding: Finding) -> dict[str, object]:
    told: dict[str, object] = {
        "code": finding.code.value,
        "severity": finding.severity.value,
        "message": finding.message,
        "quotes": list(finding.quotes),
        "line": finding.line,
        "printed": finding.printed,
        "computed": finding.computed,
        "repair": finding.repair,
    }
    return {**told, "file": finding.file} if finding.file else told
