"""Django tools that know no business: queue, clock, seals, the journal of who looked, text, the embedded database."""
