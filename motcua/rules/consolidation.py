"""What of a form is added up from units, and where two figures that should agree do not. Pure.

Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.05b-II.08b (certainty: high that counts of dossiers and of
petitions add up; medium that a procedure several units settle is one procedure; medium that column 6
of a period is column 11 of the period before).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from motcua.rules import filling
from motcua.rules.definitions import Cell, Definition, Kind, Rows, Source
from motcua.rules.filling import Value, Values

#: What is counted in this unit is one thing wherever it is counted: twenty communes with the same
#: procedure have one procedure.
_SHARED_UNIT = "Thủ tục"
_COUNTED = frozenset({Kind.COUNT, Kind.AMOUNT})
_SINGLE = frozenset({Kind.PERCENT, Kind.CHOICE})


@dataclass(frozen=True)
class Difference:
    """Two figures that should be equal: a key that stays, both figures, and the sentence that names them."""

    key: str
    sentence: str


def added_cells(definition: Definition, *, varied: bool) -> frozenset[str]:
    """Return the codes of the cells of the whole that are the sums of the cells of its units.

    ``varied``: units file a variant of their own. Where they do not, the books count the whole at once.
    In a list every typed cell comes from the rows of units.

    Căn cứ: Thông tư 01/2020/TT-VPCP (certainty: medium that procedures are not added).
    """
    return frozenset(
        cell.code for cell in definition.cells if _is_added(definition, cell, varied=varied)
    )


def _is_added(definition: Definition, cell: Cell, *, varied: bool) -> bool:
    if cell.source is Source.LEDGER:
        return varied
    if not cell.typed and not (varied and cell.source is Source.REGISTER):
        return False
    if definition.rows is not Rows.ONE:
        return True
    return cell.kind in _COUNTED and cell.unit != _SHARED_UNIT


def locked(definition: Definition, codes: frozenset[str]) -> Definition:
    """Return the form as the whole has it: what comes from units, nobody types.

    Căn cứ: Thông tư 01/2020/TT-VPCP (certainty: medium).
    """
    cells = tuple(
        replace(cell, source=Source.UNITS, measure="") if cell.code in codes else cell
        for cell in definition.cells
    )
    return replace(definition, cells=cells)


def added_up(codes: Iterable[str], parts: Sequence[Values]) -> dict[str, Value]:
    """Add cells of units up; of what a unit does not say, nothing is known.

    Căn cứ: Thông tư 01/2020/TT-VPCP (certainty: high).
    """
    return {code: filling.added(part.get(code) for part in parts) for code in codes}


def merged(definition: Definition, rows: Sequence[tuple[str, Values]]) -> list[tuple[str, Values]]:
    """Make one row of rows with the same name: counts added, different words side by side.

    Rows with a typed rate or choice stay as they are: those neither add up nor stand side by side.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.05b, II.06b (certainty: high).
    """
    if any(cell.kind in _SINGLE and not cell.parts for cell in definition.cells):
        return list(rows)
    found: dict[str, tuple[str, list[Values]]] = {}
    for name, values in rows:
        found.setdefault(name.casefold(), (name, []))[1].append(values)
    return [(name, _one(definition, same)) for name, same in found.values()]


def _one(definition: Definition, same: Sequence[Values]) -> Values:
    if len(same) == 1:
        return same[0]
    given: dict[str, Value] = {}
    for cell in definition.cells:
        told = [values.get(cell.code) for values in same]
        if cell.kind in _COUNTED:
            given[cell.code] = filling.added(told)
        else:
            words = dict.fromkeys(filling.shown(one) for one in told if one is not None)
            given[cell.code] = "; ".join(words) or None
    return filling.complete(definition, given)


def carried(definition: Definition, now: Values, before: Values | None) -> list[Difference]:
    """Return the cells that do not begin with what the period before ended with.

    ``before``: the same form of the period before as it was filed, None where it was not.

    Căn cứ: Thông tư 01/2020/TT-VPCP, biểu II.05, II.06 (certainty: medium).
    """
    found = []
    for one in definition.carries if before is not None else ():
        ours, theirs = now.get(one.cell), (before or {}).get(one.before)
        if ours is not None and theirs is not None and ours != theirs:
            sentence = (
                f"Cột {one.cell} (từ kỳ trước) là {filling.shown(ours)}, khác cột {one.before} của kỳ "
                f"trước đã nộp là {filling.shown(theirs)}"
            )
            found.append(Difference(f"carry:{one.cell}", sentence))
    return found


def unlike_books(definition: Definition, filed: Values, books: Values) -> list[Difference]:
    """Return the cells of the whole that are not what the books of the system say of it.

    Căn cứ: Nghị định 61/2018/NĐ-CP; Nghị định 118/2025/NĐ-CP (certainty: medium that reports are made
    from the system's figures).
    """
    found = []
    for cell in definition.cells:
        ours, theirs = filed.get(cell.code), books.get(cell.code)
        if cell.source is Source.LEDGER and ours is not None and ours != theirs:
            sentence = (
                f"{cell.code}. {cell.label}: các đơn vị nộp {filling.shown(ours)}, sổ hồ sơ hiện có "
                f"{filling.shown(theirs)}"
            )
            found.append(Difference(f"books:{cell.code}", sentence))
    return found


def changed(definition: Definition, now: Values, before: Values) -> list[str]:
    """Say what a form says otherwise than when it was filed the time before: "11: 3 thay cho 4".

    Căn cứ: Thông tư 01/2020/TT-VPCP (certainty: low; a convenience for who reads a corrected report).
    """
    return [
        f"{cell.code}: {filling.shown(now.get(cell.code)) or '–'} "
        f"thay cho {filling.shown(before.get(cell.code)) or '–'}"
        for cell in definition.cells
        if now.get(cell.code) != before.get(cell.code)
    ]


def unexplained(differences: Iterable[Difference], told: Mapping[str, str]) -> list[Difference]:
    """Return the differences nobody has explained with these very figures.

    ``told`` holds, by key, the sentence that was explained: other figures ask for another explanation.

    Căn cứ: Thông tư 01/2020/TT-VPCP (certainty: low; the level above asks for it in practice).
    """
    return [one for one in differences if told.get(one.key) != one.sentence]
