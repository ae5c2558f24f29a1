"""The legal acts, one function each. Every change of a dossier's history comes through here."""

from motcua.dossiers.actions.amending import correct, receive_again, reverse, take_back
from motcua.dossiers.actions.consulting import answer, consult
from motcua.dossiers.actions.contents import PaperIn, Someone
from motcua.dossiers.actions.core import By
from motcua.dossiers.actions.courtesy import add_ground, end_ground, sign_apology
from motcua.dossiers.actions.ending import (
    Result,
    confirm_late_entry,
    contest_late_entry,
    decide,
    return_result,
    return_with_result,
    stop,
    withdraw,
)
from motcua.dossiers.actions.following import (
    Finish,
    Outside,
    Signed,
    finish_step,
    move_step,
    send_back,
)
from motcua.dossiers.actions.handling import (
    accept_hand_over,
    apologise,
    assign,
    decline_hand_over,
    hand_over,
    pause,
    request_supplement,
    reset_due,
    resume,
    supplement,
    transfer,
)
from motcua.dossiers.actions.intake import (
    Application,
    accept,
    carry_in,
    receive,
    refuse,
    resubmit,
    return_to_filer,
    send_home,
    submit,
)
from motcua.dossiers.actions.moving import left_behind, move_officer
from motcua.dossiers.actions.numbering import reserve
from motcua.dossiers.actions.paying import confirm_payment, request_payment
from motcua.dossiers.actions.periods import close_period, closed_through, seal_past_days
from motcua.dossiers.ledger import ClockSetBack, FutureMoment, ProcedureChangedWhilePending

__all__ = [
    "Application",
    "By",
    "ClockSetBack",
    "Finish",
    "FutureMoment",
    "Outside",
    "PaperIn",
    "ProcedureChangedWhilePending",
    "Result",
    "Signed",
    "Someone",
    "accept",
    "accept_hand_over",
    "add_ground",
    "answer",
    "apologise",
    "assign",
    "carry_in",
    "close_period",
    "closed_through",
    "confirm_late_entry",
    "confirm_payment",
    "consult",
    "contest_late_entry",
    "correct",
    "decide",
    "decline_hand_over",
    "end_ground",
    "finish_step",
    "hand_over",
    "left_behind",
    "move_officer",
    "move_step",
    "pause",
    "receive",
    "receive_again",
    "refuse",
    "request_payment",
    "request_supplement",
    "reserve",
    "reset_due",
    "resubmit",
    "resume",
    "return_result",
    "return_to_filer",
    "return_with_result",
    "reverse",
    "seal_past_days",
    "send_back",
    "send_home",
    "sign_apology",
    "stop",
    "submit",
    "supplement",
    "take_back",
    "transfer",
    "withdraw",
]
