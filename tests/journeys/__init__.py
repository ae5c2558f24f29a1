"""One legal story each, walked through in a real browser."""
