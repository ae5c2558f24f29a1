"""Registers of procedure control: what offices kept in paper books, dated, with their documents, and counted."""
