"""Doors to other systems, one room each; they do not know one another."""
