"""Columns and constraints of the dossier, its sealed history and its sums."""

from motcua.dossiers.models.certified_copies import CertifiedCopy
from motcua.dossiers.models.concluding import Concluded, ConcludedKind, SourceWord
from motcua.dossiers.models.contacts import CallOutcome, ContactCall
from motcua.dossiers.models.courtesy import LateApology, OwnGround
from motcua.dossiers.models.delegations import Delegation, StandingIn
from motcua.dossiers.models.delivery import DeliveryState, Direction, Shipment, ShipmentStep
from motcua.dossiers.models.enclosures import Enclosure, PhonePass
from motcua.dossiers.models.filing import AuthorityKind, CoApplicant, Filing
from motcua.dossiers.models.following import (
    Consultation,
    Opinion,
    StepRecord,
    StepRecordKind,
)
from motcua.dossiers.models.history import Closing, DaySeal, DossierEvent, EventText
from motcua.dossiers.models.lane import LaneApproval, LaneEntry, LaneKind, LaneSitting
from motcua.dossiers.models.load import DeskLoad
from motcua.dossiers.models.results import (
    AskedSignature,
    AskedState,
    RegisterEntry,
    ResultState,
    ResultStep,
    ResultStepKind,
    ResultTemplate,
    ResultVersion,
    SigningBatch,
)
from motcua.dossiers.models.results_old import (
    OldBatchState,
    OldResult,
    OldResultBatch,
    OldResultState,
)
from motcua.dossiers.models.returning import ReturnProof, ReturnWay
from motcua.dossiers.models.row import (
    Dossier,
    DossierNumber,
    DossierPaper,
    DossierResult,
    LateEntry,
    LateEntryState,
    NumberBlock,
    NumberCounter,
    NumberKind,
    Participant,
    ParticipantRole,
)
from motcua.dossiers.models.tickets import Appointment, Ticket, TicketState
from motcua.dossiers.models.totals import OpenBalance, PeriodSum

__all__ = [
    "Appointment",
    "AskedSignature",
    "AskedState",
    "AuthorityKind",
    "CallOutcome",
    "CertifiedCopy",
    "Closing",
    "CoApplicant",
    "Concluded",
    "ConcludedKind",
    "Consultation",
    "ContactCall",
    "DaySeal",
    "Delegation",
    "DeliveryState",
    "DeskLoad",
    "Direction",
    "Dossier",
    "DossierEvent",
    "DossierNumber",
    "DossierPaper",
    "DossierResult",
    "Enclosure",
    "EventText",
    "Filing",
    "LaneApproval",
    "LaneEntry",
    "LaneKind",
    "LaneSitting",
    "LateApology",
    "LateEntry",
    "LateEntryState",
    "NumberBlock",
    "NumberCounter",
    "NumberKind",
    "OldBatchState",
    "OldResult",
    "OldResultBatch",
    "OldResultState",
    "OpenBalance",
    "Opinion",
    "OwnGround",
    "Participant",
    "ParticipantRole",
    "PeriodSum",
    "PhonePass",
    "RegisterEntry",
    "ResultState",
    "ResultStep",
    "ResultStepKind",
    "ResultTemplate",
    "ResultVersion",
    "ReturnProof",
    "ReturnWay",
    "Shipment",
    "ShipmentStep",
    "SigningBatch",
    "SourceWord",
    "StandingIn",
    "StepRecord",
    "StepRecordKind",
    "Ticket",
    "TicketState",
]
