"""The national public service portal: what it sends us, in its own record."""
