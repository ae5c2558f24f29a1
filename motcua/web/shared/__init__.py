"""Layout, components, tokens, wording, and the guard that says who may see which route."""
