"""The environment tests run in, set before anything reads it (a plugin, loaded ahead of Django's)."""

import os
from pathlib import Path

#: Names the process of a run with several; each has a database server of its own.
_PROCESS = "PYTEST_XDIST_WORKER"

os.environ["MOTCUA_DATA"] = str(
    Path(os.environ.get("MOTCUA_TEST_DATA", ".data-test")) / os.environ.get(_PROCESS, "")
)
os.environ["MOTCUA_DEMO"] = "0"
os.environ["MOTCUA_HTTPS"] = "0"
os.environ["MOTCUA_LOG_LEVEL"] = "WARNING"
