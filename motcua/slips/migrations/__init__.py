"""Migrations of slips."""
