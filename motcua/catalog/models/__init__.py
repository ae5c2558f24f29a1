"""Procedures as immutable versions, and who is competent for them."""

from motcua.catalog.models.listings import Listing
from motcua.catalog.models.offering_acts import OfferingAct, OfferingUndo
from motcua.catalog.models.offerings import Offering
from motcua.catalog.models.versions import (
    UNITS_WITHOUT_AMOUNT,
    Case,
    CaseChannel,
    CasePaper,
    Fee,
    FeeKind,
    Field,
    LegalBasis,
    LifeEvent,
    Procedure,
    ProcedureState,
    ProcedureVersion,
    Result,
)

__all__ = [
    "UNITS_WITHOUT_AMOUNT",
    "Case",
    "CaseChannel",
    "CasePaper",
    "Fee",
    "FeeKind",
    "Field",
    "LegalBasis",
    "LifeEvent",
    "Listing",
    "Offering",
    "OfferingAct",
    "OfferingUndo",
    "Procedure",
    "ProcedureState",
    "ProcedureVersion",
    "Result",
]
