"""Keeping messages: nothing that reaches us is lost, nothing is handled twice."""

from datetime import datetime

from django.db import transaction

from motcua.exchange.models import Direction, Message, MessageState


@transaction.atomic
def keep(
    *,
    interface: str,
    direction: Direction,
    kind: str,
    key: str,
    payload: object,
    at: datetime,
) -> Message:
    """Write the message down and hold its row; one that is not done yet takes the new payload.

    A message already done is returned as it is: look at its ``state``.
    """
    Message.objects.get_or_create(
        interface=interface,
        direction=direction,
        kind=kind,
        key=key,
        defaults={"payload": payload, "kept_at": at},
    )
    message = _held(interface, direction, kind, key)
    if message.state != MessageState.DONE and message.payload != payload:
        message.payload = payload
        message.save(update_fields=["payload"])
    return message


def lock(message_id: int) -> Message:
    """Hold a message's row and return it as it is now. Inside a transaction only."""
    return Message.objects.select_for_update().get(pk=message_id)


def finish(*, message: Message, subject_type: str, subject_id: int, at: datetime) -> Message:
    """Say what came of the message."""
    message.state = MessageState.DONE
    message.problem = ""
    message.subject_type = subject_type
    message.subject_id = subject_id
    return _handled(message, at)


def get_stuck(*, message: Message, problem: str, at: datetime) -> Message:
    """Say why nothing could come of the message yet; it may be edited and handled again."""
    message.state = MessageState.STUCK
    message.problem = problem
    return _handled(message, at)


def put_off(*, message: Message, problem: str, at: datetime) -> Message:
    """Say why the message is tried again later."""
    message.state = MessageState.WAITING
    message.problem = problem
    return _handled(message, at)


def _handled(message: Message, at: datetime) -> Message:
    message.attempts += 1
    message.handled_at = at
    message.save(
        update_fields=[
            "state",
            "problem",
            "subject_type",
            "subject_id",
            "attempts",
            "handled_at",
        ]
    )
    return message


def _held(interface: str, direction: Direction, kind: str, key: str) -> Message:
    return Message.objects.select_for_update().get(
        interface=interface, direction=direction, kind=kind, key=key
    )
