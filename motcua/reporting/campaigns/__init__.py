"""Rounds of reports: who files what to whom, what a draft still lacks, what the whole adds up to."""
