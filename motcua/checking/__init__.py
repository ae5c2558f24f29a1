"""Reads a report somebody else wrote and finds what cannot be true. Pure."""
