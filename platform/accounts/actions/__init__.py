"""Everything that changes people, structures and roles: one verb, one file."""
