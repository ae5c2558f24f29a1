"""A whole installation in one file, and back: every table, every sequence, stored files, the secret key.

The file is a ZIP: ``tables/<name>`` in PostgreSQL's COPY text, ``files/…``, ``secret_key`` and a
``manifest.json`` with the migrations it was taken at and a digest per table. It is read back into any
PostgreSQL from 15 on, older or newer than the one it came from, and then migrated forward.
Whoever holds the file holds the data: it is written for its owner only.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from psycopg import Cursor, sql

FORMAT = 1
MANIFEST = "manifest.json"
_CHUNK = 1 << 20
#: Filled by ``migrate`` itself, or a note of who is at work: no sign of a province living here.
_NOBODYS = frozenset(
    {
        "auth_permission",
        "base_upkeep",
        "django_content_type",
        "django_session",
        "procrastinate_workers",
    }
)

_TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'django_migrations'
    ORDER BY table_name
"""
_COLUMNS = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'
    ORDER BY ordinal_position
"""
#: Foreign keys that are checked row by row decide the order of loading; Django's are deferred.
_STRICT_KEYS = """
    SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
    WHERE contype = 'f' AND NOT condeferrable AND conrelid <> confrelid
"""
_SEQUENCES = """
    SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL
"""


class NotABackup(ValueError):
    """The file is not one of ours, or is damaged."""

    def __init__(self, path: Path, reason: str) -> None:
        """Say which file and what about it."""
        super().__init__(
            _("%(path)s không phải bản sao lưu dùng được: %(reason)s.")
            % {"path": path, "reason": reason}
        )


class NotEmpty(RuntimeError):
    """The database already holds a province."""

    def __init__(self, table: str) -> None:
        """Say where something was found."""
        super().__init__(
            _(
                "Cơ sở dữ liệu đã có dữ liệu (bảng %(table)s). Hãy phục hồi vào cơ sở dữ liệu trống; "
                "--force xóa toàn bộ dữ liệu hiện có rồi mới phục hồi."
            )
            % {"table": table}
        )


class TooNew(RuntimeError):
    """The backup was taken by a later version of the product."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            _("Bản sao lưu do phiên bản motcua mới hơn tạo ra. Hãy nâng cấp phần mềm rồi phục hồi.")
        )


def write(*, path: Path, data: Path, at: datetime) -> dict[str, Any]:
    """Write the installation to ``path`` as it is at one instant; return the manifest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with _private(unfinished) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        manifest = _write_database(archive, at)
        for name in _kept_files(data):
            archive.write(data / name, str(name))
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    unfinished.rename(path)
    return manifest


def read_manifest(path: Path) -> dict[str, Any]:
    """What the file says about itself. Raise ``NotABackup``."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as damage:
        raise NotABackup(path, _("tệp không đọc được hoặc thiếu nội dung")) from damage
    if manifest.get("format") != FORMAT:
        raise NotABackup(path, _("định dạng không được hỗ trợ"))
    return manifest


def restore(*, path: Path, data: Path, force: bool = False) -> dict[str, Any]:
    """Make the installation what ``path`` says, then migrate it forward; return the manifest.

    Raise ``NotABackup`` (nothing was touched), ``NotEmpty`` unless ``force``, ``TooNew``.
    """
    manifest = read_manifest(path)
    _check_digests(path, manifest)
    found = occupied_table()
    if found and not force:
        raise NotEmpty(found)
    _refuse_the_future(manifest)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    _migrate_to(manifest["migrations"])
    with zipfile.ZipFile(path) as archive:
        _load(archive, manifest)
        _put_back_files(archive, data)
    call_command("migrate", verbosity=0, interactive=False)
    return manifest


def occupied_table() -> str:
    """The name of a table with rows that somebody made; empty when there is none."""
    with connection.cursor() as cursor:
        for table in _names(cursor, _TABLES):
            if table not in _NOBODYS:
                cursor.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table)))
                if cursor.fetchone():
                    return table
    return ""


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that its owner alone may read."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        yield file


def _kept_files(data: Path) -> Iterator[Path]:
    """The files of the data folder that no table holds, relative to it."""
    candidates = [data / "secret_key", *sorted((data / "files").rglob("*"))]
    return (path.relative_to(data) for path in candidates if path.is_file())


