"""Who you are, and what was done in whose name: people, structures, roles, the log. Imports no other app."""
