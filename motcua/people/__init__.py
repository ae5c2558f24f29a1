"""Accounts (officers and citizens), persons, organisations and their identities."""
