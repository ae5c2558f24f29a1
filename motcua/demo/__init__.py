"""The demonstration: an invented province whose story is played through the real acts."""
