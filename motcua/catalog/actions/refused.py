"""What an act on the catalogue may answer instead of being done."""


class Refused(ValueError):
    """An act the facts do not allow; its text is a Vietnamese sentence a person can act on."""
