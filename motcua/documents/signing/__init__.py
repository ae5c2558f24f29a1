"""Signed files: prepared here, signed elsewhere, put together here, and read by whoever wants to know.

The key of a person never comes near this code; it sees certificates and finished signatures. It knows
no Django and no clock, so that a hostile file can be read in a process of its own.
"""

import logging

# The library writes the names of signers into its log; what it finds out, our callers are told anyway.
for _talker in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_talker).addHandler(logging.NullHandler())
    logging.getLogger(_talker).propagate = False
