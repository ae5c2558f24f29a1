"""Migrations of the registers of procedure control."""
