"""What is granted: schemes, dossiers, and the documents that outlive us."""
