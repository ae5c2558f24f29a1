"""A whole installation in a file, and back."""

import json
import zipfile

import psycopg
import pytest

from motcua.base import backup, embedded, env
from tests.cli.running import motcua

ROWS = """
    INSERT INTO base_journalentry (account_id, verb, subject_type, subject_id, at, request_id)
        SELECT i, 'look', 'dossiers.dossier', i, now(), E'tab\\there' FROM generate_series(1, 3) i;
    SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
        'default', 'jobs.react', 0, NULL, NULL, '{"event_id": 5}', NULL
    )::procrastinate_job_to_defer_v1]);
"""


def _fresh_database(name):
    """An empty database on the tests' server."""
    environment = env.read()
    url = embedded.url(environment.data_folder, settings=embedded.RELAXED)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    return embedded.url(environment.data_folder, database=name)


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory):
    """The address and folder of a small installation, and a backup of it."""
    data = tmp_path_factory.mktemp("first")
    url = _fresh_database(f"{env.read().test_db}_first")
    assert motcua("django", "migrate", "-v", "0", data=data, database_url=url).returncode == 0
    with psycopg.connect(url) as connection:
        connection.execute(ROWS)
    (data / "files" / "2026").mkdir(parents=True)
    (data / "files" / "2026" / "scan.pdf").write_bytes(b"%PDF")
    path = data / "copy.zip"
    outcome = motcua("backup", path, data=data, database_url=url)
    assert outcome.returncode == 0, outcome.stderr
    return url, data, path


def _digests(manifest):
    """What the tables hold, leaving out the notes about the backup itself."""
    return {
        name: told["sha256"]
        for name, told in manifest["tables"].items()
        if name not in {"base_upkeep", "procrastinate_workers"}
    }


def test_what_is_restored_is_what_was_backed_up(lived_in, tmp_path):
    _url, data, path = lived_in
    url = _fresh_database(f"{env.read().test_db}_second")

    outcome = motcua("restore", path, data=tmp_path, database_url=url)
    again = motcua("backup", tmp_path / "again.zip", data=tmp_path, database_url=url)

    assert "Đã phục hồi" in outcome.stdout, outcome.stderr
    assert again.returncode == 0, again.stderr
    before, after = (backup.read_manifest(each) for each in (path, tmp_path / "again.zip"))
    assert _digests(before) == _digests(after)
    assert before["tables"]["base_journalentry"]["rows"] == 3
    assert after["tables"]["procrastinate_jobs"]["rows"] == 1
    assert (tmp_path / "files" / "2026" / "scan.pdf").read_bytes() == b"%PDF"
    assert (tmp_path / "secret_key").read_text() == (data / "secret_key").read_text()


def test_the_restored_tables_are_sealed_again_and_count_on(lived_in, tmp_path):
    _url, _data, path = lived_in
    url = _fresh_database(f"{env.read().test_db}_second")
    motcua("restore", path, data=tmp_path, database_url=url)

    with psycopg.connect(url) as connection:
        with pytest.raises(psycopg.Error, match="chỉ được ghi thêm"), connection.transaction():
            connection.execute("DELETE FROM base_journalentry")
        new = connection.execute(
            "INSERT INTO base_journalentry (account_id, verb, subject_type, at, request_id) "
            "VALUES (1, 'look', 'x', now(), '') RETURNING id"
        ).fetchone()
    assert new == (4,)


def test_a_database_with_data_is_left_alone_unless_forced(lived_in):
    url, data, path = lived_in

    refused = motcua("restore", path, data=data, database_url=url)

    assert refused.returncode == 1
    assert "đã có dữ liệu" in refused.stderr
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM base_journalentry").fetchone() == (3,)


def test_a_backup_is_for_its_owner_only(lived_in):
    _url, _data, path = lived_in
    assert path.stat().st_mode & 0o077 == 0


def _changed(path, target, name, content):
    """A copy of a backup in which one entry says something else."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return target


@pytest.mark.django_db
def test_a_changed_table_is_noticed_before_anything_is_touched(lived_in, tmp_path):
    path = _changed(lived_in[2], tmp_path / "x.zip", "tables/base_journalentry", b"")

    with pytest.raises(backup.NotABackup, match="base_journalentry"):
        backup.restore(path=path, data=tmp_path, force=True)


@pytest.mark.django_db
def test_a_backup_of_a_later_version_is_refused(lived_in, tmp_path):
    manifest = backup.read_manifest(lived_in[2])
    manifest["migrations"].append(["base", "9999_later"])
    path = _changed(lived_in[2], tmp_path / "x.zip", backup.MANIFEST, json.dumps(manifest))

    with pytest.raises(backup.TooNew):
        backup.restore(path=path, data=tmp_path, force=True)


@pytest.mark.parametrize("content", [b"", b"PK not a zip"])
def test_a_file_that_is_no_backup_is_refused(content, tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(content)

    with pytest.raises(backup.NotABackup):
        backup.read_manifest(path)