def _write_database(archive: zipfile.ZipFile, at: datetime) -> dict[str, Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        tables = {name: _copy_out(cursor, archive, name) for name in _names(cursor, _TABLES)}
        cursor.execute(_SEQUENCES)
        sequences = dict(cursor.fetchall())
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        migrations = [list(row) for row in cursor.fetchall()]
    return {
        "format": FORMAT,
        "taken_at": at.isoformat(timespec="seconds"),
        "migrations": migrations,
        "tables": tables,
        "sequences": sequences,
    }


def _copy_out(cursor: Any, archive: zipfile.ZipFile, table: str) -> dict[str, Any]:  # noqa: ANN401 - Django's wrapper
    columns = _names(cursor, _COLUMNS, table)
    digest = hashlib.sha256()
    statement = _copy(table, columns, "TO STDOUT")
    with archive.open(f"tables/{table}", "w", force_zip64=True) as out:
        raw: Cursor[Any] = cursor.cursor
        with raw.copy(statement) as copy:
            for block in copy:
                digest.update(block)
                out.write(block)
        rows = raw.rowcount
    return {"columns": columns, "rows": rows, "sha256": digest.hexdigest()}


def _copy(table: str, columns: list[str], direction: str) -> sql.Composed:
    return sql.SQL("COPY {} ({}) " + direction).format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )


def _names(cursor: Any, query: str, *parameters: str) -> list[str]:  # noqa: ANN401 - Django's wrapper
    cursor.execute(query, parameters)
    return [row[0] for row in cursor.fetchall()]


def _check_digests(path: Path, manifest: Mapping[str, Any]) -> None:
    with zipfile.ZipFile(path) as archive:
        for table, told in manifest["tables"].items():
            digest = hashlib.sha256()
            try:
                with archive.open(f"tables/{table}") as file:
                    while block := file.read(_CHUNK):
                        digest.update(block)
            except (KeyError, zipfile.BadZipFile) as damage:
                raise NotABackup(path, _("bảng %s bị hỏng") % table) from damage
            if digest.hexdigest() != told["sha256"]:
                raise NotABackup(path, _("bảng %s không khớp mã kiểm tra") % table)


def _refuse_the_future(manifest: Mapping[str, Any]) -> None:
    known = MigrationExecutor(connection).loader.disk_migrations
    if any(tuple(migration) not in known for migration in manifest["migrations"]):
        raise TooNew


def _migrate_to(migrations: list[list[str]]) -> None:
    """Build the tables as they were when the backup was taken, without filling any."""
    executor = MigrationExecutor(connection)
    wanted = {(app, name) for app, name in migrations}
    graph = executor.loader.graph
    last = [
        key for key in sorted(wanted) if not any(child.key in wanted and child.key[0] == key[0]
        for child in graph.node_map[key].children)
    ]  # fmt: skip
    executor.migrate(last)


def _load(archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> None:
    """Fill the tables in one transaction, their triggers asleep."""
    tables = manifest["tables"]
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables:
            _trigger(cursor, table, "DISABLE")
        listed = sql.SQL(", ").join(map(sql.Identifier, tables))
        cursor.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(listed))
        for table in _loading_order(cursor, list(tables)):
            _copy_in(cursor, archive, table, tables[table]["columns"])
        for name, value in manifest["sequences"].items():
            cursor.execute("SELECT setval(%s::regclass, %s)", [f'public."{name}"', value])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            _trigger(cursor, table, "ENABLE")


def _trigger(cursor: Any, table: str, verb: str) -> None:  # noqa: ANN401 - Django's wrapper
    statement = sql.SQL("ALTER TABLE {} " + verb + " TRIGGER USER")
    cursor.execute(statement.format(sql.Identifier(table)))


def _loading_order(cursor: Any, tables: list[str]) -> list[str]:  # noqa: ANN401 - Django's wrapper
    """Referenced tables before those whose keys are checked at once."""
    cursor.execute(_STRICT_KEYS)
    needs: dict[str, set[str]] = {table: set() for table in tables}
    for child, parent in cursor.fetchall():
        needs[child].add(parent)
    ordered: list[str] = []
    while needs:
        ready = sorted(table for table, parents in needs.items() if parents <= set(ordered))
        ordered += ready
        needs = {table: parents for table, parents in needs.items() if table not in ready}
    return ordered


def _copy_in(cursor: Any, archive: zipfile.ZipFile, table: str, columns: list[str]) -> None:  # noqa: ANN401
    raw: Cursor[Any] = cursor.cursor
    statement = _copy(table, columns, "FROM STDIN")
    with archive.open(f"tables/{table}") as file, raw.copy(statement) as copy:
        while block := file.read(_CHUNK):
            copy.write(block)


def _put_back_files(archive: zipfile.ZipFile, data: Path) -> None:
    data.mkdir(parents=True, exist_ok=True)
    for name in archive.namelist():
        if name.startswith("files/"):
            archive.extract(name, data)
    if "secret_key" in archive.namelist():
        with _private(data / "secret_key") as file:
            file.write(archive.read("secret_key"))
