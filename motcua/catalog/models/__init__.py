"""Procedures as immutable versions, and who is competent for them."""

from motcua.catalog.models.imports import (
    Absence,
    Conflict,
    ImportProblem,
    ImportRun,
    Shape,
    SourceRecord,
)
from motcua.catalog.models.listings import Listing
from motcua.catalog.models.offering_acts import OfferingAct, OfferingUndo
from motcua.catalog.models.offerings import Offering
from motcua.catalog.models.routes import Route, RouteState, RouteStep
from motcua.catalog.models.search import SearchEntry, SearchWord
from motcua.catalog.models.standing import (
    Handling,
    Linked,
    ListMembership,
    ProcedureList,
    Reach,
    ServiceLevelPeriod,
)
from motcua.catalog.models.versions import (
    LIMIT_MISSING,
    UNITS_WITHOUT_AMOUNT,
    Case,
    CaseChannel,
    CasePaper,
    Fee,
    FeeKind,
    Field,
    LegalBasis,
    LifeEvent,
    NotAskedPaper,
    Origin,
    Prescriber,
    Procedure,
    ProcedureState,
    ProcedureVersion,
    Result,
)

__all__ = [
    "LIMIT_MISSING",
    "UNITS_WITHOUT_AMOUNT",
    "Absence",
    "Case",
    "CaseChannel",
    "CasePaper",
    "Conflict",
    "Fee",
    "FeeKind",
    "Field",
    "Handling",
    "ImportProblem",
    "ImportRun",
    "LegalBasis",
    "LifeEvent",
    "Linked",
    "ListMembership",
    "Listing",
    "NotAskedPaper",
    "Offering",
    "OfferingAct",
    "OfferingUndo",
    "Origin",
    "Prescriber",
    "Procedure",
    "ProcedureList",
    "ProcedureState",
    "ProcedureVersion",
    "Reach",
    "Result",
    "Route",
    "RouteState",
    "RouteStep",
    "SearchEntry",
    "SearchWord",
    "ServiceLevelPeriod",
    "Shape",
    "SourceRecord",
]
