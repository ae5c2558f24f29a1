"""What a person sends is written to disk as it arrives, and no more of it than the installation takes.

A file longer than that is read to its end, so that the browser listens to our answer, but not kept:
it stands among the files of the form with its whole size, and whoever takes files refuses it by that.
A line cut in the middle leaves nothing; what a dead process left behind is cleared by ``sweep``.
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

#: What is not finished after so long belongs to nobody any more.
_ABANDONED_SECONDS = 24 * 3600


class Bounded(TemporaryFileUploadHandler):
    """Writes each file of a form into the data folder, never more than ``UPLOAD_MOST_BYTES`` of it."""

    file: TemporaryUploadedFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the piece that begins at ``start`` as far as it lies within the bound."""
        room = settings.UPLOAD_MOST_BYTES - start
        if room > 0:
            self.file.write(raw_data[:room])


def folder() -> Path:
    """Where files stand while they arrive."""
    return Path(settings.FILE_UPLOAD_TEMP_DIR)


def overlong(file: UploadedFile) -> bool:
    """Whether more was sent than the installation takes, so that its end is missing."""
    return (file.size or 0) > settings.UPLOAD_MOST_BYTES


def sweep(*, at: datetime) -> int:
    """Remove what arrived more than a day before ``at`` and was never taken; return how many."""
    old = [
        path
        for path in folder().glob("*")
        if path.is_file() and at.timestamp() - path.stat().st_mtime > _ABANDONED_SECONDS
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
