"""Whether the lines of the registers are as they were written."""

from collections.abc import Iterator, Sequence

from motcua.control import actions, reading
from motcua.control.models import Version


def broken() -> Iterator[str]:
    """Name every version that is not what was sealed, or that is missing, in a Vietnamese sentence."""
    entry, number, chain = 0, 0, ""
    versions = Version.objects.select_related("entry__agency", "paper__file")
    for version in versions.order_by("entry_id", "number").iterator():
        if version.entry_id != entry:
            entry, number, chain = version.entry_id, 0, ""
        number += 1
        there = (version.number, version.digest, version.chain)
        if there != (number, reading.digest(version.values), actions.chained(version, chain)):
            line = f"{version.entry.register}, {version.entry.agency.name}, dòng {version.entry.number}"
            yield f"Sổ {line}: lần ghi {version.number} không còn như khi ghi."
        number, chain = version.number, version.chain


def summary(found: Sequence[str]) -> str:
    """Tell in one Vietnamese line what was found; nothing while no line was ever written."""
    if not Version.objects.exists():
        return ""
    told = f"{len(found)} sai lệch" if found else "không có sai lệch"
    return f"Sổ kiểm soát: {told}."
