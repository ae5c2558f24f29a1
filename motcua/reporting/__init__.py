"""Statutory figures from ledgers, registers and what a named person typed."""
