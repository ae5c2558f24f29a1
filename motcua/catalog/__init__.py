"""Procedures: immutable versions, cases, papers, fees, time limits, and who offers them from when."""
