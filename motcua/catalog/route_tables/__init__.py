"""Internal processes as the table a decision prints: its words, and files of it read and written."""
