"""Django's own PostgreSQL backend, asked whether a connection still lives without a way to the server."""
