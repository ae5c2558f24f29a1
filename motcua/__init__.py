"""motcua: a province's administrative procedures, end to end, with its dossiers kept like money."""

__version__ = "0.1.0"
