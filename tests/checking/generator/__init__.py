"""Invented reports that are consistent, and the same reports with one planted slip: the checker's measuring stick.

Figures come from ``facts``, sentences from ``wording``, ``scores`` and ``held_out``, pages from
``pages``. It shares no phrasing with the reader, and the layouts of ``held_out`` are for measuring
alone: nobody tunes the reader on them.
"""
