"""The officers' side: intake, inbox, dossier, counter, oversight, reports, administration."""
