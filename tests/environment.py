"""The environment tests run in, set before anything reads it (a plugin, loaded ahead of Django's)."""

import os

os.environ["MOTCUA_DATA"] = os.environ.get("MOTCUA_TEST_DATA", ".data-test")
os.environ["MOTCUA_DEMO"] = "0"
os.environ["MOTCUA_HTTPS"] = "0"
os.environ["MOTCUA_LOG_LEVEL"] = "WARNING"
