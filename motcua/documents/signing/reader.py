"""Reads the signatures of one file in a process of its own, within bounds, and prints what it found as JSON."""

import json
import resource
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from motcua.documents.signing import certificates, inspection

#: A file of the size we take needs a tenth of this.
_MEMORY_BYTES = 1024**3
_PROCESSOR_SECONDS = 15


def main() -> None:
    """Print the answer; dying on the way is an answer too."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    file, roots, at = sys.argv[1:]
    told = _told(Path(file), Path(roots), datetime.fromisoformat(at))
    sys.stdout.write(json.dumps(told, default=datetime.isoformat))


def _told(file: Path, folder: Path, at: datetime) -> dict[str, object]:
    try:
        roots = certificates.roots(folder)
        found = inspection.inspect(file.read_bytes(), roots=roots, at=at)
    except certificates.NotACertificate as fault:
        return {"root": str(fault)}
    except inspection.TooMany:
        return {"fault": "many"}
    except (inspection.NotReadable, MemoryError):
        return {"fault": "unreadable"}
    return {"signatures": [asdict(one) for one in found]}


if __name__ == "__main__":
    main()
