"""The bounds a program sets itself before it opens what a stranger sent."""

import resource

#: Enough for the largest picture we take, twice.
MEMORY_BYTES = 2 * 1024**3
PROCESSOR_SECONDS = 60


def hold(*, processor_seconds: int = PROCESSOR_SECONDS) -> None:
    """Give this process so much memory and time and no more; it writes no files."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
