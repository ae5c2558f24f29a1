"""Files: stored as they came, looked through, read, and reused; never altered."""
