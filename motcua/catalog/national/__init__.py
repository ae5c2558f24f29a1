"""The national catalogue as its files tell it: read, understood as far as honest, never guessed. Pure."""
