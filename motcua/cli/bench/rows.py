"""What a life writes into the tables, gathered until it is copied."""

from datetime import date
from typing import Any

import psycopg
from psycopg import sql

from motcua.cli.bench.lines import Table
from motcua.cli.bench.lives import Event, Life
from motcua.dossiers import state
from motcua.dossiers.models import (
    Dossier,
    DossierEvent,
    DossierNumber,
    DossierPaper,
    DossierResult,
    EventText,
    Participant,
)

_DOSSIERS, _TEXTS, _EVENTS, _NUMBERS, _PAPERS, _RESULTS, _PEOPLE = TABLES = tuple(
    Table(model)
    for model in (
        Dossier,
        EventText,
        DossierEvent,
        DossierNumber,
        DossierPaper,
        DossierResult,
        Participant,
    )
)
_ROLES = ("owner", "submitter")


class Lines:
    """Lines per table, waiting to be copied; events lie in the order of their recording."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lines: dict[str, list[str]] = {table.name: [] for table in TABLES}
        self._events: list[Event] = []

    def add(self, life: Life) -> None:
        """Add everything one dossier writes."""
        self._events.extend(life.events)
        self._add_dossier(life)
        for text_id, text in life.texts:
            self._add(_TEXTS, id=text_id, text=text, salt="00")
        for order, (paper_id, name) in enumerate(life.service.papers, start=1):
            self._add(
                _PAPERS,
                id=life.dossier_id * 4 + order,
                dossier_id=life.dossier_id,
                order=order,
                case_paper_id=paper_id,
                name=name,
                form="original",
                originals=1,
                added_seq=1,
            )
        for event_id in life.results:
            self._add(
                _RESULTS,
                id=event_id,
                dossier_id=life.dossier_id,
                event_id=event_id,
                number=f"{event_id}/QĐ",
                signed_on=(life.posted_on or date.min),
                signatory="Người ký",
            )
        self._add_people(life)

    def copy_into(self, connection: psycopg.Connection[Any]) -> None:
        """Copy all lines, table by table, and forget them."""
        self._lines[_EVENTS.name] = [event.line for event in sorted(self._events)]
        for table in TABLES:
            names = sql.SQL(", ").join(sql.Identifier(name) for name in table.columns)
            statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
            with connection.cursor() as cursor, cursor.copy(statement) as copy:
                copy.write("".join(self._lines[table.name]))
            self._lines[table.name].clear()
        self._events.clear()

    def _add(self, table: Table, **row: Any) -> None:  # noqa: ANN401 - columns of many types
        self._lines[table.name].append(table.line(row))

    def _add_dossier(self, life: Life) -> None:
        cached = {name: life.state[name] for name in state.NAMES}
        self._add(
            _DOSSIERS,
            **cached,
            urgent_at=state.urgent_at(
                cached["status"], cached["limit_unit"], cached["due_at"], cached["step_due_at"]
            ),
            id=life.dossier_id,
            seq=len(life.events),
            last_hash=life.last_hash,
            last_posted_on=life.posted_on,
            number=life.number or None,
            track_code=f"{life.dossier_id:08d}",
            owner_fold=life.person.fold,
            opened_at=life.opened_at,
        )
        if life.number:
            self._add(
                _NUMBERS,
                id=life.dossier_id,
                dossier_id=life.dossier_id,
                kind="own",
                value=life.number,
                issued_at=life.opened_at,
            )

    def _add_people(self, life: Life) -> None:
        for place, role in enumerate(_ROLES):
            self._add(
                _PEOPLE,
                id=life.dossier_id * 2 + place,
                dossier_id=life.dossier_id,
                role=role,
                party_id=life.person.party_id,
                name=life.person.name,
                identity_kind="citizen_id",
                identity_value=life.person.identity,
                address="Thôn 1",
                phone=f"09{life.dossier_id % 10**8:08d}",
            )
