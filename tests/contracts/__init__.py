"""Every contract of the linter, shown to break when it is violated."""
