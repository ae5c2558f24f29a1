"""Files: stored, looked at, read, reused."""
