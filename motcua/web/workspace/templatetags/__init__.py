"""Tags of the officers' pages."""
