"""Everything that changes dossiers and what is granted: one verb, one file."""
