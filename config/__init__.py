"""The wiring of one installation: settings, addresses, ports to adapters. ``motcua`` never imports it."""
