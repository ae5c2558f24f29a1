"""Every number opens: the dossiers that a cell of a statutory form counts."""

from dataclasses import dataclass

from motcua.dossiers import sums
from motcua.dossiers.sums import Question
from motcua.rules import forms
from motcua.rules.forms import CountingRule
from motcua.rules.movements import Flows


@dataclass(frozen=True)
class Counted:
    """A dossier a cell counts, and how often (a transfer out and in again counts minus and plus one)."""

    dossier_id: int
    times: int


def behind_cell(
    question: Question, column: str, rule: CountingRule, *, field_ids: frozenset[int] | None = None
) -> list[Counted]:
    """The dossiers that ``column`` ("c3" … "c13") counts for the question, in the order of their ids.

    ``times`` adds up to the figure in the cell.
    """
    by_dossier: dict[int, Flows] = {}
    counted_flows = sums.recount(question, by="dossier", parts=forms.NEEDED[column])
    for (_agency, _procedure, field_id, dossier_id), flows in counted_flows.items():
        if field_ids is None or field_id in field_ids:
            known = by_dossier.get(dossier_id)
            by_dossier[dossier_id] = flows if known is None else known + flows
    counted = []
    for dossier_id in sorted(by_dossier):
        times = forms.cell(by_dossier[dossier_id], rule, column)
        if times:
            counted.append(Counted(dossier_id, times))
    return counted
