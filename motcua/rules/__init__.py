"""What the law says. Pure: no Django, no I/O, no clock."""
