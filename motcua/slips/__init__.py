"""The legal papers a dossier prints."""
