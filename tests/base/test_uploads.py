"""Files on their way in: never more of one than is taken, and nothing of the dead left behind."""

import os
from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import RequestFactory

from motcua.base import clock, uploads

MARK = "bien"


def received(content: bytes) -> TemporaryUploadedFile:
    body = (
        f'--{MARK}\r\nContent-Disposition: form-data; name="tep"; filename="a.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode() + content + f"\r\n--{MARK}--\r\n".encode()  # fmt: skip
    kind = f"multipart/form-data; boundary={MARK}"
    return RequestFactory().generic("POST", "/", body, content_type=kind).FILES["tep"]


def test_a_file_within_the_bound_stands_on_the_disk_whole(settings):
    settings.UPLOAD_MOST_BYTES = 1024**2
    with received(b"x" * 1024**2) as file:
        assert Path(file.temporary_file_path()).stat().st_size == 1024**2
        assert file.temporary_file_path().startswith(str(uploads.folder()))
        assert not uploads.overlong(file)


def test_of_a_longer_file_the_bound_is_kept_and_the_whole_size_told(settings):
    settings.UPLOAD_MOST_BYTES = 1024**2
    with received(b"x" * (3 * 1024**2 + 7)) as file:
        assert file.size == 3 * 1024**2 + 7
        assert Path(file.temporary_file_path()).stat().st_size == 1024**2
        assert uploads.overlong(file)


def test_what_nobody_took_is_swept_away_after_a_day(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    now = clock.now()
    for name, age in (("cu", timedelta(days=2)), ("moi", timedelta(hours=2))):
        (tmp_path / name).write_bytes(b"x")
        moment = (now - age).timestamp()
        os.utime(tmp_path / name, (moment, moment))

    assert uploads.sweep(at=now) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["moi"]
