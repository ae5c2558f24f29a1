"""The dossier: acts, sealed ledger, current state, day and month sums."""
