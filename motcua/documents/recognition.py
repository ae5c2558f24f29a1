"""A searchable PDF/A out of a scan, made by ocrmypdf and tesseract, programs beside us with bounds of their own.

The picture of each page stays; recognised Vietnamese words lie under it. Pages that have words keep them.
"""

from pathlib import Path

from django.conf import settings

from motcua.checking.reading import programs
from motcua.documents.kinds import PICTURES, Kind

_START_SECONDS = 60
_SECONDS_PER_PAGE = 60
_MOST_SECONDS = 3 * 3600
_PAGE_SECONDS = 180
_LANGUAGES = "vie+eng"
#: Dots no page needs; a picture of more is left as it is.
_MOST_MEGADOTS = 160
_LANGUAGE = "vie"


def available() -> bool:
    """Whether the programs and the Vietnamese words they need are installed."""
    if not (programs.find("ocrmypdf") and programs.find("tesseract")):
        return False
    known = programs.run(["tesseract", "--list-langs"], seconds=_START_SECONDS, extra={})
    return known is not None and _LANGUAGE in known.decode(errors="replace").split()


def searchable(path: Path, *, kind: Kind, pages: int, out: Path) -> bool:
    """Write the PDF/A of the file at ``path`` to ``out``; False where it cannot be made in time and memory."""
    command = [
        *_bounded(),
        *("ocrmypdf", "--quiet", "--jobs", "1", "--language", _LANGUAGES),
        *("--output-type", "pdfa", "--skip-text", "--rotate-pages"),
        *("--tesseract-timeout", str(_PAGE_SECONDS), "--max-image-mpixels", str(_MOST_MEGADOTS)),
        *(("--image-dpi", "300") if kind in PICTURES else ()),
        *("--", str(path), str(out)),
    ]
    seconds = min(_START_SECONDS + pages * _SECONDS_PER_PAGE, _MOST_SECONDS)
    extra = {"TMPDIR": str(out.parent), "OMP_THREAD_LIMIT": "1"}
    return programs.run(command, seconds=seconds, extra=extra) is not None and out.is_file()


def _bounded() -> tuple[str, ...]:
    """The words before a command that give it so much memory and no more, where Linux has them."""
    limit = programs.find("prlimit")
    return (limit, f"--as={settings.READING_MEGABYTES * 1024**2}", "--") if limit else ()
