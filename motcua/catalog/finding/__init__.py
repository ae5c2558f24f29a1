"""How a procedure is found: what people say, what the catalogue calls it, which comes first. Pure."""
