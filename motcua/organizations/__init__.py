"""Agencies, desks, posts, working calendars, mergers."""
