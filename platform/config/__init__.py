"""The wiring: settings, addresses, servers, and the demo house. Nobody imports it."""
