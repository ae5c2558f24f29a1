"""E-mail to officers: kept first, sent by a server of the installation's choice, tried again, and told when it fails."""
