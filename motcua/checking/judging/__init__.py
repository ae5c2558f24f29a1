"""Which of the claims cannot be true together: one module per family of findings."""
