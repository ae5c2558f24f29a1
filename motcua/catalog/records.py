"""Procedures as files tell them, checked and typed, before they become rows.

A folder holds ``fields.yaml``, ``legal_bases.yaml`` and any number of ``procedures_*.yaml``; the
shape is that of the starter catalogue beside this module. Reading touches no database.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import Any

import yaml

from motcua.rules.codes import Channel, Level, ServiceLevel, TimeUnit

#: Procedures written for the project: enough for a province to begin, or to be shown.
STARTER = Path(__file__).parent / "starter"
_EVERY_CHANNEL = tuple(Channel)
_UNITS_ALONE = {unit.value: unit for unit in (TimeUnit.SAME_DAY, TimeUnit.NOT_REGULATED)}
#: Keys of a procedure that are not of its versions.
_OF_PROCEDURE = {"code", "certainty", "life_events", "successors", "versions"}


class Malformed(ValueError):
    """A record that cannot be read; the message names the procedure and what is wrong."""


@dataclass(frozen=True)
class FieldRecord:
    """A lĩnh vực."""

    code: str
    name: str


@dataclass(frozen=True)
class LifeEventRecord:
    """A moment of life, in the order of the file."""

    code: str
    name: str
    description: str


@dataclass(frozen=True)
class BasisRecord:
    """A legal document."""

    number: str
    title: str
    issuer: str
    issued_on: date | None


@dataclass(frozen=True)
class Limit:
    """A time limit; ``amount`` is None exactly for the units that stand alone."""

    amount: int | None
    unit: TimeUnit


@dataclass(frozen=True)
class PaperRecord:
    """A paper of a case."""

    name: str
    code: str = ""
    originals: int = 1
    copies: int = 0
    required: bool = True
    replaceable_by: str = ""
    form: str = ""
    note: str = ""


@dataclass(frozen=True)
class FeeRecord:
    """An amount in đồng; ``kind`` is "phi" or "le_phi"."""

    kind: str
    amount_dong: int
    note: str


@dataclass(frozen=True)
class CaseRecord:
    """A case: its limit per channel, fees that hold for every channel, papers."""

    name: str
    limits: Mapping[Channel, Limit]
    limit_note: str
    restarts: bool
    fees: tuple[FeeRecord, ...]
    papers: tuple[PaperRecord, ...]


@dataclass(frozen=True)
class VersionRecord:
    """What a procedure is from ``effective_from`` to ``effective_to``, both inclusive."""

    name: str
    keywords: str
    field: str
    level: Level
    service_level: ServiceLevel
    prescriber: str
    effective_from: date
    effective_to: date | None
    decision_number: str
    decision_on: date | None
    audience: str
    summary: str
    steps: tuple[str, ...]
    conditions: str
    agency: str
    validity: str
    restarts: bool
    no_appointment: bool
    cases: tuple[CaseRecord, ...]
    results: tuple[tuple[str, str], ...]
    bases: tuple[BasisRecord, ...]

    def digest(self) -> str:
        """A fingerprint of everything the record says: equal for equal records only."""
        return sha256(dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class ProcedureRecord:
    """A procedure: its code, who follows it, its versions in the order of time.

    ``certainty`` says how sure the code is: "high" and "medium" for national codes, "starter" for
    codes of the project's own in the range 9.xxxxxx.
    """

    code: str
    certainty: str
    life_events: tuple[str, ...]
    successors: tuple[str, ...]
    versions: tuple[VersionRecord, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything a folder tells."""

    fields: tuple[FieldRecord, ...]
    life_events: tuple[LifeEventRecord, ...]
    procedures: tuple[ProcedureRecord, ...]


def read(folder: Path = STARTER) -> Catalogue:
    """Read a folder of YAML files. Raise ``Malformed`` at the first record that cannot be read."""
    groups = _loaded(folder / "fields.yaml")
    bases = {
        row["number"]: BasisRecord(
            row["number"], row["title"], row.get("issuer", ""), row.get("issued_on")
        )
        for row in _loaded(folder / "legal_bases.yaml")["legal_bases"]
    }
    procedures = []
    for path in sorted(folder.glob("procedures_*.yaml")):
        file = _loaded(path)
        procedures += [_procedure(row, file["defaults"], bases) for row in file["procedures"]]
    return Catalogue(
        fields=tuple(FieldRecord(row["code"], row["name"]) for row in groups["fields"]),
        life_events=tuple(
            LifeEventRecord(row["code"], row["name"], row.get("description", ""))
            for row in groups["life_events"]
        ),
        procedures=tuple(procedures),
    )


def _loaded(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as file:
        loaded = yaml.load(file, Loader=yaml.CSafeLoader)
    if not isinstance(loaded, dict):
        raise Malformed(f"{path.name}: expected a mapping")
    return loaded


def _procedure(
    row: dict[str, Any], defaults: dict[str, Any], bases: Mapping[str, BasisRecord]
) -> ProcedureRecord:
    shared = {**defaults, **{key: row[key] for key in row if key not in _OF_PROCEDURE}}
    try:
        versions = tuple(
            _version({**shared, **change}, bases) for change in row.get("versions", [{}])
        )
        return ProcedureRecord(
            code=row["code"],
            certainty=row["certainty"],
            life_events=tuple(row.get("life_events", ())),
            successors=tuple(row.get("successors", ())),
            versions=versions,
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise Malformed(f"{row.get('code')}: {wrong!r}") from wrong


def _version(row: dict[str, Any], bases: Mapping[str, BasisRecord]) -> VersionRecord:
    cited = [*row.get("bases", ()), *row.get("add_bases", ())]
    decision_number, decision_on = row.get("decision", ("", None))
    restarts = bool(row.get("restarts", False))
    return VersionRecord(
        name=row["name"],
        keywords=row.get("keywords", ""),
        field=row["field"],
        level=Level(row["level"]),
        service_level=ServiceLevel(row["service_level"]),
        prescriber=row["prescriber"],
        effective_from=row["from"],
        effective_to=row.get("to"),
        decision_number=decision_number,
        decision_on=decision_on,
        audience=row["audience"],
        summary=row["summary"],
        steps=tuple(row["steps"]),
        conditions=row.get("conditions", ""),
        agency=row["agency"],
        validity=row.get("validity", ""),
        restarts=restarts,
        no_appointment=bool(row.get("no_appointment", False)),
        cases=tuple(_case(case, restarts=restarts) for case in row["cases"]),
        results=tuple((code, name) for code, name in row["results"]),
        bases=tuple(bases[number] for number in cited),
    )


def _case(row: dict[str, Any], *, restarts: bool) -> CaseRecord:
    channels = [Channel(name) for name in row.get("channels", _EVERY_CHANNEL)]
    own = {Channel(name): _limit(text) for name, text in row.get("limits", {}).items()}
    usual = _limit(row["limit"])
    return CaseRecord(
        name=row["name"],
        limits={channel: own.get(channel, usual) for channel in channels},
        limit_note=row.get("limit_note", ""),
        restarts=bool(row.get("restarts", restarts)),
        fees=tuple(FeeRecord(kind, amount, note) for kind, amount, note in row.get("fees", ())),
        papers=tuple(PaperRecord(**paper) for paper in row["papers"]),
    )


def _limit(text: str) -> Limit:
    """Read "3 working_days", "same_day" or "not_regulated"."""
    if text in _UNITS_ALONE:
        return Limit(None, _UNITS_ALONE[text])
    amount, unit = text.split()
    return Limit(int(amount), TimeUnit(unit))
