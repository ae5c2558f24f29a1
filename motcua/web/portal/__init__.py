"""Pages for citizens and businesses: procedures in plain words, and where a dossier stands."""
