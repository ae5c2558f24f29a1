"""Tells people what was found: terminal, JSON, page, DOCX with comments, a note to the unit."""
